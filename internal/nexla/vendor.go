package nexla

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Vendor is a service that Nexla can connect to, with the templates by which
// its credentials are made.
type Vendor struct {
	ID          int64
	Name        string
	DisplayName string
	Templates   []Template
}

// Template is one way to authenticate with a vendor.
type Template struct {
	ID          int64
	Name        string
	DisplayName string
	// CredentialsType is what a credential made from it has to say of itself.
	CredentialsType string
	// Parameters are in the order in which Nexla's UI shows them.
	Parameters []Parameter
}

// Parameter is one value that a template requires.
type Parameter struct {
	// Name is the key in a configuration. Names are published nowhere.
	Name string
	// Label is what Nexla's UI shows.
	Label    string
	DataType string
	Secured  bool
	// Required is set if Nexla says that the form needs a value.
	Required bool

	// received is the label as Nexla sent it, which is compared and never shown.
	received string
}

// defaultType is the type of credential of all connectors to an HTTP API [spec].
const defaultType = "rest"

// Vendor finds a vendor by its exact name. Each name is requested once,
// however many callers there are; a failure is repeated, except for a missing
// vendor. The error is an *[Error]; see [IsNotFound].
func (c *Client) Vendor(ctx context.Context, name string) (Vendor, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	operation := fmt.Sprintf("find vendor %q", name)
	if ctx.Err() != nil {
		return Vendor{}, c.ended(ctx, operation)
	}
	c.mu.Lock()
	running := c.vendors[name]
	if running == nil {
		running = startFlight(ctx, func(ctx context.Context) (Vendor, error) {
			found, err := c.fetchVendor(ctx, operation, name)
			if err != nil && !IsNotFound(err) {
				c.mu.Lock()
				delete(c.vendors, name)
				c.mu.Unlock()
			}
			return found, err
		})
		c.vendors[name] = running
	}
	c.mu.Unlock()
	found, err := join(ctx, c, operation, running)
	return found.clone(), err
}

// KnownVendor returns a vendor that this client has read already, and sends nothing.
func (c *Client) KnownVendor(name string) (Vendor, bool) {
	c.mu.Lock()
	read := c.vendors[name]
	c.mu.Unlock()
	if read == nil {
		return Vendor{}, false
	}
	select {
	case <-read.done:
		return read.value.clone(), read.err == nil
	default:
		return Vendor{}, false
	}
}

// clone keeps what is remembered from a caller who changes it.
func (v Vendor) clone() Vendor {
	v.Templates = slices.Clone(v.Templates)
	for i := range v.Templates {
		v.Templates[i].Parameters = slices.Clone(v.Templates[i].Parameters)
	}
	return v
}

// wireVendor is a vendor as Nexla sends it [seen].
type wireVendor struct {
	ID             number         `json:"id"`
	Name           string         `json:"name"`
	DisplayName    string         `json:"display_name"`
	ConnectionType string         `json:"connection_type"`
	Templates      []wireTemplate `json:"auth_templates"`
}

// wireTemplate is a template, or only its id where it was not expanded [seen].
type wireTemplate struct {
	reference

	expanded expandedTemplate
}

// expandedTemplate is what a template has beside what every object has.
type expandedTemplate struct {
	CredentialsType string          `json:"credentials_type"`
	Parameters      []wireParameter `json:"auth_parameters"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (t *wireTemplate) UnmarshalJSON(raw []byte) error {
	if err := json.Unmarshal(raw, &t.reference); err != nil || raw[0] != '{' {
		return err
	}
	return json.Unmarshal(raw, &t.expanded)
}

type wireParameter struct {
	Name     string `json:"name"`
	Label    string `json:"display_name"`
	DataType string `json:"data_type"`
	Order    number `json:"order"`
	Secured  bool   `json:"secured"`
	// Required is in no specification; without it nothing is required.
	Required bool `json:"required"`
}

func (c *Client) fetchVendor(ctx context.Context, operation, name string) (Vendor, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	x := c.do(ctx, &request{
		operation: operation,
		method:    http.MethodGet,
		address:   c.url + "/vendors?" + url.Values{"vendor_name": {name}, "expand": {"1"}}.Encode(),
		repeat:    true,
		named:     true,
	})
	c.classify404(ctx, x)
	if x.failed != nil {
		return Vendor{}, x.failed
	}
	// One object, because a name is given; a list otherwise [seen].
	vendors := make([]wireVendor, 1)
	var into any = &vendors[0]
	if bytes.HasPrefix(bytes.TrimSpace(x.response.Body), []byte("[")) {
		into = &vendors
	}
	if err := x.decode(into); err != nil {
		return Vendor{}, err
	}
	for _, one := range vendors {
		if one.Name == name {
			if found, ok := c.vendor(one); ok {
				return found, nil
			}
			return Vendor{}, x.unexpected(causeMalformed)
		}
	}
	if len(vendors) == 1 && vendors[0].Name == "" {
		return Vendor{}, x.unexpected(causeMalformed)
	}
	failed := x.unexpected("no vendor in the response has exactly that name")
	failed.Kind = NotFound
	return Vendor{}, failed
}

// vendor reads one. It is not ok without the ids and names that are needed to
// make a credential.
func (c *Client) vendor(w wireVendor) (Vendor, bool) {
	// The name is the one that was requested.
	found := Vendor{ID: int64(w.ID), Name: w.Name, DisplayName: c.redactText(w.DisplayName)}
	ok := w.ID > 0
	for _, t := range w.Templates {
		ok = ok && t.ID > 0
		template := Template{
			ID:              int64(t.ID),
			Name:            c.redactText(t.Name),
			DisplayName:     c.redactText(t.DisplayName),
			CredentialsType: cmp.Or(t.expanded.CredentialsType, w.ConnectionType, defaultType),
		}
		parameters := t.expanded.Parameters
		slices.SortStableFunc(parameters, func(a, b wireParameter) int { return cmp.Compare(a.Order, b.Order) })
		for _, p := range parameters {
			// The name is sent and shown, so it must be fit for both. It may be the same as
			// the value of a configuration, but not contain a key for Nexla.
			ok = ok && strings.TrimSpace(p.Name) != "" && p.Name == redact(visible(p.Name), c.keyForms()) && utf8.RuneCountInString(p.Name) <= messageLimit
			template.Parameters = append(template.Parameters, Parameter{
				Name: p.Name, Label: c.redactText(p.Label), DataType: c.redactText(p.DataType), Secured: p.Secured, Required: p.Required, received: p.Label,
			})
		}
		found.Templates = append(found.Templates, template)
	}
	return found, ok
}
