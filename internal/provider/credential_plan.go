package provider

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// ModifyPlan verifies the credential, and plans an update if the secret or the status
// has changed, which no argument in state shows.
func (r *credentialResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.settings == nil {
		return
	}
	if req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(r.planDestroy(ctx, req.State)...)
		return
	}
	in, diags := r.readInputs(ctx, req.Config, req.Plan, req.State, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	planned, diags := r.plan(ctx, in)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(planned.write(ctx, &resp.Plan)...)
}

// planDestroy sends no request. It only reports what a destroy could not do.
func (r *credentialResource) planDestroy(ctx context.Context, from tfsdk.State) diag.Diagnostics {
	state, diags := readAttributes(ctx, from)
	if diags.HasError() {
		return diags
	}
	diags.Append(r.nexla().PlanDelete(ctx, state.values)...)
	return diags
}

func (r *credentialResource) plan(ctx context.Context, in inputs) (attributes, diag.Diagnostics) {
	diags := checkInputs(in)
	if diags.HasError() {
		return attributes{}, diags
	}
	change := lifecycle.DetectChange(in.Inputs)
	result, more := r.verifyAtPlan(ctx, in, change)
	diags.Append(more...)
	diags.Append(rotationDue(in, change)...)
	diags.Append(expiryDue(in, change, result)...)
	diags.Append(accountDrift(in, change, result)...)

	work, more := r.nexla().Detect(ctx, in.forNexla(change))
	diags.Append(more...)
	if diags.HasError() {
		return attributes{}, diags
	}

	planned := in.plan.clone()
	planned.setComputed(lifecycle.Plan(in.Inputs, change, result, work.Due()))
	diags.Append(r.nexla().Plan(ctx, in.forNexla(change), work, planned.values)...)
	return planned, diags
}

// verifyAtPlan returns the result, or nil if verification does not run.
func (r *credentialResource) verifyAtPlan(ctx context.Context, in inputs, change lifecycle.Change) (*lifecycle.Result, diag.Diagnostics) {
	verification, runs := lifecycle.PlanVerification(in.Inputs, change)
	if !runs {
		return nil, nil
	}
	result, diags := r.settings.verify(ctx, requestFor(in.Inputs, change, verification, in.plan))
	return resultOf(result), diags
}

// requestFor returns the request that verifies a credential whose values are known.
func requestFor(in lifecycle.Inputs, change lifecycle.Change, verification lifecycle.Verification, plan attributes) verificationRequest {
	values, _ := in.Values()
	request := verificationRequest{
		Verification: verification,
		definition:   in.Definition,
		name:         plan.text(attrName).ValueString(),
		values:       values,
		baseURL:      in.BaseURL.Get(),
		ownBaseURL:   !plan.text(attrBaseURL).IsNull(),
		pinned:       in.AuthScheme.Get(),
		region:       plan.text(attrRegion).ValueString(),
		requirements: in.Requirements,
		complete:     verification.Phase == lifecycle.PhaseApply,
		newSecret:    verification.Phase == lifecycle.PhaseApply && verification.Changed,
	}
	if in.Prior != nil {
		request.exists = true
		request.accepted = in.Prior.AuthScheme.Get()
		request.replaced = replacedValues(in.Prior, values)
	}
	if expiresAt, known := lifecycle.Expiry(in, change, nil); known && !time.Now().Before(expiresAt) {
		request.expiredAt = expiresAt
	}
	return request
}

// replacedValues returns the values with the secrets of a state that differ from them, or
// nil if none does.
func replacedValues(prior *lifecycle.Prior, values connector.Values) connector.Values {
	var replaced connector.Values
	for name, stored := range prior.Fields {
		if !stored.IsKnown() || stored.Get().Reveal() == values[name].Reveal() {
			continue
		}
		if replaced == nil {
			replaced = maps.Clone(values)
		}
		replaced[name] = stored.Get()
	}
	return replaced
}

// policies are the resource's own over the provider's.
func (r *credentialResource) policies(from attributes) lifecycle.Policies {
	return overridePolicies(r.settings.policies, from.textMap(attrVerification))
}

// rotationDue warns if the secret is older than rotate_after.
func rotationDue(in inputs, change lifecycle.Change) diag.Diagnostics {
	after := in.plan.text(attrRotateAfter)
	if after.IsNull() || after.IsUnknown() {
		return nil
	}
	limit, problem := parseDuration(after.ValueString())
	rotatedAt, due := lifecycle.RotationDue(in.Inputs, change, limit, time.Now())
	if problem != "" || !due {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(
		problemRotationDue.Title(in.Definition.Title, in.plan.text(attrName).ValueString()),
		joinParagraphs(
			strings.TrimSpace(fmt.Sprintf("It was last changed at %s, and rotate_after is %s. %s", lifecycle.Timestamp(rotatedAt), after.ValueString(), in.Definition.Key.Rotation)),
			whereToCreate(in.Definition)),
	)}
}
