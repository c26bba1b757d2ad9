package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ datasource.DataSource                   = (*credentialDataSource)(nil)
	_ datasource.DataSourceWithConfigure      = (*credentialDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*credentialDataSource)(nil)
)

// newCredentialDataSource creates the data source of one credential type.
func newCredentialDataSource(of credentialType) datasource.DataSource {
	return &credentialDataSource{credentialReader{credentialType: of, kind: "data source", phase: lifecycle.PhasePlan}}
}

// credentialDataSource is the data source connector_credential_<connector>.
type credentialDataSource struct {
	credentialReader
}

func (d *credentialDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_credential_" + d.credentialType.shape().Type
}

func (d *credentialDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.credentialType.dataSourceSchema()
}

func (d *credentialDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	// Absent during validation, which is offline.
	d.settings, _ = req.ProviderData.(*settings)
}

func (d *credentialDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	config, diags := readAttributes(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(d.check(ctx, config)...)
}

func (d *credentialDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	config, diags := readAttributes(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	request, result, diags := d.read(ctx, config)
	resp.Diagnostics.Append(diags...)
	switch {
	case !d.isProviderUnknown(request, result):
	case req.ClientCapabilities.DeferralAllowed:
		resp.Deferred = &datasource.Deferred{Reason: datasource.DeferredReasonProviderConfigUnknown}
	default:
		resp.Diagnostics.Append(d.unverified(request, stepOfDataSource)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	state := config.clone()
	d.describe(state, request, result)
	state.set(attrConnector, types.StringValue(request.definition.Type))
	state.set(attrVerifiedAt, types.StringNull())
	if result.Status == connector.Verified {
		state.set(attrVerifiedAt, types.StringValue(lifecycle.Timestamp(result.At)))
	}
	state.set(attrHeaderNames, types.ListNull(types.StringType))
	if scheme, known := request.definition.Scheme(acceptedScheme(request, result)); known {
		state.set(attrHeaderNames, attrvalue.TextList(scheme.SentNames(request.values)))
	}
	resp.Diagnostics.Append(state.write(ctx, &resp.State)...)
}
