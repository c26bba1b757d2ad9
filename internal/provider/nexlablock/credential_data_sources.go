package nexlablock

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// dataSource is what the data sources have in common.
type dataSource struct {
	access *Access
}

// Configure implements [datasource.DataSourceWithConfigure].
func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	d.access = accessOf(req.ProviderData)
}

// client returns the client, or an error that describes how to configure one.
func (d *dataSource) client(diags *diag.Diagnostics) *nexla.Client {
	client, more := d.access.reader("This data source", ", or let the data source depend on what the value comes from (depends_on), so that it is read during the apply")
	diags.Append(more...)
	return client
}

// credentialModel is a credential in Nexla, as a data source returns it.
type credentialModel struct {
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

func modelOf(credential nexla.Credential) credentialModel {
	return credentialModel{
		ID:             credential.ID,
		Name:           credential.Name,
		Description:    attrvalue.TextOrNull(credential.Description),
		Connector:      attrvalue.TextOrNull(connectorOf(credential)),
		Vendor:         attrvalue.TextOrNull(credential.VendorName),
		AuthTemplateID: attrvalue.NumberOrNull(credential.AuthTemplateID),
		Tags:           append([]string{}, credential.Tags...),
		Owner:          attrvalue.TextOrNull(credential.OwnerEmail),
		OrganizationID: attrvalue.NumberOrNull(credential.OrganizationID),
		VerifiedAt:     attrvalue.TextOrNull(credential.VerifiedAt),
		VerifiedStatus: attrvalue.TextOrNull(credential.VerifiedStatus),
		CreatedAt:      attrvalue.TextOrNull(credential.CreatedAt),
		UpdatedAt:      attrvalue.TextOrNull(credential.UpdatedAt),
	}
}

// connectorOf returns the connector of a credential's vendor, or "".
func connectorOf(credential nexla.Credential) string {
	for _, definition := range catalog.All() {
		if credential.IsOf(definition.NexlaVendor) {
			return definition.Type
		}
	}
	return ""
}

// credentialAttributes are those of credentialModel, all computed.
func credentialAttributes() map[string]schema.Attribute {
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
		"created_at":       text("Time of creation."),
		"updated_at":       text("Time of the last change."),
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

// credentialDataSource is connector_nexla_credential.
type credentialDataSource struct{ dataSource }

// NewCredentialDataSource creates the data source connector_nexla_credential.
func NewCredentialDataSource() datasource.DataSource { return &credentialDataSource{} }

func (d *credentialDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_nexla_credential"
}

func (d *credentialDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := credentialAttributes()
	attributes["id"] = schema.Int64Attribute{MarkdownDescription: "ID in Nexla. Either `id`, or `name` and `connector`, must be set.", Optional: true, Computed: true,
		Validators: []validator.Int64{int64validator.AtLeast(1)}}
	attributes["name"] = schema.StringAttribute{MarkdownDescription: "Name. Only credentials that the caller owns are searched.", Optional: true, Computed: true}
	attributes["connector"] = connectorArgument("Connector, such as `precoro`. Required with `name`.")
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads a credential from Nexla, by ID or by name and connector. It returns no secrets.",
		Attributes:          attributes,
	}
}

func (d *credentialDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var id types.Int64
	var name, of types.String
	for attribute, target := range map[string]any{"id": &id, "name": &name, "connector": &of} {
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(attribute), target)...)
	}
	client := d.client(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	byName := !name.IsNull()
	problem := ""
	switch {
	case byName && !id.IsNull():
		problem = "Both id and name are set."
	case byName && of.IsNull():
		problem = "name is set without connector."
	case !byName && id.IsNull():
		problem = "Neither id nor name is set."
	}
	if problem != "" {
		resp.Diagnostics.AddError(problemWhichCredential.Title(), problem+" Set either id, or both name and connector.")
		return
	}
	number := id.ValueInt64()
	if byName {
		found, err := d.byName(ctx, client, name.ValueString(), of.ValueString())
		if err != nil {
			resp.Diagnostics.Append(readFailure(name.ValueString(), "looking up the credential", err, nextForListing))
			return
		}
		if len(found) != 1 {
			resp.Diagnostics.AddError(problemSeveral.Title(len(found), name.ValueString()), severalDetail(found))
			return
		}
		number = found[0]
	}
	credential, err := client.Get(ctx, number)
	if err != nil {
		resp.Diagnostics.Append(readFailure(fmt.Sprint(number), "reading the credential", err,
			"Check id, and whether the owner of the key has access to this credential."))
		return
	}
	if actual := connectorOf(credential); !of.IsNull() && actual != of.ValueString() {
		resp.Diagnostics.AddError(problemOtherVendor.Title(number),
			fmt.Sprintf("connector is %q, and the credential is of the vendor %q. Remove connector, or correct one of the two.", of.ValueString(), credential.VendorName))
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, modelOf(credential))...)
}

