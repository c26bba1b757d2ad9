package connector

import (
	"slices"
	"strings"
	"unicode"
)

// Account is the owner of a credential, as far as the vendor reports it. An
// empty text is not reported.
type Account struct {
	ID           string
	Name         string
	Email        string
	Role         string
	Organization string
}

// AccountPaths find the attributes of an [Account] in an accepted response. A
// nil expression is an attribute that the vendor does not report.
type AccountPaths struct {
	ID, Name, Email, Role, Organization *Expression
}

// Attribute returns an attribute by its name, see [AccountNames].
func (a Account) Attribute(name string) string {
	return map[string]string{"id": a.ID, "name": a.Name, "email": a.Email, "role": a.Role, "organization": a.Organization}[name]
}

// CanReport reports whether a probe can find an attribute of the account, by its name.
func (d *Definition) CanReport(attribute string) bool {
	return slices.ContainsFunc(d.Probes, func(p Probe) bool {
		declared := map[string]*Expression{
			"id": p.Account.ID, "name": p.Account.Name, "email": p.Account.Email, "role": p.Account.Role, "organization": p.Account.Organization,
		}
		return declared[attribute] != nil || slices.Contains(p.Finds, attribute)
	})
}

// AccountNames are the attributes of an account.
func AccountNames() []string { return []string{"id", "name", "email", "role", "organization"} }

// find reads the account from a response.
func (p AccountPaths) find(r Response) Account {
	if p == (AccountPaths{}) {
		return Account{}
	}
	document := r.document(toReport)
	find := func(e *Expression) string {
		if e == nil {
			return ""
		}
		return e.asText(document)
	}
	return Account{ID: find(p.ID), Name: find(p.Name), Email: find(p.Email), Role: find(p.Role), Organization: find(p.Organization)}
}

// IsIdentifier reports whether a text can identify somebody: not zero, and with
// a letter or a digit in it.
func IsIdentifier(id string) bool {
	return id != "0" && strings.ContainsFunc(id, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// reportedTextLimit is the number of characters kept of any text that a vendor sends.
const reportedTextLimit = 255

// cleanText cuts a text that a vendor sends, clears it of control characters, and
// drops it if it repeats a secret.
func cleanText(value string, secrets reflections) string {
	// After the clearing, which can put a secret together again, and before
	// the cut, which can leave the greater part of one.
	value = visible(value)
	if secrets.isIn(value) {
		return ""
	}
	value = strings.TrimSpace(value)
	if runes := []rune(value); len(runes) > reportedTextLimit {
		value = strings.TrimSpace(string(runes[:reportedTextLimit]))
	}
	return value
}

// visible clears a text of control characters, and of format characters, which hide, and
// turn the direction of writing.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, text)
}

// cleaned is the account with clean texts.
func (a Account) cleaned(secrets reflections) Account {
	clean := func(value string) string { return cleanText(value, secrets) }
	return Account{
		ID:           clean(a.ID),
		Name:         clean(a.Name),
		Email:        clean(a.Email),
		Role:         clean(a.Role),
		Organization: clean(a.Organization),
	}
}
