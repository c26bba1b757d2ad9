package provider

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// TestTableOfAnswers is the contract's table, cell by cell.
func TestTableOfAnswers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status   connector.Status
		standing standing
		phase    string
		policy   policy
		want     severity
	}{
		{connector.Verified, changed, phasePlan, policyStrict, passes},
		{connector.Verified, unchanged, phaseApply, policyStrict, passes},

		{connector.Rejected, changed, phasePlan, policyLenient, fails},
		{connector.Rejected, changed, phasePlan, policyStrict, fails},
		{connector.Rejected, changed, phaseApply, policyLenient, fails},
		{connector.Rejected, unchanged, phasePlan, policyLenient, warns},
		{connector.Rejected, unchanged, phasePlan, policyStrict, warns},
		{connector.Rejected, unchanged, phaseApply, policyLenient, fails},
		{connector.Rejected, unchanged, phaseApply, policyStrict, fails},

		{connector.Inconclusive, changed, phasePlan, policyLenient, warns},
		{connector.Inconclusive, changed, phasePlan, policyStrict, fails},
		{connector.Inconclusive, changed, phaseApply, policyLenient, warns},
		{connector.Inconclusive, changed, phaseApply, policyStrict, fails},
		{connector.Inconclusive, unchanged, phasePlan, policyStrict, warns},
		{connector.Inconclusive, unchanged, phaseApply, policyStrict, warns},
	} {
		got := severityOf(c.status, question{phase: c.phase, policy: c.policy, standing: c.standing})
		if got != c.want {
			t.Errorf("%s, standing %d, %s, %s: severity %d, want %d", c.status, c.standing, c.phase, c.policy, got, c.want)
		}
	}
}
