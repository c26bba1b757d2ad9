package lifecycle

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Moment is what a creation gets from the process: the time, and a revision that no
// other credential has.
type Moment struct {
	// Now dates a secret that was not verified.
	Now time.Time
	// NewRevision returns the revision of a new credential whose secret has that date.
	NewRevision func(time.Time) int64
}

// Apply returns the computed attributes after a creation or an update. The result is
// nil if verification did not run. A result that fails the apply is none of Apply's,
// see [RecordRejection].
func Apply(in Inputs, change Change, result *Result, moment Moment) Computed {
	applied, at := unverified(in, change, connector.Unverified, connector.ReasonNotVerified), moment.Now
	switch {
	case result == nil:
	case result.Status == connector.Verified:
		applied, at = verified(in, change, *result), result.At
	case result.Reason == connector.ReasonNotReported:
		applied, at = notReported(in, change, *result), result.At
	default:
		applied, at = unverified(in, change, result.Status, result.Reason), result.At
	}
	switch {
	case change.New:
		applied.SecretRevision, applied.RotatedAt = Known(moment.NewRevision(at)), Known(Timestamp(at))
	case change.Secret == SecretChanged:
		applied.SecretRevision, applied.RotatedAt = Known(in.Prior.SecretRevision.Get()+1), Known(Timestamp(at))
	default:
		applied.SecretRevision, applied.RotatedAt = in.Prior.SecretRevision, in.Prior.RotatedAt
	}
	return applied
}

// verified are the attributes that follow from an accepted credential.
func verified(in Inputs, change Change, result Result) Computed {
	applied := Computed{
		Status: Known(result.Status), StatusReason: Known(result.Reason), VerifiedAt: Known(Timestamp(result.At)), Account: Known(result.Account),
	}
	applied.setScheme(in, result.Scheme)
	applied.setReport(priorReport(in, change), result.Report)
	if change.SameCredential() && accountNotRead(result, in.Prior) {
		applied.Account = in.Prior.Account // The credential is the same, and so is its account.
	}
	return applied
}

// accountNotRead reports whether the probe that reports the account failed: the others
// report none, or one without its ID.
func accountNotRead(result Result, prior *Prior) bool {
	return result.Account == connector.Account{} || result.Account.ID == "" && prior.Account.Get().ID != ""
}

// priorReport is the prior state if it is about the same credential.
func priorReport(in Inputs, change Change) Computed {
	if !change.SameCredential() {
		return Computed{}
	}
	return in.Prior.Computed
}

// notReported are the attributes of an accepted credential whose response does not
// report what is required. They do not say that it was verified.
func notReported(in Inputs, change Change, result Result) Computed {
	applied := unverified(in, change, result.Status, result.Reason)
	applied.setReport(applied, result.Report)
	if !change.SameCredential() {
		applied.VerifiedAt, applied.Account = Null[string](), Known(result.Account)
		applied.setScheme(in, result.Scheme)
	}
	return applied
}

// unverified are the attributes without an accepted response: an unchanged credential
// keeps those of the prior state, and so does one of which more is required, except
// for its status. Nothing is known about any other changed one.
func unverified(in Inputs, change Change, status connector.Status, reason connector.Reason) Computed {
	if change.SameCredential() {
		applied := in.Prior.Computed
		if change.Requirements {
			applied.Status, applied.StatusReason = Known(status), Known(reason)
		}
		return applied
	}
	applied := Computed{Status: Known(status), StatusReason: Known(reason), Account: Known(connector.Account{})}
	applied.setScheme(in, in.AuthScheme.Get())
	if !change.New && change.Secret == SecretSame {
		applied.VerifiedAt = in.Prior.VerifiedAt // It dates the secret, which is the same.
	}
	return applied
}

// RecordRejection returns what a failed apply records: the prior state with status,
// reason and what the vendor reported if an unchanged credential was rejected or does
// not meet a requirement. Every other failure records nothing, and is false.
func RecordRejection(in Inputs, change Change, result *Result) (Computed, bool) {
	if result == nil || !rejects(result.Status) || in.Prior == nil || change.Changed() {
		return Computed{}, false
	}
	recorded := withStatus(in.Prior.Computed, *result)
	if !accountNotRead(*result, in.Prior) {
		recorded.Account = Known(result.Account)
	}
	return recorded, true
}

// Refresh returns the computed attributes after a refresh. A rejection, or a requirement
// that is not met, sets status and reason. What the response reports is written too, and
// everything else is that of the prior state.
func Refresh(in Inputs, result Result) Computed {
	if rejects(result.Status) {
		return withStatus(in.Prior.Computed, result)
	}
	refreshed := in.Prior.Computed
	refreshed.setReport(refreshed, result.Report)
	return refreshed
}

// withStatus is the prior state with status, reason and what the response reports.
func withStatus(recorded Computed, result Result) Computed {
	recorded.Status, recorded.StatusReason = Known(result.Status), Known(result.Reason)
	recorded.setReport(recorded, result.Report)
	return recorded
}
