package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// gitlab is the definition of GitLab, a service for code and its development.
//
// A personal access token is sent in PRIVATE-TOKEN [doc]. GitLab is open
// source, so its responses can be read in lib/api/api_guard.rb and
// lib/api/personal_access_tokens/self_information.rb [doc]. A wrong token is a
// 401 with "401 Unauthorized" as its message [live]; one that is expired,
// revoked or may not impersonate any more is a 401 with the error invalid_token
// [doc].
//
// A 401 comes with a challenge for a bearer token, which a token in
// PRIVATE-TOKEN is not [doc].
func gitlab() *connector.Definition {
	return &connector.Definition{
		Type:  "gitlab",
		Title: "GitLab",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal, project or group access token. It needs no particular scope; with read_user, the account is reported.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "private_token",
			Description: "Token in `PRIVATE-TOKEN`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("PRIVATE-TOKEN", "personal_access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://gitlab.com/api/v4"}},
		Probes: []connector.Probe{
			// It is open to every scope [doc]. A GitLab older than 15.5 has it not, and the
			// next probe decides. The response can have the addresses that used the token,
			// which are not kept.
			{
				Path:         "/personal_access_tokens/self",
				AcceptedWhen: connector.Expr("id && type(scopes) == 'array' && revoked != `true`"),
				Scopes:       connector.InBody("scopes"),     // [doc]
				ExpiresAt:    connector.InBody("expires_at"), // A date, or null [doc].
				Rules: []connector.Rule{
					// The token is none of these, but one of OAuth or of a job [doc].
					{Status: []int{400}, Text: connector.Expr("message"), Words: []string{"token type"}, Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, RouteOnly: true}},
				},
			},
			// It needs read_user, read_api or api [guess].
			{
				Path:         "/user",
				AcceptedWhen: connector.Expr("type(username) == 'string'"),
				Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("name"), Email: connector.Expr("email")},
				Identified:   true,
			},
		},
		// api is for every request, and read_api for every one that reads [doc], lib/api/api.rb.
		ScopeIncludes: connector.ScopeTree(map[string][]string{"api": {"read_api"}, "read_api": {"read_user"}}),
		Challenges:    []string{"bearer"},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("message == '401 Unauthorized' || error == 'invalid_token'"), Means: connector.InvalidCredential},
			// [doc]
			{Status: []int{401}, When: connector.Expr("error == 'dpop_error'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, Notice: connector.Notice{
				Finding: "requires a proof of possession (DPoP), which the provider does not send",
				Step:    "Use the token of a user that GitLab does not require DPoP of.",
			}}},
			// The token was read before its scopes were compared with the route [doc].
			{Status: []int{403}, When: connector.Expr("error == 'insufficient_scope'"), Means: connector.KnownCredential},
			// The token is right and its owner blocked [client].
			{Status: []int{403}, Text: connector.Expr("message"), Words: []string{"account has been blocked"}, Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}},
			{Status: []int{403}, When: connector.Expr("message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "avatar > Edit profile > Access > Personal access tokens",
			Steps: []string{
				"Sign in to GitLab as the user that the integration acts as.",
				"Open Edit profile from the avatar, and there Access > Personal access tokens.",
				"Add a token: name it, choose its expiry date and the scopes that the integration needs.",
				"Copy the token. It is shown only once.",
				"For a self-managed GitLab, set base_url to https://HOST/api/v4.",
			},
			Owner:         "A user, with that user's permissions within the scopes of the token. A project or group access token belongs to a bot user.",
			Permissions:   "No particular scope. With read_user, read_api or api, the account is reported.",
			EndsWhen:      "The token is revoked or rotated, reaches its expiry date, or its user is blocked or deleted.",
			Rotation:      "A user can have several tokens: create the new one with the same scopes, apply, and revoke the old one afterwards. Rotating a token instead ends its old value at once, and the new one expires after a week unless a date is set.",
			RejectionHint: "A token ends at its expiry date, which GitLab requires since version 16.0. Rotating a token that is already revoked revokes all tokens that came from it.",
			Uncertain: []string{
				"Which scopes the account needs: read_user, read_api or api.",
				"The rate limit, which differs by installation.",
				"How GitLab responds if it requires DPoP. That 401 is not read as a rejection.",
			},
		},
		NexlaVendor: "gitlab_api",
		Sources: []string{
			"Personal access tokens API: https://github.com/gitlabhq/gitlabhq, doc/api/personal_access_tokens.md",
			"Personal access tokens: https://docs.gitlab.com/user/profile/personal_access_tokens/",
			"A missing scope: https://github.com/python-gitlab/python-gitlab/issues/2732",
			"Working clients: NangoHQ/nango, packages/providers/providers.yaml, and trufflesecurity/trufflehog, pkg/detectors/gitlab",
		},
		DocumentationURL: "https://docs.gitlab.com/api/personal_access_tokens/",
		Example:          connector.Example{Name: "platform", Description: "Merge requests and pipelines for the delivery metrics"},
	}
}
