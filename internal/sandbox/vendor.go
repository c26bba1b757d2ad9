package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
)

// vendorKind is what sets one vendor apart: its names, and its behavior.
type vendorKind struct {
	name   string
	fields []string // In the order of the connector's documentation, the optional ones last.
	demo   map[string]string

	// optional are the fields that a credential may be without, as the demo
	// credential is.
	optional []string

	// schemes are the header forms to choose from, and taken those that the
	// vendor reads by default. Both are empty where there is but one.
	schemes []string
	taken   []string

	// headers are those of its scheme, where it is not Authorization.
	headers []string

	// beside are headers that carry a field beside the secret in Authorization, such as
	// the id of a client or an account, and are not a scheme of their own.
	beside []string

	// oneKey means that a new key ends the previous one.
	oneKey bool

	// methods are the supported methods besides GET.
	methods []string

	// tokenPath is that of the token endpoint for the demo credential; empty if there
	// is none.
	tokenPath string
	// tokenHost is set if the token endpoint has another host than the API.
	tokenHost bool
	// demoToken is an access token that is valid from the start.
	demoToken string

	// tile is the vendor in Nexla.
	tile nexlaTile

	response func(*Vendor, call) response
}

// vendorKinds lists the vendors of connectors, by name. It is computed once, because
// tests start thousands of sandboxes.
var vendorKinds = sync.OnceValue(func() []vendorKind {
	var kinds []vendorKind
	for _, transcript := range transcripts.All() {
		kinds = append(kinds, replayed(transcript))
	}
	return slices.Clip(kinds)
})

// VendorNames lists the vendors of every sandbox that a connector is for.
func VendorNames() []string {
	var names []string
	for _, kind := range vendorKinds() {
		names = append(names, kind.name)
	}
	return names
}

// CheckVendor returns an error that lists the vendors where there is none of this name.
func CheckVendor(name string) error {
	if names := append(VendorNames(), acmeName); !slices.Contains(names, name) {
		return fmt.Errorf("unknown vendor %q: the sandbox has %s", name, strings.Join(names, ", "))
	}
	return nil
}

// CheckSchemes returns an error where a vendor has no such header forms to choose from.
func CheckSchemes(vendor string, schemes []string) error {
	if err := CheckVendor(vendor); err != nil {
		return err
	}
	for _, kind := range append(vendorKinds(), acme()) {
		if kind.name == vendor {
			return kind.checkSchemes(schemes)
		}
	}
	return nil
}

func (k vendorKind) checkSchemes(schemes []string) error {
	if len(k.schemes) == 0 {
		return fmt.Errorf("%s reads one header form only, there is nothing to choose", k.name)
	}
	for _, scheme := range schemes {
		if !slices.Contains(k.schemes, scheme) {
			return fmt.Errorf("unknown scheme %q: %s has %s", scheme, k.name, strings.Join(k.schemes, ", "))
		}
	}
	return nil
}

// Vendor is one vendor's API with its state. It is safe for
// concurrent use.
type Vendor struct {
	breakage
	sandbox *Sandbox
	kind    vendorKind

	mu          sync.Mutex
	credentials map[string]bool
	taken       []string
	hideAccount bool
	reported    map[string]map[string]any // What is reported about a credential, see Report.
	tokens      map[string]issuedToken    // By access token.
	created     []map[string]string       // The fields of each created credential.
	routeFreeAt map[string]time.Time      // Precoro: credential and route.
	rates       map[string]*rateWindow    // Per key.
}

func newVendor(s *Sandbox, kind vendorKind) *Vendor {
	v := &Vendor{
		sandbox:     s,
		kind:        kind,
		credentials: map[string]bool{},
		reported:    map[string]map[string]any{},
		taken:       kind.taken,
		tokens:      map[string]issuedToken{},
		routeFreeAt: map[string]time.Time{},
		rates:       map[string]*rateWindow{},
	}
	v.Issue(kind.demo)
	if token := kind.demoToken; token != "" {
		v.tokens[token] = issuedToken{credential: kind.key(kind.demo)}
	}
	return v
}

// Name is the connector's name, such as "clari_copilot".
func (v *Vendor) Name() string { return v.kind.name }

// BaseURL is where this vendor's API begins, such as "http://127.0.0.1:8765/paymo".
func (v *Vendor) BaseURL() string { return v.sandbox.URL() + "/" + v.kind.name }

// Fields lists the names of the credential's fields in documented order, the
// optional ones last.
func (v *Vendor) Fields() []string { return slices.Clone(v.kind.fields) }

// Demo is a credential that is valid from the start: field name to value.
func (v *Vendor) Demo() map[string]string { return maps.Clone(v.kind.demo) }

// Issue makes a credential valid. It panics where the fields are not the
// connector's, which is an error in the program.
func (v *Vendor) Issue(fields map[string]string) { v.setValid(fields, true) }

// Revoke makes the vendor reject a credential from now on, in its own way. It
// panics as Issue does.
func (v *Vendor) Revoke(fields map[string]string) { v.setValid(fields, false) }

// Restore takes a revocation back. It panics as Issue does.
func (v *Vendor) Restore(fields map[string]string) { v.setValid(fields, true) }

func (v *Vendor) setValid(fields map[string]string, valid bool) {
	if err := v.kind.checkFields(fields); err != nil {
		panic(err.Error())
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.credentials[v.kind.key(fields)] = valid
}

// key identifies a credential by its values.
func (k vendorKind) key(fields map[string]string) string {
	values := make([]string, 0, len(k.fields))
	for _, field := range k.fields {
		values = append(values, fields[field])
	}
	return credentialKey(values...)
}

// checkFields names fields and never values: the values are secrets.
func (k vendorKind) checkFields(fields map[string]string) error {
	required := slices.DeleteFunc(slices.Clone(k.fields), func(field string) bool { return slices.Contains(k.optional, field) })
	for _, field := range required {
		if fields[field] == "" {
			return fmt.Errorf("a credential of %s needs a value for each of %s", k.name, strings.Join(required, ", "))
		}
	}
	for field := range fields {
		if !slices.Contains(k.fields, field) {
			return fmt.Errorf("a credential of %s has no other fields than %s", k.name, strings.Join(k.fields, ", "))
		}
	}
	return nil
}

// valid reports whether these values, in the order of the fields, are one issued
// credential. Values of two credentials do not mix.
func (v *Vendor) valid(values ...string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.credentials[credentialKey(values...)]
}

// credentialKey joins with a character that no header value can hold.
func credentialKey(values ...string) string { return strings.Join(values, "\x00") }

// Take sets which header forms the server reads: "api_key" and "basic" for
// Paymo, "authentication" and "authorization" for Customerly. A form that is not
// taken is as if no credential was sent. The default is "basic" and
// "authorization", because that is what working clients send. It panics on an
// unknown scheme, and for a vendor with one form only.
func (v *Vendor) Take(schemes ...string) {
	if err := v.kind.checkSchemes(schemes); err != nil {
		panic(err.Error())
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.taken = slices.Clone(schemes)
}

// takes reports whether the server reads a header form.
func (v *Vendor) takes(scheme string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Contains(v.taken, scheme)
}

// HideAccount leaves the caller's own row out of Precoro's /users, as happens
// where a user lacks the right to see it. The other vendors have no such case.
func (v *Vendor) HideAccount(hide bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hideAccount = hide
}

func (v *Vendor) hidesAccount() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.hideAccount
}

// Requests returns the requests to this vendor so far, in order of arrival.
func (v *Vendor) Requests() []Request { return v.sandbox.log.requests(v.kind.name) }
