package connector

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// limitsRate reports whether a response is about the rate of requests, and so
// not about the credential. Besides 429, several vendors and gateways limit with
// a 403 or a 401, and then say so in the headers.
func (r Response) limitsRate() bool {
	switch r.Status {
	case http.StatusTooManyRequests:
		return true
	case http.StatusUnauthorized, http.StatusForbidden:
		return r.Header.Get("Retry-After") != "" || hasExhaustedLimit(r.Header)
	default:
		return false
	}
}

// hasExhaustedLimit reports whether a header says that no request is left. There
// are as many spellings as vendors: X-RateLimit-Remaining, X-Rate-Limit-Remaining,
// RateLimit-Remaining, X-RateLimit-Requests-Remaining, and the RateLimit header of
// the IETF drafts ("limit=100, remaining=0" and `"default";r=0`).
func hasExhaustedLimit(header http.Header) bool {
	for name, values := range header {
		folded := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
		if !strings.Contains(folded, "ratelimit") {
			continue
		}
		for _, value := range values {
			switch {
			case strings.Contains(folded, "remaining"):
				// One number for each of several limits is in one header or in several.
				if slices.ContainsFunc(strings.Split(value, ","), isZero) {
					return true
				}
			case folded == "ratelimit":
				if hasZeroParameter(value, "remaining") || hasZeroParameter(value, "r") {
					return true
				}
			}
		}
	}
	return false
}

// isZero reads the number at the beginning of a value such as "0;w=3600".
func isZero(value string) bool {
	number, _, _ := strings.Cut(value, ";")
	parsed, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	return err == nil && parsed <= 0
}

func hasZeroParameter(value, name string) bool {
	for _, parameter := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		key, number, found := strings.Cut(parameter, "=")
		if found && strings.EqualFold(key, name) && isZero(number) {
			return true
		}
	}
	return false
}
