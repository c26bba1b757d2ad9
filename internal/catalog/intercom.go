package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// intercom is the definition of Intercom, a customer service platform.
//
// The access token goes as a Bearer token into Authorization, and the version
// of the API into a header of its own; without it each app has another one
// [doc]. The response to a wrong token is a 401 with a list of errors [doc].
func intercom() *connector.Definition {
	return &connector.Definition{
		Type:  "intercom",
		Title: "Intercom",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token of an app in the workspace.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`, with the version of the API in another header.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", "access_token"),
				// The default of the vendor's own clients [doc].
				connector.FixedHeader("Intercom-Version", "2.14"),
			},
		}},
		// [doc]
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.intercom.io"},
			{Name: "eu", BaseURL: "https://api.eu.intercom.io"},
			{Name: "au", BaseURL: "https://api.au.intercom.io"},
		},
		Probes: []connector.Probe{{
			Path:         "/me",
			AcceptedWhen: connector.Expr("type == 'admin'"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("name"), Email: connector.Expr("email"), Organization: connector.Expr("app.name")},
			Identified:   true,
		}},
		// The default is 10,000 a minute for an app, and the vendor's example has
		// 1,000 [doc]: the smaller one is kept to, because the check of a credential
		// needs no more. Eighty at once and 79 more in the time that follows never exceed it.
		Limit: connector.Limit{
			Documented: "10,000 requests per minute for an app by default and 25,000 for a workspace, in windows of 10 seconds. The provider sends at most 167 in 10 seconds, the limit of an app with 1,000 per minute",
			Every:      125 * time.Millisecond,
			Burst:      80,
		},
		Rules: []connector.Rule{
			// A valid token without the permission for a route gets a 401 with a code of its own [doc].
			{Status: []int{401}, When: connector.Expr("type == 'error.list' && errors[?code == 'token_unauthorized']"), Means: connector.MissingPermission},
			{Status: []int{401}, When: connector.Expr("type == 'error.list'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("type == 'error.list'"), Means: connector.MissingPermission}, // [said]
		},
		Key: connector.Key{
			MenuPath: "Developer Hub > the app > Configure > Authentication",
			Steps: []string{
				"Sign in to Intercom as a teammate who can manage apps of the workspace.",
				"Open the Developer Hub, and create or select an app on the workspace.",
				"Copy the access token from Configure > Authentication.",
			},
			Owner:         "An app in one workspace.",
			EndsWhen:      "The token is revoked, or the app is uninstalled from the workspace.",
			Rotation:      "An app has one token for its workspace. To rotate without an outage, create a second app on the same workspace, apply its token, then remove the first app.",
			RejectionHint: "The region must be that of the workspace, and the app must still be installed there. Tokens do not expire.",
			Uncertain: []string{
				"How Intercom responds to a token in another region than that of its workspace. At the default host, Intercom tries to forward the request.",
				"Whether every access token can call `/me`: an old version of the documentation restricted it to OAuth, but working clients call it with access tokens.",
				"How long Intercom supports version 2.14 of the API.",
			},
		},
		NexlaVendor: "intercom_api",
		Sources: []string{
			"OpenAPI of version 2.14: https://github.com/intercom/Intercom-OpenAPI",
			"Authentication: https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
			"Regions: https://developers.intercom.com/building-apps/docs/rest-apis",
			"Rate limiting: https://developers.intercom.com/docs/references/2.17/rest-api/errors/rate-limiting",
			"The header of the version: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/Models/intercom_version",
			"Intercom's support on the lifetime of tokens: https://community.intercom.com/apps-integrations-25/clarification-needed-on-intercom-oauth-access-token-and-refresh-token-for-multitenant-apps-11092",
		},
		DocumentationURL: "https://developers.intercom.com/intercom-api-reference/reference/",
		Example:          connector.Example{Name: "helpdesk", Description: "Conversations for the response time report"},
	}
}
