package provider

import (
	"fmt"
	"maps"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The attributes that all credentials share. Those of a field are named after
// it, and the write-only twin of a secret one has the suffix writeOnlySuffix.
const (
	attrID               = "id"
	attrConnector        = "connector"
	attrName             = "name"
	attrDescription      = "description"
	attrRegion           = "region"
	attrBaseURL          = "base_url"
	attrAuthScheme       = "auth_scheme"
	attrVerification     = "verification"
	attrRotateAfter      = "rotate_after"
	attrSecretsWOVersion = "secrets_wo_version" //nolint:gosec // The name of an argument.
	attrStatus           = "status"
	attrStatusReason     = "status_reason"
	attrVerifiedAt       = "verified_at"
	attrHeaderNames      = "header_names"
	attrAccount          = "account"
	attrScopes           = "scopes"
	attrExpiresAt        = "expires_at"
	attrEnvironment      = "environment"
	attrSecretRevision   = "secret_revision"
	attrRotatedAt        = "rotated_at"

	writeOnlySuffix = "_wo"
)

// stateVersion is the version of every credential's state; 0 is that of the
// first release. A newer one needs an upgrader from each version before, see
// DESIGN.md. TestPriorStatesCanBeRead says when it is due.
const stateVersion = 0

// textLimit is the longest name and description, in characters.
const textLimit = 255

// computedAttributes are all that the provider fills in.
func computedAttributes() []string {
	return []string{
		attrID, attrConnector, attrStatus, attrStatusReason, attrVerifiedAt, attrAuthScheme,
		attrHeaderNames, attrAccount, attrScopes, attrExpiresAt, attrEnvironment, attrSecretRevision, attrRotatedAt, nexlablock.AttrCredential,
	}
}

// accountTypes is the shape of the account object.
func accountTypes() map[string]attr.Type {
	return map[string]attr.Type{
		"id": types.StringType, "name": types.StringType, "email": types.StringType,
		"role": types.StringType, "organization": types.StringType,
	}
}

func accountValue(account connector.Account) types.Object {
	return types.ObjectValueMust(accountTypes(), map[string]attr.Value{
		"id":           attrvalue.TextOrNull(account.ID),
		"name":         attrvalue.TextOrNull(account.Name),
		"email":        attrvalue.TextOrNull(account.Email),
		"role":         attrvalue.TextOrNull(account.Role),
		"organization": attrvalue.TextOrNull(account.Organization),
	})
}

// credentialSchema makes the schema of a built-in connector's resource from its definition.
func credentialSchema(definition *connector.Definition) schema.Schema {
	attributes := sharedAttributes(definition)
	for _, field := range definition.Fields {
		maps.Copy(attributes, fieldAttributes(field))
	}
	if definition.HasRegions() {
		attributes[attrRegion] = schema.StringAttribute{
			MarkdownDescription: fmt.Sprintf("Region of the vendor: %s. Default: `%s`.", regionList(definition), definition.Regions[0].Name),
			Optional:            true,
			Computed:            true,
			Default:             stringdefault.StaticString(definition.Regions[0].Name),
			Validators:          []validator.String{stringvalidator.OneOf(definition.RegionNames()...)},
		}
	}
	return schema.Schema{
		Version:             stateVersion,
		MarkdownDescription: describeCredential(definition),
		Attributes:          attributes,
		Blocks:              map[string]schema.Block{nexlablock.Name: nexlablock.Schema(definition)},
	}
}

// fieldAttributes returns the arguments of one field. A field that is not secret has
// one, which is required unless the field is optional. A secret field has two, of which
// exactly one must be set.
func fieldAttributes(field connector.Field) map[string]schema.Attribute {
	if !field.Secret {
		return map[string]schema.Attribute{
			field.Name: schema.StringAttribute{
				MarkdownDescription: field.Description,
				Required:            !field.Optional,
				Optional:            field.Optional,
				Validators:          []validator.String{isFieldValue(field)},
			},
		}
	}
	stored, writeOnly := describeSecretPair(field)
	return map[string]schema.Attribute{
		field.Name: schema.StringAttribute{
			MarkdownDescription: stored, Optional: true, Sensitive: true,
		},
		field.Name + writeOnlySuffix: schema.StringAttribute{
			MarkdownDescription: writeOnly, Optional: true, Sensitive: true, WriteOnly: true,
		},
	}
}

// describeSecretPair describes the two arguments of a secret field.
func describeSecretPair(field connector.Field) (stored, writeOnly string) {
	choice := "Exactly one"
	if field.Optional {
		choice = "At most one"
	}
	name := field.Name + writeOnlySuffix
	return field.Description + fmt.Sprintf(" Stored in state in clear text; prefer `%s`. %s of the two must be set.", name, choice),
		field.Description + fmt.Sprintf(" Write-only: not stored in plan or state. %s of this and `%s` must be set.", choice, field.Name)
}

func sharedAttributes(definition *connector.Definition) map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		attrName: schema.StringAttribute{
			MarkdownDescription: "Name of the credential, used in diagnostics and imports. 1 to 255 characters.",
			Required:            true,
			Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, textLimit)},
		},
		attrDescription: schema.StringAttribute{
			MarkdownDescription: "Purpose of the credential. Up to 255 characters.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.UTF8LengthAtMost(textLimit)},
		},
		attrBaseURL: schema.StringAttribute{
			MarkdownDescription: "Base URL to use instead of the vendor's own, such as that of a proxy. Takes precedence over the provider's `endpoints`.",
			Optional:            true,
			Validators:          []validator.String{isBaseURL()},
		},
		attrAuthScheme: authSchemeAttribute(definition),
		attrVerification: schema.MapAttribute{
			MarkdownDescription: "Verification policy of this credential: keys `plan` and `apply`, values `strict`, `lenient` or `off`. Takes precedence over the provider's `verification`.",
			ElementType:         types.StringType,
			Optional:            true,
			Validators:          verificationValidators(),
		},
		attrRotateAfter: schema.StringAttribute{
			MarkdownDescription: "Age of the secret, such as `2160h`, after which a plan warns that it is due for rotation.",
			Optional:            true,
			Validators:          []validator.String{isDuration()},
		},
		attrSecretsWOVersion: schema.StringAttribute{
			MarkdownDescription: "Version of the write-only secrets, any text. If set, only a change of this value counts as a rotation, and no hash is stored. Set it if the source returns a new value on every run.",
			Optional:            true,
		},
		attrID: schema.StringAttribute{
			MarkdownDescription: "UUID generated at creation. Rotating or renaming the credential does not change it.",
			Computed:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		attrConnector: schema.StringAttribute{
			MarkdownDescription: fmt.Sprintf("Name of the connector, `%s`.", definition.Type),
			Computed:            true,
			Default:             stringdefault.StaticString(definition.Type),
		},
		attrStatus: schema.StringAttribute{
			MarkdownDescription: describeStatus(),
			Computed:            true,
		},
		attrStatusReason: schema.StringAttribute{
			MarkdownDescription: describeReason(),
			Computed:            true,
		},
		attrVerifiedAt: schema.StringAttribute{
			MarkdownDescription: "Time (RFC 3339, UTC) at which an apply last verified this secret successfully. Null before that.",
			Computed:            true,
		},
		attrHeaderNames: schema.ListAttribute{
			MarkdownDescription: "Names of the headers that carry the credential. Null until a scheme is accepted or pinned.",
			ElementType:         types.StringType,
			Computed:            true,
		},
		attrAccount: schema.ObjectAttribute{
			MarkdownDescription: describeAccount,
			AttributeTypes:      accountTypes(),
			Computed:            true,
		},
		attrScopes:      schema.ListAttribute{MarkdownDescription: describeScopes, ElementType: types.StringType, Computed: true},
		attrExpiresAt:   schema.StringAttribute{MarkdownDescription: describeExpiresAt, Computed: true},
		attrEnvironment: schema.StringAttribute{MarkdownDescription: describeEnvironment, Computed: true},
		attrSecretRevision: schema.Int64Attribute{
			MarkdownDescription: "Number that identifies the secret: the creation time in Unix milliseconds, increased by 1 with each rotation. It is never reused, so you can use it in `*_wo_version` and `replace_triggered_by`.",
			Computed:            true,
		},
		nexlablock.AttrCredential: nexlablock.CredentialAttribute(),
		attrRotatedAt: schema.StringAttribute{
			MarkdownDescription: "Time (RFC 3339, UTC) of the last change of a secret.",
			Computed:            true,
		},
	}
	maps.Copy(attributes, eachArgument(requirementArguments(definition), schemaArgument.ofResource))
	return attributes
}

