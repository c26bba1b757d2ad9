package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// typeform is the definition of Typeform, a service for forms and surveys.
//
// A personal access token is sent as a bearer token [doc]. A wrong token is a
// 403, and a missing one a 401; the code is AUTHENTICATION_FAILED in both
// [live]. The documents list AUTHENTICATION_ERROR and INVALID_AUTHORIZATION as
// a 403 too [doc]. So a 403 with one of the three is a rejection, and with
// another code a missing permission. An unknown path is a 404 before the token
// is looked at [live].
//
// The probe needs the scope accounts:read by one source and none by another
// [said]. The second European region is a separate system with tokens of its
// own [said].
func typeform() *connector.Definition {
	return &connector.Definition{
		Type:  "typeform",
		Title: "Typeform",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal access token, which begins with tfp_. Add the scope accounts:read for the verification.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token")},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.typeform.com"},
			{Name: "eu", BaseURL: "https://api.eu.typeform.com"},
			{Name: "eu2", BaseURL: "https://api.typeform.eu"},
		},
		Probes: []connector.Probe{{
			Path:         "/me",
			AcceptedWhen: connector.Expr("email"),
			Account:      connector.AccountPaths{ID: connector.Expr("user_id"), Name: connector.Expr("alias"), Email: connector.Expr("email")},
		}},
		// [said] One at once and one more in the second that follows never exceed it.
		Limit: connector.Limit{
			Documented: "2 requests per second",
			Every:      600 * time.Millisecond,
			Burst:      1,
		},
		Rules: []connector.Rule{
			{Status: []int{403}, When: connector.Expr("code == 'AUTHENTICATION_FAILED' || code == 'AUTHENTICATION_ERROR' || code == 'INVALID_AUTHORIZATION'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Account > Personal tokens > Generate a new token",
			Steps: []string{
				"Sign in to Typeform as the user that the integration acts as.",
				"Open Account, and there Personal tokens.",
				"Generate a new token, name it, and choose accounts:read and the scopes that the integration needs.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions within the scopes of the token.",
			Permissions:   "accounts:read, according to one of two sources. A missing scope is not a rejection.",
			EndsWhen:      "The token is deleted or regenerated, or its user is deleted.",
			Rotation:      "A user can have several tokens: create the new one with the same scopes, apply, and delete the old one afterwards.",
			RejectionHint: "The region must be that of the account: the second European region has tokens of its own.",
			Uncertain: []string{
				"Whether the probe needs the scope accounts:read. A 403 for a missing scope is not read as a rejection.",
				"The hosts of the two European regions.",
				"How many tokens a user can have.",
			},
		},
		NexlaVendor: "typeform_api",
		Sources: []string{
			"Troubleshooting: https://www.typeform.com/developers/troubleshooting",
			"Personal access tokens: https://www.typeform.com/developers/get-started/personal-access-token/",
			"Rate limits: https://www.typeform.com/developers/get-started/",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/typeform",
		},
		DocumentationURL: "https://www.typeform.com/developers/get-started/personal-access-token/",
		Example:          connector.Example{Name: "surveys", Description: "Responses of the customer surveys"},
	}
}
