package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// customerly is the definition of Customerly, a customer service platform.
//
// Connectors document the token in a header named Authentication; the API's own
// error text and working clients use Authorization [live][client].
func customerly() *connector.Definition {
	return &connector.Definition{
		Type:  "customerly",
		Title: "Customerly",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "The access token of the public API.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{
			{
				Name:        "authentication",
				Description: "Bearer token in `Authentication`, the documented form of the connector.",
				Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authentication", "Bearer ", "api_key")},
			},
			{
				Name:        "authorization",
				Description: "Bearer token in `Authorization`, the form that Customerly's own API asks for.",
				Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
			},
		},
		Regions: []connector.Region{{BaseURL: "https://api.customerly.io/v1"}},
		Probes: []connector.Probe{
			{Path: "/tags", AcceptedWhen: connector.Expr("type(data) == 'array' || type(data) == 'object'")},
			{Path: "/users/list", Query: "page=0&per_page=1", AcceptedWhen: connector.Expr("type(data) == 'array' || type(data) == 'object'")},
		},
		Rules: []connector.Rule{
			// Only a 500 is on record as a rejection [doc][live].
			{
				Status: []int{500},
				When:   connector.Expr("error.code == `0`"),
				Text:   connector.Expr("error.message"),
				Words:  []string{"access token not found", "you must provide a valid header authorization"},
				Means:  connector.InvalidCredential,
			},
			{Status: []int{401}, When: connector.Expr("error.message || message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error.message || message"), Means: connector.AccessDenied},
		},
		Key: connector.Key{
			MenuPath: "Project Settings > Installation > Public API > Your Access Token",
			Steps: []string{
				"Sign in to Customerly as an administrator who will stay in the project.",
				"Open Project Settings > Installation > Public API.",
				"Copy the text under Your Access Token.",
			},
			Owner:       "A project, through the teammate who made it.",
			EndsWhen:    "The teammate who made it leaves or loses administrator rights. It dies silently and is still shown in the settings.",
			Rotation:    "Let another administrator make a token, apply, and retire the old one afterwards.",
			RefusalHint: "A token dies silently when the teammate who made it leaves or loses administrator rights, and the settings still show it: let an administrator who stays make a new one.",
			Uncertain: []string{
				"Whether the API reads the header Authentication, which connector pages document: no public source has it, and several have Authorization. The provider tries both. Where it sends no request (`request_headers`, `verification` set to `off`), it uses Authentication; set `auth_scheme` to select the other.",
			},
		},
		NexlaVendor:      "customerly_api",
		DocumentationURL: "https://docs.customerly.io/en/api/how-to-obtain-your-api-access-token-in-customerly",
		Example:          connector.Example{Name: "support-inbox", Description: "Conversations for the service quality report"},
	}
}
