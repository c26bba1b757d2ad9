package provider

import (
	"context"
	"fmt"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithIdentity        = (*credentialResource)(nil)
	_ resource.ResourceWithUpgradeIdentity = (*credentialResource)(nil)
)

// IdentitySchema returns the schema of the identity, which distinguishes a credential
// from all others and must not change. It is set once, at creation or import. If a
// credential is saved in Nexla later or again, its identity stays the same, and
// nexla_credential has the current ID.
func (r *credentialResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identitySchema(r.definition)
}

func identitySchema(definition *connector.Definition) identityschema.Schema {
	attributes := map[string]identityschema.Attribute{
		attrID: identityschema.StringAttribute{
			Description:       "ID of the resource, generated at creation. It cannot be used for an import.",
			OptionalForImport: true,
		},
	}
	if definition.NexlaVendor != "" {
		attributes[nexlablock.IdentityID] = identityschema.Int64Attribute{
			Description:       "ID of the credential in Nexla at creation or import. Use it to import the credential. Null if it was not in Nexla.",
			OptionalForImport: true,
		}
	}
	schema := identityschema.Schema{Attributes: attributes}
	if definition.NexlaVendor != "" {
		schema.Version = 1
	}
	return schema
}

// UpgradeIdentity reads an identity without the id in Nexla. OpenTofu keeps the
// identity of a custom credential that is moved to a built-in connector, and accepts
// it only as that of an earlier version.
func (r *credentialResource) UpgradeIdentity(context.Context) map[int64]resource.IdentityUpgrader {
	if r.definition.NexlaVendor == "" {
		return nil
	}
	prior := identitySchema(r.definition)
	prior.Version = 0
	return map[int64]resource.IdentityUpgrader{0: {
		PriorSchema: &prior,
		IdentityUpgrader: func(ctx context.Context, req resource.UpgradeIdentityRequest, resp *resource.UpgradeIdentityResponse) {
			var id types.String
			var nexlaID types.Int64
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(attrID), &id)...)
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(nexlablock.IdentityID), &nexlaID)...)
			if resp.Diagnostics.HasError() {
				return
			}
			resp.Diagnostics.Append(resp.Identity.Set(ctx, types.ObjectValueMust(
				map[string]attr.Type{attrID: types.StringType, nexlablock.IdentityID: types.Int64Type},
				map[string]attr.Value{attrID: id, nexlablock.IdentityID: nexlaID},
			))...)
		},
	}}
}

// identify notes the identity of a credential that has none yet.
func (r *credentialResource) identify(ctx context.Context, identity *tfsdk.ResourceIdentity, state attributes) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	var known types.String
	diags := identity.GetAttribute(ctx, path.Root(attrID), &known)
	if diags.HasError() || !known.IsNull() {
		return diags
	}
	values := map[string]attr.Value{attrID: state.text(attrID)}
	kinds := map[string]attr.Type{attrID: types.StringType}
	if r.definition.NexlaVendor != "" {
		values[nexlablock.IdentityID], kinds[nexlablock.IdentityID] = attrvalue.NumberOrNull(nexlablock.CredentialID(state.values)), types.Int64Type
	}
	diags.Append(identity.Set(ctx, types.ObjectValueMust(kinds, values))...)
	return diags
}

// nexlaIDToImport returns the id in Nexla that an import by identity names, or 0.
func (r *credentialResource) nexlaIDToImport(ctx context.Context, identity *tfsdk.ResourceIdentity) (int64, diag.Diagnostics) {
	if identity == nil || r.definition.NexlaVendor == "" {
		return 0, nil
	}
	var id types.Int64
	diags := identity.GetAttribute(ctx, path.Root(nexlablock.IdentityID), &id)
	if !id.IsNull() && id.ValueInt64() < 1 {
		diags.AddError(problemInvalidImportID.Title(), fmt.Sprintf("%s is %d, which is not the ID of a credential in Nexla.", nexlablock.IdentityID, id.ValueInt64()))
	}
	return id.ValueInt64(), diags
}
