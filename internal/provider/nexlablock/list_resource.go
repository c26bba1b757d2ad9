package nexlablock

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ list.ListResource              = (*credentialList)(nil)
	_ list.ListResourceWithConfigure = (*credentialList)(nil)
)

// NewListResource creates the list resource of one connector.
func NewListResource(definition *connector.Definition) list.ListResource {
	return &credentialList{definition: definition}
}

// credentialList lists the credentials of one connector in Nexla, for terraform query.
type credentialList struct {
	definition *connector.Definition
	access     *Access
}

type credentialListModel struct {
	Name types.String `tfsdk:"name"`
	Tag  types.String `tfsdk:"tag"`
}

// Metadata has the name of the resource that the results are imported into.
func (l *credentialList) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_credential_" + l.definition.Type
}

func (l *credentialList) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	l.access = accessOf(req.ProviderData)
}

func (l *credentialList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: fmt.Sprintf("Lists the caller's credentials for %s in Nexla, for `terraform query`. Each can be imported by its identity. "+
			"%s Requires Terraform 1.14. OpenTofu has no queries.", l.definition.Title, missingArguments(l.definition)),
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{MarkdownDescription: "Return only credentials with exactly this name.", Optional: true},
			"tag":  schema.StringAttribute{MarkdownDescription: "Return only credentials with this tag.", Optional: true},
		},
	}
}

// List reads Nexla's listing of the vendor, which all queries of a process share, and
// each credential by itself only where that is needed: a listing leaves out the tags.
func (l *credentialList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var model credentialListModel
	diags := req.Config.Get(ctx, &model)
	client, more := l.access.reader("A query")
	diags.Append(more...)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	all, err := client.ListVendor(ctx, l.definition.NexlaVendor)
	if err != nil {
		stream.Results = list.ListResultsStreamDiagnostics(diag.Diagnostics{readFailure(l.definition.NexlaVendor, "listing the credentials of the vendor", err, nextForListing)})
		return
	}
	if name := model.Name; !name.IsNull() {
		all = slices.DeleteFunc(all, func(credential nexla.Credential) bool { return !credential.HasName(name.ValueString()) })
	}
	stream.Results = l.results(ctx, req, model.Tag, all)
}

// results ends at the limit of the CLI.
func (l *credentialList) results(ctx context.Context, req list.ListRequest, tag types.String, all []nexla.Credential) iter.Seq[list.ListResult] {
	return func(push func(list.ListResult) bool) {
		var pushed int64
		for _, credential := range all {
			if pushed >= req.Limit && req.Limit > 0 {
				return
			}
			if !credential.Whole && (!tag.IsNull() || req.IncludeResource) {
				full, err := l.access.client.Get(ctx, credential.ID)
				if nexla.IsNotFound(err) {
					continue // It was deleted since the listing.
				}
				if err != nil {
					push(list.ListResult{Diagnostics: diag.Diagnostics{readFailure(credential.Name, "reading the credential", err, nextForListing)}})
					return
				}
				credential = full
			}
			if !tag.IsNull() && !credential.HasTag(tag.ValueString()) {
				continue
			}
			if !push(l.result(ctx, req, credential)) {
				return
			}
			pushed++
		}
	}
}

func (l *credentialList) result(ctx context.Context, req list.ListRequest, credential nexla.Credential) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = credential.Name
	result.Diagnostics.Append(result.Identity.SetAttribute(ctx, path.Root(IdentityID), credential.ID)...)
	if !req.IncludeResource {
		return result
	}
	set := func(at path.Path, value any) {
		result.Diagnostics.Append(result.Resource.SetAttribute(ctx, at, value)...)
	}
	set(path.Root(attrName), credential.Name)
	set(path.Root(attrDescription), attrvalue.TextOrNull(credential.Description))
	set(path.Root(attrConnector), l.definition.Type)
	New(l.definition, l.access).setImported(ctx, credential, set)
	if credential.AuthTemplateID != 0 {
		set(path.Root(Name).AtName("auth_template_id"), credential.AuthTemplateID)
	}
	if len(credential.Tags) > 0 {
		set(path.Root(Name).AtName("tags"), credential.Tags)
	}
	return result
}

// missingArguments lists what a generated configuration of a connector lacks.
func missingArguments(definition *connector.Definition) string {
	var fields []string
	for _, field := range definition.SecretFields() {
		fields = append(fields, "`"+field.Name+"_wo`")
	}
	text := "Nexla returns no secrets: in a generated configuration, set " + strings.Join(fields, " and ") + "."
	if definition.HasRegions() {
		text += fmt.Sprintf(" Add `region` unless it is `%s`: Nexla does not report it.", definition.RegionNames()[0])
	}
	return text
}
