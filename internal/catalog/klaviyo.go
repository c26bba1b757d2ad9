package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// klaviyo is the definition of Klaviyo, a service for e-mail and text messages to customers.
//
// A private API key is sent behind Klaviyo-API-Key, with the revision of the
// API in a header of its own, which is mandatory [doc]. A wrong key is a 401
// with authentication_failed, a missing one or another word before it a 401
// with not_authenticated [live]; the documents of 2023 speak of a 400 [doc].
//
// The probe needs the scope accounts:read. A key without it is known all the
// same: the response is a 403 in the vendor's form [client]. The query leaves
// out the postal address, and the public key is not kept.
func klaviyo() *connector.Definition {
	return &connector.Definition{
		Type:  "klaviyo",
		Title: "Klaviyo",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "Private API key, which begins with pk_. With the scope accounts:read, the account is reported.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "klaviyo_api_key",
			Description: "Key behind `Klaviyo-API-Key` in `Authorization`, and the revision of the API in `revision`.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Klaviyo-API-Key ", "api_key"),
				connector.FixedHeader("revision", "2026-07-15"),
				connector.FixedHeader("Accept", "application/vnd.api+json"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://a.klaviyo.com"}},
		Probes: []connector.Probe{{
			Path:         "/api/accounts",
			Query:        "fields%5Baccount%5D=contact_information.organization_name%2Ctest_account",
			AcceptedWhen: connector.Expr("data[0].type == 'account'"),
			Account:      connector.AccountPaths{ID: connector.Expr("data[0].id"), Organization: connector.Expr("data[0].attributes.contact_information.organization_name")},
			Environment:  connector.InBody("data[0].attributes.test_account && 'test' || data[0].attributes.test_account == `false` && 'live' || `null`"), // [doc]
			Identified:   true,
		}},
		// [doc] One at once and 14 more in the minute that follows never exceed it.
		Limit: connector.Limit{
			Documented: "1 request per second and 15 per minute for this route, for the whole account",
			Every:      4 * time.Second,
			Burst:      1,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].code == 'authentication_failed'"), Means: connector.InvalidCredential},
			// The key was read before its scopes were compared with the route [client].
			{Status: []int{403}, When: connector.Expr("type(errors) == 'array' && errors[0].code"), Means: connector.KnownCredential},
		},
		Key: connector.Key{
			MenuPath: "Settings > Account > API keys > Create Private API Key",
			Steps: []string{
				"Sign in to Klaviyo as an owner, an administrator or a manager of the account.",
				"Open Settings > Account > API keys and choose Create Private API Key.",
				"Name the key and choose its scopes: accounts:read, and what the integration needs.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "An account, with the scopes of the key.",
			Permissions:   "accounts:read, to report the account. A key without it is recognized as valid, without the account.",
			EndsWhen:      "The key is deleted.",
			Rotation:      "An account can have several keys: create the new one with the same scopes, apply, and delete the old one afterwards.",
			RejectionHint: "The public API key, which has six characters, is another key and is not accepted here.",
			Uncertain: []string{
				"How many keys an account can have.",
				"How long revision 2026-07-15 of the API is served.",
			},
		},
		NexlaVendor: "klaviyo_api", // docs.nexla.com/user-guides/connectors/klaviyo_api/klaviyo_api_auth
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/klaviyo/openapi, openapi/stable/apis/get_accounts.json, operation get_accounts",
			"Get accounts: https://developers.klaviyo.com/en/reference/get_accounts",
			"Another word before the key: https://community.klaviyo.com/t5/developer-group-64/7403",
			"Nexla and Klaviyo: https://docs.nexla.com/user-guides/connectors/klaviyo_api/klaviyo_api_auth",
			"Working clients: NangoHQ/nango, packages/providers/providers.yaml, and trufflesecurity/trufflehog, pkg/detectors/klaviyo",
		},
		DocumentationURL: "https://developers.klaviyo.com/en/reference/get_accounts",
		Example:          connector.Example{Name: "email-campaigns", Description: "Campaigns and profiles for the marketing lake"},
	}
}
