package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// probeBlock is the block probe of a custom credential.
type probeBlock struct {
	Method         types.String `tfsdk:"method"`
	Path           types.String `tfsdk:"path"`
	Body           types.String `tfsdk:"body"`
	ContentType    types.String `tfsdk:"content_type"`
	ReadOnly       types.Bool   `tfsdk:"read_only"`
	AcceptedStatus types.Set    `tfsdk:"accepted_status"`
	RejectedStatus types.Set    `tfsdk:"rejected_status"`
	AcceptedWhen   types.String `tfsdk:"accepted_when"`
	RejectedWhen   types.String `tfsdk:"rejected_when"`
	Account        types.Map    `tfsdk:"account"`
	Scopes         types.String `tfsdk:"scopes"`
	ExpiresAt      types.String `tfsdk:"expires_at"`
	Environment    types.String `tfsdk:"environment"`
}

// reports are the expressions over the body for what the response reports of the key.
func (b probeBlock) reports() map[string]types.String {
	return map[string]types.String{attrScopes: b.Scopes, attrExpiresAt: b.ExpiresAt, attrEnvironment: b.Environment}
}

// isKnown reports whether all parts of the block are known.
func (b probeBlock) isKnown() bool {
	unknown := b.ReadOnly.IsUnknown() || anyUnknown(b.AcceptedStatus, b.AcceptedStatus.Elements()) ||
		anyUnknown(b.RejectedStatus, b.RejectedStatus.Elements()) || anyUnknown(b.Account, slices.Collect(maps.Values(b.Account.Elements())))
	for _, text := range []types.String{b.Method, b.Path, b.Body, b.ContentType, b.AcceptedWhen, b.RejectedWhen, b.Scopes, b.ExpiresAt, b.Environment} {
		unknown = unknown || text.IsUnknown()
	}
	return !unknown
}

func anyUnknown(whole attr.Value, elements []attr.Value) bool {
	return whole.IsUnknown() || slices.ContainsFunc(elements, attr.Value.IsUnknown)
}

// defineCustom makes the definition that a custom credential declares. It has no
// headers while an argument that it depends on is unknown.
func defineCustom(ctx context.Context, from attributes) (*connector.Definition, diag.Diagnostics) {
	shape := connector.CustomShape()
	values, known := lifecycle.KnownValues(shape, configuredFields(shape, from))
	baseURL, limit := from.text(attrBaseURL), from.text(attrRateLimit)
	block, diags := readProbeBlock(ctx, from)
	fixed := from.textMap(attrFixedHeaders)
	oauth2, exchanged := readOAuth2Block(from)
	if exchanged && !oauth2.isKnown() {
		return shape, diags
	}
	if !known || baseURL.IsUnknown() || limit.IsUnknown() || anyUnknown(fixed, slices.Collect(maps.Values(fixed.Elements()))) || diags.HasError() || block == nil || !block.isKnown() {
		return shape, diags
	}
	declared := connector.Custom{
		BaseURL:     baseURL.ValueString(),
		HeaderNames: connector.TextNames(values[connector.FieldHeaders]),
		MenuPath:    from.text(attrKeyMenuPath).ValueString(),
	}
	_, declared.BasicAuth = values[connector.FieldBasicAuth]
	declared.FixedHeaders = textsOf(fixed)
	declared.Probe, diags = block.read()
	if exchanged {
		var more diag.Diagnostics
		declared.Token, more = oauth2.read()
		diags.Append(more...)
	}
	diags.Append(checkFixedHeaders(values, fixed, exchanged)...)
	diags.Append(checkAuthorization(values, exchanged)...)
	if text := limit.ValueString(); text != "" {
		parsed, problem := connector.ParseRate(text)
		if problem != "" {
			diags.AddAttributeError(path.Root(attrRateLimit), problemInvalidRate.Title(), fmt.Sprintf("The argument %s %s.", attrRateLimit, problem))
		}
		declared.Limit = parsed
	}
	return declared.Definition(), diags
}

