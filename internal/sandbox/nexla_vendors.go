package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// NexlaTemplate is one way to authenticate that Nexla knows for a vendor.
type NexlaTemplate struct {
	ID          int // Given by the sandbox where it is 0.
	Name        string
	DisplayName string
	Parameters  []NexlaParameter
}

// NexlaParameter is one entry of a template's form.
type NexlaParameter struct {
	Name        string // The key in a template_config.
	DisplayName string // The label in the UI, by which a client finds it.
	DataType    string // "string" where it is empty.
	Order       int
	Secured     bool // A secret, which never comes back.
	Optional    bool // The form may be saved without it.

	// Field is the connector's field whose value this is, such as "api_token".
	// Only the default probe looks at it, and it is found by the label where it is
	// empty and the label is one of the default templates'.
	Field string
}

// nexlaVendor is a vendor as Nexla knows it.
type nexlaVendor struct {
	id        int
	name      string // Taken from addresses of documentation.
	connector string // The name of the vendor in this sandbox.
	display   string
	templates []NexlaTemplate
}

// nexlaConnectionType is the credentials_type of everything that the vendors'
// connectors use [sdk].
const nexlaConnectionType = "rest"

// nexlaTile is how Nexla shows a vendor to those who connect it. The labels of
// the parameters are those of the UI's documentation [doc]; their names are
// published nowhere and made up, none of them the name of a connector's field.
type nexlaTile struct {
	name, display string
	parameters    []NexlaParameter
}

// addVendors makes the vendors with one template each.
func (n *Nexla) addVendors() {
	for i, kind := range vendorKinds() {
		tile := kind.tile
		n.vendors = append(n.vendors, &nexlaVendor{id: 4101 + i, name: tile.name, connector: kind.name, display: tile.display})
		n.AddTemplate(tile.name, NexlaTemplate{Name: tile.name + "_auth", DisplayName: tile.display + " API key", Parameters: tile.parameters})
	}
}

// VendorNames lists the names by which Nexla knows the vendors, such as "precoro_api".
func (n *Nexla) VendorNames() []string {
	var names []string
	for _, v := range n.vendors {
		names = append(names, v.name)
	}
	return names
}

// VendorID is the id of a vendor of VendorNames. It panics on any other name,
// which is an error in the program.
func (n *Nexla) VendorID(vendor string) int { return n.mustVendor(vendor).id }

// Templates returns the templates of a vendor. It panics as VendorID does.
func (n *Nexla) Templates(vendor string) (list []NexlaTemplate) {
	v := n.mustVendor(vendor)
	n.change(func() {
		for _, t := range v.templates {
			t.Parameters = slices.Clone(t.Parameters)
			list = append(list, t)
		}
	})
	return list
}

// AddTemplate adds a template to those of a vendor, after which creating a
// credential takes an auth_template_id. It panics as VendorID does.
func (n *Nexla) AddTemplate(vendor string, t NexlaTemplate) {
	v := n.mustVendor(vendor)
	n.change(func() { n.addTemplate(v, t) })
}

// SetTemplates replaces the templates of a vendor, by none where none is given.
// It panics as VendorID does.
func (n *Nexla) SetTemplates(vendor string, templates ...NexlaTemplate) {
	v := n.mustVendor(vendor)
	n.change(func() {
		v.templates = nil
		for _, t := range templates {
			n.addTemplate(v, t)
		}
	})
}

func (n *Nexla) addTemplate(v *nexlaVendor, t NexlaTemplate) {
	if t.ID == 0 {
		n.lastID++
		t.ID = n.lastID
	}
	t.Parameters = slices.Clone(t.Parameters)
	v.templates = append(v.templates, t)
}

// mustVendor is for names in a program.
func (n *Nexla) mustVendor(name string) *nexlaVendor {
	if v := n.vendorNamed(name); v != nil {
		return v
	}
	panic(fmt.Sprintf("Nexla has no vendor %q: there are %s", name, strings.Join(n.VendorNames(), ", ")))
}

// vendorNamed is for names that came from outside: nil where there is none. The
// vendors stay the same from the start on; only their templates are locked.
func (n *Nexla) vendorNamed(name string) *nexlaVendor {
	for _, v := range n.vendors {
		if v.name == name {
			return v
		}
	}
	return nil
}

// template finds a template by its id, with the lock held.
func (v *nexlaVendor) template(id int) (NexlaTemplate, bool) {
	for _, t := range v.templates {
		if t.ID == id {
			return t, true
		}
	}
	return NexlaTemplate{}, false
}

// showVendors is GET /vendors: one object if a name is given, and an
// array otherwise. Without expand=1 the templates are ids [seen].
func (n *Nexla) showVendors(c nexlaCall) response {
	if rejection, rejected := c.checkQuery("vendor_name", "expand", "page", "per_page"); rejected {
		return rejection
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	expand := c.query.Get("expand") == "1"
	if c.query.Has("vendor_name") {
		v := n.vendorNamed(c.query.Get("vendor_name"))
		if v == nil {
			return response{status: http.StatusNotFound}
		}
		return jsonResponse(http.StatusOK, v.render(expand))
	}
	rows := []object{}
	for _, v := range n.vendors {
		rows = append(rows, v.render(expand))
	}
	return n.paged(c, rows)
}

func (v *nexlaVendor) render(expand bool) object {
	templates := []any{}
	for _, t := range v.templates {
		if expand {
			templates = append(templates, t.render())
		} else {
			templates = append(templates, t.ID)
		}
	}
	return object{
		"id": v.id, "name": v.name, "display_name": v.display, "description": v.display + " in miniature",
		"connection_type": nexlaConnectionType, "auth_templates": templates, "vendor_endpoints": []int{},
		"created_at": "2024-01-01T00:00:00.000Z", "updated_at": "2024-01-01T00:00:00.000Z",
	}
}

func (t NexlaTemplate) render() object {
	parameters := []object{}
	for i, p := range t.Parameters {
		dataType := p.DataType
		if dataType == "" {
			dataType = "string"
		}
		parameters = append(parameters, object{
			"id": t.ID*100 + i, "name": p.Name, "display_name": p.DisplayName, "description": "",
			"data_type": dataType, "order": p.Order, "secured": p.Secured, "global": false,
		})
	}
	return object{
		"id": t.ID, "name": t.Name, "display_name": t.DisplayName, "description": "",
		"credentials_type": nexlaConnectionType, "auth_parameters": parameters,
	}
}
