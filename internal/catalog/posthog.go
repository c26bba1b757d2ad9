package catalog

import (
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// posthog is the definition of PostHog, a service for product analytics.
//
// The credential is a personal API key as bearer token [doc]. Keys of a project
// cannot use the private endpoints [doc]. The source code of PostHog's server is
// public and shows its responses.
func posthog() *connector.Definition {
	return &connector.Definition{
		Type:  "posthog",
		Title: "PostHog",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "Personal API Key",
			Description: "Personal API key. No particular scope is required; with user:read, the account is reported.",
			Secret:      true,
			Check:       checkPosthogKey,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")},
		}},
		// [doc] These serve the private endpoints; events go to other hosts.
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://us.posthog.com"},
			{Name: "eu", BaseURL: "https://eu.posthog.com"},
		},
		Probes: []connector.Probe{
			{
				Path:         "/api/personal_api_keys/@current/",
				AcceptedWhen: connector.Expr("id && type(scopes) == 'array'"),
				Scopes:       connector.InBody("scopes"), // [client]
			},
			{
				Path: "/api/users/@me/",
				Account: connector.AccountPaths{
					ID:           connector.Expr("uuid"),
					Name:         connector.Expr("join(' ', [first_name, last_name][?@])"),
					Email:        connector.Expr("email"),
					Organization: connector.Expr("organization.name"),
				},
				Identified: true,
			},
		},
		// [doc] At once 240, then one every 800 ms: 314 in any minute and 4,739 in
		// any hour. The limits are shared with everybody else in the organization.
		Limit: connector.Limit{
			Documented: "480 requests per minute and 4,800 per hour, shared by the whole organization",
			Every:      800 * time.Millisecond,
			Burst:      240,
		},
		ScopeIncludes: posthogScopeIncludes,
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("type == 'authentication_error'"), Means: connector.InvalidCredential},
			// Both come with a 401 [doc][client] and were seen with a 403 too [said]. The
			// type is the same for a missing scope.
			{
				Status: []int{403},
				When:   connector.Expr("type == 'authentication_error' && (code == 'authentication_failed' || code == 'invalid_personal_api_key')"),
				Means:  connector.InvalidCredential,
			},
			{Status: []int{403}, When: connector.Expr("type && code"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > Account > Personal API keys > Create a personal API key",
			Steps: []string{
				"Sign in to PostHog, in the region of your organization, as the user that the integration acts as.",
				"Open Personal API keys in the account settings and select Create a personal API key.",
				"Select the scopes that the connector needs. Add user:read to have the account reported.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "A user. The key has that user's permissions within its scopes.",
			Permissions:   "No particular scope. With user:read, the account is reported.",
			EndsWhen:      "The key is deleted or rolled, or its user is deactivated or deleted.",
			Rotation:      "A user can have up to ten keys. Create a new one, apply, then delete the old one. Rolling a key invalidates its previous value immediately.",
			RejectionHint: "The region must be that of the organization. A project token is not a personal API key.",
			Uncertain: []string{
				"Whether every deployment returns 401 for an invalid key, as documented. The provider also reads a 403 with the same error in its body as a rejection.",
			},
		},
		NexlaVendor: "posthog_api",
		Sources: []string{
			"API overview: https://posthog.com/docs/api",
			"Personal API keys: https://posthog.com/docs/api/personal-api-keys",
			"User: https://posthog.com/docs/api/user",
			"The key that was sent, which needs no scope: https://github.com/PostHog/posthog/pull/26519",
			"PostHog's server: https://github.com/PostHog/posthog (posthog/auth.py, posthog/permissions.py, posthog/rate_limit.py, posthog/api/test/test_user.py)",
		},
		DocumentationURL: "https://posthog.com/docs/api",
		Example:          connector.Example{Name: "feature-usage", Description: "Feature flags and insights of the web shop"},
	}
}

// checkPosthogKey rejects the keys of a project by their prefixes [client]. No prefix
// is required: old personal keys have none [client].
func checkPosthogKey(value string) string {
	if strings.HasPrefix(value, "phc_") || strings.HasPrefix(value, "phs_") {
		return "must be a personal API key; this is a key of a project, which cannot be used for the private endpoints"
	}
	return ""
}

// posthogScopeIncludes reports that * includes every scope, and one to write the one
// to read [client], posthog/permissions.py.
func posthogScopeIncludes(scope, required string) bool {
	name, reads := strings.CutSuffix(required, ":read")
	return scope == "*" || reads && scope == name+":write"
}
