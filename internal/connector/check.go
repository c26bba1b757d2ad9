package connector

import (
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
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
	parsed, err := url.Parse(value)
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
