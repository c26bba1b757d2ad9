package connector

import (
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// TokenField is the name under which the access token is among the values that
// headers are built from. It has a space, and so no field has it.
const TokenField = "access token"

// ClientCredentials is the name of a scheme that exchanges its fields for a token.
const ClientCredentials = "client_credentials"

// ClientAuth is how a client authenticates at the token endpoint (RFC 6749, section 2.3.1).
type ClientAuth string

// The ways to authenticate a client.
const (
	// ClientSecretBasic sends id and secret as HTTP Basic, each of them form-encoded.
	ClientSecretBasic ClientAuth = "client_secret_basic"
	// ClientSecretPost sends them in the form.
	ClientSecretPost ClientAuth = "client_secret_post"
)

// TokenRequest exchanges the fields of a credential for a short-lived access token,
// which the headers then carry (RFC 6749, section 4.4). It is a POST with a form.
type TokenRequest struct {
	// BaseURL is that of the token endpoint; empty if the host of the API has it.
	BaseURL string
	// Path is appended to the base URL. The name of a field in braces stands for its value.
	Path string
	// ClientID is the client's id, and ClientSecret the name of the field with its secret.
	ClientID     Part
	ClientSecret string
	ClientAuth   ClientAuth
	// GrantType is the grant; empty means client_credentials.
	GrantType string
	// Scope is sent if it is not empty.
	Scope string
	// Parameters are sent beside them.
	Parameters []Parameter
	// Errors are what the vendor's error codes mean if RFC 6749 says something else.
	Errors []TokenError
	// Number finds the vendor's own number of an error; only digits are shown. May be nil.
	Number *Expression
	// AcceptsLate says that the vendor accepts a new secret only some time after it was created.
	AcceptsLate bool
}

// Part is a part of a token request: the value of a field, or a fixed text.
type Part struct{ Field, Text string }

// Parameter is a parameter of a token request.
type Parameter struct {
	Name string
	Part
}

// TokenError is the meaning of an error code of the token endpoint.
type TokenError struct {
	// Status is the status code; 0 means 400 and 401.
	Status int
	Code   string
	Means  Outcome
}

// NoToken is an error of the token endpoint that leaves open whether the client is
// valid, such as one about its setup.
var NoToken = Outcome{Status: Inconclusive, Reason: ReasonUnexpectedResponse}

// Token is an access token.
type Token struct {
	Value secret.Value
	// Lifetime counts from the response; 0 if it is not known.
	Lifetime time.Duration
	// Scopes is the scope as it was reported; nil if it was not.
	Scopes any
}

// TokenBaseURL is the base URL of a token endpoint that has another host than the API;
// empty if there is none.
func (d *Definition) TokenBaseURL() string {
	for _, scheme := range d.Schemes {
		if scheme.Token != nil {
			return scheme.Token.BaseURL
		}
	}
	return ""
}

// TokenEndpoint is the name of such a token endpoint among the provider's endpoints.
func (d *Definition) TokenEndpoint() string { return d.Type + "_token" }

// TokenEndpointEnv is the environment variable that overrides its base URL.
func (d *Definition) TokenEndpointEnv() string { return d.EndpointEnv() + "_TOKEN" }

// AcceptsLate reports whether the vendor accepts a new secret only some time after it
// was created.
func (d *Definition) AcceptsLate() bool {
	return slices.ContainsFunc(d.Schemes, func(scheme Scheme) bool { return scheme.Token != nil && scheme.Token.AcceptsLate })
}

// of returns the text of a part.
func (p Part) of(values Values) string {
	if p.Field == "" {
		return p.Text
	}
	return values[p.Field].Reveal()
}

// Form is the part for documentation: the name of a field in braces, or the text.
func (p Part) Form() string {
	if p.Field == "" {
		return p.Text
	}
	return "{" + p.Field + "}"
}

// URL returns the address of the token endpoint below a base URL.
func (t TokenRequest) URL(baseURL string, values Values) string {
	path := t.Path
	for name, value := range values {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value.Reveal()))
	}
	return strings.TrimRight(baseURL, "/") + path
}

// Grant is the grant type that is sent.
func (t TokenRequest) Grant() string {
	if t.GrantType == "" {
		return ClientCredentials
	}
	return t.GrantType
}

// Build makes the headers and the form of the request from the fields of one credential.
func (t TokenRequest) Build(values Values) ([]Header, secret.Value) {
	form := url.Values{"grant_type": {t.Grant()}}
	if t.Scope != "" {
		form.Set("scope", t.Scope)
	}
	for _, parameter := range t.Parameters {
		form.Set(parameter.Name, parameter.of(values))
	}
	id, password := t.ClientID.of(values), values[t.ClientSecret].Reveal()
	if t.ClientAuth == ClientSecretPost {
		form.Set("client_id", id)
		form.Set("client_secret", password)
		return nil, secret.New(form.Encode())
	}
	return []Header{{"Authorization", basicCredentials(url.QueryEscape(id), url.QueryEscape(password))}}, secret.New(form.Encode())
}

// EncodingMatters reports whether form encoding changes a character of the client's
// id or secret in HTTP Basic. Some vendors do not decode it.
func (t TokenRequest) EncodingMatters(values Values) bool {
	id, password := t.ClientID.of(values), values[t.ClientSecret].Reveal()
	return t.ClientAuth == ClientSecretBasic && (url.QueryEscape(id) != id || url.QueryEscape(password) != password)
}

// secretTexts are the forms in which the client's secret is sent.
func (t TokenRequest) secretTexts(values Values) []string {
	password := values[t.ClientSecret].Reveal()
	if password == "" {
		return nil
	}
	basic := base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(t.ClientID.of(values)) + ":" + url.QueryEscape(password)))
	return longEnough([]string{password, url.QueryEscape(password), basic})
}

// meaning returns what the vendor is known to mean by an error code.
func (t TokenRequest) meaning(status int, code string) (Outcome, bool) {
	isErrorStatus := status == http.StatusBadRequest || status == http.StatusUnauthorized
	for _, known := range t.Errors {
		if known.Code == code && (known.Status == status || known.Status == 0 && isErrorStatus) {
			return known.Means, true
		}
	}
	return InvalidCredential, isErrorStatus && slices.Contains(rejectingCodes, code)
}

// rejectingCodes are the codes of RFC 6749, section 5.2, that reject a client.
var rejectingCodes = []string{"invalid_client", "unauthorized_client", "invalid_grant"}

// errorCodes are all codes of RFC 6749: those of sections 5.2, 4.1.2.1 and 4.2.2.1.
var errorCodes = []string{
	"invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
	"access_denied", "unsupported_response_type", "server_error", "temporarily_unavailable",
}

// isShown reports whether an error code can be shown: any other text may repeat the secret.
func (t TokenRequest) isShown(code string) bool {
	return slices.Contains(errorCodes, code) || slices.ContainsFunc(t.Errors, func(e TokenError) bool { return e.Code == code })
}

// WithToken returns the values that headers are built from: the fields and a token.
func (v Values) WithToken(token secret.Value) Values {
	all := maps.Clone(v)
	if all == nil {
		all = Values{}
	}
	all[TokenField] = token
	return all
}
