package nexla_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

func TestNewMakesNoRequest(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.client()
	f.wantCounts(t, map[string]int{})
}

func TestHundredCallsShareOneSession(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	if failed := atATime(100, reading(t, f.client())); len(failed) > 0 {
		t.Fatal(failed[0])
	}
	f.wantCounts(t, map[string]int{token: 1, get: 100})
}

func TestServiceKeyIsSentAsItIs(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	wantNone(t, reading(t, f.client())())

	request := f.last(t, token)
	if got := request.header.Get("Authorization"); got != "Basic "+serviceKey {
		t.Errorf("authorization %q", got)
	}
	if request.header.Get("Content-Length") != "0" && request.length != 0 || request.body != "" {
		t.Errorf("length %d, body %q", request.length, request.body)
	}
	for _, line := range []string{token, get} {
		header := f.last(t, line).header
		if header.Get("Accept") != "application/vnd.nexla.api.v1+json" || header.Get("User-Agent") != "example-agent/1" {
			t.Errorf("%s: %v", line, header)
		}
		if header.Get("Content-Type") != "" {
			t.Errorf("%s without a body has a type", line)
		}
	}
	if got := f.last(t, get).header.Get("Authorization"); got != "Bearer example-session-001" {
		t.Errorf("authorization %q", got)
	}
}

func TestSessionIsRenewedBeforeItEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lifetime any
		sessions int
	}{
		"two seconds":       {2, 2}, // Renewed at half its life.
		"as text":           {"2", 2},
		"as a fraction":     {2.0, 2},
		"an hour":           {3600, 1},
		"not sent":          {nil, 1},
		"nothing":           {0, 1},
		"negative":          {-1, 1},
		"longer than ever":  {int64(1) << 60, 1},
		"a minute and more": {90, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.lifetime = c.lifetime
			f.holds("precoro_api", "a")
			read := reading(t, f.client())
			wantNone(t, read())
			time.Sleep(1100 * time.Millisecond)
			if failed := atATime(10, read); len(failed) > 0 {
				t.Fatal(failed[0])
			}
			f.wantCounts(t, map[string]int{token: c.sessions, get: 11})
		})
	}
}

func TestSessionThatEndsInMidUseIsRenewedOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	read := reading(t, f.client())
	wantNone(t, read())
	f.mu.Lock()
	f.revoked = true
	f.slow = 50 * time.Millisecond // So that all are rejected before one is renewed.
	f.mu.Unlock()
	if failed := atATime(20, read); len(failed) > 0 {
		t.Fatal(failed[0])
	}
	if n := f.count(token); n != 2 {
		t.Errorf("%d sessions, want 2", n)
	}
	if n := f.count(get); n > 41 {
		t.Errorf("%d requests: more than one was repeated twice", n)
	}
}

func TestRequestIsRepeatedOnceInANewSession(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sameToken bool
		call      func(*nexla.Client, context.Context) error
		want      map[string]int
	}{
		"read": {false, func(c *nexla.Client, ctx context.Context) error {
			_, err := c.Get(ctx, 30001)
			return err
		}, map[string]int{token: 2, get: 2}},
		"read, and the new token is the old one": {true, func(c *nexla.Client, ctx context.Context) error {
			_, err := c.Get(ctx, 30001)
			return err
		}, map[string]int{token: 2, get: 2}},
		"create": {false, func(c *nexla.Client, ctx context.Context) error {
			_, err := c.Create(ctx, newCredential("b"))
			return err
		}, map[string]int{token: 2, list: 1, create: 2}},
	} {
		for _, times := range []int{1, always} {
			t.Run(fmt.Sprint(name, " rejected ", times), func(t *testing.T) {
				t.Parallel()
				f := newFake(t)
				f.holds("precoro_api", "a")
				f.sameToken = c.sameToken
				for _, line := range []string{get, create} {
					f.replaceResponse(times, line, respondWith(401, ""))
				}
				err := c.call(f.client(), t.Context())
				if times == 1 {
					wantNone(t, err)
				} else {
					wantKind(t, err, nexla.Rejected)
				}
				f.wantCounts(t, c.want)
			})
		}
	}
}

