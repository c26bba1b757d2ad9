package connector

import (
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// Values are the fields of one credential, by field name. Fields that are not
// secret travel as [secret.Value] too: whatever becomes a header is handled one way.
type Values map[string]secret.Value

// SecretTexts returns the texts of a credential that must not be seen, for
// redaction: the secret fields, and the headers that are built from them, whole and
// without the word before the credential, as vendors send them back. An empty one
// is left out: looked for, it would be found everywhere.
func (d *Definition) SecretTexts(values Values) []string {
	var texts []string
	for _, field := range d.SecretFields() {
		value := values[field.Name].Reveal()
		switch {
		case value == "":
		case field.Parts != nil:
			texts = append(texts, field.Parts(value)...)
		default:
			texts = append(texts, value)
		}
	}
	for _, scheme := range d.Schemes {
		if scheme.Token != nil {
			texts = append(texts, scheme.Token.secretTexts(values)...)
		}
		for _, rule := range scheme.Headers {
			if d.HasSecret(rule, values) {
				value := rule.Value(values).Reveal()
				_, rest, _ := strings.Cut(value, " ")
				texts = append(texts, longEnough([]string{value, rest})...)
			}
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// HasSecret reports whether a header is built from a secret field, or from an access
// token that is there. The headers of a custom credential are parts of a field, see
// [Field.Parts].
func (d *Definition) HasSecret(rule HeaderRule, values Values) bool {
	if strings.Contains(rule.Form, "{"+TokenField+"}") {
		return values[TokenField].Reveal() != ""
	}
	return slices.ContainsFunc(d.Fields, func(field Field) bool {
		return field.Secret && field.Parts == nil && strings.Contains(rule.Form, "{"+field.Name+"}")
	})
}
