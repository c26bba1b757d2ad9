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

// holdings are the caller's own credentials, by vendor, as far as they are
// known. Each vendor's are listed once, and kept in step with what this client
// makes, renames and deletes.
type holdings struct {
	mu       sync.Mutex
	byVendor map[string]*holding
}

// holding is one vendor's.
type holding struct {
	listing *flight[struct{}]
	listed  bool
	owned   map[int64]Credential
	// since are the changes that were made while the listing is under way. It
	// may or may not show them, so they are made to what it brings.
	since []func(map[int64]Credential)
}

// alter makes a change to the holdings that are concerned.
func (h *holdings) alter(concerned func(vendor string) bool, change func(map[int64]Credential)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for vendor, held := range h.byVendor {
		switch {
		case !concerned(vendor):
		case held.listed:
			change(held.owned)
		default:
			held.since = append(held.since, change)
		}
	}
}

func every(string) bool { return true }

// made notes a new credential.
func (h *holdings) made(vendor string, created Credential) {
	h.alter(func(name string) bool { return name == vendor }, func(owned map[int64]Credential) {
		owned[created.ID] = created
	})
}

// renamed notes a credential's new name. One that was not listed before, such
// as one that somebody made since, is noted if it is the caller's own.
func (h *holdings) renamed(changed Credential) {
	h.alter(every, func(owned map[int64]Credential) {
		if known, ok := owned[changed.ID]; ok {
			known.Name = changed.Name
			owned[changed.ID] = known
		}
	})
	if slices.Contains(changed.AccessRoles, "owner") {
		h.made(changed.VendorName, changed)
	}
}

// drop notes that a credential is gone.
func (h *holdings) drop(id int64) {
	h.alter(every, func(owned map[int64]Credential) { delete(owned, id) })
}

// forget drops the listings that show a credential about which nothing is
// certain any more. The next to ask lists afresh.
func (h *holdings) forget(id int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.byVendor, func(_ string, held *holding) bool {
		_, shown := held.owned[id]
		return shown || !held.listed
	})
}

// forgetVendor drops one vendor's listing.
func (h *holdings) forgetVendor(vendor string) {
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
	all, err := c.holding(ctx, vendorName)
	var named []Credential
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if SameName(all[id].Name, name) {
			named = append(named, all[id])
		}
	}
	return named, err
}

// holding returns a copy of what is known of one vendor's credentials, by id,
// and lists them first if nothing is.
func (c *Client) holding(ctx context.Context, vendorName string) (map[int64]Credential, error) {
	operation := fmt.Sprintf("list the credentials of vendor %q", vendorName)
	if ctx.Err() != nil {
		return nil, c.ended(ctx, operation)
	}
	h := &c.holdings
	h.mu.Lock()
	held := h.byVendor[vendorName]
	if held == nil {
		held = &holding{}
		h.byVendor[vendorName] = held
		held.listing = launch(ctx, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, c.listVendor(ctx, vendorName, operation, held)
		})
	}
	h.mu.Unlock()

	if _, err := join(ctx, c, operation, held.listing); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(held.owned), nil
}

// listVendor asks for one vendor's credentials. A listing that failed is not
// kept. The filter takes a type as well as a vendor's name [spec], and others
// search for a part [seen], so that the vendor is compared here.
func (c *Client) listVendor(ctx context.Context, vendorName, operation string, held *holding) error {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	listed, err := c.list(ctx, operation, url.Values{"credentials_type": {vendorName}})

	h := &c.holdings
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		if h.byVendor[vendorName] == held {
			delete(h.byVendor, vendorName)
		}
		return err
	}
	held.owned = map[int64]Credential{}
	for _, one := range listed {
		if cmp.Or(one.VendorName, one.CredentialsType) == vendorName {
			held.owned[one.ID] = one
		}
	}
	for _, change := range held.since {
		change(held.owned)
	}
	held.listed, held.since = true, nil
	return nil
}
