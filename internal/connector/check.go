package connector

import (
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CheckEmail wants a bare address.
func CheckEmail(value string) string {
	address, err := mail.ParseAddress(value)
	if err != nil || address.Address != value {
		return "must be an e-mail address such as integrations@example.com"
	}
	return ""
}

// CheckBasicUser wants a user name that HTTP Basic can carry.
func CheckBasicUser(value string) string {
	if strings.Contains(value, ":") {
		return "must not contain a colon, which would end the user name in HTTP Basic authentication"
	}
	return ""
}

// CheckBare wants a key with no word before it, for a vendor that is known to reject
// one with the word.
func CheckBare(value string) string {
	if word, _, found := strings.Cut(value, " "); found && strings.EqualFold(word, "Bearer") {
		return `must not begin with "Bearer", because the vendor reads the value as it is`
	}
	return ""
}

// CheckBaseURL returns what is wrong with a base URL, in words that do not
// repeat it, or "". Credentials leave the machine over https only.
func CheckBaseURL(value string) string {
	if problem := CheckAddress(value); problem != "" {
		return problem
	}
	parsed, err := url.Parse(value)
	if err == nil && parsed.Hostname() != "" {
		// Package net/url replaces escapes in the host by what they stand for.
		if problem := CheckAddress(parsed.Hostname()); problem != "" {
			return problem + " of the host"
		}
	}
	switch {
	case err != nil || parsed.Host == "" || parsed.Hostname() == "":
		return "must be an absolute URL such as https://proxy.example.com/vendor"
	case parsed.User != nil:
		return "must not contain a user name or password"
	case !isPort(parsed.Port()):
		return "must have a port from 1 to 65535, or none"
	case parsed.RawQuery != "" || parsed.ForceQuery || strings.Contains(value, "#"):
		return "must not contain a query or a fragment"
	case parsed.Scheme == "https":
		return ""
	case parsed.Scheme == "http" && isLoopback(parsed.Hostname()):
		return ""
	default:
		return "must begin with https://; plain http is allowed to a loopback host only, because the credential is sent there"
	}
}

// CheckAddress returns the first character that copying leaves in an address, with its
// position and in words that do not repeat the address, or "".
func CheckAddress(value string) string {
	if value == "" {
		return ""
	}
	if problem := checkCharacters(value); problem != "" {
		return problem
	}
	if before, _, found := strings.Cut(value, " "); found {
		return fmt.Sprintf("must not contain spaces: U+0020 is character %d", utf8.RuneCountInString(before)+1)
	}
	return ""
}

// isPort takes the port of a URL, "" where there is none.
func isPort(port string) bool {
	number, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && number > 0
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
