package provider

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// nexlaReading is what the data sources about Nexla have in common.
type nexlaReading struct {
	settings *settings
}

func (n *nexlaReading) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	// Absent during validation, which is offline.
	n.settings, _ = req.ProviderData.(*settings)
}

// client returns the client, or an error that says how to get one.
func (n *nexlaReading) client(diags *diag.Diagnostics) *nexla.Client {
	if n.settings != nil && n.settings.nexla.unknown {
		diags.AddError(problemNexlaNoKey.title(), "This data source reads from Nexla, and the provider's nexla block has a value that is known only after apply. "+
			"Give the block values that are known at plan, or let the data source depend on what the value comes from (depends_on), so that it is read during the apply.")
		return nil
	}
	if n.settings == nil || n.settings.nexla.client == nil {
		diags.AddError(problemNexlaNoKey.title(), "This data source reads from Nexla, and the provider has no key for it. "+nexlaKeyHint)
		return nil
	}
	return n.settings.nexla.client
}

// nexlaListed is a credential in Nexla as the data sources tell of it.
type nexlaListed struct {
	ID             int64        `tfsdk:"id"`
	Name           string       `tfsdk:"name"`
	Description    types.String `tfsdk:"description"`
	Connector      types.String `tfsdk:"connector"`
	Vendor         types.String `tfsdk:"vendor"`
	AuthTemplateID types.Int64  `tfsdk:"auth_template_id"`
	Tags           []string     `tfsdk:"tags"`
	Owner          types.String `tfsdk:"owner"`
	OrganizationID types.Int64  `tfsdk:"organization_id"`
	VerifiedAt     types.String `tfsdk:"verified_at"`
	VerifiedStatus types.String `tfsdk:"verified_status"`
	CreatedAt      types.String `tfsdk:"created_at"`
	UpdatedAt      types.String `tfsdk:"updated_at"`
}

func listed(credential nexla.Credential) nexlaListed {
	return nexlaListed{
		ID:             credential.ID,
		Name:           credential.Name,
		Description:    textOrNull(credential.Description),
		Connector:      textOrNull(connectorOf(credential.VendorName)),
		Vendor:         textOrNull(credential.VendorName),
		AuthTemplateID: numberOrNull(credential.AuthTemplateID),
		Tags:           append([]string{}, credential.Tags...),
		Owner:          textOrNull(credential.OwnerEmail),
		OrganizationID: numberOrNull(credential.OrganizationID),
		VerifiedAt:     textOrNull(credential.VerifiedAt),
		VerifiedStatus: textOrNull(credential.VerifiedStatus),
		CreatedAt:      textOrNull(credential.CreatedAt),
		UpdatedAt:      textOrNull(credential.UpdatedAt),
	}
}

// connectorOf returns the connector of a vendor in Nexla, or "".
func connectorOf(vendorName string) string {
	for _, definition := range catalog.All() {
		if definition.NexlaVendor == vendorName {
			return definition.Type
		}
	}
	return ""
}

func numberOrNull(number int64) types.Int64 {
	if number == 0 {
		return types.Int64Null()
	}
	return types.Int64Value(number)
}

// listedAttributes are the attributes of nexlaListed, all computed.
func listedAttributes() map[string]schema.Attribute {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	return map[string]schema.Attribute{
		"id":               schema.Int64Attribute{MarkdownDescription: "ID in Nexla.", Computed: true},
		"name":             text("Name. Names are not unique in Nexla."),
		"description":      text("Description."),
		"connector":        text("Connector, such as `precoro`. Null if the vendor is not one of the provider's connectors."),
		"vendor":           text("Name of the vendor in Nexla."),
		"auth_template_id": schema.Int64Attribute{MarkdownDescription: "ID of the authentication template. Null if Nexla does not report it.", Computed: true},
		"tags":             schema.ListAttribute{MarkdownDescription: "Tags.", ElementType: types.StringType, Computed: true},
		"owner":            text("E-mail address of the owner."),
		"organization_id":  schema.Int64Attribute{MarkdownDescription: "ID of the organization.", Computed: true},
		"verified_at":      text("Time of the last successful verification by Nexla. Null if there was none."),
		"verified_status":  text("Verification status as reported by Nexla."),
		"created_at":       text("When it was made."),
		"updated_at":       text("When it was last changed."),
	}
}

func connectorArgument(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{stringvalidator.OneOf(catalog.Types()...)},
	}
}

// nexlaCredentialDataSource is connector_nexla_credential.
type nexlaCredentialDataSource struct{ nexlaReading }

func newNexlaCredentialDataSource() datasource.DataSource { return &nexlaCredentialDataSource{} }

func (d *nexlaCredentialDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_nexla_credential"
}

