package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// NexlaCredential is a data credential that Nexla holds.
type NexlaCredential struct {
	ID          int // Given by the sandbox where Add gets 0.
	Name        string
	Description string

	// VendorName is one of Nexla.VendorNames, or empty for a credential that was
	// not made from a vendor's template.
	VendorName string
	TemplateID int // The vendor's first template where Add gets 0.

	// TemplateConfig is what was sent, by the parameters' names, secrets included.
	// Of these nothing that is secured leaves Nexla.
	TemplateConfig map[string]string

	Tags      []string
	Accessors []NexlaAccessor

	// OwnerID is Nexla.OwnerID where Add gets 0. Any other owner's credential is
	// returned as a 403, unless AccessRoles says what the caller may do with it:
	// "collaborator" and "operator" read and probe, "admin" does all.
	OwnerID     int
	AccessRoles []string

	VerifiedAt     time.Time // Zero where no probe has succeeded: null.
	VerifiedStatus string    // Null where it is empty.
	CreatedAt      time.Time // Now where Add gets the zero time.
	UpdatedAt      time.Time // As CreatedAt.

	// DataSources and DataSinks are the ids of what uses it.
	DataSources []int
	DataSinks   []int
}

// clone shares nothing with the original.
func (c NexlaCredential) clone() NexlaCredential {
	c.TemplateConfig = maps.Clone(c.TemplateConfig)
	c.Tags = slices.Clone(c.Tags)
	c.Accessors = slices.Clone(c.Accessors)
	for i := range c.Accessors {
		c.Accessors[i].AccessRoles = slices.Clone(c.Accessors[i].AccessRoles)
	}
	c.AccessRoles = slices.Clone(c.AccessRoles)
	c.DataSources = slices.Clone(c.DataSources)
	c.DataSinks = slices.Clone(c.DataSinks)
	return c
}

// Credentials returns what is held, other owners' included, in the order of the ids.
func (n *Nexla) Credentials() []NexlaCredential {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := make([]NexlaCredential, 0, len(n.held))
	for _, id := range slices.Sorted(maps.Keys(n.held)) {
		list = append(list, n.held[id].clone())
	}
	return list
}