// authSchemeAttribute can be set only where there is something to choose.
func authSchemeAttribute(definition *connector.Definition) schema.StringAttribute {
	if !definition.HasSchemeChoice() {
		return schema.StringAttribute{
			MarkdownDescription: fmt.Sprintf("Accepted authentication scheme, `%s`. Null until the vendor accepts it.", definition.Schemes[0].Name),
			Computed:            true,
		}
	}
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("Authentication scheme: %s. The schemes are tried in this order, and the accepted one is stored here and tried first from then on. "+
			"If you set it, no other scheme is tried. Null until a scheme is accepted or pinned.", codeList(definition.SchemeNames())),
		Optional:   true,
		Computed:   true,
		Validators: []validator.String{stringvalidator.OneOf(definition.SchemeNames()...)},
	}
}

func regionList(definition *connector.Definition) string {
	var regions []string
	for _, region := range definition.Regions {
		regions = append(regions, fmt.Sprintf("`%s` (%s)", region.Name, region.BaseURL))
	}
	return strings.Join(regions, ", ")
}

// codeList prints values as code for a description.
func codeList[T ~string](values []T) string {
	var codes []string
	for _, value := range values {
		codes = append(codes, "`"+string(value)+"`")
	}
	return strings.Join(codes, ", ")
}
