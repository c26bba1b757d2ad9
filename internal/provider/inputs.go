package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// inputs are what a plan or an apply of one credential starts from: the inputs of its
// decisions, and the attributes that they were converted from.
type inputs struct {
	lifecycle.Inputs

	config attributes
	plan   attributes
	// state is nil at a creation.
	state *attributes
}

// readInputs reads them from a request. A creation has neither state nor private state.
func (r *credentialResource) readInputs(ctx context.Context, config tfsdk.Config, plan tfsdk.Plan, state tfsdk.State, private privateReader) (inputs, diag.Diagnostics) {
	var in inputs
	var diags, more diag.Diagnostics
	var stored lifecycle.PrivateState
	in.config, diags = readAttributes(ctx, config)
	in.plan, more = readAttributes(ctx, plan)
	diags.Append(more...)
	in.config = withIgnoredChanges(in.config, in.plan)
	if !state.Raw.IsNull() {
		prior, more := readAttributes(ctx, state)
		diags.Append(more...)
		in.state = &prior
		stored, more = readPrivateState(ctx, private)
		diags.Append(more...)
		// An import has none yet, and so has not lost it.
		stored.Lost = stored.Lost && !prior.revision().IsNull()
	}
	if diags.HasError() {
		return in, diags
	}
	definition, more := r.credentialType.define(ctx, in.config)
	diags.Append(more...)
	if diags.HasError() {
		return in, diags
	}
	in.Inputs = r.lifecycleInputs(definition, in.config, in.plan, in.state, stored)
	return in, append(diags, r.settings.checkHosts(definition, in.plan.text(attrBaseURL))...)
}

// refreshInputs are those of a refresh, which has no configuration.
func (r *credentialResource) refreshInputs(definition *connector.Definition, state attributes, private lifecycle.PrivateState) lifecycle.Inputs {
	in := r.lifecycleInputs(definition, state, state, &state, private)
	if !private.Pinned {
		in.AuthScheme = lifecycle.Null[string]()
	}
	return in
}

func (r *credentialResource) lifecycleInputs(definition *connector.Definition, config, plan attributes, state *attributes, private lifecycle.PrivateState) lifecycle.Inputs {
	field := func(name string) types.String { return secretValue(config, name) }
	in := lifecycle.Inputs{
		Definition:     definition,
		Policies:       r.policies(plan),
		Fields:         configuredFields(definition, config),
		BaseURL:        fromText[string](r.settings.baseURL(definition, plan.text(attrBaseURL), plan.text(attrRegion), field)),
		AuthScheme:     fromText[string](config.text(attrAuthScheme)),
		SecretsVersion: fromText[string](config.text(attrSecretsWOVersion)),
		Requirements:   requirementsOf(config),
		Private:        private,
	}
	// A refresh reports no error of the configuration, and sends nothing if there is one.
	if r.settings.unknown || r.settings.tokenBaseURL(definition).IsUnknown() || r.settings.checkHosts(definition, plan.text(attrBaseURL)).HasError() {
		in.BaseURL = lifecycle.Unknown[string]()
	}
	if state != nil {
		in.Prior = priorState(definition, *state)
		in.Differing = plan.differing(*state)
	}
	return in
}

func priorState(definition *connector.Definition, state attributes) *lifecycle.Prior {
	prior := &lifecycle.Prior{
		Computed:       state.computed(),
		Fields:         map[string]lifecycle.Value[secret.Value]{},
		SecretsVersion: fromText[string](state.text(attrSecretsWOVersion)),
		Requirements:   requirementsOf(state),
	}
	for _, field := range definition.SecretFields() {
		prior.Fields[field.Name] = fromSecret(fieldText(state, field.Name))
	}
	return prior
}

// configuredFields are the fields of a configuration: of a secret one the argument
// that is set, in state or write-only.
func configuredFields(definition *connector.Definition, config attributes) map[string]lifecycle.Field {
	fields := map[string]lifecycle.Field{}
	for _, field := range definition.Fields {
		configured := lifecycle.Field{Value: fromSecret(fieldText(config, field.Name))}
		if field.Secret && configured.Value.IsNull() {
			configured = lifecycle.Field{Value: fromSecret(fieldText(config, field.Name+writeOnlySuffix)), WriteOnly: true}
		}
		fields[field.Name] = configured
	}
	return fields
}

// withIgnoredChanges takes the arguments that a plan carries from the plan. With
// ignore_changes, the CLI plans with the prior values, and still passes the
// configuration as it is written to the apply. Write-only arguments are in no plan.
func withIgnoredChanges(config, plan attributes) attributes {
	effective := config.clone()
	for name := range effective.values {
		if !slices.Contains(computedAttributes(), name) && !strings.HasSuffix(name, writeOnlySuffix) && name != nexlablock.Name {
			effective.copyFrom(plan, name)
		}
	}
	if config.has(blockOAuth2) {
		effective.set(blockOAuth2, withClientSecret(plan, config))
	}
	// The scheme is computed where it is not set.
	if scheme := plan.text(attrAuthScheme); !config.text(attrAuthScheme).IsNull() && !scheme.IsNull() && !scheme.IsUnknown() {
		effective.set(attrAuthScheme, scheme)
	}
	return effective
}

// checkInputs rejects secrets that are missing or cannot be sent, before any request.
// At plan and apply a value may be known that validation did not know.
func checkInputs(in inputs) diag.Diagnostics {
	var diags diag.Diagnostics
	if in.state == nil || in.state.revision().IsNull() || !in.SecretsWithheld() {
		diags = checkSecretChoice(in.Definition, in.config, in.state)
	}
	values := fieldValues(in.Definition, in.config)
	diags.Append(checkFieldValues(in.Definition, values)...)
	diags.Append(checkFieldsTogether(in.Definition, values, noHint)...)
	return diags
}
