package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// surveymonkey is the definition of SurveyMonkey, a service for surveys.
//
// The access token of an app is sent as a bearer token [client]. The number in
// error.id has the cause of a 401: 1010 is a missing token, 1011 a wrong, 1012
// an expired and 1013 a revoked one [doc][live]. It is a number on the wire and
// a text in the documents, so both are read. A 403 means that the token is
// good: 1014 is a scope that was not granted, 1015 the plan, 1016 a right and
// 1017 a quota [doc].
//
// The probe needs the scope users_read [client]. The hosts of Europe and Canada
// are a [guess]; a token of another data center has the error 1018 [client].
func surveymonkey() *connector.Definition {
	return &connector.Definition{
		Type:  "surveymonkey",
		Title: "SurveyMonkey",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token of an app. It needs the scope users_read (View Users).",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "access_token")},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.surveymonkey.com/v3"},
			{Name: "eu", BaseURL: "https://api.eu.surveymonkey.com/v3"},
			{Name: "ca", BaseURL: "https://api.surveymonkey.ca/v3"},
		},
		Probes: []connector.Probe{{
			Path:       "/users/me",
			Account:    connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("join(' ', [first_name, last_name][?@]) || username"), Email: connector.Expr("email")},
			Scopes:     connector.InBody("scopes.granted"), // [client]
			Identified: true,
		}},
		// [doc] Sixty at once and 431 more in the day that follows never exceed it.
		Limit: connector.Limit{
			Documented: "120 requests per minute and 500 per day for the whole app",
			Every:      200 * time.Second,
			Burst:      60,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("contains(['1011', '1012', '1013'], to_string(error.id))"), Means: connector.InvalidCredential},
			// [client] Its status is not known.
			{When: connector.Expr("to_string(error.id) == '1018'"), Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, Notice: connector.Notice{
				Finding: "reported that the token belongs to another data center",
				Step:    "Check region: it must be that of the account.",
			}}},
			// The token was read before its scopes were compared with the route [doc].
			{Status: []int{403}, When: connector.Expr("contains(['1014', '1015', '1016', '1017'], to_string(error.id))"), Means: connector.KnownCredential},
			{Status: []int{403}, When: connector.Expr("error.id"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "developer.surveymonkey.com > My Apps > app > Settings",
			Steps: []string{
				"Sign in to SurveyMonkey as the user that the integration acts as, and open developer.surveymonkey.com > My Apps.",
				"Create a private app or choose one, and open its Settings.",
				"Choose the scopes: View Users, and what the integration needs. Deploy the app.",
				"Copy the access token.",
			},
			Owner:         "A user, through an app.",
			Permissions:   "users_read (View Users), to report the account. A token without it is recognized as valid, without the account.",
			EndsWhen:      "The token is revoked, the app is deleted, or a draft app is not deployed within 90 days.",
			Rotation:      "There is one token for each user and app, so create a second app with the same scopes, apply its token, and delete the first app afterwards.",
			RejectionHint: "A draft app ends after 90 days if it is not deployed. The region must be that of the account.",
			Uncertain: []string{
				"The hosts of Europe and Canada.",
				"With which status a token of another data center is rejected. It is not read as a rejection.",
				"Whether there is one token for each user and app.",
			},
		},
		NexlaVendor: "surveymonkey_api",
		Sources: []string{
			"The vendor's documents: https://github.com/SurveyMonkey/public_api_docs",
			"API v3: https://api.surveymonkey.com/v3/docs",
			"Working client: airbytehq/airbyte, source-surveymonkey",
		},
		DocumentationURL: "https://api.surveymonkey.com/v3/docs",
		Example:          connector.Example{Name: "customer-surveys", Description: "Survey responses for the satisfaction report"},
	}
}
