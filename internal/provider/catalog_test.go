package provider

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
)

func TestCatalogHasAllFactsOfTheDefinitions(t *testing.T) {
	t.Parallel()
	workspace := clitest.New(t)
	workspace.Configure(`
data "connector_catalog" "all" {}

output "catalog" {
  value = jsonencode(data.connector_catalog.all.connectors)
}
`)
	expect(t, workspace.Run("apply"), 0)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	encoded, _ := json.Marshal(workspace.Attributes("data.connector_catalog.all")["connectors"])
	var got []struct {
		Type, Title string
		Fields      []struct {
			Name   string
			Secret bool
			Env    string `json:"environment_variable"`
		}
		HeaderNames []string `json:"header_names"`
		AuthSchemes []struct {
			Name        string
			HeaderNames []string `json:"header_names"`
		} `json:"auth_schemes"`
		Regions []struct {
			Name    *string
			BaseURL string `json:"base_url"`
		}
		Probes           []struct{ Method, Path string }
		Reports          []string
		DocumentationURL string `json:"documentation_url"`
		Sources          []string
		LiveTest         *string `json:"live_test"`
		Key              struct {
			MenuPath  string `json:"menu_path"`
			Steps     []string
			EndsWhen  string `json:"ends_when"`
			Uncertain []string
		}
	}
	if err := json.Unmarshal(encoded, &got); err != nil {
		t.Fatal(err)
	}
	definitions := catalog.All()
	if len(got) != len(definitions) {
		t.Fatalf("%d connectors, want %d", len(got), len(definitions))
	}
	for i, definition := range definitions {
		entry := got[i]
		if entry.Type != definition.Type || entry.Title != definition.Title || entry.DocumentationURL != definition.DocumentationURL ||
			entry.Key.MenuPath != definition.Key.MenuPath || entry.Key.EndsWhen != definition.Key.EndsWhen || len(entry.Key.Steps) != len(definition.Key.Steps) {
			t.Errorf("%s: %+v", definition.Type, entry)
		}
		if !slices.Equal(entry.Sources, definition.Sources) || !slices.Equal(entry.Key.Uncertain, definition.Key.Uncertain) || (entry.LiveTest == nil) != (definition.LiveTest == "") {
			t.Errorf("%s: sources %q, uncertain %q, live test %v", definition.Type, entry.Sources, entry.Key.Uncertain, entry.LiveTest)
		}
		if want := slices.ContainsFunc(definition.Probes, connector.Probe.ReportsAccount); slices.Contains(entry.Reports, "account") != want {
			t.Errorf("%s reports %v, want account in it: %t", definition.Type, entry.Reports, want)
		}
		if fmt.Sprint(entry.HeaderNames) != fmt.Sprint(definition.HeaderNames()) || len(entry.AuthSchemes) != len(definition.Schemes) {
			t.Errorf("%s: headers %v, schemes %v", definition.Type, entry.HeaderNames, entry.AuthSchemes)
		}
		for j, field := range definition.Fields {
			if f := entry.Fields[j]; f.Name != field.Name || f.Secret != field.Secret || f.Env != definition.Env(field) {
				t.Errorf("%s: field %+v", definition.Type, f)
			}
		}
		for j, region := range definition.Regions {
			if r := entry.Regions[j]; r.BaseURL != region.BaseURL || (r.Name == nil) != (region.Name == "") {
				t.Errorf("%s: region %+v", definition.Type, r)
			}
		}
		for j, probe := range definition.Probes {
			if p := entry.Probes[j]; p.Method != probe.HTTPMethod() || p.Path != probe.Path {
				t.Errorf("%s: probe %+v", definition.Type, p)
			}
		}
	}
}

// TestCatalogHasTokenEndpoints: at the host of the API, in the default of two regions,
// at another host, and none.
func TestCatalogHasTokenEndpoints(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct{ url, variable string }{
		"salesforce":      {"https://{domain}.my.salesforce.com/services/oauth2/token", ""},
		"paypal":          {"https://api-m.paypal.com/v1/oauth2/token", ""},
		"microsoft_graph": {"https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token", "CONNECTOR_ENDPOINT_MICROSOFT_GRAPH_TOKEN"},
		"paymo":           {"", ""},
	} {
		definition, _ := catalog.ByType(name)
		entry := catalogEntry(definition)
		if url, variable := entry.Schemes[0].TokenURL, entry.TokenEndpointEnv; url != attrvalue.TextOrNull(want.url) || variable != attrvalue.TextOrNull(want.variable) {
			t.Errorf("%s: %s, %s", name, url, variable)
		}
	}
}
