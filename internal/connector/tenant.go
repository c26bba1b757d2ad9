package connector

import (
	"strings"
)

// KeyLabel is a label of a host that a key contains.
type KeyLabel struct {
	// Name is the placeholder of the label in the base URLs, without braces.
	Name string
	// Of returns the label, or "" if the key has none. [Field.Check] rejects such a key.
	Of func(key string) string
}

// labelLimit is the greatest length of a DNS label (RFC 1035, 2.3.4).
const labelLimit = 63

// isLabel reports whether a text is one DNS label (RFC 1123, 2.1). Another dot, a
// slash or an @ would send the credential to another host.
func isLabel(text string) bool {
	if text == "" || len(text) > labelLimit || text[0] == '-' || text[len(text)-1] == '-' {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	})
}

// checkTenant returns what is wrong with a tenant's label, in words that do not
// repeat it, or "".
func (f Field) checkTenant(value string) string {
	if isLabel(value) {
		return ""
	}
	form := "be one DNS label, such as acme in " + f.tenantExample + ": ASCII letters, digits and hyphens, no hyphen at either end, at most 63 characters"
	if value == "" {
		return "must not be empty; it must " + form
	}
	if problem := checkCharacters(value); problem != "" {
		return problem + "; it must " + form
	}
	return "must " + form
}

// tenantExample returns the host of a customer acme, for messages.
func (d *Definition) tenantExample(field Field) string {
	if len(d.Regions) == 0 {
		return ""
	}
	host := strings.TrimPrefix(d.Regions[0].BaseURL, "https://")
	host, _, _ = strings.Cut(host, "/")
	return strings.ReplaceAll(host, "{"+field.Name+"}", "acme")
}

// TenantURL returns a base URL with the customer's labels in place of their
// placeholders. The function returns the value of a field, or "" if it is not
// known. TenantURL is false if a label is not known, or is none.
func (d *Definition) TenantURL(baseURL string, value func(field string) string) (string, bool) {
	for _, field := range d.Fields {
		name, label := field.hostLabel(value)
		if name == "" || !strings.Contains(baseURL, "{"+name+"}") {
			continue
		}
		if !isLabel(label) {
			return "", false
		}
		// Names of hosts ignore case, and connections are shared by host.
		baseURL = strings.ReplaceAll(baseURL, "{"+name+"}", strings.ToLower(label))
	}
	return baseURL, true
}

// hostLabel returns the name and the value of the label that a field has for the
// base URL. The name is empty if it has none.
func (f Field) hostLabel(value func(field string) string) (name, label string) {
	switch {
	case f.Tenant:
		return f.Name, value(f.Name)
	case f.KeyLabel != nil:
		return f.KeyLabel.Name, f.KeyLabel.Of(value(f.Name))
	default:
		return "", ""
	}
}
