// Package secret holds the type that secrets travel in. It depends on no
// other package of the provider, so that every layer can use it.
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// redacted is all that a printed, logged or marshaled [Value] shows.
const redacted = "[redacted]"

// Value is a text that no printing, marshalling or logging reveals; only
// [Value.Reveal] does, so that a search for it finds every place that can leak.
//
// The value sits in a closure and not in a plain field, because package fmt
// prints the unexported fields of a struct that contains a Value without
// calling any of the methods below. The zero Value is empty.
type Value struct {
	reveal func() string
}

// New wraps a value.
func New(value string) Value {
	return Value{reveal: func() string { return value }}
}

// Reveal returns the value itself, for a header, a hash or a comparison.
func (s Value) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// String implements [fmt.Stringer].
func (Value) String() string { return redacted }

// GoString implements [fmt.GoStringer].
func (Value) GoString() string { return redacted }

// Format implements [fmt.Formatter] for every verb and flag.
func (Value) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redacted) }

// MarshalText implements [encoding.TextMarshaler], which JSON map keys and XML use.
func (Value) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON implements [encoding/json.Marshaler].
func (Value) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue implements [slog.LogValuer].
func (Value) LogValue() slog.Value { return slog.StringValue(redacted) }
