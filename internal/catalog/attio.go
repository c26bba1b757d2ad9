package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// attio is the definition of Attio, a service for customer relations.
//
// The access token goes as a Bearer token into Authorization. The one route
// that identifies a token returns 200 for every token, and reports in active
// whether the token is valid [doc].
func attio() *connector.Definition {
	return &connector.Definition{
		Type:  "attio",
		Title: "Attio",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token of a workspace. Attio also calls it API key.",
			Secret:      true,
		}},
		// HTTP Basic with the token as user name is taken too [doc]; one is enough.
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.attio.com"}},
		Probes: []connector.Probe{{
			Path:         "/v2/self",
			Account:      connector.AccountPaths{ID: connector.Expr("workspace_id"), Name: connector.Expr("workspace_name")},
			Identified:   true,
			AcceptedWhen: connector.Expr("active == `true`"),
			Scopes:       connector.InBody("scope"), // Separated by spaces [doc].
			ExpiresAt:    connector.InBody("exp"),   // Seconds since 1970, or null [doc].
		}},
		ScopeIncludes: connector.ScopeLevels(":read-write", ":read"), // [doc]
		// [doc] Fifty at once and 49 more in the time that follows never exceed it.
		Limit: connector.Limit{
			Documented: "100 reads per second, which Attio may lower temporarily",
			Every:      20 * time.Millisecond,
			Burst:      50,
		},
		// A token that is not valid is a 200 with active false [doc]; a 403 is about scopes [doc].
		Rules: []connector.Rule{
			{Status: []int{200}, When: connector.Expr("active == `false`"), Means: connector.InvalidCredential},
			{Status: []int{401}, When: connector.Expr("code || message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code || message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Workspace settings > Developers > New access token",
			Steps: []string{
				"Sign in to Attio as an administrator of the workspace.",
				"Open Workspace settings from the menu next to the workspace name, then Developers.",
				"Select New access token, name it, and add the scopes that the integration needs. A new token has none.",
				"Copy the token.",
			},
			Owner:         "A workspace. Each token has its own scopes.",
			EndsWhen:      "An administrator deletes the token in the workspace settings.",
			Rotation:      "A workspace can have several tokens. Create a new one with the same scopes, apply, then delete the old one.",
			RejectionHint: "Attio reports unknown, deleted and expired tokens as inactive.",
			Uncertain: []string{
				"Whether Attio returns 401 for a malformed token. The provider reads that as a rejection too.",
				"What invalidates a token besides its deletion, such as the end of a plan.",
			},
		},
		NexlaVendor: "attio_api",
		Sources: []string{
			"Identify: https://docs.attio.com/rest-api/endpoint-reference/meta/identify",
			"Introspect, which has the same response: https://docs.attio.com/docs/oauth/introspect",
			"Authentication: https://docs.attio.com/rest-api/how-to/authentication",
			"Rate limiting: https://docs.attio.com/rest-api/guides/rate-limiting",
			"Generate an API key: https://attio.com/help/reference/automations/generating-an-api-key",
			"The vendor's OpenAPI file, as a client keeps it: https://github.com/d-stoll/attio-js",
		},
		DocumentationURL: "https://docs.attio.com/rest-api/overview",
		Example:          connector.Example{Name: "relationships", Description: "Companies and people for account scoring"},
	}
}
