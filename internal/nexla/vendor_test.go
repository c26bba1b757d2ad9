package nexla_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

const vendors = "GET /vendors"

func TestVendorIsRequestedOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.slow = 50 * time.Millisecond
	c := f.client()
	failed := atATime(50, func() error {
		_, err := c.Vendor(t.Context(), "precoro_api")
		return err
	})
	if len(failed) > 0 {
		t.Fatal(failed[0])
	}
	got, err := c.Vendor(t.Context(), "precoro_api")
	wantNone(t, err)
	want := nexla.Vendor{ID: 1234, Name: "precoro_api", DisplayName: "Precoro", Templates: []nexla.Template{{
		ID: 5678, Name: "precoro_token", DisplayName: "Token", CredentialsType: "rest", Parameters: []nexla.Parameter{
			{Name: "x_auth", Label: "API Token (X-AUTH-TOKEN)", DataType: "string", Secured: true},
			{Name: "mail", Label: "User Email"},
		},
	}}}
	if !reflect.DeepEqual(got.Shown(), want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if query := f.last(t, vendors).query; query != "expand=1&vendor_name=precoro_api" {
		t.Errorf("query %q", query)
	}
	f.wantCounts(t, map[string]int{token: 1, vendors: 1})

	got.Templates[0].Parameters[0].Name = "changed by a caller"
	got, err = c.Vendor(t.Context(), "precoro_api")
	wantNone(t, err)
	if !reflect.DeepEqual(got.Shown(), want) {
		t.Error("what is remembered has changed")
	}
}

func TestResponsesAboutAVendor(t *testing.T) {
	t.Parallel()
	const found nexla.Kind = -1
	for name, c := range map[string]struct {
		act      http.HandlerFunc
		kind     nexla.Kind
		requests int // In two calls.
	}{
		"unknown":                   {respondWith(404, ""), nexla.NotFound, 1},
		"unknown, in HTML":          {page(404), nexla.Unexpected, 2},
		"forbidden":                 {respondWith(403, ""), nexla.Forbidden, 2},
		"empty":                     {respondWith(200, ""), nexla.Unexpected, 2},
		"null":                      {respondWith(200, "null"), nexla.Unexpected, 2},
		"list":                      {respondWith(200, `[{"id":1,"name":"precoro_api_2"},{"id":2,"name":"precoro_api"}]`), found, 1},
		"list of others":            {respondWith(200, `[{"id":1,"name":"precoro_api_2"}]`), nexla.NotFound, 1},
		"empty list":                {respondWith(200, `[]`), nexla.NotFound, 1},
		"another":                   {respondWith(200, `{"id":1,"name":"precoro"}`), nexla.NotFound, 1},
		"templates as ids":          {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[5678,"5679"]}`), found, 1},
		"no templates":              {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":null}`), found, 1},
		"no id":                     {respondWith(200, `{"name":"precoro_api"}`), nexla.Unexpected, 2},
		"no name":                   {respondWith(200, `{"id":1}`), nexla.Unexpected, 2},
		"template without id":       {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[{}]}`), nexla.Unexpected, 2},
		"template that is a list":   {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[[]]}`), nexla.Unexpected, 2},
		"parameter without a name":  {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[{"id":1,"auth_parameters":[{"display_name":"x"}]}]}`), nexla.Unexpected, 2},
		"parameter with a control":  {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[{"id":1,"auth_parameters":[{"name":"x\u202ey"}]}]}`), nexla.Unexpected, 2},
		"parameter of great length": {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[{"id":1,"auth_parameters":[{"name":"`+strings.Repeat("x", 256)+`"}]}]}`), nexla.Unexpected, 2},
		"parameters as ids":         {respondWith(200, `{"id":1,"name":"precoro_api","auth_templates":[{"id":1,"auth_parameters":[7]}]}`), nexla.Unexpected, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(always, vendors, c.act)
			client := f.client()
			for range 2 {
				_, err := client.Vendor(t.Context(), "precoro_api")
				if c.kind == found {
					wantNone(t, err)
				} else {
					wantKind(t, err, c.kind)
				}
			}
			want := map[string]int{token: 1, vendors: c.requests}
			if name == "unknown" {
				want[list] = 1 // Whether the API can be read at all.
			}
			f.wantCounts(t, want)
		})
	}
}
