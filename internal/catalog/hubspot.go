package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// hubspot is the definition of HubSpot, a customer platform.
//
// The token of a private app and a service key both go as a Bearer token into
// Authorization [doc]. The response to a wrong token is a 401 with the category
// INVALID_AUTHENTICATION, and to an expired one a 401 with
// EXPIRED_AUTHENTICATION [doc][said].
func hubspot() *connector.Definition {
	return &connector.Definition{
		Type:  "hubspot",
		Title: "HubSpot",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token of a private app, or a service key.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "access_token")},
		}},
		// One host serves the accounts of all data centers [doc].
		Regions: []connector.Region{{BaseURL: "https://api.hubapi.com"}},
		// Both report the same account data and no personal data. Working clients
		// use the first [client]. HubSpot ends the support of numbered versions in
		// September 2027, and the second is the successor [doc].
		Probes: []connector.Probe{
			{Path: "/account-info/v3/details", Account: hubspotAccount(), Environment: hubspotEnvironment(), Identified: true},
			{Path: "/account-info/2026-09/details", Account: hubspotAccount(), Environment: hubspotEnvironment(), Identified: true},
		},
		// [doc] Those of the smallest plan. Fifty at once and 49 more in the time
		// that follows never exceed it.
		Limit: connector.Limit{
			Documented: "100 requests per 10 seconds and 250,000 per day in the free and starter plans, more in others",
			Every:      200 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("category == 'INVALID_AUTHENTICATION' || category == 'EXPIRED_AUTHENTICATION'"), Means: connector.InvalidCredential},
			// The token was read before its scopes were looked up [doc].
			{Status: []int{403}, When: connector.Expr("category == 'MISSING_SCOPES'"), Means: connector.KnownCredential},
			{Status: []int{403}, When: connector.Expr("category"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Development > Keys > Service keys",
			Steps: []string{
				"Sign in to HubSpot as a super administrator, or as a user with access to developer tools.",
				"Open Development > Keys > Service keys, create a key, and give it the scopes that the integration needs.",
				"Open the new key, reveal it and copy it.",
				"For an existing legacy private app, which HubSpot supports until September 2027, open Development > Legacy apps, select the app, and copy the token from its Auth tab.",
			},
			Owner:         "An account (portal), through a service key or a private app. Each has its own scopes.",
			EndsWhen:      "The token is rotated, or its key or app is deleted.",
			Rotation:      "An account can have several keys and apps. Create a second one with the same scopes, apply, then delete the old one. A private app can also rotate its token and keep the previous one valid for seven days.",
			RejectionHint: "A rotated token becomes invalid immediately or after seven days, and an OAuth access token within the hour.",
			Uncertain: []string{
				"Whether the name of the account is reported: an example in HubSpot's guide has it, and its OpenAPI description does not.",
				"How long the previous value of a service key stays valid after a rotation.",
				"Users of HubSpot report that the previous token of a private app stays valid for seven days.",
				"Whether numbered versions still respond after September 2027. The provider then tries the dated version.",
				"Legacy private apps end in September 2027 with the numbered versions; use a service key for new credentials.",
			},
		},
		NexlaVendor: "hubspot_api",
		Sources: []string{
			"Account information API: https://developers.hubspot.com/docs/api-reference/legacy/account/account-information/guide",
			"OpenAPI of v3 and 2026-09: https://github.com/HubSpot/HubSpot-public-api-spec-collection",
			"Error handling: https://developers.hubspot.com/docs/api-reference/error-handling",
			"Authentication errors: https://community.hubspot.com/t5/APIs-Integrations/Improvements-to-authentication-errors-for-V3-endpoints-in/m-p/325369",
			"Increasing our API limits: https://developers.hubspot.com/changelog/increasing-our-api-limits",
			"Requests by tier: https://developers.hubspot.com/apisbytier",
			"Service keys: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/account-service-keys",
			"Private apps: https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview",
			"End of new private apps: https://developers.hubspot.com/changelog/legacy-private-app-creation-sunset",
			"The form of a 429: https://community.hubspot.com/rss/message?board.id=integrations&message.id=47812 n8n, a working client that tests its token with v3: https://docs.n8n.io/integrations/builtin/credentials/hubspot",
		},
		DocumentationURL: "https://developers.hubspot.com/docs/api-reference/latest/account/account-information/guide",
		Example:          connector.Example{Name: "crm", Description: "Contacts and deals for the revenue lake"},
	}
}

// hubspotAccount is the number of the account, and its name, which the dated
// version reports and the example of v3 has too [doc]. HubSpot's OpenAPI
// description has it in neither.
func hubspotAccount() connector.AccountPaths {
	return connector.AccountPaths{ID: connector.Expr("portalId"), Name: connector.Expr("portalName")}
}

// hubspotEnvironment distinguishes a production account from those of developers and
// sandboxes. Another type is of no known environment [doc].
func hubspotEnvironment() *connector.Source {
	return connector.InBody("accountType == 'STANDARD' && 'live' || contains(['DEVELOPER_TEST', 'SANDBOX', 'APP_DEVELOPER'], accountType) && 'test' || `null`")
}
