package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// probeArguments are the arguments of the block probe.
func probeArguments() map[string]schemaArgument {
	return map[string]schemaArgument{
		argMethod: {
			description: "`GET` (default), `HEAD`, or `POST`, which requires `body` and `read_only`.",
			texts:       []validator.String{stringvalidator.OneOf(methodGet, methodHead, methodPost)},
		},
		argPath: {
			description: "Required. Path below `base_url`, optionally with a query, such as `/v1/me`. Appears in logs and state: do not put a secret in it.",
			texts:       []validator.String{isTarget()},
		},
		argBody: {
			description: "Body of a `POST`, such as a GraphQL query in JSON. Stored in state: do not put a secret in it.",
		},
		argContentType: {
			description: "Content type of the body. Default: `application/json`.",
			texts:       []validator.String{isHeaderText()},
		},
		argReadOnly: {
			kind: aFlag, description: "Confirms that a `POST` changes nothing at the vendor. It is sent in every plan and apply.",
		},
		argAcceptedStatus: {
			kind: aStatusSet, description: "Status codes of an accepted response: 200 to 299. With `accepted_when`, also 400 to 499 except for 401, 403, 407, 408, 425 and 429. Default: 200 to 299.",
			sets: []validator.Set{setvalidator.SizeAtLeast(1)},
		},
		argRejectedStatus: {
			kind: aStatusSet, description: "Status codes of a rejection: 400 to 499 except for 408, 425 and 429. Default: 401.",
			sets: []validator.Set{setvalidator.SizeAtLeast(1)},
		},
		argAcceptedWhen: {
			description: "JMESPath expression that an accepted response must match, such as `active`. Required if the vendor returns 200 for invalid credentials too.",
			texts:       []validator.String{isExpression()},
		},
		argRejectedWhen: {
			description: "JMESPath expression that makes a response of any status a rejection, such as `contains(error.message, 'token')`.",
			texts:       []validator.String{isExpression()},
		},
		argAccount: {
			kind: aTextMap, description: "JMESPath expressions for the attributes of `account`: keys " + codeList(connector.AccountNames()) + ". A value that contains a header value or a password is omitted.",
			maps: []validator.Map{
				mapvalidator.KeysAre(stringvalidator.OneOf(connector.AccountNames()...)),
				mapvalidator.ValueStringsAre(isExpression()),
			},
		},
		attrScopes: {
			description: "JMESPath expression for the scopes of the key: a list of texts, or a text with spaces or commas between them.",
			texts:       []validator.String{isExpression()},
		},
		attrExpiresAt: {
			description: "JMESPath expression for the expiry of the key: RFC 3339, a date, or seconds since 1970. Zero and an empty text mean never.",
			texts:       []validator.String{isExpression()},
		},
		attrEnvironment: {
			description: "JMESPath expression for the environment of the key: `live`, `test`, or a boolean that is true for live.",
			texts:       []validator.String{isExpression()},
		},
	}
}
