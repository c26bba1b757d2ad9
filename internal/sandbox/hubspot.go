package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// hubspot reads one header form, a Bearer token in Authorization [doc].
func hubspot() vendorKind {
	return vendorKind{
		name:   "hubspot",
		fields: []string{"access_token"},
		demo:   map[string]string{"access_token": "sandbox-hubspot-token-not-a-secret"},
		tile:   nexlaTile{"hubspot_api", "HubSpot", []NexlaParameter{secretParameter("hubspot_token", "Access Token", "access_token", 1)}},
		answer: answerHubSpot,
	}
}

func answerHubSpot(v *Vendor, c call) answer {
	token, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	// A missing token and an unknown one are the same to HubSpot [said].
	if !found || !v.valid(token) {
		return hubspotError(http.StatusUnauthorized, "INVALID_AUTHENTICATION",
			"Authentication credentials not found. This API supports OAuth 2.0 authentication "+
				"and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview")
	}

	if _, wait := v.countRequest(token, c.now, hubspotRate); wait > 0 {
		// The one error whose kind is in errorType; it brings no Retry-After [doc].
		return jsonAnswer(http.StatusTooManyRequests, object{
			"status":        "error",
			"message":       "You have reached your ten_secondly_rolling limit.",
			"errorType":     "RATE_LIMIT",
			"correlationId": hubspotCorrelation,
			"policyName":    "TEN_SECONDLY_ROLLING",
		})
	}

	account := object{
		"portalId":              8100,
		"accountType":           "DEVELOPER_TEST",
		"timeZone":              "Europe/Berlin",
		"companyCurrency":       "EUR",
		"additionalCurrencies":  []string{"USD"},
		"utcOffset":             "+01:00",
		"utcOffsetMilliseconds": 3600000,
		"uiDomain":              "app-eu1.hubspot.com",
		"dataHostingLocation":   "eu1",
	}
	switch c.path {
	case "/account-info/v3/details":
		return jsonAnswer(http.StatusOK, account)
	case "/account-info/2026-09/details":
		account["portalName"] = "Sandbox Account" // Only dated versions tell it [doc].
		return jsonAnswer(http.StatusOK, account)
	default:
		return hubspotError(http.StatusNotFound, "OBJECT_NOT_FOUND", "resource not found") // [guess]
	}
}

// hubspotError has the members that every error of HubSpot's documents has [doc].
func hubspotError(status int, category, text string) answer {
	return jsonAnswer(status, object{
		"status": "error", "message": text, "correlationId": hubspotCorrelation, "category": category,
	})
}

// hubspotCorrelation is the id that HubSpot's own examples of errors carry.
const hubspotCorrelation = "aeb5f871-7f07-4993-9211-075dc63e7cbf"

// hubspotRate is that of the free and starter plans, per private app [doc].
var hubspotRate = rate{requests: 100, period: 10 * time.Second}
