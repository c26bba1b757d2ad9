package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// list is GET /data_credentials: the caller's own, or with access_role those in
// which the caller has that very role [guess]; newest first [seen].
func (n *Nexla) list(c nexlaCall) response {
	if rejection, rejected := c.checkQuery("access_role", "page", "per_page", "credentials_type", "name", "vendor_name",
		"vendor_id", "auth_template_id"); rejected {
		return rejection
	}
	role := cmp.Or(c.query.Get("access_role"), "owner")
	if !slices.Contains(nexlaRoles, role) {
		return message(http.StatusBadRequest, "access_role must be one of "+strings.Join(nexlaRoles, ", "))
	}

	n.mu.Lock()
	defer n.mu.Unlock()
	newestFirst := slices.SortedFunc(maps.Values(n.held), func(a, b *NexlaCredential) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.ID, a.ID))
	})
	rows := []object{}
	for _, held := range newestFirst {
		if slices.Contains(held.roles(), role) && n.matches(held, c.query) {
			rows = append(rows, n.render(held, n.listInFull))
		}
	}
	return n.paged(c, rows)
}

// matches applies the filters. Names are searched for a part and without regard
// to case [guess], so that a client has to compare them itself.
func (n *Nexla) matches(held *NexlaCredential, query url.Values) bool {
	vendorID := 0
	if v := n.vendorNamed(held.VendorName); v != nil {
		vendorID = v.id
	}
	contains := func(text, part string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(part))
	}
	for name, value := range map[string]func(wanted string) bool{
		"credentials_type": func(wanted string) bool { return wanted == nexlaConnectionType || wanted == held.VendorName },
		"name":             func(wanted string) bool { return contains(held.Name, wanted) },
		"vendor_name":      func(wanted string) bool { return contains(held.VendorName, wanted) },
		"vendor_id":        func(wanted string) bool { return wanted == strconv.Itoa(vendorID) },
		"auth_template_id": func(wanted string) bool { return wanted == strconv.Itoa(held.TemplateID) },
	} {
		if wanted := query.Get(name); wanted != "" && !value(wanted) {
			return false
		}
	}
	return true
}

// nexlaPerPage applies if a page is requested without a size [seen].
const nexlaPerPage = 10

// paged returns a listing, in pages if the client or PageSize requires
// them. The lock is held.
func (n *Nexla) paged(c nexlaCall, rows []object) response {
	number := func(name string, absent int) int {
		if !c.query.Has(name) {
			return absent
		}
		value, err := strconv.Atoi(c.query.Get(name))
		if err != nil {
			return 0
		}
		return value
	}
	page, size := number("page", 1), number("per_page", cmp.Or(n.pageSize, nexlaPerPage))
	if min(page, size) < 1 || max(page, size) > 1_000_000 {
		return message(http.StatusBadRequest, "page and per_page must be numbers from 1 to 1000000")
	}
	var links []string
	link := func(address, rel string) { links = append(links, "<"+address+`>; rel="`+rel+`"`) }
	pageAddress := func(page int) string {
		query := maps.Clone(c.query)
		query.Set("page", strconv.Itoa(page))
		query.Set("per_page", strconv.Itoa(size))
		return n.BaseURL() + c.path + "?" + query.Encode()
	}

	headers := map[string]string{}
	next := n.nextLink
	if n.pageSize > 0 || c.query.Has("page") || c.query.Has("per_page") {
		if n.pageSize > 0 {
			size = min(size, n.pageSize)
		}
		total, pages := len(rows), (len(rows)+size-1)/size
		rows = rows[min((page-1)*size, total):min(page*size, total)]
		headers = map[string]string{
			"X-Total-Count":      strconv.Itoa(total),
			"X-Current-Page":     strconv.Itoa(page),
			"X-Page-Count":       strconv.Itoa(len(rows)), // The rows of this page [seen], not the pages [spec].
			"X-Total-Page-Count": strconv.Itoa(pages),
		}
		if page > 1 {
			link(pageAddress(page-1), "Previous")
		}
		if next == "" && page < pages {
			next = pageAddress(page + 1)
		}
	}
	if next != "" {
		link(next, "Next")
	}
	a := jsonResponse(http.StatusOK, rows)
	for name, value := range headers {
		a = a.with(name, value)
	}
	if len(links) > 0 {
		a = a.with("Link", strings.Join(links, ", "))
	}
	return a
}
