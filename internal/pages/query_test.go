package pages

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/hashicorp/terraform-plugin-framework/list"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// listArguments returns the arguments of the config block of each list resource.
func listArguments(t *testing.T) map[string]map[string]bool {
	t.Helper()
	made, hasLists := provider.New("test").(frameworkprovider.ProviderWithListResources)
	if !hasLists {
		t.Fatal("the provider has no list resources")
	}
	all := map[string]map[string]bool{}
	for _, create := range made.ListResources(t.Context()) {
		var named resource.MetadataResponse
		create().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "connector"}, &named)
		var response list.ListResourceSchemaResponse
		create().ListResourceConfigSchema(t.Context(), list.ListResourceSchemaRequest{}, &response)
		all[named.TypeName] = map[string]bool{}
		for name := range response.Schema.Attributes {
			all[named.TypeName][name] = true
		}
	}
	return all
}

// TestExamplesOfQueriesFitTheirSchemas replaces a run, which a CLI before 1.14 does not
// support.
func TestExamplesOfQueriesFitTheirSchemas(t *testing.T) {
	t.Parallel()
	lists := listArguments(t)
	for _, definition := range catalog.All() {
		resource := "connector_credential_" + definition.Type
		blocks := blocksOf(t, "examples/list-resources/"+resource+"/list-resource.tfquery.hcl")
		if len(blocks) != 1 || blocks[0].Type != "list" || blocks[0].Labels[0] != resource {
			t.Errorf("the example does not list %s", resource)
			continue
		}
		for _, config := range blocks[0].Body.Blocks {
			for name := range config.Body.Attributes {
				if !lists[resource][name] {
					t.Errorf("the list resource %s has no argument %s", resource, name)
				}
			}
		}
	}
}
