package main

import (
	"encoding/json"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// object is a JSON object. Members that are false or empty are left out, as the
// CLI leaves them out.
type object = map[string]any

func providerSchemas(from *tfprotov6.GetProviderSchemaResponse, identities *tfprotov6.GetResourceIdentitySchemasResponse) object {
	actions := object{}
	for name, action := range from.ActionSchemas {
		actions[name] = object{"block": block(action.Schema.Block)}
	}
	identified := object{}
	for name, identity := range identities.IdentitySchemas {
		identified[name] = object{"version": identity.Version, "attributes": identityAttributes(identity)}
	}
	functions := object{}
	for name, function := range from.Functions {
		functions[name] = signature(function)
	}
	return object{
		"provider":                   schema(from.Provider),
		"resource_schemas":           each(from.ResourceSchemas, schema),
		"data_source_schemas":        each(from.DataSourceSchemas, schema),
		"ephemeral_resource_schemas": each(from.EphemeralResourceSchemas, schema),
		"list_resource_schemas":      each(from.ListResourceSchemas, schema),
		"action_schemas":             actions,
		"functions":                  functions,
		"resource_identity_schemas":  identified,
	}
}

func each[T any](from map[string]T, convert func(T) object) object {
	converted := object{}
	for name, value := range from {
		converted[name] = convert(value)
	}
	return converted
}

// requiredPrefix begins the description of a nested block, or of an argument within
// one, that the provider itself checks for: a schema that requires it makes the CLI
// and the framework print texts of their own.
const requiredPrefix = "Required. "

func schema(from *tfprotov6.Schema) object {
	return object{"version": from.Version, "block": block(from.Block)}
}

func block(from *tfprotov6.SchemaBlock) object {
	nested := object{}
	for _, inner := range from.BlockTypes {
		content := block(inner.Block)
		least := inner.MinItems
		if text, required := strings.CutPrefix(inner.Block.Description, requiredPrefix); required {
			content["description"] = text
			least = max(least, 1)
		}
		nested[inner.TypeName] = withCounts(object{
			"nesting_mode": strings.ToLower(inner.Nesting.String()), "block": content,
		}, least, inner.MaxItems)
	}
	made := described(object{}, from.Description, from.DescriptionKind)
	if len(from.Attributes) > 0 {
		made["attributes"] = attributes(from.Attributes)
	}
	if len(nested) > 0 {
		made["block_types"] = nested
	}
	return made
}

func withCounts(made object, least, most int64) object {
	if least > 0 {
		made["min_items"] = least
	}
	if most > 0 {
		made["max_items"] = most
	}
	return made
}

func described(made object, text string, kind tfprotov6.StringKind) object {
	made["description_kind"] = strings.ToLower(kind.String())
	if text != "" {
		made["description"] = text
	}
	return made
}

func attributes(from []*tfprotov6.SchemaAttribute) object {
	made := object{}
	for _, attribute := range from {
		text, required := strings.CutPrefix(attribute.Description, requiredPrefix)
		one := described(object{}, text, attribute.DescriptionKind)
		if nested := attribute.NestedType; nested != nil {
			one["nested_type"] = object{
				"attributes": attributes(nested.Attributes), "nesting_mode": strings.ToLower(nested.Nesting.String()),
			}
		} else {
			one["type"] = typeOf(attribute.Type)
		}
		for name, set := range map[string]bool{
			"required": attribute.Required || required, "optional": attribute.Optional && !required, "computed": attribute.Computed,
			"sensitive": attribute.Sensitive, "deprecated": attribute.Deprecated, "write_only": attribute.WriteOnly,
		} {
			if set {
				one[name] = true
			}
		}
		made[attribute.Name] = one
	}
	return made
}

func identityAttributes(from *tfprotov6.ResourceIdentitySchema) object {
	made := object{}
	for _, attribute := range from.IdentityAttributes {
		one := object{"type": typeOf(attribute.Type), "description": attribute.Description}
		if attribute.RequiredForImport {
			one["required_for_import"] = true
		}
		if attribute.OptionalForImport {
			one["optional_for_import"] = true
		}
		made[attribute.Name] = one
	}
	return made
}

func signature(from *tfprotov6.Function) object {
	parameters := []object{}
	for _, one := range from.Parameters {
		parameters = append(parameters, parameter(one))
	}
	made := object{
		"description": from.Description, "summary": from.Summary, "return_type": typeOf(from.Return.Type), "parameters": parameters,
	}
	if from.VariadicParameter != nil {
		made["variadic_parameter"] = parameter(from.VariadicParameter)
	}
	return made
}

func parameter(from *tfprotov6.FunctionParameter) object {
	return object{"name": from.Name, "description": from.Description, "type": typeOf(from.Type), "is_nullable": from.AllowNullValue}
}

// typeOf is a type in the CLI's own notation.
func typeOf(from tftypes.Type) json.RawMessage {
	encoded, err := from.MarshalJSON() //nolint:staticcheck // Deprecated as internal, and the only encoder there is.
	if err != nil {
		panic("a type of the schema cannot be encoded: " + err.Error()) // They are ours, and constant.
	}
	return encoded
}
