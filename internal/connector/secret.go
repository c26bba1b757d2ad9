package connector

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
)

// redacted is all that a printed, logged or marshalled [Secret] shows.
const redacted = "[redacted]"

// Secret is a value that no printing, marshalling or logging reveals; only
// [Secret.Reveal] does, so that a search for it finds every place that can leak.
//
// The value sits in a closure and not in a plain field, because package fmt
// prints the unexported fields of a struct that contains a Secret without
// asking any of the methods below. The zero Secret is empty.
type Secret struct {
	reveal func() string
}

// NewSecret wraps a value.
func NewSecret(value string) Secret {
	return Secret{reveal: func() string { return value }}
}

// Reveal returns the value itself, for a header, a hash or a comparison.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// String implements [fmt.Stringer].
func (Secret) String() string { return redacted }

// GoString implements [fmt.GoStringer].
func (Secret) GoString() string { return redacted }

// Format implements [fmt.Formatter] for every verb and flag.
func (Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redacted) }

// MarshalText implements [encoding.TextMarshaler], which JSON map keys and XML use.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON implements [encoding/json.Marshaler].
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue implements [slog.LogValuer].
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// Values are the fields of one credential, by field name. Fields that are not
// secret travel as [Secret] too: whatever becomes a header is handled one way.
type Values map[string]Secret

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
		for _, rule := range scheme.Headers {
			if d.hasSecret(rule) {
				value := rule.Value(values).Reveal()
				_, rest, _ := strings.Cut(value, " ")
				texts = append(texts, longEnough([]string{value, rest})...)
			}
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// hasSecret reports whether a header is built from a secret field. Those of a
// custom credential are parts of one, see [Field.Parts].
func (d *Definition) hasSecret(rule HeaderRule) bool {
	return slices.ContainsFunc(d.Fields, func(field Field) bool {
		return field.Secret && field.Parts == nil && strings.Contains(rule.Form, "{"+field.Name+"}")
	})
}
