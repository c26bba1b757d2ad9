package connector

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// shortestSecret is the length, in characters, from which a text is looked for
// as a secret. Headers such as "Api-Version: 2" would be found in every id.
const shortestSecret = 4

// headerParts are the values, and what stands behind the name of a scheme such
// as Bearer, and in parameters, which vendors send back by itself.
func headerParts(value string) []string {
	var parts, passwords []string
	for _, text := range decodeTexts(value) {
		if text == nil {
			continue
		}
		parts = append(append(parts, *text), headerParameters(*text)...)
		scheme, rest, found := strings.Cut(*text, " ")
		if !found {
			continue
		}
		parts = append(parts, strings.TrimSpace(rest))
		if strings.EqualFold(scheme, "Basic") {
			if pair, decodes := decodeBase64(strings.TrimSpace(rest)); decodes {
				username, password, _ := strings.Cut(pair, ":")
				parts = append(parts, username)
				passwords = append(passwords, password)
			}
		}
	}
	return longEnough(append(withoutAddresses(parts), passwords...))
}

// headerParameters are the elements of a value that is a list, such as a cookie or
// `Token token="..."`, and what follows a colon. A short one is an option.
func headerParameters(value string) []string {
	padded := strings.TrimRight(value, "=") // The padding of base64 separates nothing.
	parts := strings.FieldsFunc(padded, func(r rune) bool { return strings.ContainsRune(",;=", r) })
	if len(parts) == 1 {
		parts = nil
	}
	if _, rest, found := strings.Cut(value, ":"); found {
		parts = append(parts, rest)
	}
	for i, part := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(part), `"'`)
	}
	return slices.DeleteFunc(parts, func(part string) bool { return len(part) < shortestEncoded })
}

// decodeBase64 decodes any of the common kinds, with or without padding.
func decodeBase64(text string) (string, bool) {
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	return string(decoded), err == nil
}

func basicAuthParts(value string) []string {
	pair := secret.New(value)
	username, password := textOf(pair, basicUsername), textOf(pair, basicPassword)
	encoded := base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
	return longEnough(append(withoutAddresses([]string{username}), password, encoded))
}

// withoutAddresses leaves out addresses, which are user names and may be in the
// account. A password that looks like one is not passed to this function.
func withoutAddresses(texts []string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return CheckEmail(text) == "" })
}

// longEnough leaves out what is too short to be a secret.
func longEnough(texts []string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return utf8.RuneCountInString(text) < shortestSecret })
}
