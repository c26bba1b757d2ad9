package provider

import (
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// reasonAdvice explains one value of status_reason.
type reasonAdvice struct {
	code connector.Reason
	// means says what has happened. It is on the page only, because a diagnostic
	// says it with host, status and requests.
	means string
	// step is what to do next, in diagnostics and on the page.
	step string
}

// The words of a step that a diagnostic replaces by what it knows.
const (
	stepVendor  = "the vendor"
	stepAddress = "base_url and the provider's endpoints"
)

// reasonAdvices lists every reason, in the order of [connector.Reasons].
func reasonAdvices() []reasonAdvice {
	return []reasonAdvice{
		{connector.ReasonAccepted, "The answer proves that the credential is valid.", "Nothing is to do."},
		{connector.ReasonInvalidCredential, "The vendor does not know the credential, or no longer.", "Check the fields that the message names, or mint a new key where it says."},
		{connector.ReasonForbidden, "A 403 by the vendor itself. For some vendors it is a rejection, for others a missing permission, which does not show whether the credential is valid.", "Grant the credential the missing permission at " + stepVendor + "."},
		{connector.ReasonAccountInactive, "A 402: the vendor's account is closed, unpaid or past its trial. The credential may be valid.", "Reactivate or pay the account at " + stepVendor + "."},
		{connector.ReasonBlocked, "A 401 or 403 by a firewall, proxy or gateway in front of the vendor: a web page, plain text, an empty body, or a request for another kind of credential.", "Allow this machine's address in the firewall, or run from an allowed one, and check " + stepAddress + "."},
		{connector.ReasonRateLimited, "The vendor's limit is used up for longer than can be waited. The message says until when.", "Run again later, or raise verification_timeout so that the limit is waited for."},
		{connector.ReasonUnreachable, "No connection, or it broke: name, route, proxy, certificate.", "Check the network, HTTPS_PROXY, and " + stepAddress + "."},
		{connector.ReasonTimeout, "No whole answer within `request_timeout`, or none at all within `verification_timeout`.", "Check the network, HTTPS_PROXY, and " + stepAddress + "."},
		{connector.ReasonServerError, "A 5xx that is no refusal: the vendor is unwell.", "Run again when " + stepVendor + " is well."},
		{connector.ReasonRedirected, "The address points elsewhere. Redirects are not followed, because the credential would go along.", "Check " + stepAddress + ": they must lead to " + stepVendor + "'s API."},
		{connector.ReasonUnexpectedResponse, "An answer without the vendor's proof in it, such as a login page with a 200.", "Check " + stepAddress + ": they must lead to " + stepVendor + "'s API."},
		{connector.ReasonNotVerified, "`verification` is `off`, or a value is not known before the apply.", "Nothing is to do: an apply asks, unless it is `off` too."},
	}
}

// stepFor is the next step after an answer with this reason, with the vendor and
// with what decides about the address that was asked.
func stepFor(reason connector.Reason, vendor, address string) string {
	for _, advice := range reasonAdvices() {
		if advice.code == reason {
			return strings.NewReplacer(stepVendor, vendor, stepAddress, address).Replace(advice.step)
		}
	}
	return ""
}
