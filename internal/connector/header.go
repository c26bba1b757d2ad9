package connector

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// reservedHeaders are the lower-case names that cannot be chosen. The HTTP client sets
// the headers of the connection and of the message's framing (RFC 9110, 7.6.1, and RFC
// 9112), and requests compression only if it can read it. The content type belongs to
// the probe.
var reservedHeaders = []string{
	"accept-encoding", "connection", "content-encoding", "content-length", "content-type", "expect", "host", "http2-settings",
	"keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade",
}

// CheckHeaderName returns what is wrong with the name of a header, in words that
// do not repeat it, or "".
func CheckHeaderName(name string) string {
	switch {
	case name == "":
		return "must not be empty"
	case strings.ContainsFunc(name, func(r rune) bool { return !isTokenCharacter(r) }):
		return "must be a header name: letters, digits and !#$%&'*+-.^_`|~ without spaces, such as X-Api-Key"
	case slices.Contains(reservedHeaders, strings.ToLower(name)):
		return "must not be one of the headers that the connection and the message are made of: " + strings.Join(reservedHeaders, ", ")
	default:
		return ""
	}
}

// isTokenCharacter reports whether a character may be in a token (RFC 9110, 5.6.2).
func isTokenCharacter(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("!#$%&'*+-.^_`|~", r))
}

// checkHeaders returns what is wrong with a set of headers, in words that repeat
// neither names nor values: the two may have been swapped.
func checkHeaders(value string) string {
	headers := decodeTexts(value)
	if len(headers) == 0 {
		return "must hold at least one header"
	}
	names := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		text := headers[name]
		if problem := CheckHeaderName(name); problem != "" {
			return "has a name that is not allowed: each " + problem
		}
		folded := strings.ToLower(name)
		if names[folded] {
			return "must not hold two names that differ in upper and lower case alone"
		}
		names[folded] = true
		if text == nil {
			return "must not hold a null"
		}
		if problem := (Field{}).CheckValue(*text); problem != "" {
			return "has a value that is not allowed: each " + problem
		}
	}
	return ""
}

// The two parts of HTTP Basic authentication.
const (
	basicUsername = "username"
	basicPassword = "password"
)

// checkBasicAuth wants exactly a user name and a password. One of the two may
// be empty, as many vendors take a key for either.
func checkBasicAuth(value string) string {
	pair := decodeTexts(value)
	username, password := pair[basicUsername], pair[basicPassword]
	switch {
	case len(pair) != 2 || username == nil || password == nil:
		return "must have exactly the keys username and password, neither of them null; an empty text is allowed for one"
	case *username == "" && *password == "":
		return "must not have an empty username and an empty password"
	}
	for _, part := range []string{*username, *password} {
		if part == "" {
			continue
		}
		if problem := checkCharacters(part); problem != "" {
			return "has a part that is not allowed: it " + problem
		}
	}
	return CheckBasicUser(*username)
}
