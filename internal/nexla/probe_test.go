package nexla_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

func TestResponsesToAProbe(t *testing.T) {
	t.Parallel()
	const conclusive nexla.Kind = -1
	for name, c := range map[string]struct {
		act  http.HandlerFunc
		want nexla.Probe
		kind nexla.Kind
	}{
		"empty 200":            {respondWith(200, ""), nexla.Probe{Valid: true}, conclusive},
		"204":                  {respondWith(204, ""), nexla.Probe{Valid: true}, conclusive},
		"200 with output":      {respondWith(200, `{"output":{"a":1},"status":"ok"}`), nexla.Probe{Valid: true}, conclusive},
		"200 that is complete": {respondWith(200, `{"request_id":1,"status":"completed"}`), nexla.Probe{Valid: true}, conclusive},
		"200 for later":        {respondWith(200, `{"request_id":1,"status":"pending"}`), nexla.Probe{}, nexla.Unexpected},
		"202":                  {respondWith(202, ""), nexla.Probe{}, nexla.Unexpected},
		"200 of no JSON":       {respondWith(200, "fine"), nexla.Probe{}, nexla.Unexpected},
		"200 in HTML":          {page(200), nexla.Probe{}, nexla.Unexpected},
		"redirect":             {redirects, nexla.Probe{}, nexla.Unexpected},
		"403 with a reason":    {respondWith(403, `{"status":403,"message":"bad\u0007 key"}`), nexla.Probe{Message: "bad key", HTTPStatus: 403}, conclusive},
		"400 with an error":    {respondWith(400, `{"error":"bad key"}`), nexla.Probe{Message: "bad key", HTTPStatus: 400}, conclusive},
		"404 with a reason":    {respondWith(404, `{"message":"vendor has no such account"}`), nexla.Probe{Message: "vendor has no such account", HTTPStatus: 404}, conclusive},
		"403 without":          {respondWith(403, ""), nexla.Probe{}, nexla.Forbidden},
		"404 without":          {respondWith(404, ""), nexla.Probe{}, nexla.NotFound},
		"400 without":          {respondWith(400, `{"message":" "}`), nexla.Probe{}, nexla.Invalid},
		"403 in HTML":          {page(403), nexla.Probe{}, nexla.Unexpected},
		"401 in HTML":          {page(401), nexla.Probe{}, nexla.Unexpected},
		"408 with a reason":    {respondWith(408, `{"message":"slow"}`), nexla.Probe{}, nexla.Unavailable},
		"429 with a reason":    {respondWith(429, `{"message":"slow down"}`), nexla.Probe{}, nexla.RateLimited},
		"500":                  {respondWith(500, `{"message":"oops"}`), nexla.Probe{}, nexla.Unavailable},
		"502 in HTML":          {page(502), nexla.Probe{}, nexla.Unavailable},
		"broken connection":    {breaks, nexla.Probe{}, nexla.Unavailable},
		"no response":          {hangs, nexla.Probe{}, nexla.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.replaceResponse(always, probe, c.act)
			client := f.client()
			if name == "no response" {
				client.SetProbeTime(2 * time.Second)
			}
			got, err := client.Probe(t.Context(), 30001)
			if c.kind == conclusive {
				wantNone(t, err)
			} else {
				wantKind(t, err, c.kind)
			}
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			f.wantCounts(t, map[string]int{token: 1, probe: 1})
		})
	}
}

func TestProbeHasItsOwnTimeout(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponseAfter(1, probe, func(http.ResponseWriter, *http.Request) { time.Sleep(4 * time.Second) })
	options := f.options()
	options.RequestTimeout, options.Budget = 3*time.Second, 3*time.Second
	client := nexla.New(options)
	got, err := client.Probe(t.Context(), 30001)
	wantNone(t, err)
	if !got.Valid {
		t.Errorf("%+v", got)
	}

	client.SetProbeTime(200 * time.Millisecond)
	f.replaceResponse(1, probe, hangs)
	begun := time.Now()
	_, err = client.Probe(t.Context(), 30001)
	failed := wantKind(t, err, nexla.Unavailable)
	wantWithin(t, begun, 5*time.Second)
	if failed.Cause != "no response arrived within 200ms" {
		t.Errorf("cause %q", failed.Cause)
	}
}

// TestProbeIsNotRepeatedByNetHTTP, which does so with a GET on a connection
// that was used before and breaks.
func TestProbeIsNotRepeatedByNetHTTP(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	client := f.client()
	for range 3 {
		_, err := client.Probe(t.Context(), 30001)
		wantNone(t, err)
	}
	f.replaceResponse(always, probe, breaks)
	_, err := client.Probe(t.Context(), 30001)
	wantKind(t, err, nexla.Unavailable)
	f.wantCounts(t, map[string]int{token: 1, probe: 4})
}

func Test401OfAProbe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		configure   func(*fake)
		accessToken bool
		// want is nil if the response is inconclusive.
		want     *nexla.Probe
		kind     nexla.Kind
		requests map[string]int
	}{
		"the vendor's": {
			func(f *fake) { f.vendorRejects = true }, false, &nexla.Probe{Message: "vendor rejects it", HTTPStatus: 401}, 0,
			map[string]int{token: 1, probe: 1, get: 1},
		},
		"the vendor's, without a reason": {
			func(f *fake) { f.replaceResponse(always, probe, respondWith(401, "")) }, false, &nexla.Probe{HTTPStatus: 401}, 0,
			map[string]int{token: 1, probe: 1, get: 1},
		},
		"the session's": {
			func(f *fake) { f.revoked = true }, false, &nexla.Probe{Valid: true}, 0,
			map[string]int{token: 2, probe: 2, get: 1},
		},
		"the session's, then the vendor's": {
			func(f *fake) { f.revoked, f.vendorRejects = true, true }, false, &nexla.Probe{Message: "vendor rejects it", HTTPStatus: 401}, 0,
			map[string]int{token: 2, probe: 2, get: 2},
		},
		"the session's, always": {
			func(f *fake) {
				f.replaceResponse(always, probe, respondWith(401, ""))
				f.replaceResponse(always, get, respondWith(401, ""))
			}, false, nil, nexla.Rejected,
			map[string]int{token: 2, probe: 2, get: 2},
		},
		"of a token that cannot be renewed": {
			func(f *fake) { f.revoked = true }, true, nil, nexla.Rejected,
			map[string]int{probe: 1, get: 1},
		},
		"the vendor's, with a token": {
			func(f *fake) { f.vendorRejects = true }, true, &nexla.Probe{Message: "vendor rejects it", HTTPStatus: 401}, 0,
			map[string]int{probe: 1, get: 1},
		},
		"undecided": {
			func(f *fake) {
				f.vendorRejects = true
				f.replaceResponse(always, get, respondWith(503, ""))
			}, false, nil, nexla.Unavailable,
			map[string]int{token: 1, probe: 1, get: 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			options := f.options()
			if c.accessToken {
				options.ServiceKey, options.AccessToken = secret.Value{}, secret.New("example-session-000")
			}
			client := nexla.New(options)
			if !c.accessToken {
				_, err := client.Owned(t.Context(), "none", "none") // Begins the session that configure may end.
				wantNone(t, err)
			}
			c.configure(f)
			got, err := client.Probe(t.Context(), 30001)
			if c.want == nil {
				wantKind(t, err, c.kind)
			} else if wantNone(t, err); got != *c.want {
				t.Errorf("got %+v, want %+v", got, *c.want)
			}
			if !c.accessToken {
				c.requests[list] = 1
			}
			f.wantCounts(t, c.requests)
		})
	}
}
