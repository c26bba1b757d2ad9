package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// front is the definition of Front, a platform for customer messages.
//
// An API token is sent as a bearer token [doc]. A token that is unknown or
// revoked is a 401 with "Invalid token", one that is no token of Front and a
// missing one a 401 with "JSON Web Token error" [live]; the title is the same,
// and both are rejections. Paths and methods are looked at afterwards [live].
//
// The probe needs no scope and reports the company alone [doc], so that an
// acceptance does not show the scopes.
func front() *connector.Definition {
	return &connector.Definition{
		Type:  "front",
		Title: "Front",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "API token of a company. It needs no particular scope.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api2.frontapp.com"}},
		Probes: []connector.Probe{{
			Path:         "/me",
			AcceptedWhen: connector.Expr("name"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Organization: connector.Expr("name")},
			Identified:   true,
		}},
		// [doc] That of the smallest plan. Twenty at once and 29 more in the minute that
		// follows never exceed it.
		Limit: connector.Limit{
			Documented: "50 requests per minute for the whole company on the smallest plan, 100 or 200 on others",
			Every:      2 * time.Second,
			Burst:      20,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("_error.title == 'Unauthenticated'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("_error.title"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > Developers > API tokens > Create API token",
			Steps: []string{
				"Sign in to Front as an administrator of the company.",
				"Open Settings > Developers > API tokens.",
				"Create an API token, name it, and choose the scopes that the integration needs.",
				"Copy the token.",
			},
			Owner:       "A company, with the scopes of the token.",
			Permissions: "No scope.",
			EndsWhen:    "The token is deleted or revoked by an administrator.",
			Rotation:    "A company can have several tokens: create the new one with the same scopes, apply, and delete the old one afterwards.",
			Uncertain: []string{
				"How many tokens a company can have.",
				"The form of a 403, which the probe does not lead to.",
			},
		},
		NexlaVendor: "front_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/frontapp/front-api-specs, core-api/core-api.json, operation api-token-details",
			"API token details: https://dev.frontapp.com/reference/api-token-details",
			"Rate limiting: https://dev.frontapp.com/docs/rate-limiting",
		},
		DocumentationURL: "https://dev.frontapp.com/reference/api-token-details",
		Example:          connector.Example{Name: "shared-inbox", Description: "Conversations of the support inbox"},
	}
}
