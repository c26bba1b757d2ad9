package connector_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// headerCases are the exact bytes that leave the machine, per scheme in the
// order in which schemes are tried.
var headerCases = []struct {
	connector, scheme string
	headers           []string // "Name: value"
	forms             []string
}{
	{
		"precoro", "x_auth_token",
		[]string{"X-AUTH-TOKEN: example-precoro-token", "email: integrations@example.com"},
		[]string{"{api_token}", "{user_email}"},
	},
	{
		"paymo", "api_key",
		[]string{"Authorization: example-paymo-key"},
		[]string{"{api_key}"},
	},
	{
		// base64 of "example-paymo-key:x".
		"paymo", "basic",
		[]string{"Authorization: Basic ZXhhbXBsZS1wYXltby1rZXk6eA=="},
		[]string{"Basic base64({api_key}:x)"},
	},
	{
		"clari_copilot", "x_api_key",
		[]string{"X-Api-Key: example-clari-key", "X-Api-Password: example-clari-password"},
		[]string{"{api_key}", "{api_password}"},
	},
	{
		"resci", "api_key",
		[]string{"Authorization: ApiKey example-resci-key"},
		[]string{"ApiKey {api_key}"},
	},
	{
		"customerly", "authentication",
		[]string{"Authentication: Bearer example-customerly-token"},
		[]string{"Bearer {api_key}"},
	},
	{
		"customerly", "authorization",
		[]string{"Authorization: Bearer example-customerly-token"},
		[]string{"Bearer {api_key}"},
	},
}

func TestHeadersAreExactlyThoseOfEachScheme(t *testing.T) {
	for _, c := range headerCases {
		t.Run(c.connector+"/"+c.scheme, func(t *testing.T) {
			d := definition(t, c.connector)
			scheme, found := d.Scheme(c.scheme)
			if !found {
				t.Fatalf("there is no scheme %s", c.scheme)
			}
			var headers, names, forms []string
			for _, header := range scheme.Build(exampleValues(t, d)) {
				headers = append(headers, header.Name+": "+header.Value.Reveal())
				names = append(names, header.Name)
			}
			for _, rule := range scheme.Headers {
				forms = append(forms, rule.Form)
			}
			if !slices.Equal(headers, c.headers) {
				t.Errorf("headers %q, want %q", headers, c.headers)
			}
			if !slices.Equal(forms, c.forms) {
				t.Errorf("forms %q, want %q", forms, c.forms)
			}
			if got := scheme.HeaderNames(); !slices.Equal(got, names) {
				t.Errorf("names %q, want %q", got, names)
			}
		})
	}
}

func TestSchemesAreTriedInTheDocumentedOrder(t *testing.T) {
	want := map[string][]string{}
	for _, c := range headerCases {
		want[c.connector] = append(want[c.connector], c.scheme)
	}
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		if got := d.SchemeNames(); !slices.Equal(got, want[d.Type]) {
			t.Errorf("schemes %q, want %q", got, want[d.Type])
		}
		if d.HasSchemeChoice() != (len(d.Schemes) > 1) {
			t.Errorf("choice is %t among %d", d.HasSchemeChoice(), len(d.Schemes))
		}
		if scheme, found := d.Scheme("none"); found {
			t.Errorf("an unknown name finds the scheme %q", scheme.Name)
		}
	})
}

func TestNoTwoSchemesOfADefinitionAreTheSame(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		names, forms := map[string]bool{}, map[string]string{}
		for _, scheme := range d.Schemes {
			if names[scheme.Name] {
				t.Errorf("the name %s comes twice", scheme.Name)
			}
			names[scheme.Name] = true
			var lines []string
			for _, rule := range scheme.Headers {
				lines = append(lines, rule.Name+": "+rule.Form)
			}
			slices.Sort(lines)
			if same, taken := forms[fmt.Sprint(lines)]; taken {
				t.Errorf("%s and %s send the same headers", same, scheme.Name)
			}
			forms[fmt.Sprint(lines)] = scheme.Name
		}
	})
}

func TestEverySchemeSendsEveryField(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		for _, scheme := range d.Schemes {
			before := fmt.Sprint(revealed(scheme.Build(exampleValues(t, d))))
			for _, field := range d.Fields {
				values := exampleValues(t, d)
				values[field.Name] = connector.NewSecret("another-example-value")
				if fmt.Sprint(revealed(scheme.Build(values))) == before {
					t.Errorf("the scheme %s does not send %s", scheme.Name, field.Name)
				}
			}
		}
	})
}

func revealed(headers []connector.Header) []string {
	var values []string
	for _, header := range headers {
		values = append(values, header.Value.Reveal())
	}
	return values
}
