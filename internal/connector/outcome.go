package connector

import "time"

// Status is the result of a verification.
type Status string

// The closed list of statuses.
const (
	// Verified: the vendor accepted the credential.
	Verified Status = "verified"
	// Rejected: the vendor said that the credential is not valid.
	Rejected Status = "rejected"
	// Inconclusive: a request was sent, and the vendor neither accepted nor rejected the credential.
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
	// ReasonAccepted: the response proves that the credential is valid.
	ReasonAccepted Reason = "accepted"
	// ReasonInvalidCredential: the vendor does not know the credential, or no longer.
	ReasonInvalidCredential Reason = "invalid_credential" //nolint:gosec // A code and no credential.
	// ReasonForbidden: a 403 from the vendor itself. Whether it is a rejection depends on the vendor.
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
	// ReasonTimeout: no complete response in time.
	ReasonTimeout Reason = "timeout"
	// ReasonServerError: a 5xx that is not a rejection.
	ReasonServerError Reason = "server_error"
	// ReasonRedirected: the vendor, or something before it, points elsewhere; no redirect is followed.
	ReasonRedirected Reason = "redirected"
	// ReasonUnexpectedResponse: a response without the expected content, such as a 200 without the vendor's proof in its body.
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

// Outcome is the meaning of a response.
type Outcome struct {
	Status Status
	Reason Reason
	// Account is the account that an accepted response reports.
	Account Account
	// AccountConfigured is set if the fields show the account, and not the response.
	AccountConfigured bool
	// Report is what is known about an accepted credential beyond its account.
	Report Report
	// RetryAt is the end of a rate limit according to the body; zero if it is not there.
	RetryAt time.Time
	// Evidence describes in one clause what decided, such as "HTTP 403 with a web page".
	// It contains no part of the response except the status code.
	Evidence string
	// Notice is set if the vendor says more than the reason does.
	Notice Notice
	// TokenError is the error code of a token endpoint, if it is one that is known.
	TokenError string
	// RouteOnly is set if an inconclusive result is about the probe's route only
	// (limited, gone, or not permitted to this user), so that another probe may decide.
	RouteOnly bool
}

// Notice is what a vendor reports beyond the reason, in words of the definition.
type Notice struct {
	// Finding follows the host in a sentence, such as "requires a captcha".
	Finding string
	// Step is what to do next, in a sentence.
	Step string
}

func inconclusive(reason Reason) Outcome {
	return Outcome{Status: Inconclusive, Reason: reason}
}

// routeOnly returns an inconclusive result that is about one probe's route only.
func routeOnly(reason Reason) Outcome {
	return Outcome{Status: Inconclusive, Reason: reason, RouteOnly: true}
}
