package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// recurly is the definition of Recurly, a service for subscription billing.
//
// A private API key is the user name of HTTP Basic, with an empty password, and
// the version of the API stands within Accept [doc]; an unknown version is a
// 406 [doc]. The types of errors are documented, and 401 is the status of the
// unauthorized ones [doc][client]; which type comes with which status is
// otherwise a [guess].
//
// The response has the public API key and the postal address of the site;
// neither is kept. The list of accounts would be personal data of customers.
func recurly() *connector.Definition {
	return &connector.Definition{
		Type:  "recurly",
		Title: "Recurly",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "Private API key of a site.",
			Secret:      true,
			Check:       connector.CheckBasicUser,
		}},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the key as user name and an empty password, and the version of the API in `Accept`.",
			Headers: []connector.HeaderRule{
				connector.BasicHeader("api_key", ""),
				connector.FixedHeader("Accept", "application/vnd.recurly.v2021-02-25"),
			},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://v3.recurly.com"},
			{Name: "eu", BaseURL: "https://v3.eu.recurly.com"},
		},
		// A key is for one site, though the response is a list.
		Probes: []connector.Probe{{
			Path:         "/sites",
			Query:        "limit=1",
			AcceptedWhen: connector.Expr("object == 'list'"),
			Account:      connector.AccountPaths{ID: connector.Expr("data[0].id"), Name: connector.Expr("data[0].subdomain")},
			// [doc] A site is in development, a sandbox or in production.
			Environment: connector.InBody("data[0].mode == 'production' && 'live' || contains(['development', 'sandbox'], data[0].mode) && 'test' || `null`"),
			Identified:  true,
		}},
		// [doc] That of a sandbox. A hundred at once and 199 more in the minute that
		// follows never exceed it.
		Limit: connector.Limit{
			Documented: "400 requests per minute for a sandbox, 1,000 for production",
			Every:      300 * time.Millisecond,
			Burst:      100,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error.type == 'unauthorized' || error.type == 'invalid_api_key' || error.type == 'invalid_token'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error.type"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Integrations > API Credentials > Add Private API Key",
			Steps: []string{
				"Sign in to Recurly as a user with the permission Integrations, in the site that the integration reads.",
				"Open Integrations > API Credentials.",
				"Add a private API key and name it.",
				"Copy the key.",
			},
			Owner:         "A site, with all permissions.",
			Permissions:   "Permission to read the site, which every key has as far as is known. A missing permission is not a rejection.",
			EndsWhen:      "The key is deleted.",
			Rotation:      "A site can have several keys: add the new one, apply, and delete the old one afterwards.",
			RejectionHint: "The region must be that of the site, and the key that of this site: each site, a sandbox too, has keys of its own.",
			Uncertain: []string{
				"The body of a 401, which is documented and was not recorded.",
				"Whether keys with fewer rights exist, and whether they can read the site. A 403 is not read as a rejection.",
			},
		},
		NexlaVendor: "recurly_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/recurly/recurly-client-go, openapi/api.yaml, operation list_sites, and error.go",
			"The vendor's client: https://github.com/recurly/recurly-client-ruby, lib/recurly/errors/api_errors.rb",
			"API keys: https://docs.recurly.com/docs/api-keys",
			"Getting started: https://developers.recurly.com/api/v2021-02-25/",
		},
		DocumentationURL: "https://developers.recurly.com/api/v2021-02-25/",
		Example:          connector.Example{Name: "recurring-billing", Description: "Invoices and subscriptions for the revenue report"},
	}
}
