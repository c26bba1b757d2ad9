package catalog

import (
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// salesforce is the definition of Salesforce, a CRM.
//
// An External Client App or Connected App has a consumer key and secret, which are
// exchanged for a token at the host of the organization [doc]. The token has no
// known lifetime: the response is without expires_in [client].
//
// invalid_client_id [seen] and invalid_client [client] reject. invalid_grant does
// not: "no client credentials user enabled" and "request not supported on this
// domain" [seen] are about the setup of the app and the domain. A new app and a
// new secret are accepted some minutes late [client].
//
// The probe reports the user that the app acts as. A token that is no longer valid
// gets a 403 with Bad_OAuth_Token as its body [seen].
func salesforce() *connector.Definition {
	return &connector.Definition{
		Type:  "salesforce",
		Title: "Salesforce",
		Fields: []connector.Field{
			{
				Name:         "domain",
				Title:        "My Domain",
				Description:  "My Domain of the organization, such as `acme` in `acme.my.salesforce.com`, or `acme--uat.sandbox` for a sandbox.",
				Tenant:       true,
				SecondLabels: []string{"sandbox", "develop", "scratch"},
			},
			{
				Name:        "client_id",
				Title:       "Consumer Key",
				Description: "Consumer key of the app.",
			},
			{
				Name:        "client_secret",
				Title:       "Consumer Secret",
				Description: "Consumer secret of the app.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the consumer key and secret.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token: &connector.TokenRequest{
				Path:         "/services/oauth2/token",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretPost,
				Errors: []connector.TokenError{
					{Status: 400, Code: "invalid_client_id", Means: connector.InvalidCredential},
					{Status: 400, Code: "invalid_grant", Means: connector.Outcome{
						Status: connector.NoToken.Status, Reason: connector.NoToken.Reason,
						Notice: connector.Notice{Step: "Select a user under Run As in the client credentials flow of the app, and check domain."},
					}},
				},
				AcceptsLate: true,
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://{domain}.my.salesforce.com"}},
		Probes: []connector.Probe{{
			Path:         "/services/oauth2/userinfo",
			AcceptedWhen: connector.Expr("user_id && organization_id"),
			Account: connector.AccountPaths{
				ID: connector.Expr("user_id"), Name: connector.Expr("name"), Email: connector.Expr("email"), Organization: connector.Expr("organization_id"),
			},
			Identified: true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("[0].errorCode == 'INVALID_SESSION_ID'"), Means: connector.InvalidCredential},
			{Status: []int{403}, Body: "Bad_OAuth_Token", Means: connector.InvalidCredential}, // Labeled as HTML.
			{Status: []int{403}, When: connector.Expr("[0].errorCode"), Means: connector.MissingPermission},
		},
		KnownEnvironment: salesforceEnvironment,
		Key: connector.Key{
			MenuPath: "Setup > Apps > External Client Apps > External Client App Manager",
			Steps: []string{
				"Sign in to Salesforce as an administrator and open Setup.",
				"Create an External Client App, and enable OAuth with the scope api (Manage user data via APIs).",
				"Enable the client credentials flow, and select the user that the app acts as under Run As.",
				"Copy the consumer key and the consumer secret from Settings > OAuth Settings.",
			},
			Owner:         "An app, with the permissions of the user that is selected under Run As.",
			Permissions:   "None beyond the scope api.",
			EndsWhen:      "The consumer secret is rotated, the app is deleted or blocked, or the user under Run As is deactivated.",
			Rotation:      "Stage a new consumer secret at Salesforce, apply, and complete the rotation there afterwards. Until then, both secrets are valid.",
			RejectionHint: "A new app or secret is accepted only after some minutes.",
			Uncertain: []string{
				"The responses to an app without the scope that the probe needs. They are not read as a rejection.",
				"Whether a client that is blocked by an administrator gets invalid_grant, which is not read as a rejection.",
			},
		},
		NexlaVendor: "salesforce_api",
		Sources: []string{
			"The flow: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm",
			"Hosts: https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm",
			"Rejections: pozil/pub-sub-api-node-client, issue 58; the documents of Sumo Logic; tap-salesforce",
			"Bad_OAuth_Token: forcedotcom/SalesforceMobileSDK-Android, issue 2430; jsforce, issue 736",
		},
		DocumentationURL: "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm",
		Example:          connector.Example{Name: "sales", Description: "Accounts and opportunities for the sales reports"},
	}
}

// salesforceEnvironment reads the environment from the host: that of production has
// one label.
func salesforceEnvironment(values connector.Values) connector.Environment {
	if strings.Contains(values["domain"].Reveal(), ".") {
		return connector.Test
	}
	return connector.Live
}
