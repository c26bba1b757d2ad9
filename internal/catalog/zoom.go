package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// zoom is the definition of Zoom, a service for meetings.
//
// A Server-to-Server OAuth app has an account id, a client id and a secret, which
// are exchanged with the grant account_credentials [doc]. The parameters are in the
// form: in the query they have been rejected lately [seen]. An account may have
// several tokens at a time since June 2023 [doc].
//
// A wrong id or secret is invalid_client with a 400 [seen]. A wrong account is
// invalid_request [guess], which is not read as a rejection.
//
// The probe needs a scope for users. A token that is not valid gets a 401 with code
// 124 [seen]. An app without the scope gets code 4711 [seen] with the misleading text
// "Invalid access token", and is a known client.
func zoom() *connector.Definition {
	return &connector.Definition{
		Type:  "zoom",
		Title: "Zoom",
		Fields: []connector.Field{
			{
				Name:        "account_id",
				Title:       "Account ID",
				Description: "Account ID of the app.",
			},
			{
				Name:        "client_id",
				Title:       "Client ID",
				Description: "Client ID of the app.",
			},
			{
				Name:        "client_secret",
				Title:       "Client Secret",
				Description: "Client secret of the app.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        connector.ClientCredentials,
			Description: "Access token behind `Bearer` in `Authorization`, exchanged for the account ID, client ID and client secret.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token: &connector.TokenRequest{
				BaseURL:      "https://zoom.us",
				Path:         "/oauth/token",
				ClientID:     connector.Part{Field: "client_id"},
				ClientSecret: "client_secret",
				ClientAuth:   connector.ClientSecretBasic,
				GrantType:    "account_credentials",
				Parameters:   []connector.Parameter{{Name: "account_id", Part: connector.Part{Field: "account_id"}}},
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.zoom.us"}},
		Probes: []connector.Probe{{
			Path:         "/v2/users/me",
			AcceptedWhen: connector.Expr("id && account_id"),
			Account: connector.AccountPaths{
				ID: connector.Expr("id"), Name: connector.Expr("display_name"), Email: connector.Expr("email"), Role: connector.Expr("role_name"), Organization: connector.Expr("account_id"),
			},
			Identified: true,
			Scopes:     connector.InToken(),
		}},
		Rules: []connector.Rule{
			{Status: []int{400, 401, 403}, When: connector.Expr("code == `4711`"), Means: connector.KnownCredential},
			{Status: []int{401}, When: connector.Expr("code == `124`"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "marketplace.zoom.us > Develop > Build App > Server-to-Server OAuth App",
			Steps: []string{
				"Sign in at https://marketplace.zoom.us as a user who may create Server-to-Server OAuth apps.",
				"Select Develop, Build App, and create a Server-to-Server OAuth App.",
				"Fill in the information that Zoom requires, and add the scopes that the integration needs.",
				"Activate the app, and copy account ID, client ID and client secret from App Credentials.",
			},
			Owner:         "An app of the account.",
			Permissions:   "None. With the scope user:read:user, the account is reported too.",
			EndsWhen:      "The client secret is regenerated, or the app is deactivated or deleted.",
			Rotation:      "An app has one client secret. To replace it without an interruption, create a second app.",
			RejectionHint: "The app must be activated.",
			Uncertain: []string{
				"The response to a wrong account ID. It is not read as a rejection.",
				"The status of the response to an app without the scope for users.",
			},
		},
		NexlaVendor: "zoom_api",
		Sources: []string{
			"Server-to-Server OAuth: https://developers.zoom.us/docs/internal-apps/s2s-oauth/",
			"invalid_client: JubaerHossain/zoom-laravel, issue 3",
			"Parameters in the query: https://devforum.zoom.us/t/124925",
			"Several tokens: Jericho/ZoomNet, issue 302",
			"4711: jrchamp/moodle-mod_zoom, issue 474",
		},
		DocumentationURL: "https://developers.zoom.us/docs/internal-apps/s2s-oauth/",
		Example:          connector.Example{Name: "meetings", Description: "Meetings and participants for the usage reports"},
	}
}
