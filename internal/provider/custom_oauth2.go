package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The block oauth2 of a custom credential, and its arguments.
const (
	blockOAuth2 = "oauth2"

	argTokenURL       = "token_url"
	argClientID       = "client_id"
	argClientSecret   = "client_secret"
	argClientAuth     = "client_auth"
	argScope          = "scope"
	argParameters     = "parameters"
	argRejectedErrors = "rejected_errors"
)

const (
	describeOAuth2Block = "OAuth 2.0 client, which is exchanged for an access token. The token is sent to `base_url` as `Authorization: Bearer`."
	// Only the resource has the argument verification.
	describeEndingExchange = " If an exchange ends another token of the client, set `verification = { plan = \"off\" }`."
)

// oauth2Arguments are the arguments of the block oauth2.
func oauth2Arguments(ofResource bool) map[string]schemaArgument {
	arguments := map[string]schemaArgument{
		argTokenURL: {
			description: "Required. URL of the token endpoint, such as `https://login.acme.example/oauth/token`. It follows the rules of `base_url`.",
			texts:       []validator.String{isBaseURL()},
		},
		argClientID:     {description: "Required. Client ID. Not secret.", texts: []validator.String{isTokenText()}},
		argClientSecret: {description: "Required. Client secret.", sensitive: true},
		argClientAuth: {
			description: "`client_secret_basic` (default) sends client ID and secret as HTTP Basic, form-encoded. `client_secret_post` sends them in the form.",
			texts:       []validator.String{stringvalidator.OneOf(string(connector.ClientSecretBasic), string(connector.ClientSecretPost))},
		},
		argScope: {description: "Scopes to request, with spaces between them. Default: those of the client.", texts: []validator.String{isTokenText()}},
		argParameters: {
			kind: aTextMap, description: "Additional form parameters, such as `audience`. `grant_type` replaces `client_credentials`. Stored in state: credentials are an error.",
			maps: []validator.Map{parametersValidator{}},
		},
		argRejectedErrors: {
			kind: aTextSet, description: "Error codes of the token endpoint that reject the client, in addition to `invalid_client`, `unauthorized_client` and `invalid_grant`.",
			sets: []validator.Set{setvalidator.ValueStringsAre(isErrorCode())},
		},
	}
	if ofResource {
		stored, writeOnly := describeSecretPair(connector.Field{Name: argClientSecret, Description: "Client secret."})
		arguments[argClientSecret] = schemaArgument{description: stored, sensitive: true}
		arguments[argClientSecret+writeOnlySuffix] = schemaArgument{description: writeOnly, sensitive: true, writeOnly: true}
	}
	return arguments
}

// isTokenText wants what can be meant to be sent in a token request.
func isTokenText() validator.String {
	return textValidator{kind: problemInvalidOAuth2, description: "a text without invisible characters", check: connector.CheckHeaderText}
}

// isErrorCode wants an error code of RFC 6749, section 5.2.
func isErrorCode() validator.String {
	return textValidator{kind: problemInvalidOAuth2, description: "an error code of a token endpoint", check: connector.CheckErrorCode}
}

// parametersValidator rejects parameters that carry a credential.
type parametersValidator struct{}

var _ validator.Map = parametersValidator{}

func (parametersValidator) Description(context.Context) string {
	return "parameters without credentials and scope"
}

func (v parametersValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (parametersValidator) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	resp.Diagnostics.Append(checkParameters(req.ConfigValue)...)
}

// checkParameters has no path in its diagnostics: the CLI would print the line of the
// configuration, and with it the credential.
func checkParameters(parameters types.Map) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, name := range slices.Sorted(maps.Keys(parameters.Elements())) {
		text, isText := parameters.Elements()[name].(types.String)
		if !isText || text.IsUnknown() || text.IsNull() {
			continue
		}
		rejectInOAuth2(&diags, problemInvalidOAuth2, argParameters, connector.CheckParameter(name, text.ValueString()))
	}
	return diags
}

// rejectInOAuth2 adds an error about an argument of the block, if there is a problem. It
// has no path, see [checkParameters].
func rejectInOAuth2(diags *diag.Diagnostics, kind problems.Problem, argument, problem string) {
	if problem != "" {
		diags.AddError(kind.Title(), fmt.Sprintf("The argument %s.%s %s.", blockOAuth2, argument, problem))
	}
}

// oauth2Block is the block in a configuration, plan or state. It has no attributes
// while it is unknown.
type oauth2Block map[string]attr.Value

// readOAuth2Block returns the block, and whether there is one.
func readOAuth2Block(from attributes) (oauth2Block, bool) {
	object, isObject := from.values[blockOAuth2].(types.Object)
	if !isObject || object.IsNull() {
		return nil, false
	}
	return object.Attributes(), true
}

