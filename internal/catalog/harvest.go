package catalog

import (
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// harvest is the definition of Harvest, a service for time tracking and invoices.
//
// A token belongs to a Harvest ID, which can have several accounts, so that each
// request has the number of one [doc]. Without a User-Agent that has a link, Harvest
// returns a 400 [doc]; the provider's has one. The response has rates and a phone
// number, none of which is kept.
//
// A rejection is a 401 with the error invalid_token [live]. A request without the
// number of an account gets the same [live], and probably one with the number of
// another account does, too: the rejection is one of token and number together.
func harvest() *connector.Definition {
	return &connector.Definition{
		Type:  "harvest",
		Title: "Harvest",
		Fields: []connector.Field{
			{
				Name:        "account_id",
				Title:       "Account ID",
				Description: "Number of the account, which the page of the token lists.",
				Check:       checkHarvestAccount,
			},
			{
				Name:        "personal_access_token",
				Title:       "Personal Access Token",
				Description: "Personal access token of the Harvest ID that the integration acts as.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "The token in `Authorization` and the account in `Harvest-Account-Id`.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token"),
				connector.FieldHeader("Harvest-Account-Id", "account_id"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.harvestapp.com/v2"}},
		Probes: []connector.Probe{{
			Path:         "/users/me",
			AcceptedWhen: connector.Expr("type(id) == 'number'"),
			Account: connector.AccountPaths{
				ID:    connector.Expr("id"),
				Name:  connector.Expr("join(' ', [first_name, last_name][?@])"),
				Email: connector.Expr("email"),
				// [client] A user has one role, and managers have further ones.
				Role: connector.Expr("access_roles | (length(@) == `1` && [0])"),
			},
			Identified: true,
		}},
		// [doc] Fifty at once and 50 more in the 15 seconds that follow never exceed it.
		Limit: connector.Limit{
			Documented: "100 requests per 15 seconds",
			Every:      300 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error == 'invalid_token'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error || message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "id.getharvest.com > Developers > Create new personal access token",
			Steps: []string{
				"Sign in to Harvest ID as the user that the integration acts as.",
				"Open Developers, and create a personal access token.",
				"Copy the token, and the number of the account from the list on the same page.",
			},
			Owner:         "A Harvest ID, with its access to all of its Harvest and Forecast accounts.",
			Permissions:   "None beyond those of every user.",
			EndsWhen:      "The token is revoked, or its user is removed.",
			Rotation:      "A Harvest ID can have several tokens: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "Check account_id, too: the same response can mean that the token has no access to that account.",
			Uncertain: []string{
				"How Harvest responds to the number of another account, of a closed one, and after a trial.",
				"The form of a 403. It is not read as a rejection.",
			},
		},
		NexlaVendor: "harvest_api",
		Sources: []string{
			"Authentication: https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/",
			"Users: https://help.getharvest.com/api-v2/users-api/users/users/",
			"Rejection: https://github.com/googleworkspace/apps-script-oauth2, issue 90",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/harvest",
		},
		DocumentationURL: "https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/",
		Example:          connector.Example{Name: "billable-hours", Description: "Hours and invoices for the margin report"},
	}
}

// checkHarvestAccount requires a number.
func checkHarvestAccount(value string) string {
	if value == "" || strings.Trim(value, "0123456789") != "" {
		return "must be the number of the account, such as 123456"
	}
	return ""
}
