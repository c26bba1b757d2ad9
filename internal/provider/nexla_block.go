package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// nexlaBlock is a resource's block nexla.
type nexlaBlock struct {
	VendorName     types.String `tfsdk:"vendor_name"`
	AuthTemplateID types.Int64  `tfsdk:"auth_template_id"`
	Parameters     types.Map    `tfsdk:"parameters"`
	Tags           types.Set    `tfsdk:"tags"`
	CredentialID   types.Int64  `tfsdk:"credential_id"`
	DeletionPolicy types.String `tfsdk:"deletion_policy"`
	Probe          types.Bool   `tfsdk:"probe"`
	Accessors      types.Set    `tfsdk:"accessor"`
}

// nexlaAccessor is one block accessor within it.
type nexlaAccessor struct {
	Type        types.String `tfsdk:"type"`
	ID          types.Int64  `tfsdk:"id"`
	Email       types.String `tfsdk:"email"`
	AccessRoles types.Set    `tfsdk:"access_roles"`
}

// readNexlaBlock returns the block, or nil where there is none.
func readNexlaBlock(ctx context.Context, from record) (*nexlaBlock, diag.Diagnostics) {
	object, isObject := from.values[blockNexla].(types.Object)
	if !isObject || object.IsNull() || object.IsUnknown() {
		return nil, nil
	}
	var block nexlaBlock
	diags := object.As(ctx, &block, basetypes.ObjectAsOptions{})
	return &block, diags
}

// vendorName is the name of the vendor in Nexla.
func (b *nexlaBlock) vendorName(definition *connector.Definition) string {
	if name := b.VendorName.ValueString(); name != "" {
		return name
	}
	return definition.NexlaVendor
}

func (b *nexlaBlock) abandons() bool { return b.DeletionPolicy.ValueString() == deletionAbandon }

// defaultDeletionPolicy fills in what the configuration leaves out: a credential
// that is adopted may have another owner. It stays as it is in state as long as
// credential_id does.
func defaultDeletionPolicy(ctx context.Context, planned, config record, state *record) diag.Diagnostics {
	block, diags := readNexlaBlock(ctx, config)
	if block == nil || !block.DeletionPolicy.IsNull() {
		return diags
	}
	policy := deletionDelete
	if !block.CredentialID.IsNull() {
		policy = deletionAbandon
	}
	if state != nil {
		before, more := readNexlaBlock(ctx, *state)
		diags.Append(more...)
		if before != nil && before.CredentialID.Equal(block.CredentialID) && before.DeletionPolicy.ValueString() != "" {
			policy = before.DeletionPolicy.ValueString()
		}
	}
	setInBlock(ctx, planned, "deletion_policy", types.StringValue(policy))
	return diags
}

func (b *nexlaBlock) tags() []string { return setTexts(b.Tags) }

func (b *nexlaBlock) parameters() map[string]string {
	parameters := map[string]string{}
	for field, value := range b.Parameters.Elements() {
		if text, isText := value.(types.String); isText && !text.IsNull() {
			parameters[field] = text.ValueString()
		}
	}
	return parameters
}

// accessors returns the configured list; none means that Nexla's is not touched.
func (b *nexlaBlock) accessors(ctx context.Context) ([]nexla.Accessor, diag.Diagnostics) {
	var blocks []nexlaAccessor
	diags := b.Accessors.ElementsAs(ctx, &blocks, false)
	var accessors []nexla.Accessor
	for _, block := range blocks {
		accessors = append(accessors, nexla.Accessor{
			Type:        block.Type.ValueString(),
			ID:          block.ID.ValueInt64(),
			Email:       block.Email.ValueString(),
			AccessRoles: setTexts(block.AccessRoles),
		})
	}
	return accessors, diags
}

// checkNexlaBlock wants each accessor to name somebody.
func checkNexlaBlock(ctx context.Context, config record) diag.Diagnostics {
	block, diags := readNexlaBlock(ctx, config)
	if block == nil || block.Accessors.IsUnknown() {
		return diags
	}
	var accessors []nexlaAccessor
	diags.Append(block.Accessors.ElementsAs(ctx, &accessors, false)...)
	for _, accessor := range accessors {
		if accessor.ID.IsNull() && accessor.Email.IsNull() {
			diags.AddAttributeError(path.Root(blockNexla), problemNexlaAccessor.title(), "An accessor block needs id, or email for a USER.")
		}
	}
	return diags
}

// setTexts returns the texts of a set in a stable order.
func setTexts(set types.Set) []string {
	var texts []string
	for _, element := range set.Elements() {
		if text, isText := element.(types.String); isText && !text.IsNull() && !text.IsUnknown() {
			texts = append(texts, text.ValueString())
		}
	}
	slices.Sort(texts)
	return texts
}

// textSet is the attribute value of a set of texts, null if there is none.
func textSet(texts []string) types.Set {
	if len(texts) == 0 {
		return types.SetNull(types.StringType)
	}
	return types.SetValueMust(types.StringType, textElements(texts))
}

// nexlaLabels are the labels by which Nexla's form shows the fields. An optional
// field that is not set fills no parameter.
func nexlaLabels(definition *connector.Definition, isSet func(field string) bool) map[string]string {
	labels := map[string]string{}
	for _, field := range definition.Fields {
		if !field.Optional || isSet(field.Name) {
			labels[field.Name] = field.Title
		}
	}
	return labels
}

// mapped are the parameters that the block maps those fields to that have a label.
func (b *nexlaBlock) mapped(labels map[string]string) map[string]string {
	mapped := b.parameters()
	maps.DeleteFunc(mapped, func(field, _ string) bool { _, labelled := labels[field]; return !labelled })
	return mapped
}

// nexlaID returns the id of the credential in Nexla, or 0 where there is none.
func nexlaID(state record) int64 {
	object, isObject := state.values[attrNexlaCredential].(types.Object)
	if !isObject || object.IsNull() || object.IsUnknown() {
		return 0
	}
	id, isNumber := object.Attributes()["id"].(types.Int64)
	if !isNumber {
		return 0
	}
	return id.ValueInt64()
}

func nexlaCredentialValue(credential nexla.Credential) types.Object {
	organization := types.Int64Null()
	if credential.OrganizationID != 0 {
		organization = types.Int64Value(credential.OrganizationID)
	}
	return types.ObjectValueMust(nexlaCredentialTypes(), map[string]attr.Value{
		"id":              types.Int64Value(credential.ID),
		"verified_at":     textOrNull(credential.VerifiedAt),
		"verified_status": textOrNull(credential.VerifiedStatus),
		"updated_at":      textOrNull(credential.UpdatedAt),
		"owner":           textOrNull(credential.OwnerEmail),
		"organization_id": organization,
	})
}

// nexlaCredentialChanging keeps the id known, so that what hangs on it is left
// alone, and the rest is known after apply.
func nexlaCredentialChanging(id int64) types.Object {
	return types.ObjectValueMust(nexlaCredentialTypes(), map[string]attr.Value{
		"id":              types.Int64Value(id),
		"verified_at":     types.StringUnknown(),
		"verified_status": types.StringUnknown(),
		"updated_at":      types.StringUnknown(),
		"owner":           types.StringUnknown(),
		"organization_id": types.Int64Unknown(),
	})
}

func nexlaCredentialNone() types.Object { return types.ObjectNull(nexlaCredentialTypes()) }
