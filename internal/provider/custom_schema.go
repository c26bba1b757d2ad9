package provider

import (
	"maps"
	"net/http"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
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
	describeCustomBaseURL = "Where the vendor's API begins, such as `https://api.acme.example`. It is https, or http to a loopback host, and may have a path, to which the probe's path is appended."
	describeRateLimit     = "The vendor's rate limit for one credential, as a number of requests and a period: `5/s`, `100/m`, `1000/h`, `10/15s`. The provider keeps to it. Default: none."
	describeKeyMenuPath   = "Where the vendor mints a key, such as `Settings > API keys`. Diagnostics show it to whoever has to replace the key."
	describeProbeBlock    = "Required. The request that verifies the credential, and how to read the response."
	describeFixedHeaders  = "Headers that are sent beside the credential, by name, such as the version of the API. They are not secret: they are kept in state and shown in plans."
)

// customSchema is the resource's.
func customSchema() schema.Schema {
	shape := connector.CustomShape()
	attributes := sharedAttributes(shape)
	delete(attributes, attrNexlaCredential)
	for _, field := range shape.Fields {
		maps.Copy(attributes, customFieldAttributes(field))
	}
	attributes[attrBaseURL] = schema.StringAttribute{
		MarkdownDescription: describeCustomBaseURL, Required: true, Validators: []validator.String{isBaseURL()},
	}
	attributes[attrFixedHeaders] = schema.MapAttribute{
		MarkdownDescription: describeFixedHeaders, ElementType: types.StringType, Optional: true, Validators: fixedHeaderValidators(),
	}
	attributes[attrRateLimit] = schema.StringAttribute{
		MarkdownDescription: describeRateLimit, Optional: true, Validators: []validator.String{isRate()},
	}
	attributes[attrKeyMenuPath] = schema.StringAttribute{
		MarkdownDescription: describeKeyMenuPath, Optional: true, Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, textLimit)},
	}
	return schema.Schema{
		Version:             stateVersion,
		MarkdownDescription: "A credential for any API that takes a key in headers, verified with it at plan and at apply, as those of the built-in connectors are.\n\n" + describeCustom,
		Attributes:          attributes,
		Blocks: map[string]schema.Block{blockProbe: schema.SingleNestedBlock{
			MarkdownDescription: describeProbeBlock,
			Attributes:          eachProbeArgument(probeArgument.ofResource),
		}},
	}
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
	for _, field := range shape.Fields {
		made.Attributes[field.Name] = datasource.MapAttribute{
			MarkdownDescription: field.Description + " It is kept in state in clear text.", ElementType: types.StringType, Optional: true, Sensitive: true,
		}
	}
	made.Attributes[attrBaseURL] = datasource.StringAttribute{
		MarkdownDescription: describeCustomBaseURL, Required: true, Validators: []validator.String{isBaseURL()},
	}
	made.Attributes[attrFixedHeaders] = datasource.MapAttribute{
		MarkdownDescription: describeFixedHeaders, ElementType: types.StringType, Optional: true, Validators: fixedHeaderValidators(),
	}
	made.Attributes[attrRateLimit] = datasource.StringAttribute{
		MarkdownDescription: describeRateLimit, Optional: true, Validators: []validator.String{isRate()},
	}
	made.Attributes[attrKeyMenuPath] = datasource.StringAttribute{
		MarkdownDescription: describeKeyMenuPath, Optional: true, Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, textLimit)},
	}
	made.Blocks = map[string]datasource.Block{blockProbe: datasource.SingleNestedBlock{
		MarkdownDescription: describeProbeBlock,
		Attributes:          eachProbeArgument(probeArgument.ofDataSource),
	}}
	made.MarkdownDescription = "Verifies a credential for any API that takes a key in headers whenever it is read, and tells what is known of it.\n\n" +
		"**What is kept in state:** every argument, in clear text, as of any data source, and so the secret. Prefer the ephemeral resource of the same name.\n\n" + describeCustom
	return made
}

// customEphemeralSchema hands the headers over as request_headers, because it
// takes some under the usual name.
func customEphemeralSchema() ephemeral.Schema {
	shape := connector.CustomShape()
	made := ephemeralSchema(shape)
	made.Attributes[connector.FieldHeaders] = ephemeral.MapAttribute{
		MarkdownDescription: shape.Fields[0].Description + " Where `basic_auth` alone is given, the `Authorization` that it makes.",
		ElementType:         types.StringType, Optional: true, Computed: true, Sensitive: true,
	}
	made.Attributes[attrRequestHeaders] = ephemeral.MapAttribute{
		MarkdownDescription: "All headers that carry the credential, ready for another provider: those of `headers`, and the `Authorization` that `basic_auth` makes.",
		ElementType:         types.StringType, Computed: true, Sensitive: true,
	}
	made.Attributes[connector.FieldBasicAuth] = ephemeral.MapAttribute{
		MarkdownDescription: shape.Fields[1].Description, ElementType: types.StringType, Optional: true, Sensitive: true,
	}
	made.Attributes[attrBaseURL] = ephemeral.StringAttribute{
		MarkdownDescription: describeCustomBaseURL, Required: true, Validators: []validator.String{isBaseURL()},
	}
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
		Attributes:          eachProbeArgument(probeArgument.ofEphemeral),
	}}
	made.MarkdownDescription = "Verifies a credential for any API that takes a key in headers, and hands over its headers. Nothing of it is in plan or state.\n\n" +
		describeOpening + "\n\n" + describeCustom
	return made
}

// describeCustom is what all three pages say of answers.
var describeCustom = strings.Join([]string{
	"**Secrets:** at least one of headers and basic authentication. Names of headers are letters, digits and ``!#$%&'*+-.^_`|~``, as HTTP has them; " +
		"those that the connection and the message are made of, such as `Host` and `Content-Length`, are refused. The names are no secret: `header_names` lists them.",
	"**Accepted** is a response with a status of `accepted_status`, if `accepted_when` holds or is not set. A 2xx with an error in its JSON body, a web page and JSON that was cut off are not.",
	"**Rejected** is a response of any status if `rejected_when` holds for its body, and one with a status of `rejected_status` that comes from the vendor itself. A 401 or 403 in HTML, in plain text or without a body comes from a firewall, proxy or gateway, unless it has a `WWW-Authenticate` for the scheme that was sent. With `HEAD`, the status is enough.",
	"**Inconclusive** is everything else: outages, rate limits, also with a 401 or 403, redirects, any other status.",
	"**Expressions** are [JMESPath](https://jmespath.org) over the JSON body. An expression holds if its result is anything but `false`, `null` or empty; a function on a member that does not exist finds nothing. `rejected_when` sees a plain-text body as a string: `contains(@, 'revoked')`. " +
		"A text is in single quotes. An expression has at most 1,000 characters, 20 brackets within each other and 6 commas in lists and objects.",
}, "\n\n")
