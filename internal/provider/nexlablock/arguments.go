package nexlablock

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// Attributes are those of a credential's configuration, plan or state, by name.
// What changes them changes the caller's.
type Attributes map[string]attr.Value

// text returns a text, empty if the attribute is null, unknown or not there.
func (a Attributes) text(name string) string {
	text, _ := a[name].(types.String)
	return text.ValueString()
}

// set changes an attribute that the schema has.
func (a Attributes) set(name string, value attr.Value) {
	if _, has := a[name]; has {
		a[name] = value
	}
}

// setArgument changes one argument of the block.
func (a Attributes) setArgument(ctx context.Context, name string, value attr.Value) {
	object, isObject := a[Name].(types.Object)
	if !isObject || object.IsNull() {
		return
	}
	arguments := object.Attributes()
	arguments[name] = value
	a.set(Name, types.ObjectValueMust(object.AttributeTypes(ctx), arguments))
}

// differs reports whether an attribute differs from that of a state.
func (a Attributes) differs(state Attributes, name string) bool {
	value, has := a[name]
	return has && !value.Equal(state[name])
}

// arguments are those of the block.
type arguments struct {
	VendorName     types.String `tfsdk:"vendor_name"`
	AuthTemplateID types.Int64  `tfsdk:"auth_template_id"`
	Parameters     types.Map    `tfsdk:"parameters"`
	Tags           types.Set    `tfsdk:"tags"`
	CredentialID   types.Int64  `tfsdk:"credential_id"`
	DeletionPolicy types.String `tfsdk:"deletion_policy"`
	Probe          types.Bool   `tfsdk:"probe"`
	Accessors      types.Set    `tfsdk:"accessor"`
}

// accessorArguments are those of one block accessor within it.
type accessorArguments struct {
	Type        types.String `tfsdk:"type"`
	ID          types.Int64  `tfsdk:"id"`
	Email       types.String `tfsdk:"email"`
	AccessRoles types.Set    `tfsdk:"access_roles"`
}

// arguments returns those of the block, or nil if there is no block.
func (a Attributes) arguments(ctx context.Context) (*arguments, diag.Diagnostics) {
	object, isObject := a[Name].(types.Object)
	if !isObject || object.IsNull() || object.IsUnknown() {
		return nil, nil
	}
	var block arguments
	diags := object.As(ctx, &block, basetypes.ObjectAsOptions{})
	return &block, diags
}

// vendorName is the name of the vendor in Nexla.
func (b *arguments) vendorName(definition *connector.Definition) string {
	if name := b.VendorName.ValueString(); name != "" {
		return name
	}
	return definition.NexlaVendor
}

// abandons reports whether the credential stays in Nexla if the block is removed.
func (b *arguments) abandons() bool {
	return b != nil && b.DeletionPolicy.ValueString() == deletionAbandon
}

func (b *arguments) tags() []string { return attrvalue.SetTexts(b.Tags) }

// parameters are those that the block maps fields to, as far as these have a label.
func (b *arguments) parameters(labels map[string]string) map[string]string {
	parameters := map[string]string{}
	for field, value := range b.Parameters.Elements() {
		text, isText := value.(types.String)
		if _, labeled := labels[field]; labeled && isText && !text.IsNull() {
			parameters[field] = text.ValueString()
		}
	}
	return parameters
}

// accessors returns the configured list. If there is none, Nexla's is not changed.
func (b *arguments) accessors(ctx context.Context) ([]nexla.Accessor, diag.Diagnostics) {
	var blocks []accessorArguments
	diags := b.Accessors.ElementsAs(ctx, &blocks, false)
	var accessors []nexla.Accessor
	for _, block := range blocks {
		accessors = append(accessors, nexla.Accessor{
			Type:        block.Type.ValueString(),
			ID:          block.ID.ValueInt64(),
			Email:       block.Email.ValueString(),
			AccessRoles: attrvalue.SetTexts(block.AccessRoles),
		})
	}
	return accessors, diags
}

// CredentialID returns the ID of the credential in Nexla, or 0 if there is none.
func CredentialID(state Attributes) int64 {
	object, isObject := state[AttrCredential].(types.Object)
	if !isObject || object.IsNull() || object.IsUnknown() {
		return 0
	}
	id, isNumber := object.Attributes()["id"].(types.Int64)
	if !isNumber {
		return 0
	}
	return id.ValueInt64()
}

// credentialValue is the value of nexla_credential.
func credentialValue(credential nexla.Credential) types.Object {
	return types.ObjectValueMust(credentialTypes(), map[string]attr.Value{
		"id":              types.Int64Value(credential.ID),
		"verified_at":     attrvalue.TextOrNull(credential.VerifiedAt),
		"verified_status": attrvalue.TextOrNull(credential.VerifiedStatus),
		"updated_at":      attrvalue.TextOrNull(credential.UpdatedAt),
		"owner":           attrvalue.TextOrNull(credential.OwnerEmail),
		"organization_id": attrvalue.NumberOrNull(credential.OrganizationID),
	})
}

// changingCredential is the value of nexla_credential in a planned update. The ID
// is known, so that what depends on it does not change.
func changingCredential(id int64) types.Object {
	return types.ObjectValueMust(credentialTypes(), map[string]attr.Value{
		"id":              types.Int64Value(id),
		"verified_at":     types.StringUnknown(),
		"verified_status": types.StringUnknown(),
		"updated_at":      types.StringUnknown(),
		"owner":           types.StringUnknown(),
		"organization_id": types.Int64Unknown(),
	})
}
