package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// mixpanel is the definition of Mixpanel, a service for product analytics.
//
// The credential is a service account, the kind that Mixpanel recommends: HTTP
// Basic with its user name and its secret [doc]. Project tokens and project
// secrets are others, and do not open the application API [doc].
func mixpanel() *connector.Definition {
	return &connector.Definition{
		Type:  "mixpanel",
		Title: "Mixpanel",
		Fields: []connector.Field{
			{
				Name:        "username",
				Title:       "Service Account Username",
				Description: "User name of the service account.",
				Check:       connector.CheckBasicUser,
			},
			{
				Name:        "secret",
				Title:       "Service Account Secret",
				Description: "Secret of the service account.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the user name and secret of the service account.",
			Headers:     []connector.HeaderRule{connector.BasicPairHeader("username", "secret")},
		}},
		// [doc] An organization's data lives in one of three places.
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://mixpanel.com/api"},
			{Name: "eu", BaseURL: "https://eu.mixpanel.com/api"},
			{Name: "in", BaseURL: "https://in.mixpanel.com/api"},
		},
		// [doc] The query leaves out the other users of each workspace, which
		// are personal data and make the response slow [client].
		Probes: []connector.Probe{{
			Path:         "/app/me",
			Query:        "include_workspace_users=false",
			AcceptedWhen: connector.Expr("(results.user_id && results.user_id != `0`) || (results.organizations.*.id | [0])"),
			Account: connector.AccountPaths{
				ID:    connector.Expr("results.user_id"),
				Name:  connector.Expr("results.user_name"),
				Email: connector.Expr("results.user_email"),
				// A service account belongs to one organization. Of several, none is its own.
				Organization: connector.Expr("results.organizations.* | [?id] | (length(@) == `1` && [0].name)"),
			},
		}},
		// The documented limits are those of other APIs: queries, exports, schemas.
		// A 403 means that the account was read and a permission is missing [doc].
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("status == 'error' || error"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("status == 'error' || error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Organization Settings > Service Accounts > Add Service Account",
			Steps: []string{
				"Sign in to Mixpanel as an owner or administrator of the organization.",
				"Open Organization Settings > Service Accounts and select Add Service Account.",
				"Select its role, the projects that the connector reads, and its expiry.",
				"Copy the user name and the secret. The secret is shown only once.",
			},
			Owner:         "The service account, which belongs to one organization and not to a person.",
			EndsWhen:      "The service account is deleted from the organization or expires.",
			Rotation:      "An organization can have several service accounts. Create a new one, change user name and secret together, apply, then delete the old one.",
			RejectionHint: "Check whether the service account has expired, and whether the region stores the organization's data.",
			Uncertain: []string{
				"The rate limit of the application API. Only the limits of other APIs are documented.",
				"The error text for an invalid secret. Its status and format are documented.",
			},
		},
		NexlaVendor: "mixpanel_api",
		Sources: []string{
			"Service Accounts: https://docs.mixpanel.com/reference/service-accounts",
			"Service Accounts API: https://docs.mixpanel.com/reference/service-accounts-api",
			"401 Unauthorized: https://docs.mixpanel.com/troubleshooting/errors/401-unauthorized",
			"403 Forbidden: https://docs.mixpanel.com/troubleshooting/errors/403-forbidden",
			"Rate Limits: https://docs.mixpanel.com/reference/rate-limits",
			"Mixpanel's own client: https://github.com/mixpanel/mixpanel-headless (region_probe.py, me.py)",
			"A Terraform provider: https://github.com/365talents/terraform-provider-mixpanel",
		},
		DocumentationURL: "https://docs.mixpanel.com/reference/service-accounts",
		Example:          connector.Example{Name: "product-analytics", Description: "Events and cohorts for the product team"},
	}
}
