package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// slack is the definition of Slack, a service for messages at work.
//
// A bot token is sent as a bearer token. Every response of the API is a 200, a
// rejection too: ok is false and error has its code [doc][live]. An unknown
// method has such a 200 without looking at the token [live], so that an
// acceptance needs the id of the user.
//
// The codes invalid_auth, token_revoked, account_inactive and missing_scope are
// documented [doc]; token_expired and ratelimited are a [guess]. By the documents
// invalid_auth can also be the address of the request, which the hint says. The
// vendor's OpenAPI description is of 2021.
func slack() *connector.Definition {
	return &connector.Definition{
		Type:  "slack",
		Title: "Slack",
		Fields: []connector.Field{{
			Name:        "bot_token",
			Title:       "Bot Token",
			Description: "Bot token of an app in one workspace, which begins with xoxb-. It needs no particular scope.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "bot_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://slack.com/api"}},
		// It needs no scope [doc], and takes any method of HTTP [live].
		Probes: []connector.Probe{{
			Path:         "/auth.test",
			AcceptedWhen: connector.Expr("ok == `true`"),
			Account:      connector.AccountPaths{ID: connector.Expr("user_id"), Name: connector.Expr("user"), Organization: connector.Expr("team")},
			Scopes:       connector.InHeader("X-OAuth-Scopes"), // [client]
			Identified:   true,
		}},
		Rules: []connector.Rule{
			{Status: []int{200}, When: connector.Expr("ok == `false` && (error == 'invalid_auth' || error == 'token_revoked' || error == 'token_expired' || error == 'account_inactive')"), Means: connector.InvalidCredential},
			// The token was read before its scopes were compared with the method.
			{Status: []int{200}, When: connector.Expr("ok == `false` && error == 'missing_scope'"), Means: connector.KnownCredential},
			{Status: []int{200}, When: connector.Expr("ok == `false` && error == 'ratelimited'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
		},
		Key: connector.Key{
			MenuPath: "api.slack.com/apps > app > OAuth & Permissions > Bot User OAuth Token",
			Steps: []string{
				"Sign in to Slack in the workspace that the integration reads, and open api.slack.com/apps.",
				"Create an app or choose one, and open OAuth & Permissions.",
				"Add the bot token scopes that the integration needs, and install the app to the workspace.",
				"Copy the Bot User OAuth Token.",
			},
			Owner:         "An app in one workspace.",
			Permissions:   "No scope.",
			EndsWhen:      "The token is revoked, the app is uninstalled or deactivated, or the workspace is deleted.",
			Rotation:      "There is one bot token for an app in a workspace, and installing the app again returns a token without a period in which both are valid. To rotate without an outage, install a second app with the same scopes, apply its token, and uninstall the first one afterwards.",
			RejectionHint: "Check whether the app was uninstalled or deactivated. Slack also rejects a valid token that is used from an IP address that the app or the workspace does not allow.",
			Uncertain: []string{
				"Whether installing an app again ends its previous token.",
				"How Slack responds to a token of an enterprise organization that the workspace has not approved. That response is not read as a rejection.",
				"The rate limit of the probe, which Slack documents without a number.",
			},
		},
		NexlaVendor: "slack_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/slackapi/slack-api-specs, web-api/slack_web_openapi_v2.json, operation auth_test",
			"Method auth.test: https://docs.slack.dev/reference/methods/auth.test",
			"A 429: https://github.com/slackapi/python-slack-sdk, slack_sdk/http_retry",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/slack",
		},
		DocumentationURL: "https://docs.slack.dev/reference/methods/auth.test",
		Example:          connector.Example{Name: "support-channels", Description: "Messages of the support channels for the search index"},
	}
}