func TestRejectedServiceKeyIsTriedOncePerProcess(t *testing.T) {
	t.Parallel()
	for _, status := range []int{400, 401, 403} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(always, token, respondWith(status, `{"message":"Invalid header format"}`))
			c := f.client()
			failed := atATime(20, reading(t, c))
			_, err := c.Create(t.Context(), newCredential("a"))
			for _, err := range append(failed, err) {
				if e := wantKind(t, err, nexla.Rejected); e.HTTPStatus != status || e.Message != "Invalid header format" {
					t.Errorf("%+v", e)
				}
			}
			if len(failed) != 20 {
				t.Errorf("%d calls failed, want 20", len(failed))
			}
			f.wantCounts(t, map[string]int{token: 1})
		})
	}
}

func TestServiceKeyThatIsRejectedLaterIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	read := reading(t, f.client())
	wantNone(t, read())
	f.revoked = true
	f.replaceResponse(always, token, respondWith(401, ""))
	for range 3 {
		wantKind(t, read(), nexla.Rejected)
	}
	f.wantCounts(t, map[string]int{token: 2, get: 2})
}

func TestFailedKeyExchangeIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act  http.HandlerFunc
		kind nexla.Kind
		// requests counts those of one call.
		requests int
	}{
		"503":              {respondWith(503, ""), nexla.Unavailable, 2},
		"429":              {respondWith(429, ""), nexla.RateLimited, 2},
		"broken":           {breaks, nexla.Unavailable, 2},
		"401 in HTML":      {page(401), nexla.Unexpected, 1},
		"200 in HTML":      {page(200), nexla.Unexpected, 1},
		"redirect":         {redirects, nexla.Unexpected, 1},
		"404":              {respondWith(404, ""), nexla.Unexpected, 1}, // Of the route, and of no credential.
		"422":              {respondWith(422, ""), nexla.Invalid, 1},
		"empty":            {respondWith(200, ""), nexla.Unexpected, 1},
		"no token":         {respondWith(200, `{}`), nexla.Unexpected, 1},
		"null":             {respondWith(200, `null`), nexla.Unexpected, 1},
		"of another shape": {respondWith(200, `{"access_token":["x"]}`), nexla.Unexpected, 1},
		"with a space":     {respondWith(200, `{"access_token":"example session"}`), nexla.Unexpected, 1},
		"with a newline":   {respondWith(200, `{"access_token":"example\n"}`), nexla.Unexpected, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.replaceResponse(c.requests, token, c.act)
			read := reading(t, f.client())
			err := read()
			wantKind(t, err, c.kind)
			if nexla.IsNotFound(err) {
				t.Error("looks like a credential that is gone")
			}
			f.wantCounts(t, map[string]int{token: c.requests})
			wantNone(t, read())
		})
	}
}

func TestAccessTokenIsNotRenewed(t *testing.T) {
	t.Parallel()
	for name, good := range map[string]bool{"good": true, "expired": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			f.revoked = !good
			options := f.options()
			options.ServiceKey, options.AccessToken = secret.Value{}, secret.New("example-session-000")
			err := reading(t, nexla.New(options))()
			if good {
				wantNone(t, err)
			} else {
				wantKind(t, err, nexla.Rejected)
			}
			f.wantCounts(t, map[string]int{get: 1})
		})
	}
}

func TestWithoutKeyNoRequestIsSent(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	options := f.options()
	options.ServiceKey = secret.Value{}
	wantKind(t, reading(t, nexla.New(options))(), nexla.Rejected)
	f.wantCounts(t, map[string]int{})
}

func TestCancellationOfTheFirstCallerKeepsTheOthers(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.slow = 300 * time.Millisecond
	c := f.client()
	first, cancel := context.WithCancel(t.Context())
	var calls sync.WaitGroup
	calls.Go(func() {
		_, err := c.Get(first, 30001)
		wantKindOutside(t, err, nexla.Unavailable)
	})
	time.Sleep(100 * time.Millisecond)
	calls.Go(func() {
		if err := reading(t, c)(); err != nil {
			t.Error(err)
		}
	})
	time.Sleep(50 * time.Millisecond)
	cancel()
	calls.Wait()
	f.wantCounts(t, map[string]int{token: 1, get: 1})
}