func (b oauth2Block) text(name string) types.String {
	if len(b) == 0 {
		return types.StringUnknown()
	}
	if text, isText := b[name].(types.String); isText {
		return text
	}
	return types.StringNull()
}

// isKnown reports whether the token request is known. The secret is a field.
func (b oauth2Block) isKnown() bool {
	for name, value := range b {
		var elements []attr.Value
		switch whole := value.(type) {
		case types.Map:
			elements = slices.Collect(maps.Values(whole.Elements()))
		case types.Set:
			elements = whole.Elements()
		}
		if !isClientSecret(name) && anyUnknown(value, elements) {
			return false
		}
	}
	return len(b) > 0
}

func isClientSecret(name string) bool { return strings.HasPrefix(name, argClientSecret) }

// checkSecret reports a secret that is missing from the configuration as it is
// written. With ignore_changes, a plan has none. The diagnostic has no path.
func (b oauth2Block) checkSecret() diag.Diagnostics {
	const writeOnly = argClientSecret + writeOnlySuffix
	var diags diag.Diagnostics
	_, isResource := b[writeOnly]
	switch {
	case !b.text(argClientSecret).IsNull():
	case !isResource:
		diags.AddError(problemInvalidOAuth2.Title(), fmt.Sprintf("The block %s needs %s.", blockOAuth2, argClientSecret))
	case b.text(writeOnly).IsNull():
		diags.AddError(problemMissingWriteOnly.Title(blockOAuth2+"."+writeOnly), fmt.Sprintf(
			"Exactly one of %s and %s must be set in the block %s, and both are null. Set %s, for example from an ephemeral variable.",
			argClientSecret, writeOnly, blockOAuth2, writeOnly))
	}
	return diags
}

// check reports which of the other required arguments is missing.
func (b oauth2Block) check() diag.Diagnostics {
	var diags diag.Diagnostics
	for _, name := range []string{argTokenURL, argClientID} {
		if b.text(name).IsNull() {
			diags.AddAttributeError(path.Root(blockOAuth2), problemInvalidOAuth2.Title(), fmt.Sprintf("The block %s needs %s.", blockOAuth2, name))
		}
	}
	return diags
}

// read returns the token request, and what is wrong with values that validation did
// not know.
func (b oauth2Block) read() (*connector.CustomToken, diag.Diagnostics) {
	diags := b.check()
	token := &connector.CustomToken{
		URL: b.text(argTokenURL).ValueString(), ClientID: b.text(argClientID).ValueString(),
		ClientAuth: connector.ClientAuth(b.text(argClientAuth).ValueString()), Scope: b.text(argScope).ValueString(),
	}
	if token.URL != "" {
		rejectInOAuth2(&diags, problemInvalidBaseURL, argTokenURL, connector.CheckBaseURL(token.URL))
	}
	if parameters, isMap := b[argParameters].(types.Map); isMap {
		diags.Append(checkParameters(parameters)...)
		token.Parameters = textsOf(parameters)
	}
	codes, _ := b[argRejectedErrors].(types.Set)
	for _, element := range codes.Elements() {
		code, isText := element.(types.String)
		if !isText || code.IsNull() {
			continue
		}
		rejectInOAuth2(&diags, problemInvalidOAuth2, argRejectedErrors, connector.CheckErrorCode(code.ValueString()))
		token.RejectedErrors = append(token.RejectedErrors, code.ValueString())
	}
	slices.Sort(token.RejectedErrors)
	return token, diags
}

// differingOAuth2 reports whether two blocks declare different token requests, and
// whether the client secrets in them differ.
func differingOAuth2(a, b attributes) (request, clientSecret bool) {
	one, hasOne := readOAuth2Block(a)
	other, hasOther := readOAuth2Block(b)
	if hasOne != hasOther || len(one) != len(other) {
		return true, false
	}
	for name, value := range one {
		switch {
		case name == argClientSecret:
			clientSecret = !value.Equal(other[name])
		case !isClientSecret(name) && !value.Equal(other[name]):
			request = true
		}
	}
	return request, clientSecret
}

// withClientSecret returns the block of a plan with the write-only secret of the
// configuration.
func withClientSecret(plan, config attributes) attr.Value {
	planned, isPlanned := plan.values[blockOAuth2].(types.Object)
	configured, isConfigured := readOAuth2Block(config)
	if !isPlanned || !isConfigured || planned.IsNull() || planned.IsUnknown() || len(configured) == 0 {
		return plan.values[blockOAuth2]
	}
	attributes := planned.Attributes()
	if !attributes[argClientSecret].IsNull() {
		return planned // ignore_changes keeps the secret in state, or validation reports that both are set.
	}
	attributes[argClientSecret+writeOnlySuffix] = configured[argClientSecret+writeOnlySuffix]
	return types.ObjectValueMust(planned.AttributeTypes(context.Background()), attributes)
}
