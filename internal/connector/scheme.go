package connector

import (
	"encoding/base64"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// Scheme is one way to send a credential. Two schemes are never combined in
// one request.
type Scheme struct {
	// Name is the value of auth_scheme.
	Name string
	// Description says what the scheme is known from, as a full sentence.
	Description string
	// Headers are sent together, with exactly these names.
	Headers []HeaderRule
	// Token is the request for the access token that the headers carry as
	// [TokenField]; nil if they carry the fields themselves.
	Token *TokenRequest
}

// HeaderRule makes one header from the fields.
type HeaderRule struct {
	// Name is written to the wire as it stands here over HTTP/1.1; HTTP/2
	// lower-cases every name.
	Name string
	// Form is the value with field names in braces, for documentation.
	Form string
	// Value makes the value.
	Value func(Values) secret.Value
	// Plain is set for a header that does not carry the credential and that the
	// configuration declares beside it.
	Plain bool
	// IfSet is the optional field without which the header is not sent; empty for
	// a header of every request. It is not secret, so that the names of the
	// headers follow from what a state holds.
	IfSet string
}

// Header is a header with its value.
type Header struct {
	Name  string
	Value secret.Value
}

// HeaderNames lists the names of all headers that may carry a credential.
func (s Scheme) HeaderNames() []string {
	names := make([]string, 0, len(s.Headers))
	for _, rule := range s.Headers {
		if rule.carriesCredential() {
			names = append(names, rule.Name)
		}
	}
	return names
}

// SentNames lists the names of the headers that carry one credential.
func (s Scheme) SentNames(values Values) []string {
	names := make([]string, 0, len(s.Headers))
	for _, rule := range s.Headers {
		if rule.carriesCredential() && rule.isSent(values) {
			names = append(names, rule.Name)
		}
	}
	return names
}

// Build makes the headers from the fields of one credential.
func (s Scheme) Build(values Values) []Header {
	headers := make([]Header, 0, len(s.Headers))
	for _, rule := range s.Headers {
		if rule.isSent(values) {
			headers = append(headers, Header{Name: rule.Name, Value: rule.Value(values)})
		}
	}
	return headers
}

// carriesCredential reports whether the header may carry a part of the credential. One
// that is the same for every credential, such as the version of the API, carries none.
func (r HeaderRule) carriesCredential() bool { return !r.Plain && !r.IsFixed() }

// IsFixed reports whether the header is the same for every credential.
func (r HeaderRule) IsFixed() bool { return !strings.Contains(r.Form, "{") }

// isSent reports whether a credential with these fields has the header.
func (r HeaderRule) isSent(values Values) bool {
	return r.IfSet == "" || values[r.IfSet].Reveal() != ""
}

// OnlyWith is the same header, sent only if an optional field that is not secret is set.
func (r HeaderRule) OnlyWith(field string) HeaderRule {
	r.IfSet = field
	return r
}

// FieldHeader sends a field as it is.
func FieldHeader(name, field string) HeaderRule {
	return PrefixedHeader(name, "", field)
}

// PrefixedHeader sends a field behind a fixed text, which includes the space.
func PrefixedHeader(name, prefix, field string) HeaderRule {
	return HeaderRule{
		Name: name,
		Form: prefix + "{" + field + "}",
		Value: func(values Values) secret.Value {
			return secret.New(prefix + values[field].Reveal())
		},
	}
}

// FixedHeader sends a text that is the same for every credential, such as the
// version of the API that a vendor wants to be named.
func FixedHeader(name, value string) HeaderRule {
	return HeaderRule{
		Name:  name,
		Form:  value,
		Value: func(Values) secret.Value { return secret.New(value) },
	}
}

// BasicHeader sends a field as the user name of HTTP Basic with a fixed
// password, which may be empty.
func BasicHeader(field, password string) HeaderRule {
	return basicHeader("{"+field+"}:"+password, func(values Values) (string, string) { return values[field].Reveal(), password })
}

// BasicPasswordHeader sends a field as the password of HTTP Basic with a fixed user
// name, for a vendor that does not read it.
func BasicPasswordHeader(user, field string) HeaderRule {
	return basicHeader(user+":{"+field+"}", func(values Values) (string, string) { return user, values[field].Reveal() })
}

// BasicPairHeader sends two fields as user name and password of HTTP Basic.
func BasicPairHeader(user, password string) HeaderRule { return BasicSuffixHeader(user, "", password) }

// BasicSuffixHeader sends a field and a fixed text behind it as user name, and
// another field as password of HTTP Basic.
func BasicSuffixHeader(user, suffix, password string) HeaderRule {
	return basicHeader("{"+user+"}"+suffix+":{"+password+"}", func(values Values) (string, string) {
		return values[user].Reveal() + suffix, values[password].Reveal()
	})
}

// basicHeader sends the user name and password that pair returns, with HTTP Basic.
func basicHeader(form string, pair func(Values) (user, password string)) HeaderRule {
	return HeaderRule{
		Name:  "Authorization",
		Form:  "Basic base64(" + form + ")",
		Value: func(values Values) secret.Value { return basicCredentials(pair(values)) },
	}
}

func basicCredentials(user, password string) secret.Value {
	return secret.New("Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}
