package nexla

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"golang.org/x/text/unicode/norm"
)

// NewCredential is a credential to create from a vendor's template.
type NewCredential struct {
	Name string
	// Description is sent even if it is "": Nexla requires one [sdk].
	Description     string
	CredentialsType string
	VendorID        int64
	VendorName      string
	AuthTemplateID  int64
	// Config are the template's parameters, by name.
	Config map[string]secret.Value
	// Public has the parameters in Config that are not secret, such as a tenant. Names
	// and descriptions may contain their values.
	Public map[string]bool
	Tags   []string
}

// vendorAndName is what only one Create at a time may be about.
type vendorAndName struct{ vendor, name string }

// SameName compares names as people read them: a form of Nexla's may store an
// accented letter as two characters (Unicode NFD), and a configuration as one (NFC).
func SameName(a, b string) bool { return norm.NFC.String(a) == norm.NFC.String(b) }

// Create creates a credential, unless the caller owns one of that vendor and name
// already, which is an *[ExistsError].
//
// The request is sent once. If its response is lost, the credentials are listed
// again: if exactly one is new, it is taken for the one that was to be created.
// Otherwise the error is an *[Error] of kind [ResponseLost], and the next Create
// lists again.
func (c *Client) Create(ctx context.Context, spec NewCredential) (Credential, error) {
	c.remember(spec.Config, spec.Public)
	limited, cancel := c.begin(ctx)
	defer cancel()
	operation := fmt.Sprintf("create credential %q", spec.Name)
	unlock, err := c.lockCreate(limited, operation, vendorAndName{spec.VendorName, norm.NFC.String(spec.Name)})
	if err != nil {
		return Credential{}, err
	}
	defer unlock()

	before, err := c.credentialsOf(limited, spec.VendorName)
	if err != nil {
		return Credential{}, err
	}
	if ids := newOnes(before, nil, spec.Name); len(ids) > 0 {
		return Credential{}, &ExistsError{Name: spec.Name, VendorName: spec.VendorName, IDs: ids}
	}
	x := c.do(limited, &request{
		operation: operation,
		method:    http.MethodPost,
		address:   c.url + "/data_credentials",
		body:      encode(spec.body()),
		config:    spec.Config,
	})
	made, err := c.created(spec, x)
	switch {
	case err == nil:
		return made, nil
	case x.mayHaveSaved(err):
		// This has a budget of its own: the POST may have used up the first.
		return c.lookUpLost(ctx, spec, before, x, err)
	default:
		return Credential{}, err
	}
}

// lockCreate waits until no other Create has the same vendor and name.
func (c *Client) lockCreate(ctx context.Context, operation string, about vendorAndName) (unlock func(), err error) {
	c.mu.Lock()
	lock := c.createLocks[about]
	if lock == nil {
		lock = make(chan struct{}, 1)
		c.createLocks[about] = lock
	}
	c.mu.Unlock()
	select {
	case lock <- struct{}{}:
		return func() { <-lock }, nil
	case <-ctx.Done():
		return nil, c.ended(ctx, operation)
	}
}

// newOnes lists the ids of that name that were not known before, in order.
func newOnes(now, before map[int64]Credential, name string) []int64 {
	var ids []int64
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if _, known := before[id]; !known && now[id].HasName(name) {
			ids = append(ids, id)
		}
	}
	return ids
}

// body is what the vendor's SDKs send [sdk].
func (n NewCredential) body() map[string]any {
	body := map[string]any{
		"name":             n.Name,
		"description":      n.Description,
		"credentials_type": n.CredentialsType,
		"template_config":  revealed(n.Config),
	}
	if n.VendorID != 0 {
		body["vendor_id"] = n.VendorID
	} else {
		body["vendor_name"] = n.VendorName // [seen]
	}
	if n.AuthTemplateID != 0 {
		body["auth_template_id"] = n.AuthTemplateID
	}
	if len(n.Tags) > 0 {
		body["tags"] = n.Tags
	}
	return body
}

// created reads the response to a POST and records the new credential.
func (c *Client) created(spec NewCredential, x *exchange) (Credential, error) {
	if x.failed != nil {
		return Credential{}, x.failed
	}
	var wire wireCredential
	if err := x.decode(&wire); err != nil {
		return Credential{}, err
	}
	if wire.ID <= 0 {
		return Credential{}, x.unexpected(causeMalformed)
	}
	made := c.credential(wire)
	noted := made
	noted.Name, noted.received.name = spec.Name, spec.Name
	c.stored.created(spec.VendorName, noted)
	return made, nil
}

// mayHaveSaved reports whether a failed POST may have created a credential. A 429 or
// 503 says that it was rejected; a 500 may come after the saving, and so may
// a response with a success status that cannot be read.
func (x *exchange) mayHaveSaved(err error) bool {
	success := x.response.Status >= 200 && x.response.Status < 300
	return x.lost || success && isKind(err, Unexpected) || x.response.Status == http.StatusInternalServerError
}

// lookUpLost looks once for the credential of a POST with an unusable response.
func (c *Client) lookUpLost(ctx context.Context, spec NewCredential, before map[int64]Credential, x *exchange, err error) (Credential, error) {
	failed := asError(err, x.request.operation)
	if x.response.Status != http.StatusInternalServerError {
		failed.Kind = ResponseLost
	}
	ctx, cancel := c.lookupContext(ctx)
	defer cancel()
	c.stored.forgetVendor(spec.VendorName)
	now, err := c.credentialsOf(ctx, spec.VendorName)
	if err != nil {
		failed.Kind = ResponseLost
		failed.Cause = joinCauses(failed.Cause, "nor could the credentials be listed, to see whether it was made")
		return Credential{}, failed
	}
	switch ids := newOnes(now, before, spec.Name); len(ids) {
	case 1:
		return c.readListed(ctx, now[ids[0]]), nil
	case 0:
		// It may still be on its way.
		c.stored.forgetVendor(spec.VendorName)
		failed.Cause = joinCauses(failed.Cause, "no credential of that name is there")
		return Credential{}, failed
	default:
		failed.Kind = ResponseLost
		failed.Cause = joinCauses(failed.Cause, "several new ones of that name are there: "+joinIDs(ids))
		return Credential{}, failed
	}
}

// lookupContext returns the context of the second lookup. An interrupt that has ended the
// POST does not end it, because a credential that is not found would be left behind.
func (c *Client) lookupContext(ctx context.Context) (context.Context, context.CancelFunc) {
	if ctx.Err() == nil {
		return c.begin(ctx)
	}
	return context.WithTimeout(context.WithoutCancel(ctx), interruptedLookupTime)
}

// readListed reads a credential that a listing contains, because the listing may have
// neither tags nor template. If that fails, it returns the credential as listed.
func (c *Client) readListed(ctx context.Context, listed Credential) Credential {
	if whole, err := c.one(listed.ID, c.do(ctx, c.getting(listed.ID))); err == nil {
		return whole
	}
	return listed
}

// joinCauses joins two half sentences, of which the first may be empty.
func joinCauses(first, second string) string {
	if first == "" {
		return second
	}
	return first + ", and " + second
}
