package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// chartmogul is the definition of ChartMogul, a service for subscription analytics.
//
// An API key is the user name of HTTP Basic, with an empty password [doc]. A
// rejection is a 401 with the code 401 and "No valid API key provided" [live,
// four recordings]. The first probe needs no right and has no data; the second
// one reports the name of the account [live].
//
// A 503 can be a limit of parallel requests, and no outage [doc]. The vendor's
// libraries retry for a quarter of an hour; the provider does not.
func chartmogul() *connector.Definition {
	return &connector.Definition{
		Type:  "chartmogul",
		Title: "ChartMogul",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key. Read-only access is enough.",
			Secret:      true,
			Check:       connector.CheckBasicUser,
		}},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the key as user name and an empty password.",
			Headers:     []connector.HeaderRule{connector.BasicHeader("api_key", "")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.chartmogul.com/v1"}},
		Probes: []connector.Probe{
			{
				Path:         "/ping",
				AcceptedWhen: connector.Expr("data == 'pong!'"),
			},
			{
				Path:         "/account",
				AcceptedWhen: connector.Expr("name && currency"),
				Account:      connector.AccountPaths{Name: connector.Expr("name")},
			},
		},
		// [doc] Twenty at once and 19 more in the second that follows never exceed it.
		Limit: connector.Limit{
			Documented: "40 requests per second, and 20 at one time",
			Every:      50 * time.Millisecond,
			Burst:      20,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("code == `401` && message == 'No valid API key provided'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code && message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "profile icon > View Profile > API keys > Add API Key",
			Steps: []string{
				"Sign in to ChartMogul as a member of the staff, an administrator or the owner of the account.",
				"Open View Profile from the profile icon, and there API keys.",
				"Add an API key, name it, and choose Read-only where the integration does not write.",
				"Copy the key.",
			},
			Owner:       "A user, within one account.",
			Permissions: "None. Read-only access is enough.",
			EndsWhen:    "The key is deleted, or its user is removed.",
			Rotation:    "A user can have several keys: add the new one, apply, and delete the old one afterwards.",
			Uncertain: []string{
				"Whether a key ends when its user is removed.",
				"The form of a 403. It is not read as a rejection.",
			},
		},
		NexlaVendor: "chartmogul_api",
		Sources: []string{
			"The vendor's recordings: https://github.com/chartmogul/chartmogul-ruby, spec/fixtures/vcr_cassettes/ChartMogul_Ping and ChartMogul_Account",
			"Rate limits: https://dev.chartmogul.com/docs/rate-limits",
			"Authentication: https://dev.chartmogul.com/docs/authentication",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/chartmogul",
		},
		DocumentationURL: "https://dev.chartmogul.com/docs/authentication",
		Example:          connector.Example{Name: "subscription-metrics", Description: "Recurring revenue for the board report"},
	}
}
