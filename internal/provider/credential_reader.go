package provider

import (
	"context"
	"fmt"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// credentialReader takes a credential from arguments or the environment and verifies it:
// what a data source, an ephemeral resource and the action do.
type credentialReader struct {
	credentialType credentialType
	settings       *settings
	// kind names it in diagnostics, such as "data source".
	kind string
	// phase is the phase whose policy applies.
	phase lifecycle.Phase
	// needToken is set if the headers are handed on.
	needToken bool
}

// read verifies the credential of a configuration. It is stateless, so every
// credential is a changed one. If verification did not run, the result says so.
func (r credentialReader) read(ctx context.Context, config attributes) (verificationRequest, verify.Result, diag.Diagnostics) {
	definition, diags := r.credentialType.define(ctx, config)
	if diags.HasError() {
		return verificationRequest{}, verify.Result{}, diags
	}
	values, diags := r.fieldValues(definition, config)
	if diags.HasError() {
		return verificationRequest{}, verify.Result{}, diags
	}
	request := verificationRequest{
		Verification: lifecycle.Verification{
			Phase: r.phase, Policy: r.settings.policies.Of(r.phase), Changed: true, AllowUnverified: config.flag(attrAllowUnverified),
		},
		definition:      definition,
		kind:            r.kind,
		pinned:          config.text(attrAuthScheme).ValueString(),
		values:          connector.Values{},
		fromEnvironment: map[string]bool{},
		region:          config.text(attrRegion).ValueString(),
		requirements:    requirementsOf(config),
		complete:        true,
		needToken:       r.needToken,
		stateless:       r.phase == lifecycle.PhasePlan,
	}
	for name, value := range values {
		request.values[name] = secret.New(value.ValueString())
		request.fromEnvironment[name] = fieldText(config, name).IsNull()
	}
	if diags := r.settings.checkHosts(definition, config.text(attrBaseURL)); diags.HasError() {
		return request, verify.Result{}, diags
	}
	baseURL := r.settings.baseURL(definition, config.text(attrBaseURL), config.text(attrRegion), func(name string) types.String { return values[name] })
	request.baseURL, request.ownBaseURL = baseURL.ValueString(), !config.text(attrBaseURL).IsNull()
	if !r.isKnown(request) || !request.Policy.Verifies() {
		return request, notVerified(), nil
	}
	result, diags := r.settings.verify(ctx, request)
	diags.Append(request.expiryDue(config, result)...)
	return request, result, diags
}

// isKnown reports whether everything that a request depends on is known.
func (r credentialReader) isKnown(request verificationRequest) bool {
	return request.definition.HasHeaders() && request.baseURL != "" && !r.settings.unknown && !r.settings.tokenBaseURL(request.definition).IsUnknown()
}

// isProviderUnknown reports whether verification did not run because a value of the
// provider's configuration is known only after apply.
func (r credentialReader) isProviderUnknown(request verificationRequest, result verify.Result) bool {
	if request.definition == nil || result.Status != connector.Unverified {
		return false
	}
	return !r.isKnown(request) || r.settings.policies.Of(r.phase) == lifecycle.PolicyUnknown
}

// The next steps if the provider's configuration is not known.
const (
	stepOfDataSource = " The CLI reads a data source again at apply only if it depends on something that changes.\n\n" +
		"Give the provider block values that are known at plan, or set depends_on in this data source to what the value comes from."
	stepOfAction = "\n\nApply what the value comes from, and then invoke the action again. Or give the provider block values that are known at plan."
)

// unverified returns an error if the provider's configuration is not known: the CLI does
// not read the data source again at apply, and -invoke applies nothing else. With
// allow_unverified, the status alone reports it.
func (r credentialReader) unverified(request verificationRequest, step string) diag.Diagnostics {
	var diags diag.Diagnostics
	if request.AllowUnverified {
		return diags
	}
	text := "A value of the provider block is known only after apply, so the vendor was not contacted." + step
	switch r.settings.policies.Of(r.phase) {
	case lifecycle.Off:
	case lifecycle.Lenient:
		diags.AddWarning(problemInconclusive.Title(request.definition.Title, label(request)), text)
	default:
		diags.AddError(problemInconclusive.Title(request.definition.Title, label(request)), text)
	}
	return diags
}

// notVerified is the result if the policy is off or a setting is not known yet.
func notVerified() verify.Result {
	return verify.Result{Outcome: connector.Outcome{Status: connector.Unverified, Reason: connector.ReasonNotVerified}}
}

// sources says where a field can be set.
func (r credentialReader) sources(field string) string {
	place := "the argument " + field
	if r.kind == kindAction {
		place = fmt.Sprintf("the entry %s of %s", field, attrFields)
	}
	variable := r.credentialType.variable(connector.Field{Name: field})
	if variable == "" {
		return fmt.Sprintf("Set %s.", place)
	}
	return fmt.Sprintf("Set %s or the environment variable %s.", place, variable)
}

// fieldValues takes each field from its argument, or else from the environment.
func (r credentialReader) fieldValues(definition *connector.Definition, config attributes) (map[string]types.String, diag.Diagnostics) {
	values := map[string]types.String{}
	var diags diag.Diagnostics
	for _, field := range definition.Fields {
		value := fieldText(config, field.Name)
		if variable := r.credentialType.variable(field); value.IsNull() && variable != "" {
			value = attrvalue.TextOrNull(os.Getenv(variable))
			if !value.IsNull() {
				diags.Append(checkFieldValue(field, "the environment variable "+variable, value)...)
			}
		}
		if value.IsNull() && field.Optional {
			continue
		}
		if value.IsNull() {
			diags.AddError(problemMissingField.Title(field.Name), r.sources(field.Name))
		}
		values[field.Name] = value
	}
	if len(values) == 0 && !diags.HasError() {
		diags.Append(missingFields(definition.FieldNames()))
	}
	if !diags.HasError() {
		diags.Append(checkFieldValues(definition, values)...)
		diags.Append(checkFieldsTogether(definition, values, r.sources)...)
	}
	return values, diags
}

// check rejects what cannot be sent, before any request.
func (r credentialReader) check(ctx context.Context, config attributes) diag.Diagnostics {
	definition := r.credentialType.shape()
	diags := r.credentialType.check(ctx, config)
	diags.Append(checkFieldValues(definition, secretsOf(definition, func(field string) types.String { return fieldText(config, field) }))...)
	return diags
}

// describe sets what both kinds report of a result.
func (r credentialReader) describe(to attributes, request verificationRequest, result verify.Result) {
	to.set(attrStatus, types.StringValue(string(result.Status)))
	to.set(attrStatusReason, types.StringValue(string(result.Reason)))
	to.setReport(result.Report)
	to.set(attrAccount, accountValue(result.Account))
	to.set(attrAuthScheme, attrvalue.TextOrNull(acceptedScheme(request, result)))
}

// acceptedScheme is the scheme that was accepted, or the pinned one.
func acceptedScheme(request verificationRequest, result verify.Result) string {
	if result.Scheme != "" {
		return result.Scheme
	}
	return request.pinned
}
