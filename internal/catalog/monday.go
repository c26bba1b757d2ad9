package catalog

import (
	"net/http"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// monday is the definition of monday.com, a platform for work and projects.
//
// A personal API token is sent in Authorization as it is [client], and the
// version of the API in a header of its own, which is optional [client]. The
// API speaks GraphQL. A wrong token and a missing one are a 401 with
// NOT_AUTHENTICATED [live]; a missing right is a 200 with
// UserUnauthorizedException, and exhausted limits are a 200 too [doc].
//
// An account has a budget of calls for each day, 200 on free plans [doc], and
// each verification is one of them.
func monday() *connector.Definition {
	return &connector.Definition{
		Type:  "monday",
		Title: "monday.com",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "Personal API token of a user.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_token",
			Description: "Token as it is in `Authorization`, and the version of the API in `API-Version`.",
			Headers: []connector.HeaderRule{
				connector.FieldHeader("Authorization", "api_token"),
				connector.FixedHeader("API-Version", "2024-10"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.monday.com"}},
		// A query, which changes nothing.
		Probes: []connector.Probe{{
			Method:      http.MethodPost,
			Path:        "/v2",
			Body:        `{"query":"{ me { id name email account { name } } }"}`,
			ContentType: "application/json",
			Account:     connector.AccountPaths{ID: connector.Expr("data.me.id"), Name: connector.Expr("data.me.name"), Email: connector.Expr("data.me.email"), Organization: connector.Expr("data.me.account.name")},
			Identified:  true,
		}},
		// [doc] That of the smallest plan. Twenty at once and 179 more in the day that
		// follows never exceed it.
		Limit: connector.Limit{
			Documented: "200 calls per day for an account on free and trial plans, 1,000 on Basic and Standard, more on others",
			Every:      8 * time.Minute,
			Burst:      20,
		},
		Rules: []connector.Rule{
			// [live]
			{Status: []int{401}, When: connector.Expr("errors[0].extensions.code == 'NOT_AUTHENTICATED'"), Means: connector.InvalidCredential},
			// The token was read before the rights of its user were compared with the query
			// [doc].
			{Status: []int{200, 403}, When: connector.Expr("errors[0].extensions.code == 'UserUnauthorizedException'"), Means: connector.KnownCredential},
			// [doc]
			{Status: []int{200}, When: connector.Expr("contains(['ComplexityException', 'COMPLEXITY_BUDGET_EXHAUSTED', 'DAILY_LIMIT_EXCEEDED'], errors[0].extensions.code)"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
		},
		Key: connector.Key{
			MenuPath: "avatar > Developers > My Access Tokens",
			Steps: []string{
				"Sign in to monday.com as the user that the integration acts as.",
				"Open Developers from the avatar, and there My Access Tokens.",
				"Show the token and copy it.",
			},
			Owner:         "A user, with that user's permissions. There is one token for each user.",
			Permissions:   "None beyond those of every user. A missing permission is not a rejection.",
			EndsWhen:      "The token is regenerated, or its user is deactivated.",
			Rotation:      "There is one token per user, and regenerating it ends the previous one. To rotate without an outage, use the token of a second user.",
			RejectionHint: "Check whether the token was regenerated, which ends the previous one.",
			Uncertain: []string{
				"Whether regenerating a token ends the previous one at once.",
				"How long version 2024-10 of the API is served.",
				"Users of monday.com report a 423 for an account that is busy. It is not read as a rejection.",
			},
		},
		NexlaVendor: "monday_api", // docs.nexla.com/user-guides/connectors/monday_api/monday_api_auth
		Sources: []string{
			"Error handling: https://developer.monday.com/api-reference/docs/error-handling",
			"Daily limits: https://support.monday.com/hc/en-us/articles/26471164460690",
			"Authentication: https://developer.monday.com/api-reference/docs/authentication",
			"Working client: trufflesecurity/trufflehog, pkg/analyzer/analyzers/monday",
		},
		DocumentationURL: "https://developer.monday.com/api-reference/docs/authentication",
		Example:          connector.Example{Name: "project-boards", Description: "Boards and items for the capacity planning"},
	}
}
