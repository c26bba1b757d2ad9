package nexla_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

func TestAllPagesAreListed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ known, pageSize, pages int }{
		"none":                {0, 0, 1},
		"one page":            {5, 0, 1},
		"several":             {25, 10, 3},
		"the last one full":   {20, 10, 2},
		"a page, to the last": {100, 0, 2}, // Its links may have been taken away.
		"more than one page":  {101, 0, 2},
		"one each":            {12, 1, 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.pageSize = c.pageSize
			for i := range c.known {
				f.holds("precoro_api", fmt.Sprint(i))
			}
			all, err := f.client().List(t.Context())
			wantNone(t, err)
			if len(all) != c.known {
				t.Errorf("%d credentials, want %d", len(all), c.known)
			}
			f.wantCounts(t, map[string]int{token: 1, list: c.pages})
		})
	}
}

// TestTotalShowsMorePages: a server may return less than a requested page, and a proxy
// may take the links away or add its own.
func TestTotalShowsMorePages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		link     string
		total    string
		pages    []string
		requests int
		want     int
	}{
		"three pages":        {"", "3", []string{`[{"id":1}]`, `[{"id":2}]`, `[{"id":3}]`}, 3, 3},
		"a link of a proxy":  {"</logo.png>; rel=preload", "2", []string{`[{"id":1}]`, `[{"id":2}]`}, 2, 2},
		"one page":           {"", "1", []string{`[{"id":1}]`}, 1, 1},
		"a row on two pages": {"", "3", []string{`[{"id":1},{"id":2}]`, `[{"id":2}]`}, 2, 2},
		"a wrong total":      {"", "9", []string{`[{"id":1}]`, `[]`}, 2, 1},
		"no number":          {"", "many", []string{`[{"id":1}]`}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(always, list, func(w http.ResponseWriter, r *http.Request) {
				page, _ := strconv.Atoi(r.URL.Query().Get("page"))
				w.Header().Set("X-Total-Count", c.total)
				if c.link != "" {
					w.Header().Set("Link", c.link)
				}
				_, _ = w.Write([]byte(c.pages[page-1]))
			})
			all, err := f.client().List(t.Context())
			wantNone(t, err)
			if len(all) != c.want {
				t.Errorf("%d credentials, want %d", len(all), c.want)
			}
			f.wantCounts(t, map[string]int{token: 1, list: c.requests})
		})
	}
}

func TestPageThatFailsIsRepeatedByItself(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.pageSize = 1
	f.holds("precoro_api", "a", "b", "c")
	c := f.client()
	f.replaceResponse(1, list, respondWith(503, ""))
	all, err := c.List(t.Context())
	wantNone(t, err)
	if len(all) != 3 || f.count(list) != 4 {
		t.Errorf("%d credentials, %d requests", len(all), f.count(list))
	}
}

// TestForeignPageIsRequestedAtTheConfiguredAddress: behind a proxy, links have
// Nexla's own origin, where the session must not go.
func TestForeignPageIsRequestedAtTheConfiguredAddress(t *testing.T) {
	t.Parallel()
	requested := make(chan string, 1)
	foreign := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		requested <- r.URL.Path
	}))
	t.Cleanup(foreign.Close)
	f := newFake(t)
	f.replaceResponse(1, list, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "<"+foreign.URL+`/nexla-api/data_credentials?page=2>; rel="Next"`)
		_, _ = w.Write([]byte("[]"))
	})
	_, err := f.client().List(t.Context())
	wantNone(t, err)
	f.wantCounts(t, map[string]int{token: 1, list: 2})
	select {
	case path := <-requested:
		t.Errorf("%s was requested", path)
	default:
	}
}

func TestListingEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		link     func(page int) string
		requests int
	}{
		"in a circle":     {func(int) string { return "?page=7" }, 2},
		"with the limit":  {func(page int) string { return fmt.Sprintf("?page=%d", page+1) }, 1000},
		"with bare links": {func(page int) string { return fmt.Sprint(page + 1) }, 1000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			page := 0
			f.replaceResponse(always, list, func(w http.ResponseWriter, _ *http.Request) {
				page++
				w.Header().Set("Link", "<"+c.link(page)+">; rel=next")
				_, _ = w.Write([]byte("[]"))
			})
			options := f.options()
			options.Budget = time.Minute
			_, err := nexla.New(options).List(t.Context())
			wantKind(t, err, nexla.Unexpected)
			f.wantCounts(t, map[string]int{token: 1, list: c.requests})
		})
	}
}

func TestListingOfAnotherShape(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"object":            `{"data":[]}`,
		"empty":             "",
		"null":              "null",
		"rows of no object": `[1,2]`,
		"a row without id":  `[{"name":"a"}]`,
		"a negative id":     `[{"id":-1}]`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(1, list, respondWith(200, body))
			_, err := f.client().List(t.Context())
			wantKind(t, err, nexla.Unexpected)
		})
	}
}

func TestNextPage(t *testing.T) {
	t.Parallel()
	const (
		base    = "https://nexla.example.com/nexla-api/data_credentials"
		current = base + "?page=1&per_page=100"
		second  = base + "?page=2&per_page=100"
	)
	for name, c := range map[string]struct {
		links []string
		want  string
		ok    bool
	}{
		"none":                     {nil, "", true},
		"Next":                     {[]string{"<" + second + `>; rel="Next"`}, second, true},
		"next":                     {[]string{"<" + second + `>; rel=next`}, second, true},
		"with others":              {[]string{"<" + base + `?page=0>; rel="Previous", <` + second + `>; title="a, b"; REL="last NEXT"`}, second, true},
		"in another header":        {[]string{"<" + base + `?page=0>; rel="Previous"`, "<" + second + `>;rel="Next"`}, second, true},
		"previous only":            {[]string{"<" + base + `?page=0>; rel="Previous"`}, "", true},
		"relative":                 {[]string{`<data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"query only":               {[]string{`<?page=2>; rel="Next"`}, base + "?page=2", true},
		"absolute path":            {[]string{`</nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"number":                   {[]string{`<2>; rel="Next"`}, second, true},
		"default port":             {[]string{`<https://NEXLA.example.com:443/nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"garbage":                  {[]string{`rel="Next"`, "<", "<>", `>; rel="Next"<`}, "", true},
		"no target":                {[]string{`<>; rel="Next"`}, current, true}, // Requested already, see TestListingEnds.
		"another host":             {[]string{`<https://example.com/nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"host without scheme":      {[]string{`<//example.com/nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"another scheme":           {[]string{`<http://nexla.example.com/nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"another port":             {[]string{`<https://nexla.example.com:8443/nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"a user":                   {[]string{`<https://a:b@nexla.example.com/nexla-api/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"a user like the host":     {[]string{`<https://nexla.example.com@example.com/nexla-api/data_credentials>; rel="Next"`}, "", false},
		"another path":             {[]string{`<https://nexla.example.com/other/data_credentials?page=2>; rel="Next"`}, base + "?page=2", true},
		"a probe":                  {[]string{`<data_credentials/30001/probe>; rel="Next"`}, "", false},
		"dots":                     {[]string{`<../nexla-api/data_credentials/../token>; rel="Next"`}, "", false},
		"escaped":                  {[]string{`</nexla-api%2Fdata_credentials>; rel="Next"`}, "", false},
		"what cannot be parsed":    {[]string{`<https://[::1/%zz>; rel="Next"`}, "", false},
		"backslashes":              {[]string{`<https:\\example.com>; rel="Next"`}, "", false},
		"a number that is too big": {[]string{`<99999999999999999999>; rel="Next"`}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := nexla.New(nexla.Options{URL: "https://nexla.example.com/nexla-api/"})
			got, ok := client.NextPage(current, c.links...)
			if got != c.want || ok != c.ok {
				t.Errorf("got %q, %v; want %q, %v", got, ok, c.want, c.ok)
			}
		})
	}
}
