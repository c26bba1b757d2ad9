package main

import (
	"context"
	"maps"
	"net/http"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// consumer is another provider to which a user passes the secrets and headers of
// this one. Its resource sends one HTTP request with the headers of a write-only
// argument, or of its provider block, and its ephemeral resource reads a secret
// from a file.
type consumer struct{}

func (*consumer) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "consumer"
}

func (*consumer) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{Attributes: map[string]providerschema.Attribute{
		"headers": providerschema.MapAttribute{ElementType: types.StringType, Optional: true, Sensitive: true},
	}}
}

func (*consumer) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var headers types.Map
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("headers"), &headers)...)
	values := map[string]string{}
	if !headers.IsUnknown() && !headers.IsNull() {
		resp.Diagnostics.Append(headers.ElementsAs(ctx, &values, false)...)
	}
	resp.ResourceData = values
}

func (*consumer) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return &request{} }}
}

func (*consumer) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (*consumer) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return &secretFile{} }}
}

// request is the resource consumer_request: a GET at creation and at each update.
type request struct {
	fromProvider map[string]string
}

func (*request) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "consumer_request"
}

func (*request) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"url":                schema.StringAttribute{Required: true},
		"headers_wo":         schema.MapAttribute{ElementType: types.StringType, Optional: true, WriteOnly: true},
		"headers_wo_version": schema.Int64Attribute{Optional: true},
		"http_status":        schema.Int64Attribute{Computed: true},
	}}
}

func (r *request) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	r.fromProvider, _ = req.ProviderData.(map[string]string)
}

type requestModel struct {
	URL            types.String `tfsdk:"url"`
	HeadersWO      types.Map    `tfsdk:"headers_wo"`
	HeadersVersion types.Int64  `tfsdk:"headers_wo_version"`
	HTTPStatus     types.Int64  `tfsdk:"http_status"`
}

func (r *request) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config requestModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	status, err := r.send(ctx, plan.URL.ValueString(), config.HeadersWO)
	if err != nil {
		resp.Diagnostics.AddError("Request failed", "The server could not be reached.")
		return
	}
	plan.HTTPStatus = types.Int64Value(int64(status))
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

func (r *request) send(ctx context.Context, url string, headers types.Map) (int, error) {
	values := maps.Clone(r.fromProvider)
	for name, value := range headers.Elements() {
		if text, isText := value.(types.String); isText {
			values[name] = text.ValueString()
		}
	}
	httpRequest, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	for name, value := range values {
		httpRequest.Header[name] = []string{value}
	}
	response, err := (&http.Client{}).Do(httpRequest)
	if err != nil {
		return 0, err
	}
	defer func() { _ = response.Body.Close() }()
	return response.StatusCode, nil
}

func (r *request) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	created := resource.CreateResponse{State: resp.State}
	r.Create(ctx, resource.CreateRequest{Config: req.Config, Plan: req.Plan}, &created)
	resp.Diagnostics, resp.State = created.Diagnostics, created.State
}

// Read keeps the state: a request that was sent cannot drift.
func (*request) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Delete does nothing, because a request cannot be taken back.
func (*request) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// secretFile is the ephemeral resource consumer_secret_file.
type secretFile struct{}

type secretFileModel struct {
	Path  types.String `tfsdk:"path"`
	Value types.String `tfsdk:"value"`
}

func (*secretFile) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "consumer_secret_file"
}

func (*secretFile) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = ephemeralschema.Schema{Attributes: map[string]ephemeralschema.Attribute{
		"path":  ephemeralschema.StringAttribute{Required: true},
		"value": ephemeralschema.StringAttribute{Computed: true, Sensitive: true},
	}}
}

func (*secretFile) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var model secretFileModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	content, err := os.ReadFile(model.Path.ValueString())
	if err != nil {
		resp.Diagnostics.AddError("No secret", "The file cannot be read.")
		return
	}
	model.Value = types.StringValue(strings.TrimSpace(string(content)))
	resp.Diagnostics.Append(resp.Result.Set(ctx, model)...)
}
