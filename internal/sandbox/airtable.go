package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// airtable needs "Authorization: Bearer TOKEN" with a personal access token, and
// takes it nowhere else [doc].
func airtable() vendorKind {
	return vendorKind{
		name:   "airtable",
		fields: []string{"personal_access_token"},
		demo:   map[string]string{"personal_access_token": "sandbox-airtable-token-not-a-secret"},
		tile: nexlaTile{"airtable_api", "Airtable", []NexlaParameter{
			secretParameter("airtable_token", "Personal Access Token", "personal_access_token", 1),
		}},
		answer: answerAirtable,
	}
}

func answerAirtable(v *Vendor, c call) answer {
	token, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	if !found || token == "" {
		return airtableError(http.StatusUnauthorized, "AUTHENTICATION_REQUIRED", "Authentication required")
	}
	if !v.valid(token) {
		return airtableError(http.StatusUnauthorized, "UNAUTHORIZED", "Invalid authentication token")
	}
	if _, wait := v.countRequest(token, c.now, airtableRate); wait > 0 {
		// The text is [doc], the form around it is [guess], and no Retry-After is
		// documented: the 30 seconds stand in the documentation only.
		return jsonAnswer(http.StatusTooManyRequests, object{"errors": []object{{
			"error":   "RATE_LIMIT_REACHED",
			"message": "Rate limit exceeded. Please try again later",
		}}})
	}
	if c.path != "/meta/whoami" {
		return jsonAnswer(http.StatusNotFound, object{"error": "NOT_FOUND"}) // A bare text and no object [guess].
	}
	// The address is there because the demo token has the scope user.email:read.
	return jsonAnswer(http.StatusOK, object{
		"id":    "usrSandbox00000001",
		"email": "integrations@example.com",
	})
}

// airtableError is the vendor's error body: a type for programs and a text for people [doc].
func airtableError(status int, kind, text string) answer {
	return jsonAnswer(status, object{"error": object{"type": kind, "message": text}})
}

// airtableRate is 50 requests per second for the tokens of a user [doc]; one
// token stands for its user here.
var airtableRate = rate{requests: 50, period: time.Second}
