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

// record is a credential's configuration, plan or state: its attributes by
// name. A struct cannot serve, because the attributes follow from a definition.
type record struct {
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

func readRecord(ctx context.Context, from source) (record, diag.Diagnostics) {
	var object types.Object
	diags := from.Get(ctx, &object)
	return record{types: object.AttributeTypes(ctx), values: object.Attributes()}, diags
}

func (r record) write(ctx context.Context, to target) diag.Diagnostics {
	object, diags := types.ObjectValue(r.types, r.values)
	if diags.HasError() {
		return diags
	}
	return to.Set(ctx, object)
}

// clone returns a record that can be changed without changing this one.
func (r record) clone() record {
	return record{types: r.types, values: maps.Clone(r.values)}
}

// text returns a string attribute; null if the schema has none of that name.
func (r record) text(name string) types.String {
	value, isText := r.values[name].(types.String)
	if !isText {
		return types.StringNull()
	}
	return value
}

// flag reports whether a boolean attribute is true.
func (r record) flag(name string) bool {
	value, isBool := r.values[name].(types.Bool)
	return isBool && value.ValueBool()
}

// integer returns a number; null if the schema has none of that name.
func (r record) integer(name string) types.Int64 {
	value, isNumber := r.values[name].(types.Int64)
	if !isNumber {
		return types.Int64Null()
	}
	return value
}

// revision returns secret_revision.
func (r record) revision() types.Int64 { return r.integer(attrSecretRevision) }

func (r record) textMap(name string) types.Map {
	value, isMap := r.values[name].(types.Map)
	if !isMap {
		return types.MapNull(types.StringType)
	}
	return value
}

// has reports whether the schema has an attribute. A custom credential has none about
// Nexla.
func (r record) has(name string) bool { return r.types[name] != nil }

// set changes an attribute that the schema has.
func (r record) set(name string, value attr.Value) {
	if r.has(name) {
		r.values[name] = value
	}
}

// copyFrom takes attributes over from another record of the same schema.
func (r record) copyFrom(other record, names ...string) {
	for _, name := range names {
		r.set(name, other.values[name])
	}
}

// differs reports whether an attribute differs between two records.
func (r record) differs(other record, name string) bool {
	return r.has(name) && !r.values[name].Equal(other.values[name])
}

// differing returns the name of each attribute that differs between two records.
func (r record) differing(other record) map[string]bool {
	names := map[string]bool{}
	for name := range r.types {
		switch {
		case name == blockOAuth2:
			names[blockOAuth2], names[connector.FieldClientSecret] = differingOAuth2(r, other)
		case r.differs(other, name):
			names[name] = true
		}
	}
	return names
}

// computed returns the computed attributes that a decision of package lifecycle is about.
func (r record) computed() lifecycle.Computed {
	computed := lifecycle.Computed{
		Status:         fromText[connector.Status](r.text(attrStatus)),
		StatusReason:   fromText[connector.Reason](r.text(attrStatusReason)),
		VerifiedAt:     fromText[string](r.text(attrVerifiedAt)),
		AuthScheme:     fromText[string](r.text(attrAuthScheme)),
		SecretRevision: fromInteger(r.revision()),
		RotatedAt:      fromText[string](r.text(attrRotatedAt)),
		ExpiresAt:      fromText[string](r.text(attrExpiresAt)),
		Environment:    fromText[connector.Environment](r.text(attrEnvironment)),
	}
	if names, isList := r.values[attrHeaderNames].(types.List); isList {
		computed.HeaderNames = fromTexts(names)
	}
	if account, isObject := r.values[attrAccount].(types.Object); isObject {
		computed.Account = fromAccount(account)
	}
	if scopes, isList := r.values[attrScopes].(types.List); isList {
		computed.Scopes = fromTexts(scopes)
	}
	return computed
}

// setComputed sets them.
func (r record) setComputed(computed lifecycle.Computed) {
	r.set(attrStatus, toText(computed.Status))
	r.set(attrStatusReason, toText(computed.StatusReason))
	r.set(attrVerifiedAt, toText(computed.VerifiedAt))
	r.set(attrAuthScheme, toText(computed.AuthScheme))
	r.set(attrHeaderNames, toTexts(computed.HeaderNames))
	r.set(attrAccount, toAccount(computed.Account))
	r.set(attrScopes, toTexts(computed.Scopes))
	r.set(attrExpiresAt, toText(computed.ExpiresAt))
	r.set(attrEnvironment, toText(computed.Environment))
	r.set(attrSecretRevision, toInteger(computed.SecretRevision))
	r.set(attrRotatedAt, toText(computed.RotatedAt))
}
