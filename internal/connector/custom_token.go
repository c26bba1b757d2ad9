package connector

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// FieldClientSecret is the field with the secret of a client that is exchanged for an
// access token. It is named after its place in the block oauth2.
const FieldClientSecret = "oauth2.client_secret" //nolint:gosec // The name of an argument.

// CustomToken is the declared request for an access token.
type CustomToken struct {
	// URL is the address of the token endpoint.
	URL        string
	ClientID   string
	ClientAuth ClientAuth
	Scope      string
	// Parameters are sent too, and grant_type among them replaces the grant.
	Parameters map[string]string
	// RejectedErrors are error codes that reject beside those of RFC 6749.
	RejectedErrors []string
}

// request makes the token request. The base URL has no path, so that a slash at the
// end of the path is kept.
func (t CustomToken) request() *TokenRequest {
	request := &TokenRequest{
		BaseURL: t.URL, ClientID: Part{Text: t.ClientID}, ClientSecret: FieldClientSecret, ClientAuth: t.ClientAuth, Scope: t.Scope,
	}
	if parsed, err := url.Parse(t.URL); err == nil {
		request.BaseURL, request.Path = parsed.Scheme+"://"+parsed.Host, parsed.EscapedPath()
	}
	if request.ClientAuth == "" {
		request.ClientAuth = ClientSecretBasic
	}
	for _, name := range slices.Sorted(maps.Keys(t.Parameters)) {
		if name == grantType {
			request.GrantType = t.Parameters[name]
			continue
		}
		request.Parameters = append(request.Parameters, Parameter{name, Part{Text: t.Parameters[name]}})
	}
	for _, code := range t.RejectedErrors {
		request.Errors = append(request.Errors, TokenError{Code: code, Means: InvalidCredential})
	}
	return request
}

const grantType = "grant_type"

// credentialParameters carry a credential, which must not be in state, or have an
// argument of their own. Parameters with "assertion" in their name carry one too.
var credentialParameters = []string{
	"client_id", "client_secret", "code", "code_verifier", "device_code", "refresh_token", "access_token", "subject_token", "actor_token",
	"username", "password", "scope",
}

// userGrants act for a user, end with the token that they use, or take an assertion.
var userGrants = []string{
	"authorization_code", "implicit", "password", "refresh_token",
	"urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:jwt-bearer",
	"urn:ietf:params:oauth:grant-type:saml2-bearer", "urn:ietf:params:oauth:grant-type:token-exchange", "urn:openid:params:grant-type:ciba",
}

// CheckParameter returns what is wrong with a parameter of a token request, in words
// that do not repeat its value, or "".
func CheckParameter(name, value string) string {
	folded := strings.ToLower(strings.TrimSpace(name))
	switch {
	case folded == "":
		return "must not have an empty name"
	case slices.Contains(credentialParameters, folded), strings.Contains(folded, "assertion"):
		return "must not have " + folded + ": parameters are stored in state and contain neither credentials nor the scope"
	case folded != grantType:
		return ""
	case name != grantType:
		return "must write " + grantType + " in lower case and without spaces"
	case value == "":
		return "must not have an empty " + grantType
	case slices.Contains(userGrants, strings.ToLower(strings.TrimSpace(value))):
		return "must not have a " + grantType + " of users, refresh tokens or assertions"
	default:
		return ""
	}
}

// CheckErrorCode returns what is wrong with an error code of a token endpoint (RFC
// 6749, section 5.2), or "".
func CheckErrorCode(code string) string {
	if code == "" || !isVisible(code) || strings.ContainsAny(code, `"\`) {
		return "must contain error codes such as invalid_app, without spaces, quotation marks and backslashes"
	}
	return ""
}

// judgeBearer classifies what RFC 6750, section 3.1, says about an access token in a
// response of the API. A challenge without an error is that of a request without a token.
func judgeBearer(r Response) (Outcome, bool) {
	code := r.bearerError()
	switch {
	case r.limitsRate():
	case r.Status == http.StatusForbidden && (code == insufficientScope || r.errorText() == insufficientScope):
		return Outcome{Status: Insufficient, Reason: ReasonMissingScope, Evidence: "HTTP 403 with the error " + insufficientScope}, true
	case r.Status != http.StatusUnauthorized || r.content() == contentMarkup:
	case code == invalidToken:
		means := InvalidCredential
		means.Evidence = "HTTP 401 with the error " + invalidToken
		return means, true
	case r.content() == contentEmpty && r.Probe.HTTPMethod() != http.MethodHead:
		outcome := inconclusive(ReasonBlocked)
		outcome.Evidence = "HTTP 401 with " + string(contentEmpty)
		return outcome, true
	}
	return Outcome{}, false
}

// The error codes of RFC 6750, section 3.1, that are about the token.
const (
	invalidToken      = "invalid_token"
	insufficientScope = "insufficient_scope"
)

// errorText returns the member error of a JSON body if it is text.
func (r Response) errorText() string {
	body, _ := r.document(toReport).(map[string]any)
	code, _ := body["error"].(string)
	return code
}

// bearerError returns the error code of a challenge for Bearer, or "".
func (r Response) bearerError() string {
	for _, header := range r.Header.Values("Www-Authenticate") {
		isBearer := false
		for _, part := range splitUnquoted(header) {
			part = strings.TrimSpace(part)
			if word, rest, _ := strings.Cut(part, " "); !strings.Contains(word, "=") && !strings.HasPrefix(strings.TrimSpace(rest), "=") {
				isBearer, part = strings.EqualFold(word, "bearer"), rest
			}
			name, value, _ := strings.Cut(part, "=")
			if isBearer && strings.EqualFold(strings.TrimSpace(name), "error") {
				return strings.Trim(strings.TrimSpace(value), `"`)
			}
		}
	}
	return ""
}
