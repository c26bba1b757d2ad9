package lifecycle

// Value is a value as Terraform knows it: null, unknown until apply, or known. The
// zero Value is null.
type Value[T any] struct {
	kind  valueKind
	value T
}

type valueKind int

const (
	kindNull valueKind = iota
	kindUnknown
	kindKnown
)

// Null returns a value that is not set.
func Null[T any]() Value[T] { return Value[T]{} }

// Unknown returns a value that is unknown until apply.
func Unknown[T any]() Value[T] { return Value[T]{kind: kindUnknown} }

// Known returns a value that is set and known.
func Known[T any](value T) Value[T] { return Value[T]{kind: kindKnown, value: value} }

// IsNull reports whether the value is not set.
func (v Value[T]) IsNull() bool { return v.kind == kindNull }

// IsUnknown reports whether the value is unknown until apply.
func (v Value[T]) IsUnknown() bool { return v.kind == kindUnknown }

// IsKnown reports whether the value is set and known.
func (v Value[T]) IsKnown() bool { return v.kind == kindKnown }

// Get returns the known value, or the zero value of its type.
func (v Value[T]) Get() T { return v.value }
