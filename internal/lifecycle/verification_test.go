package lifecycle_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// TestSeverityOfEachResult is the contract's table "What each result does": errors
// and warnings, in both phases.
func TestSeverityOfEachResult(t *testing.T) {
	t.Parallel()
	const changed, unchanged = true, false
	for _, c := range []struct {
		status  connector.Status
		changed bool
		phase   lifecycle.Phase
		policy  lifecycle.Policy
		want    lifecycle.Severity
	}{
		{connector.Verified, changed, lifecycle.PhasePlan, lifecycle.Lenient, lifecycle.Pass},
		{connector.Verified, changed, lifecycle.PhasePlan, lifecycle.Strict, lifecycle.Pass},
		{connector.Verified, changed, lifecycle.PhaseApply, lifecycle.Lenient, lifecycle.Pass},
		{connector.Verified, changed, lifecycle.PhaseApply, lifecycle.Strict, lifecycle.Pass},
		{connector.Verified, unchanged, lifecycle.PhasePlan, lifecycle.Lenient, lifecycle.Pass},
		{connector.Verified, unchanged, lifecycle.PhasePlan, lifecycle.Strict, lifecycle.Pass},
		{connector.Verified, unchanged, lifecycle.PhaseApply, lifecycle.Lenient, lifecycle.Pass},
		{connector.Verified, unchanged, lifecycle.PhaseApply, lifecycle.Strict, lifecycle.Pass},

		{connector.Rejected, changed, lifecycle.PhasePlan, lifecycle.Lenient, lifecycle.Fail},
		{connector.Rejected, changed, lifecycle.PhasePlan, lifecycle.Strict, lifecycle.Fail},
		{connector.Rejected, changed, lifecycle.PhaseApply, lifecycle.Lenient, lifecycle.Fail},
		{connector.Rejected, changed, lifecycle.PhaseApply, lifecycle.Strict, lifecycle.Fail},
		{connector.Rejected, unchanged, lifecycle.PhasePlan, lifecycle.Lenient, lifecycle.Warn},
		{connector.Rejected, unchanged, lifecycle.PhasePlan, lifecycle.Strict, lifecycle.Warn},
		{connector.Rejected, unchanged, lifecycle.PhaseApply, lifecycle.Lenient, lifecycle.Fail},
		{connector.Rejected, unchanged, lifecycle.PhaseApply, lifecycle.Strict, lifecycle.Fail},

		{connector.Inconclusive, changed, lifecycle.PhasePlan, lifecycle.Lenient, lifecycle.Warn},
		{connector.Inconclusive, changed, lifecycle.PhasePlan, lifecycle.Strict, lifecycle.Fail},
		{connector.Inconclusive, changed, lifecycle.PhaseApply, lifecycle.Lenient, lifecycle.Warn},
		{connector.Inconclusive, changed, lifecycle.PhaseApply, lifecycle.Strict, lifecycle.Fail},
		{connector.Inconclusive, unchanged, lifecycle.PhasePlan, lifecycle.Lenient, lifecycle.Warn},
		{connector.Inconclusive, unchanged, lifecycle.PhasePlan, lifecycle.Strict, lifecycle.Warn},
		{connector.Inconclusive, unchanged, lifecycle.PhaseApply, lifecycle.Lenient, lifecycle.Warn},
		{connector.Inconclusive, unchanged, lifecycle.PhaseApply, lifecycle.Strict, lifecycle.Warn},
	} {
		verification := lifecycle.Verification{Phase: c.phase, Policy: c.policy, Changed: c.changed}
		if got := verification.Severity(c.status); got != c.want {
			t.Errorf("%s, changed %t, %s, %s: severity %d, want %d", c.status, c.changed, c.phase, c.policy, got, c.want)
		}
		verification.AllowUnverified = true
		if got := verification.Severity(c.status); got != lifecycle.Pass {
			t.Errorf("%s with allow_unverified: severity %d, want %d", c.status, got, lifecycle.Pass)
		}
	}
}

