package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// databricks is the definition of Databricks, a platform for data and AI.
//
// A personal access token is sent as a bearer token to the host of a workspace
// [doc]. The probe needs no permission [client].
//
// A wrong token is a 403 with "Invalid access token." [live], and a missing
// permission a 403 as well, with PERMISSION_DENIED [doc]: the body decides. A
// 401 with UNAUTHENTICATED is a rejection too [client]. A limit is a 429, or a
// 400 with REQUEST_LIMIT_EXCEEDED [client].
//
// Only workspaces on AWS have a host with a single label of their own; those on
// Azure and Google Cloud have two [client].
func databricks() *connector.Definition {
	return &connector.Definition{
		Type:  "databricks",
		Title: "Databricks",
		Fields: []connector.Field{
			{
				Name:        "workspace",
				Title:       "Workspace",
				Description: "Workspace, such as `dbc-a1b2c3d4-e5f6` in `dbc-a1b2c3d4-e5f6.cloud.databricks.com`. If the workspace is on Azure or Google Cloud, set `base_url` to its address too.",
				Tenant:      true,
			},
			{
				Name:        "personal_access_token",
				Title:       "Personal Access Token",
				Description: "Personal access token of a user or of a service principal.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{workspace}.cloud.databricks.com"}},
		Probes: []connector.Probe{{
			Path:         "/api/2.0/preview/scim/v2/Me",
			AcceptedWhen: connector.Expr("type(userName) == 'string'"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("displayName || userName"), Email: connector.Expr("emails[?primary].value | [0]")},
			Identified:   true,
		}},
		Rules: databricksRules(),
		Key: connector.Key{
			MenuPath: "user name > Settings > Developer > Access tokens > Manage > Generate new token",
			Steps: []string{
				"Sign in to the workspace as the user that the integration acts as.",
				"Open Settings from the user name, and there Developer.",
				"Select Manage next to Access tokens, and generate a token with a comment and a lifetime.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user or a service principal, with its permissions in one workspace.",
			Permissions:   "None, except that the user may use personal access tokens.",
			EndsWhen:      "The token is revoked, reaches the end of its lifetime, its user is removed, or an administrator switches personal access tokens off.",
			Rotation:      "A user can have several tokens: generate the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "The token must belong to this workspace, and tokens end with their lifetime.",
			Uncertain: []string{
				"How Databricks responds to a token that has expired. The text of an unknown token is expected.",
				"How Databricks responds to an address that is not on the IP access list, and at a workspace that does not exist. Neither is read as a rejection.",
				"Whether a token that is not used for 90 days is revoked, and whether a verification counts as use.",
				"The rate limit of the probe.",
			},
		},
		NexlaVendor: "databricks_api",
		Sources: []string{
			"Working client: https://github.com/databricks/databricks-sdk-go, service/iam and apierr",
			"Rejections: https://github.com/databricks/databricks-sdk-go/issues/873 and https://github.com/databricks/databricks-sdk-go/issues/1046",
			"Personal access tokens: https://docs.databricks.com/en/dev-tools/auth/pat.html",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/databrickstoken",
		},
		DocumentationURL: "https://docs.databricks.com/en/dev-tools/auth/pat.html",
		Example:          connector.Example{Name: "lakehouse", Description: "Tables for the cost report of the warehouse"},
	}
}

// databricksRules are those of the API, whichever kind of token is sent.
func databricksRules() []connector.Rule {
	return []connector.Rule{
		{Status: []int{401, 403}, Text: connector.Expr("message"), Words: []string{"invalid access token"}, Means: connector.InvalidCredential},
		{Status: []int{401}, When: connector.Expr("error_code == 'UNAUTHENTICATED'"), Means: connector.InvalidCredential},
		// The address of this machine is not on the list of the workspace [said].
		{Status: []int{403}, Text: connector.Expr("message"), Words: []string{"ip acl"}, Means: connector.AddressNotAllowed("Add the address to the IP access list of the workspace.")},
		{Status: []int{403}, When: connector.Expr("error_code == 'PERMISSION_DENIED'"), Means: connector.MissingPermission},
		{Status: []int{400}, When: connector.Expr("error_code == 'REQUEST_LIMIT_EXCEEDED'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}},
	}
}
