package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// fivetran is the definition of Fivetran, a service that moves data.
//
// Key and secret are sent with HTTP Basic, and the version of the API within
// Accept [doc]; an unknown version is a 406 [client]. A wrong pair and a
// missing one are a 401 with AuthFailed and different messages [live]. An
// unknown path is a 404 before the pair is looked at, so that a 401 proves the
// path [live].
//
// The response has the account as account_id, which is required, and
// account_name [doc][live]. Some clients read data.name [client], which the
// vendor's OpenAPI description does not have.
func fivetran() *connector.Definition {
	return &connector.Definition{
		Type:  "fivetran",
		Title: "Fivetran",
		Fields: []connector.Field{
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "API key, which is the user name.",
				Check:       connector.CheckBasicUser,
			},
			{
				Name:        "api_secret",
				Title:       "API Secret",
				Description: "API secret that belongs to the key.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with key and secret, and the version of the API in `Accept`.",
			Headers: []connector.HeaderRule{
				connector.BasicPairHeader("api_key", "api_secret"),
				connector.FixedHeader("Accept", "application/json;version=2"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.fivetran.com/v1"}},
		Probes: []connector.Probe{{
			Path:         "/account/info",
			AcceptedWhen: connector.Expr("code == 'Success'"),
			Account:      connector.AccountPaths{ID: connector.Expr("data.account_id"), Name: connector.Expr("data.account_name")},
			Identified:   true,
		}},
		// [doc] That of the trial. Sixty at once and 359 more in the hour that follows
		// never exceed it.
		Limit: connector.Limit{
			Documented: "500 requests per hour for an account on trial, 20,000 on other plans",
			Every:      10 * time.Second,
			Burst:      60,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("code == 'AuthFailed' && message == 'Invalid authorization credentials'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code && message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "user name > API Key > Generate API key",
			Steps: []string{
				"Sign in to Fivetran as the user that the integration acts as, or as an administrator for a system key.",
				"Open API Key from the user name at the bottom left.",
				"Generate the API key, and copy key and secret: the secret is shown once.",
			},
			Owner:         "A user, with that user's permissions, or the account for a system key.",
			Permissions:   "Permission to read the account. A missing permission is not a rejection.",
			EndsWhen:      "A new key or secret is generated for the same user, or the user is removed; a system key is deleted.",
			Rotation:      "A user has one key, and a new key or secret ends the previous one at once. An account can have several system keys: create the new one, change key and secret together, apply, and delete the old one afterwards.",
			RejectionHint: "Check whether a new key was generated for the same user, which ends the previous one at once. Key and secret must belong together.",
			Uncertain: []string{
				"Which permission a system key needs for the account.",
			},
		},
		NexlaVendor: "fivetran_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/fivetran/terraform-provider-fivetran, open-api-spec.json, operation get_account_info",
			"Getting started: https://fivetran.com/docs/rest-api/getting-started",
			"Account: https://fivetran.com/docs/rest-api/api-reference/account",
			"Response codes: https://fivetran.com/docs/rest-api/api-response-codes",
			"Rate limiting: https://fivetran.com/docs/rest-api/rate-limiting",
		},
		DocumentationURL: "https://fivetran.com/docs/rest-api/api-reference/account",
		Example:          connector.Example{Name: "pipelines", Description: "Connections and their sync times for the data catalog"},
	}
}
