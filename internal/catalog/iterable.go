package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// iterable is the definition of Iterable, a service for marketing messages.
//
// A key belongs to a project and has a type: only one for servers may call the API
// [doc]. A rejection is a 401 with the code BadApiKey [client, the vendor's own tests
// and those of others]. Other codes can mean a key of another type, and are not read
// as a rejection. The message's parameters have the address of the caller; they are
// not kept. Neither data center knows the keys of the other one [said].
func iterable() *connector.Definition {
	return &connector.Definition{
		Type:  "iterable",
		Title: "Iterable",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key of a project, of the type server-side.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_key",
			Description: "The key in `Api-Key`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("Api-Key", "api_key")},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.iterable.com"},
			{Name: "eu", BaseURL: "https://api.eu.iterable.com"},
		},
		// Some routes are said to return errors with a 200 [said].
		Probes: []connector.Probe{{
			Path:         "/api/channels",
			AcceptedWhen: connector.Expr("type(channels) == 'array'"),
		}},
		// [doc] Fifty at once and 50 more in the second that follows never exceed it.
		Limit: connector.Limit{
			Documented: "100 requests per second for a project",
			Every:      20 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("code == 'BadApiKey'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code && msg"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Integrations > API Keys > New API key",
			Steps: []string{
				"Sign in to the project in Iterable as an administrator.",
				"Open Integrations, and there API Keys.",
				"Create a key of the type server-side, and name it.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "A project.",
			Permissions:   "The key must have the type server-side, not mobile or web.",
			EndsWhen:      "The key is deleted.",
			Rotation:      "A project can have several keys: create the new one, apply, and delete the old one afterwards.",
			RejectionHint: "Check region: the other data center does not know the key.",
			Uncertain: []string{
				"How Iterable responds to a key of another type. Only the code BadApiKey is read as a rejection.",
				"How Iterable responds to a key of the other data center.",
			},
		},
		NexlaVendor: "iterable_api",
		Sources: []string{
			"The vendor's client: https://github.com/Iterable/api-client, api-docs.json, src/types/common.ts and tests/unit/error-handling.test.ts",
			"API: https://api.iterable.com/api/docs",
			"Working client: airbytehq/airbyte, source-iterable",
		},
		DocumentationURL: "https://api.iterable.com/api/docs",
		Example:          connector.Example{Name: "lifecycle-messages", Description: "Campaigns and sends for the retention report"},
	}
}
