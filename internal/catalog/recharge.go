package catalog

import (
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// recharge is the definition of Recharge, a service for subscriptions in shops.
//
// An API token is sent in X-Recharge-Access-Token, and the version of the API
// in a header of its own [doc]. A wrong token and a missing one are the same
// 401 [live]; an unknown path is a 404 before the token is looked at [live].
// The probe is the one route that names no scope [doc].
//
// Name and address in the response are those of whoever created the token. Its
// members are those of a client [client].
func recharge() *connector.Definition {
	return &connector.Definition{
		Type:  "recharge",
		Title: "Recharge",
		Fields: []connector.Field{{
			Name:        "api_token",
			Title:       "API Token",
			Description: "API token of a store. It needs no particular scope.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "access_token",
			Description: "Token in `X-Recharge-Access-Token`, and the version of the API in `X-Recharge-Version`.",
			Headers: []connector.HeaderRule{
				connector.FieldHeader("X-Recharge-Access-Token", "api_token"),
				connector.FixedHeader("X-Recharge-Version", "2021-11"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.rechargeapps.com"}},
		Probes: []connector.Probe{{
			Path:         "/token_information",
			AcceptedWhen: connector.Expr("type(token_information) == 'object' && type(token_information.scopes) == 'array'"),
			Account:      connector.AccountPaths{Name: connector.Expr("token_information.name"), Email: connector.Expr("token_information.contact_email")},
			Scopes:       connector.InBody("token_information.scopes"), // [client]
		}},
		// [said] Twenty at once and 19 more in the ten seconds that follow never fill the
		// bucket.
		Limit: connector.Limit{
			Documented: "a bucket of 40 requests that empties at 2 per second",
			Every:      500 * time.Millisecond,
			Burst:      20,
		},
		KnownEnvironment: rechargeEnvironment,
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error == 'bad authentication'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error || errors"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Tools & apps > API tokens > Create an API token",
			Steps: []string{
				"Sign in to the merchant portal of Recharge as an administrator of the store.",
				"Open Tools & apps > API tokens.",
				"Create an API token, name it, and choose the permissions that the integration needs.",
				"Copy the token.",
			},
			Owner:       "A store, with the scopes of the token.",
			Permissions: "No scope.",
			EndsWhen:    "The token is deleted.",
			Rotation:    "A store can have several tokens: create the new one with the same permissions, apply, and delete the old one afterwards.",
			Uncertain: []string{
				"How many tokens a store can have.",
				"The rate limit, which users of Recharge describe as a bucket of 40 that empties at 2 a second.",
				"The form of a 403.",
			},
		},
		NexlaVendor: "recharge_api",
		Sources: []string{
			"Token information: https://developer.rechargepayments.com/2021-11/token_information",
			"Working client: the Python package recharge, model v1/token",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/rechargepayments",
		},
		DocumentationURL: "https://developer.rechargepayments.com/2021-11/token_information",
		Example:          connector.Example{Name: "subscriptions", Description: "Subscriptions and charges for the revenue report"},
	}
}

// rechargeEnvironment is shown by the beginning of newer tokens [client].
func rechargeEnvironment(values connector.Values) connector.Environment {
	switch token := values["api_token"].Reveal(); {
	case strings.HasPrefix(token, "sk_test_"):
		return connector.Test
	case strings.HasPrefix(token, "sk_"):
		return connector.Live
	default:
		return ""
	}
}
