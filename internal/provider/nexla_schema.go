package provider

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

// The block and the computed object about Nexla.
const (
	blockNexla          = "nexla"
	attrNexlaCredential = "nexla_credential" //nolint:gosec // The name of an attribute.
)

// What becomes of a credential in Nexla when it is no longer declared.
const (
	deletionDelete  = "delete"
	deletionAbandon = "abandon"
)

// nexlaCredentialTypes is the shape of nexla_credential. It stands beside the
// block, because a block's computed attributes are a trap.
func nexlaCredentialTypes() map[string]attr.Type {
	return map[string]attr.Type{
		"id": types.Int64Type, "verified_at": types.StringType, "verified_status": types.StringType,
		"updated_at": types.StringType, "owner": types.StringType, "organization_id": types.Int64Type,
	}
}

func nexlaCredentialAttribute() schema.ObjectAttribute {
	return schema.ObjectAttribute{
		MarkdownDescription: "The credential in Nexla: `id`, `verified_at`, `verified_status`, `updated_at`, `owner` (e-mail address) and `organization_id`. Null without the `nexla` block.",
		AttributeTypes:      nexlaCredentialTypes(),
		Computed:            true,
	}
}

// nexlaBlockSchema is a block, because an object would swallow a misspelt argument.
func nexlaBlockSchema(definition *connector.Definition) schema.SingleNestedBlock {
	var fields []string
	for _, field := range definition.Fields {
		fields = append(fields, field.Name)
	}
	return schema.SingleNestedBlock{
		MarkdownDescription: "Saves the credential in Nexla, once the vendor has accepted it. An empty block is enough.",
		Attributes: map[string]schema.Attribute{
			"vendor_name": schema.StringAttribute{
				MarkdownDescription: "The vendor's name in Nexla. Default: `" + definition.NexlaVendor + "`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"auth_template_id": schema.Int64Attribute{
				MarkdownDescription: "The vendor's template in Nexla. Default: the only one, or the only one that matches the fields.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(1)},
			},
			"parameters": schema.MapAttribute{
				MarkdownDescription: "The template's parameter for a field, `{ field = \"parameter\" }`, where Nexla's labels do not match.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Map{mapvalidator.KeysAre(stringvalidator.OneOf(fields...))},
			},
			"tags": schema.SetAttribute{
				MarkdownDescription: "Tags to have on the credential in Nexla. Others there are left alone. Nexla cannot take a tag off: removing one here only warns.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"credential_id": schema.Int64Attribute{
				MarkdownDescription: "Adopts this credential of Nexla's in place instead of making one.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(1)},
			},
			"deletion_policy": schema.StringAttribute{
				MarkdownDescription: "What becomes of the credential in Nexla when the resource or the block is removed: `delete`, or `abandon`, which leaves it there. The default is `abandon` if `credential_id` is set, because another configuration may own the credential, and `delete` otherwise.",
				Optional:            true,
				Computed:            true,
				Validators:          []validator.String{stringvalidator.OneOf(deletionDelete, deletionAbandon)},
			},
			"probe": schema.BoolAttribute{
				MarkdownDescription: "Whether Nexla is told to try the credential after each change of it. Default: `true`.",
				Optional:            true,
				Computed:            true,
				Default:             booldefault.StaticBool(true),
			},
		},
		Blocks: map[string]schema.Block{
			"accessor": schema.SetNestedBlock{
				MarkdownDescription: "Who may use the credential in Nexla. The accessors declared here are the whole list. Removing the blocks removes them there; if there never were any, Nexla's list is not touched.",
				NestedObject: schema.NestedBlockObject{
					Attributes: map[string]schema.Attribute{
						"type": schema.StringAttribute{
							MarkdownDescription: "`USER`, `TEAM` or `ORG`.",
							Required:            true,
							Validators:          []validator.String{stringvalidator.OneOf("USER", "TEAM", "ORG")},
						},
						"id": schema.Int64Attribute{
							MarkdownDescription: "The id of the user, team or organization. This or `email` is needed.",
							Optional:            true,
							Validators:          []validator.Int64{int64validator.AtLeast(1)},
						},
						"email": schema.StringAttribute{
							MarkdownDescription: "The e-mail address of the user.",
							Optional:            true,
							Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
						},
						"access_roles": schema.SetAttribute{
							MarkdownDescription: "`collaborator`, `operator`, `admin` or `owner`.",
							ElementType:         types.StringType,
							Required:            true,
							Validators: []validator.Set{
								setvalidator.SizeAtLeast(1),
								setvalidator.ValueStringsAre(stringvalidator.OneOf("collaborator", "operator", "admin", "owner")),
							},
						},
					},
				},
			},
		},
	}
}
