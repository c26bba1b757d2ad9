package connector

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// precoro is the definition of Precoro, a procurement service.
//
// Two headers, both needed; the second is literally named "email" [doc]. The
// API has a host per region and no version in its path [doc].
func precoro() *Definition {
	return &Definition{
		Type:  "precoro",
		Title: "Precoro",
		Fields: []Field{
			{
				Name:        "api_token",
				Title:       "API Token (X-AUTH-TOKEN)",
				Description: "The API token.",
				Secret:      true,
			},
			{
				Name:        "user_email",
				Title:       "User Email",
				Description: "The e-mail address of the user that the token was generated for.",
				Check:       checkEmail,
			},
		},
		Schemes: []Scheme{{
			Name:        "x_auth_token",
			Description: "Token and e-mail address, each in a header of its own.",
			Headers: []HeaderRule{
				fieldHeader("X-AUTH-TOKEN", "api_token"),
				fieldHeader("email", "user_email"),
			},
		}},
		Regions: []Region{
			{Name: "global", BaseURL: "https://api.precoro.com"},
			{Name: "us", BaseURL: "https://api.precoro.us"},
		},
		// The vendor answers the same GET only once a minute [doc], so there are
		// three to choose from [client]; per_page takes no less than 10 [doc].
		Probes: []Probe{
			{Path: "/taxes", Query: "page=1&per_page=10"},
			{Path: precoroUsers, Query: "page=1&per_page=10", TellsAccount: true},
			{Path: "/warehouses", Query: "page=1&per_page=10"},
		},
		// [doc]
		Limit: Limit{
			Documented: "1 request a second, 1,500 an hour, 3,000 a day, and the same GET only once a minute",
			Every:      time.Second,
			Burst:      1,
		},
		Classify: classifyPrecoro,
		Key: Key{
			MenuPath: "Configuration > Integrations > API Key > Generate API Key",
			Steps: []string{
				"Sign in to Precoro as the user that the integration is to act as, with the right to configure integrations.",
				"Open Configuration > Integrations > API Key.",
				"Choose Generate API Key and copy it: it is shown once.",
			},
			Owner:       "A user and a company: one token for each pair, with the rights of that user.",
			EndsWhen:    "A new token is generated for the same user and company, or the user is deactivated or leaves the company.",
			Rotation:    "There is one token per user and company, so generating a new one ends the old one. To rotate without an outage, generate the new token for a second user and change api_token and user_email together.",
			RefusalHint: "Token and user_email must belong together, and the region must be the one that the company is in: a token of api.precoro.us is unknown at api.precoro.com.",
			Uncertain: []string{
				"That a 403 with a JSON body is a refusal is a guess.",
			},
		},
		NexlaVendor:      "precoro_api",
		DocumentationURL: "https://help.precoro.com/using-api-in-precoro",
	}
}

// precoroUsers is the one route of Precoro's that names the account.
const precoroUsers = "/users"

// classifyPrecoro: accepted is a 200 whose JSON object has an array data [client].
func classifyPrecoro(a Answer) Outcome {
	switch a.Status {
	case http.StatusOK:
		var body struct {
			Data json.RawMessage `json:"data"`
		}
		if !a.decode(&body) || !isArray(body.Data) {
			return inconclusive(ReasonUnexpectedResponse)
		}
		return accepted(precoroAccount(a, body.Data))
	case http.StatusTooManyRequests:
		return precoroLimit(a)
	case http.StatusForbidden:
		// A token has its user's rights, and not every user may list users:
		// on that route a 403 says nothing about the token.
		if a.Probe.TellsAccount && !a.isMarkup() {
			return routeOnly(ReasonForbidden)
		}
	}
	return a.byStatus(Rejected)
}

// precoroAccount finds the user's own row. Its absence says nothing about the
// credential, and what is sure even then is the address that was sent.
func precoroAccount(a Answer, data json.RawMessage) Account {
	email := a.Values["user_email"].Reveal()
	account := Account{Email: email}
	if a.Probe.Path != precoroUsers {
		return account
	}
	var rows []struct {
		ID        json.RawMessage `json:"id"`
		FirstName string          `json:"firstname"`
		LastName  string          `json:"lastname"`
		Email     string          `json:"email"`
	}
	if json.Unmarshal(data, &rows) != nil {
		return account
	}
	for _, row := range rows {
		if strings.EqualFold(row.Email, email) {
			return Account{
				ID:    text(row.ID),
				Name:  strings.TrimSpace(row.FirstName + " " + row.LastName),
				Email: row.Email,
			}
		}
	}
	return account
}

// precoroLimit reads which limit was hit and until when, both of which Precoro
// tells in the body, with an absolute time in UTC [live].
func precoroLimit(a Answer) Outcome {
	var body struct {
		Type       string          `json:"RateLimit-Type"`
		RetryAfter json.RawMessage `json:"RateLimit-Retry-After"`
	}
	outcome := inconclusive(ReasonRateLimited)
	if !a.decode(&body) {
		return outcome
	}
	outcome.RouteOnly = strings.HasPrefix(strings.ToLower(body.Type), "route")
	if at, err := time.Parse("2006-01-02 15:04:05 MST", text(body.RetryAfter)); err == nil {
		outcome.RetryAt = at
	}
	return outcome
}
