package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// affinity is the definition of Affinity, a relationship platform for investors.
//
// An API key is sent as a bearer token to version 2 of the API [doc]. A
// rejection is a 401 with the code authentication, a missing permission a 403
// with authorization [doc]. The probe needs none [doc].
//
// Each verification counts towards the monthly budget of the organization; the
// plan Essentials has none [doc].
func affinity() *connector.Definition {
	return &connector.Definition{
		Type:  "affinity",
		Title: "Affinity",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key of a user.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.affinity.co"}},
		Probes: []connector.Probe{{
			Path:         "/v2/auth/whoami",
			AcceptedWhen: connector.Expr("type(grant) == 'object'"),
			Account:      connector.AccountPaths{ID: connector.Expr("user.id"), Name: connector.Expr("join(' ', [user.firstName, user.lastName][?@])"), Email: connector.Expr("user.emailAddress"), Organization: connector.Expr("tenant.name")},
			Scopes:       connector.InBody("grant.scopes"), // [doc]
			Identified:   true,
		}},
		// [doc] A hundred at once and 599 more in the minute that follows never exceed the
		// first one.
		Limit: connector.Limit{
			Documented: "900 requests per minute for each user, and a monthly budget of the organization: 100,000 on the plans Scale and Advanced",
			Every:      100 * time.Millisecond,
			Burst:      100,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].code == 'authentication'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errors[0].code == 'authorization'"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > Manage Apps > API Keys",
			Steps: []string{
				"Sign in to Affinity as the user that the integration acts as, with a role that may generate API keys.",
				"Open Settings > Manage Apps > API Keys.",
				"Generate an API key and copy it. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions.",
			Permissions:   "None for the verification. To create a key, a user needs the permission \"Generate an API key\".",
			EndsWhen:      "The key is deleted, or its user is deactivated.",
			Rotation:      "If the user can have several keys, create the new one, apply, and delete the old one afterwards. If there is one key for each user, use the key of a second user to rotate without an outage.",
			RejectionHint: "Check whether the role of the user still includes the permission to generate API keys.",
			Uncertain: []string{
				"How many keys a user can have. Older accounts are said to have one.",
				"Whether a deleted key is reported as an unknown one.",
			},
		},
		NexlaVendor: "affinity_api",
		Sources: []string{
			"The vendor's OpenAPI description, operation v2_auth_whoami__GET: https://developer.affinity.co/",
			"A copy of it: https://github.com/api-evangelist/affinity, openapi/_original/affinity-v2-openapi.yml",
			"Working client: NangoHQ/nango, packages/providers/providers.yaml",
		},
		DocumentationURL: "https://developer.affinity.co/",
		Example:          connector.Example{Name: "deal-flow", Description: "Lists and opportunities for the pipeline report"},
	}
}