// nextForListing is the next step after a failure about credentials that are listed.
const nextForListing = "Check whether the owner of the key has access to these credentials."

// severalDetail explains why a name does not select one credential.
func severalDetail(found []int64) string {
	if len(found) == 0 {
		return "The owner of the key owns no credential with this name for this connector. Check name and connector. To read the credential of another owner, set id instead."
	}
	return fmt.Sprintf("The owner of the key owns %d credentials with this name for this connector. Set id to one of %s instead.", len(found), joinIDs(found))
}

func (d *credentialDataSource) byName(ctx context.Context, client *nexla.Client, name, of string) ([]int64, error) {
	definition, _ := catalog.ByType(of)
	owned, err := client.Owned(ctx, definition.NexlaVendor, name)
	var ids []int64
	for _, credential := range owned {
		ids = append(ids, credential.ID)
	}
	return ids, err
}

// credentialsDataSource is connector_nexla_credentials.
type credentialsDataSource struct{ dataSource }

// NewCredentialsDataSource creates the data source connector_nexla_credentials.
func NewCredentialsDataSource() datasource.DataSource { return &credentialsDataSource{} }

type credentialsModel struct {
	Connector   types.String      `tfsdk:"connector"`
	Name        types.String      `tfsdk:"name"`
	Tag         types.String      `tfsdk:"tag"`
	Credentials []credentialModel `tfsdk:"credentials"`
}

func (d *credentialsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_nexla_credentials"
}

func (d *credentialsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	filter := connectorArgument("Return only credentials of this connector, such as `precoro`.")
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
				NestedObject:        schema.NestedAttributeObject{Attributes: credentialAttributes()},
			},
		},
	}
}

func (d *credentialsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model credentialsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	client := d.client(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	all, err := client.List(ctx)
	if err != nil {
		resp.Diagnostics.Append(readFailure("connector_nexla_credentials", "reading the data source", err, nextForListing))
		return
	}
	model.Credentials = []credentialModel{}
	for _, credential := range all {
		if !model.selects(credential) {
			continue
		}
		full := credential
		if !credential.Whole {
			// The listing left out tags and template.
			full, err = client.Get(ctx, credential.ID)
			if nexla.IsNotFound(err) {
				continue // It was deleted since the listing.
			}
			if err != nil {
				resp.Diagnostics.Append(readFailure(credential.Name, "reading the credential", err, nextForListing))
				return
			}
		}
		if tag := model.Tag; tag.IsNull() || full.HasTag(tag.ValueString()) {
			model.Credentials = append(model.Credentials, modelOf(full))
		}
	}
	slices.SortFunc(model.Credentials, func(a, b credentialModel) int { return cmp.Compare(a.ID, b.ID) })
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// selects reports whether a credential passes the filters, except for that of tags,
// which a listing may leave out.
func (m credentialsModel) selects(credential nexla.Credential) bool {
	return (m.Connector.IsNull() || connectorOf(credential) == m.Connector.ValueString()) &&
		(m.Name.IsNull() || credential.HasName(m.Name.ValueString()))
}
