package nexlablock

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const (
	// Name is the name of the block, of a credential and of the provider.
	Name = "nexla"
	// AttrCredential is the name of the computed object.
	AttrCredential = "nexla_credential" //nolint:gosec // The name of an attribute.
	// IdentityID is the ID in Nexla in the identity of a credential.
	IdentityID = "nexla_credential_id"
)

// Attributes of a credential that Nexla stores too.
const (
	attrID          = "id"
	attrName        = "name"
	attrDescription = "description"
	attrConnector   = "connector"
)

// The values of deletion_policy.
const (
	deletionDelete  = "delete"
	deletionAbandon = "abandon"
)

// credentialTypes is the type of nexla_credential. It is not part of the block,
// because computed attributes in a block become unknown.
func credentialTypes() map[string]attr.Type {
	return map[string]attr.Type{
		"id": types.Int64Type, "verified_at": types.StringType, "verified_status": types.StringType,
		"updated_at": types.StringType, "owner": types.StringType, "organization_id": types.Int64Type,
	}
}

// CredentialAttribute is the attribute nexla_credential.
func CredentialAttribute() schema.ObjectAttribute {
	return schema.ObjectAttribute{
		MarkdownDescription: "Credential in Nexla: `id` (number), `verified_at`, `verified_status`, `updated_at`, `owner` (e-mail address) and `organization_id` (number). Null without the `nexla` block.",
		AttributeTypes:      credentialTypes(),
		Computed:            true,
	}
}

// Schema is that of the block of a credential. It is a block, because Terraform drops
// an unknown argument of an object.
func Schema(definition *connector.Definition) schema.SingleNestedBlock {
	var fields []string
	for _, field := range definition.Fields {
		fields = append(fields, field.Name)
	}
	return schema.SingleNestedBlock{
		MarkdownDescription: "Saves the credential in Nexla after the vendor accepts it. An empty block is enough.",
		Attributes: map[string]schema.Attribute{
			"vendor_name": schema.StringAttribute{
				MarkdownDescription: "Name of the vendor in Nexla. Default: `" + definition.NexlaVendor + "`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"auth_template_id": schema.Int64Attribute{
				MarkdownDescription: "ID of the vendor's authentication template in Nexla. Default: the only template, or the only one that matches the fields.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(1)},
			},
			"parameters": schema.MapAttribute{
				MarkdownDescription: "Template parameter of each field, `{ field = \"parameter\" }`, if Nexla's labels do not match the fields.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Map{mapvalidator.KeysAre(stringvalidator.OneOf(fields...))},
			},
			"tags": schema.SetAttribute{
				MarkdownDescription: "Tags of the credential in Nexla. Other tags are ignored. Nexla's API cannot remove a tag: if you remove one here, the provider warns.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"credential_id": schema.Int64Attribute{
				MarkdownDescription: "ID of a credential in Nexla to adopt in place instead of creating one.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(1)},
			},
			"deletion_policy": schema.StringAttribute{
				MarkdownDescription: "What to do with the credential in Nexla if the resource or the block is removed: `delete` it, or `abandon` it (leave it in Nexla). Default: `abandon` if `credential_id` is set, because another configuration may own the credential; otherwise `delete`.",
				Optional:            true,
				Computed:            true,
				Validators:          []validator.String{stringvalidator.OneOf(deletionDelete, deletionAbandon)},
			},
			"probe": schema.BoolAttribute{
				MarkdownDescription: "Whether Nexla probes the credential after each change. Default: `true`.",
				Optional:            true,
				Computed:            true,
				Default:             booldefault.StaticBool(true),
			},
		},
		Blocks: map[string]schema.Block{
			"accessor": schema.SetNestedBlock{
				MarkdownDescription: "User, team or organization that may use the credential in Nexla. The blocks are the complete list: removing all blocks removes what this resource had set. Without a block, accessors in Nexla are not changed.",
				// Block.Validate checks them: the path of a validator in a set is all values of the block.
				NestedObject: schema.NestedBlockObject{
					Attributes: map[string]schema.Attribute{
						"type": schema.StringAttribute{
							MarkdownDescription: "`USER`, `TEAM` or `ORG`.",
							Required:            true,
						},
						"id": schema.Int64Attribute{
							MarkdownDescription: "ID of the user, team or organization. Either `id` or `email` must be set.",
							Optional:            true,
						},
						"email": schema.StringAttribute{
							MarkdownDescription: "E-mail address of the user.",
							Optional:            true,
						},
						"access_roles": schema.SetAttribute{
							MarkdownDescription: "`collaborator`, `operator`, `admin` or `owner`.",
							ElementType:         types.StringType,
							Required:            true,
						},
					},
				},
			},
		},
	}
}
