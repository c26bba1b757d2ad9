package connector_test

import (
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// definition returns the definition of a type that must be there.
func definition(t *testing.T, name string) *connector.Definition {
	t.Helper()
	d, found := catalog.ByType(name)
	if !found {
		t.Fatalf("there is no connector %q", name)
	}
	return d
}

// exampleValues are the fields of the credential in the connector's transcript.
func exampleValues(t testing.TB, d *connector.Definition) connector.Values {
	t.Helper()
	credential := transcriptOf(t, d).Credential()
	values := connector.Values{}
	for _, field := range d.Fields {
		value, found := credential[field.Name]
		if !found && field.Optional {
			continue
		}
		if !found {
			t.Fatalf("the transcript of %s has no field %s", d.Type, field.Name)
		}
		values[field.Name] = secret.New(value)
	}
	return values
}

// wantEqual fails where two lists differ.
func wantEqual[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// eachDefinition runs a subtest per definition.
func eachDefinition(t *testing.T, check func(*testing.T, *connector.Definition)) {
	t.Helper()
	for _, d := range catalog.All() {
		t.Run(d.Type, func(t *testing.T) { check(t, d) })
	}
}
