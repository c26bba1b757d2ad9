package connector

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
)

// Rule is the meaning of a response of the vendor's own that is not an
// acceptance: how it rejects a credential, reports a missing permission, and so
// on. Rules are tried in order, and the first that matches decides.
type Rule struct {
	// Status lists the status codes; none means every status.
	Status []int
	// When must hold for the body. If it is nil, and Text too, the body must be in
	// a form that comes from the vendor itself, see [Response.isVendors].
	When *Expression
	// Text finds a text, which must contain one of Words in any case.
	Text  *Expression
	Words []string
	// Body is a text in the body, for a vendor that labels its text as HTML; empty
	// requires nothing.
	Body string
	// Means is the outcome.
	Means Outcome
}

// The outcomes that rules have.
var (
	// InvalidCredential: the vendor does not know the credential.
	InvalidCredential = Outcome{Status: Rejected, Reason: ReasonInvalidCredential}
	// AccessDenied: the vendor denies the credential all access.
	AccessDenied = Outcome{Status: Rejected, Reason: ReasonForbidden}
	// MissingPermission: the credential lacks a permission that this probe needs,
	// which leaves open whether it is valid. Another probe may need less.
	MissingPermission = Outcome{Status: Inconclusive, Reason: ReasonForbidden, RouteOnly: true}
	// KnownCredential: the response is an error that a vendor returns for a
	// credential that it knows, such as a missing scope. It reports no account.
	KnownCredential = Outcome{Status: Verified, Reason: ReasonAccepted}
)

// AddressNotAllowed returns the outcome of a vendor's own list of IP addresses, which
// leaves open whether the credential is valid. The step says where the list is.
func AddressNotAllowed(step string) Outcome {
	return Outcome{Status: Inconclusive, Reason: ReasonBlocked, Notice: Notice{Finding: "does not allow the IP address of this machine", Step: step}}
}

// matches reports whether the rule is about this response.
func (rule Rule) matches(d *Definition, r Response) bool {
	if len(rule.Status) > 0 && !slices.Contains(rule.Status, r.Status) {
		return false
	}
	if rule.Body != "" {
		return bytes.Contains(r.Body, []byte(rule.Body))
	}
	if rule.When == nil && rule.Text == nil {
		return r.isVendors(d)
	}
	document := r.document(toCompare)
	if rule.When != nil && !rule.When.holds(document) {
		return false
	}
	if rule.Text == nil {
		return true
	}
	found := strings.ToLower(rule.Text.asText(document))
	return slices.ContainsFunc(rule.Words, func(word string) bool { return strings.Contains(found, word) })
}

// isVendors reports whether a body can come from the vendor itself, and not from
// a firewall, proxy or gateway in front of it: JSON does, and so does anything
// but a web page if the vendor challenges for the scheme that was sent, as RFC
// 9110, section 15.5.2, requires. To HEAD, there is no body to judge by.
func (r Response) isVendors(d *Definition) bool {
	switch r.content() {
	case contentJSON:
		return true
	case contentMarkup:
		return false
	case contentEmpty:
		if r.Probe.HTTPMethod() == http.MethodHead {
			return true
		}
	}
	switch r.Status {
	case http.StatusUnauthorized:
		return slices.ContainsFunc(r.challenges(), func(scheme string) bool { return slices.Contains(d.sentSchemes(r.Values), scheme) })
	case http.StatusForbidden:
		return false
	default:
		return true
	}
}

// registeredSchemes are HTTP's authentication schemes, which are not an API's
// own: https://www.iana.org/assignments/http-authschemes, and NTLM.
var registeredSchemes = []string{
	"basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "ntlm", "oauth", "privatetoken", "scram-sha-1", "scram-sha-256", "vapid",
}

// isForeignChallenge reports whether a 401 or 403 requires an authentication that is never
// used for this credential. Then it is from a proxy or gateway in front of the vendor.
func (r Response) isForeignChallenge(d *Definition) bool {
	challenges := r.challenges()
	if !r.isDenial() || len(challenges) == 0 {
		return false
	}
	sent := append(d.sentSchemes(r.Values), d.Challenges...)
	return !slices.ContainsFunc(challenges, func(scheme string) bool {
		return slices.Contains(sent, scheme) || !slices.Contains(registeredSchemes, scheme)
	})
}

// sentSchemes lists the authentication schemes, in lower case, that the
// definition sends a credential with in Authorization, such as "bearer".
func (d *Definition) sentSchemes(values Values) []string {
	var sent []string
	for _, scheme := range d.Schemes {
		for _, header := range scheme.Build(values) {
			word, _, found := strings.Cut(header.Value.Reveal(), " ")
			if found && strings.EqualFold(header.Name, "Authorization") {
				sent = append(sent, strings.ToLower(word))
			}
		}
	}
	return sent
}
