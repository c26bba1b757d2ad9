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
		answer:  answerPaymo,
	}
}

func answerPaymo(v *Vendor, c call) answer {
	key := paymoKey(v, c.header)
	if key == "" || !v.valid(key) {
		return message(http.StatusUnauthorized, "Invalid username or password")
	}

	limits := func(a answer) answer { return a }
	if v.sandbox.config.RouteWindow >= 0 {
		remaining, wait := v.countRequest(key, c.now)
		limits = func(a answer) answer {
			return a.with("X-Ratelimit-Limit", strconv.Itoa(paymoLimit)).
				with("X-Ratelimit-Remaining", strconv.Itoa(remaining)).
				with("X-Ratelimit-Decay-Period", wholeSeconds(paymoPeriod))
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

// Five requests per five seconds and key [client].
const (
	paymoLimit  = 5
	paymoPeriod = 5 * time.Second
)

// rateWindow counts the requests of one key since the first of a period.
type rateWindow struct {
	began time.Time
	count int
}

// countRequest counts a request of a key. A wait above zero says that it was one
// too many, and how long the rest of the period is.
func (v *Vendor) countRequest(key string, now time.Time) (remaining int, wait time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	window := v.rates[key]
	if window == nil || now.Sub(window.began) >= paymoPeriod {
		window = &rateWindow{began: now}
		v.rates[key] = window
	}
	if window.count >= paymoLimit {
		return 0, window.began.Add(paymoPeriod).Sub(now)
	}
	window.count++
	return paymoLimit - window.count, 0
}
