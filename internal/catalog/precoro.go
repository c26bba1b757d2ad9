package catalog

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// precoro is the definition of Precoro, a procurement service.
//
// Two headers, both needed; the second is literally named "email" [doc]. The API has a host per region and no version in its path [doc].
func precoro() *connector.Definition {
	return &connector.Definition{
		Type:  "precoro",
		Title: "Precoro",
		Fields: []connector.Field{
			{
				Name:        "api_token",
				Title:       "API Token (X-AUTH-TOKEN)",
				Description: "API token.",
				Secret:      true,
			},
			{
				Name:        "user_email",
				Title:       "User Email",
				Description: "E-mail address of the user who owns the token.",
				Check:       connector.CheckEmail,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "x_auth_token",
			Description: "Token and e-mail address in separate headers.",
			Headers: []connector.HeaderRule{
				connector.FieldHeader("X-AUTH-TOKEN", "api_token"),
				connector.FieldHeader("email", "user_email"),
			},
		}},
		Regions: []connector.Region{
			{Name: "global", BaseURL: "https://api.precoro.com"},
			{Name: "us", BaseURL: "https://api.precoro.us"},
		},
		// The vendor accepts the same GET only once a minute [doc], so there are
		// three probes [client]; per_page must be at least 10 [doc].
		Probes: []connector.Probe{
			{Path: "/taxes", Query: "page=1&per_page=10", AcceptedWhen: connector.Expr("type(data) == 'array'")},
			{Path: "/users", Query: "page=1&per_page=10", AcceptedWhen: connector.Expr("type(data) == 'array'"), FindAccount: precoroAccount, Finds: []string{"id", "name", "email"}, Scarce: true},
			{Path: "/warehouses", Query: "page=1&per_page=10", AcceptedWhen: connector.Expr("type(data) == 'array'")},
		},
		// [doc]
		Limit: connector.Limit{
			Documented: "1 request per second, 1,500 per hour, 3,000 per day, and the same GET once per minute and 30 times per hour",
			Every:      time.Second,
			Burst:      1,
		},
		// A token has its user's permissions, and not every user may read each of
		// these lists: a 403 by Precoro itself does not mean that the token is invalid.
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("message || error || errors"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("message || error || errors"), Means: connector.MissingPermission},
		},
		Hook: precoroLimit,
		// The token works with the address of its user alone.
		KnownAccount: func(values connector.Values) connector.Account {
			return connector.Account{Email: values["user_email"].Reveal()}
		},
		Key: connector.Key{
			MenuPath: "Configuration > Integrations > API Key > Generate API Key",
			Steps: []string{
				"Sign in to Precoro as the user that the integration acts as. The user must be allowed to configure integrations.",
				"Open Configuration > Integrations > API Key.",
				"Select Generate API Key and copy the key. It is shown only once.",
			},
			Owner:         "A user in one company. Each has one token, with that user's permissions.",
			Permissions:   "The user must be allowed to read taxes, users or warehouses. Only a user who may list users gets the account reported.",
			EndsWhen:      "A new token is generated for the same user and company, or the user is deactivated or leaves the company.",
			Rotation:      "A user has one token per company, and generating a new one invalidates it. To rotate without an outage, generate a token for a second user and change api_token and user_email together.",
			RejectionHint: "The token must belong to user_email, and the region must be that of the company.",
			Uncertain: []string{
				"How Precoro responds to a token whose user is deactivated: a 403 is read as a missing permission, and not as a rejection.",
			},
		},
		NexlaVendor: "precoro_api",
		Sources: []string{
			"Using the API: https://help.precoro.com/using-api-in-precoro",
		},
		DocumentationURL: "https://help.precoro.com/using-api-in-precoro",
		Example:          connector.Example{Name: "procurement", Description: "Purchase orders for the finance lake"},
	}
}

// precoroAccount finds the user's own row. A valid token may be without one.
func precoroAccount(r connector.Response) (connector.Account, bool) {
	var body struct {
		Data json.RawMessage `json:"data"`
	}
	var rows []struct {
		ID        json.RawMessage `json:"id"`
		FirstName json.RawMessage `json:"firstname"`
		LastName  json.RawMessage `json:"lastname"`
		Email     json.RawMessage `json:"email"`
	}
	if !r.Decode(&body) || json.Unmarshal(body.Data, &rows) != nil {
		return connector.Account{}, true
	}
	for _, row := range rows {
		email := connector.Text(row.Email)
		if strings.EqualFold(email, r.Values["user_email"].Reveal()) {
			return connector.Account{
				ID:    connector.Text(row.ID),
				Name:  strings.TrimSpace(connector.Text(row.FirstName) + " " + connector.Text(row.LastName)),
				Email: email,
			}, true
		}
	}
	return connector.Account{}, true
}

// precoroLimit reads which limit was exceeded and until when, both of which
// Precoro reports in the body, with an absolute time in UTC [live].
func precoroLimit(r connector.Response) (connector.Outcome, bool) {
	if r.Status != http.StatusTooManyRequests {
		return connector.Outcome{}, false
	}
	var body struct {
		Type       string          `json:"RateLimit-Type"`
		RetryAfter json.RawMessage `json:"RateLimit-Retry-After"`
	}
	outcome := connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}
	if !r.Decode(&body) {
		return outcome, true
	}
	outcome.RouteOnly = strings.HasPrefix(strings.ToLower(body.Type), "route")
	if at, err := time.Parse("2006-01-02 15:04:05 MST", connector.Text(body.RetryAfter)); err == nil {
		outcome.RetryAt = at
	}
	return outcome, true
}
