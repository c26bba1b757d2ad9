package provider

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The arguments that only a custom credential has.
const (
	attrFixedHeaders = "fixed_headers"
	attrRateLimit    = "rate_limit"
	attrKeyMenuPath  = "key_menu_path"
	blockProbe       = "probe"

	argMethod         = "method"
	argPath           = "path"
	argBody           = "body"
	argContentType    = "content_type"
	argReadOnly       = "read_only"
	argAcceptedStatus = "accepted_status"
	argRejectedStatus = "rejected_status"
	argAcceptedWhen   = "accepted_when"
	argRejectedWhen   = "rejected_when"
	argAccount        = "account"

	methodGet  = http.MethodGet
	methodHead = http.MethodHead
	methodPost = http.MethodPost
)

const (
	describeCustomBaseURL = "Base URL of the vendor's API, such as `https://api.acme.example`. Must use https, or http with a loopback host. The probe's path is appended to it."
	describeRateLimit     = "Rate limit of the vendor for one credential, as requests per period: `5/s`, `100/m`, `1000/h`, `10/15s`. The provider stays below it. With `oauth2`, both requests count if they go to one host, so a limit of one request a minute needs a `verification_timeout` of more than a minute. Default: none."
	describeKeyMenuPath   = "Menu path to create a key at the vendor, such as `Settings > API keys`. Shown in diagnostics."
	describeProbeBlock    = "Required. The request that verifies the credential, and how to read its response."
	describeFixedHeaders  = "Additional headers by name, such as an API version. Not secret."
	describeFixedInState  = " They are stored in state and shown in plans." // Not those of an ephemeral resource.
)

// customSchema is the resource's.
func customSchema() schema.Schema {
	shape := connector.CustomShape()
	attributes := sharedAttributes(shape)
	delete(attributes, nexlablock.AttrCredential)
	for _, field := range textMapFields(shape) {
		maps.Copy(attributes, customFieldAttributes(field))
	}
	attributes[attrBaseURL] = schema.StringAttribute{
		MarkdownDescription: describeCustomBaseURL, Required: true, Validators: []validator.String{isBaseURL()},
	}
	attributes[attrAuthScheme] = schema.StringAttribute{MarkdownDescription: describeCustomScheme, Computed: true}
	attributes[attrFixedHeaders] = schema.MapAttribute{
		MarkdownDescription: describeFixedHeaders + describeFixedInState, ElementType: types.StringType, Optional: true, Validators: fixedHeaderValidators(),
	}
	attributes[attrRateLimit] = schema.StringAttribute{
		MarkdownDescription: describeRateLimit, Optional: true, Validators: []validator.String{isRate()},
	}
	attributes[attrKeyMenuPath] = schema.StringAttribute{
		MarkdownDescription: describeKeyMenuPath, Optional: true, Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, textLimit)},
	}
	return schema.Schema{
		Version:             stateVersion,
		MarkdownDescription: "Manages a credential for any API that takes a key or an access token in headers, and verifies it with a request that you declare.\n\n" + describeCustom,
		Attributes:          attributes,
		Blocks: map[string]schema.Block{blockProbe: schema.SingleNestedBlock{
			MarkdownDescription: describeProbeBlock,
			Attributes:          eachArgument(probeArguments(), schemaArgument.ofResource),
		}, blockOAuth2: schema.SingleNestedBlock{
			MarkdownDescription: describeOAuth2Block + describeEndingExchange,
			Attributes:          eachArgument(oauth2Arguments(true), schemaArgument.ofResource),
		}},
	}
}

// textMapFields are the fields that are not in the block oauth2.
func textMapFields(shape *connector.Definition) []connector.Field {
	return slices.DeleteFunc(slices.Clone(shape.Fields), func(field connector.Field) bool { return field.Name == connector.FieldClientSecret })
}

func customFieldAttributes(field connector.Field) map[string]schema.Attribute {
	stored, writeOnly := describeSecretPair(field)
	return map[string]schema.Attribute{
		field.Name: schema.MapAttribute{
			MarkdownDescription: stored, ElementType: types.StringType, Optional: true, Sensitive: true,
		},
		field.Name + writeOnlySuffix: schema.MapAttribute{
			MarkdownDescription: writeOnly, ElementType: types.StringType, Optional: true, Sensitive: true, WriteOnly: true,
		},
	}
}