// Add holds a credential that somebody made in the UI, and returns its id. It
// panics on an id that is held already and on an unknown vendor, which are
// errors in the program; the rest is taken as it is.
func (n *Nexla) Add(c NexlaCredential) int {
	c = c.clone()
	var vendor *nexlaVendor
	if c.VendorName != "" {
		vendor = n.mustVendor(c.VendorName)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, taken := n.held[c.ID]; taken {
		panic(fmt.Sprintf("Nexla holds a credential %d already", c.ID))
	}
	if c.TemplateID == 0 && vendor != nil && len(vendor.templates) > 0 {
		c.TemplateID = vendor.templates[0].ID
	}
	if c.OwnerID == 0 {
		c.OwnerID = nexlaOwnerID
	}
	if c.CreatedAt.IsZero() {
		c.CreatedAt = n.sandbox.now()
	}
	if c.UpdatedAt.IsZero() {
		c.UpdatedAt = c.CreatedAt
	}
	for i, a := range c.Accessors {
		c.Accessors[i] = n.identify(a)
	}
	n.hold(&c)
	return c.ID
}

// hold gives an id where there is none, with the lock held. Ids are not used again.
func (n *Nexla) hold(c *NexlaCredential) {
	if c.ID == 0 {
		c.ID = n.lastHeld + 1
	}
	n.lastHeld = max(n.lastHeld, c.ID)
	n.held[c.ID] = c
}

// Rename changes a name, as somebody does in the UI. It panics where no such
// credential is held, which is an error in the program.
func (n *Nexla) Rename(id int, name string) {
	n.changeHeld(id, func(c *NexlaCredential) { c.Name, c.UpdatedAt = name, n.sandbox.now() })
}

// Remove takes a credential away, as somebody does in the UI, in use or not. It
// panics as Rename does.
func (n *Nexla) Remove(id int) {
	n.changeHeld(id, func(*NexlaCredential) { delete(n.held, id) })
}

// Use has a credential in use by these data sources and sinks, so that Nexla
// rejects its removal. Without any it is free again. It panics as Rename does.
func (n *Nexla) Use(id int, dataSources, dataSinks []int) {
	n.changeHeld(id, func(c *NexlaCredential) {
		c.DataSources, c.DataSinks = slices.Clone(dataSources), slices.Clone(dataSinks)
	})
}

// Alter changes a credential in any way, such as in texts that only Nexla writes.
func (n *Nexla) Alter(id int, change func(*NexlaCredential)) { n.changeHeld(id, change) }

func (n *Nexla) changeHeld(id int, apply func(*NexlaCredential)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.held[id]
	if c == nil {
		panic(fmt.Sprintf("Nexla holds no credential %d", id))
	}
	apply(c)
}

// roles are what the caller may do.
func (c *NexlaCredential) roles() []string {
	if c.OwnerID == nexlaOwnerID {
		return []string{"owner"}
	}
	return c.AccessRoles
}

// mayChange reports whether the caller owns the credential or administers it.
func (c *NexlaCredential) mayChange() bool {
	return slices.Contains(c.roles(), "owner") || slices.Contains(c.roles(), "admin")
}

// render is the response about a credential, with the lock held. The shorter form
// is that of listings [spec]. Secured parameters are in neither.
func (n *Nexla) render(c *NexlaCredential, full bool) object {
	shown := object{
		"id": c.ID, "name": c.Name, "description": c.Description,
		"owner":               nexlaUser(c.OwnerID, n.emailOf(c.OwnerID)),
		"org":                 object{"id": nexlaOrgID, "name": "Sandbox Organisation"},
		"access_roles":        orEmpty(c.roles()),
		"credentials_type":    nexlaConnectionType,
		"credentials_version": "1",
		"connector": object{"id": 21, "type": nexlaConnectionType, "connection_type": nexlaConnectionType,
			"name": "REST API", "description": "", "nexset_api_compatible": false},
		"verified_status": nil,
		"verified_at":     nil,
		"copied_from_id":  nil,
		"created_at":      nexlaTime(c.CreatedAt),
		"updated_at":      nexlaTime(c.UpdatedAt),
	}
	if c.VerifiedStatus != "" {
		shown["verified_status"] = c.VerifiedStatus
	}
	if !c.VerifiedAt.IsZero() {
		shown["verified_at"] = nexlaTime(c.VerifiedAt)
	}
	if full {
		shown["managed"] = false
		shown["tags"] = orEmpty(c.Tags)
	}
	vendor := n.vendorNamed(c.VendorName)
	if vendor == nil {
		return shown
	}
	shown["vendor"] = object{"id": vendor.id, "name": vendor.name, "display_name": vendor.display,
		"connection_type": nexlaConnectionType}
	open := object{}
	template, known := vendor.template(c.TemplateID)
	for _, p := range template.Parameters {
		if value, sent := c.TemplateConfig[p.Name]; sent && !p.Secured {
			open[p.Name] = value
		}
	}
	shown["template_config"] = open
	if full && known {
		shown["auth_template"] = object{"id": template.ID, "name": template.Name, "display_name": template.DisplayName}
	}
	return shown
}

// nexlaTime is a time as Nexla writes it [spec], and a copy of none of Go's forms.
func nexlaTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// nexlaOwnerEmail is the address of the user with nexlaOwnerID.
const nexlaOwnerEmail = "integrations@example.com"

func nexlaUser(id int, email string) object {
	name, _, _ := strings.Cut(email, "@")
	return object{"id": id, "full_name": "Sandbox " + name, "email": email}
}

// orEmpty is what JSON shows as a list even where there is nothing in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
