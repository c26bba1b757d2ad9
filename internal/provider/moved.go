package provider

import (
	"context"
	"encoding/base64"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var _ resource.ResourceWithMoveState = (*credentialResource)(nil)

// MoveState takes over a custom credential for the same vendor: its identity,
// its revision, and what is known of its secrets. Everything else follows from
// the configuration, and the next apply verifies it.
func (r *credentialResource) MoveState(context.Context) []resource.StateMover {
	if r.definition.Type == connector.CustomType {
		return nil
	}
	source := resourceSchema(connector.CustomShape())
	return []resource.StateMover{{SourceSchema: &source, StateMover: r.moveFromCustom}}
}

func (r *credentialResource) moveFromCustom(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	if req.SourceTypeName != "connector_credential_"+connector.CustomType || req.SourceState == nil {
		return // The framework says that this move is not supported.
	}
	from, diags := readRecord(ctx, *req.SourceState)
	resp.Diagnostics.Append(diags...)
	target, diags := emptyRecord(ctx, resp.TargetState)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	target.copyFrom(from, attrID, attrName, attrDescription, attrVerification, attrRotateAfter, attrSecretsWOVersion,
		attrStatus, attrStatusReason, attrVerifiedAt, attrAccount, attrSecretRevision, attrRotatedAt)
	target.set(attrConnector, types.StringValue(r.definition.Type))
	for name, value := range fieldsOfCustom(r.definition, from) {
		target.set(name, types.StringValue(value))
	}
	resp.Diagnostics.Append(target.write(ctx, &resp.TargetState)...)

	if req.SourcePrivate == nil {
		return
	}
	kept, diags := readMemory(ctx, req.SourcePrivate)
	resp.Diagnostics.Append(diags...)
	resp.TargetPrivate = req.SourcePrivate
	resp.Diagnostics.Append(memory{MovedFrom: movedFrom(kept, from)}.write(ctx, resp.TargetPrivate)...)
}

// emptyRecord has every attribute of a state's schema, each of them null.
func emptyRecord(ctx context.Context, of tfsdk.State) (record, diag.Diagnostics) {
	var diags diag.Diagnostics
	object, isObject := of.Schema.Type().(types.ObjectType)
	if !isObject {
		diags.AddError(problemPrivateState.title(), "The schema of the resource is not an object. This is a bug in the provider.")
		return record{}, diags
	}
	empty := record{types: object.AttrTypes, values: map[string]attr.Value{}}
	for name, attribute := range object.AttrTypes {
		value, err := attribute.ValueFromTerraform(ctx, tftypes.NewValue(attribute.TerraformType(ctx), nil))
		if err != nil {
			diags.AddError(problemPrivateState.title(), "An attribute has no null. This is a bug in the provider.")
			return record{}, diags
		}
		empty.values[name] = value
	}
	return empty, diags
}

// movedSecrets are the hashes of a custom credential. They are compared with the
// headers that a built-in connector builds from its fields.
type movedSecrets struct {
	HashKey []byte            `json:"k"`
	Hashes  map[string][]byte `json:"h"`
	Legacy  map[string][]byte `json:"l,omitempty"`
	// Names are those of the declared headers, whose spelling is in the hash.
	Names []string `json:"n"`
}

func movedFrom(kept memory, from record) *movedSecrets {
	moved := &movedSecrets{HashKey: kept.HashKey, Hashes: kept.Hashes, Legacy: kept.legacyHashes}
	if names, isList := from.values[attrHeaderNames].(types.List); isList {
		for _, element := range names.Elements() {
			if name, isText := element.(types.String); isText {
				moved.Names = append(moved.Names, name.ValueString())
			}
		}
	}
	return moved
}

// matches reports whether the fields of a configuration make the headers that
// the custom credential was last applied with.
func (m *movedSecrets) matches(definition *connector.Definition, config record) bool {
	if m == nil {
		return false
	}
	values, known := knownValues(fieldValues(definition, config))
	if !known {
		return false
	}
	kept := memory{HashKey: m.HashKey, Hashes: m.Hashes, legacyHashes: m.Legacy}
	for _, scheme := range definition.Schemes {
		headers, basic := m.declaredAs(scheme.Build(values))
		if headers == nil && basic == nil {
			continue
		}
		sameHeaders := headers == nil && !kept.knows(connector.FieldHeaders) ||
			headers != nil && kept.matches(connector.FieldHeaders, connector.EncodeTexts(headers))
		sameBasic := basic == nil && !kept.knows(connector.FieldBasicAuth) ||
			basic != nil && kept.matches(connector.FieldBasicAuth, connector.EncodeTexts(basic))
		if sameHeaders && sameBasic {
			return true
		}
	}
	return false
}

// declaredAs sorts headers into those that a custom credential declares, under
// its own spelling, and user name and password of HTTP Basic.
func (m *movedSecrets) declaredAs(built []connector.Header) (headers, basic map[string]*string) {
	hasBasic := len(m.Hashes[connector.FieldBasicAuth])+len(m.Legacy[connector.FieldBasicAuth]) > 0
	for _, header := range built {
		value := header.Value.Reveal()
		if user, password, isBasic := basicPair(value); isBasic && hasBasic {
			basic = map[string]*string{"username": &user, "password": &password}
			continue
		}
		for _, name := range m.Names {
			if strings.EqualFold(name, header.Name) {
				if headers == nil {
					headers = map[string]*string{}
				}
				headers[name] = &value
			}
		}
	}
	return headers, basic
}

func basicPair(value string) (user, password string, isBasic bool) {
	encoded, found := strings.CutPrefix(value, "Basic ")
	pair, err := base64.StdEncoding.DecodeString(encoded)
	if !found || err != nil {
		return "", "", false
	}
	user, password, _ = strings.Cut(string(pair), ":")
	return user, password, true
}

// fieldsOfCustom finds the fields of a connector in the headers that a custom
// credential keeps in state, for the first scheme that all of them fit.
func fieldsOfCustom(definition *connector.Definition, from record) map[string]string {
	sent := map[string]string{}
	for name, value := range storedTexts(from, connector.FieldHeaders) {
		sent[strings.ToLower(name)] = value
	}
	if pair := storedTexts(from, connector.FieldBasicAuth); len(pair) > 0 {
		sent["authorization"] = "Basic " + base64.StdEncoding.EncodeToString([]byte(pair["username"]+":"+pair["password"]))
	}
	for _, scheme := range definition.Schemes {
		if fields, fits := fieldsOf(scheme, sent); fits {
			return fields
		}
	}
	return nil
}

// fieldsOf reads fields out of headers by the form of each header.
func fieldsOf(scheme connector.Scheme, sent map[string]string) (map[string]string, bool) {
	fields := map[string]string{}
	take := func(form, value string) bool {
		before, rest, hasField := strings.Cut(form, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !hasField || !closed {
			return form == value
		}
		text, hasBefore := strings.CutPrefix(value, before)
		text, hasAfter := strings.CutSuffix(text, after)
		fields[name] = text
		return hasBefore && hasAfter
	}
	for _, rule := range scheme.Headers {
		value, found := sent[strings.ToLower(rule.Name)]
		if !found && rule.IfSet != "" {
			continue // The credential is without the optional field.
		}
		pair, isBasic := strings.CutPrefix(strings.TrimSuffix(rule.Form, ")"), "Basic base64(")
		fits := found && !isBasic && take(rule.Form, value)
		if found && isBasic {
			userForm, passwordForm, _ := strings.Cut(pair, ":")
			user, password, decodes := basicPair(value)
			// A password that is no field is any text.
			fits = decodes && take(userForm, user) && (!strings.Contains(passwordForm, "{") || take(passwordForm, password))
		}
		if !fits {
			return nil, false
		}
	}
	return fields, true
}

// storedTexts are the parts of a map that is kept in state.
func storedTexts(from record, name string) map[string]string {
	texts := map[string]string{}
	for part, element := range from.textMap(name).Elements() {
		if text, isText := element.(types.String); isText {
			texts[part] = text.ValueString()
		}
	}
	return texts
}
