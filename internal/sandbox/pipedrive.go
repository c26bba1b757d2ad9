package sandbox

import (
	"net/http"
	"strconv"
	"time"
)

// pipedrive reads the token from x-api-token. A user has one token in a company,
// and a new one ends it [doc].
func pipedrive() vendorKind {
	return vendorKind{
		name:    "pipedrive",
		fields:  []string{"api_token"},
		demo:    map[string]string{"api_token": "sandbox-pipedrive-token-not-a-secret"},
		oneKey:  true,
		headers: []string{"x-api-token"},
		tile:    nexlaTile{"pipedrive_api", "Pipedrive", []NexlaParameter{secretParameter("pipedrive_token", "API Token", "api_token", 1)}},
		answer:  answerPipedrive,
	}
}

func answerPipedrive(v *Vendor, c call) answer {
	token := c.header.Get("X-Api-Token")
	if token == "" || !v.valid(token) {
		// One body for a missing token, a wrong one, and a route that is none [said].
		return jsonAnswer(http.StatusUnauthorized, object{
			"success":    false,
			"error":      "unauthorized access",
			"errorCode":  http.StatusUnauthorized,
			"error_info": pipedriveInfo,
		})
	}

	limits := func(a answer) answer { return a }
	if v.hasLimits() {
		remaining, wait := v.countRequest(token, c.now, pipedriveRate)
		limits = func(a answer) answer {
			return a.with("X-Ratelimit-Limit", strconv.Itoa(pipedriveRate.requests)).
				with("X-Ratelimit-Remaining", strconv.Itoa(remaining)).
				with("X-Ratelimit-Reset", wholeSeconds(max(wait, time.Second)))
		}
		if wait > 0 {
			return limits(pipedriveError(http.StatusTooManyRequests, "Rate limit exceeded")) // The text is a [guess].
		}
	}

	if c.path != "/v1/users/me" {
		return limits(pipedriveError(http.StatusNotFound, "Unknown method .")) // The text is a [guess].
	}
	return limits(jsonAnswer(http.StatusOK, object{
		"success": true,
		"data": object{
			"id":               7001,
			"name":             "Sandbox Integration",
			"email":            "integrations@example.com",
			"default_currency": "EUR",
			"locale":           "en_US",
			"phone":            nil,
			"activated":        true,
			"is_admin":         1,
			"active_flag":      true,
			"company_id":       4200,
			"company_name":     "Sandbox Company",
			"company_domain":   "sandbox",
			"language":         object{"language_code": "en", "country_code": "US"},
		},
	}))
}

// pipedriveError has the members of every error in Pipedrive's documents [doc].
func pipedriveError(status int, text string) answer {
	return jsonAnswer(status, object{
		"success": false, "error": text, "error_info": pipedriveInfo, "data": nil, "additional_data": nil,
	})
}

// pipedriveInfo stands in every error [doc][said].
const pipedriveInfo = "Please check developers.pipedrive.com"

// pipedriveRate is that of the smallest plan, per token [doc].
var pipedriveRate = rate{requests: 20, period: 2 * time.Second}
