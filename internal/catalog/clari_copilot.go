package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// clariCopilot is the definition of Clari Copilot, a service for recorded sales calls. Two headers [doc]; the vendor's pages call the second secret "API Secret".
func clariCopilot() *connector.Definition {
	return &connector.Definition{
		Type:  "clari_copilot",
		Title: "Clari Copilot",
		Fields: []connector.Field{
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "API key.",
				Secret:      true,
			},
			{
				Name:        "api_password",
				Title:       "API Password",
				Description: "API password. The vendor's documentation calls it API Secret.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "x_api_key",
			Description: "Key and password in separate headers.",
			Headers: []connector.HeaderRule{
				connector.FieldHeader("X-Api-Key", "api_key"),
				connector.FieldHeader("X-Api-Password", "api_password"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://rest-api.copilot.clari.com"}},
		// /users returns personal data of the whole workspace and /topics does not,
		// so /topics is first. If it is closed, /users is next. The topics are also
		// at /v2/topics [doc].
		Probes: []connector.Probe{
			{Path: "/topics", AcceptedWhen: connector.Expr("type(topics) == 'array'"), Rules: clariRouteRules()},
			{Path: "/users", AcceptedWhen: connector.Expr("type(users) == 'array'")},
			{Path: "/v2/topics", AcceptedWhen: connector.Expr("type(topics) == 'array'"), Rules: clariRouteRules()},
		},
		// [doc] Five at once and five more in the time that follows never exceed it.
		Limit: connector.Limit{
			Documented: "10 requests per second, 100,000 per week",
			Every:      time.Second / 5,
			Burst:      5,
		},
		// A 401 has errorMessage on every path [live]; a gateway's own has message.
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errorMessage || message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errorMessage"), Means: connector.AccessDenied},
		},
		Key: connector.Key{
			MenuPath: "Settings > Integrations > Clari Copilot API",
			Steps: []string{
				"Sign in to Clari Copilot as an administrator of the workspace.",
				"Open Settings > Integrations > Clari Copilot API.",
				"Generate the key and the secret, and copy both. They belong together.",
			},
			Owner:         "The workspace, which has one pair.",
			EndsWhen:      "A new pair is generated. This invalidates the previous pair immediately, for everything that uses it.",
			Rotation:      "A workspace has one pair, and a new one invalidates it immediately, so you cannot rotate without an outage. Announce the rotation, generate the pair, and apply right away.",
			RejectionHint: "Key and password must be of the same pair: a new pair invalidates the previous one immediately.",
			Uncertain: []string{
				"Whether Clari Copilot returns 401 or 403 for invalid values. The provider reads both as a rejection.",
			},
		},
		NexlaVendor: "clari_copilot_api",
		Sources: []string{
			"The vendor's documentation: https://api-doc.copilot.clari.com",
		},
		DocumentationURL: "https://api-doc.copilot.clari.com",
		Example:          connector.Example{Name: "sales-calls", Description: "Call topics for the revenue dashboard"},
	}
}

// clariRouteRules: a 403 on the topics is about the route.
func clariRouteRules() []connector.Rule {
	return []connector.Rule{{Status: []int{403}, Means: connector.MissingPermission}}
}
