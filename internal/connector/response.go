package connector

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"
	"strings"
)

// Response is a vendor's complete response to a probe.
type Response struct {
	// Probe is the request that was sent.
	Probe Probe
	// Status is the HTTP status code.
	Status int
	// Header has the response's headers, under their canonical names.
	Header http.Header
	// Body is the decompressed body. It may repeat the secret and must not be kept.
	Body []byte
	// Values are the fields that were sent.
	Values Values
	// TokenScopes is what the token endpoint reported as the scope of the access token
	// that was sent; nil if nothing was.
	TokenScopes any
	// Region is the name of the region that the credential belongs to.
	Region string
	// BaseURL is the base URL that the request was sent to.
	BaseURL string
}

// content is what a body is, whatever its label says.
type content string

const (
	// contentEmpty has nothing but white space.
	contentEmpty content = "an empty body"
	// contentJSON is one JSON value.
	contentJSON content = "a JSON body"
	// contentMarkup is HTML or XML, which firewalls, proxies and content networks
	// send, and no vendor's API does.
	contentMarkup content = "a web page"
	// contentBroken is labelled as JSON and is none: it was cut off, or somebody
	// else has sent it.
	contentBroken content = "a body that is not the JSON that it is labelled as"
	// contentText is anything else.
	contentText content = "a plain-text body"
)

// byteOrderMark precedes UTF-8 text that some servers send. JSON parsers need
// not accept it (RFC 8259, section 8.1), so it is dropped.
var byteOrderMark = []byte("\ufeff")

// Text returns the body without byte order mark and white space around it.
func (r Response) Text() []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimLeft(r.Body, " \t\r\n"), byteOrderMark))
}

// content decides what the body is. The label decides only where the content
// cannot: PHP labels JSON as text/html, and firewalls label web pages as JSON.
func (r Response) content() content {
	body := r.Text()
	label := strings.ToLower(r.Header.Get("Content-Type"))
	switch {
	case len(body) > 0 && json.Valid(body):
		return contentJSON
	case bytes.HasPrefix(body, []byte("<")), strings.Contains(label, "html"):
		return contentMarkup
	case len(body) == 0:
		return contentEmpty
	case strings.Contains(label, "json"):
		return contentBroken
	default:
		return contentText
	}
}

// document returns the body for an [Expression]: the JSON value, or a string if
// the body is plain text, or nothing. Expressions compare and compute with
// floating-point numbers alone, so that numbers are such, except for those from
// the limit on: these stay as they are written.
func (r Response) document(limit float64) any {
	switch r.content() {
	case contentJSON:
		var document any
		decoder := json.NewDecoder(bytes.NewReader(r.Text()))
		decoder.UseNumber()
		if decoder.Decode(&document) != nil {
			return nil
		}
		return withFloats(document, limit)
	case contentText:
		return string(r.Text())
	default:
		return nil
	}
}

// copied returns a copy of a document.
func copied(document any) any {
	switch document := document.(type) {
	case []any:
		elements := make([]any, len(document))
		for i, element := range document {
			elements[i] = copied(element)
		}
		return elements
	case map[string]any:
		members := make(map[string]any, len(document))
		for name, member := range document {
			members[name] = copied(member)
		}
		return members
	default:
		return document
	}
}

// The limits of a document. A float64 does not hold every integer from 2^53 on,
// which matters for an id that is reported, and not for a comparison.
var (
	toCompare = math.Inf(1)
	toReport  = float64(1 << 53)
)

func withFloats(document any, limit float64) any {
	switch document := document.(type) {
	case json.Number:
		number, err := document.Float64()
		if err != nil || math.Abs(number) >= limit {
			return document
		}
		return number
	case []any:
		for i, element := range document {
			document[i] = withFloats(element, limit)
		}
	case map[string]any:
		for name, member := range document {
			document[name] = withFloats(member, limit)
		}
	}
	return document
}

// Decode reads the JSON body and ignores what target does not name, because
// vendors add members. It reports whether the body has the shape of target.
func (r Response) Decode(target any) bool {
	return json.Unmarshal(r.Text(), target) == nil
}

// errorMember returns the name of the member with which a JSON body reports an
// error, or "". Vendors and gateways send such bodies with a 200 too.
func (r Response) errorMember() string {
	document := r.document(toCompare)
	if list, isList := document.([]any); isList && len(list) > 0 {
		document = list[0]
	}
	object, _ := document.(map[string]any)
	for _, name := range []string{"error", "errors"} {
		switch value := object[name].(type) {
		case nil:
		case bool:
			if value {
				return name
			}
		case string:
			if value != "" {
				return name
			}
		case float64:
			if value != 0 {
				return name
			}
		case []any:
			if len(value) > 0 {
				return name
			}
		default:
			return name
		}
	}
	for _, name := range []string{"success", "ok"} {
		if value, isBool := object[name].(bool); isBool && !value {
			return name
		}
	}
	if status, isText := object["status"].(string); isText && strings.EqualFold(status, "error") {
		return "status"
	}
	return ""
}

// isDenial reports whether the status is 401 or 403, with which a vendor, or something in
// front of it, denies access.
func (r Response) isDenial() bool {
	return r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden
}

// challenges returns the authentication schemes, in lower case, that the
// response requires in WWW-Authenticate (RFC 9110, section 11.6.1).
func (r Response) challenges() []string {
	var schemes []string
	for _, value := range r.Header.Values("Www-Authenticate") {
		for _, part := range splitUnquoted(value) {
			word, rest, _ := strings.Cut(strings.TrimSpace(part), " ")
			// A part whose first word has an equals sign is a parameter of the scheme before it.
			if word == "" || strings.Contains(word, "=") || strings.HasPrefix(strings.TrimSpace(rest), "=") {
				continue
			}
			schemes = append(schemes, strings.ToLower(word))
		}
	}
	return schemes
}

// splitUnquoted splits a header at the commas outside of quotes.
func splitUnquoted(value string) []string {
	var parts []string
	var quoted, escaped bool
	begin := 0
	for i, r := range value {
		switch {
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			parts = append(parts, value[begin:i])
			begin = i + 1
		}
	}
	return append(parts, value[begin:])
}

// Text returns a JSON string or number as text, and "" for anything else.
// Vendors change ids between the two.
func Text(raw json.RawMessage) string {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return ""
	}
	switch value := value.(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	default:
		return ""
	}
}
