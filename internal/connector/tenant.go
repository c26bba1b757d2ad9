package connector

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
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

// isTenant reports whether a text is the customer's part of a host: one label, and
// the second one that some of the vendor's hosts have.
func (f Field) isTenant(value string) bool {
	first, second, hasSecond := strings.Cut(value, ".")
	return isLabel(first) && (!hasSecond || slices.Contains(f.SecondLabels, strings.ToLower(second)))
}

// checkTenant returns what is wrong with a tenant's label, in words that do not
// repeat it, or "".
func (f Field) checkTenant(value string) string {
	if f.isTenant(value) {
		return ""
	}
	form := "be one DNS label, such as acme in " + f.tenantExample + ": ASCII letters, digits and hyphens, no hyphen at either end, at most 63 characters"
	if len(f.SecondLabels) > 0 {
		form += "; one of ." + strings.Join(f.SecondLabels, ", .") + " may follow, such as acme--uat." + f.SecondLabels[0]
	}
	if value == "" {
		return "must not be empty; it must " + form
	}
	if problem := checkCharacters(value); problem != "" {
		return problem + "; it must " + form
	}
	return "must " + form
}

var (
	uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	// sharedTenants are the names of endpoints that belong to no tenant.
	sharedTenants = []string{"common", "organizations", "consumers"}
)

// domainLimit is the greatest length of a domain name (RFC 1035, 2.3.4).
const domainLimit = 253

// CheckPathTenant returns what is wrong with a tenant in the path of an address, in
// words that do not repeat it, or "". It requires a UUID or a domain name.
func CheckPathTenant(value string) string {
	labels := strings.Split(value, ".")
	isDomain := len(labels) > 1 && len(value) <= domainLimit && !slices.ContainsFunc(labels, func(label string) bool { return !isLabel(label) })
	switch {
	case uuid.MatchString(value) || isDomain:
		return ""
	case slices.Contains(sharedTenants, strings.ToLower(value)):
		return "must be one tenant, and not " + strings.Join(sharedTenants, ", ") + ": a UUID, or a domain name such as acme.example.com"
	default:
		return "must be a UUID, or a domain name such as acme.example.com"
	}
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
		if !field.isTenant(label) {
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

// regionAt returns the region that has the host of a base URL, and the tenant in it.
func (d *Definition) regionAt(baseURL string) (region Region, tenant string, found bool) {
	host := strings.TrimSuffix(strings.ToLower(Host(baseURL)), ":443")
	if host == "" {
		return Region{}, "", false
	}
	for _, region := range d.Regions {
		_, address, _ := strings.Cut(region.BaseURL, "://")
		vendors, _, _ := strings.Cut(address, "/")
		_, domain, hasTenant := strings.Cut(vendors, "}")
		if label, matches := strings.CutSuffix(host, domain); hasTenant && matches {
			return region, label, true
		}
		if host == vendors {
			return region, "", true
		}
	}
	return Region{}, "", false
}

// RegionAt returns the name of the region that a base URL leads to: the one that has its
// host, which takes precedence, or else the region that was chosen.
func (d *Definition) RegionAt(baseURL, chosen string) string {
	if region, _, found := d.regionAt(baseURL); found {
		return region.Name
	}
	return chosen
}

// valuesAt returns the values with the tenant in the host of a base URL, which takes
// precedence over the field.
func (d *Definition) valuesAt(baseURL string, values Values) Values {
	_, tenant, _ := d.regionAt(baseURL)
	if tenant == "" {
		return values
	}
	values = maps.Clone(values)
	for _, field := range d.Fields {
		if field.Tenant {
			values[field.Name] = secret.New(tenant)
		}
	}
	return values
}
