package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// closeCrm is the definition of Close, a customer relationship system for sales.
//
// An API key is the user name of HTTP Basic, with an empty password [doc]. A
// rejection is a 401 whose body the vendor's description leaves open; clients
// read a text in its member error [client]. An unknown path is a 404 before the
// key is looked at [live]. The path of the probe ends with a slash [doc].
//
// The limits in the headers contradict each other, and requests that were
// limited count too [live].
func closeCrm() *connector.Definition {
	return &connector.Definition{
		Type:  "close_crm",
		Title: "Close",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key, which begins with api_.",
			Secret:      true,
			Check:       connector.CheckBasicUser,
		}},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the key as user name and an empty password.",
			Headers:     []connector.HeaderRule{connector.BasicHeader("api_key", "")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.close.com/api/v1"}},
		// It needs no permission [client]. A key is for one organization [doc], and of
		// several that the user has, none is named.
		Probes: []connector.Probe{{
			Path:         "/me/",
			Query:        "_fields=id%2Cemail%2Cfirst_name%2Clast_name%2Corganizations",
			AcceptedWhen: connector.Expr("starts_with(id, 'user_')"),
			Account:      connector.AccountPaths{ID: connector.Expr("id"), Name: connector.Expr("join(' ', [first_name, last_name][?@])"), Email: connector.Expr("email"), Organization: connector.Expr("organizations | (length(@) == `1` && [0].name)")},
			Identified:   true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("type(error) == 'string'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > Developer > API Keys > New API Key",
			Steps: []string{
				"Sign in to Close as the user that the integration acts as, in the organization that it reads.",
				"Open Settings > Developer > API Keys.",
				"Create an API key and name it.",
				"Copy the key. It is shown only once.",
			},
			Owner:       "A user in one organization, with that user's permissions there.",
			Permissions: "None beyond those of every user.",
			EndsWhen:    "The key is deleted, or the membership of its user ends.",
			Rotation:    "A user can have several keys: create the new one, apply, and delete the old one afterwards.",
			Uncertain: []string{
				"The text of a rejection.",
				"How many keys a user can have.",
				"The rate limit of the probe: the headers of Close contradict its documents.",
				"Some clients read a 403 as a rejection. The provider does not.",
			},
		},
		NexlaVendor: "close_com_api", // docs.nexla.com/user-guides/connectors/close_com_api/close_com_api_auth
		Sources: []string{
			"The vendor's OpenAPI description: https://api.close.com/api/openapi.json, operation get-me",
			"Authentication: https://developer.close.com/topics/authentication-api-key/",
			"Rate limits: https://developer.close.com/topics/rate-limits/",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/closecrm",
		},
		DocumentationURL: "https://developer.close.com/topics/authentication-api-key/",
		Example:          connector.Example{Name: "sales-crm", Description: "Leads and opportunities for the weekly forecast"},
	}
}
