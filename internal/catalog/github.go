package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// github is the definition of GitHub, a service for code and its development.
//
// A personal access token, classic or fine-grained, is sent as a bearer token
// with the version of the API in a header of its own [client]; an unknown
// version is a 400 [doc]. A wrong token is a 401, whose text differs between
// github.com and Enterprise Server [live].
//
// After several wrong tokens in a short time GitHub responds 403 to every
// request of that user, valid tokens included [doc]. Therefore a 403 is never a
// rejection. Its text is unknown. That a fine-grained token without any
// permission reaches the probe is a [guess]; a classic one does [client].
func github() *connector.Definition {
	return &connector.Definition{
		Type:  "github",
		Title: "GitHub",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal access token of a user, classic or fine-grained. It needs no particular scope.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`, and the version of the API in `X-GitHub-Api-Version`.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token"),
				connector.FixedHeader("Accept", "application/vnd.github+json"),
				connector.FixedHeader("X-GitHub-Api-Version", "2022-11-28"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.github.com"}},
		// The profile of the owner. A slash at the end would be a 404 [doc]. The e-mail
		// address is null if the owner hides it.
		Probes: []connector.Probe{{
			Path:         "/user",
			AcceptedWhen: connector.Expr("type(login) == 'string'"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("name || login"), Email: connector.Expr("email")},
			Identified:   true,
			// Only a classic token has the header; without scopes, it is empty [client].
			Scopes: connector.InHeader("X-OAuth-Scopes"),
			// A token without the header never expires. Both forms are in use [client].
			ExpiresAt: connector.InHeader("GitHub-Authentication-Token-Expiration").InLayouts("2006-01-02 15:04:05 UTC", "2006-01-02 15:04:05 -0700"),
		}},
		ScopeIncludes: connector.ScopeTree(githubScopes),
		// [said] A hundred at once and 3,599 more in the hour that follows never exceed it.
		Limit: connector.Limit{
			Documented: "5,000 requests per hour for each user; fewer at one time by a secondary limit",
			Every:      time.Second,
			Burst:      100,
		},
		Rules: []connector.Rule{
			// [live] The second text is that of Enterprise Server.
			{Status: []int{401}, When: connector.Expr("message == 'Bad credentials' || message == 'Must authenticate to access this API.'"), Means: connector.InvalidCredential},
			// The secondary rate limit may come without any header [doc].
			{Status: []int{403}, Text: connector.Expr("message"), Words: []string{"rate limit", "abuse detection"}, Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
			// The token was read before its permissions were compared with the route [doc].
			{Status: []int{403}, Text: connector.Expr("message"), Words: []string{"resource not accessible by personal access token", "resource not accessible by integration"}, Means: connector.KnownCredential},
		},
		Key: connector.Key{
			MenuPath: "profile picture > Settings > Developer settings > Personal access tokens",
			Steps: []string{
				"Sign in to GitHub as the user that the integration acts as.",
				"Open Settings from the profile picture, and Developer settings > Personal access tokens.",
				"Select Fine-grained tokens, or Tokens (classic) for required_scopes: GitHub reports the scopes of classic tokens only.",
				"Generate a token: name it, and choose its expiration and its permissions or scopes.",
				"Copy the token. It is shown only once.",
				"For GitHub Enterprise Server, set base_url to https://HOST/api/v3.",
			},
			Owner:         "A user, with that user's permissions within the permissions of the token.",
			Permissions:   "No scope for a classic token; only a classic token reports its scopes. Whether a fine-grained token needs one is uncertain; a missing permission is not a rejection.",
			EndsWhen:      "The token is deleted, reaches its expiration, or is not used for a long time, or its user loses access.",
			Rotation:      "A user can have several tokens: create the new one with the same permissions, apply, and delete the old one afterwards.",
			RejectionHint: "After several wrong tokens in a short time, GitHub denies all tokens of the user for a while with HTTP 403; that is not reported as a rejection.",
			Uncertain: []string{
				"Whether a fine-grained token without any permission can read the profile of its user.",
				"The text of the 403 that follows several wrong tokens. No 403 is read as a rejection.",
				"Whether a year without use ends a token.",
			},
		},
		NexlaVendor: "github_api",
		Sources: []string{
			"Authenticating: https://github.com/github/docs, content/rest/authentication/authenticating-to-the-rest-api.md",
			"Troubleshooting: https://github.com/github/docs, content/rest/using-the-rest-api/troubleshooting-the-rest-api.md",
			"Managing your personal access tokens: https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
			"A rejection by GitHub: https://github.com/PyGithub/PyGithub/issues/1203",
			"A rejection by Enterprise Server: https://github.com/PyGithub/PyGithub/issues/934",
			"Working clients: NangoHQ/nango, packages/providers/providers.yaml, and trufflesecurity/trufflehog, pkg/detectors/github",
		},
		DocumentationURL: "https://docs.github.com/en/rest/users/users",
		Example:          connector.Example{Name: "engineering", Description: "Repositories and issues for the delivery metrics"},
	}
}

// githubScopes has the scopes of a classic token that a scope includes [doc],
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.
var githubScopes = map[string][]string{
	"repo":             {"repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"},
	"admin:repo_hook":  {"write:repo_hook"},
	"write:repo_hook":  {"read:repo_hook"},
	"admin:org":        {"write:org"},
	"write:org":        {"read:org"},
	"admin:public_key": {"write:public_key"},
	"write:public_key": {"read:public_key"},
	"admin:gpg_key":    {"write:gpg_key"},
	"write:gpg_key":    {"read:gpg_key"},
	"user":             {"read:user", "user:email", "user:follow"},
	"project":          {"read:project"},
	"write:discussion": {"read:discussion"},
	"write:packages":   {"read:packages"},
	"audit_log":        {"read:audit_log"},
	"admin:enterprise": {"manage_runners:enterprise", "manage_billing:enterprise", "read:enterprise"},
}
