package connector

// All lists the definitions, in the order of the documentation. A new connector
// is one file and one line here.
func All() []*Definition {
	return []*Definition{
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
	}
}

// ByType returns the definition of that type.
func ByType(name string) (*Definition, bool) {
	for _, definition := range All() {
		if definition.Type == name {
			return definition, true
		}
	}
	return nil, false
}

// Types lists the types of all definitions, in their order.
func Types() []string {
	var types []string
	for _, definition := range All() {
		types = append(types, definition.Type)
	}
	return types
}
