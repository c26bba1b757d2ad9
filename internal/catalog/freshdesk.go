package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// freshdesk is the definition of Freshdesk, a support desk.
//
// Every customer has a host. An API key is the user name of HTTP Basic, with any
// password [doc]. The first probe has no personal data; its member primary_language
// is a [guess]. The second one is the agent of the key [client]. The body of a
// rejection is [said], and that of a missing permission a [guess].
//
// A domain of the customer's own redirects; the host at freshdesk.com is needed.
func freshdesk() *connector.Definition {
	return &connector.Definition{
		Type:  "freshdesk",
		Title: "Freshdesk",
		Fields: []connector.Field{
			{
				Name:        "domain",
				Title:       "Domain",
				Description: "Domain of the account, such as `acme` in `acme.freshdesk.com`.",
				Tenant:      true,
			},
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "API key of an agent.",
				Secret:      true,
				Check:       connector.CheckBasicUser,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the key as user name and any password.",
			Headers:     []connector.HeaderRule{connector.BasicHeader("api_key", "X")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{domain}.freshdesk.com/api/v2"}},
		Probes: []connector.Probe{
			{
				Path:         "/settings/helpdesk",
				AcceptedWhen: connector.Expr("type(primary_language) == 'string'"),
			},
			{
				Path:         "/agents/me",
				AcceptedWhen: connector.Expr("type(contact) == 'object'"),
				Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("contact.name"), Email: connector.Expr("contact.email")},
				Identified:   true,
			},
		},
		// [said] That of the smallest plan. Fifty at once and 100 more in the minute
		// that follows never exceed it.
		Limit: connector.Limit{
			Documented: "200 to 700 requests per minute for an account, depending on its plan",
			Every:      600 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("code == 'invalid_credentials'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code == 'access_denied'"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "profile picture > Profile settings > View API key",
			Steps: []string{
				"Sign in to Freshdesk as the agent that the integration acts as.",
				"Open Profile settings from the profile picture.",
				"Select View API Key in the section Your API Key, and solve the captcha.",
				"Copy the key.",
			},
			Owner:         "An agent, with that agent's permissions. Each agent has one key.",
			Permissions:   "Permission to read the settings of the help desk, or no more than those of every agent: if the first probe is denied, the second one reads the agent of the key.",
			EndsWhen:      "The key is reset, or its agent is deactivated or removed.",
			Rotation:      "An agent has one key, and a reset invalidates it at once. To rotate without an outage, use the key of a second agent.",
			RejectionHint: "The domain must be that of the agent's account, and the key that of an agent and not of a requester.",
			Uncertain: []string{
				"The menu path, which is from guides of others. They also report that the free plan has no API access.",
				"The member of the settings that proves an acceptance.",
				"How Freshdesk responds to a missing permission, at a domain that does not exist, and for a suspended account. None of these is read as a rejection.",
			},
		},
		NexlaVendor: "freshdesk_api",
		Sources: []string{
			"How to find the key: https://docs.nexla.com/user-guides/connectors/freshdesk_api/freshdesk_api_auth",
			"Authentication and rate limits: https://developers.freshdesk.com/api/",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/freshdesk",
			"Settings as a probe: NangoHQ/nango, packages/providers/providers.yaml",
		},
		DocumentationURL: "https://developers.freshdesk.com/api/",
		Example:          connector.Example{Name: "help-desk", Description: "Tickets for the customer health score"},
	}
}
