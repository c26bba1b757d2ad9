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

// NewCredential is a credential to make from a vendor's template.
type NewCredential struct {
	Name string
	// Description is sent even if it is "": Nexla wants one [sdk].
	Description     string
	CredentialsType string
	VendorID        int64
	VendorName      string
	AuthTemplateID  int64
	// Config are the template's parameters, by name.
	Config map[string]secret.Value
	Tags   []string
}

// vendorAndName is what only one Create at a time may be about.
type vendorAndName struct{ vendor, name string }

// SameName compares names as people read them: a form of Nexla's may store an
// accented letter as two characters (Unicode NFD), and a configuration as one (NFC).
func SameName(a, b string) bool { return norm.NFC.String(a) == norm.NFC.String(b) }

// Create makes a credential, unless the caller owns one of that vendor and name
// already, which is an *[ExistsError].
//
// The request is sent once. If its answer is lost, Nexla is asked whether there
// is a credential that was not there before: exactly one is taken for the one
// that was to be made. Otherwise the error is an *[Error] of kind [AnswerLost],
// and the next Create looks afresh.
func (c *Client) Create(ctx context.Context, wanted NewCredential) (Credential, error) {
	limited, cancel := c.begin(ctx)
	defer cancel()
	operation := fmt.Sprintf("create credential %q", wanted.Name)
	leave, err := c.takeTurn(limited, operation, vendorAndName{wanted.VendorName, norm.NFC.String(wanted.Name)})
	if err != nil {
		return Credential{}, err
	}
	defer leave()

	before, err := c.holding(limited, wanted.VendorName)
	if err != nil {
		return Credential{}, err
	}
	if ids := newOnes(before, nil, wanted.Name); len(ids) > 0 {
		return Credential{}, &ExistsError{Name: wanted.Name, VendorName: wanted.VendorName, IDs: ids}
	}
	x := c.ask(limited, &request{
		operation: operation,
		method:    http.MethodPost,
		address:   c.url + "/data_credentials",
		body:      encode(wanted.body()),
		config:    wanted.Config,
	})
	made, err := c.made(wanted, x)
	switch {
	case err == nil:
		return made, nil
	case x.savedPerhaps(err):
		// The look has a budget of its own: the POST may have used up the first.
		return c.lookFor(ctx, wanted, before, x, err)
	default:
		return Credential{}, err
	}
}

// takeTurn waits until no other Create is about the same.
func (c *Client) takeTurn(ctx context.Context, operation string, about vendorAndName) (leave func(), err error) {
	c.mu.Lock()
	turn := c.turns[about]
	if turn == nil {
		turn = make(chan struct{}, 1)
		c.turns[about] = turn
	}
	c.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, c.ended(ctx, operation)
	}
}

// newOnes lists the ids of that name that were not known before, in order.
func newOnes(now, before map[int64]Credential, name string) []int64 {
	var ids []int64
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if _, known := before[id]; !known && SameName(now[id].Name, name) {
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

// made reads the answer to a POST and notes the new credential.
func (c *Client) made(wanted NewCredential, x *exchange) (Credential, error) {
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
	c.remember(int64(wire.ID), wanted.Config)
	made := c.credential(wire)
	noted := made
	noted.Name = wanted.Name
	c.holdings.made(wanted.VendorName, noted)
	return made, nil
}

// savedPerhaps tells whether a failed POST may have made a credential. A 429 or
// 503 says that it was turned away; a 500 may come after the saving, and so may
// an answer that promises success and cannot be read.
func (x *exchange) savedPerhaps(err error) bool {
	success := x.response.Status >= 200 && x.response.Status < 300
	return x.lost || success && isKind(err, Unexpected) || x.response.Status == http.StatusInternalServerError
}

// lookFor asks once whether a POST whose answer is of no use made a credential.
func (c *Client) lookFor(ctx context.Context, wanted NewCredential, before map[int64]Credential, x *exchange, err error) (Credential, error) {
	failed := asError(err, x.request.operation)
	if x.response.Status != http.StatusInternalServerError {
		failed.Kind = AnswerLost
	}
	ctx, cancel := c.beginLook(ctx)
	defer cancel()
	c.holdings.forgetVendor(wanted.VendorName)
	now, err := c.holding(ctx, wanted.VendorName)
	if err != nil {
		failed.Kind = AnswerLost
		failed.Cause = both(failed.Cause, "nor could the credentials be listed, to see whether it was made")
		return Credential{}, failed
	}
	switch ids := newOnes(now, before, wanted.Name); len(ids) {
	case 1:
		return c.takeOver(ctx, wanted, now[ids[0]]), nil
	case 0:
		// It may still be on its way.
		c.holdings.forgetVendor(wanted.VendorName)
		failed.Cause = both(failed.Cause, "no credential of that name is there")
		return Credential{}, failed
	default:
		failed.Kind = AnswerLost
		failed.Cause = both(failed.Cause, "several new ones of that name are there: "+joinIDs(ids))
		return Credential{}, failed
	}
}

// beginLook starts the time of that look. It does not end with an interrupt that
// has ended the POST: a credential that nobody looks for is left behind.
func (c *Client) beginLook(ctx context.Context) (context.Context, context.CancelFunc) {
	if ctx.Err() == nil {
		return c.begin(ctx)
	}
	return context.WithTimeout(context.WithoutCancel(ctx), interruptedLookTime)
}

// takeOver reads a credential that a listing shows, which may not tell its tags
// and template. What the listing tells will do if it cannot be read.
func (c *Client) takeOver(ctx context.Context, wanted NewCredential, listed Credential) Credential {
	c.remember(listed.ID, wanted.Config)
	if whole, err := c.one(listed.ID, c.ask(ctx, c.getting(listed.ID))); err == nil {
		return whole
	}
	return listed
}

// both joins two half sentences, of which the first may be empty.
func both(first, second string) string {
	if first == "" {
		return second
	}
	return first + ", and " + second
}
