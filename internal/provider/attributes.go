package provider

import (
	"context"
	"maps"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// attributes are those of a credential's configuration, plan or state, by name. A
// struct cannot serve, because they follow from a definition.
type attributes struct {
	types  map[string]attr.Type
	values map[string]attr.Value
}

// source is a configuration, plan or state to read from.
type source interface {
	Get(ctx context.Context, target any) diag.Diagnostics
}

// target is a plan or state to write to.
type target interface {
	Set(ctx context.Context, value any) diag.Diagnostics
}

func readAttributes(ctx context.Context, from source) (attributes, diag.Diagnostics) {
	var object types.Object
	diags := from.Get(ctx, &object)
	return attributes{types: object.AttributeTypes(ctx), values: object.Attributes()}, diags
}

func (a attributes) write(ctx context.Context, to target) diag.Diagnostics {
	object, diags := types.ObjectValue(a.types, a.values)
	if diags.HasError() {
		return diags
	}
	return to.Set(ctx, object)
}

// clone returns attributes that can be changed without changing these.
func (a attributes) clone() attributes {
	return attributes{types: a.types, values: maps.Clone(a.values)}
}

// text returns a string attribute; null if the schema has none of that name.
func (a attributes) text(name string) types.String {
	value, isText := a.values[name].(types.String)
	if !isText {
		return types.StringNull()
	}
	return value
}

// flag reports whether a boolean attribute is true.
func (a attributes) flag(name string) bool {
	value, isBool := a.values[name].(types.Bool)
	return isBool && value.ValueBool()
}

// integer returns a number; null if the schema has none of that name.
func (a attributes) integer(name string) types.Int64 {
	value, isNumber := a.values[name].(types.Int64)
	if !isNumber {
		return types.Int64Null()
	}
	return value
}

// revision returns secret_revision.
func (a attributes) revision() types.Int64 { return a.integer(attrSecretRevision) }

func (a attributes) textMap(name string) types.Map {
	value, isMap := a.values[name].(types.Map)
	if !isMap {
		return types.MapNull(types.StringType)
	}
	return value
}

// has reports whether the schema has an attribute. A custom credential has none about
// Nexla.
func (a attributes) has(name string) bool { return a.types[name] != nil }

// set changes an attribute that the schema has.
func (a attributes) set(name string, value attr.Value) {
	if a.has(name) {
		a.values[name] = value
	}
}

// copyFrom copies attributes from others of the same schema.
func (a attributes) copyFrom(other attributes, names ...string) {
	for _, name := range names {
		a.set(name, other.values[name])
	}
}

// differs reports whether an attribute differs between the two.
func (a attributes) differs(other attributes, name string) bool {
	return a.has(name) && !a.values[name].Equal(other.values[name])
}

// differing returns the name of each attribute that differs between the two.
func (a attributes) differing(other attributes) map[string]bool {
	names := map[string]bool{}
	for name := range a.types {
		switch {
		case name == blockOAuth2:
			names[blockOAuth2], names[connector.FieldClientSecret] = differingOAuth2(a, other)
		case a.differs(other, name):
			names[name] = true
		}
	}
	return names
}

// computed returns the computed attributes that a decision of package lifecycle is about.
func (a attributes) computed() lifecycle.Computed {
	computed := lifecycle.Computed{
		Status:         fromText[connector.Status](a.text(attrStatus)),
		StatusReason:   fromText[connector.Reason](a.text(attrStatusReason)),
		VerifiedAt:     fromText[string](a.text(attrVerifiedAt)),
		AuthScheme:     fromText[string](a.text(attrAuthScheme)),
		SecretRevision: fromInteger(a.revision()),
		RotatedAt:      fromText[string](a.text(attrRotatedAt)),
		ExpiresAt:      fromText[string](a.text(attrExpiresAt)),
		Environment:    fromText[connector.Environment](a.text(attrEnvironment)),
	}
	if names, isList := a.values[attrHeaderNames].(types.List); isList {
		computed.HeaderNames = fromTexts(names)
	}
	if account, isObject := a.values[attrAccount].(types.Object); isObject {
		computed.Account = fromAccount(account)
	}
	if scopes, isList := a.values[attrScopes].(types.List); isList {
		computed.Scopes = fromTexts(scopes)
	}
	return computed
}

// setComputed sets them.
func (a attributes) setComputed(computed lifecycle.Computed) {
	a.set(attrStatus, toText(computed.Status))
	a.set(attrStatusReason, toText(computed.StatusReason))
	a.set(attrVerifiedAt, toText(computed.VerifiedAt))
	a.set(attrAuthScheme, toText(computed.AuthScheme))
	a.set(attrHeaderNames, toTexts(computed.HeaderNames))
	a.set(attrAccount, toAccount(computed.Account))
	a.set(attrScopes, toTexts(computed.Scopes))
	a.set(attrExpiresAt, toText(computed.ExpiresAt))
	a.set(attrEnvironment, toText(computed.Environment))
	a.set(attrSecretRevision, toInteger(computed.SecretRevision))
	a.set(attrRotatedAt, toText(computed.RotatedAt))
}
