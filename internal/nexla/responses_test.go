package nexla_test

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

func TestCredentialIsRead(t *testing.T) {
	t.Parallel()
	want := nexla.Credential{
		ID: 30001, Name: "a", CredentialsType: "rest", VendorID: 1234, VendorName: "precoro_api", AuthTemplateID: 5678, Whole: true,
		Tags: []string{"x"}, OwnerID: 7, OwnerEmail: "ops@example.com", OrganizationID: 3, AccessRoles: []string{"owner"},
		VerifiedStatus: "200 Ok", CreatedAt: "2025-12-17T09:00:00Z",
	}
	for name, body := range map[string]string{
		"ids as numbers": `{"id":30001,"name":"a","description":null,"credentials_type":"rest","vendor":{"id":1234,"name":"precoro_api"},
			"auth_template":{"id":5678},"tags":["x",null],"owner":{"id":7,"email":"ops@example.com"},"org":{"id":3},"access_roles":[null,"owner"],
			"verified_at":null,"verified_status":"200 Ok","created_at":"2025-12-17T09:00:00Z","copied_from_id":null,"template_config":{"a":1}}`,
		"ids as texts": `{"id":"30001","name":"a","credentials_type":"rest","vendor":{"id":"1234","name":"precoro_api"},
			"auth_template":"5678","tags":["x"],"owner":{"id":" 7","email":"ops@example.com"},"org":"3","access_roles":["owner"],
			"verified_status":"200\u0000 Ok","created_at":"2025-12-17T09:00:00Z"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(1, get, respondWith(200, body))
			got, err := f.client().Get(t.Context(), 30001)
			wantNone(t, err)
			if got = got.Shown(); !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestResponsesToARead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act      http.HandlerFunc
		kind     nexla.Kind
		requests int
	}{
		"empty 404":              {respondWith(404, ""), nexla.NotFound, 1},
		"404 with a message":     {respondWith(404, `{"message":"gone"}`), nexla.Unexpected, 1},
		"404 in HTML":            {page(404), nexla.Unexpected, 1},
		"empty 403":              {respondWith(403, ""), nexla.Forbidden, 1},
		"403 in HTML":            {page(403), nexla.Unexpected, 1},
		"400":                    {respondWith(400, `{"error":"no"}`), nexla.Invalid, 1},
		"429":                    {respondWith(429, ""), nexla.RateLimited, 2},
		"500":                    {respondWith(500, ""), nexla.Unavailable, 2},
		"502 in HTML":            {page(502), nexla.Unavailable, 2},
		"broken connection":      {breaks, nexla.Unavailable, 2},
		"200 in HTML":            {page(200), nexla.Unexpected, 1},
		"redirect":               {redirects, nexla.Unexpected, 1},
		"empty 200":              {respondWith(200, ""), nexla.Unexpected, 1},
		"no JSON":                {respondWith(200, "ok"), nexla.Unexpected, 1},
		"a list":                 {respondWith(200, `[]`), nexla.Unexpected, 1},
		"null":                   {respondWith(200, `null`), nexla.Unexpected, 1},
		"another id":             {respondWith(200, `{"id":30002}`), nexla.Unexpected, 1},
		"no id":                  {respondWith(200, `{"name":"a"}`), nexla.Unexpected, 1},
		"id that is a fraction":  {respondWith(200, `{"id":30001.5}`), nexla.Unexpected, 1},
		"id that is an object":   {respondWith(200, `{"id":{}}`), nexla.Unexpected, 1},
		"name that is a number":  {respondWith(200, `{"id":30001,"name":1}`), nexla.Unexpected, 1},
		"tags that are a text":   {respondWith(200, `{"id":30001,"tags":"x"}`), nexla.Unexpected, 1},
		"more than can be read":  {respondWith(200, `{"id":30001,"name":"`+string(make([]byte, 1<<20))+`"}`), nexla.Unexpected, 1},
		"less than was promised": {short, nexla.Unavailable, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.replaceResponse(always, get, c.act)
			_, err := f.client().Get(t.Context(), 30001)
			failed := wantKind(t, err, c.kind)
			if failed.Host == "" || failed.Operation != "read credential 30001" {
				t.Errorf("%+v", failed)
			}
			if nexla.IsNotFound(err) != (c.kind == nexla.NotFound) {
				t.Errorf("not found: %v", err)
			}
			if name == "broken connection" && f.count(get) == 3 {
				return // net/http repeats a GET by itself on a connection that was used before.
			}
			want := map[string]int{token: 1, get: c.requests}
			if name == "empty 404" {
				want[list] = 1 // Whether the API can be read at all.
			}
			f.wantCounts(t, want)
		})
	}
}

// Test404OfAnAPIThatCannotBeRead: a wrong api_url, or something in front of
// Nexla, responds so to every path, and no credential is gone and no vendor unknown.
func Test404OfAnAPIThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]http.HandlerFunc{"empty": respondWith(404, ""), "HTML": page(404), "JSON": respondWith(404, `{"message":"no route"}`)} {
		f := newFake(t)
		f.holds("precoro_api", "a")
		f.replaceResponse(always, get, respondWith(404, ""))
		f.replaceResponse(always, list, act)
		f.replaceResponse(always, remove, respondWith(404, ""))
		f.replaceResponse(always, vendors, respondWith(404, ""))
		_, err := f.client().Get(t.Context(), 30001)
		if wantKind(t, err, nexla.Unexpected); nexla.IsNotFound(err) {
			t.Errorf("%s: %v", name, err)
		}
		wantKind(t, f.client().Delete(t.Context(), 30001), nexla.Unexpected)
		_, err = f.client().Vendor(t.Context(), "precoro_api")
		wantKind(t, err, nexla.Unexpected)
	}
}

func TestRetryAfterOfNexlaIsKept(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponse(1, get, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	begun := time.Now()
	_, err := f.client().Get(t.Context(), 30001)
	wantNone(t, err)
	if took := time.Since(begun); took < time.Second {
		t.Errorf("took %s", took)
	}
}

func TestWaitBeyondTheBudgetIsNotBegun(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.replaceResponse(always, get, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	begun := time.Now()
	_, err := f.client().Get(t.Context(), 30001)
	wantKind(t, err, nexla.RateLimited)
	wantWithin(t, begun, 5*time.Second)
	f.wantCounts(t, map[string]int{token: 1, get: 1})
}

func TestBudgetEndsACall(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.replaceResponse(always, get, hangs)
	options := f.options()
	options.Budget = 300 * time.Millisecond
	begun := time.Now()
	_, err := nexla.New(options).Get(t.Context(), 30001)
	wantKind(t, err, nexla.Unavailable)
	wantWithin(t, begun, 5*time.Second)
}

func TestUnreachableHostIsUnavailable(t *testing.T) {
	t.Parallel()
	options := newFake(t).options()
	for name, url := range map[string]string{"closed port": "http://127.0.0.1:1", "no URL": "http://exa mple.com\x00", "relative": "nexla-api"} {
		t.Run(name, func(t *testing.T) {
			options := options
			options.URL = url
			failed := wantKind(t, reading(t, nexla.New(options))(), nexla.Unavailable)
			if failed.Cause == "" {
				t.Errorf("no cause: %+v", failed)
			}
		})
	}
}

func TestCancellationEndsEveryWait(t *testing.T) {
	t.Parallel()
	hint := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "8")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	for name, c := range map[string]struct {
		line string
		act  http.HandlerFunc
		call func(context.Context, *nexla.Client) error
		kind nexla.Kind
	}{
		"for a session":  {token, hangs, reads, nexla.Unavailable},
		"for a response": {get, hangs, reads, nexla.Unavailable},
		"before a retry": {get, hint, reads, nexla.RateLimited},
		"for a listing":  {list, hangs, owns, nexla.Unavailable},
		"for a probe":    {probe, hangs, probes, nexla.Unavailable},
		"for a POST":     {create, hangs, creates, nexla.ResponseLost},
		"for a PUT":      {update, hangs, renames, nexla.ResponseLost},
		"for a vendor":   {"GET /vendors", hangs, readsVendor, nexla.Unavailable},
		"for a look":     {list, hangs, creates, nexla.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.replaceResponse(always, c.line, c.act)
			ctx, cancel := context.WithCancel(t.Context())
			var begun time.Time
			go func() {
				for f.count(c.line) == 0 {
					time.Sleep(5 * time.Millisecond)
				}
				time.Sleep(100 * time.Millisecond)
				begun = time.Now()
				cancel()
			}()
			options := f.options()
			options.RequestTimeout = 9 * time.Second
			failed := wantKind(t, c.call(ctx, nexla.New(options)), c.kind)
			wantWithin(t, begun, 5*time.Second)
			if failed.Cause == "" {
				t.Errorf("no cause: %+v", failed)
			}
			before := f.count(c.line)
			_ = c.call(ctx, nexla.New(options))
			if after := f.count(c.line); after != before {
				t.Errorf("%d requests after the cancellation", after-before)
			}
			f.CloseClientConnections()
		})
	}
}

func reads(ctx context.Context, c *nexla.Client) error {
	_, err := c.Get(ctx, 30001)
	return err
}

func owns(ctx context.Context, c *nexla.Client) error {
	_, err := c.Owned(ctx, "precoro_api", "a")
	return err
}

func probes(ctx context.Context, c *nexla.Client) error {
	_, err := c.Probe(ctx, 30001)
	return err
}

func creates(ctx context.Context, c *nexla.Client) error {
	_, err := c.Create(ctx, newCredential("b"))
	return err
}

func renames(ctx context.Context, c *nexla.Client) error {
	name := "c"
	_, err := c.Update(ctx, 30001, nexla.Change{Name: &name})
	return err
}

func readsVendor(ctx context.Context, c *nexla.Client) error {
	_, err := c.Vendor(ctx, "precoro_api")
	return err
}

func TestObserverSeesEveryAttempt(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponse(1, get, respondWith(503, ""))
	options := f.options()
	var calls []string
	options.Observe = func(_ context.Context, call nexla.Call) {
		calls = append(calls, fmt.Sprintf("%s %s %d %d", call.Method, call.Path, call.Number, call.HTTPStatus))
		if call.Host == "" || call.Duration <= 0 {
			t.Errorf("%+v", call)
		}
	}
	wantNone(t, reading(t, nexla.New(options))())
	want := []string{"POST /token 1 200", "GET /data_credentials/30001 1 503", "GET /data_credentials/30001 2 200"}
	if !reflect.DeepEqual(calls, want) {
		t.Errorf("got %q, want %q", calls, want)
	}
}
