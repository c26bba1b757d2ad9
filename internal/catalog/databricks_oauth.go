package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// databricksOauth is the definition of Databricks, a data platform, with the OAuth
// secret of a service principal.
//
// A service principal has a client id and OAuth secrets, which are exchanged at the
// host of the workspace, with HTTP Basic and the scope all-apis [doc]. A token is
// valid for an hour [doc]. A wrong id or secret is invalid_client [seen].
//
// The probe reports the service principal [client]. A token that is not valid gets a
// 401 or 403 with "Invalid access token" [client]. What else the API returns is the
// same as for a personal access token.
//
// The hosts of AWS have one label. Those of Azure and Google Cloud have two; use base_url.
func databricksOauth() *connector.Definition {
	return &connector.Definition{
		Type:  "databricks_oauth",
		Title: "Databricks OAuth",
		Fields: []connector.Field{
			{
				Name:        "workspace",
				Title:       "Workspace",
				Description: "Host label of the workspace on AWS, such as `dbc-a1b2345c-d6e7` in `dbc-a1b2345c-d6e7.cloud.databricks.com`. Use `base_url` for Azure and Google Cloud.",
				Tenant:      true,
			},
			{
				Name:        "client_id",
				Title:       "Client ID",
				Description: "Application ID of the service principal.",
			},
			{
				Name:        "client_secret",
				Title:       "OAuth Secret",
				Description: "OAuth secret of the service principal.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the client ID and OAuth secret.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token: &connector.TokenRequest{
				Path:         "/oidc/v1/token",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretBasic,
				Scope:        "all-apis",
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://{workspace}.cloud.databricks.com"}},
		Probes: []connector.Probe{{
			Path:         "/api/2.0/preview/scim/v2/Me",
			AcceptedWhen: connector.Expr("id && userName"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("displayName || userName")},
			Identified:   true,
		}},
		Rules: append(
			databricksRules(),
			connector.Rule{Status: []int{401, 403}, Text: connector.Expr("message"), Words: []string{"invalid token"}, Means: connector.InvalidCredential},
			connector.Rule{Status: []int{403}, When: connector.Expr("error_code || detail"), Means: connector.MissingPermission},
		),
		Key: connector.Key{
			MenuPath: "Settings > Identity and access > Service principals > Secrets > Generate secret",
			Steps: []string{
				"Sign in to the workspace as an administrator and open Settings.",
				"Open Identity and access, and there Service principals.",
				"Add a service principal, and grant it access to the data that the integration needs.",
				"Generate an OAuth secret under Secrets, and copy client ID and secret. The secret is shown only once.",
			},
			Owner:         "A service principal, with its permissions in the workspace.",
			Permissions:   "None beyond access to the workspace.",
			EndsWhen:      "The secret expires, after two years at most, or is deleted, or the service principal is deactivated.",
			Rotation:      "A service principal can have five secrets: create the new one, apply, and delete the old one afterwards.",
			RejectionHint: "The service principal must be in the workspace. Secrets of Microsoft Entra are rejected.",
			Uncertain: []string{
				"The responses to a token that is not valid.",
			},
		},
		NexlaVendor: "databricks_oauth_api",
		Sources: []string{
			"The flow: https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m",
			"Working client: databricks/databricks-sdk-py",
			"invalid_client: databricks/databricks-sql-nodejs, issue 279; databrickslabs/brickster, issue 185",
		},
		DocumentationURL: "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m",
		Example:          connector.Example{Name: "exports", Description: "Tables of the lakehouse for the exports"},
	}
}
