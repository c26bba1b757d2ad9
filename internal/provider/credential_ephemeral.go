package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ ephemeral.EphemeralResource                   = (*credentialEphemeral)(nil)
	_ ephemeral.EphemeralResourceWithConfigure      = (*credentialEphemeral)(nil)
	_ ephemeral.EphemeralResourceWithValidateConfig = (*credentialEphemeral)(nil)
)

// attrHeaders is the sensitive map of headers that an ephemeral resource hands over.
const attrHeaders = "headers"

// attrRequestHeaders is the same of a custom credential, of which attrHeaders
// is an argument too: what is set there cannot have HTTP Basic added to it.
const attrRequestHeaders = "request_headers"

// newCredentialEphemeral creates the ephemeral resource of one credential type.
func newCredentialEphemeral(of credentialType) ephemeral.EphemeralResource {
	return &credentialEphemeral{reading{credentialType: of, kind: "ephemeral resource", phase: lifecycle.PhasePlan}}
}

// credentialEphemeral is the ephemeral resource connector_credential_<connector>.
type credentialEphemeral struct {
	reading
}

func (e *credentialEphemeral) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_credential_" + e.credentialType.shape().Type
}

func (e *credentialEphemeral) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = e.credentialType.ephemeralSchema()
}

func (e *credentialEphemeral) Configure(_ context.Context, req ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	// Absent during validation, which is offline.
	e.settings, _ = req.ProviderData.(*settings)
}

func (e *credentialEphemeral) ValidateConfig(ctx context.Context, req ephemeral.ValidateConfigRequest, resp *ephemeral.ValidateConfigResponse) {
	config, diags := readRecord(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(e.check(ctx, config)...)
}

// Open verifies the credential. There is nothing to renew or to close: the
// vendor holds no session for it.
func (e *credentialEphemeral) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	config, diags := readRecord(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	request, verified, diags := e.read(ctx, config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	result := config.clone()
	e.describe(result, request, verified)
	result.set(attrBaseURL, attrvalue.TextOrNull(request.baseURL))
	result.set(attrRequestHeaders, headersOf(request, verified))
	if config.textMap(attrHeaders).IsNull() { // An argument comes back as it was given, or the CLI refuses the result.
		result.set(attrHeaders, headersOf(request, verified))
	}
	resp.Diagnostics.Append(result.write(ctx, &resp.Result)...)
}

// headersOf makes the headers of the scheme that was accepted or pinned, or
// else of the first, which is the documented one.
func headersOf(request verificationRequest, result verify.Result) types.Map {
	scheme, known := request.definition.Scheme(acceptedScheme(request, result))
	if !known {
		scheme = request.definition.Schemes[0]
	}
	return headerMap(scheme, request.values)
}

func headerMap(scheme connector.Scheme, values connector.Values) types.Map {
	headers := map[string]attr.Value{}
	for _, header := range scheme.Build(values) {
		headers[header.Name] = types.StringValue(header.Value.Reveal())
	}
	return types.MapValueMust(types.StringType, headers)
}
