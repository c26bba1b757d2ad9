package nexla

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"
)

// storedCredentials are the caller's own credentials in Nexla, by vendor. Those of a
// vendor are listed once, and updated with what this client creates, renames and
// deletes.
type storedCredentials struct {
	mu       sync.Mutex
	byVendor map[string]*vendorCredentials
}

// vendorCredentials are those of one vendor.
type vendorCredentials struct {
	listing *flight[struct{}]
	listed  bool
	owned   map[int64]Credential
	// since are the changes that were made while the listing is under way. It
	// may or may not show them, so they are made to what it brings.
	since []func(map[int64]Credential)
}

// alter makes a change to the listings that are concerned.
func (h *storedCredentials) alter(concerned func(vendor string) bool, change func(map[int64]Credential)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for vendor, known := range h.byVendor {
		switch {
		case !concerned(vendor):
		case known.listed:
			change(known.owned)
		default:
			known.since = append(known.since, change)
		}
	}
}

func every(string) bool { return true }

// created records a new credential.
func (h *storedCredentials) created(vendor string, credential Credential) {
	h.alter(func(name string) bool { return name == vendor }, func(owned map[int64]Credential) {
		owned[credential.ID] = credential
	})
}

// renamed notes a credential's new name. One that was not listed before, such
// as one that somebody made since, is noted if it is the caller's own.
func (h *storedCredentials) renamed(changed Credential) {
	h.alter(every, func(owned map[int64]Credential) {
		if known, ok := owned[changed.ID]; ok {
			known.Name, known.received.name = changed.Name, changed.received.name
			owned[changed.ID] = known
		}
	})
	if slices.Contains(changed.AccessRoles, "owner") {
		h.created(changed.received.vendor, changed)
	}
}

// drop notes that a credential is gone.
func (h *storedCredentials) drop(id int64) {
	h.alter(every, func(owned map[int64]Credential) { delete(owned, id) })
}

// forget drops the listings that show a credential about which nothing is
// certain any more. The next caller lists again.
func (h *storedCredentials) forget(id int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.byVendor, func(_ string, known *vendorCredentials) bool {
		_, shown := known.owned[id]
		return shown || !known.listed
	})
}

// forgetVendor drops one vendor's listing.
func (h *storedCredentials) forgetVendor(vendor string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.byVendor, vendor)
}

// Owned returns the caller's own credentials of exactly that vendor and name,
// in the order of their ids. The error is an *[Error].
func (c *Client) Owned(ctx context.Context, vendorName, name string) ([]Credential, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	return c.owned(ctx, vendorName, name)
}

func (c *Client) owned(ctx context.Context, vendorName, name string) ([]Credential, error) {
	all, err := c.ListVendor(ctx, vendorName)
	return slices.DeleteFunc(all, func(one Credential) bool { return !one.HasName(name) }), err
}

// ListVendor returns the caller's own credentials of one vendor in the order of their
// ids. They are listed once per process. The error is an *[Error].
func (c *Client) ListVendor(ctx context.Context, vendorName string) ([]Credential, error) {
	all, err := c.credentialsOf(ctx, vendorName)
	var sorted []Credential
	for _, id := range slices.Sorted(maps.Keys(all)) {
		sorted = append(sorted, all[id])
	}
	return sorted, err
}

// credentialsOf returns a copy of one vendor's credentials, by id, and lists them if
// they are not known.
func (c *Client) credentialsOf(ctx context.Context, vendorName string) (map[int64]Credential, error) {
	operation := fmt.Sprintf("list the credentials of vendor %q", vendorName)
	if ctx.Err() != nil {
		return nil, c.ended(ctx, operation)
	}
	h := &c.stored
	h.mu.Lock()
	known := h.byVendor[vendorName]
	if known == nil {
		known = &vendorCredentials{}
		h.byVendor[vendorName] = known
		known.listing = startFlight(ctx, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, c.listVendor(ctx, vendorName, operation, known)
		})
	}
	h.mu.Unlock()

	if _, err := join(ctx, c, operation, known.listing); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(known.owned), nil
}

// listVendor lists one vendor's credentials. A listing that failed is not
// kept. The filter takes a type as well as a vendor's name [spec], and others
// search for a part [seen], so that the vendor is compared here.
func (c *Client) listVendor(ctx context.Context, vendorName, operation string, known *vendorCredentials) error {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	listed, err := c.list(ctx, operation, url.Values{"credentials_type": {vendorName}})

	h := &c.stored
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		if h.byVendor[vendorName] == known {
			delete(h.byVendor, vendorName)
		}
		return err
	}
	known.owned = map[int64]Credential{}
	for _, one := range listed {
		if cmp.Or(one.received.vendor, one.received.credentialsType) == vendorName {
			known.owned[one.ID] = one
		}
	}
	for _, change := range known.since {
		change(known.owned)
	}
	known.listed, known.since = true, nil
	return nil
}
