package connector

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// stripe is the definition of Stripe, a payment service.
//
// Stripe documents the key as user name of HTTP Basic and as bearer token
// [doc]. Its libraries and its own error text use the bearer token [client],
// and one scheme is enough, so the other is left out. There is one host; the
// key alone decides between live mode and test mode [doc].
//
// Sources:
//
//	Authentication, https://docs.stripe.com/api/authentication
//	Errors, https://docs.stripe.com/api/errors
//	Balance, https://docs.stripe.com/api/balance
//	The Account object, https://docs.stripe.com/api/accounts/object
//	API keys, https://docs.stripe.com/keys
//	Rate limits, https://docs.stripe.com/rate-limits
//	Nexla and Stripe, https://docs.nexla.com/user-guides/connectors/stripe_api/stripe_api_auth
//	Release 2016-10-19, https://docs.stripe.com/changelog/2016-10-19
func stripe() *Definition {
	return &Definition{
		Type:  "stripe",
		Title: "Stripe",
		Fields: []Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "A secret key or a restricted key.",
			Secret:      true,
			Check:       checkStripeKey,
		}},
		Schemes: []Scheme{{
			Name:        "bearer",
			Description: "The key as bearer token in `Authorization`.",
			Headers:     []HeaderRule{prefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		Regions: []Region{{BaseURL: "https://api.stripe.com/v1"}},
		// The balance holds no personal data, the account does. A restricted key
		// may lack the right to either [doc], and then the other may still answer.
		Probes: []Probe{
			{Path: stripeBalance},
			{Path: stripeAccount, TellsAccount: true},
		},
		// [doc] The smallest limit that holds for every key. Twelve at once and
		// twelve more in the time that follows never exceed it.
		Limit: Limit{
			Documented: "25 requests a second to one endpoint, and 25 a second in all in a sandbox or 100 in live mode, for each account",
			Every:      80 * time.Millisecond,
			Burst:      12,
		},
		Classify: classifyStripe,
		Key: Key{
			MenuPath: "Developers > API keys > Create restricted key",
			Steps: []string{
				"Sign in to the Stripe Dashboard as an administrator, and choose live mode or the sandbox that the key is for.",
				"Open Developers > API keys and choose Create restricted key.",
				"Give the key a name and the rights that the connector needs, with at least Read for Balance or for the account, so that it can be verified.",
				"Copy the key: in live mode it is shown once.",
			},
			Owner:       "An account in one mode: a key of a sandbox sees nothing of live mode.",
			EndsWhen:    "The key is rolled or deleted, or the expiry that was chosen when it was rolled has passed.",
			Rotation:    "An account can have several restricted keys: create the new one, apply, and delete the old one afterwards. Rolling a key does the same if the old one is given an expiry that leaves time to apply.",
			RefusalHint: "Somebody may have rolled or deleted the key, or the expiry that was chosen when it was rolled has passed.",
			Uncertain: []string{
				"Which right of a restricted key opens the account: error messages and clients name different ones.",
				"How Stripe answers a key that may be used from other addresses only.",
				"Whether an account that still uses an API version older than 2016-10-19 gets a 401 for a missing right, which would be taken as a refusal.",
			},
		},
		NexlaVendor:      "stripe_api",
		DocumentationURL: "https://docs.stripe.com/api",
	}
}

// The routes of Stripe that are asked.
const (
	stripeBalance = "/balance"
	stripeAccount = "/account"
)

// checkStripeKey refuses the third kind of key, which is made for web pages and
// can read neither balance nor account [doc].
func checkStripeKey(value string) string {
	if strings.HasPrefix(value, "pk_") {
		return "must be a secret key or a restricted key; this is a publishable key, which is made for web pages"
	}
	return ""
}

// classifyStripe: accepted is a 200 with the documented object of the route [doc].
// A wrong or expired key is a 401; a 403 means that the key is good and a right
// is missing [doc], so it is no refusal, and the other route may answer.
func classifyStripe(a Answer) Outcome {
	switch {
	case a.Status == http.StatusForbidden && !a.isMarkup():
		return routeOnly(ReasonForbidden)
	case a.Status != http.StatusOK:
		return a.byStatus(Inconclusive)
	case a.Probe.Path == stripeAccount:
		return classifyStripeAccount(a)
	}
	var body struct {
		Object    string          `json:"object"`
		Available json.RawMessage `json:"available"`
		Pending   json.RawMessage `json:"pending"`
	}
	if a.decode(&body) && body.Object == "balance" && isArray(body.Available) && isArray(body.Pending) {
		// Nothing in a balance names the account.
		return accepted(Account{})
	}
	return inconclusive(ReasonUnexpectedResponse)
}

// classifyStripeAccount reads the account. Its name is what the Dashboard shows,
// or else what customers see; both may be null [doc].
func classifyStripeAccount(a Answer) Outcome {
	var body struct {
		ID       json.RawMessage `json:"id"`
		Object   string          `json:"object"`
		Email    string          `json:"email"`
		Business struct {
			Name string `json:"name"`
		} `json:"business_profile"`
		Settings struct {
			Dashboard struct {
				DisplayName string `json:"display_name"`
			} `json:"dashboard"`
		} `json:"settings"`
	}
	if !a.decode(&body) || body.Object != "account" {
		return inconclusive(ReasonUnexpectedResponse)
	}
	id := identifier(body.ID)
	if id == "" {
		return inconclusive(ReasonUnexpectedResponse)
	}
	name := body.Settings.Dashboard.DisplayName
	if name == "" {
		name = body.Business.Name
	}
	return accepted(Account{ID: id, Name: name, Email: body.Email})
}
