package catalog

import (
	"net/http"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

func TestScopesThatIncludeOthers(t *testing.T) {
	for _, c := range []struct {
		connector, scope, required string
		want                       bool
	}{
		{"attio", "record_permission:read-write", "record_permission:read", true},
		{"attio", "record_permission:read", "record_permission:read-write", false},
		{"gitlab", "api", "read_user", true},
		{"gitlab", "read_api", "api", false},
		{"gitlab", "api", "read_repository", false},
		{"posthog", "*", "query:read", true},
		{"posthog", "query:write", "query:read", true},
		{"posthog", "query:read", "query:write", false},
		{"posthog", "query:write", "user:read", false},
		{"sentry", "org:admin", "org:read", true},
		{"sentry", "org:write", "org:admin", false},
		{"sentry", "org:admin", "project:read", false},
		{"shopify", "write_orders", "read_orders", true},
		{"shopify", "read_orders", "write_orders", false},
		{"shopify", "write_orders", "read_products", false},
		{"slack", "channels:history", "channels:read", false},
	} {
		definition, _ := ByType(c.connector)
		if got := definition.Satisfies([]string{c.scope}, c.required); got != c.want {
			t.Errorf("%s: %s includes %s: %t, want %t", c.connector, c.scope, c.required, got, c.want)
		}
	}
}

// TestEnvironmentsThatFieldsAndRegionsShow has what no response says.
func TestEnvironmentsThatFieldsAndRegionsShow(t *testing.T) {
	square := `{"client_id":"a","merchant_id":"b"}`
	token := `{"token_information":{"scopes":[]}}`
	for _, c := range []struct {
		connector, region, field, value, body string
		want                                  connector.Environment
	}{
		{"square", "", "", "", square, connector.Live},
		{"square", "production", "", "", square, connector.Live},
		{"square", "sandbox", "", "", square, connector.Test},
		{"chargebee", "", "site", "acme", `{"list":[]}`, connector.Live},
		{"chargebee", "", "site", "acme-test", `{"list":[]}`, connector.Test},
		{"chargebee", "", "site", "Acme-TEST", `{"list":[]}`, connector.Test},
		{"recharge", "", "api_token", "sk_test_1x1_example", token, connector.Test},
		{"recharge", "", "api_token", "sk_1x1_example", token, connector.Live},
		{"recharge", "", "api_token", "0123456789abcdef", token, ""},
	} {
		definition, _ := ByType(c.connector)
		values := connector.Values{}
		for _, field := range definition.Fields {
			values[field.Name] = secret.New("example")
		}
		if c.field != "" {
			values[c.field] = secret.New(c.value)
		}
		outcome := definition.Judge(connector.Response{
			Probe: definition.Probes[0], Region: c.region, Values: values,
			Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(c.body),
		})
		if got := outcome.Report.Environment.Value; outcome.Status != connector.Verified || got != c.want {
			t.Errorf("%s, region %q, %s %q: %s, environment %q, want %q", c.connector, c.region, c.field, c.value, outcome.Status, got, c.want)
		}
	}
}
