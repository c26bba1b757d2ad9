package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// okta is the definition of Okta, a service for identities.
//
// Every customer has a host. An API token is sent behind SSWS [doc], which is
// Okta's own scheme. The probe returns the administrator who created the token
// [doc]; no more than id, name and address is kept. The rejection is a 401 with
// E0000011 [doc], and a missing permission a 403 with E0000006 [doc].
//
// A token expires 30 days after its last use, and every request renews it [doc],
// the probe too. The probe changes nothing else.
func okta() *connector.Definition {
	return &connector.Definition{
		Type:  "okta",
		Title: "Okta",
		Fields: []connector.Field{
			{
				Name:        "subdomain",
				Title:       "Subdomain",
				Description: "Subdomain of the organization, such as `acme` in `acme.okta.com`. Use `base_url` for a domain of your own.",
				Tenant:      true,
			},
			{
				Name:        "api_token",
				Title:       "API Token",
				Description: "API token of an administrator.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "ssws",
			Description: "Token behind `SSWS` in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "SSWS ", "api_token")},
		}},
		Regions: []connector.Region{
			{Name: "okta", BaseURL: "https://{subdomain}.okta.com"},
			{Name: "emea", BaseURL: "https://{subdomain}.okta-emea.com"},
			// [said] The domain shows that an organization is a preview. The other two do
			// not show what an organization is for.
			{Name: "preview", BaseURL: "https://{subdomain}.oktapreview.com", Environment: connector.Test},
		},
		Probes: []connector.Probe{{
			Path:         "/api/v1/users/me",
			AcceptedWhen: connector.Expr("id && status && profile.login"),
			Account: connector.AccountPaths{
				ID: connector.Expr("id"), Name: connector.Expr("join(' ', [profile.firstName, profile.lastName][?@])"), Email: connector.Expr("profile.email"),
			},
			Identified: true,
		}},
		// [said] A hundred at once and 299 more in the minute that follows never
		// exceed it.
		Limit: connector.Limit{
			Documented: "600 requests per minute for the users of an organization by default",
			Every:      200 * time.Millisecond,
			Burst:      100,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errorCode == 'E0000011'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errorCode == 'E0000006'"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Security > API > Tokens > Create token",
			Steps: []string{
				"Sign in to the Okta Admin Console as the administrator that the integration acts as: a super, organization, group, group membership or read-only administrator.",
				"Open Security > API, and there Tokens.",
				"Create a token, name it, and choose the network zone that requests may come from.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "An administrator, with that administrator's permissions.",
			Permissions:   "None beyond those of every administrator.",
			EndsWhen:      "The token is revoked, is not used for 30 days, or its administrator is deactivated. Every request renews the 30 days, and so does each verification.",
			Rotation:      "An administrator can have several tokens: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "The subdomain must not end in -admin, and a token that was not used for 30 days has expired.",
			Uncertain: []string{
				"How Okta responds to a token that is used outside of its network zone, and at a subdomain that does not exist. Neither is read as a rejection, unless Okta reports an invalid token.",
				"The rate limit, which depends on the organization.",
			},
		},
		NexlaVendor: "okta_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/okta/okta-management-openapi-spec, dist/current/management-minimal.yaml, operation getUser",
			"API tokens: https://help.okta.com/en-us/content/topics/security/api.htm",
			"Errors: https://developer.okta.com/docs/reference/error-codes/",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/okta",
		},
		DocumentationURL: "https://developer.okta.com/docs/reference/core-okta-api/",
		Example:          connector.Example{Name: "identity", Description: "Users and groups for the access review"},
	}
}
