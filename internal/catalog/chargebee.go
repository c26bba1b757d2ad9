package catalog

import (
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// chargebee is the definition of Chargebee, a service for subscription billing.
//
// Every customer has a host for each site, and the test site's label ends in -test
// [doc]. An API key is the user name of HTTP Basic, with an empty password [doc]. The
// codes of errors are documented. The first probe has no personal data [client], but
// sites without the feature may deny it [live, for another operation]; the second
// one reads at most one customer [client], and nothing of it is kept.
func chargebee() *connector.Definition {
	return &connector.Definition{
		Type:  "chargebee",
		Title: "Chargebee",
		Fields: []connector.Field{
			{
				Name:        "site",
				Title:       "Site",
				Description: "Name of the site, such as `acme` in `acme.chargebee.com`, or `acme-test` for its test site.",
				Tenant:      true,
			},
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "API key of the site. A read-only key is enough.",
				Secret:      true,
				Check:       connector.CheckBasicUser,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the key as user name and an empty password.",
			Headers:     []connector.HeaderRule{connector.BasicHeader("api_key", "")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{site}.chargebee.com/api/v2"}},
		Probes: []connector.Probe{
			{Path: "/business_entities", Query: "limit=1", AcceptedWhen: connector.Expr("type(list) == 'array'")},
			{Path: "/customers", Query: "limit=1", AcceptedWhen: connector.Expr("type(list) == 'array'")},
		},
		// [doc] That of a test site and of the smallest plan. Fifty at once and 60 more in the minute that
		// follows never exceed it.
		Limit: connector.Limit{
			Documented: "150 requests per minute for a test site, and 150 to 3,500 for a live one, depending on its plan",
			Every:      time.Second,
			Burst:      50,
		},
		KnownEnvironment: chargebeeEnvironment,
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("api_error_code == 'api_authentication_failed' || api_error_code == 'basic_authentication_failed'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("api_error_code == 'api_authorization_failed'"), Means: connector.MissingPermission},
			// The feature is off, and so the other probe decides. The message is [live],
			// its second wording and the status are a [guess].
			{
				Status: []int{400, 403, 404, 422}, Text: connector.Expr("message"), Words: []string{"not enabled for this site", "not enabled for your site"},
				Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, RouteOnly: true},
			},
		},
		Key: connector.Key{
			MenuPath: "Settings > Configure Chargebee > API Keys and Webhooks > API Keys > Add API Key",
			Steps: []string{
				"Sign in to Chargebee as an administrator or owner, and choose the site.",
				"Open Settings > Configure Chargebee > API Keys and Webhooks > API Keys.",
				"Add an API key. Choose Read-Only Key if the integration does not write.",
				"Name it, create it, and copy it.",
			},
			Owner:         "A site. The live site and the test site have keys of their own.",
			Permissions:   "Permission to read business entities or customers. A publishable key has neither.",
			EndsWhen:      "The key is disabled or deleted. One full-access key of a site always stays.",
			Rotation:      "A site can have several keys: add the new one, apply, and delete the old one afterwards.",
			RejectionHint: "The site must be that of the key: a live key is rejected by the test site, whose name ends in -test, and the other way round.",
			Uncertain: []string{
				"How Chargebee responds if a site has no business entities. The provider then sends the second probe.",
				"How Chargebee responds at a site that does not exist. It is not read as a rejection.",
			},
		},
		NexlaVendor: "chargebee_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/chargebee/openapi",
			"API keys: https://www.chargebee.com/docs/api_keys.html",
			"Errors: https://apidocs.chargebee.com/docs/api/error-handling",
			"Rate limits: https://chargebee.com/docs/2.0/site-configuration/articles-and-faq/what-are-the-chargebee-api-limits.html",
			"A key at the wrong site: issue 3 of the membership plugin for WordPress",
			"A feature that is switched off: issue 59 of chargebee-ruby",
			"Working client: NangoHQ/nango, packages/providers/providers.yaml",
		},
		DocumentationURL: "https://apidocs.chargebee.com/docs/api",
		Example:          connector.Example{Name: "subscription-billing", Description: "Invoices for the revenue recognition"},
	}
}

// chargebeeEnvironment is shown by the name of the site [doc].
func chargebeeEnvironment(values connector.Values) connector.Environment {
	if strings.HasSuffix(strings.ToLower(values["site"].Reveal()), "-test") {
		return connector.Test
	}
	return connector.Live
}
