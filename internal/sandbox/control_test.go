package sandbox

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestControlRoundTrip(t *testing.T) {
	s := newSandbox(t, Config{RouteWindow: -1})
	c := NewClient(strings.TrimPrefix(s.URL(), "http://"))
	v, ctx := s.Vendor("paymo"), t.Context()
	status := func(authorization string) int {
		return get(t, v.BaseURL()+"/me", "Authorization", authorization).status
	}
	demo := basic("sandbox-paymo-key-not-a-secret", "x")
	steps := []struct {
		name string
		do   func() error
		want int
	}{
		{"revoke", func() error { return c.Revoke(ctx, "paymo") }, 401},
		{"restore", func() error { return c.Restore(ctx, "paymo") }, 200},
		{"break", func() error { return c.Break(ctx, "paymo", Fault{"rate_limited", "3"}) }, 429},
		{"mend", func() error { return c.Mend(ctx, "paymo") }, 200},
		{"take", func() error { return c.Take(ctx, "paymo", "api_key") }, 401},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := status(demo); got != step.want {
			t.Errorf("after %s: status %d, want %d", step.name, got, step.want)
		}
	}
	recorded, err := c.Requests(ctx)
	if err != nil || len(recorded) != len(steps) {
		t.Fatalf("%d requests, %v", len(recorded), err)
	}
	if r := recorded[2]; r.Vendor != "paymo" || r.Path != "/me" || r.Status != 429 || r.At.IsZero() {
		t.Errorf("recorded %+v", r)
	}
	for _, err := range []error{c.Revoke(ctx, "unknown"), c.Take(ctx, "resci", "basic"), c.Break(ctx, "paymo", Fault{"nonsense", ""})} {
		if err == nil || errors.Is(err, ErrNotRunning) {
			t.Errorf("a wrong command ended with %v", err)
		}
	}
}

func TestControlRejectsBrowsers(t *testing.T) {
	s := newSandbox(t, Config{})
	post := func(verb, body string, change func(*http.Request)) int {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+controlPrefix+verb, strings.NewReader(body))
		change(request)
		response, err := client(t).Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	const revoke = `{"vendor":"resci"}`
	for name, c := range map[string]struct {
		status int
		got    int
	}{
		"origin": {403, post("revoke", revoke, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1") })},
		"host":   {403, post("revoke", revoke, func(r *http.Request) { r.Host = "rebound.example.com" })},
		"method": {405, post("revoke", revoke, func(r *http.Request) { r.Method = http.MethodGet })},
		"verb":   {404, post("nonsense", revoke, func(*http.Request) {})},
		"body":   {400, post("revoke", "nonsense", func(*http.Request) {})},
		"fields": {400, post("revoke", `{"vendor":"resci","fields":{"nonsense":"x"}}`, func(*http.Request) {})},
		"both":   {400, post("break", `{"vendor":"resci","fault":"reset","path":"/ping","next":1}`, func(*http.Request) {})},
	} {
		if c.got != c.status {
			t.Errorf("%s: status %d, want %d", name, c.got, c.status)
		}
	}
	get(t, s.Vendor("resci").BaseURL()+"/ping", demoHeaders(t, "resci")...).want(t, 200)
	if post("break", `{"vendor":"resci","fault":"status=410","next":1}`, func(*http.Request) {}) != 200 ||
		post("break", `{"vendor":"resci","fault":"status=411","path":"/ping"}`, func(*http.Request) {}) != 200 {
		t.Error("break by number or path was rejected")
	}
	for _, want := range []int{410, 411, 411} {
		get(t, s.Vendor("resci").BaseURL()+"/ping", demoHeaders(t, "resci")...).want(t, want)
	}
}

func TestClientReportsThatNoSandboxResponds(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	for _, address := range []string{"127.0.0.1:1", other.Listener.Addr().String()} {
		if err := NewClient(address).Mend(t.Context(), "paymo"); !errors.Is(err, ErrNotRunning) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
