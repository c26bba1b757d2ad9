package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ datasource.DataSource = (*catalogDataSource)(nil)

func newCatalogDataSource() datasource.DataSource { return &catalogDataSource{} }

// catalogDataSource is connector_catalog: all that the definitions know.
type catalogDataSource struct{}

type catalogModel struct {
	Connectors []catalogConnector `tfsdk:"connectors"`
}

type catalogConnector struct {
	Type             string          `tfsdk:"type"`
	Title            string          `tfsdk:"title"`
	Fields           []catalogField  `tfsdk:"fields"`
	Schemes          []catalogScheme `tfsdk:"auth_schemes"`
	HeaderNames      []string        `tfsdk:"header_names"`
	Regions          []catalogRegion `tfsdk:"regions"`
	Probes           []catalogProbe  `tfsdk:"probes"`
	Reports          []string        `tfsdk:"reports"`
	RateLimit        types.String    `tfsdk:"rate_limit"`
	DocumentationURL string          `tfsdk:"documentation_url"`
	Sources          []string        `tfsdk:"sources"`
	LiveTest         types.String    `tfsdk:"live_test"`
	Key              catalogKey      `tfsdk:"key"`
	EndpointEnv      string          `tfsdk:"endpoint_environment_variable"`
	TokenEndpointEnv types.String    `tfsdk:"token_endpoint_environment_variable"`
}

type catalogField struct {
	Name        string `tfsdk:"name"`
	Title       string `tfsdk:"title"`
	Secret      bool   `tfsdk:"secret"`
	Description string `tfsdk:"description"`
	Env         string `tfsdk:"environment_variable"`
}

type catalogScheme struct {
	Name        string       `tfsdk:"name"`
	Description string       `tfsdk:"description"`
	HeaderNames []string     `tfsdk:"header_names"`
	TokenURL    types.String `tfsdk:"token_url"`
}

type catalogRegion struct {
	Name    types.String `tfsdk:"name"`
	BaseURL string       `tfsdk:"base_url"`
}

type catalogProbe struct {
	Method         string       `tfsdk:"method"`
	Path           string       `tfsdk:"path"`
	Query          types.String `tfsdk:"query"`
	ReportsAccount bool         `tfsdk:"reports_account"`
}

type catalogKey struct {
	MenuPath      string       `tfsdk:"menu_path"`
	Steps         []string     `tfsdk:"steps"`
	Owner         string       `tfsdk:"owner"`
	EndsWhen      string       `tfsdk:"ends_when"`
	Rotation      string       `tfsdk:"rotation"`
	RejectionHint types.String `tfsdk:"rejection_hint"`
	Uncertain     []string     `tfsdk:"uncertain"`
}

func (d *catalogDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_catalog"
}

