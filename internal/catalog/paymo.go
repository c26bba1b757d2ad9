package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// paymo is the definition of Paymo, a project management service.
//
// Connectors document the raw key in Authorization; Paymo's own documents and every working client use HTTP Basic with the key as user name and any text as password [doc][client].
func paymo() *connector.Definition {
	return &connector.Definition{
		Type:  "paymo",
		Title: "Paymo",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key Value",
			Description: "API key.",
			Secret:      true,
			Check:       connector.CheckBasicUser,
		}},
		Schemes: []connector.Scheme{
			{
				Name:        "api_key",
				Description: "Raw key in `Authorization`, the form that connector documentation uses.",
				Headers:     []connector.HeaderRule{connector.FieldHeader("Authorization", "api_key")},
			},
			{
				Name:        "basic",
				Description: "HTTP Basic with the key as user name, the form that Paymo's own API is known to accept.",
				Headers:     []connector.HeaderRule{connector.BasicHeader("api_key", "x")},
			},
		},
		Regions: []connector.Region{{BaseURL: "https://app.paymoapp.com/api"}},
		Probes: []connector.Probe{{
			Path:       "/me",
			Account:    connector.AccountPaths{ID: connector.Expr("users[0].id"), Name: connector.Expr("users[0].name"), Email: connector.Expr("users[0].email"), Role: connector.Expr("users[0].type")},
			Identified: true,
		}},
		// [client] Two at once and three more in the time that follows never exceed it.
		Limit: connector.Limit{
			Documented: "5 requests per 5 seconds",
			Every:      5 * time.Second / 3,
			Burst:      2,
		},
		// A 403 means that the key is good and a permission is missing.
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "profile picture > My Settings > API Keys",
			Steps: []string{
				"Sign in to Paymo as the user that the integration acts as.",
				"Open My Settings from the profile picture, then API Keys.",
				"Create a key and copy it. It is shown only once.",
			},
			Owner:    "A user. The key has that user's permissions.",
			EndsWhen: "The key is deleted, or its user is deactivated or removed.",
			Rotation: "A user can have several keys. Create a new one, apply, then delete the old one.",
			Uncertain: []string{
				"Whether Paymo accepts the raw key in Authorization, which connector documentation uses: no public source has it, and several have HTTP Basic. The provider tries both. If it sends no request (`request_headers`, `verification` set to `off`), it uses the raw key; set `auth_scheme` to select the other.",
				"Whether every rejection is a 401 with a message.",
			},
		},
		NexlaVendor: "paymo_api",
		Sources: []string{
			"The vendor's documentation: https://github.com/paymoapp/api",
		},
		DocumentationURL: "https://github.com/paymoapp/api",
		Example:          connector.Example{Name: "timesheets", Description: "Hours and invoices for project reporting"},
	}
}
