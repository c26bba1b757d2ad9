package provider

import (
	"context"
	"fmt"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// reading is what a data source and an ephemeral resource do: they take a
// credential from their arguments or the environment and verify it now.
type reading struct {
	definition *connector.Definition
	settings   *settings
	// kind names it in diagnostics, such as "data source".
	kind string
	// phase is whose policy counts: phasePlan unless it is set.
	phase string
}

// read verifies the credential of a configuration. Where nobody was asked, the
// answer says so.
func (r reading) read(ctx context.Context, config record) (credential, answer, diag.Diagnostics) {
	r, known, diags := r.defined(ctx, config)
	if diags.HasError() {
		return credential{}, answer{}, diags
	}
	values, diags := r.fieldValues(config)
	if diags.HasError() {
		return credential{}, answer{}, diags
	}
	about := credential{
		definition: r.definition,
		kind:       r.kind,
		pinned:     config.text(attrAuthScheme).ValueString(),
		values:     connector.Values{},
	}
	for name, value := range values {
		about.values[name] = secret.New(value.ValueString())
	}
	asked := question{
		phase:           phasePlan,
		policy:          r.settings.policies.plan,
		standing:        changed,
		needAccount:     true,
		reading:         true,
		allowUnverified: config.flag(attrAllowUnverified),
	}
	if r.phase == phaseApply {
		asked.phase, asked.policy, asked.reading = phaseApply, r.settings.policies.apply, false
	}
	baseURL := r.settings.baseURL(r.definition, config.text(attrBaseURL), config.text(attrRegion))
	about.baseURL = baseURL.ValueString()
	if !known || baseURL.IsUnknown() || r.settings.unknown || !asked.policy.asks() {
		return about, notAsked(), nil
	}
	given, diags := r.settings.verify(ctx, asked, about)
	return about, given, diags
}

// unverifiedForGood says that the provider's configuration is not known at plan,
// and that the CLI does not read a data source again at apply for that reason.
func (r reading) unverifiedForGood(about credential, given answer) diag.Diagnostics {
	var diags diag.Diagnostics
	if about.definition == nil || given.Status != connector.Unverified || !r.settings.unknown && about.baseURL != "" && r.settings.policies.plan != policyUnknown {
		return diags
	}
	const text = "A value of the provider block is known only after apply, so the vendor was not contacted. The CLI reads a data source again at apply only if it depends on " +
		"something that changes.\n\nGive the provider block values that are known at plan, or set depends_on in this data source to what the value comes from."
	switch r.settings.policies.plan {
	case policyOff:
	case policyLenient:
		diags.AddWarning(problemInconclusive.title(about.definition.Title, label(about)), text)
	default:
		diags.AddError(problemInconclusive.title(about.definition.Title, label(about)), text)
	}
	return diags
}

// notAsked is the answer where the policy is off or a setting is not known yet.
func notAsked() answer {
	return answer{Result: verify.Result{Outcome: connector.Outcome{
		Status: connector.Unverified, Reason: connector.ReasonNotVerified,
	}}}
}

// sources says where a field can be set.
func (r reading) sources(field string) string {
	return fmt.Sprintf("Set the argument %s or the environment variable %s.", field, r.definition.Env(connector.Field{Name: field}))
}

// fieldValues takes each field from its argument, or else from the environment.
func (r reading) fieldValues(config record) (map[string]types.String, diag.Diagnostics) {
	values := map[string]types.String{}
	var diags diag.Diagnostics
	for _, field := range r.definition.Fields {
		value := fieldText(config, field.Name)
		if value.IsNull() && r.definition.Type != connector.CustomType {
			value = textOrNull(os.Getenv(r.definition.Env(field)))
			if !value.IsNull() {
				diags.Append(checkFieldValue(field, "the environment variable "+r.definition.Env(field), value)...)
			}
		}
		if value.IsNull() && field.Optional {
			continue
		}
		if value.IsNull() {
			diags.AddError(problemMissingField.title(field.Name),
				r.sources(field.Name))
		}
		values[field.Name] = value
	}
	if len(values) == 0 && !diags.HasError() {
		diags.Append(missingFields(r.definition.FieldNames()))
	}
	if !diags.HasError() {
		diags.Append(checkFieldValues(r.definition, values)...)
		diags.Append(checkFieldsTogether(r.definition, values, r.sources)...)
	}
	return values, diags
}

// check refuses what cannot be sent, without asking anybody.
func (r reading) check(ctx context.Context, config record) diag.Diagnostics {
	var diags diag.Diagnostics
	if r.definition.Type == connector.CustomType {
		diags = checkCustom(ctx, config)
	}
	diags.Append(checkFieldValues(r.definition, secretsOf(r.definition, func(field string) types.String { return fieldText(config, field) }))...)
	return diags
}

// defined is the reading of one credential: see [credentialResource.defined].
func (r reading) defined(ctx context.Context, config record) (reading, bool, diag.Diagnostics) {
	if r.definition.Type != connector.CustomType {
		return r, true, nil
	}
	definition, known, diags := defineCustom(ctx, config)
	return reading{definition: definition, settings: r.settings, kind: r.kind, phase: r.phase}, known, diags
}

// describe fills in what both kinds tell of an answer.
func (r reading) describe(to record, about credential, given answer) {
	to.set(attrStatus, types.StringValue(string(given.Status)))
	to.set(attrAccount, accountValue(given.Account))
	to.set(attrAuthScheme, textOrNull(acceptedScheme(about, given)))
}

// acceptedScheme is the scheme that was accepted, or the pinned one.
func acceptedScheme(about credential, given answer) string {
	if given.Status == connector.Verified {
		return given.Scheme
	}
	return about.pinned
}
