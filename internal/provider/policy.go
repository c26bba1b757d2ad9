package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// policy says whether the vendor is asked, and what an inconclusive answer does.
type policy string

const (
	// policyStrict: only an accepted credential passes.
	policyStrict policy = "strict"
	// policyLenient: an inconclusive answer is a warning.
	policyLenient policy = "lenient"
	// policyOff: the vendor is not asked.
	policyOff policy = "off"
	// policyUnknown: the policy is a value that is known after apply, so nobody is asked yet.
	policyUnknown policy = ""
)

// The keys of every verification argument.
const (
	phasePlan  = "plan"
	phaseApply = "apply"
)

func policyNames() []string {
	return []string{string(policyStrict), string(policyLenient), string(policyOff)}
}

func phaseNames() []string { return []string{phasePlan, phaseApply} }

// policies are the policy of each phase.
type policies struct {
	plan  policy
	apply policy
}

// defaultPolicies hold where neither block nor environment says otherwise.
func defaultPolicies() policies {
	return policies{plan: policyLenient, apply: policyStrict}
}

// overriddenBy returns the policies with those that a verification argument sets.
func (p policies) overriddenBy(verification types.Map) policies {
	if verification.IsUnknown() {
		return policies{plan: policyUnknown, apply: policyUnknown}
	}
	elements := verification.Elements()
	return policies{
		plan:  p.plan.overriddenBy(elements[phasePlan]),
		apply: p.apply.overriddenBy(elements[phaseApply]),
	}
}

func (p policy) overriddenBy(value attr.Value) policy {
	text, isText := value.(types.String)
	switch {
	case !isText || text.IsNull():
		return p
	case text.IsUnknown():
		return policyUnknown
	default:
		return policy(text.ValueString())
	}
}

// asks tells whether the policy is known and wants the vendor to be asked.
func (p policy) asks() bool { return p != policyOff && p != policyUnknown }

func (p policy) valid() bool { return slices.Contains(policyNames(), string(p)) }
