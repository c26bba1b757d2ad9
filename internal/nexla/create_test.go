package nexla_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"sync/atomic"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

func TestCreateLooksAndSendsOneRequest(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "other")
	f.holds("paymo_api", "a") // Another vendor's may have the name.
	made, err := f.client().Create(t.Context(), newCredential("a"))
	wantNone(t, err)
	if made.ID != 30003 || made.Name != "a" || made.VendorName != "precoro_api" {
		t.Errorf("%+v", made)
	}
	f.wantCounts(t, map[string]int{token: 1, list: 1, create: 1})

	sent := f.last(t, create)
	if got := sent.header.Get("Content-Type"); got != "application/json" {
		t.Errorf("content type %q", got)
	}
	var body, want any
	wantNone(t, json.Unmarshal([]byte(sent.body), &body))
	wantNone(t, json.Unmarshal([]byte(`{"name":"a","description":"","credentials_type":"rest","vendor_id":1234,
		"auth_template_id":5678,"template_config":{"x_auth":"`+configValue+`"},"tags":["terraform"]}`), &want))
	if !reflect.DeepEqual(body, want) {
		t.Errorf("sent %v, want %v", body, want)
	}
}

func TestNoDuplicateIsCreated(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	ids := f.holds("precoro_api", "a", "b", "a")
	_, err := f.client().Create(t.Context(), newCredential("a"))
	exists, ok := errors.AsType[*nexla.ExistsError](err)
	if !ok || !reflect.DeepEqual(exists.IDs, []int64{ids[0], ids[2]}) || exists.Name != "a" || exists.VendorName != "precoro_api" {
		t.Errorf("%+v", err)
	}
	f.wantCounts(t, map[string]int{token: 1, list: 1})
}

func TestNamesAreComparedExactly(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "A", "a ", "ab")
	f.holds("precoro_api_2", "a")
	_, err := f.client().Create(t.Context(), newCredential("a"))
	wantNone(t, err)
}

func TestConcurrentCreatesOfOneNameCreateOne(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	c := f.client()
	var exists atomic.Int64
	failed := atATime(20, func() error {
		_, err := c.Create(t.Context(), newCredential("a"))
		if e, ok := errors.AsType[*nexla.ExistsError](err); ok && reflect.DeepEqual(e.IDs, []int64{30001}) {
			exists.Add(1)
			return nil
		}
		return err
	})
	if len(failed) > 0 || exists.Load() != 19 {
		t.Errorf("%d exist already, %v", exists.Load(), failed)
	}
	f.wantCounts(t, map[string]int{token: 1, list: 1, create: 1})
}

func TestConcurrentCreatesListOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	c := f.client()
	var n atomic.Int64
	failed := atATime(30, func() error {
		_, err := c.Create(t.Context(), newCredential(string(rune('A'+n.Add(1)))))
		return err
	})
	if len(failed) > 0 {
		t.Error(failed[0])
	}
	f.wantCounts(t, map[string]int{token: 1, list: 1, create: 30})
}