// checkCustom checks what no validator of a single argument can see.
func checkCustom(ctx context.Context, config attributes) diag.Diagnostics {
	block, diags := readProbeBlock(ctx, config)
	const such = " such as:\n\n  probe {\n    path = \"/v1/me\"\n  }"
	if object := config.values[blockProbe]; object == nil || object.IsNull() {
		diags.AddError(problemMissingProbe.Title(blockProbe), "A custom credential needs a block probe with the request that verifies it,"+such)
	}
	if block != nil && block.Path.IsNull() {
		diags.AddAttributeError(path.Root(blockProbe), problemMissingProbe.Title(blockProbe+"."+argPath), "The block probe needs a path, which begins with a slash,"+such)
	}
	if block != nil && block.isKnown() {
		diags.Append(block.checkMethod()...)
		diags.Append(block.checkStatuses()...)
	}
	oauth2, exchanged := readOAuth2Block(config)
	if exchanged {
		diags.Append(oauth2.check()...)
		diags.Append(oauth2.checkSecret()...)
	}
	if values, known := lifecycle.KnownValues(connector.CustomShape(), configuredFields(connector.CustomShape(), config)); known {
		diags.Append(checkAuthorization(values, exchanged)...)
		diags.Append(checkFixedHeaders(values, config.textMap(attrFixedHeaders), exchanged)...)
	}
	return diags
}

// textsOf are the texts of a map that is known.
func textsOf(from types.Map) map[string]string {
	texts := map[string]string{}
	for name, element := range from.Elements() {
		if text, isText := element.(types.String); isText && !text.IsNull() {
			texts[name] = text.ValueString()
		}
	}
	return texts
}

// checkFixedHeaders rejects a name that another header has already.
func checkFixedHeaders(values connector.Values, fixed types.Map, exchanged bool) diag.Diagnostics {
	var diags diag.Diagnostics
	taken := connector.TextNames(values[connector.FieldHeaders])
	if _, basic := values[connector.FieldBasicAuth]; basic || exchanged {
		taken = append(taken, "Authorization")
	}
	for _, name := range slices.Sorted(maps.Keys(fixed.Elements())) {
		if slices.ContainsFunc(taken, func(other string) bool { return strings.EqualFold(other, name) }) {
			diags.AddAttributeError(path.Root(attrFixedHeaders), problemInvalidFixedHeader.Title(),
				fmt.Sprintf("The header %s is sent already: with the credential, or in another spelling. Remove it from %s.", name, attrFixedHeaders))
		}
		taken = append(taken, name)
	}
	return diags
}

// readProbeBlock returns the block, or nil where there is none.
func readProbeBlock(ctx context.Context, from attributes) (*probeBlock, diag.Diagnostics) {
	object, isObject := from.values[blockProbe].(types.Object)
	if !isObject || object.IsNull() || object.IsUnknown() {
		return nil, nil
	}
	var block probeBlock
	diags := object.As(ctx, &block, basetypes.ObjectAsOptions{})
	return &block, diags
}

// checkAuthorization rejects two sources of the header Authorization.
func checkAuthorization(values connector.Values, exchanged bool) diag.Diagnostics {
	var sources []string
	if slices.ContainsFunc(connector.TextNames(values[connector.FieldHeaders]), func(name string) bool { return strings.EqualFold(name, "Authorization") }) {
		sources = append(sources, "headers")
	}
	if _, basic := values[connector.FieldBasicAuth]; basic {
		sources = append(sources, "basic_auth")
	}
	if exchanged {
		sources = append(sources, blockOAuth2)
	}
	if len(sources) < 2 {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(problemTwoAuthorizations.Title(), fmt.Sprintf(
		"The header Authorization comes from %s. A request has one: keep one of them.", enumeration(sources)))}
}

