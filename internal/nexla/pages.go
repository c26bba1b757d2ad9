package nexla

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

const (
	// perPage keeps a response well below the size that is read.
	perPage = 100
	// pagesLimit bounds a listing.
	pagesLimit = 1000
)

const (
	causeForeignPage = "a link to the next page cannot be read, or leads to another kind of thing than a listing"
	causeManyPages   = "the listing has more than 1000 pages, or goes round in circles"
)

// List returns the caller's own credentials of all vendors, in Nexla's order.
// The error is an *[Error].
func (c *Client) List(ctx context.Context) ([]Credential, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	return c.list(ctx, "list the credentials", url.Values{})
}

// list requests all pages of a listing. It sends the page's number, because without
// that Nexla sends everything at once, however much that is [seen]. One that is
// on two pages, because something was made in between, is returned once.
func (c *Client) list(ctx context.Context, operation string, filter url.Values) ([]Credential, error) {
	var all []Credential
	known := map[int64]bool{}
	requested := map[string]bool{}
	address := c.listingURL(filter, 1)
	for page := 1; address != ""; page++ {
		if page > pagesLimit || requested[address] {
			return nil, c.failure(Unexpected, operation, causeManyPages)
		}
		requested[address] = true
		x := c.do(ctx, &request{operation: operation, method: http.MethodGet, address: address, repeat: true})
		if x.failed != nil {
			return nil, x.failed
		}
		// An empty body is not taken for an empty list: a credential that is
		// overlooked would be made a second time.
		var rows []wireCredential
		if err := x.decode(&rows); err != nil {
			return nil, err
		}
		before := len(all)
		for _, row := range rows {
			if row.ID <= 0 {
				return nil, x.unexpected(causeMalformed)
			}
			if !known[int64(row.ID)] {
				known[int64(row.ID)] = true
				all = append(all, c.credential(row))
			}
		}
		links := x.response.Header.Values("Link")
		next, ok := c.nextPage(address, links)
		if !ok {
			return nil, x.unexpected(causeForeignPage)
		}
		// A proxy may have taken the links away. A page that brought something new may
		// have another behind it if it is full, or if there are more in all.
		more := len(links) == 0 && len(rows) == perPage || totalCount(x.response.Header) > len(all)
		if next == "" && more && len(all) > before {
			next = c.listingURL(filter, page+1)
		}
		address = next
	}
	return all, nil
}

// totalCount returns the number of rows on all pages, or 0 if it is not reported.
func totalCount(header http.Header) int {
	total, _ := strconv.Atoi(header.Get("X-Total-Count"))
	return total
}

// listingURL is the address of one page.
func (c *Client) listingURL(filter url.Values, page int) string {
	query := url.Values{"page": {strconv.Itoa(page)}, "per_page": {strconv.Itoa(perPage)}}
	maps.Copy(query, filter)
	return c.url + "/data_credentials?" + query.Encode()
}

// nextPage finds the address of the page behind that of current, "" if there
// is none. The page is requested at the configured address, whatever origin the
// link has: behind a proxy it has Nexla's own, where the session must not go. It
// is not ok if the link is not one to a page of this listing.
func (c *Client) nextPage(current string, links []string) (address string, ok bool) {
	target, found := nextLink(links)
	if !found {
		return "", true
	}
	base, err := url.Parse(current)
	if err != nil {
		return "", false
	}
	// A bare number is the page's.
	if _, err := strconv.ParseUint(target, 10, 31); err == nil {
		query := base.Query()
		query.Set("page", target)
		base.RawQuery = query.Encode()
		return base.String(), true
	}
	next, err := base.Parse(target)
	// The last part of the path, so that no link makes a probe of a listing. What
	// is before it differs behind a proxy.
	if err != nil || path.Base(next.EscapedPath()) != path.Base(base.EscapedPath()) || !next.Query().Has("page") {
		return "", false
	}
	base.RawQuery = next.RawQuery
	return base.String(), true
}

// nextLink finds the target of rel="Next" in the header of that name [spec].
// Upper and lower case mean the same, and quotation marks may be missing.
func nextLink(headers []string) (target string, found bool) {
	for _, header := range headers {
		for rest := header; ; {
			_, after, ok := strings.Cut(rest, "<")
			if !ok {
				break
			}
			target, after, ok = strings.Cut(after, ">")
			if !ok {
				break
			}
			parameters, _, _ := strings.Cut(after, "<")
			if isNext(parameters) {
				return strings.TrimSpace(target), true
			}
			rest = after
		}
	}
	return "", false
}

// isNext reports whether a link's parameters name the next page.
func isNext(parameters string) bool {
	for parameter := range strings.SplitSeq(strings.TrimRight(strings.TrimSpace(parameters), ","), ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "rel") {
			continue
		}
		for relation := range strings.FieldsSeq(strings.Trim(strings.TrimSpace(value), `"'`)) {
			if strings.EqualFold(relation, "next") {
				return true
			}
		}
	}
	return false
}
