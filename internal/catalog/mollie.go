package catalog

import (
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// mollie is the definition of Mollie, a service for payments.
//
// The API key of a profile is sent as a bearer token [doc]. Its prefix is the
// mode, live or test [doc]. The probe is for API keys alone; which response an
// organization access token gets there is uncertain, so that validation rejects
// one. A wrong key and a missing one are the same 401 [live]; a profile that
// Mollie has blocked is a 200 whose status says so [doc].
//
// Phone number and registrations in the response are not kept.
func mollie() *connector.Definition {
	return &connector.Definition{
		Type:  "mollie",
		Title: "Mollie",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key of a profile, which begins with live_ or test_. Organization access tokens are not supported.",
			Secret:      true,
			Check:       checkMollieKey,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.mollie.com"}},
		Probes: []connector.Probe{{
			Path:         "/v2/profiles/me",
			AcceptedWhen: connector.Expr("resource == 'profile'"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("name"), Email: connector.Expr("email")},
			Environment:  connector.InBody("mode"), // [doc]
			Identified:   true,
		}},
		Rules: []connector.Rule{
			{Status: []int{200}, When: connector.Expr("resource == 'profile' && status == 'blocked'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}},
			{Status: []int{401}, When: connector.Expr("title == 'Unauthorized Request'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("title"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Dashboard > Developers > API keys",
			Steps: []string{
				"Sign in to the Dashboard of Mollie, in the organization that the integration reads.",
				"Open Developers > API keys, and choose the website profile.",
				"Copy the live or the test API key.",
			},
			Owner:         "A website profile, in one mode.",
			Permissions:   "None beyond those of every API key.",
			EndsWhen:      "The key is reset, or its profile is deleted.",
			Rotation:      "Resetting a key creates a new one. Whether the previous one stays valid for some time is not documented, so apply right away.",
			RejectionHint: "A key of the test mode begins with test_, one of the live mode with live_; each is valid in its own mode only.",
			Uncertain: []string{
				"Which response an organization access token gets at this route.",
				"The rate limit, which Mollie documents without a number.",
				"Whether the previous key ends at once when a key is reset.",
			},
		},
		NexlaVendor: "mollie_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/mollie/openapi, specs.yaml, operation get-current-profile",
			"Authentication: https://docs.mollie.com/reference/authentication",
			"A rejection: https://github.com/zwaldeck/mollie/issues/58",
		},
		DocumentationURL: "https://docs.mollie.com/reference/get-current-profile",
		Example:          connector.Example{Name: "payments", Description: "Payments and settlements for the revenue report"},
	}
}

// checkMollieKey rejects the tokens of organizations by their prefix [doc]: they
// have another probe.
func checkMollieKey(value string) string {
	if strings.HasPrefix(value, "access_") {
		return "must be an API key of a profile; this is an organization access token, which is not supported"
	}
	return ""
}
