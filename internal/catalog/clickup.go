package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// clickup is the definition of ClickUp, a platform for work and projects.
//
// A personal API token is sent in Authorization as it is; as a bearer token it
// would be rejected [doc]. Errors have a code, ECODE, and a 401 has many
// meanings: OAUTH_019, 021, 025 and 077 are an unknown token, and OAUTH_023,
// 026, 027 and 029 to 045 a workspace that the token may not use, in which it
// can be valid [doc][live]. Only the former are rejections. A request without
// the header is a 400 [live].
func clickup() *connector.Definition {
	return &connector.Definition{
		Type:  "clickup",
		Title: "ClickUp",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "Personal API token of a user, which begins with pk_.",
			Secret:      true,
			Check:       connector.CheckBare, // [doc]
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_token",
			Description: "Token as it is in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("Authorization", "api_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.clickup.com/api/v2"}},
		// The list of workspaces would report the members of each of them with their
		// addresses.
		Probes: []connector.Probe{{
			Path:       "/user",
			Account:    connector.AccountPaths{ID: connector.Expr("user.id"), Name: connector.Expr("user.username"), Email: connector.Expr("user.email")},
			Identified: true,
		}},
		// [doc] That of the smallest plans. Fifty at once and 49 more in the minute that
		// follows never exceed it.
		Limit: connector.Limit{
			Documented: "100 requests per minute for a token on the smallest plans, 1,000 and 10,000 on others",
			Every:      1200 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("contains(['OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077'], ECODE)"), Means: connector.InvalidCredential},
			// [doc]
			{Status: []int{401}, When: connector.Expr("starts_with(ECODE, 'OAUTH_')"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "avatar > Settings > Apps > API Token",
			Steps: []string{
				"Sign in to ClickUp as the user that the integration acts as.",
				"Open Settings from the avatar, and there Apps.",
				"Generate the API token and copy it.",
			},
			Owner:         "A user, with that user's permissions in all of the user's workspaces.",
			Permissions:   "None beyond those of every user.",
			EndsWhen:      "The token is regenerated, or its user is removed. It never expires by itself.",
			Rotation:      "There is one token per user, and regenerating it ends the previous one. To rotate without an outage, use the token of a second user.",
			RejectionHint: "Check whether the token was regenerated, which ends the previous one.",
			Uncertain: []string{
				"Whether regenerating a token ends the previous one at once.",
				"Which of the documented codes a deactivated user leads to.",
			},
		},
		NexlaVendor: "clickup_api",
		Sources: []string{
			"Common errors: https://developer.clickup.com/docs/common_errors",
			"Rate limits: https://developer.clickup.com/docs/rate-limits",
			"Authentication: https://developer.clickup.com/docs/authentication",
		},
		DocumentationURL: "https://developer.clickup.com/docs/authentication",
		Example:          connector.Example{Name: "task-lists", Description: "Tasks and time entries for the capacity planning"},
	}
}
