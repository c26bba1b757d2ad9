package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// probeArgument is an argument of the block probe, whose three schemas have
// types of their own. Exactly one of the validators' lists, or none, says its kind.
type probeArgument struct {
	kind        argumentKind
	description string
	texts       []validator.String
	statuses    []validator.Set
	expressions []validator.Map
}

type argumentKind int

const (
	aText argumentKind = iota
	aFlag
	aStatusSet
	anExpressionMap
)

func probeArguments() map[string]probeArgument {
	return map[string]probeArgument{
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
			statuses: []validator.Set{setvalidator.SizeAtLeast(1)},
		},
		argRejectedStatus: {
			kind: aStatusSet, description: "Status codes of a rejection: 400 to 499 except for 408, 425 and 429. Default: 401.",
			statuses: []validator.Set{setvalidator.SizeAtLeast(1)},
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
			kind: anExpressionMap, description: "JMESPath expressions for the attributes of `account`: keys " + codeList(connector.AccountNames()) + ". A value that contains a header value or a password is omitted.",
			expressions: []validator.Map{
				mapvalidator.KeysAre(stringvalidator.OneOf(connector.AccountNames()...)),
				mapvalidator.ValueStringsAre(isExpression()),
			},
		},
	}
}

func eachProbeArgument[A any](construct func(probeArgument) A) map[string]A {
	made := map[string]A{}
	for name, argument := range probeArguments() {
		made[name] = construct(argument)
	}
	return made
}

func (a probeArgument) ofResource() schema.Attribute {
	switch a.kind {
	case aFlag:
		return schema.BoolAttribute{MarkdownDescription: a.description, Optional: true}
	case aStatusSet:
		return schema.SetAttribute{MarkdownDescription: a.description, ElementType: types.Int64Type, Optional: true, Validators: a.statuses}
	case anExpressionMap:
		return schema.MapAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.expressions}
	default:
		return schema.StringAttribute{MarkdownDescription: a.description, Optional: true, Validators: a.texts}
	}
}

func (a probeArgument) ofDataSource() datasource.Attribute {
	switch a.kind {
	case aFlag:
		return datasource.BoolAttribute{MarkdownDescription: a.description, Optional: true}
	case aStatusSet:
		return datasource.SetAttribute{MarkdownDescription: a.description, ElementType: types.Int64Type, Optional: true, Validators: a.statuses}
	case anExpressionMap:
		return datasource.MapAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.expressions}
	default:
		return datasource.StringAttribute{MarkdownDescription: a.description, Optional: true, Validators: a.texts}
	}
}

func (a probeArgument) ofEphemeral() ephemeral.Attribute {
	switch a.kind {
	case aFlag:
		return ephemeral.BoolAttribute{MarkdownDescription: a.description, Optional: true}
	case aStatusSet:
		return ephemeral.SetAttribute{MarkdownDescription: a.description, ElementType: types.Int64Type, Optional: true, Validators: a.statuses}
	case anExpressionMap:
		return ephemeral.MapAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.expressions}
	default:
		return ephemeral.StringAttribute{MarkdownDescription: a.description, Optional: true, Validators: a.texts}
	}
}
