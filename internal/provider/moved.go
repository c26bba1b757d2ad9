package provider

import (
	"context"
	"maps"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var _ resource.ResourceWithMoveState = (*credentialResource)(nil)

// MoveState turns a custom credential for the same vendor into one of this connector:
// it keeps id, revision and the hashes of the secrets. Everything else follows from the
// configuration, and the next apply verifies it.
func (r *credentialResource) MoveState(context.Context) []resource.StateMover {
	if r.definition.IsCustom() {
		return nil // Nothing becomes a custom credential.
	}
	source := customSchema()
	return []resource.StateMover{{SourceSchema: &source, StateMover: r.moveFromCustom}}
}

func (r *credentialResource) moveFromCustom(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	if req.SourceTypeName != "connector_credential_"+connector.CustomType || req.SourceState == nil {
		return // The framework says that this move is not supported.
	}
	from, diags := readAttributes(ctx, *req.SourceState)
	resp.Diagnostics.Append(diags...)
	target, diags := emptyAttributes(ctx, resp.TargetState)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	target.copyFrom(from, attrID, attrName, attrDescription, attrVerification, attrRotateAfter, attrSecretsWOVersion,
		attrStatus, attrStatusReason, attrVerifiedAt, attrAccount, attrScopes, attrExpiresAt, attrEnvironment, attrSecretRevision, attrRotatedAt,
		attrRequiredScopes, attrRequiredEnvironment, attrRequiredAccount, attrExpiryWarning)
	target.set(attrConnector, types.StringValue(r.definition.Type))
	// A field that is not secret, such as an e-mail address, may be a fixed header.
	headers := storedTexts(from, attrFixedHeaders)
	maps.Copy(headers, storedTexts(from, connector.FieldHeaders))
	for name, value := range lifecycle.FieldsOfCustom(r.definition, headers, storedTexts(from, connector.FieldBasicAuth)) {
		target.set(name, types.StringValue(value))
	}
	if client, exchanged := readOAuth2Block(from); exchanged && r.definition.Schemes[0].Token != nil {
		token := r.definition.Schemes[0].Token
		target.set(token.ClientID.Field, client.text(argClientID))
		target.set(token.ClientSecret, client.text(argClientSecret))
	}
	resp.Diagnostics.Append(target.write(ctx, &resp.TargetState)...)

	if req.SourcePrivate == nil {
		return
	}
	private, diags := readPrivateState(ctx, req.SourcePrivate)
	resp.Diagnostics.Append(diags...)
	resp.TargetPrivate = req.SourcePrivate
	moved := lifecycle.MovePrivateState(private, from.computed().HeaderNames.Get())
	resp.Diagnostics.Append(writePrivateState(ctx, moved, resp.TargetPrivate)...)
}

// emptyAttributes has every attribute of a state's schema, each of them null.
func emptyAttributes(ctx context.Context, of tfsdk.State) (attributes, diag.Diagnostics) {
	var diags diag.Diagnostics
	object, isObject := of.Schema.Type().(types.ObjectType)
	if !isObject {
		diags.AddError(problemPrivateState.Title(), "The schema of the resource is not an object. This is a bug in the provider.")
		return attributes{}, diags
	}
	empty := attributes{types: object.AttrTypes, values: map[string]attr.Value{}}
	for name, attribute := range object.AttrTypes {
		value, err := attribute.ValueFromTerraform(ctx, tftypes.NewValue(attribute.TerraformType(ctx), nil))
		if err != nil {
			diags.AddError(problemPrivateState.Title(), "An attribute has no null. This is a bug in the provider.")
			return attributes{}, diags
		}
		empty.values[name] = value
	}
	return empty, diags
}

// storedTexts are the parts of a map that is kept in state.
func storedTexts(from attributes, name string) map[string]string {
	texts := map[string]string{}
	for part, element := range from.textMap(name).Elements() {
		if text, isText := element.(types.String); isText && !text.IsNull() {
			texts[part] = text.ValueString()
		}
	}
	return texts
}
