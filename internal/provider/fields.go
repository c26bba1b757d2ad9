package provider

import (
	"fmt"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// fieldText returns an argument as one text: a map of texts, such as the headers
// of a custom credential, in the form that [connector.EncodeTexts] gives it. It
// is unknown where any part of it is. A name with a dot is that of an argument in the
// block oauth2.
func fieldText(from attributes, name string) types.String {
	if block, argument, isNested := strings.Cut(name, "."); isNested && block == blockOAuth2 {
		if nested, exists := readOAuth2Block(from); exists {
			return nested.text(argument)
		}
		return types.StringNull()
	}
	texts, isMap := from.values[name].(types.Map)
	switch {
	case !isMap:
		return from.text(name)
	case texts.IsUnknown():
		return types.StringUnknown()
	case len(texts.Elements()) == 0:
		return types.StringNull() // An empty map counts as absent.
	}
	parts := map[string]*string{}
	for part, element := range texts.Elements() {
		text, isText := element.(types.String)
		if !isText || text.IsUnknown() {
			return types.StringUnknown()
		}
		parts[part] = text.ValueStringPointer()
	}
	return types.StringValue(connector.EncodeTexts(parts))
}

// fieldValues returns the value of each field of a resource's configuration. An
// optional field that is not set has none.
func fieldValues(definition *connector.Definition, config attributes) map[string]types.String {
	values := map[string]types.String{}
	for _, field := range definition.Fields {
		value := fieldText(config, field.Name)
		if field.Secret {
			value = secretValue(config, field.Name)
		}
		if !field.Optional || !value.IsNull() {
			values[field.Name] = value
		}
	}
	return values
}

// checkSecretChoice wants exactly one of F and F_wo for each secret field, and at
// least one field where they are optional. What is unknown may turn out to be
// null and is left for later.
//
// A secret that an existing resource does not get is withheld by ignore_changes,
// and not missing: validation has seen the configuration as it is written.
//
// Diagnostics about secrets carry no attribute path: at a path Terraform prints
// the line of the configuration, and with it a literal secret.
func checkSecretChoice(definition *connector.Definition, config attributes, state *attributes) diag.Diagnostics {
	var diags diag.Diagnostics
	var absent []string
	for _, field := range definition.SecretFields() {
		writeOnly := field.Name + writeOnlySuffix
		stored, hidden := fieldText(config, field.Name), fieldText(config, writeOnly)
		switch {
		case stored.IsUnknown() || hidden.IsUnknown():
		case !stored.IsNull() && !hidden.IsNull():
			detail := fmt.Sprintf("Exactly one of %s and %s must be set. Keep %s, which is in no plan file and no state, and remove %s.",
				field.Name, writeOnly, writeOnly, field.Name)
			if state != nil {
				detail += fmt.Sprintf(" If the configuration does not set %s, ignore_changes keeps the value of the state: remove %s there.", field.Name, field.Name)
			}
			diags.AddError(problemBothSet.Title(field.Name, writeOnly), detail)
		case stored.IsNull() && hidden.IsNull() && field.Optional:
			absent = append(absent, writeOnly)
		case stored.IsNull() && hidden.IsNull() && state != nil && !state.revision().IsNull():
		case stored.IsNull() && hidden.IsNull() && state != nil:
			diags.AddError(problemMissingWriteOnly.Title(writeOnly), fmt.Sprintf(importedWithoutSecret, writeOnly))
		case stored.IsNull() && hidden.IsNull():
			diags.AddError(problemMissingWriteOnly.Title(writeOnly),
				fmt.Sprintf("Exactly one of %s and %s must be set, and both are null. Set %s, for example from an ephemeral variable. "+
					"An ephemeral value is not kept in a saved plan: it must be supplied again when the plan is applied, "+
					"with the same TF_VAR_ environment variable as for the plan.", field.Name, writeOnly, writeOnly))
		}
	}
	// A block oauth2 without its secret has a diagnostic of its own.
	if _, exchanged := readOAuth2Block(config); !exchanged && len(absent) > 0 && len(absent) == len(definition.Fields) {
		if state != nil && state.revision().IsNull() {
			diags.AddError(problemMissingSecret.Title(), fmt.Sprintf(importedWithoutSecret, enumeration(absent)))
		} else {
			diags.Append(missingFields(absent))
		}
	}
	return diags
}

// importedWithoutSecret explains the one way in which a plan has no secret although
// validation has seen one: ignore_changes puts the null of an imported state in its place.
const importedWithoutSecret = "The credential was imported, and its first apply verifies it, but the plan has no value for %s: ignore_changes replaces it by that of the state, which an import leaves empty.\n\n" +
	"Remove the secret from ignore_changes until the first apply has succeeded."

// missingFields returns the error of a credential without any secret.
func missingFields(names []string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemMissingSecret.Title(), fmt.Sprintf("At least one of %s must be set, and none is. "+
		"An ephemeral value is not kept in a saved plan: it must be supplied again when the plan is applied.", enumeration(names)))
}

// checkFieldValues rejects what cannot be sent as a header, before any request.
func checkFieldValues(definition *connector.Definition, values map[string]types.String) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, field := range definition.Fields {
		value := values[field.Name]
		if value.IsNull() || value.IsUnknown() {
			continue
		}
		diags.Append(checkFieldValue(field, field.Name, value)...)
	}
	return diags
}

// checkFieldValue checks one value, and says where it is from.
func checkFieldValue(field connector.Field, source string, value types.String) diag.Diagnostics {
	problem := field.CheckValue(value.ValueString())
	if problem == "" {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(problemInvalidValue.Title(field.Name),
		fmt.Sprintf("The value of %s %s. The value itself is not shown.", source, problem))}
}

// checkFieldsTogether rejects fields that do not fit together; the hint says where
// else than in its argument a field can be set. While one of them is unknown or
// withheld, it reports nothing. The diagnostic has no attribute path, because the
// cause is the value of a secret.
func checkFieldsTogether(definition *connector.Definition, values map[string]types.String, hint func(field string) string) diag.Diagnostics {
	known, allKnown := knownValues(values)
	if !allKnown || definition.CheckFields == nil {
		return nil
	}
	field, problem := definition.CheckFields(known)
	if problem == "" {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(problemMissingField.Title(field),
		joinParagraphs(fmt.Sprintf("The argument %s %s.", field, problem), hint(field)))}
}

// noHint is the hint of a resource, which reads no field from the environment.
func noHint(string) string { return "" }

// secretsOf returns the values of the secret fields alone. The others have
// validators at their attributes.
func secretsOf(definition *connector.Definition, value func(field string) types.String) map[string]types.String {
	values := map[string]types.String{}
	for _, field := range definition.SecretFields() {
		values[field.Name] = value(field.Name)
	}
	return values
}

// secretValue returns the configured value of a secret, stored or write-only.
func secretValue(config attributes, field string) types.String {
	if stored := fieldText(config, field); !stored.IsNull() {
		return stored
	}
	return fieldText(config, field+writeOnlySuffix)
}

// knownValues returns the fields of a credential, or false if one is unknown or
// absent, or if there is none at all.
func knownValues(values map[string]types.String) (connector.Values, bool) {
	known := connector.Values{}
	for name, value := range values {
		if value.IsNull() || value.IsUnknown() {
			return nil, false
		}
		known[name] = secret.New(value.ValueString())
	}
	return known, len(known) > 0
}
