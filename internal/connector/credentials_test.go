package connector_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// exampleCredentials has one obviously fake credential per connector. A test
// that walks over all definitions fails where a new one has no row here.
var exampleCredentials = map[string]map[string]string{
	"precoro":       {"api_token": "example-precoro-token", "user_email": "integrations@example.com"},
	"paymo":         {"api_key": "example-paymo-key"},
	"clari_copilot": {"api_key": "example-clari-key", "api_password": "example-clari-password"},
	"resci":         {"api_key": "example-resci-key"},
	"customerly":    {"api_key": "example-customerly-token"},
}

// definition returns the definition of a type that must be there.
func definition(t *testing.T, name string) *connector.Definition {
	t.Helper()
	d, found := connector.ByType(name)
	if !found {
		t.Fatalf("there is no connector %q", name)
	}
	return d
}

// exampleValues are the fields of the example credential.
func exampleValues(t *testing.T, d *connector.Definition) connector.Values {
	t.Helper()
	credential := exampleCredentials[d.Type]
	if len(credential) != len(d.Fields) {
		t.Fatalf("the example credential of %s has %d fields, want %d", d.Type, len(credential), len(d.Fields))
	}
	values := connector.Values{}
	for name, value := range credential {
		values[name] = connector.NewSecret(value)
	}
	return values
}

// eachDefinition runs a subtest per definition.
func eachDefinition(t *testing.T, check func(*testing.T, *connector.Definition)) {
	t.Helper()
	for _, d := range connector.All() {
		t.Run(d.Type, func(t *testing.T) { check(t, d) })
	}
}
