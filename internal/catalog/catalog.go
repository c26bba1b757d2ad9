// Package catalog has the definitions of the vendors: one file for each.
package catalog

import (
	"slices"
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// All lists the definitions, in the order of the documentation. A new connector
// is one file and one line here.
func All() []*connector.Definition { return slices.Clone(all()) }

// all builds the definitions once: several places look them up by name.
var all = sync.OnceValue(func() []*connector.Definition {
	definitions := []*connector.Definition{
		precoro(),
		paymo(),
		clariCopilot(),
		resci(),
		customerly(),
		hubspot(),
		pipedrive(),
		attio(),
		intercom(),
		stripe(),
		mixpanel(),
		posthog(),
		airtable(),
		datadog(),
		asana(),
		sendgrid(),
		notion(),
		github(),
		gitlab(),
		slack(),
		linear(),
		monday(),
		clickup(),
		klaviyo(),
		brevo(),
		mailchimp(),
		iterable(),
		harvest(),
		postmark(),
		fivetran(),
		launchdarkly(),
		newRelic(),
		typeform(),
		surveymonkey(),
		calendly(),
		closeCrm(),
		salesloft(),
		front(),
		recharge(),
		recurly(),
		chartmogul(),
		square(),
		mollie(),
		smartsheet(),
		affinity(),
		coda(),
		contentful(),
		shortcut(),
		sentry(),
		zendesk(),
		freshdesk(),
		chargebee(),
		okta(),
		jira(),
		databricks(),
		shopify(),
		salesforce(),
		zoom(),
		microsoftGraph(),
		paypal(),
		marketo(),
		databricksOauth(),
		adobeAnalytics(),
	}
	for _, definition := range definitions {
		definition.Prepare()
	}
	return definitions
})

// ByType returns the definition of that type.
func ByType(name string) (*connector.Definition, bool) {
	for _, definition := range all() {
		if definition.Type == name {
			return definition, true
		}
	}
	return nil, false
}

// Types lists the types of all definitions, in their order.
func Types() []string {
	var types []string
	for _, definition := range all() {
		types = append(types, definition.Type)
	}
	return types
}
