package lifecycle

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Plan returns the planned values of the computed attributes. The result is nil if
// verification did not run. An update is planned too if otherWork is set: something
// else of the credential is due. Without an update the values are those of the prior
// state, and the plan is empty.
func Plan(in Inputs, change Change, result *Result, otherWork bool) Computed {
	switch {
	case plansRejection(in, change, result):
		return planRejection(*in.Prior, *result)
	case otherWork || plansUpdate(in, change, result):
		return planUpdate(in, change)
	default:
		return in.Prior.Computed
	}
}

// plansRejection reports whether an unchanged credential was rejected, or does not meet
// a requirement, so that an update is planned that shows it.
func plansRejection(in Inputs, change Change, result *Result) bool {
	return result != nil && rejects(result.Status) && !change.Changed() && in.Policies.Apply.Verifies()
}

// plansUpdate reports whether there is anything to apply. An unchanged credential
// plans empty if it is still accepted, and if verification is inconclusive or did not run.
func plansUpdate(in Inputs, change Change, result *Result) bool {
	if change.New || change.Arguments || change.Secret != SecretSame {
		return true
	}
	if result == nil || !in.Policies.Apply.Verifies() {
		return false // Without a verification at apply the status could not change.
	}
	return result.Status == connector.Verified && in.Prior.Status != Known(connector.Verified)
}

// planRejection plans the rejection, so that checks, policies and outputs see it in
// the plan. If the vendor still rejects the credential at apply, that apply fails and
// records no more than this.
func planRejection(prior Prior, result Result) Computed {
	planned := prior.Computed
	planned.Status, planned.StatusReason = Known(result.Status), Known(result.Reason)
	planned.VerifiedAt = Unknown[string]()
	return planned
}

// planUpdate plans what is known before an update. What depends on the result at
// apply is unknown: it may differ from the result at plan, and even the plan is made
// a second time at apply.
func planUpdate(in Inputs, change Change) Computed {
	planned := Computed{
		Status: Unknown[connector.Status](), StatusReason: Unknown[connector.Reason](), VerifiedAt: Unknown[string](),
		Account: Unknown[connector.Account](),
	}
	planned.planReport(in)
	switch {
	case in.AuthScheme.IsKnown():
		planned.setScheme(in, in.AuthScheme.Get())
	case keepsScheme(in, change):
		planned.AuthScheme, planned.HeaderNames = in.Prior.AuthScheme, in.Prior.HeaderNames
	default:
		planned.AuthScheme, planned.HeaderNames = Unknown[string](), Unknown[[]string]()
	}
	switch {
	case change.New, change.Secret == SecretUnknown:
		planned.SecretRevision, planned.RotatedAt = Unknown[int64](), Unknown[string]()
	case change.Secret == SecretChanged:
		planned.SecretRevision, planned.RotatedAt = Known(in.Prior.SecretRevision.Get()+1), Unknown[string]()
	default:
		planned.SecretRevision, planned.RotatedAt = in.Prior.SecretRevision, in.Prior.RotatedAt
	}
	return planned
}

// keepsScheme reports whether the scheme cannot differ after an update that pins
// none: the credential is the same, and there is one scheme, whose headers are known.
func keepsScheme(in Inputs, change Change) bool {
	return in.AuthScheme.IsNull() && !change.Changed() && !in.Prior.AuthScheme.IsNull() &&
		!in.Definition.HasSchemeChoice() && in.Definition.HasHeaders()
}

// RotationDue returns when the secret last changed, and whether that is longer ago
// than the limit. A plan that changes the secret is the rotation.
func RotationDue(in Inputs, change Change, limit time.Duration, now time.Time) (rotatedAt time.Time, due bool) {
	if in.Prior == nil || change.Secret != SecretSame {
		return time.Time{}, false
	}
	rotatedAt, err := time.Parse(time.RFC3339, in.Prior.RotatedAt.Get())
	return rotatedAt, err == nil && now.Sub(rotatedAt) > limit
}
