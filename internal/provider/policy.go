package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// overridePolicies returns the policies with those that a verification argument sets.
func overridePolicies(policies lifecycle.Policies, verification types.Map) lifecycle.Policies {
	if verification.IsUnknown() {
		return policies.OverriddenBy(lifecycle.Unknown[string](), lifecycle.Unknown[string]())
	}
	argument := func(phase lifecycle.Phase) lifecycle.Value[string] {
		text, isText := verification.Elements()[string(phase)].(types.String)
		if !isText {
			return lifecycle.Null[string]()
		}
		return fromText[string](text)
	}
	return policies.OverriddenBy(argument(lifecycle.PhasePlan), argument(lifecycle.PhaseApply))
}
