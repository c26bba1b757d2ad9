package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// paymo knows two header forms. Connectors document the bare key in Authorization
// (scheme "api_key"); Paymo's own documents and every working client use HTTP
// Basic with the key as user name and any text as password [doc][client].
func paymo() vendorKind {
	return vendorKind{
		name:    "paymo",
		fields:  []string{"api_key"},
		demo:    map[string]string{"api_key": "sandbox-paymo-key-not-a-secret"},
		schemes: []string{"api_key", "basic"},
		taken:   []string{"basic"},
		tile:    nexlaTile{"paymo_api", "Paymo", []NexlaParameter{secretParameter("api_key_value", "API Key Value", "api_key", 1)}},
		answer:  answerPaymo,
	}
}

func answerPaymo(v *Vendor, c call) answer {
	key := paymoKey(v, c.header)
	if key == "" || !v.valid(key) {
		return message(http.StatusUnauthorized, "Invalid username or password")
	}

	limits := func(a answer) answer { return a }
	if v.hasLimits() {
		remaining, wait := v.countRequest(key, c.now, paymoRate)
		limits = func(a answer) answer {
			return a.with("X-Ratelimit-Limit", strconv.Itoa(paymoRate.requests)).
				with("X-Ratelimit-Remaining", strconv.Itoa(remaining)).
				with("X-Ratelimit-Decay-Period", wholeSeconds(paymoRate.period))
		}
		if wait > 0 {
			return limits(message(http.StatusTooManyRequests, "Too many requests")).
				with("Retry-After", wholeSeconds(wait))
		}
	}

	if c.path != "/me" {
		return limits(message(http.StatusNotFound, "Not found"))
	}
	// Unknown extra fields appear in the live answer, one of them a hash of the user.
	return limits(jsonAnswer(http.StatusOK, object{"users": []object{{
		"id":         2001,
		"name":       "Sandbox Integration",
		"email":      "integrations@example.com",
		"type":       "Admin",
		"active":     true,
		"timezone":   "Europe/Bucharest",
		"user_hash":  "sandbox-user-hash-not-a-secret",
		"created_on": "2020-01-01T00:00:00Z",
	}}}))
}

// paymoKey reads the key from the header forms that are taken, and returns an
// empty one where there is none to read.
func paymoKey(v *Vendor, header http.Header) string {
	authorization := header.Get("Authorization")
	if strings.HasPrefix(authorization, "Basic ") {
		// "Any text" as password is not no text: an empty one is refused here,
		// because nobody says that Paymo takes it [guess].
		name, password, ok := (&http.Request{Header: header}).BasicAuth()
		if ok && password != "" && v.takes("basic") {
			return name
		}
		return ""
	}
	if v.takes("api_key") {
		return authorization
	}
	return ""
}

// paymoRate is five requests per five seconds and key [client].
var paymoRate = rate{requests: 5, period: 5 * time.Second}
