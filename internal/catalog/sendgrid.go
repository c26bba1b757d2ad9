package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// sendgrid is the definition of SendGrid, a service that sends e-mail.
//
// The API key is sent as a bearer token [doc]. Subusers of the European
// region have a base URL of their own [doc].
func sendgrid() *connector.Definition {
	return &connector.Definition{
		Type:  "sendgrid",
		Title: "SendGrid",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key of an account or a subuser.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		Regions: []connector.Region{
			{Name: "global", BaseURL: "https://api.sendgrid.com"},
			{Name: "eu", BaseURL: "https://api.eu.sendgrid.com"},
		},
		// It lists the scopes of any key that is sent [doc], so that a key that can
		// only send mail is accepted too. The response has no personal data.
		Probes: []connector.Probe{{
			Path:         "/v3/scopes",
			AcceptedWhen: connector.Expr("type(scopes[0]) == 'string' && scopes[0]"),
			Scopes:       connector.InBody("scopes"), // [doc]
		}},
		// A 403 is a missing permission, or a block for some time after too many bad requests [doc].
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errors[0].message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > API Keys > Create API Key",
			Steps: []string{
				"Sign in to SendGrid. If the integration acts for a subuser, sign in as that subuser.",
				"Open Settings > API Keys and select Create API Key.",
				"Name the key, select Restricted Access (Custom Access on newer pages), and add the permissions that the integration needs.",
				"Create the key and copy it. It is shown only once.",
			},
			Owner:         "The account or subuser that creates it. Each key has its own permissions.",
			Permissions:   "Any permission. The request lists the permissions of the key.",
			EndsWhen:      "The key is deleted.",
			Rotation:      "There can be up to 100 keys. Create a new one with the same permissions, apply, then delete the old one.",
			RejectionHint: "A key of a subuser in the European region requires the region eu. All other keys require the region global.",
			Uncertain: []string{
				"SendGrid documents the 401 of this probe as a missing permission too. The provider reads it as a rejection, because the probe needs no permission.",
				"How SendGrid responds to a key of another region.",
				"Whether SendGrid returns 401 or 403 for a key that an IP access list blocks. The provider would read a 401 as a rejection.",
				"The rate limit of the probe: SendGrid reports limits in the headers of its responses only.",
			},
		},
		NexlaVendor: "sendgrid_api", // docs.nexla.com/user-guides/connectors/sendgrid_api/sendgrid_api_auth
		Sources: []string{
			"Retrieve a list of scopes: https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access",
			"The vendor's OpenAPI description: https://github.com/twilio/sendgrid-oai, spec/yaml/tsg_scopes_v3.yaml",
			"Errors: https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/errors",
			"Rate limits: https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits",
			"API keys: https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
			"4XX API errors: https://support.sendgrid.com/hc/en-us/articles/18322114821403-4XX-API-Errors-and-Troubleshooting-Suggestions",
		},
		DocumentationURL: "https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access",
		Example:          connector.Example{Name: "newsletter", Description: "Delivery figures of the newsletter"},
	}
}
