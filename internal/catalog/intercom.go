package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// intercom is the definition of Intercom, a customer service platform.
//
// The access token goes as a Bearer token into Authorization, and the version of
// the API into a header of its own; without it each app has another one [doc]. A
// wrong token is answered with 401 and a list of errors [doc]. Read for this:
//
//	OpenAPI of version 2.14: https://github.com/intercom/Intercom-OpenAPI
//	Authentication: https://developers.intercom.com/docs/build-an-integration/learn-more/authentication
//	Regions: https://developers.intercom.com/building-apps/docs/rest-apis
//	Rate limiting: https://developers.intercom.com/docs/references/2.17/rest-api/errors/rate-limiting
//	The header of the version: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/Models/intercom_version
//	An answer of Intercom's support on the life of tokens: https://community.intercom.com/apps-integrations-25/clarification-needed-on-intercom-oauth-access-token-and-refresh-token-for-multitenant-apps-11092
func intercom() *connector.Definition {
	return &connector.Definition{
		Type:  "intercom",
		Title: "Intercom",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "The access token of an app in the workspace.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`, beside the version of the API.",
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
			Documented: "10,000 requests a minute for an app by default and 25,000 for a workspace, in equal windows of 10 seconds; kept to 167 in 10 seconds, the limit of an app with 1,000 a minute",
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
				"Sign in to Intercom as a teammate who may manage apps of the workspace.",
				"Open the Developer Hub, and create an app on the workspace or choose the one that is there.",
				"Copy the access token from Configure > Authentication.",
			},
			Owner:       "An app on one workspace.",
			EndsWhen:    "The token is revoked, or the app is uninstalled from the workspace.",
			Rotation:    "An app has one token for its workspace. To rotate without an outage, create a second app on the same workspace, apply its token, and remove the first app afterwards.",
			RefusalHint: "The region must be the one that the workspace is in, and the app must still be installed there: a token does not end by itself.",
			Uncertain: []string{
				"How a token is answered in another region than that of its workspace; at the default host Intercom tries to pass the request on.",
				"Whether each access token may ask who it is: an old version of the documents said that this is for OAuth only, and working clients ask it with access tokens.",
				"How long version 2.14 of the API is served.",
			},
		},
		NexlaVendor:      "intercom_api",
		DocumentationURL: "https://developers.intercom.com/intercom-api-reference/reference/",
		Example:          connector.Example{Name: "helpdesk", Description: "Conversations for the response time report"},
	}
}
