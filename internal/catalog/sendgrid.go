package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// sendgrid is the definition of SendGrid, a service that sends e-mail.
//
// The API key is sent as a bearer token [doc]. Subusers of the European region
// have a base URL of their own [doc]. The sources, as read for this file:
//
//	Retrieve a list of scopes: https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access
//	The vendor's OpenAPI description: https://github.com/twilio/sendgrid-oai, spec/yaml/tsg_scopes_v3.yaml
//	Errors: https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/errors
//	Rate limits: https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits
//	API keys: https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
//	4XX API errors: https://support.sendgrid.com/hc/en-us/articles/18322114821403-4XX-API-Errors-and-Troubleshooting-Suggestions
func sendgrid() *connector.Definition {
	return &connector.Definition{
		Type:  "sendgrid",
		Title: "SendGrid",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "The API key of an account or of a subuser.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "The key as bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		Regions: []connector.Region{
			{Name: "global", BaseURL: "https://api.sendgrid.com"},
			{Name: "eu", BaseURL: "https://api.eu.sendgrid.com"},
		},
		// It lists the scopes of the key that asks, whichever they are [doc], and
		// so takes a key that may do nothing but send. It holds no personal data.
		Probes: []connector.Probe{{Path: "/v3/scopes", AcceptedWhen: connector.Expr("type(scopes[0]) == 'string' && scopes[0]")}},
		// A 403 is a missing permission, or a block for some time after too many bad requests [doc].
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errors[0].message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > API Keys > Create API Key",
			Steps: []string{
				"Sign in to SendGrid, as the subuser where the integration is to act for one.",
				"Open Settings > API Keys and choose Create API Key.",
				"Name the key, choose Restricted Access, which newer pages call Custom Access, and add what the integration needs.",
				"Create the key and copy it: it is shown once.",
			},
			Owner:       "The account or the subuser in which it is created, with the permissions of the key.",
			EndsWhen:    "The key is deleted.",
			Rotation:    "There can be up to 100 keys: create the new one with the same permissions, apply, and delete the old one afterwards.",
			RefusalHint: "The key of a subuser in the European region needs the region eu, and all others the region global.",
			Uncertain: []string{
				"SendGrid documents the 401 of this probe as a missing permission too. The provider reads it as a rejection, because the probe needs no permission.",
				"How SendGrid responds to a key in a region that is not its own.",
				"Whether a key that an IP access list keeps out gets a 401 or a 403. The 401 would be read as a rejection.",
				"The rate limit of the probe: SendGrid reports limits in the headers of its responses only.",
			},
		},
		NexlaVendor:      "sendgrid_api", // docs.nexla.com/user-guides/connectors/sendgrid_api/sendgrid_api_auth
		DocumentationURL: "https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access",
		Example:          connector.Example{Name: "newsletter", Description: "Delivery figures of the newsletter"},
	}
}
