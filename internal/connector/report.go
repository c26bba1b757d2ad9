package connector

import (
	"slices"
	"strings"
	"time"
)

// Report is what is known about an accepted credential beyond its account. It is
// comparable.
type Report struct {
	// Scopes are what the key may do.
	Scopes Reported[ScopeList]
	// ExpiresAt is when the key expires. A key that never expires has none.
	ExpiresAt Reported[time.Time]
	// Environment is what the key belongs to.
	Environment Reported[Environment]
}

// Reported is a value that a vendor can report. The zero value belongs to a probe that
// does not report it.
type Reported[T comparable] struct {
	// Covered is set if the probe reports the value, even if the response has none.
	Covered bool
	// Present is set if there is a value.
	Present bool
	Value   T
}

// present is a value that was reported.
func present[T comparable](value T) Reported[T] {
	return Reported[T]{Covered: true, Present: true, Value: value}
}

// Environment is the kind of account that a key belongs to.
type Environment string

// The environments. The sandbox, developer or trial account of a vendor counts as a test.
const (
	Live Environment = "live"
	Test Environment = "test"
)

// Environments lists the environments.
func Environments() []Environment { return []Environment{Live, Test} }

// ScopeList is a set of scopes in a comparable form.
type ScopeList struct{ joined string }

// scopeSeparator is in no scope, because these have no control characters.
const scopeSeparator = "\n"

// NewScopeList returns the set of these scopes.
func NewScopeList(scopes ...string) ScopeList {
	sorted := slices.Compact(slices.Sorted(slices.Values(scopes)))
	return ScopeList{strings.Join(sorted, scopeSeparator)}
}

// List returns the scopes, sorted, each once.
func (s ScopeList) List() []string {
	if s.joined == "" {
		return []string{}
	}
	return strings.Split(s.joined, scopeSeparator)
}

// Satisfies reports whether a key with the scopes has a required one. Scopes are
// compared exactly, unless those of the vendor include each other.
func (d *Definition) Satisfies(scopes []string, required string) bool {
	return slices.Contains(scopes, required) || d.ScopeIncludes != nil && slices.ContainsFunc(scopes, func(scope string) bool {
		return d.ScopeIncludes(scope, required)
	})
}

// ScopeLevels returns a function for [Definition.ScopeIncludes] of a vendor whose
// scopes end with a level: each level includes those after it.
func ScopeLevels(levels ...string) func(scope, required string) bool {
	return func(scope, required string) bool {
		for i, level := range levels {
			name, has := strings.CutSuffix(scope, level)
			if !has {
				continue
			}
			return slices.ContainsFunc(levels[i:], func(lower string) bool { return name+lower == required })
		}
		return false
	}
}

// ScopeTree returns a function for [Definition.ScopeIncludes] of a vendor that lists
// which scopes a scope includes. An included scope includes its own.
func ScopeTree(includes map[string][]string) func(scope, required string) bool {
	var find func(scope, required string) bool
	find = func(scope, required string) bool {
		return slices.ContainsFunc(includes[scope], func(included string) bool {
			return included == required || find(included, required)
		})
	}
	return find
}
