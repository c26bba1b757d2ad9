package connector

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Definition is everything that is known of one connector. It is a constant:
// nothing changes a definition after [All] has returned it.
type Definition struct {
	// Type is the connector's name in resource types, environment variables and
	// the provider's endpoints, such as "clari_copilot".
	Type string
	// Title is the vendor's own spelling, such as "Clari Copilot".
	Title string
	// Fields are what a credential consists of, each listed once.
	Fields []Field
	// CheckFields returns a field that is missing or wrong because of another
	// one, and what is wrong with it in words that do not repeat a value, or "".
	// Every field is known then, and each is fine by itself. May be nil.
	CheckFields func(Values) (field, problem string)
	// Schemes are the ways to send the fields, in the order in which they are tried.
	Schemes []Scheme
	// Regions are the vendor's base URLs. The first is the default. A connector
	// with one region has no region argument.
	Regions []Region
	// Probes are the requests that verify a credential, in the order in which they
	// are sent. None of them changes anything at the vendor.
	Probes []Probe
	// Limit is the vendor's rate limit for one credential.
	Limit Limit
	// Rules are the vendor's own responses that are not acceptances, on every probe.
	Rules []Rule
	// Challenges are authentication schemes, in lower case, that the vendor names
	// in WWW-Authenticate besides those that a credential is sent with.
	Challenges []string
	// Hook classifies what [Rules] cannot express; false leaves the response to
	// them. It must not keep any part of the body except the account. May be nil.
	Hook func(Response) (Outcome, bool)
	// KnownAccount is what is known of the account where the response does not
	// report it. May be nil.
	KnownAccount func(Values) Account
	// KnownEnvironment is the environment that the fields show, such as by the prefix
	// of a key, where the response does not report it; empty if they do not. May be nil.
	KnownEnvironment func(Values) Environment
	// ScopeIncludes reports whether a scope of the vendor includes another one, see
	// [ScopeLevels] and [ScopeTree]. May be nil: then scopes are compared exactly.
	ScopeIncludes func(scope, required string) bool
	// Explain describes the evidence in one clause; "" means the common text. May be nil.
	Explain func(Response, Outcome) string
	// Key describes where the vendor creates a key and what invalidates it.
	Key Key
	// Variant distinguishes definitions of one type, which may have different results
	// for the same credential; empty for a built-in connector.
	Variant string
	// NexlaVendor is the name of the vendor's tile in Nexla, taken from the
	// addresses of its documentation [guess]. A field's Title is the label that
	// Nexla's form shows for it.
	NexlaVendor string
	// Sources are the documents that the definition is written from, as "title:
	// address, place in it".
	Sources []string
	// LiveTest is the month of the last test with a valid key against the live API,
	// such as "August 2026"; empty if there was none.
	LiveTest string
	// DocumentationURL is a page about the API, the vendor's own where one is known.
	DocumentationURL string
	// Example is the credential of the examples.
	Example Example
}

// Example is a credential for the examples: what a team would call it, and why it has it.
type Example struct{ Name, Description string }

// Field is one part of a credential.
type Field struct {
	// Name is the argument's name, such as "api_token".
	Name string
	// Title is what forms call it, such as "API Key Value"; Nexla's form does so too.
	Title string
	// Description is one sentence for the registry page.
	Description string
	// Secret alone decides whether the argument is sensitive and has a write-only twin.
	Secret bool
	// Optional says that a credential may be without it. Its headers are sent only
	// if it is set, see [HeaderRule.OnlyWith].
	Optional bool
	// Tenant says that the value is the customer's own label in the base URLs, one
	// DNS label in place of the field's name in braces. Such a field is required, not
	// secret, and in no header.
	Tenant bool
	// SecondLabels are the labels that may follow that of a tenant, in lower case, such
	// as "sandbox" in acme--uat.sandbox.
	SecondLabels []string
	// KeyLabel is the label of the base URLs that a key contains; nil if it has none.
	KeyLabel *KeyLabel
	// Check returns what is wrong with a value beyond the rules that hold for
	// every header value, in words that do not repeat it, or "". May be nil.
	Check func(value string) string
	// Parts returns the texts within a value that must not be seen. May be nil:
	// then it is the value.
	Parts func(value string) []string
	// prefixes are the words that schemes put before the value, such as "Bearer ".
	prefixes []string
	// tenantExample is the host of a customer, for the messages about a tenant.
	tenantExample string
}

// Region is one of a vendor's base URLs.
type Region struct {
	// Name is the value of the region argument; empty where the vendor has one base URL.
	Name string
	// BaseURL has no trailing slash; probe paths are appended to it. A label of the
	// customer's own stands there as a name in braces, see [Definition.TenantURL].
	BaseURL string
	// Environment is that of all keys of the region; empty if the region does not decide.
	Environment Environment
}

// Probe is one request that verifies a credential. It changes nothing at the vendor.
type Probe struct {
	// Method is the HTTP method; empty means GET.
	Method string
	// Path starts with a slash and is appended to the base URL.
	Path string
	// Query is the encoded query without its leading "?". It never contains a field.
	Query string
	// Body is sent with a POST, and ContentType with it. Neither is secret.
	Body        string
	ContentType string

	// Accepted lists the status codes of an acceptance; none means 200.
	Accepted []int
	// AcceptedWhen must hold for the body of an acceptance; nil requires nothing.
	AcceptedWhen *Expression
	// Account finds the account in an accepted response.
	Account AccountPaths
	// Identified requires an identifier as the account's id for an acceptance.
	Identified bool
	// FindAccount finds it where expressions cannot; false is a response without
	// the vendor's proof. May be nil.
	FindAccount func(Response) (Account, bool)
	// Finds are the attributes of the account that FindAccount can find.
	Finds []string
	// Scopes, ExpiresAt and Environment are where an accepted response reports what the
	// key may do, until when it is valid, and whether it is live; nil if it does not.
	Scopes, ExpiresAt, Environment *Source
	// Scarce is set if the vendor serves the route too rarely for every plan, so that
	// no configuration can require what it alone reports.
	Scarce bool
	// Rules are the responses that mean something else on this probe than on
	// others. They precede those of the definition.
	Rules []Rule
	// Argument is the argument that AcceptedWhen was configured with; empty for a built-in connector.
	Argument string
}