func (d *nexlaCredentialDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := listedAttributes()
	attributes["id"] = schema.Int64Attribute{MarkdownDescription: "ID in Nexla. Either `id`, or `name` and `connector`, must be set.", Optional: true, Computed: true}
	attributes["name"] = schema.StringAttribute{MarkdownDescription: "Name. Only credentials that the caller owns are searched.", Optional: true, Computed: true}
	attributes["connector"] = connectorArgument("Connector, such as `precoro`. Required with `name`.")
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads a credential from Nexla, by ID or by name and connector. It returns no secrets.",
		Attributes:          attributes,
	}
}

func (d *nexlaCredentialDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	config, diags := readRecord(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	client := d.client(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	id, name, of := config.integer("id"), config.text("name"), config.text("connector")
	byID := !id.IsNull() && name.IsNull()
	byName := id.IsNull() && !name.IsNull() && !of.IsNull()
	if !byID && !byName {
		resp.Diagnostics.AddError(problemNexlaWhichCredential.title(), "Set either id, or both name and connector.")
		return
	}
	number := id.ValueInt64()
	if byName {
		found, err := d.byName(ctx, client, name.ValueString(), of.ValueString())
		if err != nil {
			resp.Diagnostics.Append(nexlaProblem(name.ValueString(), "looking up the credential", err))
			return
		}
		if len(found) != 1 {
			resp.Diagnostics.AddError(problemNexlaSeveral.title(len(found), name.ValueString()),
				fmt.Sprintf("The caller owns %d credentials of that name and connector, and exactly one is needed. %s", len(found), idList("Their ids:", found)))
			return
		}
		number = found[0]
	}
	credential, err := client.Get(ctx, number)
	if err != nil {
		resp.Diagnostics.Append(nexlaProblem(fmt.Sprint(number), "reading the credential", err))
		return
	}
	if actual := connectorOf(credential.VendorName); !of.IsNull() && actual != of.ValueString() {
		resp.Diagnostics.AddError(problemNexlaOtherVendor.title(number),
			fmt.Sprintf("connector is %q, and the credential is of the vendor %q. Remove connector, or correct one of the two.", of.ValueString(), credential.VendorName))
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, listed(credential))...)
}

func (d *nexlaCredentialDataSource) byName(ctx context.Context, client *nexla.Client, name, of string) ([]int64, error) {
	definition, _ := catalog.ByType(of)
	owned, err := client.Owned(ctx, definition.NexlaVendor, name)
	var ids []int64
	for _, credential := range owned {
		ids = append(ids, credential.ID)
	}
	return ids, err
}

// nexlaCredentialsDataSource is connector_nexla_credentials.
type nexlaCredentialsDataSource struct{ nexlaReading }

func newNexlaCredentialsDataSource() datasource.DataSource { return &nexlaCredentialsDataSource{} }

type nexlaCredentialsModel struct {
	Connector   types.String  `tfsdk:"connector"`
	Name        types.String  `tfsdk:"name"`
	Tag         types.String  `tfsdk:"tag"`
	Credentials []nexlaListed `tfsdk:"credentials"`
}

func (d *nexlaCredentialsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_nexla_credentials"
}

func (d *nexlaCredentialsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	filter := connectorArgument("Only those of this connector, such as `precoro`.")
	filter.Computed = false
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the credentials in Nexla that the caller owns. It returns no secrets.",
		Attributes: map[string]schema.Attribute{
			"connector": filter,
			"name":      schema.StringAttribute{MarkdownDescription: "Return only credentials with exactly this name.", Optional: true},
			"tag":       schema.StringAttribute{MarkdownDescription: "Return only credentials with this tag.", Optional: true},
			"credentials": schema.ListNestedAttribute{
				MarkdownDescription: "Credentials, sorted by ID.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: listedAttributes()},
			},
		},
	}
}

func (d *nexlaCredentialsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model nexlaCredentialsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	client := d.client(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	all, err := client.List(ctx)
	if err != nil {
		resp.Diagnostics.Append(nexlaProblem("", "Listing", err))
		return
	}
	model.Credentials = []nexlaListed{}
	for _, credential := range all {
		if !model.selects(credential) {
			continue
		}
		full := credential
		if !credential.Whole {
			// The listing left out tags and template.
			if full, err = client.Get(ctx, credential.ID); err != nil {
				resp.Diagnostics.Append(nexlaProblem(credential.Name, "reading the credential", err))
				return
			}
		}
		if tag := model.Tag; tag.IsNull() || slices.Contains(full.Tags, tag.ValueString()) {
			model.Credentials = append(model.Credentials, listed(full))
		}
	}
	slices.SortFunc(model.Credentials, func(a, b nexlaListed) int { return cmp.Compare(a.ID, b.ID) })
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// selects tells whether the filters that a listing can answer let a credential pass.
func (m nexlaCredentialsModel) selects(credential nexla.Credential) bool {
	return (m.Connector.IsNull() || connectorOf(credential.VendorName) == m.Connector.ValueString()) &&
		(m.Name.IsNull() || credential.Name == m.Name.ValueString())
}
