package provider

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// apply creates or updates: it verifies, saves the credential in Nexla if that is
// configured, and returns the state and the private state to keep. The private state
// counts beside an error too: it may record that Nexla differs from state.
func (r *credentialResource) apply(ctx context.Context, in inputs) (attributes, lifecycle.PrivateState, diag.Diagnostics) {
	diags := checkInputs(in)
	if diags.HasError() {
		return attributes{}, in.Private, diags
	}
	change := lifecycle.DetectChangeAtApply(in.Inputs, fromInteger(in.plan.revision()))
	result, more := r.verifyAtApply(ctx, in, change)
	diags.Append(more...)
	if diags.HasError() {
		return recordRejection(in, change, result), in.Private, diags
	}

	applied := in.plan.clone()
	if applied.text(attrID).IsUnknown() || applied.text(attrID).IsNull() {
		applied.set(attrID, types.StringValue(uuid.NewString()))
	}
	applied.setComputed(lifecycle.Apply(in.Inputs, change, result, lifecycle.Moment{Now: time.Now(), NewRevision: nextRevision}))

	values, _ := in.Values()
	nexla, more := r.nexla().Apply(withMasks(ctx, in.Definition, values), in.forNexla(change), applied.values)
	diags.Append(more...)
	if diags.HasError() {
		failed := in.Private
		failed.NexlaDirty = nexla.NexlaDirty
		return attributes{}, failed, diags
	}
	return applied, lifecycle.PrivateStateAfter(in.Inputs, change, nexla), diags
}

// verifyAtApply returns the result, or nil if verification does not run.
func (r *credentialResource) verifyAtApply(ctx context.Context, in inputs, change lifecycle.Change) (*lifecycle.Result, diag.Diagnostics) {
	verification, runs := lifecycle.ApplyVerification(in.Inputs, change)
	if !runs {
		return nil, nil
	}
	result, diags := r.settings.verify(ctx, requestFor(in.Inputs, change, verification, in.plan))
	return resultOf(result), diags
}

// recordRejection returns the state to keep after a failed apply; it is empty if
// nothing is to be recorded.
func recordRejection(in inputs, change lifecycle.Change, result *lifecycle.Result) attributes {
	recorded, records := lifecycle.RecordRejection(in.Inputs, change, result)
	if !records {
		return attributes{}
	}
	kept := in.state.clone()
	kept.setComputed(recorded)
	return kept
}

// lastRevision is the latest revision that this process gave to a new credential.
var lastRevision atomic.Int64

// nextRevision identifies the secret of a new credential: the time in
// milliseconds, so that a credential that replaces another one never repeats its
// revision, and later than that of any other credential of this process.
func nextRevision(at time.Time) int64 {
	for {
		last := lastRevision.Load()
		next := max(at.UnixMilli(), last+1)
		if lastRevision.CompareAndSwap(last, next) {
			return next
		}
	}
}

// refresh records the rejection of a credential whose secrets are all in state. The
// plan that follows a refresh reuses the result and warns.
func (r *credentialResource) refresh(ctx context.Context, definition *connector.Definition, state attributes, private lifecycle.PrivateState) diag.Diagnostics {
	if r.settings == nil {
		return nil
	}
	in := r.refreshInputs(definition, state, private)
	verification, runs := lifecycle.RefreshVerification(in)
	if !runs {
		return nil
	}
	result, diags := r.settings.verify(ctx, requestFor(in, lifecycle.Change{}, verification, state))
	if diags.HasError() {
		return diags
	}
	state.setComputed(lifecycle.Refresh(in, *resultOf(result)))
	return nil
}
