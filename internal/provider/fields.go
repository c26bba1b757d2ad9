package provider

import (
	"fmt"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// fieldValues returns the value of each field of a resource's configuration.
func fieldValues(definition *connector.Definition, config record) map[string]types.String {
	values := map[string]types.String{}
	for _, field := range definition.Fields {
		values[field.Name] = config.text(field.Name)
		if field.Secret {
			values[field.Name], _ = secretValue(config, field.Name)
		}
	}
	return values
}

// checkSecretChoice wants exactly one of F and F_wo for each secret field. What
// is unknown may turn out to be null and is left for later.
//
// Diagnostics about secrets carry no attribute path: at a path Terraform prints
// the line of the configuration, and with it a literal secret.
func checkSecretChoice(definition *connector.Definition, config record) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, field := range definition.SecretFields() {
		writeOnly := field.Name + writeOnlySuffix
		stored, hidden := config.text(field.Name), config.text(writeOnly)
		switch {
		case stored.IsUnknown() || hidden.IsUnknown():
		case !stored.IsNull() && !hidden.IsNull():
			diags.AddError(fmt.Sprintf("Both %s and %s Set", field.Name, writeOnly),
				fmt.Sprintf("Exactly one of %s and %s must be set. Keep %s, which is in no plan file and no state, and remove %s.",
					field.Name, writeOnly, writeOnly, field.Name))
		case stored.IsNull() && hidden.IsNull():
			diags.AddError(fmt.Sprintf("Missing %s", writeOnly),
				fmt.Sprintf("Exactly one of %s and %s must be set, and both are null. Set %s, for example from an ephemeral variable. "+
					"An ephemeral value is not kept in a saved plan: it has to be supplied again when the plan is applied, "+
					"with the same TF_VAR_ environment variable as for the plan.", field.Name, writeOnly, writeOnly))
		}
	}
	return diags
}

// checkFieldValues refuses what cannot be sent as a header, before any call.
func checkFieldValues(definition *connector.Definition, values map[string]types.String) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, field := range definition.Fields {
		value := values[field.Name]
		if value.IsNull() || value.IsUnknown() {
			continue
		}
		if problem := field.CheckValue(value.ValueString()); problem != "" {
			diags.AddError(fmt.Sprintf("Invalid %s", field.Name), fmt.Sprintf("The value of %s %s. The value itself is not shown.", field.Name, problem))
		}
	}
	return diags
}

// secretsOf returns the values of the secret fields alone. The others have
// validators at their attributes.
func secretsOf(definition *connector.Definition, value func(field string) types.String) map[string]types.String {
	values := map[string]types.String{}
	for _, field := range definition.SecretFields() {
		values[field.Name] = value(field.Name)
	}
	return values
}

// knownValues turns the fields into what is verified, or false if one is
// unknown or absent.
func knownValues(values map[string]types.String) (connector.Values, bool) {
	known := connector.Values{}
	for name, value := range values {
		if value.IsNull() || value.IsUnknown() {
			return nil, false
		}
		known[name] = connector.NewSecret(value.ValueString())
	}
	return known, true
}
