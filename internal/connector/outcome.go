package connector

import "time"

// Status says what is known of a credential.
type Status string

// The closed list of statuses.
const (
	// Verified: the vendor accepted the credential.
	Verified Status = "verified"
	// Rejected: the vendor said that the credential is not valid.
	Rejected Status = "rejected"
	// Inconclusive: the vendor was asked and its answer, or its silence, says nothing about the credential.
	Inconclusive Status = "inconclusive"
	// Insufficient: the vendor accepted the credential, and it does not meet a requirement.
	Insufficient Status = "insufficient"
	// Unverified: verification did not run.
	Unverified Status = "unverified"
)

// Statuses lists every status, for documentation.
func Statuses() []Status {
	return []Status{Verified, Rejected, Insufficient, Inconclusive, Unverified}
}

// Reason is the code behind a [Status], for policies and checks.
type Reason string

// The closed list of reasons.
const (
	// ReasonAccepted: the answer proves that the credential is valid.
	ReasonAccepted Reason = "accepted"
	// ReasonInvalidCredential: the vendor does not know the credential, or no longer.
	ReasonInvalidCredential Reason = "invalid_credential" //nolint:gosec // A code and no credential.
	// ReasonForbidden: a 403 by the vendor itself. Whether that is a refusal differs by vendor.
	ReasonForbidden Reason = "forbidden"
	// ReasonAccountInactive: the vendor says that the account is closed or unpaid.
	ReasonAccountInactive Reason = "account_inactive"
	// ReasonMissingScope: the credential lacks a required scope.
	ReasonMissingScope Reason = "missing_scope"
	// ReasonWrongEnvironment: the credential belongs to another environment than the required one.
	ReasonWrongEnvironment Reason = "wrong_environment"
	// ReasonWrongAccount: the credential belongs to another account than the required one.
	ReasonWrongAccount Reason = "wrong_account"
	// ReasonNotReported: the response does not report what is required.
	ReasonNotReported Reason = "not_reported"
	// ReasonBlocked: a 401 or 403 by a firewall, proxy or gateway in front of the vendor.
	ReasonBlocked Reason = "blocked"
	// ReasonRateLimited: the vendor's limit is exhausted for longer than can be waited.
	ReasonRateLimited Reason = "rate_limited"
	// ReasonUnreachable: no connection, or it broke.
	ReasonUnreachable Reason = "unreachable"
	// ReasonTimeout: no whole answer in time.
	ReasonTimeout Reason = "timeout"
	// ReasonServerError: a 5xx that is no refusal.
	ReasonServerError Reason = "server_error"
	// ReasonRedirected: the vendor, or something before it, points elsewhere; no redirect is followed.
	ReasonRedirected Reason = "redirected"
	// ReasonUnexpectedResponse: an answer that proves nothing, such as a 200 without the vendor's proof in its body.
	ReasonUnexpectedResponse Reason = "unexpected_response"
	// ReasonNotVerified: verification was off, or a value was unknown.
	ReasonNotVerified Reason = "not_verified"
)

// Reasons lists every reason, for documentation.
func Reasons() []Reason {
	return []Reason{
		ReasonAccepted, ReasonInvalidCredential, ReasonForbidden, ReasonAccountInactive, ReasonMissingScope, ReasonWrongEnvironment,
		ReasonWrongAccount, ReasonNotReported, ReasonBlocked, ReasonRateLimited, ReasonUnreachable, ReasonTimeout, ReasonServerError, ReasonRedirected, ReasonUnexpectedResponse, ReasonNotVerified,
	}
}

// Outcome is what an answer means.
type Outcome struct {
	Status Status
	Reason Reason
	// Account is what an accepted answer tells of the account.
	Account Account
	// AccountConfigured is set if the fields show the account, and not the response.
	AccountConfigured bool
	// Report is what is known about an accepted credential beyond its account.
	Report Report
	// RetryAt is when the vendor says, in the body, that it will answer again; zero if it does not say.
	RetryAt time.Time
	// Evidence says in one clause what decided, such as "HTTP 403 with a web page".
	// No part of the response is in it except the status code.
	Evidence string
	// TokenError is the error code of a token endpoint, if it is one that is known.
	TokenError string
	// RouteOnly says that an inconclusive answer speaks of this probe's route
	// alone (limited, gone, not allowed to this user), so that another probe may answer.
	RouteOnly bool
}

func inconclusive(reason Reason) Outcome {
	return Outcome{Status: Inconclusive, Reason: reason}
}

// routeOnly is an inconclusive answer that speaks of one probe's route alone.
func routeOnly(reason Reason) Outcome {
	return Outcome{Status: Inconclusive, Reason: reason, RouteOnly: true}
}
