package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// coda is the definition of Coda, a service for documents with tables.
//
// An API token is sent as a bearer token [doc]. A rejection is a 401 and a
// missing permission a 403, both with the status repeated in the body [doc].
// There is no number of a user: the address is the identity [doc]. Whether a
// token that is limited to some documents reaches the probe is a [guess].
//
// The vendor has renamed its products, and the host may change [guess];
// base_url can follow it.
func coda() *connector.Definition {
	return &connector.Definition{
		Type:  "coda",
		Title: "Coda",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "API token of a user.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://coda.io/apis/v1"}},
		Probes: []connector.Probe{{
			Path:         "/whoami",
			AcceptedWhen: connector.Expr("type == 'user'"),
			Account:      connector.AccountPaths{ID: connector.Expr("loginId"), Name: connector.Expr("name"), Email: connector.Expr("loginId"), Organization: connector.Expr("workspace.name")},
			Identified:   true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("statusCode == `401`"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("statusCode == `403`"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Account settings > API settings > Generate API token",
			Steps: []string{
				"Sign in to Coda as the user that the integration acts as, and open coda.io/account.",
				"Under API settings, choose Generate API token.",
				"Name the token, and limit it to documents or tables where the integration needs no more.",
				"Copy the token. It is shown only once.",
			},
			Owner:       "A user, with that user's permissions within the limits of the token.",
			Permissions: "None known. Whether a token that is limited to some documents can be verified is uncertain; a 403 is not a rejection.",
			EndsWhen:    "The token is deleted, or its user is removed.",
			Rotation:    "A user can have several tokens: create the new one with the same limits, apply, and delete the old one afterwards.",
			Uncertain: []string{
				"Whether a token that is limited to some documents can be verified. A 403 is not read as a rejection.",
				"The rate limit, which the documents leave open.",
				"Whether the host changes with the new name of the product.",
			},
		},
		NexlaVendor: "coda_api",
		Sources: []string{
			"The vendor's OpenAPI description, operation whoami: https://coda.io/developers/apis/v1",
			"A copy of it: https://github.com/api-evangelist/coda, openapi/_original/coda-openapi.json",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/coda",
		},
		DocumentationURL: "https://coda.io/developers/apis/v1",
		Example:          connector.Example{Name: "operations-docs", Description: "Tables of the operations documents"},
	}
}
