package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// notion is the definition of Notion, a service for documents and databases.
//
// The secret is a bearer token in Authorization, and each request must name
// the version of the API in a header of its own; without it the response is a
// 400 [doc]. The probe reports the bot user of the secret. It is the only
// route about the secret itself: the list of users needs a capability that an
// integration may lack [client]. The fields of the account are those of the
// vendor's client, makenotion/notion-sdk-js, src/api-endpoints/common.ts
// [doc].
func notion() *connector.Definition {
	return &connector.Definition{
		Type:  "notion",
		Title: "Notion",
		Fields: []connector.Field{{
			Name:        "integration_secret",
			Title:       "API Key", // Nexla's page calls it so; the label of the form is a [guess].
			Description: "Secret of an internal integration. Notion also calls it the installation access token of an internal connection.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`, and the version of the API in `Notion-Version`.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", "integration_secret"),
				connector.FixedHeader("Notion-Version", "2022-06-28"), // [client]
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.notion.com/v1"}},
		Probes: []connector.Probe{{
			Path:         "/users/me",
			AcceptedWhen: connector.Expr("object == 'user' && type == 'bot'"),
			// The owner is a person for a secret that acts for one; the workspace may have no name [doc].
			Account: connector.AccountPaths{
				ID:           connector.Expr("id"),
				Name:         connector.Expr("name"),
				Email:        connector.Expr("bot.owner.user.person.email"),
				Organization: connector.Expr("bot.workspace_name || bot.workspace_id"),
			},
			Identified: true,
		}},
		// [doc] Two at once and one more in the second that follows.
		Limit: connector.Limit{
			Documented: "an average of 3 requests per second for each integration",
			Every:      500 * time.Millisecond,
			Burst:      2,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("object == 'error' && code == 'unauthorized'"), Means: connector.InvalidCredential},        // [live]
			{Status: []int{403}, When: connector.Expr("object == 'error' && code == 'restricted_resource'"), Means: connector.MissingPermission}, // [doc]
		},
		Key: connector.Key{
			MenuPath: "Creator dashboard > Internal connections > Create a new connection",
			Steps: []string{
				"Sign in to Notion as an owner of the workspace.",
				"Open the Creator dashboard, select Internal connections, and create a connection with the capabilities that the connector needs.",
				"Copy its installation access token.",
				"Share the pages and databases with the connection. A new connection has access to none of them.",
			},
			Owner:         "An internal integration in one workspace. It is not tied to the person who created it.",
			Permissions:   "No particular capability, and no shared page. A missing capability is not a rejection.",
			EndsWhen:      "The secret is refreshed, or the integration is deleted or removed from the workspace.",
			Rotation:      "An integration has one secret, and a refresh ends the previous one at once. To rotate without an outage, create a second integration with the same capabilities and pages, apply its secret, and delete the first one afterwards.",
			RejectionHint: "Check whether the secret was refreshed or the integration was deleted.",
			Uncertain: []string{
				"Whether a refresh ends the previous secret at once.",
				"Whether the bot user can be retrieved without any capability.",
				"How long version 2022-06-28 of the API is served.",
				"Whether the rate limit is counted in seconds or in minutes: the documents had both.",
			},
		},
		NexlaVendor: "notion_api",
		Sources: []string{
			"Retrieve your token's bot user: https://developers.notion.com/changelog/retrieve-information-about-your-token",
			"Status codes: https://developers.notion.com/reference/status-codes",
			"Request limits: https://developers.notion.com/reference/request-limits",
			"Versioning: https://developers.notion.com/reference/versioning",
			"Internal connections: https://developers.notion.com/guides/get-started/internal-connections",
			"Nexla and Notion: https://docs.nexla.com/user-guides/connectors/notion_api/notion_api_auth",
		},
		DocumentationURL: "https://developers.notion.com/reference/intro",
		Example:          connector.Example{Name: "knowledge-base", Description: "Pages and databases for the search index"},
	}
}
