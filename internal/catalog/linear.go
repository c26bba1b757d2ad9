package catalog

import (
	"net/http"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// linear is the definition of Linear, a service for issues and projects.
//
// A personal API key is sent in Authorization as it is; a word before it would
// make it an OAuth token [doc]. The API speaks GraphQL: every request is a POST
// to one path, and errors have a code in their extensions. The status differs
// between sources, so the code decides: a rejection is AUTHENTICATION_ERROR, a
// 401 by recorded responses [live] and a 400 or a 200 by programs that imitate
// Linear [said].
//
// A rate limit is a 400 by one client and a 429 by the vendor's own
// [client][doc]. Messages may repeat the key [said]; none is kept.
func linear() *connector.Definition {
	return &connector.Definition{
		Type:  "linear",
		Title: "Linear",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "Personal API key, which begins with lin_api_.",
			Secret:      true,
			Check:       connector.CheckBare, // [doc]
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_key",
			Description: "Key as it is in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("Authorization", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.linear.app"}},
		// A query, which changes nothing.
		Probes: []connector.Probe{{
			Method:      http.MethodPost,
			Path:        "/graphql",
			Body:        `{"query":"{ viewer { id name email } organization { name } }"}`,
			ContentType: "application/json",
			Account:     connector.AccountPaths{ID: connector.Expr("data.viewer.id"), Name: connector.Expr("data.viewer.name"), Email: connector.Expr("data.viewer.email"), Organization: connector.Expr("data.organization.name")},
			Identified:  true,
		}},
		// [said] A hundred at once and 1,199 more in the hour that follows never exceed the
		// lower one.
		Limit: connector.Limit{
			Documented: "1,500 requests per hour by one source and 5,000 by another; the provider keeps to 1,500",
			Every:      3 * time.Second,
			Burst:      100,
		},
		Rules: []connector.Rule{
			{Status: []int{200, 400, 401}, When: connector.Expr("errors[0].extensions.code == 'AUTHENTICATION_ERROR'"), Means: connector.InvalidCredential},
			{Status: []int{200, 400}, When: connector.Expr("errors[0].extensions.code == 'RATELIMITED'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
			// The key was read before its permissions were compared with the query [live].
			{Status: []int{200, 400, 403}, When: connector.Expr("errors[0].extensions.code == 'FORBIDDEN'"), Means: connector.KnownCredential},
		},
		Key: connector.Key{
			MenuPath: "Settings > Security & access > Personal API keys",
			Steps: []string{
				"Sign in to Linear as the user that the integration acts as.",
				"Open Settings > Security & access > Personal API keys.",
				"Create a key and name it; choose its permissions and teams where Linear offers it.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "A user in one workspace, with that user's permissions.",
			Permissions:   "Permission to read its own user. A missing permission is not a rejection.",
			EndsWhen:      "The key is revoked, or its user leaves the workspace or is suspended.",
			Rotation:      "A user can have several keys: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "Check whether an administrator of the workspace switched off personal API keys.",
			Uncertain: []string{
				"Whether a key without any permission can read its own user.",
				"Whether the rate limit is 1,500 or 5,000 requests an hour: sources differ, and the provider keeps to the lower one.",
				"Whether a user can have several keys.",
			},
		},
		NexlaVendor: "linear_api",
		Sources: []string{
			"The vendor's client: https://github.com/linear/linear, packages/sdk/src/client.ts and error.ts",
			"A rejection: https://github.com/activepieces/activepieces/issues/15336",
			"A missing permission: https://github.com/activepieces/activepieces/issues/15323",
			"GraphQL API: https://linear.app/developers/graphql",
		},
		DocumentationURL: "https://linear.app/developers/graphql",
		Example:          connector.Example{Name: "product-issues", Description: "Issues and cycles for the delivery metrics"},
	}
}
