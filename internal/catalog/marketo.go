package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// marketo is the definition of Adobe Marketo Engage, a service for marketing.
//
// A custom service has a client id and a secret, which are exchanged at the host of
// the instance. Marketo documents GET and POST [doc]; POST keeps the secret out of
// addresses. Every exchange returns the same token with its remaining lifetime until
// it expires [doc], so that no exchange ends another token. The scope of the response
// is the e-mail address of the service's owner [doc], and no scope.
//
// A wrong id or secret is a 401 [doc] with invalid_client or unauthorized [client].
// The API reports errors with a 200 [doc]: 601 and 602 are about the token, 603 is a
// missing permission or an address that is not allowed, 606, 607 and 615 are limits.
func marketo() *connector.Definition {
	return &connector.Definition{
		Type:  "marketo",
		Title: "Marketo",
		Fields: []connector.Field{
			{
				Name:        "munchkin_id",
				Title:       "Munchkin ID",
				Description: "Munchkin ID of the instance, such as `123-ABC-456` in `123-ABC-456.mktorest.com`.",
				Tenant:      true,
			},
			{
				Name:        "client_id",
				Title:       "Client ID",
				Description: "Client ID of the custom service.",
			},
			{
				Name:        "client_secret",
				Title:       "Client Secret",
				Description: "Client secret of the custom service.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the client ID and secret.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token: &connector.TokenRequest{
				Path:         "/identity/oauth/token",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretPost,
				Errors:       []connector.TokenError{{Status: 401, Code: "unauthorized", Means: connector.InvalidCredential}},
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://{munchkin_id}.mktorest.com"}},
		Probes: []connector.Probe{{
			Path:         "/rest/v1/leads/describe.json",
			AcceptedWhen: connector.Expr("success && type(result) == 'array'"),
		}},
		// Fifty at once and forty-nine in the twenty seconds after them.
		Limit: connector.Limit{
			Documented: "100 requests in 20 seconds for an instance, and a daily quota, which the probe counts against",
			Every:      400 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{200}, When: connector.Expr("errors[?contains(['601', '602'], to_string(code))]"), Means: connector.InvalidCredential},
			{Status: []int{200}, When: connector.Expr("errors[?to_string(code) == '603']"), Means: connector.Outcome{
				Status: connector.Inconclusive, Reason: connector.ReasonForbidden, RouteOnly: true,
				Notice: connector.Notice{
					Finding: "denied access for a missing permission or for the address of this machine",
					Step:    "Grant the API-only user the permission Read-Only Lead, and check the IP allowlist of the instance.",
				},
			}},
			{Status: []int{200}, When: connector.Expr("errors[?contains(['606', '607', '615'], to_string(code))]"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
			{Status: []int{200}, When: connector.Expr("errors[?contains(['502', '608', '611', '713'], to_string(code))]"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonServerError}},
		},
		Key: connector.Key{
			MenuPath: "Admin > Integration > LaunchPoint > New Service",
			Steps: []string{
				"Sign in to Marketo as an administrator and open Admin.",
				"Create a role with the permission Access API, and a user that is API only and has that role.",
				"Open Integration > LaunchPoint and create a service of the type Custom for that user.",
				"Select View Details, and copy client ID and client secret.",
			},
			Owner:         "A custom service, with the permissions of its API-only user.",
			Permissions:   "Read-Only Lead.",
			EndsWhen:      "The service or its user is deleted.",
			Rotation:      "A service has one secret, which cannot be replaced. Create a second service, apply, and delete the first one afterwards.",
			RejectionHint: "The client ID must belong to the instance of munchkin_id.",
			Uncertain: []string{
				"The code of the response to an unknown client ID.",
				"Which permission the probe needs.",
			},
		},
		NexlaVendor: "marketo_api",
		Sources: []string{
			"Tokens: https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/authentication",
			"Errors: https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/error-codes",
			"Working client: jepcastelein/marketo-rest-python, issue 2",
		},
		DocumentationURL: "https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/authentication",
		Example:          connector.Example{Name: "campaigns", Description: "Leads and activities for the attribution model"},
	}
}
