package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// smartsheet is the definition of Smartsheet, a service for sheets and projects.
//
// An access token is sent as a bearer token [doc]. Every error has a number in
// errorCode: 1002 is a wrong and 1003 an expired token, both with a 401, and
// 1004 a missing permission with a 403 [doc]. A 401 with 1001 is a missing
// token, one with 1005 an account that needs single sign-on; 1013 and 1014 with
// a 403 are the plan and the license [doc]. None of these is a rejection.
//
// Each region has tokens of its own [doc]. Telephone numbers and further
// addresses in the response are not kept.
func smartsheet() *connector.Definition {
	return &connector.Definition{
		Type:  "smartsheet",
		Title: "Smartsheet",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token of a user.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "access_token")},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.smartsheet.com/2.0"},
			{Name: "eu", BaseURL: "https://api.smartsheet.eu/2.0"},
			{Name: "au", BaseURL: "https://api.smartsheet.au/2.0"},
			{Name: "gov", BaseURL: "https://api.smartsheetgov.com/2.0"},
		},
		Probes: []connector.Probe{{
			Path:         "/users/me",
			AcceptedWhen: connector.Expr("email"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("join(' ', [firstName, lastName][?@])"), Email: connector.Expr("email"), Organization: connector.Expr("account.name")},
			Identified:   true,
		}},
		// [said] Fifty at once and 239 more in the minute that follows never exceed it.
		Limit: connector.Limit{
			Documented: "300 requests per minute for each token",
			Every:      250 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errorCode == `1002` || errorCode == `1003`"), Means: connector.InvalidCredential},
			{Status: []int{401}, When: connector.Expr("errorCode == `1005`"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, Notice: connector.Notice{
				Finding: "requires single sign-on for the account",
				Step:    "Find out at Smartsheet whether the account may use access tokens.",
			}}},
			// The plan or the license of the user does not include the API [doc].
			{Status: []int{403}, When: connector.Expr("errorCode == `1013` || errorCode == `1014`"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}},
			{Status: []int{403}, When: connector.Expr("errorCode"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Account > Apps & Integrations > API Access > Generate new access token",
			Steps: []string{
				"Sign in to Smartsheet, in the region of the account, as the user that the integration acts as.",
				"Open Apps & Integrations from the account menu, and there API Access.",
				"Generate a new access token and name it.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions.",
			Permissions:   "None beyond those of every user. An OAuth token may need READ_USERS.",
			EndsWhen:      "The token is revoked or expires, or its user is deactivated.",
			Rotation:      "A user can have several tokens: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "The region must be that of the account: each region has tokens of its own. The API is for Business and Enterprise plans only.",
			Uncertain: []string{
				"Whether a token by OAuth needs the scope READ_USERS.",
				"The menu path.",
				"The rate limit, which users report as 300 requests a minute.",
			},
		},
		NexlaVendor: "smartsheet_api",
		Sources: []string{
			"Error codes: https://developers.smartsheet.com/api/smartsheet/error-codes",
			"Get current user: https://developers.smartsheet.com/api/smartsheet/openapi/users/get-current-user",
			"The vendor's client: https://github.com/smartsheet/smartsheet-python-sdk",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/smartsheets",
		},
		DocumentationURL: "https://developers.smartsheet.com/api/smartsheet/openapi/users/get-current-user",
		Example:          connector.Example{Name: "rollout-plan", Description: "Sheets of the rollout plan"},
	}
}