// read checks the block as a whole, and compiles its expressions. Validation finds most
// errors earlier, but not those in values that were unknown then.
func (b probeBlock) read() (connector.CustomProbe, diag.Diagnostics) {
	probe := connector.CustomProbe{
		Method: b.Method.ValueString(), Target: b.Path.ValueString(), Body: b.Body.ValueString(), ContentType: b.ContentType.ValueString(),
		Accepted: integers(b.AcceptedStatus), Rejected: integers(b.RejectedStatus), Account: map[string]*connector.Expression{},
	}
	diags := b.checkMethod()
	reject := rejectIn(&diags)
	compile := func(argument, text string) *connector.Expression {
		compiled, err := connector.CompileExpression(text)
		if err != nil {
			reject(argument, badExpression(err))
		}
		return compiled
	}
	reject(argPath, connector.CheckTarget(probe.Target))
	diags.Append(b.checkStatuses()...)
	if !b.AcceptedWhen.IsNull() {
		probe.AcceptedWhen = compile(argAcceptedWhen, b.AcceptedWhen.ValueString())
	}
	if !b.RejectedWhen.IsNull() {
		probe.RejectedWhen = compile(argRejectedWhen, b.RejectedWhen.ValueString())
	}
	for argument, expression := range map[string]**connector.Expression{
		attrScopes: &probe.Scopes, attrExpiresAt: &probe.ExpiresAt, attrEnvironment: &probe.Environment,
	} {
		if text := b.reports()[argument]; !text.IsNull() {
			*expression = compile(argument, text.ValueString())
		}
	}
	for name, value := range b.Account.Elements() {
		if text, isText := value.(types.String); isText && !text.IsNull() {
			probe.Account[name] = compile(argAccount, text.ValueString())
		}
	}
	if probe.Body != "" && probe.ContentType == "" {
		probe.ContentType = "application/json"
	}
	return probe, diags
}

// rejectIn returns a function that adds an error about an argument of the probe.
func rejectIn(diags *diag.Diagnostics) func(argument, problem string) {
	return func(argument, problem string) {
		if problem != "" {
			diags.AddAttributeError(path.Root(blockProbe).AtName(argument), problemInvalidProbe.Title(), fmt.Sprintf("The argument %s of the probe %s.", argument, problem))
		}
	}
}

// checkStatuses rejects statuses that are always inconclusive, and those with two meanings.
func (b probeBlock) checkStatuses() diag.Diagnostics {
	var diags diag.Diagnostics
	reject := rejectIn(&diags)
	accepted := integers(b.AcceptedStatus)
	for _, status := range accepted {
		reject(argAcceptedStatus, connector.CheckAccepted(status, !b.AcceptedWhen.IsNull()))
	}
	for _, status := range integers(b.RejectedStatus) {
		reject(argRejectedStatus, connector.CheckRejected(status))
		if slices.Contains(accepted, status) {
			reject(argRejectedStatus, fmt.Sprintf("must not contain %d, which is in accepted_status: every response with it would be a rejection; describe the rejection with rejected_when", status))
		}
	}
	return diags
}

func badExpression(err error) string {
	return fmt.Sprintf("is not a valid JMESPath expression: %s", err)
}

// checkMethod wants a POST to have a body, and to be said to change nothing.
func (b probeBlock) checkMethod() diag.Diagnostics {
	var diags diag.Diagnostics
	reject := func(argument, problem string) {
		diags.AddAttributeError(path.Root(blockProbe).AtName(argument), problemInvalidProbe.Title(), problem)
	}
	post := b.Method.ValueString() == methodPost
	reads := !b.AcceptedWhen.IsNull() || !b.RejectedWhen.IsNull() || len(b.Account.Elements()) > 0
	for _, expression := range b.reports() {
		reads = reads || !expression.IsNull()
	}
	switch {
	case post && b.Body.ValueString() == "":
		reject(argMethod, "A POST needs a body, such as the query of a GraphQL API.")
	case post && !b.ReadOnly.ValueBool():
		reject(argMethod, "A POST is sent at every plan and every apply. Set read_only = true to say that this one changes nothing at the vendor.")
	case !post && !b.Body.IsNull():
		reject(argBody, "Only a POST has a body: set method = \"POST\", or remove body.")
	case b.Body.IsNull() && !b.ContentType.IsNull():
		reject(argContentType, "It is the type of body, and there is none.")
	case b.Method.ValueString() == methodHead && reads:
		reject(argMethod, "The response to a HEAD has no body, so accepted_when, rejected_when, account, scopes, expires_at and environment find nothing in it. Use GET.")
	}
	return diags
}

func integers(set types.Set) []int {
	var numbers []int
	for _, element := range set.Elements() {
		if number, isNumber := element.(types.Int64); isNumber {
			numbers = append(numbers, int(number.ValueInt64()))
		}
	}
	slices.Sort(numbers)
	return numbers
}
