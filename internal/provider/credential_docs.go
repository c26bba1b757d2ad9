package provider

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// describeCredential returns the description of a connector's resource for its
// registry page. It is derived from the definition alone.
func describeCredential(definition *connector.Definition) string {
	return fmt.Sprintf("Manages a credential for %s and verifies it with the vendor at plan and apply.\n\n", definition.Title) +
		vendorDescription(definition)
}

// vendorDescription returns the result of [describeVendor], which the schemas of three
// kinds contain. Every start of the provider makes all schemas.
func vendorDescription(definition *connector.Definition) string {
	made, _ := vendorDescriptions.LoadOrStore(definition, sync.OnceValue(func() string { return describeVendor(definition) }))
	description, _ := made.(func() string)
	return description()
}

// vendorDescriptions are functions that return them, by *[connector.Definition].
var vendorDescriptions sync.Map

// describeVendor lists the facts about the vendor: where to create a key, who owns
// it, and how the provider verifies it.
func describeVendor(definition *connector.Definition) string {
	sections := []string{
		"- **Create a key:** *" + definition.Key.MenuPath + "*. " + strings.Join(definition.Key.Steps, " "),
		"- **Owner:** " + definition.Key.Owner,
		"- **Stops working when:** " + definition.Key.EndsWhen,
		"- **Rotation:** " + definition.Key.Rotation,
		"- **Permissions:** " + describePermissions(definition),
		"- **Sent as:** " + describeSchemes(definition),
		describeExchange(definition),
		"- **Verified with:** " + describeProbes(definition),
		"- **Rate limit:** " + describeLimit(definition.Limit),
	}
	if definition.Key.RejectionHint != "" {
		sections = append(sections, "- **If it is rejected:** "+definition.Key.RejectionHint)
	}
	if len(definition.Key.Uncertain) > 0 {
		sections = append(sections, "- **Not confirmed:** "+strings.Join(definition.Key.Uncertain, " "))
	}
	sections = append(sections,
		"- **Tested with:** "+describeTests(definition),
		"- **Sources:** "+sourceAddress.ReplaceAllString(strings.Join(definition.Sources, "; "), "<$0>")+".",
		"- **Documentation:** <"+definition.DocumentationURL+">")
	return joinedWith("\n", sections)
}

// describeExchange says where the fields are exchanged for an access token; empty if
// they are sent as they are.
func describeExchange(definition *connector.Definition) string {
	token := definition.Schemes[0].Token
	if token == nil {
		return ""
	}
	text := fmt.Sprintf("- **Exchanged at:** `POST %s`. The access token is short-lived, is kept in memory only, and is exchanged once per process.", tokenURL(definition, *token))
	if token.AcceptsLate {
		text += fmt.Sprintf(" %s accepts a new secret with a delay, so an apply repeats a rejection of a changed credential within `verification_timeout`.", definition.Title)
	}
	return text
}

// tokenURL is the address of a token endpoint in the default region, with the names of
// fields in braces.
func tokenURL(definition *connector.Definition, token connector.TokenRequest) string {
	return cmp.Or(token.BaseURL, definition.Regions[0].BaseURL) + token.Path
}

// sourceAddress is an address within [connector.Definition.Sources].
var sourceAddress = regexp.MustCompile(`https://[^\s,;()]+`)

func describeTests(definition *connector.Definition) string {
	if definition.LiveTest == "" {
		return "The vendor's documentation and the sandbox. It has not been tested with a valid key against the live API."
	}
	return "The sandbox, and a valid key against the live API in " + definition.LiveTest + "."
}

func describePermissions(definition *connector.Definition) string {
	if definition.Key.Permissions != "" {
		return definition.Key.Permissions
	}
	requests := "the request"
	if len(definition.Probes) > 1 {
		requests = "at least one of the requests"
	}
	return "Access to " + requests + " below. A missing permission is not a rejection."
}

func describeSchemes(definition *connector.Definition) string {
	var schemes []string
	for _, scheme := range definition.Schemes {
		var headers []string
		for _, header := range scheme.Headers {
			text := fmt.Sprintf("`%s: %s`", header.Name, header.Form)
			if header.IfSet != "" {
				text += fmt.Sprintf(" (if `%s` is set)", header.IfSet)
			}
			headers = append(headers, text)
		}
		text := strings.Join(headers, " and ")
		if definition.HasSchemeChoice() {
			text = fmt.Sprintf("scheme `%s`: %s", scheme.Name, text)
		}
		schemes = append(schemes, text)
	}
	text := strings.Join(schemes, "; if the vendor rejects that, ")
	return text + "."
}

func describeProbes(definition *connector.Definition) string {
	var probes []string
	for _, probe := range definition.Probes {
		text := "`" + probe.HTTPMethod() + " " + probe.Path + "`"
		if names := probe.Reports().Names(); len(names) > 0 {
			text += " (reports " + strings.Join(names, ", ") + ")"
		}
		probes = append(probes, text)
	}
	var bases []string
	for _, region := range definition.Regions {
		bases = append(bases, "`"+region.BaseURL+"`")
	}
	effect := "This request changes nothing."
	if len(probes) > 1 {
		effect = "These requests are tried in this order and change nothing."
	}
	return fmt.Sprintf("%s at %s. %s", strings.Join(probes, ", "), strings.Join(bases, ", "), effect)
}

func describeLimit(limit connector.Limit) string {
	if limit.Documented == "" {
		return "Not known."
	}
	return limit.Documented + ". The provider stays below it for each credential."
}
