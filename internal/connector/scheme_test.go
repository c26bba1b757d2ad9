package connector_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// TestHeadersAreExactlyThoseOfEachScheme compares the bytes that leave the
// machine, per scheme in the order in which schemes are tried.
func TestHeadersAreExactlyThoseOfEachScheme(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		wantEqual(t, "schemes", d.SchemeNames(), transcript.SchemeNames())
		for _, want := range transcript.Schemes {
			t.Run(want.Name, func(t *testing.T) {
				scheme, found := d.Scheme(want.Name)
				if !found {
					t.Fatalf("there is no scheme %s", want.Name)
				}
				wantHeaders(t, scheme, sentValues(t, d, exampleValues(t, d)), want.Headers)
				for _, field := range transcript.Optional {
					values := exampleValues(t, d)
					values[field.Name] = secret.New(field.Value)
					wantHeaders(t, scheme, sentValues(t, d, values), slices.Concat(want.Headers, want.With[field.Name]))
				}
			})
		}
		if d.HasSchemeChoice() != (len(d.Schemes) > 1) {
			t.Errorf("choice is %t among %d", d.HasSchemeChoice(), len(d.Schemes))
		}
		if scheme, found := d.Scheme("none"); found {
			t.Errorf("an unknown name finds the scheme %q", scheme.Name)
		}
	})
}

// wantHeaders compares the headers of a credential, and their names.
func wantHeaders(t *testing.T, scheme connector.Scheme, values connector.Values, want []transcripts.Field) {
	t.Helper()
	var headers, names, wire []string
	for _, header := range scheme.Build(values) {
		headers = append(headers, header.Name+": "+header.Value.Reveal())
	}
	for _, rule := range scheme.Headers {
		isSent := slices.ContainsFunc(scheme.Build(values), func(header connector.Header) bool { return header.Name == rule.Name })
		if rule.IsFixed() == slices.Contains(scheme.HeaderNames(), rule.Name) {
			t.Errorf("%s: among the headers that may carry the credential is %t", rule.Name, rule.IsFixed())
		}
		if isSent && !rule.IsFixed() {
			names = append(names, rule.Name)
		}
	}
	for _, header := range want {
		wire = append(wire, header.Name+": "+header.Value)
	}
	wantEqual(t, "headers", headers, wire)
	wantEqual(t, "names", scheme.SentNames(values), names)
}

// TestOptionalFieldsDecideAboutTheirHeaders: a header with an empty value is
// another credential than one that is absent.
func TestOptionalFieldsDecideAboutTheirHeaders(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		optional := map[string]bool{}
		for _, field := range d.Fields {
			optional[field.Name] = field.Optional
			if field.Optional && field.Secret {
				t.Errorf("%s is optional and secret, and the names of the headers must follow from what is not secret", field.Name)
			}
		}
		for _, scheme := range d.Schemes {
			for _, rule := range scheme.Headers {
				if rule.IfSet != "" && !optional[rule.IfSet] {
					t.Errorf("%s depends on %q, which is no optional field", rule.Name, rule.IfSet)
				}
				for field := range optional {
					if optional[field] && strings.Contains(rule.Form, "{"+field+"}") && rule.IfSet != field {
						t.Errorf("%s has the optional field %s, and is sent without it", rule.Name, field)
					}
				}
			}
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
			before := sentBy(scheme, exampleValues(t, d))
			for _, field := range d.Fields {
				values := exampleValues(t, d)
				values[field.Name] = secret.New("another-example-value")
				sent := sentBy(scheme, values) != before
				if sent == field.Tenant { // A label of the host is sent in no header.
					t.Errorf("the scheme %s sends %s: %t", scheme.Name, field.Name, sent)
				}
			}
		}
	})
}

// sentBy is all that a scheme sends of a credential.
func sentBy(scheme connector.Scheme, values connector.Values) string {
	sent := revealed(scheme.Build(values))
	if scheme.Token != nil {
		headers, form := scheme.Token.Build(values)
		sent = append(append(sent, revealed(headers)...), form.Reveal(), scheme.Token.URL("", values))
	}
	return fmt.Sprint(sent)
}

func revealed(headers []connector.Header) []string {
	var values []string
	for _, header := range headers {
		values = append(values, header.Value.Reveal())
	}
	return values
}
