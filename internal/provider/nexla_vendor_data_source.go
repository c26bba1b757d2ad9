package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// nexlaVendorDataSource is connector_nexla_vendor.
type nexlaVendorDataSource struct{ nexlaReading }

func newNexlaVendorDataSource() datasource.DataSource { return &nexlaVendorDataSource{} }

type nexlaVendorModel struct {
	Connector  types.String    `tfsdk:"connector"`
	VendorName types.String    `tfsdk:"vendor_name"`
	ID         int64           `tfsdk:"id"`
	Name       string          `tfsdk:"name"`
	Templates  []nexlaTemplate `tfsdk:"auth_templates"`
}

type nexlaTemplate struct {
	ID         int64            `tfsdk:"id"`
	Name       string           `tfsdk:"name"`
	Parameters []nexlaParameter `tfsdk:"parameters"`
}

type nexlaParameter struct {
	Name    string `tfsdk:"name"`
	Label   string `tfsdk:"label"`
	Type    string `tfsdk:"type"`
	Secured bool   `tfsdk:"secured"`
}

func (d *nexlaVendorDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_nexla_vendor"
}

func (d *nexlaVendorDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{MarkdownDescription: description, Computed: true}
	}
	of := connectorArgument("The connector, such as `precoro`. This or `vendor_name` has to be set.")
	of.Computed = false
	resp.Schema = schema.Schema{
		MarkdownDescription: "A vendor's tile in Nexla, with the templates that its credentials are made of: what `auth_template_id` and `parameters` of a resource's `nexla` block can be.",
		Attributes: map[string]schema.Attribute{
			"connector":   of,
			"vendor_name": schema.StringAttribute{MarkdownDescription: "The vendor's name in Nexla, such as `precoro_api`.", Optional: true},
			"id":          number("The vendor's id."),
			"name":        text("The vendor's name."),
			"auth_templates": schema.ListNestedAttribute{
				MarkdownDescription: "The templates.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":   number("The template's id."),
					"name": text("The template's name."),
					"parameters": schema.ListNestedAttribute{
						MarkdownDescription: "The parameters.",
						Computed:            true,
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"name":    text("The parameter's name."),
							"label":   text("The label in Nexla's form."),
							"type":    text("The type of its value."),
							"secured": schema.BoolAttribute{MarkdownDescription: "Whether Nexla keeps its value secret.", Computed: true},
						}},
					},
				}},
			},
		},
	}
}

func (d *nexlaVendorDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	config, diags := readRecord(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	client := d.client(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	of, name := config.text("connector"), config.text("vendor_name")
	if of.IsNull() == name.IsNull() {
		resp.Diagnostics.AddError(problemNexlaWhichVendor.title(), "Set either connector or vendor_name.")
		return
	}
	wanted := name.ValueString()
	if definition, known := catalog.ByType(of.ValueString()); known {
		wanted = definition.NexlaVendor
	}
	vendor, err := client.Vendor(ctx, wanted)
	if err != nil {
		resp.Diagnostics.Append(nexlaProblem(wanted, "reading the vendor", err))
		return
	}
	model := nexlaVendorModel{Connector: of, VendorName: name, ID: vendor.ID, Name: vendor.Name, Templates: []nexlaTemplate{}}
	for _, template := range vendor.Templates {
		described := nexlaTemplate{ID: template.ID, Name: template.Name, Parameters: []nexlaParameter{}}
		for _, parameter := range template.Parameters {
			described.Parameters = append(described.Parameters, nexlaParameter{
				Name: parameter.Name, Label: parameter.Label, Type: parameter.DataType, Secured: parameter.Secured,
			})
		}
		model.Templates = append(model.Templates, described)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}
