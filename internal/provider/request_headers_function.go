package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ function.Function = (*requestHeadersFunction)(nil)

func newRequestHeadersFunction() function.Function { return &requestHeadersFunction{} }

// requestHeadersFunction is provider::connector::request_headers.
type requestHeadersFunction struct{}

func (f *requestHeadersFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "request_headers"
}

func (f *requestHeadersFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Returns the headers that carry a credential",
		MarkdownDescription: "Returns the headers that carry a credential as a map. The function does not verify the credential and needs no network. " +
			"The result is sensitive or ephemeral if the fields are.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "connector",
				MarkdownDescription: "Name of the connector: " + codeList(catalog.Types()) + ".",
			},
			function.MapParameter{
				Name:                "fields",
				MarkdownDescription: "Fields of the credential by name, such as `{ api_key = var.key }`. All required fields of the connector must be set, except for one that is only part of the base URL, such as `subdomain`; an unknown field is an error. An optional field that is null counts as not set.",
				ElementType:         types.StringType,
			},
		},
		VariadicParameter: function.StringParameter{
			Name:                "auth_scheme",
			MarkdownDescription: "Authentication scheme, if the connector has more than one. Default: the first scheme.",
		},
		Return: function.MapReturn{ElementType: types.StringType},
	}
}

// Run explains errors without a full stop, which the CLI adds.
func (f *requestHeadersFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var name string
	var fields map[string]types.String
	var schemes []string
	resp.Error = req.Arguments.Get(ctx, &name, &fields, &schemes)
	if resp.Error != nil {
		return
	}
	if name == connector.CustomType {
		resp.Error = function.NewArgumentFuncError(0, problemFunctionCustom.Title())
		return
	}
	definition, known := catalog.ByType(name)
	if !known {
		resp.Error = function.NewArgumentFuncError(0, problemNoSuchConnector.Title(problems.QuotedList(catalog.Types())))
		return
	}
	scheme, problem := chosenScheme(definition, schemes)
	if problem != nil {
		resp.Error = problem
		return
	}
	if scheme.Token != nil {
		resp.Error = function.NewArgumentFuncError(0, problemFunctionToken.Title(definition.Title, definition.Type))
		return
	}
	values, problem := chosenFields(definition, fields)
	if problem != nil {
		resp.Error = problem
		return
	}
	resp.Error = resp.Result.Set(ctx, headerMap(scheme, values))
}

// chosenScheme returns the scheme of the third argument, or the first.
func chosenScheme(definition *connector.Definition, names []string) (connector.Scheme, *function.FuncError) {
	if len(names) == 0 {
		return definition.Schemes[0], nil
	}
	scheme, known := definition.Scheme(names[0])
	if !known || len(names) > 1 {
		return scheme, function.NewArgumentFuncError(2, problemNoSuchScheme.Title(definition.Title, problems.QuotedList(definition.SchemeNames())))
	}
	return scheme, nil
}

// isOptionalForHeaders reports whether the headers can be built without a field: an
// optional one, and the label of the customer's host, which is in no header.
func isOptionalForHeaders(field connector.Field) bool { return field.Optional || field.Tenant }

// expectedFields lists the fields that the function takes.
func expectedFields(definition *connector.Definition) string {
	var required, optional []string
	for _, field := range definition.Fields {
		if isOptionalForHeaders(field) {
			optional = append(optional, field.Name)
		} else {
			required = append(required, field.Name)
		}
	}
	if len(optional) == 0 {
		return problems.QuotedList(required)
	}
	return problems.QuotedList(required) + ", and optionally " + problems.QuotedList(optional)
}

// chosenFields requires every field of the connector that is not optional, and
// accepts no field of another name. It names fields and never values.
func chosenFields(definition *connector.Definition, fields map[string]types.String) (connector.Values, *function.FuncError) {
	expected := expectedFields(definition)
	for _, given := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(definition.FieldNames(), given) {
			return nil, function.NewArgumentFuncError(1, problemNoSuchField.Title(definition.Title, expected))
		}
	}
	values := connector.Values{}
	for _, field := range definition.Fields {
		value, given := fields[field.Name]
		if isOptionalForHeaders(field) && (!given || value.IsNull()) {
			continue
		}
		if !given || value.IsNull() {
			return nil, function.NewArgumentFuncError(1, problemFunctionMissing.Title(field.Name, expected))
		}
		if problem := field.CheckValue(value.ValueString()); problem != "" {
			return nil, function.NewArgumentFuncError(1, problemFunctionValue.Title(field.Name, problem))
		}
		values[field.Name] = secret.New(value.ValueString())
	}
	if definition.CheckFields != nil {
		if field, problem := definition.CheckFields(values); problem != "" {
			return nil, function.NewArgumentFuncError(1, problemFunctionValue.Title(field, problem))
		}
	}
	return values, nil
}
