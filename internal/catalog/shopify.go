package catalog

import (
	"net/http"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// shopify is the definition of Shopify, a platform for shops.
//
// The credential is the access token of a custom app that was created in the
// admin of the store; it does not expire. Since January 1, 2026, no such apps can
// be created, and existing tokens keep working [doc]. New apps exchange client
// credentials for tokens that live a day, which is another credential.
//
// The first probe has the scopes of the token and needs none [client]. The
// second one is a query by POST, which changes nothing; its errors come with a
// 200 [doc]. A rejection is a 401 with a text in errors [live].
func shopify() *connector.Definition {
	return &connector.Definition{
		Type:  "shopify",
		Title: "Shopify",
		Fields: []connector.Field{
			{
				Name:        "store",
				Title:       "Store",
				Description: "Store, such as `acme` in `acme.myshopify.com`. It is not the store's own domain.",
				Tenant:      true,
			},
			{
				Name:        "access_token",
				Title:       "Access Token",
				Description: "Admin API access token of a custom app.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "access_token",
			Description: "Token in `X-Shopify-Access-Token`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("X-Shopify-Access-Token", "access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{store}.myshopify.com"}},
		Probes: []connector.Probe{
			{
				Path:         "/admin/oauth/access_scopes.json",
				AcceptedWhen: connector.Expr("type(access_scopes) == 'array'"),
				Scopes:       connector.InBody("access_scopes[].handle"), // [doc]
			},
			{
				Method:      http.MethodPost,
				Path:        "/admin/api/2026-04/graphql.json",
				Body:        `{"query":"{ shop { id name myshopifyDomain } }"}`,
				ContentType: "application/json",
				Account:     connector.AccountPaths{ID: connector.Expr("data.shop.id"), Name: connector.Expr("data.shop.name"), Organization: connector.Expr("data.shop.myshopifyDomain")},
				Identified:  true,
			},
		},
		ScopeIncludes: shopifyScopeIncludes,
		// [said] Twenty at once and 19 more in the time that follows never exceed it.
		Limit: connector.Limit{
			Documented: "40 requests at once and 2 per second for an app in a store, more in some plans",
			Every:      500 * time.Millisecond,
			Burst:      20,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, Text: connector.Expr("errors"), Words: []string{"invalid api key or access token"}, Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errors"), Means: connector.MissingPermission},
			{Status: []int{423}, Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}},
			{Status: []int{200}, When: connector.Expr("errors[0].extensions.code == 'THROTTLED'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
		},
		Key: connector.Key{
			MenuPath: "Settings > Apps and sales channels > Develop apps > app > API credentials",
			Steps: []string{
				"Sign in to the admin of the store.",
				"Open Settings > Apps and sales channels > Develop apps, and there a custom app that was created before 2026.",
				"Configure the scopes of the Admin API, and install the app.",
				"Reveal the token in API credentials, and copy it. It is shown only once.",
			},
			Owner:         "A custom app in one store.",
			Permissions:   "None. The account needs no scope either.",
			EndsWhen:      "The app is uninstalled or deleted.",
			Rotation:      "An installation has one token. To rotate without an outage, use the token of a second custom app, and uninstall the first one afterwards.",
			RejectionHint: "The store must be the name at myshopify.com, and the API key and the API secret key of an app are not its access token.",
			Uncertain: []string{
				"How Shopify responds to a token of an app that was uninstalled. The same rejection is expected.",
				"How Shopify responds to a missing scope. It is not read as a rejection.",
			},
		},
		NexlaVendor: "shopify_api",
		Sources: []string{
			"Response codes: https://shopify.dev/docs/api/usage/response-codes",
			"Access scopes: https://shopify.dev/docs/api/usage/access-scopes",
			"Rate limits: https://shopify.dev/docs/api/usage/limits",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/shopify and pkg/analyzer/analyzers/shopify",
		},
		DocumentationURL: "https://shopify.dev/docs/api/admin-rest",
		Example:          connector.Example{Name: "online-shop", Description: "Orders and products for the sales report"},
	}
}

// shopifyScopeIncludes reports that a scope to write includes the one to read [doc].
func shopifyScopeIncludes(scope, required string) bool {
	name, writes := strings.CutPrefix(scope, "write_")
	return writes && required == "read_"+name
}
