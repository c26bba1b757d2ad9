package nexla_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

func TestOnlyWhatChangesIsSent(t *testing.T) {
	t.Parallel()
	text, none := "b", ""
	config := map[string]secret.Value{"x_auth": secret.New(configValue)}
	for name, c := range map[string]struct {
		change nexla.Change
		want   string
	}{
		"name":              {nexla.Change{Name: &text}, `{"name":"b"}`},
		"empty description": {nexla.Change{Description: &none}, `{"description":""}`},
		"tags":              {nexla.Change{Tags: []string{"x"}}, `{"tags":["x"]}`},
		"configuration": {
			nexla.Change{VendorID: 1234, AuthTemplateID: 5678, Config: config},
			`{"vendor_id":1234,"auth_template_id":5678,"template_config":{"x_auth":"` + configValue + `"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			_, err := f.client().Update(t.Context(), 30001, c.change)
			wantNone(t, err)
			f.wantCounts(t, map[string]int{token: 1, update: 1})
			var sent, want any
			wantNone(t, json.Unmarshal([]byte(f.last(t, update).body), &sent))
			wantNone(t, json.Unmarshal([]byte(c.want), &want))
			if !reflect.DeepEqual(sent, want) {
				t.Errorf("sent %v, want %v", sent, want)
			}
		})
	}
}

func TestConfigurationThatNexlaWouldIgnoreIsNotSent(t *testing.T) {
	t.Parallel()
	config := map[string]secret.Value{"x_auth": secret.New(configValue)}
	for name, change := range map[string]nexla.Change{
		"no vendor":   {AuthTemplateID: 5678, Config: config},
		"no template": {VendorID: 1234, Config: config},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			_, err := f.client().Update(t.Context(), 30001, change)
			wantKind(t, err, nexla.Invalid)
			f.wantCounts(t, map[string]int{})
		})
	}
}

func TestChangeOfNothingReads(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	got, err := f.client().Update(t.Context(), 30001, nexla.Change{})
	wantNone(t, err)
	if got.Name != "a" {
		t.Errorf("%+v", got)
	}
	f.wantCounts(t, map[string]int{token: 1, get: 1})
}

func TestResponsesToAnUpdate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		times int
		act   http.HandlerFunc
		// kind is -1 where it succeeds.
		kind nexla.Kind
		want map[string]int
	}{
		"lost once":           {1, breaks, -1, map[string]int{token: 1, update: 2}},
		"lost":                {always, breaks, nexla.ResponseLost, map[string]int{token: 1, update: 2}},
		"502 in HTML, always": {always, page(502), nexla.ResponseLost, map[string]int{token: 1, update: 2}},
		"503, once":           {1, respondWith(503, ""), -1, map[string]int{token: 1, update: 2}},
		"503, always":         {always, respondWith(503, ""), nexla.Unavailable, map[string]int{token: 1, update: 2}},
		"429, always":         {always, respondWith(429, ""), nexla.RateLimited, map[string]int{token: 1, update: 2}},
		"400":                 {1, respondWith(400, ""), nexla.Invalid, map[string]int{token: 1, update: 1}},
		"403":                 {1, respondWith(403, ""), nexla.Forbidden, map[string]int{token: 1, update: 1}},
		"404":                 {1, respondWith(404, ""), nexla.NotFound, map[string]int{token: 1, update: 1}},
		"HTML":                {1, page(200), nexla.Unexpected, map[string]int{token: 1, update: 1}},
		"redirect":            {1, redirects, nexla.Unexpected, map[string]int{token: 1, update: 1}},
		"empty 200":           {1, respondWith(200, ""), -1, map[string]int{token: 1, update: 1, get: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.replaceResponseAfter(c.times, update, c.act)
			text := "b"
			got, err := f.client().Update(t.Context(), 30001, nexla.Change{Name: &text})
			if c.kind >= 0 {
				wantKind(t, err, c.kind)
			} else if wantNone(t, err); got.Name != "b" {
				t.Errorf("%+v", got)
			}
			f.wantCounts(t, c.want)
		})
	}
}

func TestResponsesToADelete(t *testing.T) {
	t.Parallel()
	inUse := func(sources, sinks []int64, message string) *nexla.InUseError {
		return &nexla.InUseError{ID: 30001, DataSources: sources, DataSinks: sinks, Message: message}
	}
	for name, c := range map[string]struct {
		times    int
		act      http.HandlerFunc
		inUse    *nexla.InUseError
		kind     nexla.Kind // -1 where it succeeds.
		requests int
	}{
		"empty 200":         {1, respondWith(200, ""), nil, -1, 1},
		"200 with a body":   {1, respondWith(200, `{"code":"200","message":"ok"}`), nil, -1, 1},
		"204":               {1, respondWith(204, ""), nil, -1, 1},
		"empty 404":         {1, respondWith(404, ""), nil, -1, 1},
		"404 in HTML":       {1, page(404), nil, nexla.Unexpected, 1},
		"lost once":         {1, breaks, nil, -1, 2},
		"lost":              {always, breaks, nil, nexla.Unavailable, 2},
		"502 in HTML, once": {1, page(502), nil, -1, 2},
		"403":               {1, respondWith(403, ""), nil, nexla.Forbidden, 1},
		"in use": {1, respondWith(405, `{"data_sources":[7001,"7002"],"data_sinks":[],"message":"Data credentials in use"}`),
			inUse([]int64{7001, 7002}, nil, "Data credentials in use"), -1, 1},
		"in use, as objects":          {1, respondWith(405, `{"data_sinks":[{"id":7003,"name":"x"},null,"?"]}`), inUse(nil, []int64{7003}, ""), -1, 1},
		"in use, empty":               {1, respondWith(405, ""), inUse(nil, nil, ""), -1, 1},
		"in use, of another shape":    {1, respondWith(405, `{"data_sources":{"a":1},"message":7}`), inUse(nil, nil, ""), -1, 1},
		"in use, one of another form": {1, respondWith(405, `{"data_sources":7,"data_sinks":[8]}`), inUse(nil, []int64{8}, ""), -1, 1},
		"405 in HTML":                 {1, page(405), nil, nexla.Unexpected, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.replaceResponse(c.times, remove, c.act)
			err := f.client().Delete(t.Context(), 30001)
			used, isUsed := errors.AsType[*nexla.InUseError](err)
			switch {
			case c.inUse != nil:
				if !isUsed || !reflect.DeepEqual(used, c.inUse) || used.Error() == "" {
					t.Errorf("got %+v, want %+v", err, c.inUse)
				}
			case c.kind >= 0:
				wantKind(t, err, c.kind)
			default:
				wantNone(t, err)
			}
			want := map[string]int{token: 1, remove: c.requests}
			if name == "empty 404" {
				want[list] = 1 // Whether the API can be read at all.
			}
			f.wantCounts(t, want)
		})
	}
}

// TestRepeatedDeleteAfterALostResponseSucceeds: the repeated request is a 404.
func TestRepeatedDeleteAfterALostResponseSucceeds(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponseAfter(1, remove, breaks)
	wantNone(t, f.client().Delete(t.Context(), 30001))
	f.wantCounts(t, map[string]int{token: 1, remove: 2, list: 1})
}

// TestUpdateThatMayHaveBeenMadeSaysSo: the kind is that of the last response, and an earlier
// request may have been carried out.
func TestUpdateThatMayHaveBeenMadeSaysSo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(*fake)
		kind    nexla.Kind
		want    bool
	}{
		"forbidden": {func(f *fake) { f.replaceResponse(1, update, respondWith(403, "")) }, nexla.Forbidden, false},
		"lost, then forbidden": {func(f *fake) {
			f.replaceResponseAfter(1, update, breaks)
			f.replaceResponse(1, update, respondWith(403, ""))
		}, nexla.Forbidden, true},
		"made, and not to be read": {func(f *fake) {
			f.replaceResponseAfter(1, update, respondWith(200, ""))
			f.replaceResponse(always, get, respondWith(403, ""))
		}, nexla.Forbidden, true},
		"made, and gone": {func(f *fake) {
			f.replaceResponseAfter(1, update, respondWith(200, ""))
			f.replaceResponse(always, get, respondWith(404, ""))
		}, nexla.NotFound, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			c.prepare(f)
			text := "b"
			_, err := f.client().Update(t.Context(), 30001, nexla.Change{Name: &text})
			if failed := wantKind(t, err, c.kind); failed.MayHaveChanged != c.want {
				t.Errorf("may have changed: %t, want %t: %v", failed.MayHaveChanged, c.want, err)
			}
		})
	}
}
