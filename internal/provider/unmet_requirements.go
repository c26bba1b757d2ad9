package provider

import (
	"fmt"
	"slices"
	"strings"

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

// neverReported lists what is required and no kind of key changes: a custom credential's
// probe has no expression for it, or the vendor does not report that attribute.
func neverReported(request verificationRequest) []string {
	definition := request.definition
	return slices.DeleteFunc(slices.Clone(request.unmetRequirements.NotReported), func(name string) bool {
		if attribute, ofAccount := strings.CutPrefix(name, attrAccount+"."); ofAccount {
			return definition.CanReport(attribute)
		}
		probe := definition.Probes[0]
		return !definition.IsCustom() || name == attrScopes && probe.Scopes != nil || name == attrEnvironment && probe.Environment != nil
	})
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
