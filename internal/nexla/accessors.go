package nexla

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
)

// Accessor is a user, team or organization that a credential is shared with.
type Accessor struct {
	// Type is USER, TEAM or ORG.
	Type string
	// ID or Email identifies it.
	ID          int64
	Email       string
	AccessRoles []string
}

// wireAccessor is an accessor as Nexla sends and takes it [spec].
type wireAccessor struct {
	Type        string   `json:"type"`
	ID          number   `json:"id,omitempty"`
	Email       string   `json:"email,omitempty"`
	AccessRoles []string `json:"access_roles"`
}

// Accessors lists the accessors of a credential. The error is an *[Error].
func (c *Client) Accessors(ctx context.Context, id int64) ([]Accessor, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	x := c.do(ctx, &request{
		operation: fmt.Sprintf("list the accessors of credential %d", id),
		method:    http.MethodGet,
		address:   c.credentialURL(id, "/accessors"),
		repeat:    true,
		named:     true,
	})
	if x.failed != nil {
		return nil, x.failed
	}
	if isEmpty(x.response) {
		return nil, nil // It is not shared.
	}
	// A bare list [spec], or in the envelope in which one is sent.
	wire := struct {
		Accessors member[[]wireAccessor] `json:"accessors"`
	}{}
	var into any = &wire
	if !bytes.HasPrefix(bytes.TrimSpace(x.response.Body), []byte("{")) {
		into = &wire.Accessors
	}
	if err := x.decode(into); err != nil {
		return nil, err
	}
	if !wire.Accessors.reported {
		return nil, x.unexpected(causeMalformed)
	}
	accessors := make([]Accessor, 0, len(wire.Accessors.value))
	for _, one := range wire.Accessors.value {
		accessors = append(accessors, Accessor{
			Type: strings.ToUpper(c.redactText(one.Type)), ID: int64(one.ID), Email: c.address(one.Email), AccessRoles: c.redactTexts(present(one.AccessRoles)),
		})
	}
	return accessors, nil
}

// ReplaceAccessors shares a credential with exactly these accessors; an empty list
// ends the sharing. It may be repeated, because it replaces the list as a whole
// [spec]. The error is an *[Error].
func (c *Client) ReplaceAccessors(ctx context.Context, id int64, accessors []Accessor) error {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	wire := make([]wireAccessor, 0, len(accessors)) // Not nil: that would be null.
	for _, one := range accessors {
		wire = append(wire, wireAccessor{Type: one.Type, ID: number(one.ID), Email: one.Email, AccessRoles: one.AccessRoles})
	}
	x := c.do(ctx, &request{
		operation: fmt.Sprintf("replace the accessors of credential %d", id),
		method:    http.MethodPost,
		address:   c.credentialURL(id, "/accessors"),
		body:      encode(map[string]any{"accessors": wire}),
		repeat:    true,
		named:     true,
	})
	if x.failed != nil {
		return x.failed
	}
	return nil
}
