package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// sentry is the definition of Sentry, a service for errors of applications.
//
// An auth token of a user or of an organization is sent as a bearer token
// [client]. The vendor's source is open. The probe is a 200 with null for an
// anonymous request [doc, src/sentry/api/endpoints/index.py], so that an
// acceptance needs the list of scopes. A wrong token is a 401 with "Invalid
// token" or "Invalid org token" [live]; a missing permission is a 403 with a
// text of its own, and the token is good [live].
//
// Another route verifies a token, but its body is empty, so that an acceptance
// looks like a 200 from any other server. The user in the response has further
// addresses, an avatar and flags, which are not kept.
func sentry() *connector.Definition {
	return &connector.Definition{
		Type:  "sentry",
		Title: "Sentry",
		Fields: []connector.Field{{
			Name:        "auth_token",
			Title:       "Auth Token",
			Description: "Auth token of a user or of an organization. It needs no particular scope.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "auth_token")},
		}},
		Regions: []connector.Region{
			{Name: "global", BaseURL: "https://sentry.io/api/0"},
			{Name: "us", BaseURL: "https://us.sentry.io/api/0"},
			{Name: "de", BaseURL: "https://de.sentry.io/api/0"},
		},
		Probes: []connector.Probe{{
			Path:         "/",
			AcceptedWhen: connector.Expr("type(auth.scopes) == 'array'"),
			Account:      connector.AccountPaths{ID: connector.Expr("user.id"), Name: connector.Expr("user.name"), Email: connector.Expr("user.email")},
			Scopes:       connector.InBody("auth.scopes"), // [doc]
		}},
		ScopeIncludes: connector.ScopeLevels(":admin", ":write", ":read"), // [doc] src/sentry/conf/server.py
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("detail == 'Invalid token' || detail == 'Invalid org token'"), Means: connector.InvalidCredential},
			// The token was read before its scopes were compared with the route [live].
			{Status: []int{403}, When: connector.Expr("detail == 'You do not have permission to perform this action.'"), Means: connector.KnownCredential},
		},
		Key: connector.Key{
			MenuPath: "Settings > Account > Auth Tokens > Create New Token",
			Steps: []string{
				"Sign in to Sentry as the user that the integration acts as.",
				"Open Settings > Account > Auth Tokens. For a token of the organization, open Auth Tokens in the settings of the organization.",
				"Create a new token and choose the scopes that the integration needs.",
				"Copy the token. It is shown only once.",
				"For a self-hosted Sentry, set base_url to https://HOST/api/0.",
			},
			Owner:         "A user, with that user's permissions within the scopes of the token, or an organization with fixed scopes.",
			Permissions:   "No scope. A missing scope is not a rejection.",
			EndsWhen:      "The token is revoked, or the user of a user token is removed.",
			Rotation:      "A user and an organization can have several tokens: create the new one with the same scopes, apply, and revoke the old one afterwards.",
			RejectionHint: "A token that was created at sentry.io is not valid at a self-hosted Sentry, and the reverse.",
			Uncertain: []string{
				"Whether Sentry reports all scopes of a token that has every permission: sentry-cli shows odd ones.",
				"Whether a token of an organization is accepted by the probe on every host.",
				"The rate limit of the probe.",
			},
		},
		NexlaVendor: "sentry_api",
		Sources: []string{
			"The vendor's source: https://github.com/getsentry/sentry, src/sentry/api/endpoints/index.py and auth_validate.py",
			"Rejections: https://github.com/getsentry/self-hosted/issues/2816 and https://github.com/getsentry/sentry-cli/issues/2711",
			"Auth tokens: https://docs.sentry.io/api/auth/",
		},
		DocumentationURL: "https://docs.sentry.io/api/auth/",
		Example:          connector.Example{Name: "application-errors", Description: "Issues and releases for the reliability report"},
	}
}