func (d *catalogDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	texts := func(description string) schema.ListAttribute {
		return schema.ListAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	}
	list := func(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
		return schema.ListNestedAttribute{
			MarkdownDescription: description, Computed: true,
			NestedObject: schema.NestedAttributeObject{Attributes: attributes},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists every connector of the provider, for example to build forms, policies or documentation. It sends no request.",
		Attributes: map[string]schema.Attribute{
			"connectors": list("Connectors, in the order of the documentation.", map[string]schema.Attribute{
				"type":  text("Name of the connector in resource types, such as `clari_copilot`."),
				"title": text("Name of the vendor."),
				"fields": list("Fields of a credential.", map[string]schema.Attribute{
					"name":                 text("Name of the argument."),
					"title":                text("Name that the vendor uses."),
					"secret":               flag("Whether the field is secret. A secret also has a write-only argument in the resource."),
					"description":          text("Description of the field."),
					"environment_variable": text("Environment variable that data sources and ephemeral resources use if the argument is not set."),
				}),
				"auth_schemes": list("Authentication schemes, in the order in which they are tried.", map[string]schema.Attribute{
					"name":         text("Value of `auth_scheme`."),
					"description":  text("Description of the scheme."),
					"header_names": texts("Names of its headers."),
					"token_url":    text("URL at which the credential is exchanged for an access token, in the default region and with the names of fields in braces. Null if the scheme sends the credential itself."),
				}),
				"header_names": texts("Names of all headers that can carry the credential."),
				"regions": list("Regions with their base URLs. The first is the default.", map[string]schema.Attribute{
					"name":     text("Value of `region`. Null if the connector has no regions."),
					"base_url": text("Base URL."),
				}),
				"probes": list("Requests that verify a credential, in the order in which they are tried.", map[string]schema.Attribute{
					"method":          text("HTTP method."),
					"path":            text("Path below the base URL."),
					"query":           text("Query. Null if there is none."),
					"reports_account": flag("Whether the response reports the account."),
				}),
				"reports":                             texts("What is known about an accepted credential beyond its validity: any of `account`, `scopes`, `expiry` and `environment`."),
				"rate_limit":                          text("Rate limit of the vendor, in words. Null if it is not known."),
				"documentation_url":                   text("Documentation of the API."),
				"sources":                             texts("Documents that the connector is written from."),
				"live_test":                           text("Month of the last test with a valid key against the live API. Null if there was none: the connector is then tested with the vendor's documentation and the sandbox."),
				"endpoint_environment_variable":       text("Environment variable that overrides the base URL."),
				"token_endpoint_environment_variable": text("Environment variable that overrides the base URL of the token endpoint; set both or neither. Null if there is no token endpoint, or if it has the host of the API."),
				"key": schema.SingleNestedAttribute{
					MarkdownDescription: "How to create, own and rotate a key.",
					Computed:            true,
					Attributes: map[string]schema.Attribute{
						"menu_path":      text("Menu path in the vendor's user interface."),
						"steps":          texts("Steps to create a key."),
						"owner":          text("Owner of a key."),
						"ends_when":      text("Events that invalidate a key."),
						"rotation":       text("How to rotate a key."),
						"rejection_hint": text("Likely cause of a rejection besides a wrong key. Null if there is none."),
						"uncertain":      texts("Facts that are not confirmed."),
					},
				},
			}),
		},
	}
}

func (d *catalogDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model catalogModel
	for _, definition := range catalog.All() {
		model.Connectors = append(model.Connectors, catalogEntry(definition))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func catalogEntry(definition *connector.Definition) catalogConnector {
	entry := catalogConnector{
		Type:             definition.Type,
		Title:            definition.Title,
		HeaderNames:      definition.HeaderNames(),
		Reports:          definition.Reports().Names(),
		RateLimit:        attrvalue.TextOrNull(definition.Limit.Documented),
		DocumentationURL: definition.DocumentationURL,
		Sources:          definition.Sources,
		LiveTest:         attrvalue.TextOrNull(definition.LiveTest),
		EndpointEnv:      definition.EndpointEnv(),
		Key: catalogKey{
			MenuPath:      definition.Key.MenuPath,
			Steps:         definition.Key.Steps,
			Owner:         definition.Key.Owner,
			EndsWhen:      definition.Key.EndsWhen,
			Rotation:      definition.Key.Rotation,
			RejectionHint: attrvalue.TextOrNull(definition.Key.RejectionHint),
			Uncertain:     append([]string{}, definition.Key.Uncertain...),
		},
	}
	if definition.TokenBaseURL() != "" {
		entry.TokenEndpointEnv = types.StringValue(definition.TokenEndpointEnv())
	}
	for _, field := range definition.Fields {
		entry.Fields = append(entry.Fields, catalogField{
			Name: field.Name, Title: field.Title, Secret: field.Secret, Description: field.Description, Env: definition.Env(field),
		})
	}
	for _, scheme := range definition.Schemes {
		of := catalogScheme{Name: scheme.Name, Description: scheme.Description, HeaderNames: scheme.HeaderNames()}
		if scheme.Token != nil {
			of.TokenURL = types.StringValue(tokenURL(definition, *scheme.Token))
		}
		entry.Schemes = append(entry.Schemes, of)
	}
	for _, region := range definition.Regions {
		entry.Regions = append(entry.Regions, catalogRegion{Name: attrvalue.TextOrNull(region.Name), BaseURL: region.BaseURL})
	}
	for _, probe := range definition.Probes {
		entry.Probes = append(entry.Probes, catalogProbe{
			Method: probe.HTTPMethod(), Path: probe.Path, Query: attrvalue.TextOrNull(probe.Query), ReportsAccount: probe.ReportsAccount(),
		})
	}
	return entry
}
