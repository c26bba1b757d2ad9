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
	if !change.Changed() && result.Account.ID == "" && in.Prior.Account.Get().ID != "" {
		// The probe that reports the account failed; the credential is the same, and so is its account.
		applied.Account = in.Prior.Account
	}
	return applied
}

// unverified are the attributes without an accepted response: an unchanged credential
// keeps those of the prior state, and nothing is known about a changed one.
func unverified(in Inputs, change Change, status connector.Status, reason connector.Reason) Computed {
	if !change.Changed() {
		applied := in.Prior.Computed
		if in.AuthScheme.Get() != "" {
			applied.setScheme(in, in.AuthScheme.Get())
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

// RecordRejection returns what a failed apply records: the prior state with status and
// reason if the vendor rejects an unchanged credential. Every other failure records
// nothing, and is false.
func RecordRejection(in Inputs, change Change, result *Result) (Computed, bool) {
	if result == nil || result.Status != connector.Rejected || in.Prior == nil || change.Changed() {
		return Computed{}, false
	}
	return withStatus(in.Prior.Computed, *result), true
}

// Refresh returns the computed attributes after a refresh. A rejection sets status
// and reason; every other result keeps the prior state.
func Refresh(in Inputs, result Result) Computed {
	if result.Status != connector.Rejected {
		return in.Prior.Computed
	}
	return withStatus(in.Prior.Computed, result)
}

func withStatus(recorded Computed, result Result) Computed {
	recorded.Status, recorded.StatusReason = Known(result.Status), Known(result.Reason)
	return recorded
}
