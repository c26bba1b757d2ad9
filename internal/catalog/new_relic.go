package catalog

import (
	"net/http"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// newRelic is the definition of New Relic, a service for observability.
//
// A user key is sent in API-Key; a bearer token is not read [doc]. The API
// speaks GraphQL. A wrong key, the key of another kind and a valid key of
// another region are the same 401 [live], so that the region is named with
// every rejection. An older form has the code BAD_API_KEY [live]. A 403 was
// seen for a wrong region [live] and is no rejection. A missing right is a 200
// with errors, as is an exhausted limit [live].
//
// The API can return the key that was sent; the query does not name it. The
// REST API repeats the key in its rejection [live] and is not used.
func newRelic() *connector.Definition {
	return &connector.Definition{
		Type:  "new_relic",
		Title: "New Relic",
		Fields: []connector.Field{{
			Name:        "user_key",
			Title:       "User Key",
			Description: "User key, which begins with NRAK-. License, ingest and browser keys are not accepted.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_key",
			Description: "Key in `API-Key`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("API-Key", "user_key")},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.newrelic.com"},
			{Name: "eu", BaseURL: "https://api.eu.newrelic.com"},
			{Name: "jp", BaseURL: "https://api.jp.newrelic.com"},
		},
		// A query, which changes nothing.
		Probes: []connector.Probe{{
			Method:      http.MethodPost,
			Path:        "/graphql",
			Body:        `{"query":"{ actor { user { id name email } } }"}`,
			ContentType: "application/json",
			Account:     connector.AccountPaths{ID: connector.Expr("data.actor.user.id"), Name: connector.Expr("data.actor.user.name"), Email: connector.Expr("data.actor.user.email")},
			Identified:  true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors[0].extensions.error_code == 'BAD_API_KEY' || errors[0].message == 'authentication required'"), Means: connector.InvalidCredential},
			// [live] It was seen for a key of another region.
			{Status: []int{403}, Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden, Notice: connector.Notice{
				Finding: "denied the request",
				Step:    "Check region: New Relic is known to deny a key of another region in this way.",
			}}},
		},
		Key: connector.Key{
			MenuPath: "user menu > API keys > Create a key > User",
			Steps: []string{
				"Sign in to New Relic, in the region of the organization, as the user that the integration acts as.",
				"Open API keys from the user menu, and choose Create a key.",
				"Choose the key type User and the account, and name the key.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions in all of the user's accounts. The key also depends on the account in which it was created.",
			Permissions:   "None beyond those of every user.",
			EndsWhen:      "The key is deleted, or its user or the account in which it was created is.",
			Rotation:      "A user can have several keys: create the new one, apply, and delete the old one afterwards.",
			RejectionHint: "The region must be that of the organization: a valid key of another region gets the same response. License, ingest and browser keys are no user keys.",
			Uncertain: []string{
				"What a 403 means: it was seen for a wrong region, and is not read as a rejection.",
				"How New Relic responds to a user without any right.",
				"The rate limit, which is reported in the body of a response only.",
			},
		},
		NexlaVendor: "new_relic_api",
		Sources: []string{
			"API keys: https://github.com/newrelic/docs-website, src/content/docs/apis/intro-apis/new-relic-api-keys.mdx",
			"NerdGraph: https://docs.newrelic.com/docs/apis/nerdgraph/get-started/introduction-new-relic-nerdgraph/",
			"A rejection: https://github.com/newrelic/newrelic-client-go/issues/603 and https://github.com/newrelic/terraform-provider-newrelic/issues/951",
			"A wrong region: https://github.com/newrelic/deployment-marker-action/issues/17",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/newrelicpersonalapikey",
		},
		DocumentationURL: "https://docs.newrelic.com/docs/apis/nerdgraph/get-started/introduction-new-relic-nerdgraph/",
		Example:          connector.Example{Name: "observability", Description: "Entities and alert conditions for the service catalog"},
	}
}
