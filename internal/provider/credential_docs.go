package provider

import (
	"fmt"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// describeCredential is the registry page's account of one connector, made from
// its definition alone.
func describeCredential(definition *connector.Definition) string {
	return fmt.Sprintf("A credential for %s, verified with the vendor at plan and at apply.\n\n", definition.Title) +
		describeVendor(definition)
}

// describeVendor is what a person needs to know of the vendor's side.
func describeVendor(definition *connector.Definition) string {
	sections := []string{
		"**Where to mint a key:** *" + definition.Key.MenuPath + "*. " + strings.Join(definition.Key.Steps, " "),
		"**Belongs to:** " + definition.Key.Owner,
		"**Ends when:** " + definition.Key.EndsWhen,
		"**Rotation:** " + definition.Key.Rotation,
		"**Sent as:** " + describeSchemes(definition),
		"**Asked:** " + describeProbes(definition),
		"**Rate limit:** " + describeLimit(definition.Limit),
	}
	if definition.Key.RefusalHint != "" {
		sections = append(sections, "**If it is refused:** "+definition.Key.RefusalHint)
	}
	if len(definition.Key.Uncertain) > 0 {
		sections = append(sections, "**Not certain:** "+strings.Join(definition.Key.Uncertain, " "))
	}
	sections = append(sections, "**Documentation:** <"+definition.DocumentationURL+">")
	return strings.Join(sections, "\n\n")
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
	text := strings.Join(schemes, "; then, if the vendor refuses that, ")
	return text + "."
}

func describeProbes(definition *connector.Definition) string {
	var probes []string
	for _, probe := range definition.Probes {
		text := "`GET " + probe.Path + "`"
		if probe.ReportsAccount() {
			text += " (names the account)"
		}
		probes = append(probes, text)
	}
	var bases []string
	for _, region := range definition.Regions {
		bases = append(bases, "`"+region.BaseURL+"`")
	}
	return fmt.Sprintf("%s at %s. None of them changes anything.", strings.Join(probes, ", else "), strings.Join(bases, " or "))
}

func describeLimit(limit connector.Limit) string {
	if limit.Documented == "" {
		return "unknown."
	}
	return limit.Documented + ". The provider keeps to it for each credential."
}
