package provider

import (
	"fmt"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// unmetRequirementsText describes the requirements that an accepted credential does not
// meet, and what it has instead.
func unmetRequirementsText(request verificationRequest, result verify.Result) string {
	unmetRequirements, required := request.unmetRequirements, request.requirements
	var sentences []string
	add := func(format string, words ...any) { sentences = append(sentences, fmt.Sprintf(format, words...)) }
	for _, name := range unmetRequirements.WrongAccount {
		add("Its account has the %s %q instead of %q.", name, result.Account.Attribute(name), required.Account[name])
	}
	if unmetRequirements.WrongEnvironment {
		add("Its environment is %s instead of %s.", result.Report.Environment.Value, required.Environment)
	}
	if len(unmetRequirements.MissingScopes) > 0 {
		add("It lacks %s, and has %s.", plural(len(unmetRequirements.MissingScopes), "the required scope", "the required scopes")+" "+nameList(unmetRequirements.MissingScopes), scopesOf(result))
	}
	if len(unmetRequirements.NotReported) > 0 {
		add("The response does not report %s.", nameList(unmetRequirements.NotReported))
	}
	return joined(sentences...)
}

// undeclared lists what a custom credential requires and its probe has no expression for.
// No kind of key changes that.
func undeclared(request verificationRequest) []string {
	if !request.definition.IsCustom() {
		return nil
	}
	probe := request.definition.Probes[0]
	declared := map[string]bool{
		"scopes":               probe.Scopes != nil,
		"environment":          probe.Environment != nil,
		"account.id":           probe.Account.ID != nil,
		"account.name":         probe.Account.Name != nil,
		"account.email":        probe.Account.Email != nil,
		"account.role":         probe.Account.Role != nil,
		"account.organization": probe.Account.Organization != nil,
	}
	return slices.DeleteFunc(slices.Clone(request.unmetRequirements.NotReported), func(name string) bool { return declared[name] })
}

// scopesOf are the scopes of the key in a sentence.
func scopesOf(result verify.Result) string {
	scopes := result.Report.Scopes.Value.List()
	if len(scopes) == 0 {
		return "no scope"
	}
	return nameList(scopes)
}

// longestList is the number of characters from which a list is cut.
const longestList = 600

// nameList prints names for a sentence, cut if there are too many.
func nameList(names []string) string {
	text := ""
	for i, name := range names {
		if i > 0 && len(text)+len(name) > longestList {
			return fmt.Sprintf("%s and %d more", text, len(names)-i)
		}
		if i > 0 {
			text += ", "
		}
		text += name
	}
	return text
}

func plural(count int, one, many string) string {
	if count == 1 {
		return one
	}
	return many
}