// ReportsAccount reports whether an accepted response shows the account.
func (p Probe) ReportsAccount() bool { return p.Reports().Has(FactAccount) }

func (p Probe) acceptedStatus() []int {
	if len(p.Accepted) == 0 {
		return []int{http.StatusOK}
	}
	return p.Accepted
}

// HTTPMethod returns the method of the request.
func (p Probe) HTTPMethod() string {
	if p.Method == "" {
		return http.MethodGet
	}
	return p.Method
}

// Limit is the rate that the provider keeps to, as a token bucket. The zero
// Limit is no limit.
type Limit struct {
	// Documented is what the vendor documents, for the registry page; empty
	// where nothing is known.
	Documented string
	// Every is the time after which one more request may be sent.
	Every time.Duration
	// Burst is how many requests may be sent at once.
	Burst int
}

// Key describes how to create, own and replace a key.
type Key struct {
	// MenuPath leads to the place in the vendor's user interface, "A > B > C".
	MenuPath string
	// Steps are the steps to create a key there, as full sentences.
	Steps []string
	// Owner says what a key belongs to.
	Owner string
	// Permissions says what a key must be allowed to do for its verification;
	// empty if only the probes' own routes are known to need a permission.
	Permissions string
	// EndsWhen says what ends a key.
	EndsWhen string
	// Rotation says how to replace a key, and whether that can be done without an outage.
	Rotation string
	// RejectionHint is this vendor's most likely cause of a rejection besides a wrong
	// key, as a full sentence; may be empty.
	RejectionHint string
	// Uncertain lists what is not confirmed, as full sentences; may be empty.
	Uncertain []string
}

// HasRegions reports whether the connector has a region argument.
func (d *Definition) HasRegions() bool { return len(d.Regions) > 1 }

// BaseURL returns the base URL of a region, or false if there is no such
// region. The empty name is the default region, which a custom credential does not have.
func (d *Definition) BaseURL(region string) (string, bool) {
	if region == "" && len(d.Regions) > 0 {
		return d.Regions[0].BaseURL, true
	}
	for _, r := range d.Regions {
		if r.Name == region {
			return r.BaseURL, true
		}
	}
	return "", false
}

// RegionEnvironment is the environment of all keys of a region; empty if the region
// does not decide. The empty name is the default region.
func (d *Definition) RegionEnvironment(name string) Environment {
	for i, region := range d.Regions {
		if region.Name == name || name == "" && i == 0 {
			return region.Environment
		}
	}
	return ""
}

// RegionNames lists the values of the region argument, the default first.
func (d *Definition) RegionNames() []string {
	names := make([]string, 0, len(d.Regions))
	for _, r := range d.Regions {
		names = append(names, r.Name)
	}
	return names
}

// FieldNames lists the names of the fields.
func (d *Definition) FieldNames() []string {
	names := make([]string, 0, len(d.Fields))
	for _, field := range d.Fields {
		names = append(names, field.Name)
	}
	return names
}

// SecretFields lists the fields that are secret.
func (d *Definition) SecretFields() []Field {
	var secret []Field
	for _, field := range d.Fields {
		if field.Secret {
			secret = append(secret, field)
		}
	}
	return secret
}

// Env is the environment variable that a data source or an ephemeral resource
// reads a field from, such as CLARI_COPILOT_API_KEY.
func (d *Definition) Env(field Field) string {
	return strings.ToUpper(d.Type + "_" + field.Name)
}

// EndpointEnv is the environment variable that overrides the base URL.
func (d *Definition) EndpointEnv() string {
	return "CONNECTOR_ENDPOINT_" + strings.ToUpper(d.Type)
}

// HasHeaders reports whether the headers of a credential are known. Those of a custom
// credential are not while an argument that declares it is unknown.
func (d *Definition) HasHeaders() bool { return len(d.HeaderNames()) > 0 }

// HasSchemeChoice reports whether there is more than one scheme.
func (d *Definition) HasSchemeChoice() bool { return len(d.Schemes) > 1 }

// Scheme returns the scheme of that name.
func (d *Definition) Scheme(name string) (Scheme, bool) {
	for _, scheme := range d.Schemes {
		if scheme.Name == name {
			return scheme, true
		}
	}
	return Scheme{}, false
}

// SchemeNames lists the schemes in the order in which they are tried.
func (d *Definition) SchemeNames() []string {
	names := make([]string, 0, len(d.Schemes))
	for _, scheme := range d.Schemes {
		names = append(names, scheme.Name)
	}
	return names
}

// HeaderNames lists the headers of all schemes, each once.
func (d *Definition) HeaderNames() []string {
	var names []string
	for _, scheme := range d.Schemes {
		for _, name := range scheme.HeaderNames() {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// URL returns the address of a probe below a base URL.
func (p Probe) URL(baseURL string) string {
	address := strings.TrimRight(baseURL, "/") + p.Path
	if p.Query != "" {
		address += "?" + p.Query
	}
	return address
}

// Host returns the host, with its port if there is one, of a base URL, for
// diagnostics and logs. It is all of the address that they show.
func Host(baseURL string) string {
	parsed, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return parsed.Host
}
