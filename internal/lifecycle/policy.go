package lifecycle

import "slices"

// Policy says whether verification runs, and what an inconclusive result does.
type Policy string

// The values of a verification argument, and the one that stands for an unknown value.
const (
	// Strict: only an accepted credential passes.
	Strict Policy = "strict"
	// Lenient: an inconclusive result is a warning.
	Lenient Policy = "lenient"
	// Off: verification does not run.
	Off Policy = "off"
	// PolicyUnknown: the policy is unknown until apply, so verification does not run yet.
	PolicyUnknown Policy = ""
)

// PolicyNames lists the values of a verification argument.
func PolicyNames() []string { return []string{string(Strict), string(Lenient), string(Off)} }

// Verifies reports whether the policy is known and verification runs under it.
func (p Policy) Verifies() bool { return p != Off && p != PolicyUnknown }

// Valid reports whether the policy is one of [PolicyNames].
func (p Policy) Valid() bool { return slices.Contains(PolicyNames(), string(p)) }

func (p Policy) overriddenBy(argument Value[string]) Policy {
	switch {
	case argument.IsNull():
		return p
	case argument.IsUnknown():
		return PolicyUnknown
	default:
		return Policy(argument.Get())
	}
}

// Phase is when verification runs. A refresh and a destroy belong to a plan.
type Phase string

// The keys of every verification argument.
const (
	PhasePlan  Phase = "plan"
	PhaseApply Phase = "apply"
)

// PhaseNames lists the keys of a verification argument.
func PhaseNames() []string { return []string{string(PhasePlan), string(PhaseApply)} }

// Policies are the policy of each phase.
type Policies struct {
	Plan  Policy
	Apply Policy
}

// DefaultPolicies apply where neither an argument nor the environment sets one.
func DefaultPolicies() Policies { return Policies{Plan: Lenient, Apply: Strict} }

// OverriddenBy returns the policies with those that a verification argument sets.
func (p Policies) OverriddenBy(plan, apply Value[string]) Policies {
	return Policies{Plan: p.Plan.overriddenBy(plan), Apply: p.Apply.overriddenBy(apply)}
}

// Of returns the policy of a phase.
func (p Policies) Of(phase Phase) Policy {
	if phase == PhaseApply {
		return p.Apply
	}
	return p.Plan
}
