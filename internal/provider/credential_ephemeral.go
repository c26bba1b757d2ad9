package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ ephemeral.EphemeralResource                   = (*credentialEphemeral)(nil)
	_ ephemeral.EphemeralResourceWithConfigure      = (*credentialEphemeral)(nil)
	_ ephemeral.EphemeralResourceWithRenew          = (*credentialEphemeral)(nil)
	_ ephemeral.EphemeralResourceWithValidateConfig = (*credentialEphemeral)(nil)
)

// attrHeaders is the sensitive map of headers that an ephemeral resource returns.
const attrHeaders = "headers"

// attrRequestHeaders is the same of a custom credential, of which attrHeaders
// is an argument too: what is set there cannot have HTTP Basic added to it.
const attrRequestHeaders = "request_headers"

// attrTokenExpiresAt is the end of the access token that the headers carry.
const attrTokenExpiresAt = "token_expires_at"

// newCredentialEphemeral creates the ephemeral resource of one credential type.
func newCredentialEphemeral(of credentialType) ephemeral.EphemeralResource {
	return &credentialEphemeral{credentialReader{credentialType: of, kind: "ephemeral resource", phase: lifecycle.PhasePlan, needToken: true}}
}

// credentialEphemeral is the ephemeral resource connector_credential_<connector>.
type credentialEphemeral struct {
	credentialReader
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
	config, diags := readAttributes(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(e.check(ctx, config)...)
}

// Open verifies the credential. There is nothing to close: the vendor holds no
// session for it, and an access token ends by itself.
func (e *credentialEphemeral) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	config, diags := readAttributes(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	request, verified, diags := e.read(ctx, config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	headers, expiresAt, diags := e.headers(ctx, request, verified)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(renewAt(ctx, resp, request, expiresAt)...)
	result := config.clone()
	e.describe(result, request, verified)
	result.set(attrBaseURL, attrvalue.TextOrNull(request.baseURL))
	result.set(attrRequestHeaders, headers)
	result.set(attrTokenExpiresAt, types.StringNull())
	if !expiresAt.IsZero() {
		result.set(attrTokenExpiresAt, types.StringValue(lifecycle.Timestamp(expiresAt)))
	}
	if config.textMap(attrHeaders).IsNull() { // The CLI rejects a result with a changed argument.
		result.set(attrHeaders, headers)
	}
	resp.Diagnostics.Append(result.write(ctx, &resp.Result)...)
}

// headers makes the headers of the scheme that was accepted or pinned, or else of the
// first, which is the documented one. Without an access token that they need, they are null.
func (e *credentialEphemeral) headers(ctx context.Context, request verificationRequest, result verify.Result) (types.Map, time.Time, diag.Diagnostics) {
	scheme, known := request.definition.Scheme(acceptedScheme(request, result))
	if !known {
		scheme = request.definition.Schemes[0]
	}
	if scheme.Token == nil {
		return headerMap(scheme, request.values), time.Time{}, nil
	}
	if result.NoToken || !e.isKnown(request) {
		return types.MapNull(types.StringType), time.Time{}, nil
	}
	token, diags := e.settings.accessToken(ctx, request)
	if token.Value.Reveal() == "" {
		return types.MapNull(types.StringType), time.Time{}, diags
	}
	return headerMap(scheme, request.values.WithToken(token.Value)), token.ExpiresAt, diags
}

// tokenKey is the key of private data for what Renew reports.
const tokenKey = "token"

// tokenNotice is what Renew reports of an access token.
type tokenNotice struct {
	Title     string `json:"title"`
	Label     string `json:"label"`
	ExpiresAt string `json:"expires_at"`
}

// renewAt has the CLI call Renew at the end of the access token, if it has one.
func renewAt(ctx context.Context, resp *ephemeral.OpenResponse, request verificationRequest, expiresAt time.Time) diag.Diagnostics {
	if expiresAt.IsZero() {
		return nil
	}
	notice, _ := json.Marshal(tokenNotice{request.definition.Title, label(request), lifecycle.Timestamp(expiresAt)}) //nolint:errchkjson // Texts always have an encoding.
	resp.RenewAt = expiresAt
	return resp.Private.SetKey(ctx, tokenKey, notice)
}

// Renew warns: the CLI calls it at the end of the access token, and has no way to take
// a new one. An error would fail what does not need the token any more.
func (e *credentialEphemeral) Renew(ctx context.Context, req ephemeral.RenewRequest, resp *ephemeral.RenewResponse) {
	content, diags := req.Private.GetKey(ctx, tokenKey)
	resp.Diagnostics.Append(diags...)
	var notice tokenNotice
	if json.Unmarshal(content, &notice) != nil {
		return
	}
	resp.Diagnostics.AddWarning(problemTokenExpired.Title(notice.Title, notice.Label), fmt.Sprintf(
		"It expired at %s, while the run continues. The CLI cannot take a new token during a run, so requests with the old one fail from now on.\n\n"+
			"Open the ephemeral resource late: set depends_on in it to what takes long.", notice.ExpiresAt))
}

func headerMap(scheme connector.Scheme, values connector.Values) types.Map {
	headers := map[string]attr.Value{}
	for _, header := range scheme.Build(values) {
		headers[header.Name] = types.StringValue(header.Value.Reveal())
	}
	return types.MapValueMust(types.StringType, headers)
}
