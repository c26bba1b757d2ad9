package sandbox

import (
	"net/http"
	"strings"
)

// sendgrid needs "Authorization: Bearer KEY" [doc].
func sendgrid() vendorKind {
	return vendorKind{
		name:   "sendgrid",
		fields: []string{"api_key"},
		demo:   map[string]string{"api_key": "sandbox-sendgrid-key-not-a-secret"},
		tile: nexlaTile{"sendgrid_api", "SendGrid", []NexlaParameter{
			secretParameter("sendgrid_key", "API Key", "api_key", 1),
		}},
		answer: answerSendGrid,
	}
}

// answerSendGrid keeps to no rate: SendGrid publishes no number for this route,
// and tells its limits in X-RateLimit headers [doc].
func answerSendGrid(v *Vendor, c call) answer {
	key, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	if !found || key == "" {
		return sendgridError(http.StatusUnauthorized, "authorization required")
	}
	if !v.valid(key) {
		return sendgridError(http.StatusUnauthorized, "The provided authorization grant is invalid, expired, or revoked")
	}
	if c.path != "/v3/scopes" {
		return sendgridError(http.StatusNotFound, "not found")
	}
	// The last is one of those that SendGrid adds by itself [said].
	return jsonAnswer(http.StatusOK, object{"scopes": []string{"mail.send", "stats.read", "sender_verification_eligible"}})
}

// sendgridError is the vendor's error body: a list, whose field is null where no
// field of the request is to blame [doc].
func sendgridError(status int, text string) answer {
	return jsonAnswer(status, object{"errors": []object{{"field": nil, "message": text}}})
}
