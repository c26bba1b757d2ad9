package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func TestSchemasFollowTheFrameworksRules(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	var schema frameworkprovider.SchemaResponse
	New("test").Schema(ctx, frameworkprovider.SchemaRequest{}, &schema)
	if diags := schema.Schema.ValidateImplementation(ctx); diags.HasError() {
		t.Errorf("provider: %v", diags)
	}
	for _, construct := range New("test").Resources(ctx) {
		var response resource.SchemaResponse
		construct().Schema(ctx, resource.SchemaRequest{}, &response)
		if diags := response.Schema.ValidateImplementation(ctx); diags.HasError() {
			t.Errorf("resource: %v", diags)
		}
	}
	for _, construct := range New("test").DataSources(ctx) {
		var response datasource.SchemaResponse
		construct().Schema(ctx, datasource.SchemaRequest{}, &response)
		if diags := response.Schema.ValidateImplementation(ctx); diags.HasError() {
			t.Errorf("data source: %v", diags)
		}
	}
	for _, definition := range catalog.All() {
		if diags := ephemeralSchema(definition).ValidateImplementation(ctx); diags.HasError() {
			t.Errorf("ephemeral resource: %v", diags)
		}
	}
}

// TestProviderDescribesEveryConnectorInOneTable: the index page shows the second
// paragraph as a table, and the first one alone in its front matter.
func TestProviderDescribesEveryConnectorInOneTable(t *testing.T) {
	t.Parallel()
	var schema frameworkprovider.SchemaResponse
	New("test").Schema(t.Context(), frameworkprovider.SchemaRequest{}, &schema)
	paragraphs := strings.Split(strings.TrimSpace(schema.Schema.MarkdownDescription), "\n\n")
	if len(paragraphs) != 2 || strings.ContainsAny(paragraphs[0], "|\n") {
		t.Fatalf("paragraphs %q", paragraphs)
	}
	rows := strings.Split(paragraphs[1], "\n")
	if len(rows) != 2+len(catalog.All()) {
		t.Fatalf("%d rows for %d connectors", len(rows)-2, len(catalog.All()))
	}
	for i, definition := range catalog.All() {
		row := rows[2+i]
		want := []string{"| " + definition.Title + " |", "`connector_credential_" + definition.Type + "`"}
		for _, field := range definition.Fields {
			want = append(want, "`"+field.Name+"`", "`"+definition.Env(field)+"`")
		}
		for _, text := range want {
			if !strings.Contains(row, text) {
				t.Errorf("row %q does not name %s", row, text)
			}
		}
		if strings.Count(row, "|") != 4 {
			t.Errorf("row %q is not of three columns", row)
		}
	}
}

// TestReadersOfCustomCredentialsMentionOnlyTheirOwnAttributes: they share texts with the
// resource, which alone has the argument verification, and has header_names too.
func TestReadersOfCustomCredentialsMentionOnlyTheirOwnAttributes(t *testing.T) {
	t.Parallel()
	source, opened := customDataSourceSchema(), customEphemeralSchema()
	for kind, block := range map[string]string{
		"data source":        source.Blocks[blockOAuth2].GetMarkdownDescription(),
		"ephemeral resource": opened.Blocks[blockOAuth2].GetMarkdownDescription(),
	} {
		if strings.Contains(block, "`"+attrVerification+" =") {
			t.Errorf("%s: the block oauth2 mentions the argument verification: %s", kind, block)
		}
	}
	if strings.Contains(opened.MarkdownDescription, "`"+attrHeaderNames+"`") {
		t.Errorf("the ephemeral resource mentions header_names: %s", opened.MarkdownDescription)
	}
}

func TestExactlyTheSecretFieldsAreSensitiveAndHaveAWriteOnlyTwin(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		secret := map[string]bool{}
		for _, field := range definition.SecretFields() {
			secret[field.Name] = true
			secret[field.Name+writeOnlySuffix] = true
		}
		for name, attribute := range credentialSchema(definition).Attributes {
			if attribute.IsSensitive() != secret[name] {
				t.Errorf("%s.%s: Sensitive is %t", definition.Type, name, attribute.IsSensitive())
			}
			twin := secret[name] && strings.HasSuffix(name, writeOnlySuffix)
			if attribute.IsWriteOnly() != twin {
				t.Errorf("%s.%s: WriteOnly is %t", definition.Type, name, attribute.IsWriteOnly())
			}
			if attribute.GetMarkdownDescription() == "" {
				t.Errorf("%s.%s has no description", definition.Type, name)
			}
			if attribute.IsComputed() && !slices.Contains(computedAttributes(), name) && name != attrRegion {
				t.Errorf("%s.%s is computed and not in computedAttributes", definition.Type, name)
			}
		}
	}
}

func TestReadingsMarkTheSameFieldsSensitive(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		secret := map[string]bool{}
		for _, field := range definition.SecretFields() {
			secret[field.Name] = true
		}
		for name, attribute := range dataSourceSchema(definition).Attributes {
			if attribute.IsSensitive() != secret[name] || attribute.GetMarkdownDescription() == "" {
				t.Errorf("data source %s.%s: Sensitive is %t", definition.Type, name, attribute.IsSensitive())
			}
		}
		secret[attrHeaders] = true
		for name, attribute := range ephemeralSchema(definition).Attributes {
			if attribute.IsSensitive() != secret[name] || attribute.GetMarkdownDescription() == "" {
				t.Errorf("ephemeral resource %s.%s: Sensitive is %t", definition.Type, name, attribute.IsSensitive())
			}
		}
	}
}

// TestHeadersAndBasicAuthAloneAreSensitiveInACustomCredential: its schemas are
// written by hand, so that a forgotten Sensitive would show everything.
func TestHeadersAndBasicAuthAloneAreSensitiveInACustomCredential(t *testing.T) {
	t.Parallel()
	sensitive := []string{"headers", "headers_wo", "basic_auth", "basic_auth_wo", "request_headers"}
	check := func(kind, name string, is bool, description string) {
		if is != slices.Contains(sensitive, name) || description == "" {
			t.Errorf("%s %s: Sensitive is %t, description %q", kind, name, is, description)
		}
	}
	for name, attribute := range customSchema().Attributes {
		check("resource", name, attribute.IsSensitive(), attribute.GetMarkdownDescription())
		if attribute.IsWriteOnly() != (strings.HasSuffix(name, writeOnlySuffix)) {
			t.Errorf("%s: WriteOnly is %t", name, attribute.IsWriteOnly())
		}
		if attribute.IsComputed() && !slices.Contains(computedAttributes(), name) {
			t.Errorf("%s is computed and not in computedAttributes", name)
		}
	}
	for name, attribute := range customDataSourceSchema().Attributes {
		check("data source", name, attribute.IsSensitive(), attribute.GetMarkdownDescription())
	}
	for name, attribute := range customEphemeralSchema().Attributes {
		check("ephemeral resource", name, attribute.IsSensitive(), attribute.GetMarkdownDescription())
	}
	if diags := customEphemeralSchema().ValidateImplementation(t.Context()); diags.HasError() {
		t.Errorf("ephemeral resource: %v", diags)
	}
}