func TestCredentialIsFoundAfterALostResponse(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]http.HandlerFunc{
		"broken connection": breaks,
		"timeout":           hangs,
		"502 in HTML":       page(502),
		"504":               respondWith(504, ""),
		"524":               respondWith(524, ""),
		"101":               respondWith(101, ""),
		"500":               respondWith(500, ""),
		"empty 200":         respondWith(200, ""),
		"200 in HTML":       page(200),
		"less than all":     short,
		"no id":             respondWith(200, `{"name":"a"}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "z")
			f.replaceResponseAfter(1, create, act)
			c := f.client()
			if name == "timeout" {
				c = f.hurried()
			}
			made, err := c.Create(t.Context(), newCredential("a"))
			wantNone(t, err)
			if made.ID != 30002 || made.AuthTemplateID != 5678 {
				t.Errorf("%+v", made)
			}
			f.wantCounts(t, map[string]int{token: 1, list: 2, create: 1, "GET /data_credentials/30002": 1})
			// It is known from now on.
			_, err = c.Create(t.Context(), newCredential("a"))
			if _, ok := errors.AsType[*nexla.ExistsError](err); !ok {
				t.Error(err)
			}
			f.wantCounts(t, map[string]int{token: 1, list: 2, create: 1, "GET /data_credentials/30002": 1})
		})
	}
}

func TestNoCredentialIsFoundAfterALostRequest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act  http.HandlerFunc
		kind nexla.Kind
	}{
		"broken connection": {breaks, nexla.ResponseLost},
		"timeout":           {hangs, nexla.ResponseLost},
		"502 in HTML":       {page(502), nexla.ResponseLost},
		"500":               {respondWith(500, ""), nexla.Unavailable}, // A response, and nothing was created.
		"empty 200":         {respondWith(200, ""), nexla.ResponseLost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(1, create, c.act)
			client := f.client()
			if name == "timeout" {
				client = f.hurried()
			}
			_, err := client.Create(t.Context(), newCredential("a"))
			if failed := wantKind(t, err, c.kind); failed.Cause == "" {
				t.Errorf("%+v", failed)
			}
			f.wantCounts(t, map[string]int{token: 1, list: 2, create: 1})
			// The next one looks afresh: the request may have been on its way.
			f.holds("precoro_api", "a")
			_, err = client.Create(t.Context(), newCredential("a"))
			if _, ok := errors.AsType[*nexla.ExistsError](err); !ok {
				t.Error(err)
			}
			f.wantCounts(t, map[string]int{token: 1, list: 3, create: 1})
		})
	}
}

func TestSeveralNewCredentialsAreNotAdopted(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.replaceResponseAfter(1, create, func(http.ResponseWriter, *http.Request) {
		f.holds("precoro_api", "a") // Somebody else was as fast.
		breaks(nil, nil)
	})
	_, err := f.client().Create(t.Context(), newCredential("a"))
	failed := wantKind(t, err, nexla.ResponseLost)
	if want := "30001, 30002"; !contains(failed.Error(), want) {
		t.Errorf("%v does not name %s", failed, want)
	}
	f.wantCounts(t, map[string]int{token: 1, list: 2, create: 1})
}

func TestFailedLookupKeepsTheResponseLost(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.replaceResponseAfter(1, create, func(http.ResponseWriter, *http.Request) {
		f.replaceResponse(2, list, respondWith(503, ""))
		breaks(nil, nil)
	})
	c := f.client()
	_, err := c.Create(t.Context(), newCredential("a"))
	wantKind(t, err, nexla.ResponseLost)
	f.wantCounts(t, map[string]int{token: 1, list: 3, create: 1})
	_, err = c.Create(t.Context(), newCredential("a"))
	if _, ok := errors.AsType[*nexla.ExistsError](err); !ok {
		t.Error(err)
	}
}

func TestErrorsOfACreateThatAreNotLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act  http.HandlerFunc
		kind nexla.Kind
	}{
		"400":         {respondWith(400, `{"message":"name is too long"}`), nexla.Invalid},
		"403":         {respondWith(403, ""), nexla.Forbidden},
		"404":         {respondWith(404, ""), nexla.Unexpected},
		"429":         {respondWith(429, ""), nexla.RateLimited},
		"503":         {respondWith(503, ""), nexla.Unavailable},
		"503 in HTML": {page(503), nexla.Unavailable},
		"redirect":    {redirects, nexla.Unexpected},
		"403 in HTML": {page(403), nexla.Unexpected},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(1, create, c.act)
			client := f.client()
			_, err := client.Create(t.Context(), newCredential("a"))
			wantKind(t, err, c.kind)
			f.wantCounts(t, map[string]int{token: 1, list: 1, create: 1})
			_, err = client.Create(t.Context(), newCredential("a"))
			wantNone(t, err)
		})
	}
}

func TestNothingIsCreatedIfTheLookupFails(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act  http.HandlerFunc
		kind nexla.Kind
	}{
		"403":   {respondWith(403, ""), nexla.Forbidden},
		"503":   {respondWith(503, ""), nexla.Unavailable},
		"HTML":  {page(200), nexla.Unexpected},
		"empty": {respondWith(200, ""), nexla.Unexpected}, // No list is not an empty one.
		"null":  {respondWith(200, "null"), nexla.Unexpected},
		"404":   {respondWith(404, ""), nexla.Unexpected},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(always, list, c.act)
			_, err := f.client().Create(t.Context(), newCredential("a"))
			wantKind(t, err, c.kind)
			if n := f.count(create); n != 0 {
				t.Errorf("%d requests to create", n)
			}
		})
	}
}

// TestListedCredentialIsReturnedIfItCannotBeRead where the credential that is taken over cannot
// be read by itself.
func TestListedCredentialIsReturnedIfItCannotBeRead(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.replaceResponseAfter(1, create, breaks)
	f.replaceResponse(always, get, respondWith(403, ""))
	options := f.options()
	options.Budget = 0 // No bound.
	made, err := nexla.New(options).Create(t.Context(), newCredential("a"))
	wantNone(t, err)
	if made.ID != 30001 {
		t.Errorf("%+v", made)
	}
}

func TestVendorMayBeNamed(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	named := newCredential("a")
	named.VendorID, named.AuthTemplateID, named.Tags = 0, 0, nil
	_, err := f.client().Create(t.Context(), named)
	wantNone(t, err)
	var body map[string]any
	wantNone(t, json.Unmarshal([]byte(f.last(t, create).body), &body))
	for _, absent := range []string{"vendor_id", "auth_template_id", "tags"} {
		if _, ok := body[absent]; ok {
			t.Errorf("%s is sent", absent)
		}
	}
	if body["vendor_name"] != "precoro_api" {
		t.Errorf("sent %v", body)
	}
}
