package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ModifyPlan verifies the credential, and plans an update where the secret or
// the verdict has changed, which no argument in state shows.
func (r *credentialResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.settings == nil {
		return
	}
	if req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(r.planDestroy(ctx, req.State)...)
		return
	}
	in, diags := readInputs(ctx, req.Config, req.Plan, req.State, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	r, diags = r.defined(ctx, in.config)
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

func (r *credentialResource) plan(ctx context.Context, in inputs) (record, diag.Diagnostics) {
	diags := r.check(in)
	if diags.HasError() {
		return record{}, diags
	}
	found := detectChange(r.definition, in)
	given, more := r.askAtPlan(ctx, in, found)
	diags.Append(more...)
	diags.Append(r.rotationDue(in.plan, in.state, found)...)

	work, more := r.detectNexlaWork(ctx, in, found)
	diags.Append(more...)
	if diags.HasError() {
		return record{}, diags
	}

	planned := in.plan.clone()
	diags.Append(defaultDeletionPolicy(ctx, planned, in.config, in.state)...)
	switch {
	case r.plansRejection(in.plan, found, given):
		r.planRejection(ctx, planned, *in.state, *given)
	case work.due() || r.plansUpdate(in.plan, in.state, found, given):
		r.planComputed(ctx, planned, in.config, in.state, found)
	default:
		planned.copyFrom(*in.state, computedAttributes()...)
	}
	diags.Append(r.planNexla(ctx, planned, in.state, work)...)
	return planned, diags
}

// planDestroy asks nobody. It only says what a destroy could not do.
func (r *credentialResource) planDestroy(ctx context.Context, from tfsdk.State) diag.Diagnostics {
	state, diags := readRecord(ctx, from)
	block, more := readNexlaBlock(ctx, state)
	diags.Append(more...)
	if id := nexlaID(state); id != 0 && !diags.HasError() {
		work := nexlaWork{id: id, remove: true, abandon: block != nil && block.abandons()}
		diags.Append(r.nexlaKeyMissing(state, work)...)
	}
	return diags
}

// askAtPlan verifies where the policy wants it and every value is known. It
// returns nil where nobody was asked.
func (r *credentialResource) askAtPlan(ctx context.Context, in inputs, found change) (*answer, diag.Diagnostics) {
	asked := question{
		phase:    phasePlan,
		policy:   r.policies(in.plan).plan,
		standing: found.standing(),
		exists:   in.state != nil,
	}
	about, known := r.credential(in.config, in.plan, in.state)
	if !known || !asked.policy.asks() {
		return nil, nil
	}
	given, diags := r.settings.verify(ctx, asked, about)
	return &given, diags
}

// policies are the resource's own over the provider's.
func (r *credentialResource) policies(from record) policies {
	return r.settings.policies.overriddenBy(from.textMap(attrVerification))
}

// credential gathers what is verified, or false while any of it is unknown.
func (r *credentialResource) credential(config, plan record, state *record) (credential, bool) {
	values, known := knownValues(fieldValues(r.definition, config))
	baseURL := r.settings.baseURL(r.definition, plan.text(attrBaseURL), plan.text(attrRegion))
	pinned := config.text(attrAuthScheme)
	if !known || r.undecided || baseURL.IsUnknown() || pinned.IsUnknown() || r.settings.unknown {
		return credential{}, false
	}
	about := credential{
		definition: r.definition,
		name:       plan.text(attrName).ValueString(),
		values:     values,
		baseURL:    baseURL.ValueString(),
		pinned:     pinned.ValueString(),
	}
	if state != nil {
		about.remembered = state.text(attrAuthScheme).ValueString()
	}
	return about, true
}

// plansUpdate tells whether there is anything to apply. An unchanged credential
// that is still accepted, or of which nothing can be told, plans empty.
func (r *credentialResource) plansUpdate(plan record, state *record, found change, given *answer) bool {
	if found.isNew || found.arguments || found.secret != secretSame {
		return true
	}
	if given == nil || !r.policies(plan).apply.asks() {
		return false // Without asking at apply the status could not change.
	}
	return given.Status == connector.Verified && state.text(attrStatus).ValueString() != string(connector.Verified)
}

// plansRejection reports whether an unchanged credential was rejected, so that an
// update is planned that says so.
func (r *credentialResource) plansRejection(plan record, found change, given *answer) bool {
	return given != nil && given.Status == connector.Rejected && found.standing() == unchanged && r.policies(plan).apply.asks()
}

// planRejection plans the status that was found, so that checks, policies and
// outputs see it in the plan. Unless the vendor accepts the credential until the
// apply, that apply fails and records no more than this.
func (r *credentialResource) planRejection(ctx context.Context, planned, state record, given answer) {
	planned.copyFrom(state, computedAttributes()...)
	planned.set(attrStatus, types.StringValue(string(given.Status)))
	planned.set(attrStatusReason, types.StringValue(string(given.Reason)))
	planned.setUnknown(ctx, attrVerifiedAt)
}

// planComputed says what of the computed attributes is known before an update.
// Whatever depends on the answer at apply is not: it may differ from the
// answer at plan, and even the plan is made a second time at apply.
func (r *credentialResource) planComputed(ctx context.Context, planned, config record, state *record, found change) {
	planned.setUnknown(ctx, attrStatus, attrStatusReason, attrVerifiedAt, attrAccount)

	switch pinned := config.text(attrAuthScheme); {
	case pinned.IsUnknown():
		planned.setUnknown(ctx, attrAuthScheme, attrHeaderNames)
	case !pinned.IsNull():
		r.setScheme(planned, pinned.ValueString())
	case !r.definition.HasSchemeChoice() && !r.undecided && found.standing() == unchanged && !state.text(attrAuthScheme).IsNull():
		planned.copyFrom(*state, attrAuthScheme, attrHeaderNames)
	default:
		planned.setUnknown(ctx, attrAuthScheme, attrHeaderNames)
	}

	switch {
	case found.isNew, found.secret == secretUnknown:
		planned.setUnknown(ctx, attrSecretRevision, attrRotatedAt)
	case found.secret == secretChanged:
		planned.set(attrSecretRevision, types.Int64Value(state.revision().ValueInt64()+1))
		planned.setUnknown(ctx, attrRotatedAt)
	default:
		planned.copyFrom(*state, attrSecretRevision, attrRotatedAt)
	}
}

// setScheme sets the scheme and the header names that follow from it and from the
// optional fields; the empty name sets both null.
func (r *credentialResource) setScheme(to record, name string) {
	to.set(attrAuthScheme, textOrNull(name))
	scheme, known := r.definition.Scheme(name)
	if !known {
		to.set(attrHeaderNames, types.ListNull(types.StringType))
		return
	}
	values := connector.Values{}
	for _, rule := range scheme.Headers {
		if rule.IfSet == "" {
			continue
		}
		field := to.text(rule.IfSet)
		if field.IsUnknown() {
			to.set(attrHeaderNames, types.ListUnknown(types.StringType))
			return
		}
		values[rule.IfSet] = secret.New(field.ValueString())
	}
	to.set(attrHeaderNames, textList(scheme.SentNames(values)))
}

// rotationDue warns once the secret is older than rotate_after.
func (r *credentialResource) rotationDue(plan record, state *record, found change) diag.Diagnostics {
	after := plan.text(attrRotateAfter)
	if state == nil || found.secret != secretSame || after.IsNull() || after.IsUnknown() {
		return nil
	}
	rotated, err := time.Parse(time.RFC3339, state.text(attrRotatedAt).ValueString())
	limit, problem := parseDuration(after.ValueString())
	if err != nil || problem != "" || time.Since(rotated) <= limit {
		return nil
	}
	name := plan.text(attrName).ValueString()
	return diag.Diagnostics{diag.NewWarningDiagnostic(
		problemRotationDue.title(r.definition.Title, name),
		joinParagraphs(
			strings.TrimSpace(fmt.Sprintf("It was last changed at %s, and rotate_after is %s. %s", rotated.UTC().Format(time.RFC3339), after.ValueString(), r.definition.Key.Rotation)),
			whereToCreate(r.definition)),
	)}
}
