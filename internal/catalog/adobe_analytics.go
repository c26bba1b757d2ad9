package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// adobeAnalytics is the definition of Adobe Analytics, a service for web analytics.
//
// An OAuth Server-to-Server credential has a client id and secrets, which are exchanged
// at Adobe's identity service with scopes behind commas [doc]. A token is valid for a
// day [doc]. The API needs the client id in a header too [doc].
//
// A token that is not valid gets a 401 with the code 401013 [seen] or invalid_token
// [seen]. A wrong client is invalid_client [client].
func adobeAnalytics() *connector.Definition {
	return &connector.Definition{
		Type:  "adobe_analytics",
		Title: "Adobe Analytics",
		Fields: []connector.Field{
			{
				Name:        "client_id",
				Title:       "Client ID",
				Description: "Client ID of the OAuth Server-to-Server credential, which is the API key too.",
			},
			{
				Name:        "client_secret",
				Title:       "Client Secret",
				Description: "Client secret of the OAuth Server-to-Server credential.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the client ID and secret, with the client ID in `x-api-key`.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField),
				connector.FieldHeader("x-api-key", "client_id"),
			},
			Token: &connector.TokenRequest{
				BaseURL:      "https://ims-na1.adobelogin.com",
				Path:         "/ims/token/v3",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretPost,
				Scope:        "openid,AdobeID,additional_info.projectedProductContext",
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://analytics.adobe.io"}},
		Probes: []connector.Probe{{
			Path:         "/discovery/me",
			AcceptedWhen: connector.Expr("imsUserId && type(imsOrgs) == 'array'"),
			Account: connector.AccountPaths{
				ID: connector.Expr("imsUserId"), Organization: connector.Expr("imsOrgs[0].companies[0].companyName"),
			},
			Identified: true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("to_string(error_code) == '401013' || errorCode == 'invalid_token'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error_code || errorCode"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "developer.adobe.com/console > Projects > Add API > Adobe Analytics > OAuth Server-to-Server",
			Steps: []string{
				"Sign in at https://developer.adobe.com/console as a developer of the organization.",
				"Create a project and add the API Adobe Analytics.",
				"Select OAuth Server-to-Server, and the product profiles that the integration needs.",
				"Copy the client ID, and retrieve the client secret.",
			},
			Owner:         "A technical account of the organization, with the permissions of its product profiles.",
			Permissions:   "A product profile of Adobe Analytics.",
			EndsWhen:      "The client secret, the credential or the project is deleted.",
			Rotation:      "A credential can have two client secrets: add the new one, apply, and delete the old one afterwards.",
			RejectionHint: "The credential must be of the type OAuth Server-to-Server: those of the type Service Account (JWT) have ended.",
			Uncertain: []string{
				"The response to an API key that does not belong to the token. It is not read as a rejection.",
			},
		},
		NexlaVendor: "adobe_analytics_api",
		Sources: []string{
			"Tokens: https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/implementation",
			"The probe: https://developer.adobe.com/analytics-apis/docs/2.0/guides/endpoints/discovery/",
			"invalid_token: AdobeDocs/analytics-2.0-apis, issue 232",
			"401013: AdobeDocs/cis-photoshop-api-docs, issue 157",
		},
		DocumentationURL: "https://developer.adobe.com/analytics-apis/docs/2.0/",
		Example:          connector.Example{Name: "web-analytics", Description: "Report suites for the traffic reports"},
	}
}