// TestWhenVerificationRuns is the contract's section of that name, for one credential.
func TestWhenVerificationRuns(t *testing.T) {
	t.Parallel()
	plan := func(in lifecycle.Inputs) (lifecycle.Verification, bool) {
		return lifecycle.PlanVerification(in, lifecycle.DetectChange(in))
	}
	apply := func(in lifecycle.Inputs) (lifecycle.Verification, bool) {
		return lifecycle.ApplyVerification(in, lifecycle.DetectChangeAtApply(in, lifecycle.Unknown[int64]()))
	}
	policies := func(plan, apply lifecycle.Policy) func(*lifecycle.Inputs) {
		return func(in *lifecycle.Inputs) { in.Policies = lifecycle.Policies{Plan: plan, Apply: apply} }
	}
	const changed, unchanged, runs, doesNotRun = true, false, true, false
	for name, c := range map[string]struct {
		verify  func(lifecycle.Inputs) (lifecycle.Verification, bool)
		in      lifecycle.Inputs
		runs    bool
		changed bool
	}{
		"plan of a creation":                 {plan, created(), runs, changed},
		"plan after an import":               {plan, imported(), runs, changed},
		"plan of an unchanged credential":    {plan, applied(), runs, unchanged},
		"plan of a rotation":                 {plan, withWriteOnly(applied(), known(secretTwo)), runs, changed},
		"plan, policy strict":                {plan, with(applied(), policies(lifecycle.Strict, lifecycle.Off)), runs, unchanged},
		"plan, policy off":                   {plan, with(created(), policies(lifecycle.Off, lifecycle.Strict)), doesNotRun, changed},
		"plan, policy unknown":               {plan, with(created(), policies(lifecycle.PolicyUnknown, lifecycle.Strict)), doesNotRun, changed},
		"plan, secret unknown":               {plan, withWriteOnly(created(), unknown()), doesNotRun, changed},
		"plan, secret withheld":              {plan, withWriteOnly(applied(), lifecycle.Null[secret.Value]()), doesNotRun, unchanged},
		"plan, base URL or provider unknown": {plan, with(created(), func(in *lifecycle.Inputs) { in.BaseURL = lifecycle.Unknown[string]() }), doesNotRun, changed},
		"plan, pinned scheme unknown":        {plan, with(created(), func(in *lifecycle.Inputs) { in.AuthScheme = lifecycle.Unknown[string]() }), doesNotRun, changed},
		"plan, custom declaration unknown":   {plan, customInputs(connector.CustomShape()), doesNotRun, changed},
		"plan, custom declaration known":     {plan, customInputs(customWith("X-Api-Key")), runs, changed},
		"creation":                           {apply, created(), runs, changed},
		"update of an unchanged credential":  {apply, applied(), runs, unchanged},
		"update with a rotation":             {apply, withWriteOnly(applied(), known(secretTwo)), runs, changed},
		"apply, policy lenient":              {apply, with(created(), policies(lifecycle.Off, lifecycle.Lenient)), runs, changed},
		"apply, policy off":                  {apply, with(created(), policies(lifecycle.Strict, lifecycle.Off)), doesNotRun, changed},
		"apply, secret withheld":             {apply, withWriteOnly(applied(), lifecycle.Null[secret.Value]()), doesNotRun, unchanged},
		"refresh, secret in state":           {lifecycle.RefreshVerification, stored(), runs, unchanged},
		"refresh, secret write-only":         {lifecycle.RefreshVerification, withWriteOnly(applied(), lifecycle.Null[secret.Value]()), doesNotRun, unchanged},
		"refresh, policy of plans off":       {lifecycle.RefreshVerification, with(stored(), policies(lifecycle.Off, lifecycle.Strict)), doesNotRun, unchanged},
		"refresh, never applied":             {lifecycle.RefreshVerification, imported(), doesNotRun, unchanged},
		"refresh, custom, all in state":      {lifecycle.RefreshVerification, appliedCustom([]string{"X-Api-Key"}), runs, unchanged},
		"refresh, custom, partly write-only": {lifecycle.RefreshVerification, appliedCustom([]string{"X-Api-Key", "Authorization"}), doesNotRun, unchanged},
		"refresh, custom, never verified":    {lifecycle.RefreshVerification, appliedCustom(nil), doesNotRun, unchanged},
	} {
		got, runs := c.verify(c.in)
		if runs != c.runs || got.Changed != c.changed {
			t.Errorf("%s: runs %t, changed %t, want %t and %t", name, runs, got.Changed, c.runs, c.changed)
		}
	}
}

// customWith is the definition of a custom credential with these headers.
func customWith(names ...string) *connector.Definition {
	return connector.Custom{BaseURL: "https://api.acme.example", HeaderNames: names}.Definition()
}

func customInputs(definition *connector.Definition) lifecycle.Inputs {
	in := created()
	in.Definition = definition
	in.Fields = map[string]lifecycle.Field{connector.FieldHeaders: {Value: known(`{"X-Api-Key":"` + secretOne + `"}`)}}
	return in
}

// appliedCustom is a custom credential with one header in state that was last
// accepted with these header names.
func appliedCustom(headerNames []string) lifecycle.Inputs {
	in := customInputs(customWith("X-Api-Key"))
	in.Prior = &lifecycle.Prior{Computed: lifecycle.Computed{SecretRevision: lifecycle.Known[int64](priorRevision)}}
	if headerNames != nil {
		in.Prior.HeaderNames = lifecycle.Known(headerNames)
	}
	return in
}
