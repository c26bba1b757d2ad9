package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// salesloft is the definition of Salesloft, a platform for sales engagement.
//
// An API key is sent as a bearer token [doc]. A wrong key is a 401 with
// "Invalid Bearer token", a missing one with another text [live]; unknown paths
// get the same 401, so that it proves no path [live]. The documents show the
// account without its envelope, clients read it in data [doc][client].
//
// The budget of 600 a minute is shared by all integrations of a team [doc].
func salesloft() *connector.Definition {
	return &connector.Definition{
		Type:  "salesloft",
		Title: "Salesloft",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key, which begins with ak_. It needs no particular scope.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.salesloft.com"}},
		Probes: []connector.Probe{{
			Path:       "/v2/me",
			Account:    connector.AccountPaths{ID: connector.Expr("data.id || id"), Name: connector.Expr("data.name || name"), Email: connector.Expr("data.email || email")},
			Identified: true,
		}},
		// [doc] A hundred at once and 399 more in the minute that follows never exceed it.
		Limit: connector.Limit{
			Documented: "a cost of 600 per minute for the whole team, for all of its integrations",
			Every:      150 * time.Millisecond,
			Burst:      100,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error == 'Invalid Bearer token'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "accounts.salesloft.com > Your Applications > API Keys > Create API Key",
			Steps: []string{
				"Sign in to Salesloft as the user that the integration acts as, and open Your Applications at accounts.salesloft.com.",
				"Open API Keys, create a key and name it; choose its scopes.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions within the scopes of the key.",
			Permissions:   "No particular scope.",
			EndsWhen:      "The key is revoked, or its user is deactivated.",
			Rotation:      "A user can have several keys: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "API keys are for customers of Salesloft; integrations of partners need OAuth.",
			Uncertain: []string{
				"Whether the account is within an envelope; both forms are read.",
				"How many keys a user can have.",
			},
		},
		NexlaVendor: "salesloft_api",
		Sources: []string{
			"API key authentication: https://developers.salesloft.com/docs/platform/api-basics/api-key-authentication",
			"Fetch current user: https://developers.salesloft.com/docs/api/me-index",
			"Rate limits: https://developers.salesloft.com/docs/platform/api-basics/rate-limits",
		},
		DocumentationURL: "https://developers.salesloft.com/docs/platform/api-basics/api-key-authentication",
		Example:          connector.Example{Name: "sales-engagement", Description: "Cadences and calls for the revenue dashboard"},
	}
}
