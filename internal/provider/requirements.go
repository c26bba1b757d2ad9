package provider

import (
	"maps"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The arguments that set requirements for an accepted credential. A schema has those
// that the vendor's responses can decide.
const (
	attrRequiredScopes      = "required_scopes"
	attrRequiredEnvironment = "required_environment"
	attrRequiredAccount     = "required_account"
	attrExpiryWarning       = "expiry_warning"
)

// requirementArguments lists the arguments for what a connector can report. A custom
// credential declares that itself, and has all of them.
func requirementArguments(definition *connector.Definition) map[string]schemaArgument {
	arguments := map[string]schemaArgument{}
	add := func(fact connector.Facts, name string, argument schemaArgument) {
		if definition.IsCustom() || definition.Requirable().Has(fact) {
			arguments[name] = argument
		}
	}
	notEmpty := stringvalidator.LengthAtLeast(1)
	add(connector.FactScopes, attrRequiredScopes, schemaArgument{
		kind: aTextSet,
		description: "Scopes that the key must have, in the vendor's own names. If one is missing, the status is `insufficient`, which is treated like a rejection." +
			describeScopeComparison(definition),
		sets: []validator.Set{setvalidator.ValueStringsAre(notEmpty)},
	})
	add(connector.FactEnvironment, attrRequiredEnvironment, schemaArgument{
		description: "Environment that the key must belong to, `live` or `test`. If it differs, the status is `insufficient`.",
		texts:       []validator.String{stringvalidator.OneOf(string(connector.Live), string(connector.Test))},
	})
	add(connector.FactAccount, attrRequiredAccount, schemaArgument{
		kind: aTextMap,
		description: "Account that the key must belong to: any of the keys " + codeList(connector.AccountNames()) + ", each equal to the reported value. " +
			"If one differs, the status is `insufficient`.",
		maps: []validator.Map{
			mapvalidator.KeysAre(stringvalidator.OneOf(connector.AccountNames()...)),
			mapvalidator.ValueStringsAre(notEmpty),
		},
	})
	add(connector.FactExpiry, attrExpiryWarning, schemaArgument{
		description: "Time before `expires_at` from which a plan warns, such as `720h`. `0s` switches the warning off. Default: `" + defaultExpiryWarning + "`.",
		texts:       []validator.String{isDurationOrZero()},
	})
	return arguments
}

// describeScopeComparison is "" unless scopes include each other.
func describeScopeComparison(definition *connector.Definition) string {
	if definition.ScopeIncludes == nil {
		return ""
	}
	return " A scope that includes a required one is enough."
}

// requirementsOf are the requirements of a configuration or a state. An empty set or
// map and a null element require nothing.
func requirementsOf(from attributes) lifecycle.Requirements {
	scopes, _ := from.values[attrRequiredScopes].(types.Set)
	account, environment := from.textMap(attrRequiredAccount), from.text(attrRequiredEnvironment)
	required := lifecycle.Requirements{
		Environment: connector.Environment(environment.ValueString()),
		Account:     textsOf(account),
		Unknown: environment.IsUnknown() || anyUnknown(scopes, scopes.Elements()) ||
			anyUnknown(account, slices.Collect(maps.Values(account.Elements()))),
	}
	for _, element := range scopes.Elements() {
		if text, isText := element.(types.String); isText && !text.IsNull() && !text.IsUnknown() {
			required.Scopes = append(required.Scopes, text.ValueString())
		}
	}
	for name, text := range required.Account {
		if text == "" {
			delete(required.Account, name) // It is unknown: validation rejects an empty text.
		}
	}
	return required
}

// setReport sets what a response reports.
func (r attributes) setReport(report connector.Report) {
	r.set(attrScopes, types.ListNull(types.StringType))
	if report.Scopes.Present {
		r.set(attrScopes, attrvalue.TextList(report.Scopes.Value.List()))
	}
	r.set(attrExpiresAt, types.StringNull())
	if report.ExpiresAt.Present {
		r.set(attrExpiresAt, types.StringValue(lifecycle.Timestamp(report.ExpiresAt.Value)))
	}
	r.set(attrEnvironment, attrvalue.TextOrNull(string(report.Environment.Value)))
}
