package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// microsoftGraph is the definition of Microsoft Graph, the API of Microsoft 365.
//
// An app registration has a client id and secrets, which are exchanged at the tenant's
// token endpoint [doc]. A wrong or expired secret is invalid_client with a 401 and the
// number 7000215 [seen] or 7000222 [doc]; an app that the tenant does not have is
// unauthorized_client with a 400 and 700016 [seen]; a tenant that does not exist is
// invalid_tenant or invalid_request with 90002 [seen]. The numbers may change [doc],
// so that only the codes decide. A new secret is accepted after up to two minutes [seen].
//
// No route is open to every app. The exchange is the proof: a 403 in
// Microsoft's form, such as Authorization_RequestDenied [seen], is a known client that
// may not read the organization.
func microsoftGraph() *connector.Definition {
	return &connector.Definition{
		Type:  "microsoft_graph",
		Title: "Microsoft Graph",
		Fields: []connector.Field{
			{
				Name:        "tenant_id",
				Title:       "Tenant ID",
				Description: "Directory (tenant) ID, or a domain name of the tenant.",
				Check:       connector.CheckPathTenant,
			},
			{
				Name:        "client_id",
				Title:       "Client ID",
				Description: "Application (client) ID of the app registration.",
			},
			{
				Name:        "client_secret",
				Title:       "Client Secret",
				Description: "Value of a client secret of the app registration, and not its ID.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the client ID and secret.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token: &connector.TokenRequest{
				BaseURL:      "https://login.microsoftonline.com",
				Path:         "/{tenant_id}/oauth2/v2.0/token",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretPost,
				Scope:        "https://graph.microsoft.com/.default",
				Errors:       []connector.TokenError{{Status: 400, Code: "invalid_tenant", Means: connector.InvalidCredential}},
				Number:       connector.Expr("error_codes[0]"),
				AcceptsLate:  true,
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://graph.microsoft.com"}},
		Probes: []connector.Probe{{
			Path:         "/v1.0/organization",
			Query:        "%24select=id%2CdisplayName",
			AcceptedWhen: connector.Expr("value[0].id"),
			Account:      connector.AccountPaths{ID: connector.Expr("value[0].id"), Organization: connector.Expr("value[0].displayName")},
			Identified:   true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error.code == 'InvalidAuthenticationToken'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("type(error.code) == 'string'"), Means: connector.KnownCredential},
		},
		Key: connector.Key{
			MenuPath: "Microsoft Entra admin center > App registrations > Certificates & secrets > New client secret",
			Steps: []string{
				"Sign in at https://entra.microsoft.com and open App registrations.",
				"Register an application, and add the application permissions that the integration needs under API permissions.",
				"Have an administrator grant consent for them.",
				"Create a client secret under Certificates & secrets, and copy its value. It is shown only once.",
			},
			Owner:         "An app registration of the tenant.",
			Permissions:   "None. With Organization.Read.All, the account is reported too.",
			EndsWhen:      "The secret expires, after two years at most, or is removed, or the app is disabled or deleted.",
			Rotation:      "An app can have several secrets: create the new one, apply, and remove the old one afterwards.",
			RejectionHint: "The value of the secret is required, not its ID. 7000222 means that the secret has expired.",
			Uncertain: []string{
				"The response of the probe to an app without Organization.Read.All.",
			},
		},
		NexlaVendor: "microsoft_graph_api",
		Sources: []string{
			"The flow: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
			"Numbers: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes",
			"7000215: hashicorp/terraform-provider-vault, issue 2079",
			"700016: hashicorp/terraform-provider-azurerm, issue 4610",
			"Propagation: microsoftgraph/microsoft-graph-docs, issue 17966; Azure/ARO-HCP, pull request 2723",
		},
		DocumentationURL: "https://learn.microsoft.com/en-us/graph/auth-v2-service",
		Example:          connector.Example{Name: "directory", Description: "Users and mailboxes for the license report"},
	}
}
