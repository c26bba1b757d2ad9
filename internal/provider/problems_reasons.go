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
	severalMust = ": they must"
)

// reasonAdvices lists every reason, in the order of [connector.Reasons].
func reasonAdvices() []reasonAdvice {
	return []reasonAdvice{
		{connector.ReasonAccepted, "The vendor accepted the credential.", "No action is required."},
		{connector.ReasonInvalidCredential, "The vendor rejected the credential: it is not known, or no longer valid.", "Check the fields that the message names, or create a new key as the message describes."},
		{connector.ReasonForbidden, "A 403 from the vendor. For some vendors, this is a rejection; for others, it is a missing permission, a block or a limit, which is inconclusive.", "Grant the credential the missing permission at " + stepVendor + "."},
		{connector.ReasonAccountInactive, "A 402, or the vendor's own form of it: the account at the vendor is closed, blocked, unpaid, past its trial or on a plan without the API. The credential may be valid.", "Reactivate, pay or upgrade the account at " + stepVendor + "."},
		{connector.ReasonMissingScope, "The credential is valid, and lacks a scope of `required_scopes`.", "Grant the missing scopes to the key, or use another key."},
		{connector.ReasonWrongEnvironment, "The credential is valid, and belongs to the other environment than `required_environment`.", "Use a key of the required environment of " + stepVendor + "."},
		{connector.ReasonWrongAccount, "The credential is valid, and belongs to another account than `required_account`.", "Use a key of the required account at " + stepVendor + "."},
		{connector.ReasonNotReported, "The credential is valid, and the response does not report what is required. Some vendors report it for some kinds of keys only, or never; a custom credential reports what its `probe` declares.", "Use a kind of key for which " + stepVendor + " reports the value, or remove the requirement."},
		{connector.ReasonBlocked, "A 401 or 403 from a firewall, proxy or gateway in front of the vendor: a web page, plain text, an empty body, or a challenge for another kind of credential. Or the vendor itself does not allow the address of this machine.", "Allow this machine's address in the firewall, and check " + stepAddress + "."},
		{connector.ReasonRateLimited, "The vendor's rate limit is exhausted for longer than `verification_timeout` allows. The message has the time at which it ends.", "Run again later, or increase verification_timeout to wait for the limit."},
		{connector.ReasonUnreachable, "The connection failed or broke: DNS, network, proxy or certificate.", "Check the network and HTTPS_PROXY, as well as " + stepAddress + "."},
		{connector.ReasonTimeout, "No complete response within `request_timeout`, or no response within `verification_timeout`.", "Check the network and HTTPS_PROXY, as well as " + stepAddress + "."},
		{connector.ReasonServerError, "A 5xx that is not a rejection, or the vendor's own form of it: the vendor has an outage.", "Run again when " + stepVendor + " is available."},
		{connector.ReasonRedirected, "The vendor responded with a redirect. Redirects are not followed, because they would forward the credential.", "Check " + stepAddress + severalMust + " lead to " + stepVendor + "'s API."},
		{connector.ReasonUnexpectedResponse, "A response without the expected content, such as a login page with a 200.", "Check " + stepAddress + severalMust + " lead to " + stepVendor + "'s API."},
		{connector.ReasonNotVerified, "`verification` is `off`, or a value is not known until apply.", "No action is required. An apply verifies the credential, unless its policy is `off` too."},
	}
}

// stepFor returns the next step for a reason, with the vendor, and with the arguments
// that decide the address.
func stepFor(reason connector.Reason, vendor, address string) string {
	for _, advice := range reasonAdvices() {
		if advice.code == reason {
			must := severalMust
			if address == attrBaseURL {
				must = ": it must"
			}
			return strings.NewReplacer(stepVendor, vendor, stepAddress, address, severalMust, must).Replace(advice.step)
		}
	}
	return ""
}
