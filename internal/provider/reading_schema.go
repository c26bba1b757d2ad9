package provider

import (
	"fmt"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// attrAllowUnverified makes neither a refusal nor the lack of a verdict an error.
const attrAllowUnverified = "allow_unverified"

// readingArgument is a text argument of a data source and of an ephemeral
// resource, whose schemas have types of their own.
type readingArgument struct {
	description string
	sensitive   bool
	computed    bool
	validators  []validator.String
}

// readingArguments lists the arguments that follow from a definition.
func readingArguments(definition *connector.Definition) map[string]readingArgument {
	arguments := map[string]readingArgument{
		attrBaseURL: {
			description: "Where the credential is verified instead of at the vendor's own address. It wins over the provider's `endpoints`.",
			validators:  []validator.String{isBaseURL()},
		},
	}
	for _, field := range definition.Fields {
		source := "Default: the environment variable `%s`."
		if field.Optional {
			source = "Default: the environment variable `%s`, if it is set."
		}
		argument := readingArgument{
			description: field.Description + " " + fmt.Sprintf(source, definition.Env(field)),
			sensitive:   field.Secret,
		}
		if !field.Secret {
			argument.validators = []validator.String{isFieldValue(field)}
		}
		arguments[field.Name] = argument
	}
	if definition.HasRegions() {
		arguments[attrRegion] = readingArgument{
			description: fmt.Sprintf("The vendor's region: %s. Default: `%s`.", regionList(definition), definition.Regions[0].Name),
			validators:  []validator.String{stringvalidator.OneOf(definition.RegionNames()...)},
		}
	}
	if definition.HasSchemeChoice() {
		arguments[attrAuthScheme] = readingArgument{
			description: fmt.Sprintf("How the credential is sent: %s. They are tried in this order, and this is the one that the vendor accepted. "+
				"Setting it pins it: no other is tried. Null while none was accepted or pinned.", codeList(definition.SchemeNames())),
			computed:   true,
			validators: []validator.String{stringvalidator.OneOf(definition.SchemeNames()...)},
		}
	}
	return arguments
}

const (
	describeAllowUnverified = "Whether a refusal, and an inconclusive answer under the policy `strict`, are no errors: `status` tells instead. " +
		"For `check` blocks, and for destroys, which the CLI plans like anything else. Default: `false`."
	describeOpening = "It is opened for every plan and every apply, also for the plan of a destroy, and cannot know for which: " +
		"where a refused credential must not block a destroy, set `allow_unverified`."
	describeReadScheme = "The scheme that the vendor accepted, `%s`. Null while it accepted none."
	describeAccount    = "Whom the credential belongs to, as far as the vendor tells: `id`, `name`, `email`, `role`, `organization`, each null otherwise."
)

func describeStatus() string {
	return "What is known of the credential: " + codeList(connector.Statuses()) + " (nobody asked)."
}

func describeReason() string {
	return "The code behind the status: " + codeList(connector.Reasons()) + "."
}

func dataSourceSchema(definition *connector.Definition) datasource.Schema {
	attributes := map[string]datasource.Attribute{
		attrAllowUnverified: datasource.BoolAttribute{MarkdownDescription: describeAllowUnverified, Optional: true},
		attrConnector: datasource.StringAttribute{
			MarkdownDescription: fmt.Sprintf("The connector, `%s`.", definition.Type), Computed: true,
		},
		attrStatus:       datasource.StringAttribute{MarkdownDescription: describeStatus(), Computed: true},
		attrStatusReason: datasource.StringAttribute{MarkdownDescription: describeReason(), Computed: true},
		attrVerifiedAt: datasource.StringAttribute{
			MarkdownDescription: "When the vendor accepted the credential, RFC 3339 in UTC; null where it did not.", Computed: true,
		},
		attrAuthScheme: datasource.StringAttribute{
			MarkdownDescription: fmt.Sprintf(describeReadScheme, definition.Schemes[0].Name), Computed: true,
		},
		attrHeaderNames: datasource.ListAttribute{
			MarkdownDescription: "The names of the headers that carry the credential. Null while no scheme was accepted or pinned.",
			ElementType:         types.StringType, Computed: true,
		},
		attrAccount: datasource.ObjectAttribute{
			MarkdownDescription: describeAccount, AttributeTypes: accountTypes(), Computed: true,
		},
	}
	for name, argument := range readingArguments(definition) {
		attributes[name] = datasource.StringAttribute{
			MarkdownDescription: argument.description,
			Optional:            true,
			Computed:            argument.computed,
			Sensitive:           argument.sensitive,
			Validators:          argument.validators,
		}
	}
	return datasource.Schema{
		MarkdownDescription: fmt.Sprintf("Verifies a credential for %s whenever it is read, and tells what is known of it.", definition.Title) +
			"\n\n**What is kept in state:** every argument, in clear text, as of any data source. A field that is left out comes from the environment and is kept nowhere; " +
			"give secrets that way, or use the ephemeral resource of the same name.\n\n" + describeVendor(definition),
		Attributes: attributes,
	}
}

func ephemeralSchema(definition *connector.Definition) ephemeral.Schema {
	attributes := map[string]ephemeral.Attribute{
		attrAllowUnverified: ephemeral.BoolAttribute{MarkdownDescription: describeAllowUnverified, Optional: true},
		attrHeaders: ephemeral.MapAttribute{
			MarkdownDescription: "The headers that carry the credential, ready for another provider's write-only argument or provider block: " +
				"those of the accepted scheme, or of the pinned one, or else of the first.",
			ElementType: types.StringType, Computed: true, Sensitive: true,
		},
		attrStatus: ephemeral.StringAttribute{MarkdownDescription: describeStatus(), Computed: true},
		attrAuthScheme: ephemeral.StringAttribute{
			MarkdownDescription: fmt.Sprintf(describeReadScheme, definition.Schemes[0].Name), Computed: true,
		},
		attrAccount: ephemeral.ObjectAttribute{
			MarkdownDescription: describeAccount, AttributeTypes: accountTypes(), Computed: true,
		},
	}
	for name, argument := range readingArguments(definition) {
		attributes[name] = ephemeral.StringAttribute{
			MarkdownDescription: argument.description,
			Optional:            true,
			Computed:            argument.computed || name == attrBaseURL,
			Sensitive:           argument.sensitive,
			Validators:          argument.validators,
		}
	}
	return ephemeral.Schema{
		MarkdownDescription: fmt.Sprintf("Verifies a credential for %s and hands over its headers. Nothing of it is in plan or state.", definition.Title) +
			"\n\n" + describeOpening + "\n\n" + describeVendor(definition),
		Attributes: attributes,
	}
}
