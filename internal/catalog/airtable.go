package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// airtable is the definition of Airtable, a service for tables that are shared
// as small databases.
//
// A personal access token is sent as a bearer token [doc]. User API keys
// ended in February 2024 and are not taken any more [doc].
func airtable() *connector.Definition {
	return &connector.Definition{
		Type:  "airtable",
		Title: "Airtable",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal access token of a user or a service account.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.airtable.com/v0"}},
		// It needs no scope, and reports the e-mail address only for a token with
		// the scope user.email:read [doc].
		Probes: []connector.Probe{{
			Path:       "/meta/whoami",
			Account:    connector.AccountPaths{ID: connector.Expr("id"), Email: connector.Expr("email")},
			Identified: true,
		}},
		// [doc] The limit of 5 a second applies to a base, which the probe does not read.
		// 25 at once and 24 more in the second that follows never exceed 50.
		Limit: connector.Limit{
			Documented: "50 requests per second for all tokens of a user, and 5 per second for each base; 30 seconds of waiting after a 429",
			Every:      time.Second / 25,
			Burst:      25,
		},
		// A 403 means that the token is good and does not reach the resource [doc].
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "profile icon > Builder hub > Personal access tokens",
			Steps: []string{
				"Sign in to Airtable as the user that the integration acts as.",
				"Open Builder hub from the profile icon, then Personal access tokens.",
				"Create a token, name it, and add the scopes and bases that the integration needs.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user. The token has that user's permissions within its scopes and bases. An enterprise administrator can create one for a service account.",
			Permissions:   "No scope. With user.email:read, the e-mail address of the account is reported.",
			EndsWhen:      "The token is deleted or regenerated, or its user is deactivated.",
			Rotation:      "A user can have several tokens. Create a new one with the same scopes and bases, apply, then delete the old one. Regenerating a token invalidates its previous value.",
			RejectionHint: "Airtable no longer accepts user API keys. Replace an old key with a personal access token.",
			Uncertain: []string{
				"Whether a token becomes invalid immediately when its user is deactivated, and its previous value when it is regenerated.",
			},
		},
		NexlaVendor: "airtable_api", // docs.nexla.com/user-guides/connectors/airtable_api/airtable_api_auth
		Sources: []string{
			"Get user info: https://airtable.com/developers/web/api/get-user-id-scopes",
			"Errors: https://airtable.com/developers/web/api/errors",
			"Rate limits: https://airtable.com/developers/web/api/rate-limits",
			"Personal access tokens: https://airtable.com/developers/web/guides/personal-access-tokens",
			"Creating personal access tokens: https://support.airtable.com/docs/creating-personal-access-tokens",
			"Common troubleshooting: https://support.airtable.com/docs/airtable-api-common-troubleshooting",
		},
		DocumentationURL: "https://airtable.com/developers/web/api/get-user-id-scopes",
		Example:          connector.Example{Name: "content-calendar", Description: "Editorial tables for the campaign report"},
	}
}
