package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// attio reads a Bearer token, and identifies every token with status 200: one
// that it does not know is an inactive one [doc].
func attio() vendorKind {
	return vendorKind{
		name:   "attio",
		fields: []string{"access_token"},
		demo:   map[string]string{"access_token": "sandbox-attio-token-not-a-secret"},
		tile:   nexlaTile{"attio_api", "Attio", []NexlaParameter{secretParameter("attio_token", "Access Token", "access_token", 1)}},
		answer: answerAttio,
	}
}

func answerAttio(v *Vendor, c call) answer {
	token, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	if !found || !v.valid(token) {
		// That a missing token and other routes are answered so is a [guess].
		return jsonAnswer(http.StatusOK, object{"active": false})
	}

	if _, wait := v.countRequest(token, c.now, attioRate); wait > 0 {
		// A date and no number of seconds [doc]. It has no fractions, so that the
		// second after the end of the limit is the first one that is surely free.
		free := c.now.Add(wait).Truncate(time.Second).Add(time.Second)
		return attioError(http.StatusTooManyRequests, "rate_limit_error", "rate_limit_exceeded", "Rate limit exceeded, please try again later").
			with("Retry-After", free.UTC().Format(http.TimeFormat))
	}

	if c.path != "/v2/self" {
		return attioError(http.StatusNotFound, "invalid_request_error", "not_found", "Could not find endpoint") // [guess]
	}
	return jsonAnswer(http.StatusOK, object{
		"active":                            true,
		"scope":                             "record_permission:read object_configuration:read",
		"client_id":                         "5a5a0000-0000-4000-8000-000000000001",
		"token_type":                        "Bearer",
		"exp":                               nil,
		"iat":                               1577836800,
		"sub":                               attioWorkspace,
		"aud":                               "5a5a0000-0000-4000-8000-000000000001",
		"iss":                               "attio.com",
		"authorized_by_workspace_member_id": "5a5a0000-0000-4000-8000-000000000002",
		"workspace_id":                      attioWorkspace,
		"workspace_name":                    "Sandbox Workspace",
		"workspace_slug":                    "sandbox-workspace",
		"workspace_logo_url":                nil,
	})
}

// attioError has the members of the errors in Attio's documents [doc].
func attioError(status int, kind, code, text string) answer {
	return jsonAnswer(status, object{"status_code": status, "type": kind, "code": code, "message": text})
}

// attioWorkspace is the workspace of every token of the sandbox.
const attioWorkspace = "5a5a0000-0000-4000-8000-00000000a771"

// attioRate is the limit for reads [doc].
var attioRate = rate{requests: 100, period: time.Second}
