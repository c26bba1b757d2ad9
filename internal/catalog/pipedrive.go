package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// pipedrive is the definition of Pipedrive, a service for sales pipelines.
//
// The personal token goes into x-api-token, without a prefix [doc]. The response to a
// wrong one is a 401 with success false [doc][said].
func pipedrive() *connector.Definition {
	return &connector.Definition{
		Type:  "pipedrive",
		Title: "Pipedrive",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "Personal API token of a user in one company.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "x_api_token",
			Description: "Token in `x-api-token`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("x-api-token", "api_token")},
		}},
		// Each company has a host of its own too, which the token does not need:
		// the general one is the default of the vendor's own clients [client].
		Regions: []connector.Region{{BaseURL: "https://api.pipedrive.com"}},
		// There is no such route in version 2 [doc].
		Probes: []connector.Probe{{
			Path:         "/v1/users/me",
			AcceptedWhen: connector.Expr("success == `true`"),
			Account:      connector.AccountPaths{ID: connector.Expr("data.id"), Name: connector.Expr("data.name"), Email: connector.Expr("data.email"), Organization: connector.Expr("data.company_name")},
			Identified:   true,
		}},
		// [doc] Those of the smallest plan. Ten at once and nine more in the time
		// that follows never exceed it.
		Limit: connector.Limit{
			Documented: "20 requests per 2 seconds and token in the Lite plan, more in others, and a daily token budget for the company",
			Every:      200 * time.Millisecond,
			Burst:      10,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("success == `false` || error"), Means: connector.InvalidCredential},
			// The token was read before its scopes were compared with the route [doc].
			{Status: []int{403}, Text: connector.Expr("error"), Words: []string{"scope and url mismatch"}, Means: connector.KnownCredential},
			{Status: []int{403}, When: connector.Expr("success == `false` || error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "account name > Company settings > Personal preferences > API",
			Steps: []string{
				"Sign in to Pipedrive as the user that the integration acts as, in the company that it reads.",
				"Open Company settings from the account name at the top right, then Personal preferences > API.",
				"Copy the personal API token, or generate one if there is none.",
			},
			Owner:         "A user in one company. Each has one token, with that user's permissions.",
			EndsWhen:      "A new token is generated for the same user and company, or the user is deactivated.",
			Rotation:      "A user has one token per company, and generating a new one invalidates it immediately. To rotate without an outage, let a second user generate a token and apply that one.",
			RejectionHint: "A new token of the same user invalidates the previous one, and an administrator can disable API access.",
			Uncertain: []string{
				"Users of Pipedrive report that a token becomes invalid when its user is deactivated.",
				"How Pipedrive responds if API access is disabled in a permission set. A 403 is not read as a rejection.",
			},
		},
		NexlaVendor: "pipedrive_api",
		Sources: []string{
			"Authentication: https://pipedrive.readme.io/docs/core-api-concepts-authentication",
			"HTTP status codes: https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes",
			"Responses: https://pipedrive.readme.io/docs/core-api-concepts-responses",
			"Rate limiting: https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting",
			"Users: https://developers.pipedrive.com/docs/api/v1/Users",
			"Getting user data: https://pipedrive.readme.io/docs/marketplace-getting-user-data",
			"How to find the API token: https://pipedrive.readme.io/docs/how-to-find-the-api-token",
		},
		DocumentationURL: "https://developers.pipedrive.com/docs/api/v1",
		Example:          connector.Example{Name: "sales-pipeline", Description: "Open deals for the weekly forecast"},
	}
}