// customDataSourceSchema takes what every data source of a credential has, and
// puts the arguments of a custom one in the place of a connector's.
func customDataSourceSchema() datasource.Schema {
	shape := connector.CustomShape()
	made := dataSourceSchema(shape)
	delete(made.Attributes, connector.FieldClientSecret)
	for _, field := range textMapFields(shape) {
		made.Attributes[field.Name] = datasource.MapAttribute{
			MarkdownDescription: field.Description + " Stored in state in clear text.", ElementType: types.StringType, Optional: true, Sensitive: true,
		}
	}
	made.Attributes[attrBaseURL] = datasource.StringAttribute{
		MarkdownDescription: describeCustomBaseURL, Required: true, Validators: []validator.String{isBaseURL()},
	}
	made.Attributes[attrAuthScheme] = datasource.StringAttribute{MarkdownDescription: describeCustomScheme, Computed: true}
	made.Attributes[attrFixedHeaders] = datasource.MapAttribute{
		MarkdownDescription: describeFixedHeaders + describeFixedInState, ElementType: types.StringType, Optional: true, Validators: fixedHeaderValidators(),
	}
	made.Attributes[attrRateLimit] = datasource.StringAttribute{
		MarkdownDescription: describeRateLimit, Optional: true, Validators: []validator.String{isRate()},
	}
	made.Attributes[attrKeyMenuPath] = datasource.StringAttribute{
		MarkdownDescription: describeKeyMenuPath, Optional: true, Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, textLimit)},
	}
	made.Blocks = map[string]datasource.Block{blockProbe: datasource.SingleNestedBlock{
		MarkdownDescription: describeProbeBlock,
		Attributes:          eachArgument(probeArguments(), schemaArgument.ofDataSource),
	}, blockOAuth2: datasource.SingleNestedBlock{
		MarkdownDescription: describeOAuth2Block,
		Attributes:          eachArgument(oauth2Arguments(false), schemaArgument.ofDataSource),
	}}
	made.MarkdownDescription = "Verifies a credential for any API that takes a key or an access token in headers, and reports its status.\n\n" + describeCustom
	return made
}

// customEphemeralSchema hands the headers over as request_headers, because it
// takes some under the usual name.
func customEphemeralSchema() ephemeral.Schema {
	shape := connector.CustomShape()
	made := ephemeralSchema(shape)
	delete(made.Attributes, connector.FieldClientSecret)
	made.Attributes[attrTokenExpiresAt] = ephemeral.StringAttribute{MarkdownDescription: fmt.Sprintf(describeHeadersExpireAt, attrRequestHeaders), Computed: true}
	made.Attributes[connector.FieldHeaders] = ephemeral.MapAttribute{
		MarkdownDescription: shape.Fields[0].Description + " If you do not set it, this is the `Authorization` header of `basic_auth` or `oauth2`.",
		ElementType:         types.StringType, Optional: true, Computed: true, Sensitive: true,
	}
	made.Attributes[attrRequestHeaders] = ephemeral.MapAttribute{
		MarkdownDescription: "All headers that carry the credential: those of `headers`, and the `Authorization` header of `basic_auth` or `oauth2`.",
		ElementType:         types.StringType, Computed: true, Sensitive: true,
	}
	made.Attributes[connector.FieldBasicAuth] = ephemeral.MapAttribute{
		MarkdownDescription: shape.Fields[1].Description, ElementType: types.StringType, Optional: true, Sensitive: true,
	}
	made.Attributes[attrBaseURL] = ephemeral.StringAttribute{
		MarkdownDescription: describeCustomBaseURL, Required: true, Validators: []validator.String{isBaseURL()},
	}
	made.Attributes[attrAuthScheme] = ephemeral.StringAttribute{MarkdownDescription: describeCustomScheme, Computed: true}
	made.Attributes[attrFixedHeaders] = ephemeral.MapAttribute{
		MarkdownDescription: describeFixedHeaders, ElementType: types.StringType, Optional: true, Validators: fixedHeaderValidators(),
	}
	made.Attributes[attrRateLimit] = ephemeral.StringAttribute{
		MarkdownDescription: describeRateLimit, Optional: true, Validators: []validator.String{isRate()},
	}
	made.Attributes[attrKeyMenuPath] = ephemeral.StringAttribute{
		MarkdownDescription: describeKeyMenuPath, Optional: true, Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, textLimit)},
	}
	made.Blocks = map[string]ephemeral.Block{blockProbe: ephemeral.SingleNestedBlock{
		MarkdownDescription: describeProbeBlock,
		Attributes:          eachArgument(probeArguments(), schemaArgument.ofEphemeral),
	}, blockOAuth2: ephemeral.SingleNestedBlock{
		MarkdownDescription: describeOAuth2Block,
		Attributes:          eachArgument(oauth2Arguments(false), schemaArgument.ofEphemeral),
	}}
	made.MarkdownDescription = "Verifies a credential for any API that takes a key or an access token in headers, and returns its headers. Nothing is stored in plan or state.\n\n" + describeCustom
	return made
}

// describeCustom is the part of the description that the resource, the data source
// and the ephemeral resource share. The guide on custom vendors has the details.
const describeCustom = "- **Secrets:** Set `headers`, `basic_auth`, `oauth2` or several. Only one of them may send `Authorization`. Header names are not secret. Reserved names, such as `Host` and `Content-Length`, are an error.\n" +
	"- **Responses and expressions:** [Custom Vendors](../guides/custom-vendors#understand-the-result) says which response is accepted, rejected or inconclusive. Expressions are [JMESPath](https://jmespath.org) over the JSON body."

const describeCustomScheme = "Accepted authentication scheme, `custom`, or `client_credentials` with `oauth2`. Null until the vendor accepts it."
