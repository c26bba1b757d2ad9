package lifecycle

import (
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Verification is why a credential is verified. It decides what the result does.
type Verification struct {
	Phase  Phase
	Policy Policy
	// Changed is the column of the contract's table, see [Change.Changed].
	Changed bool
	// AllowUnverified accepts every result; the status reports it.
	AllowUnverified bool
}

// Severity is what a result does to a plan or an apply.
type Severity int

// What a result can do.
const (
	// Pass: the plan or the apply continues, and no diagnostic is due.
	Pass Severity = iota
	// Warn: it continues with a warning.
	Warn
	// Fail: it stops with an error.
	Fail
)

// Severity returns what a status does, by the contract's table "What each result does".
func (v Verification) Severity(status connector.Status) Severity {
	switch {
	case status == connector.Verified, v.AllowUnverified:
		return Pass
	case rejects(status) && !v.Changed && v.Phase == PhasePlan:
		return Warn // It never blocks a plan that leaves the credential alone; the credential's own update fails.
	case rejects(status):
		return Fail
	case !v.Changed, v.Policy == Lenient:
		return Warn
	default:
		return Fail
	}
}

// rejects reports whether a credential cannot be used as required.
func rejects(status connector.Status) bool {
	return status == connector.Rejected || status == connector.Insufficient
}

// PlanVerification returns the verification of a plan, or false if it does not run:
// under the policy off, and while a value is unknown.
func PlanVerification(in Inputs, change Change) (Verification, bool) {
	verification := Verification{Phase: PhasePlan, Policy: in.Policies.Plan, Changed: change.Changed()}
	return verification, in.isKnown() && verification.Policy.Verifies()
}

// ApplyVerification returns the verification of a creation or an update, or false if
// it does not run: under the policy off, and if the configuration withholds the secret.
func ApplyVerification(in Inputs, change Change) (Verification, bool) {
	verification := Verification{Phase: PhaseApply, Policy: in.Policies.Apply, Changed: change.Changed()}
	return verification, in.isKnown() && !change.Withheld && verification.Policy.Verifies()
}

// RefreshVerification returns the verification of a refresh, or false if it does not
// run: state does not have every secret, the credential was never applied, or the
// policy of plans is off.
func RefreshVerification(in Inputs) (Verification, bool) {
	verification := Verification{Phase: PhasePlan, Policy: in.Policies.Plan}
	applied := in.Prior != nil && !in.Prior.SecretRevision.IsNull()
	return verification, applied && in.isWholeInState() && in.isKnown() && verification.Policy.Verifies()
}

// isKnown reports whether everything that a request depends on is known.
func (in Inputs) isKnown() bool {
	_, known := in.Values()
	return known && in.Definition.HasHeaders() && !in.BaseURL.IsUnknown() && !in.AuthScheme.IsUnknown()
}

// isWholeInState reports whether state has every secret of a custom credential: those
// that it was accepted with may have been write-only in part. For the others the
// required fields show it.
func (in Inputs) isWholeInState() bool {
	return !in.Definition.IsCustom() ||
		in.Prior.HeaderNames.IsKnown() && slices.Equal(in.Prior.HeaderNames.Get(), in.Definition.Schemes[0].HeaderNames())
}
