package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// stripe takes a key as bearer token, or as user name of HTTP Basic without a
// password [doc]. An account can have several keys [doc].
func stripe() vendorKind {
	return vendorKind{
		name:   "stripe",
		fields: []string{"api_key"},
		demo:   map[string]string{"api_key": "sandbox-stripe-key-not-a-secret"},
		tile:   nexlaTile{"stripe_api", "Stripe", []NexlaParameter{secretParameter("secret_key", "API Key", "api_key", 1)}},
		answer: answerStripe,
	}
}

func answerStripe(v *Vendor, c call) answer {
	key := stripeKey(c.header)
	switch {
	case key == "":
		return stripeError(http.StatusUnauthorized, object{
			"message": "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.",
		}).with("WWW-Authenticate", `Basic realm="Stripe"`)
	case !v.valid(key):
		// The vendor repeats the ends of the key; a sandbox need not [client].
		return stripeError(http.StatusUnauthorized, object{"message": "Invalid API Key provided: ********"})
	}
	if _, wait := v.countRequest(key, c.now, stripeRate); wait > 0 {
		// There is no header that tells how long to wait [doc].
		return stripeError(http.StatusTooManyRequests, object{
			"code":    "rate_limit",
			"doc_url": "https://stripe.com/docs/error-codes/rate-limit",
			"message": "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.",
		})
	}

	switch c.path {
	case "/balance":
		return jsonAnswer(http.StatusOK, object{
			"object":           "balance",
			"available":        []object{{"amount": 666670, "currency": "usd", "source_types": object{"card": 666670}}},
			"connect_reserved": []object{{"amount": 0, "currency": "usd"}},
			"livemode":         false,
			"pending":          []object{{"amount": 61414, "currency": "usd", "source_types": object{"card": 61414}}},
		})
	case "/account":
		return jsonAnswer(http.StatusOK, stripeAccount())
	default:
		return stripeError(http.StatusNotFound, object{
			"message": "Unrecognized request URL (GET: /v1" + c.path + "). Please see https://stripe.com/docs.",
		})
	}
}

// stripeAccount is a part of the documented object; most of it is null for an
// account that has not told much.
func stripeAccount() object {
	return object{
		"id":     "acct_sandboxexample",
		"object": "account",
		"business_profile": object{
			"mcc": nil, "name": nil, "product_description": nil, "support_email": nil, "support_phone": nil, "url": nil,
		},
		"business_type":     nil,
		"capabilities":      object{},
		"charges_enabled":   false,
		"country":           "US",
		"created":           1695830751,
		"default_currency":  "usd",
		"details_submitted": false,
		"email":             "payments@example.com",
		"metadata":          object{},
		"payouts_enabled":   false,
		"settings": object{
			"dashboard": object{"display_name": "Sandbox Integration", "timezone": "Etc/UTC"},
			"payments":  object{"statement_descriptor": nil},
		},
		"type": "standard",
	}
}

// stripeKey reads the key from either documented form, and returns an empty one
// where there is none to read.
func stripeKey(header http.Header) string {
	if key, found := strings.CutPrefix(header.Get("Authorization"), "Bearer "); found {
		return key
	}
	key, _, _ := (&http.Request{Header: header}).BasicAuth()
	return key
}

// stripeError is Stripe's error body [doc]; the type is the same for a wrong key,
// a missing right, a limit and an unknown route [client].
func stripeError(status int, members object) answer {
	members["type"] = "invalid_request_error"
	return jsonAnswer(status, object{"error": members})
}

// stripeRate is the limit of one endpoint, and of a test account as a whole [doc].
var stripeRate = rate{requests: 25, period: time.Second}
