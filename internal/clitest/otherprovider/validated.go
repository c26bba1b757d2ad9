package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// validated is a provider of that name with the schemas that the pages use, and
// without behavior.
type validated struct{ name string }

func (v *validated) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = v.name
}

// Schema has the arguments of a provider for REST APIs.
func (v *validated) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{Attributes: map[string]providerschema.Attribute{
		"uri":     providerschema.StringAttribute{Optional: true},
		"headers": providerschema.MapAttribute{ElementType: types.StringType, Optional: true},
	}}
}

func (*validated) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (*validated) Resources(context.Context) []func() resource.Resource { return nil }

// DataSources returns that of hashicorp/http, from which a guide migrates.
func (v *validated) DataSources(context.Context) []func() datasource.DataSource {
	if v.name != "http" {
		return nil
	}
	return []func() datasource.DataSource{func() datasource.DataSource { return httpRequest{} }}
}

func (v *validated) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	text := func(required bool) schema.StringAttribute {
		return schema.StringAttribute{Required: required, Optional: !required}
	}
	known := map[string]*secretVersion{
		"aws": {name: "aws_secretsmanager_secret_version", attributes: map[string]schema.Attribute{
			"secret_id": text(true), "version_id": text(false), "version_stage": text(false),
			"secret_string": schema.StringAttribute{Computed: true, Sensitive: true},
		}},
		"vault": {name: "vault_kv_secret_v2", attributes: map[string]schema.Attribute{
			"mount": text(true), "name": text(true),
			"data": schema.MapAttribute{ElementType: types.StringType, Computed: true, Sensitive: true},
		}},
	}
	found := known[v.name]
	if found == nil {
		return nil
	}
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return found }}
}

// secretVersion is an ephemeral resource of a secret manager. It is validated
// and never opened.
type secretVersion struct {
	name       string
	attributes map[string]schema.Attribute
}

func (v *secretVersion) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = v.name
}

func (v *secretVersion) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: v.attributes}
}

func (v *secretVersion) Open(_ context.Context, _ ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Diagnostics.AddError("Not implemented", v.name+" can only be validated.")
}

// httpRequest is the data source "http". It is validated and never read.
type httpRequest struct{}

func (httpRequest) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "http"
}

func (httpRequest) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"url":             dataschema.StringAttribute{Required: true},
		"request_headers": dataschema.MapAttribute{ElementType: types.StringType, Optional: true},
		"status_code":     dataschema.Int64Attribute{Computed: true},
		"response_body":   dataschema.StringAttribute{Computed: true},
	}}
}

func (httpRequest) Read(_ context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.Diagnostics.AddError("Not implemented", "http can only be validated.")
}
