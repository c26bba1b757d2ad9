package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// asana needs "Authorization: Bearer TOKEN" with a personal access token [doc].
func asana() vendorKind {
	return vendorKind{
		name:   "asana",
		fields: []string{"personal_access_token"},
		demo:   map[string]string{"personal_access_token": "sandbox-asana-token-not-a-secret"},
		tile: nexlaTile{"asana_api", "Asana", []NexlaParameter{
			secretParameter("asana_pat", "Personal Access Token", "personal_access_token", 1),
		}},
		answer: answerAsana,
	}
}

func answerAsana(v *Vendor, c call) answer {
	token, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	if !found || !v.valid(token) {
		return asanaError(http.StatusUnauthorized, "Not Authorized") // The same for none and for a wrong one [doc].
	}
	if _, wait := v.countRequest(token, c.now, asanaRate); wait > 0 {
		return asanaError(http.StatusTooManyRequests,
			"You've made too many requests and hit a rate limit. Please retry after the given amount of time.").
			with("Retry-After", wholeSeconds(wait))
	}
	if c.path != "/users/me" {
		return asanaError(http.StatusNotFound, "No matching route for request") // The text is [said].
	}
	return jsonAnswer(http.StatusOK, object{"data": asanaUser(c.query.Get("opt_fields"))})
}

// asanaUser has the gid always, and of the rest what opt_fields asks for; where
// it asks for nothing, all of it [doc].
func asanaUser(fields string) object {
	user := object{
		"resource_type": "user",
		"name":          "Sandbox Integration",
		"email":         "integrations@example.com",
		"photo":         nil,
		"workspaces":    []object{{"gid": "3002", "resource_type": "workspace", "name": "Example"}},
	}
	if asked := strings.Split(fields, ","); fields != "" {
		for name := range user {
			if !slices.Contains(asked, name) {
				delete(user, name)
			}
		}
	}
	user["gid"] = "3001"
	return user
}

// asanaError is the vendor's error body [doc].
func asanaError(status int, text string) answer {
	return jsonAnswer(status, object{"errors": []object{{"message": text}}})
}

// asanaRate is 150 requests per minute and token, as on a free plan [doc].
var asanaRate = rate{requests: 150, period: time.Minute}
