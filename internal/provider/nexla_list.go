package provider

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
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

// newCredentialList makes the list resource of one connector.
func newCredentialList(definition *connector.Definition) list.ListResource {
	return &credentialList{definition: definition}
}

// credentialList is what Nexla holds of one connector, for terraform query.
type credentialList struct {
	definition *connector.Definition
	settings   *settings
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
	// Absent during validation, which is offline.
	l.settings, _ = req.ProviderData.(*settings)
}

func (l *credentialList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: fmt.Sprintf("Lists the caller's credentials for %s in Nexla, for `terraform query`. Each can be imported by its identity. "+
			"%s Requires Terraform 1.14. OpenTofu has no queries.", l.definition.Title, leftToFillIn(l.definition)),
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{MarkdownDescription: "Return only credentials with exactly this name.", Optional: true},
			"tag":  schema.StringAttribute{MarkdownDescription: "Return only credentials with this tag.", Optional: true},
		},
	}
}

// List reads Nexla's listing, and each credential by itself only where that is
// needed: a listing leaves out the tags.
func (l *credentialList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var model credentialListModel
	diags := req.Config.Get(ctx, &model)
	client, more := l.settings.nexlaReader("A query")
	diags.Append(more...)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	all, err := client.List(ctx)
	if err != nil {
		stream.Results = list.ListResultsStreamDiagnostics(diag.Diagnostics{nexlaProblem("", "Listing", err)})
		return
	}
	all = slices.DeleteFunc(all, func(credential nexla.Credential) bool {
		return credential.VendorName != l.definition.NexlaVendor || (!model.Name.IsNull() && credential.Name != model.Name.ValueString())
	})
	slices.SortFunc(all, func(a, b nexla.Credential) int { return cmp.Compare(a.ID, b.ID) })
	stream.Results = l.results(ctx, req, model.Tag, all)
}

// results ends where the CLI wants no more.
func (l *credentialList) results(ctx context.Context, req list.ListRequest, tag types.String, all []nexla.Credential) iter.Seq[list.ListResult] {
	return func(push func(list.ListResult) bool) {
		var pushed int64
		for _, credential := range all {
			if pushed >= req.Limit && req.Limit > 0 {
				return
			}
			if !credential.Whole && (!tag.IsNull() || req.IncludeResource) {
				full, err := l.settings.nexla.client.Get(ctx, credential.ID)
				if nexla.IsNotFound(err) {
					continue // It was deleted since the listing.
				}
				if err != nil {
					push(list.ListResult{Diagnostics: diag.Diagnostics{nexlaProblem(credential.Name, "reading the credential", err)}})
					return
				}
				credential = full
			}
			if !tag.IsNull() && !slices.Contains(credential.Tags, tag.ValueString()) {
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
	result.Diagnostics.Append(result.Identity.SetAttribute(ctx, path.Root(identityNexlaID), credential.ID)...)
	if !req.IncludeResource {
		return result
	}
	set := func(at path.Path, value any) {
		result.Diagnostics.Append(result.Resource.SetAttribute(ctx, at, value)...)
	}
	set(path.Root(attrName), credential.Name)
	set(path.Root(attrDescription), textOrNull(credential.Description))
	set(path.Root(attrConnector), l.definition.Type)
	set(path.Root(attrNexlaCredential), nexlaCredentialValue(credential))
	set(path.Root(blockNexla).AtName("deletion_policy"), deletionDelete)
	set(path.Root(blockNexla).AtName("probe"), true)
	if credential.AuthTemplateID != 0 {
		set(path.Root(blockNexla).AtName("auth_template_id"), credential.AuthTemplateID)
	}
	if len(credential.Tags) > 0 {
		set(path.Root(blockNexla).AtName("tags"), credential.Tags)
	}
	for field, value := range reportedFields(ctx, l.settings.nexla.client, l.definition, credential) {
		set(path.Root(field), value)
	}
	return result
}

// reportedFields returns the fields that are not secret, as far as Nexla reports
// them. The labels of the vendor's form decide which value belongs to which
// field; if they do not match, or the form cannot be read, the user fills in the
// fields.
func reportedFields(ctx context.Context, client *nexla.Client, definition *connector.Definition, credential nexla.Credential) map[string]string {
	fields := map[string]string{}
	if len(definition.SecretFields()) == len(definition.Fields) {
		return fields
	}
	vendor, err := client.Vendor(ctx, credential.VendorName)
	if err != nil {
		return fields
	}
	// A form may have no parameter for an optional field.
	var template nexla.Template
	var parameters map[string]string
	for _, withOptional := range []bool{true, false} {
		labels := nexlaLabels(definition, func(string) bool { return withOptional })
		if template, parameters, err = vendor.Choose(credential.AuthTemplateID, labels, nil); err == nil {
			break
		}
	}
	if err != nil {
		return fields
	}
	reported := credential.ReportedFields(template, parameters)
	for _, field := range definition.Fields {
		if value, isReported := reported[field.Name]; isReported && !field.Secret && field.CheckValue(value) == "" {
			fields[field.Name] = value
		}
	}
	return fields
}

// leftToFillIn lists what a generated configuration of a connector lacks.
func leftToFillIn(definition *connector.Definition) string {
	var fields []string
	for _, field := range definition.SecretFields() {
		fields = append(fields, "`"+field.Name+writeOnlySuffix+"`")
	}
	text := "No secret comes back from Nexla: in a generated configuration, fill in " + strings.Join(fields, " and ") + "."
	if definition.HasRegions() {
		text += fmt.Sprintf(" Add `region` unless it is `%s`: Nexla does not report it.", definition.RegionNames()[0])
	}
	return text
}
