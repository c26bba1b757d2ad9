package catalog

import (
	"net/http"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// square is the definition of Square, a service for payments and shops.
//
// An access token is sent as a bearer token, with the version of the API in a
// header of its own [client]. The first probe is a POST that changes nothing
// and needs no scope [doc]; its documents speak of production alone, so that in
// the sandbox it is uncertain. The second one needs MERCHANT_PROFILE_READ,
// which a personal token has [doc].
//
// A rejection is a 401 with the category AUTHENTICATION_ERROR [live]; its codes
// are UNAUTHORIZED [live], ACCESS_TOKEN_EXPIRED and ACCESS_TOKEN_REVOKED [doc].
// A token of the other environment is the same [live]. The status of a missing
// scope is a [guess].
func square() *connector.Definition {
	return &connector.Definition{
		Type:  "square",
		Title: "Square",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token of an application, personal or by OAuth.",
			Secret:      true,
			Check:       checkSquareToken,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`, and the version of the API in `Square-Version`.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", "access_token"),
				connector.FixedHeader("Square-Version", "2026-05-20"),
			},
		}},
		Regions: []connector.Region{
			{Name: "production", BaseURL: "https://connect.squareup.com", Environment: connector.Live},
			{Name: "sandbox", BaseURL: "https://connect.squareupsandbox.com", Environment: connector.Test},
		},
		Probes: []connector.Probe{
			{
				Method:       http.MethodPost,
				Path:         "/oauth2/token/status",
				AcceptedWhen: connector.Expr("client_id && merchant_id"),
				Scopes:       connector.InBody("scopes"),     // [doc]
				ExpiresAt:    connector.InBody("expires_at"), // [doc] A personal token never expires.
			},
			{
				Path:       "/v2/merchants",
				Account:    connector.AccountPaths{ID: connector.Expr("merchant[0].id"), Name: connector.Expr("merchant[0].business_name")},
				Identified: true,
			},
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].category == 'AUTHENTICATION_ERROR' && (errors[0].code == 'UNAUTHORIZED' || errors[0].code == 'ACCESS_TOKEN_EXPIRED' || errors[0].code == 'ACCESS_TOKEN_REVOKED')"), Means: connector.InvalidCredential},
			// The token was read before its scopes were compared with the route.
			{Status: []int{401, 403}, When: connector.Expr("errors[0].code == 'INSUFFICIENT_SCOPES'"), Means: connector.KnownCredential},
			{Status: []int{403}, When: connector.Expr("errors[0].code"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Developer Console > application > Credentials",
			Steps: []string{
				"Sign in to the Developer Console of Square.",
				"Open the application or create one, and open Credentials.",
				"Choose Production or Sandbox, and copy the access token.",
			},
			Owner:         "An application and the seller that owns it, in one environment.",
			Permissions:   "No scope. With MERCHANT_PROFILE_READ, the account is reported; a personal access token has all scopes.",
			EndsWhen:      "The token is replaced, or its application is deleted. A token by OAuth expires after 30 days.",
			Rotation:      "There is one personal token for each application and environment. To rotate without an outage, create a second application, apply its token, and delete the first one afterwards.",
			RejectionHint: "The region must be the environment of the token. The application ID, which begins with sq0idp-, is not an access token.",
			Uncertain: []string{
				"Whether the first probe accepts a token of the sandbox.",
				"With which status a missing scope is reported. It is not read as a rejection.",
				"Whether replacing a token ends the previous one at once.",
				"The rate limits, which Square does not publish.",
			},
		},
		NexlaVendor: "square_api",
		Sources: []string{
			"The vendor's description: https://github.com/square/connect-api-specification, api.json, operations RetrieveTokenStatus and ListMerchants",
			"Retrieve token status: https://developer.squareup.com/reference/square/oauth-api/retrieve-token-status",
			"A rejection: https://github.com/square/square-nodejs-sdk/issues/10",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/square",
		},
		DocumentationURL: "https://developer.squareup.com/reference/square/oauth-api/retrieve-token-status",
		Example:          connector.Example{Name: "point-of-sale", Description: "Payments and orders of the shops"},
	}
}

// checkSquareToken rejects the ID of an application, which was seen in place of
// the token [live].
func checkSquareToken(value string) string {
	if strings.HasPrefix(value, "sq0idp-") || strings.HasPrefix(value, "sandbox-sq0idb-") {
		return "must be an access token; this is the ID of an application"
	}
	return ""
}
