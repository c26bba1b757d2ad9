package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ provider.Provider                       = (*connectorProvider)(nil)
	_ provider.ProviderWithEphemeralResources = (*connectorProvider)(nil)
	_ provider.ProviderWithFunctions          = (*connectorProvider)(nil)
	_ provider.ProviderWithActions            = (*connectorProvider)(nil)
	_ provider.ProviderWithListResources      = (*connectorProvider)(nil)
)

// New returns the provider of that version.
func New(version string) provider.Provider {
	return &connectorProvider{version: version}
}

type connectorProvider struct {
	version string
}

func (p *connectorProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "connector"
	resp.Version = p.version
}

func (p *connectorProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages the credentials of data connectors: it keeps their secrets out of plan and state, " +
			"and verifies them with the vendor at plan and apply.\n\n" + connectorTable(),
		Attributes: map[string]schema.Attribute{
			argVerification: schema.MapAttribute{
				MarkdownDescription: "When to verify credentials, and how to treat an inconclusive response: keys `plan` and `apply`, values " +
					"`strict` (an inconclusive response is an error), `lenient` (it is a warning) or `off` (verification does not run). " +
					"Default: `lenient` at plan, `strict` at apply. Environment variables: `" + envVerificationPlan + "`, `" + envVerificationApply + "`.",
				ElementType: types.StringType,
				Optional:    true,
				Validators:  verificationValidators(),
			},
			argRequestTimeout: schema.StringAttribute{
				MarkdownDescription: "Timeout of one HTTP attempt, including the body. Default: `10s`. Environment variable: `" + envRequestTimeout + "`.",
				Optional:            true,
				Validators:          []validator.String{isDuration()},
			},
			argVerificationTimeout: schema.StringAttribute{
				MarkdownDescription: "Timeout of one verification, including retries and waits. Default: `60s`. Environment variable: `" + envVerificationTimeout + "`.",
				Optional:            true,
				Validators:          []validator.String{isDuration()},
			},
			argMaxRetries: schema.Int64Attribute{
				MarkdownDescription: "Number of retries after a connection error, a 429 or a 5xx. A rejection is never retried. Default: `3`. Environment variable: `" + envMaxRetries + "`.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(0, maxRetriesLimit)},
			},
			argCACertFile: schema.StringAttribute{
				MarkdownDescription: "Path of a PEM file with additional certificate authorities, such as that of a proxy that inspects TLS. Environment variable: `" + envCACertFile + "`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			argEndpoints: schema.MapAttribute{
				MarkdownDescription: "Base URL per connector, such as that of a proxy or the sandbox. Must use https, or http with a loopback host. Probe paths " +
					"are appended to it. A resource's `base_url` takes precedence. A connector with a separate host for access tokens has a second key, such as `zoom_token`; set both or neither. Environment variable: `CONNECTOR_ENDPOINT_` and the connector in upper case, such as `CONNECTOR_ENDPOINT_CLARI_COPILOT`.",
				ElementType: types.StringType,
				Optional:    true,
				Validators: []validator.Map{
					mapvalidator.KeysAre(stringvalidator.OneOf(endpointNames()...)),
					mapvalidator.ValueStringsAre(isBaseURL()),
				},
			},
		},
		Blocks: map[string]schema.Block{nexlablock.Name: nexlablock.SettingsSchema(isBaseURL())},
	}
}

// connectorTable is the second paragraph of the provider's description. The template of
// the index page finds it by the empty line before it.
func connectorTable() string {
	var table strings.Builder
	table.WriteString("| Connector | Resource, data source and ephemeral resource | Fields and environment variables |\n| --- | --- | --- |\n")
	for _, definition := range catalog.All() {
		var fields []string
		for _, field := range definition.Fields {
			text := fmt.Sprintf("`%s` (`%s`)", field.Name, definition.Env(field))
			if field.Optional {
				text = fmt.Sprintf("`%s` (optional, `%s`)", field.Name, definition.Env(field))
			}
			fields = append(fields, text)
		}
		fmt.Fprintf(&table, "| %s | `connector_credential_%s` | %s |\n", definition.Title, definition.Type, strings.Join(fields, ", "))
	}
	return table.String()
}

// Configure reads the settings. It opens no connection.
func (p *connectorProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var block settingsBlock
	resp.Diagnostics.Append(req.Config.Get(ctx, &block)...)
	if resp.Diagnostics.HasError() {
		return
	}
	configured, diags := newSettings(block, userAgent(req.TerraformVersion, p.version))
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.ResourceData = configured
	resp.DataSourceData = configured
	resp.EphemeralResourceData = configured
	resp.ActionData = configured
	resp.ListResourceData = configured
}

func (p *connectorProvider) Resources(context.Context) []func() resource.Resource {
	var constructors []func() resource.Resource
	for _, of := range credentialTypes() {
		constructors = append(constructors, func() resource.Resource { return newCredentialResource(of) })
	}
	return constructors
}

func (p *connectorProvider) DataSources(context.Context) []func() datasource.DataSource {
	constructors := []func() datasource.DataSource{
		newCatalogDataSource, nexlablock.NewCredentialDataSource, nexlablock.NewCredentialsDataSource, nexlablock.NewVendorDataSource,
	}
	for _, of := range credentialTypes() {
		constructors = append(constructors, func() datasource.DataSource { return newCredentialDataSource(of) })
	}
	return constructors
}

func (p *connectorProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	var constructors []func() ephemeral.EphemeralResource
	for _, of := range credentialTypes() {
		constructors = append(constructors, func() ephemeral.EphemeralResource { return newCredentialEphemeral(of) })
	}
	return constructors
}

func (p *connectorProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{newVerifyAction}
}

// ListResources has one for each connector that Nexla knows, which custom is not.
func (p *connectorProvider) ListResources(context.Context) []func() list.ListResource {
	var constructors []func() list.ListResource
	for _, definition := range catalog.All() {
		constructors = append(constructors, func() list.ListResource { return nexlablock.NewListResource(definition) })
	}
	return constructors
}

func (p *connectorProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{newRequestHeadersFunction}
}
