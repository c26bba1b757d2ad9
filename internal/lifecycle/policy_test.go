package lifecycle_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
)

// TestPoliciesAreOverriddenByPhase: an argument overrides its own phase, and an unknown one
// leaves the policy unknown.
func TestPoliciesAreOverriddenByPhase(t *testing.T) {
	t.Parallel()
	null, unknown := lifecycle.Null[string](), lifecycle.Unknown[string]()
	for _, c := range []struct {
		plan, apply lifecycle.Value[string]
		want        lifecycle.Policies
	}{
		{null, null, lifecycle.Policies{Plan: lifecycle.Lenient, Apply: lifecycle.Strict}},
		{lifecycle.Known("off"), null, lifecycle.Policies{Plan: lifecycle.Off, Apply: lifecycle.Strict}},
		{null, lifecycle.Known("lenient"), lifecycle.Policies{Plan: lifecycle.Lenient, Apply: lifecycle.Lenient}},
		{unknown, unknown, lifecycle.Policies{}},
	} {
		if got := lifecycle.DefaultPolicies().OverriddenBy(c.plan, c.apply); got != c.want {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
	for policy, want := range map[lifecycle.Policy]bool{lifecycle.Strict: true, lifecycle.Lenient: true, lifecycle.Off: false, lifecycle.PolicyUnknown: false} {
		if policy.Verifies() != want {
			t.Errorf("verification under %q: %t, want %t", policy, !want, want)
		}
	}
}
