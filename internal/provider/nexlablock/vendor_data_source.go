package nexlablock

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// vendorDataSource is connector_nexla_vendor.
type vendorDataSource struct{ dataSource }

// NewVendorDataSource creates the data source connector_nexla_vendor.
func NewVendorDataSource() datasource.DataSource { return &vendorDataSource{} }

type vendorModel struct {
	Connector  types.String    `tfsdk:"connector"`
	VendorName types.String    `tfsdk:"vendor_name"`
	ID         int64           `tfsdk:"id"`
	Name       string          `tfsdk:"name"`
	Templates  []templateModel `tfsdk:"auth_templates"`
}

type templateModel struct {
	ID         int64            `tfsdk:"id"`
	Name       string           `tfsdk:"name"`
	Parameters []parameterModel `tfsdk:"parameters"`
}

type parameterModel struct {
	Name    string `tfsdk:"name"`
	Label   string `tfsdk:"label"`
	Type    string `tfsdk:"type"`
	Secured bool   `tfsdk:"secured"`
}

func (d *vendorDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_nexla_vendor"
}

func (d *vendorDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{MarkdownDescription: description, Computed: true}
	}
	of := connectorArgument("Connector, such as `precoro`. Either `connector` or `vendor_name` must be set.")
	of.Computed = false
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads a vendor from Nexla with its authentication templates: the possible values of `auth_template_id` and `parameters` in the `nexla` block of a resource.",
		Attributes: map[string]schema.Attribute{
			"connector":   of,
			"vendor_name": schema.StringAttribute{MarkdownDescription: "Name of the vendor in Nexla, such as `precoro_api`.", Optional: true},
			"id":          number("ID of the vendor."),
			"name":        text("Name of the vendor."),
			"auth_templates": schema.ListNestedAttribute{
				MarkdownDescription: "Authentication templates.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":   number("ID of the template."),
					"name": text("Name of the template."),
					"parameters": schema.ListNestedAttribute{
						MarkdownDescription: "Parameters of the template.",
						Computed:            true,
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"name":    text("The parameter's name."),
							"label":   text("Label in Nexla's form."),
							"type":    text("Type of the value."),
							"secured": schema.BoolAttribute{MarkdownDescription: "Whether Nexla treats the value as a secret.", Computed: true},
						}},
					},
				}},
			},
		},
	}
}

func (d *vendorDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var of, name types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("connector"), &of)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("vendor_name"), &name)...)
	client := d.client(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if of.IsNull() == name.IsNull() {
		problem := "Both are set."
		if of.IsNull() {
			problem = "Neither is set."
		}
		resp.Diagnostics.AddError(problemWhichVendor.Title(), problem+" Set either connector or vendor_name.")
		return
	}
	vendorName := name.ValueString()
	if definition, known := catalog.ByType(of.ValueString()); known {
		vendorName = definition.NexlaVendor
	}
	vendor, err := client.Vendor(ctx, vendorName)
	if err != nil {
		resp.Diagnostics.Append(readFailure(vendorName, "reading the vendor", err,
			"Set vendor_name to the name of the vendor in Nexla, and check whether the owner of the key has access to it."))
		return
	}
	model := vendorModel{Connector: of, VendorName: name, ID: vendor.ID, Name: vendor.Name, Templates: []templateModel{}}
	for _, template := range vendor.Templates {
		described := templateModel{ID: template.ID, Name: template.Name, Parameters: []parameterModel{}}
		for _, parameter := range template.Parameters {
			described.Parameters = append(described.Parameters, parameterModel{
				Name: parameter.Name, Label: parameter.Label, Type: parameter.DataType, Secured: parameter.Secured,
			})
		}
		model.Templates = append(model.Templates, described)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}
