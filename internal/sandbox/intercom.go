package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// intercom reads a Bearer token. The header Intercom-Version may be missing: an
// app has a version of its own [doc].
func intercom() vendorKind {
	return vendorKind{
		name:   "intercom",
		fields: []string{"access_token"},
		demo:   map[string]string{"access_token": "sandbox-intercom-token-not-a-secret"},
		tile:   nexlaTile{"intercom_api", "Intercom", []NexlaParameter{secretParameter("intercom_token", "Access Token", "access_token", 1)}},
		answer: answerIntercom,
	}
}

func answerIntercom(v *Vendor, c call) answer {
	token, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	// Without a valid token there are no headers of the limit either [doc]. That a
	// missing token has the body of a wrong one is a [guess].
	if !found || !v.valid(token) {
		return intercomError(http.StatusUnauthorized, "unauthorized", "Access Token Invalid")
	}

	limits := func(a answer) answer { return a }
	if v.hasLimits() {
		remaining, wait := v.countRequest(token, c.now, intercomRate)
		limits = func(a answer) answer {
			return a.with("X-RateLimit-Limit", strconv.Itoa(intercomRate.requests)).
				with("X-RateLimit-Remaining", strconv.Itoa(remaining)).
				with("X-RateLimit-Reset", strconv.FormatInt(c.now.Add(max(wait, time.Second)).Unix(), 10))
		}
		if wait > 0 {
			return limits(intercomError(http.StatusTooManyRequests, "rate_limit_exceeded",
				"Exceeded rate limit of "+strconv.Itoa(intercomRate.requests)+" in 10_seconds"))
		}
	}

	if c.path != "/me" {
		return limits(intercomError(http.StatusNotFound, "not_found", "The requested resource could not be found")) // The text is a [guess].
	}
	return limits(jsonAnswer(http.StatusOK, object{
		"type":           "admin",
		"id":             "9001",
		"email":          "integrations@example.com",
		"name":           "Sandbox Integration",
		"email_verified": true,
		"app": object{
			"type": "app", "id_code": "sandbox1", "name": "Sandbox Workspace", "created_at": 1577836800,
			"secure": false, "identity_verification": false, "timezone": "Europe/Dublin", "region": "EU",
		},
		"avatar":         object{"type": "avatar", "image_url": "https://example.com/avatar.png"},
		"has_inbox_seat": true,
	}))
}

// intercomError is a list of one error, as every error of Intercom's is [doc].
func intercomError(status int, code, text string) answer {
	return jsonAnswer(status, object{
		"type":       "error.list",
		"request_id": "5a5a0000-0000-4000-8000-000000000003",
		"errors":     []object{{"code": code, "message": text}},
	})
}

// intercomRate is the vendor's example, an app with 1,000 requests a minute [doc].
var intercomRate = rate{requests: 167, period: 10 * time.Second}
