package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// paypal is the definition of PayPal, a payment service.
//
// A REST API app has a client id and a secret for each environment, which are
// exchanged with HTTP Basic [doc]. A wrong one is invalid_client with a 401 [seen].
// A token is valid for about nine hours [doc], and too many exchanges are limited
// with a 429 [seen].
//
// No route is open to every app. The exchange is the proof: a 403 in
// PayPal's form, such as NOT_AUTHORIZED [seen], is a known client that may not read
// the user.
func paypal() *connector.Definition {
	return &connector.Definition{
		Type:  "paypal",
		Title: "PayPal",
		Fields: []connector.Field{
			{
				Name:        "client_id",
				Title:       "Client ID",
				Description: "Client ID of the app.",
			},
			{
				Name:        "client_secret",
				Title:       "Client Secret",
				Description: "Secret of the app.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the client ID and secret.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token: &connector.TokenRequest{
				Path:         "/v1/oauth2/token",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretBasic,
			},
		}},
		Regions: []connector.Region{
			{Name: "live", BaseURL: "https://api-m.paypal.com", Environment: connector.Live},
			{Name: "sandbox", BaseURL: "https://api-m.sandbox.paypal.com", Environment: connector.Test},
		},
		Probes: []connector.Probe{{
			Path:         "/v1/identity/oauth2/userinfo",
			Query:        "schema=paypalv1.1",
			AcceptedWhen: connector.Expr("user_id"),
			Account: connector.AccountPaths{
				ID: connector.Expr("payer_id || user_id"), Name: connector.Expr("name"), Email: connector.Expr("emails[?primary].value | [0]"),
			},
			Identified: true,
			Scopes:     connector.InToken(),
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("name == 'AUTHENTICATION_FAILURE' || error == 'invalid_token'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("type(name) == 'string' || error == 'insufficient_scope'"), Means: connector.KnownCredential},
		},
		Key: connector.Key{
			MenuPath: "developer.paypal.com > Apps & Credentials > Create App",
			Steps: []string{
				"Sign in at https://developer.paypal.com with a business account and open Apps & Credentials.",
				"Select Live or Sandbox, and create an app.",
				"Enable the features that the integration needs.",
				"Copy the client ID and the secret.",
			},
			Owner:         "An app of the business account, in one environment.",
			Permissions:   "None.",
			EndsWhen:      "The secret is disabled or deleted, or the app is deleted.",
			Rotation:      "An app can have two secrets: create the new one, apply, and delete the old one afterwards.",
			RejectionHint: "Credentials of one environment are rejected in the other: check region.",
			Uncertain: []string{
				"Whether the probe reports the account to an app without Log in with PayPal. A 403 of PayPal's is accepted there.",
			},
		},
		NexlaVendor: "paypal_api",
		Sources: []string{
			"Tokens: https://developer.paypal.com/api/rest/authentication/",
			"Responses: https://developer.paypal.com/api/rest/responses/",
			"Working client: paypal-rs",
			"RATE_LIMIT_REACHED: nopSolutions/nopCommerce, issue 7036",
			"NOT_AUTHORIZED: blendbyte/laravel-paypal, issue 407",
		},
		DocumentationURL: "https://developer.paypal.com/api/rest/authentication/",
		Example:          connector.Example{Name: "payouts", Description: "Transactions for the reconciliation"},
	}
}
