package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
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
	for _, definition := range connector.All() {
		if diags := ephemeralSchema(definition).ValidateImplementation(ctx); diags.HasError() {
			t.Errorf("ephemeral resource: %v", diags)
		}
	}
}

func TestExactlyTheSecretFieldsAreSensitiveAndHaveAWriteOnlyTwin(t *testing.T) {
	t.Parallel()
	for _, definition := range connector.All() {
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
	for _, definition := range connector.All() {
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
