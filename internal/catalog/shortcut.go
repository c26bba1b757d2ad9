package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// shortcut is the definition of Shortcut, a service for stories and projects.
//
// An API token is sent in Shortcut-Token [doc]. A missing and a wrong token are
// a 401 [doc]; that its body has the message "Unauthorized" is from the tests
// of others [said]. The members of the response are those of the vendor's
// description [doc]; the address is not among them.
func shortcut() *connector.Definition {
	return &connector.Definition{
		Type:  "shortcut",
		Title: "Shortcut",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "API token of a member.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "shortcut_token",
			Description: "Token in `Shortcut-Token`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("Shortcut-Token", "api_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.app.shortcut.com/api/v3"}},
		Probes: []connector.Probe{{
			Path:         "/member",
			AcceptedWhen: connector.Expr("type(workspace2) == 'object'"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("name"), Role: connector.Expr("role"), Organization: connector.Expr("workspace2.name")},
			Identified:   true,
		}},
		// [said] Fifty at once and 119 more in the minute that follows never exceed it.
		Limit: connector.Limit{
			Documented: "200 requests per minute",
			Every:      500 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			// [said]
			{Status: []int{401}, Text: connector.Expr("message"), Words: []string{"unauthorized"}, Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > Account > API Tokens > Generate Token",
			Steps: []string{
				"Sign in to Shortcut as the member that the integration acts as.",
				"Open Settings, and there API Tokens.",
				"Name the token and generate it.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A member of one workspace, with complete access within the role of that member.",
			Permissions:   "None beyond those of every member.",
			EndsWhen:      "The token is deleted, Shortcut finds it in public, or its member is disabled.",
			Rotation:      "A member can have several tokens: generate the new one, apply, and delete the old one afterwards.",
			RejectionHint: "Shortcut invalidates a token that it finds in public, for example in a repository.",
			Uncertain: []string{
				"The body of a 401, which the documents leave open. A 401 without the word Unauthorized in its message is not read as a rejection.",
				"What an observer may read.",
				"How Shortcut responds to the token of a member that was disabled.",
			},
		},
		NexlaVendor: "shortcut_api",
		Sources: []string{
			"The vendor's client: https://github.com/useshortcut/shortcut-client-js, README and schema/shortcut.swagger.json, operation getCurrentMemberInfo",
			"REST API v3: https://developer.shortcut.com/api/rest/v3",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/shortcut",
		},
		DocumentationURL: "https://developer.shortcut.com/api/rest/v3",
		Example:          connector.Example{Name: "engineering-stories", Description: "Stories and iterations for the delivery metrics"},
	}
}
