package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// posthog takes a personal API key as bearer token [doc]. A user can have ten [doc].
func posthog() vendorKind {
	return vendorKind{
		name:   "posthog",
		fields: []string{"api_key"},
		demo:   map[string]string{"api_key": "sandbox-posthog-key-not-a-secret"},
		tile:   nexlaTile{"posthog_api", "PostHog", []NexlaParameter{secretParameter("personal_api_key", "Personal API Key", "api_key", 1)}},
		answer: answerPosthog,
	}
}

func answerPosthog(v *Vendor, c call) answer {
	key, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	switch {
	case !found:
		return posthogError(http.StatusUnauthorized, "authentication_error", "not_authenticated",
			"Authentication credentials were not provided.").with("WWW-Authenticate", "Session")
	case !v.valid(key):
		return posthogError(http.StatusUnauthorized, "authentication_error", "authentication_failed",
			"Personal API key found in request Authorization header is invalid.").with("WWW-Authenticate", "Session")
	}
	if _, wait := v.countRequest(key, c.now, posthogRate); wait > 0 {
		return posthogError(http.StatusTooManyRequests, "throttled_error", "throttled",
			"Request was throttled. Expected available in "+wholeSeconds(wait)+" seconds.")
	}
	switch c.path {
	case "/api/personal_api_keys/@current/":
		return jsonAnswer(http.StatusOK, object{
			"id": "sandbox-key-id", "label": "Sandbox", "created_at": "2024-01-01T00:00:00.000000Z", "last_used_at": nil,
			"user_id": 3001, "scopes": []string{"query:read", "user:read"}, "scoped_teams": []int{}, "scoped_organizations": []string{},
		})
	case "/api/users/@me/":
	default:
		return posthogError(http.StatusNotFound, "invalid_request", "not_found", "Endpoint not found.")
	}

	// A part of what the server tells; the token of the project is among it, and
	// must not leave the answer [client].
	organization := object{"id": "0190f0c0-0000-0000-0000-000000000100", "name": "Example Ltd", "slug": "example-ltd", "membership_level": 1}
	return jsonAnswer(http.StatusOK, object{
		"date_joined":          "2024-01-01T00:00:00.000000Z",
		"uuid":                 "0190f0c0-0000-0000-0000-000000003001",
		"distinct_id":          "sandbox-distinct-id",
		"first_name":           "Sandbox",
		"last_name":            "Integration",
		"email":                "integrations@example.com",
		"pending_email":        nil,
		"is_email_verified":    true,
		"is_staff":             false,
		"has_password":         true,
		"role_at_organization": "engineering",
		"team":                 object{"id": 1, "name": "Example Shop", "api_token": "sandbox-project-token-not-a-secret"},
		"organization":         organization,
		"organizations":        []object{organization},
	})
}

// posthogError is the error body of every private endpoint [doc].
func posthogError(status int, kind, code, detail string) answer {
	return jsonAnswer(status, object{"type": kind, "code": code, "detail": detail, "attr": nil})
}

// posthogRate is the shorter of the two limits; the other is 4,800 an hour [doc].
var posthogRate = rate{requests: 480, period: time.Minute}
