package lifecycle

import (
	"maps"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Requirements are what a configuration requires of an accepted credential, as far as
// it is known.
type Requirements struct {
	// Scopes must be among those of the key.
	Scopes []string
	// Environment is the required one; empty requires none.
	Environment connector.Environment
	// Account has the required texts by the name of the account's attribute.
	Account map[string]string
	// Unknown is set if a requirement or a part of one is unknown until apply.
	Unknown bool
}

// Facts returns what must be reported to decide.
func (r Requirements) Facts() connector.Facts {
	var facts connector.Facts
	if len(r.Scopes) > 0 {
		facts |= connector.FactScopes
	}
	if r.Environment != "" {
		facts |= connector.FactEnvironment
	}
	if len(r.Account) > 0 {
		facts |= connector.FactAccount
	}
	return facts
}

// exceeds reports whether the requirements demand anything that earlier ones did not.
// What is unknown may do so.
func (r Requirements) exceeds(earlier Requirements) bool {
	newScope := slices.ContainsFunc(r.Scopes, func(scope string) bool { return !slices.Contains(earlier.Scopes, scope) })
	newEnvironment := r.Environment != "" && r.Environment != earlier.Environment
	newText := false
	for name, text := range r.Account {
		before, isSet := earlier.Account[name]
		newText = newText || !isSet || before != text
	}
	return r.Unknown || newScope || newEnvironment || newText
}

// UnmetRequirements are the requirements that an accepted credential does not meet. It
// is empty if all are met.
type UnmetRequirements struct {
	// MissingScopes are the required scopes that the key does not have.
	MissingScopes []string
	// WrongEnvironment is set if the key belongs to another environment.
	WrongEnvironment bool
	// WrongAccount has the names of the account's attributes that differ.
	WrongAccount []string
	// NotReported has what is required and not reported: facts, or attributes of the account.
	NotReported []string
}

// reason is the most important difference.
func (s UnmetRequirements) reason() (connector.Status, connector.Reason) {
	switch {
	case len(s.WrongAccount) > 0:
		return connector.Insufficient, connector.ReasonWrongAccount
	case s.WrongEnvironment:
		return connector.Insufficient, connector.ReasonWrongEnvironment
	case len(s.MissingScopes) > 0:
		return connector.Insufficient, connector.ReasonMissingScope
	case len(s.NotReported) > 0:
		return connector.Inconclusive, connector.ReasonNotReported
	default:
		return connector.Verified, connector.ReasonAccepted
	}
}

// Judge compares an accepted response with the requirements, and returns the outcome
// with its status and reason. Every other response is returned as it is.
func (r Requirements) Judge(definition *connector.Definition, outcome connector.Outcome) (connector.Outcome, UnmetRequirements) {
	if outcome.Status != connector.Verified {
		return outcome, UnmetRequirements{}
	}
	var unmetRequirements UnmetRequirements
	if reported := outcome.Report.Scopes; len(r.Scopes) > 0 {
		if !reported.Present {
			unmetRequirements.NotReported = append(unmetRequirements.NotReported, "scopes")
		} else {
			scopes := reported.Value.List()
			unmetRequirements.MissingScopes = slices.DeleteFunc(slices.Sorted(slices.Values(r.Scopes)), func(required string) bool {
				return definition.Satisfies(scopes, required)
			})
		}
	}
	if reported := outcome.Report.Environment; r.Environment != "" {
		if !reported.Present {
			unmetRequirements.NotReported = append(unmetRequirements.NotReported, "environment")
		}
		unmetRequirements.WrongEnvironment = reported.Present && reported.Value != r.Environment
	}
	for _, name := range slices.Sorted(maps.Keys(r.Account)) {
		switch reported := outcome.Account.Attribute(name); {
		case reported == "" || outcome.AccountConfigured:
			unmetRequirements.NotReported = append(unmetRequirements.NotReported, "account."+name)
		case reported == r.Account[name] || name == "email" && strings.EqualFold(reported, r.Account[name]):
		default:
			unmetRequirements.WrongAccount = append(unmetRequirements.WrongAccount, name)
		}
	}
	if status, reason := unmetRequirements.reason(); status != connector.Verified {
		outcome.Status, outcome.Reason = status, reason
	}
	return outcome, unmetRequirements
}
