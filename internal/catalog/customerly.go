package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// customerly is the definition of Customerly, a customer service platform.
//
// Connectors document the token in a header named Authentication; the API's own error text and working clients use Authorization [live][client].
func customerly() *connector.Definition {
	return &connector.Definition{
		Type:  "customerly",
		Title: "Customerly",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "Access token of the public API.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{
			{
				Name:        "authentication",
				Description: "Bearer token in `Authentication`, the form that connector documentation uses.",
				Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authentication", "Bearer ", "api_key")},
			},
			{
				Name:        "authorization",
				Description: "Bearer token in `Authorization`, the form that Customerly's own API requires.",
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
				"Copy the value of Your Access Token.",
			},
			Owner:         "A project, through the teammate who created the token.",
			EndsWhen:      "The teammate who created it leaves or loses administrator rights. The settings still show the invalid token.",
			Rotation:      "Let another administrator create a token, apply, then stop using the old one.",
			RejectionHint: "A token becomes invalid if the teammate who created it leaves, although the settings still show it.",
			Uncertain: []string{
				"Whether the API reads the header Authentication, which connector documentation uses: no public source has it, and several have Authorization. The provider tries both. If it sends no request (`request_headers`, `verification` set to `off`), it uses Authentication; set `auth_scheme` to select the other.",
			},
		},
		NexlaVendor: "customerly_api",
		Sources: []string{
			"How to obtain your API access token: https://docs.customerly.io/en/api/how-to-obtain-your-api-access-token-in-customerly",
		},
		DocumentationURL: "https://docs.customerly.io/en/api/how-to-obtain-your-api-access-token-in-customerly",
		Example:          connector.Example{Name: "support-inbox", Description: "Conversations for the service quality report"},
	}
}
