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
// as Bearer, which vendors send back by itself.
func headerParts(value string) []string {
	var parts, passwords []string
	for _, text := range decodeTexts(value) {
		if text == nil {
			continue
		}
		parts = append(parts, *text)
		scheme, rest, found := strings.Cut(*text, " ")
		if !found {
			continue
		}
		parts = append(parts, strings.TrimSpace(rest))
		if strings.EqualFold(scheme, "Basic") {
			if pair, err := base64.StdEncoding.DecodeString(strings.TrimSpace(rest)); err == nil {
				username, password, _ := strings.Cut(string(pair), ":")
				parts = append(parts, username)
				passwords = append(passwords, password)
			}
		}
	}
	return longEnough(append(withoutAddresses(parts), passwords...))
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
