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
			description: "`GET` (the default), `HEAD`, or `POST`, which needs `body` and `read_only`.",
			texts:       []validator.String{stringvalidator.OneOf(methodGet, methodHead, methodPost)},
		},
		argPath: {
			description: "Required. The path below `base_url`, with a query if one is needed, such as `/v1/me`. It is in logs and state: do not put a secret into it.",
			texts:       []validator.String{isTarget()},
		},
		argBody: {
			description: "The body of a `POST`, such as a GraphQL query in JSON. It is in state: no secret belongs into it.",
		},
		argContentType: {
			description: "The type of the body. Default: `application/json`.",
			texts:       []validator.String{isHeaderText()},
		},
		argReadOnly: {
			kind: aFlag, description: "Says that a `POST` changes nothing at the vendor: it is sent at every plan and every apply.",
		},
		argAcceptedStatus: {
			kind: aStatusSet, description: "The statuses of an acceptance: from 200 to 299, and with `accepted_when` also from 400 to 499 without 401, 403, 407, 408, 425 and 429. Default: 200 to 299.",
			statuses: []validator.Set{setvalidator.SizeAtLeast(1)},
		},
		argRejectedStatus: {
			kind: aStatusSet, description: "The statuses of a rejection, from 400 to 499 without 408, 425 and 429. Default: 401.",
			statuses: []validator.Set{setvalidator.SizeAtLeast(1)},
		},
		argAcceptedWhen: {
			description: "A JMESPath expression that has to hold for an acceptance, for vendors that answer with 200 whatever they are asked, such as `active`.",
			texts:       []validator.String{isExpression()},
		},
		argRejectedWhen: {
			description: "A JMESPath expression that makes an answer of any status a refusal, such as `contains(error.message, 'token')`.",
			texts:       []validator.String{isExpression()},
		},
		argAccount: {
			kind: anExpressionMap, description: "JMESPath expressions that find the members of `account` in the body: keys " + codeList(connector.AccountNames()) + ". A text that repeats the value of a header or a password is left out.",
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
