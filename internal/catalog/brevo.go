package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// brevo is the definition of Brevo, a service that sends e-mail and messages.
//
// An API key of version 3 is sent in api-key [doc]. A wrong key is a 401 with
// "Key not found" [live]. A valid key from an address that is not on the
// account's list is a 401 with the same code, whose message speaks of an
// unrecognised IP address [live]: that is no rejection. Every path is a 401
// without a valid key, so a 401 proves no path [live].
//
// The response has the postal address, the plan and the key of the automation
// tracker. None of them is kept.
func brevo() *connector.Definition {
	return &connector.Definition{
		Type:  "brevo",
		Title: "Brevo",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key of version 3, which begins with xkeysib-.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_key",
			Description: "Key in `api-key`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("api-key", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.brevo.com/v3"}},
		Probes: []connector.Probe{{
			Path:         "/account",
			AcceptedWhen: connector.Expr("email && type(plan) == 'array'"),
			Account:      connector.AccountPaths{ID: connector.Expr("organization_id"), Name: connector.Expr("join(' ', [firstName, lastName][?@])"), Email: connector.Expr("email"), Organization: connector.Expr("companyName")},
		}},
		Rules: []connector.Rule{
			// The key is valid and used from an address that is not on the list [live].
			{Status: []int{401}, Text: connector.Expr("message"), Words: []string{"unrecognised ip", "unrecognized ip"}, Means: connector.AddressNotAllowed("Add the address at https://app.brevo.com/security/authorised_ips.")},
			{Status: []int{401}, When: connector.Expr("code == 'unauthorized' && message == 'Key not found'"), Means: connector.InvalidCredential},
			// [doc]
			{Status: []int{403}, When: connector.Expr("code == 'account_under_validation'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}},
			// [doc]
			{Status: []int{403}, When: connector.Expr("code == 'permission_denied'"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "account name > SMTP & API > API Keys > Generate a new API key",
			Steps: []string{
				"Sign in to Brevo as an owner of the account.",
				"Open SMTP & API from the account name, and there API Keys.",
				"Generate a new API key and name it.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "An account, with all permissions.",
			Permissions:   "None beyond those of every key.",
			EndsWhen:      "The key is deleted or deactivated.",
			Rotation:      "An account can have several keys: create the new one, apply, and delete the old one afterwards.",
			RejectionHint: "An SMTP key, which begins with xsmtpsib-, is another key and is not accepted here.",
			Uncertain: []string{
				"Whether a key that is not used for a long time ends.",
				"How many keys an account can have.",
				"The rate limit, which Brevo documents for each route.",
			},
		},
		NexlaVendor: "brevo_api",
		Sources: []string{
			"The vendor's client: https://github.com/getbrevo/brevo-node, api/accountApi.ts, model/getAccount.ts and model/errorModel.ts",
			"A rejection: https://github.com/getbrevo/brevo-python/issues/13",
			"Get your account information: https://developers.brevo.com/reference/getaccount",
		},
		DocumentationURL: "https://developers.brevo.com/reference/getaccount",
		Example:          connector.Example{Name: "campaign-mails", Description: "Campaigns and contacts for the marketing lake"},
	}
}
