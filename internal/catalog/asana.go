package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// asana is the definition of Asana, a service for tasks and projects.
//
// A personal access token, or the token of a service account, is sent as a
// bearer token [doc].
func asana() *connector.Definition {
	return &connector.Definition{
		Type:  "asana",
		Title: "Asana",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal access token of a user, or token of a service account.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://app.asana.com/api/1.0"}},
		// Without opt_fields, the response also has photos and all workspaces; it
		// always has the gid [said].
		Probes: []connector.Probe{{
			Path:       "/users/me",
			Query:      "opt_fields=email%2Cname",
			Account:    connector.AccountPaths{ID: connector.Expr("data.gid"), Name: connector.Expr("data.name"), Email: connector.Expr("data.email")},
			Identified: true,
		}},
		// [doc] The lower of two limits, because the plan of a token is unknown.
		// 40 at once and 109 more in the minute that follows never exceed 150,
		// and stay below the 50 that may be under way at one time.
		Limit: connector.Limit{
			Documented: "150 requests per minute and token (1,500 on paid plans), and 50 concurrent reads",
			Every:      550 * time.Millisecond,
			Burst:      40,
		},
		// A 403 means that the token is good and a permission is missing [doc].
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errors[0].message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "profile picture > Settings > Apps > View developer console > Personal access tokens",
			Steps: []string{
				"Sign in to Asana as the user that the integration acts as.",
				"Open Settings from the profile picture, select Apps, and open the developer console.",
				"Create a token under Personal access tokens and name it.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user. The token has all permissions of that user. On some plans, a super admin can create a service account instead, which the organization owns.",
			EndsWhen:      "The token is deauthorized in the developer console, or its user is deactivated.",
			Rotation:      "A user can have several tokens. Create a new one, apply, then deauthorize the old one.",
			RejectionHint: "An administrator can block personal access tokens: check that they are allowed, or use the token of a service account.",
			Uncertain: []string{
				"Whether Asana rejects a token that an administrator blocked, or accepts it without workspaces.",
				"When a token becomes invalid after its user is deactivated.",
			},
		},
		NexlaVendor: "asana_api", // docs.nexla.com/user-guides/connectors/asana_api/asana_api_auth
		Sources: []string{
			"Personal access token: https://developers.asana.com/docs/personal-access-token",
			"Errors: https://developers.asana.com/docs/errors",
			"Rate limits: https://developers.asana.com/docs/rate-limits",
			"Input/output options: https://developers.asana.com/docs/inputoutput-options",
			"The vendor's OpenAPI description: https://github.com/Asana/openapi, defs/asana_oas.yaml",
			"App management: https://help.asana.com/hc/en-us/articles/23070613072027-App-management-and-integrations",
		},
		DocumentationURL: "https://developers.asana.com/docs/personal-access-token",
		Example:          connector.Example{Name: "project-plan", Description: "Tasks and due dates for the capacity planning"},
	}
}
