package lifecycle

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// setReport sets what a response reports. A value that its probe does not report is
// that of the prior state, or null if that belongs to another credential.
func (c *Computed) setReport(prior Computed, report connector.Report) {
	c.Scopes = merged(prior.Scopes, report.Scopes, connector.ScopeList.List)
	c.ExpiresAt = merged(prior.ExpiresAt, report.ExpiresAt, Timestamp)
	c.Environment = merged(prior.Environment, report.Environment, func(e connector.Environment) connector.Environment { return e })
}

func merged[R comparable, T any](prior Value[T], reported connector.Reported[R], convert func(R) T) Value[T] {
	switch {
	case reported.Present:
		return Known(convert(reported.Value))
	case reported.Covered:
		return Null[T]()
	default:
		return prior
	}
}

// planReport plans what the connector can report as unknown, and everything else as null.
func (c *Computed) planReport(in Inputs) {
	reports := in.Definition.Reports()
	undeclared := !in.Definition.HasHeaders() // What a custom credential reports is unknown too.
	if undeclared || reports.Has(connector.FactScopes) {
		c.Scopes = Unknown[[]string]()
	}
	if undeclared || reports.Has(connector.FactExpiry) {
		c.ExpiresAt = Unknown[string]()
	}
	if undeclared || reports.Has(connector.FactEnvironment) {
		c.Environment = Unknown[connector.Environment]()
	}
}

// AccountDrift returns the id of the account in state and the reported one if they
// differ although no secret changed.
func AccountDrift(in Inputs, change Change, result *Result) (prior, reported string, drifted bool) {
	if in.Prior == nil || result == nil || result.Status != connector.Verified || result.AccountConfigured || change.New || change.Secret != SecretSame {
		return "", "", false
	}
	prior, reported = in.Prior.Account.Get().ID, result.Account.ID
	return prior, reported, prior != "" && reported != "" && prior != reported
}

// Expiry returns when the credential expires: by the response if its probe reports
// that, or else by the prior state unless a secret changed. It is false if it never
// does, or if nothing is known.
func Expiry(in Inputs, change Change, result *Result) (expiresAt time.Time, known bool) {
	if result != nil && result.Report.ExpiresAt.Covered {
		return result.Report.ExpiresAt.Value, result.Report.ExpiresAt.Present
	}
	if in.Prior == nil || change.New || change.Secret != SecretSame {
		return time.Time{}, false
	}
	expiresAt, err := time.Parse(time.RFC3339, in.Prior.ExpiresAt.Get())
	return expiresAt, err == nil
}
