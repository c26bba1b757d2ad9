package provider

import (
	"fmt"
	"maps"
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// attrAllowUnverified allows a rejected or inconclusive result without an error.
const attrAllowUnverified = "allow_unverified"

// readerArguments lists the arguments of a data source and of an ephemeral resource.
func readerArguments(definition *connector.Definition) map[string]schemaArgument {
	arguments := requirementArguments(definition)
	arguments[attrAllowUnverified] = schemaArgument{kind: aFlag, description: describeAllowUnverified}
	arguments[attrBaseURL] = schemaArgument{
		description: "Base URL to use instead of the vendor's own, such as that of a proxy. Takes precedence over the provider's `endpoints`.",
		texts:       []validator.String{isBaseURL()},
	}
	for _, field := range definition.Fields {
		source := "Default: environment variable `%s`."
		if field.Optional {
			source = "Default: environment variable `%s`, if it is set."
		}
		argument := schemaArgument{
			description: field.Description + " " + fmt.Sprintf(source, definition.Env(field)),
			sensitive:   field.Secret,
		}
		if !field.Secret {
			argument.texts = []validator.String{isFieldValue(field)}
		}
		arguments[field.Name] = argument
	}
	if definition.HasRegions() {
		arguments[attrRegion] = schemaArgument{
			description: fmt.Sprintf("Region of the vendor: %s. Default: `%s`.", regionList(definition), definition.Regions[0].Name),
			texts:       []validator.String{stringvalidator.OneOf(definition.RegionNames()...)},
		}
	}
	if definition.HasSchemeChoice() {
		arguments[attrAuthScheme] = schemaArgument{
			description: fmt.Sprintf("Authentication scheme: %s. The schemes are tried in this order, and this is the accepted one. "+
				"If you set it, no other scheme is tried. Null until a scheme is accepted or pinned.", codeList(definition.SchemeNames())),
			computed: true,
			texts:    []validator.String{stringvalidator.OneOf(definition.SchemeNames()...)},
		}
	}
	return arguments
}

const (
	describeAllowUnverified = "If true, a rejection or an inconclusive response is not an error, and `status` reports it. " +
		"Set it for `check` blocks, and so that a rejected credential does not block a destroy. Default: `false`."
	describeReadScheme      = "Accepted authentication scheme, `%s`. Null until the vendor accepts it."
	describeScopes          = "What the key may do, in the vendor's own names, sorted. Empty if it may do nothing. Null if the vendor does not report it."
	describeExpiresAt       = "Time (RFC 3339, UTC) at which the key expires. Null if it never does, or if the vendor does not report it."
	describeEnvironment     = "Environment of the key, `live` or `test`. Null if the vendor does not report it."
	describeAccount         = "Account of the credential: `id`, `name`, `email`, `role` and `organization` (strings). Each is null if the vendor does not report it."
	describeHeadersExpireAt = "Time (RFC 3339, UTC) at which the access token in `%s` expires. Null if the vendor does not report it."
)

var describeStatus = sync.OnceValue(func() string {
	return "Result of the last verification: " + codeList(connector.Statuses()) + " (verification did not run)."
})

var describeReason = sync.OnceValue(func() string {
	return "Reason for the status: " + codeList(connector.Reasons()) + "."
})

func dataSourceSchema(definition *connector.Definition) datasource.Schema {
	attributes := map[string]datasource.Attribute{
		attrConnector: datasource.StringAttribute{
			MarkdownDescription: fmt.Sprintf("Name of the connector, `%s`.", definition.Type), Computed: true,
		},
		attrStatus:       datasource.StringAttribute{MarkdownDescription: describeStatus(), Computed: true},
		attrStatusReason: datasource.StringAttribute{MarkdownDescription: describeReason(), Computed: true},
		attrVerifiedAt: datasource.StringAttribute{
			MarkdownDescription: "Time (RFC 3339, UTC) at which the vendor accepted the credential. Null if it did not.", Computed: true,
		},
		attrAuthScheme: datasource.StringAttribute{
			MarkdownDescription: fmt.Sprintf(describeReadScheme, definition.Schemes[0].Name), Computed: true,
		},
		attrHeaderNames: datasource.ListAttribute{
			MarkdownDescription: "Names of the headers that carry the credential. Null until a scheme is accepted or pinned.",
			ElementType:         types.StringType, Computed: true,
		},
		attrAccount: datasource.ObjectAttribute{
			MarkdownDescription: describeAccount, AttributeTypes: accountTypes(), Computed: true,
		},
		attrScopes:      datasource.ListAttribute{MarkdownDescription: describeScopes, ElementType: types.StringType, Computed: true},
		attrExpiresAt:   datasource.StringAttribute{MarkdownDescription: describeExpiresAt, Computed: true},
		attrEnvironment: datasource.StringAttribute{MarkdownDescription: describeEnvironment, Computed: true},
	}
	maps.Copy(attributes, eachArgument(readerArguments(definition), schemaArgument.ofDataSource))
	return datasource.Schema{
		MarkdownDescription: fmt.Sprintf("Verifies a credential for %s and reports its status.\n\n", definition.Title) + vendorDescription(definition),
		Attributes:          attributes,
	}
}

func ephemeralSchema(definition *connector.Definition) ephemeral.Schema {
	headers := "Headers that carry the credential, for a provider block or a write-only argument. They use the accepted or pinned scheme, or else the first one."
	if definition.Schemes[0].Token != nil {
		headers = "Headers that carry the access token, for a provider block or a write-only argument. Null if there is no token and `allow_unverified` is set."
	}
	attributes := map[string]ephemeral.Attribute{
		attrHeaders: ephemeral.MapAttribute{
			MarkdownDescription: headers,
			ElementType:         types.StringType, Computed: true, Sensitive: true,
		},
		attrStatus:       ephemeral.StringAttribute{MarkdownDescription: describeStatus(), Computed: true},
		attrStatusReason: ephemeral.StringAttribute{MarkdownDescription: describeReason(), Computed: true},
		attrAuthScheme: ephemeral.StringAttribute{
			MarkdownDescription: fmt.Sprintf(describeReadScheme, definition.Schemes[0].Name), Computed: true,
		},
		attrAccount: ephemeral.ObjectAttribute{
			MarkdownDescription: describeAccount, AttributeTypes: accountTypes(), Computed: true,
		},
		attrScopes:      ephemeral.ListAttribute{MarkdownDescription: describeScopes, ElementType: types.StringType, Computed: true},
		attrExpiresAt:   ephemeral.StringAttribute{MarkdownDescription: describeExpiresAt, Computed: true},
		attrEnvironment: ephemeral.StringAttribute{MarkdownDescription: describeEnvironment, Computed: true},
	}
	if definition.Schemes[0].Token != nil {
		attributes[attrTokenExpiresAt] = ephemeral.StringAttribute{MarkdownDescription: fmt.Sprintf(describeHeadersExpireAt, attrHeaders), Computed: true}
	}
	arguments := readerArguments(definition)
	baseURL := arguments[attrBaseURL]
	baseURL.computed = true
	arguments[attrBaseURL] = baseURL
	maps.Copy(attributes, eachArgument(arguments, schemaArgument.ofEphemeral))
	return ephemeral.Schema{
		MarkdownDescription: fmt.Sprintf("Verifies a credential for %s and returns its headers. Nothing is stored in plan or state.\n\n", definition.Title) + vendorDescription(definition),
		Attributes:          attributes,
	}
}
