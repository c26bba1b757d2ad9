package provider

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// apply creates or updates: it verifies, saves in Nexla where that is wanted,
// and returns the state and the memory to keep. The memory counts also beside
// an error: it may say that Nexla holds what state does not know of.
func (r *credentialResource) apply(ctx context.Context, in inputs) (record, memory, diag.Diagnostics) {
	diags := r.check(in)
	if diags.HasError() {
		return record{}, in.kept, diags
	}
	found := detectChange(r.definition, in)
	if found.secret == secretChanged && in.state != nil && in.plan.revision().Equal(in.state.revision()) {
		// The plan keeps the secret although the configuration has another one, as
		// ignore_changes asks for: the CLI applies it to the plan, and not to the
		// configuration of an apply.
		found.secret, found.withheld = secretSame, true
	}

	applied := in.plan.clone()
	if applied.text(attrID).IsUnknown() || applied.text(attrID).IsNull() {
		applied.set(attrID, types.StringValue(uuid.NewString()))
	}
	at, rejected, more := r.applyVerification(ctx, applied, in, found)
	diags.Append(more...)
	r.applyRevision(applied, in.state, found, at)
	if diags.HasError() {
		return r.recordRejection(in, found, rejected), in.kept, diags
	}
	after, more := r.applyNexla(ctx, applied, in, found)
	diags.Append(more...)
	if diags.HasError() {
		failed := in.kept
		failed.NexlaDirty = after.NexlaDirty
		return record{}, failed, diags
	}
	if found.withheld {
		return applied, after, diags // There is nothing new to remember.
	}
	return applied, rememberSecrets(r.definition, in.config, after), diags
}

// recordRejection is the state to keep after a failed apply: the prior state, in
// which an unchanged credential that the vendor rejects gets status and reason.
// It is empty if nothing is to be recorded.
func (r *credentialResource) recordRejection(in inputs, found change, rejected *answer) record {
	if rejected == nil || in.state == nil || found.standing() != unchanged {
		return record{}
	}
	kept := in.state.clone()
	kept.set(attrStatus, types.StringValue(string(rejected.Status)))
	kept.set(attrStatusReason, types.StringValue(string(rejected.Reason)))
	return kept
}

// applyRevision counts a new secret, which dates from its verification.
func (r *credentialResource) applyRevision(applied record, state *record, found change, at time.Time) {
	switch {
	case found.isNew:
		applied.set(attrSecretRevision, types.Int64Value(nextRevision(at)))
	case found.secret == secretChanged:
		applied.set(attrSecretRevision, types.Int64Value(state.revision().ValueInt64()+1))
	default:
		applied.copyFrom(*state, attrSecretRevision, attrRotatedAt)
		return
	}
	applied.set(attrRotatedAt, timestamp(at))
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

// applyVerification verifies, records the result, and returns when it was given,
// and the result if it is a rejection. If the result for an unchanged credential
// is inconclusive, everything that is known of it stays.
func (r *credentialResource) applyVerification(ctx context.Context, applied record, in inputs, found change) (time.Time, *answer, diag.Diagnostics) {
	asked := question{
		phase:       phaseApply,
		policy:      r.policies(applied).apply,
		standing:    found.standing(),
		needAccount: true,
	}
	pinned := in.config.text(attrAuthScheme).ValueString()
	about, known := r.credential(in.config, applied, in.state)
	if !known || found.withheld || !asked.policy.asks() {
		r.keepOrSet(applied, in.state, found, pinned, connector.Unverified, connector.ReasonNotVerified)
		return time.Now(), nil, nil
	}
	given, diags := r.settings.verify(ctx, asked, about)
	switch {
	case given.severity == fails:
	case given.Status == connector.Verified:
		r.setVerified(applied, in.state, found, given)
	default:
		r.keepOrSet(applied, in.state, found, pinned, given.Status, given.Reason)
	}
	if given.Status == connector.Rejected {
		return given.At, &given, diags
	}
	return given.At, nil, diags
}

func (r *credentialResource) setVerified(applied record, state *record, found change, given answer) {
	applied.set(attrStatus, types.StringValue(string(given.Status)))
	applied.set(attrStatusReason, types.StringValue(string(given.Reason)))
	applied.set(attrVerifiedAt, timestamp(given.At))
	r.setScheme(applied, given.Scheme)
	applied.set(attrAccount, accountValue(given.Account))
	if found.standing() == unchanged && given.Account.ID == "" && hasAccountID(*state) {
		// The probe that tells the account did not answer; the credential is the same, and so is its account.
		applied.copyFrom(*state, attrAccount)
	}
}

// keepOrSet notes that there is no verdict: an unchanged credential keeps what
// was known of it, and another one is known to nobody.
func (r *credentialResource) keepOrSet(applied record, state *record, found change, pinned string, status connector.Status, reason connector.Reason) {
	if found.standing() == unchanged {
		applied.copyFrom(*state, attrStatus, attrStatusReason, attrVerifiedAt, attrAuthScheme, attrHeaderNames, attrAccount)
		if pinned != "" {
			r.setScheme(applied, pinned)
		}
		return
	}
	applied.set(attrStatus, types.StringValue(string(status)))
	applied.set(attrStatusReason, types.StringValue(string(reason)))
	applied.set(attrVerifiedAt, types.StringNull())
	if !found.isNew && found.secret == secretSame {
		applied.copyFrom(*state, attrVerifiedAt) // It dates the secret, which is the same.
	}
	applied.set(attrAccount, accountValue(connector.Account{}))
	r.setScheme(applied, pinned)
}

// refresh notes a refusal of a credential whose secrets are all in state.
func (r *credentialResource) refresh(ctx context.Context, state record, kept memory) diag.Diagnostics {
	asked := question{phase: phasePlan, standing: unchanged}
	if r.settings == nil || state.revision().IsNull() || !r.isWholeIn(state) {
		return nil
	}
	asked.policy = r.policies(state).plan
	about, known := r.credential(state, state, &state)
	if !known || !asked.policy.asks() {
		return nil
	}
	if !kept.Pinned {
		about.pinned = ""
	}
	given, diags := r.settings.verify(ctx, asked, about)
	if diags.HasError() {
		return diags
	}
	if given.Status == connector.Rejected {
		state.set(attrStatus, types.StringValue(string(given.Status)))
		state.set(attrStatusReason, types.StringValue(string(given.Reason)))
	}
	return nil // The plan that follows a refresh asks the memory and warns.
}

// isWholeIn tells whether state holds every secret of a custom credential: what
// it was accepted with may have been write-only in part. For the others the
// fields themselves tell.
func (r *credentialResource) isWholeIn(state record) bool {
	names, isList := state.values[attrHeaderNames].(types.List)
	return r.definition.Type != connector.CustomType || isList && names.Equal(textList(r.definition.Schemes[0].HeaderNames()))
}

func hasAccountID(state record) bool {
	account, isObject := state.values[attrAccount].(types.Object)
	if !isObject {
		return false
	}
	id, set := account.Attributes()["id"]
	return set && !id.IsNull()
}

func timestamp(at time.Time) types.String {
	return types.StringValue(at.UTC().Format(time.RFC3339))
}
