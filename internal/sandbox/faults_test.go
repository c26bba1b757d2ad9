package sandbox

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// pingBroken requests ReSci's /ping with its demo credential while a fault is on.
func pingBroken(t *testing.T, fault string) (reply, error) {
	t.Helper()
	v := brokenReSci(t, fault)
	return sendRequest(t, http.MethodGet, v.BaseURL()+"/ping", "Authorization", "ApiKey sandbox-resci-key-not-a-secret")
}

func brokenReSci(t *testing.T, fault string) *Vendor {
	t.Helper()
	f, err := ParseFault(fault)
	if err != nil {
		t.Fatal(err)
	}
	v := newSandbox(t, Config{}).Vendor("resci")
	v.Break(f)
	return v
}

// open sends a request to a broken ReSci, and leaves the body to be read in part.
func open(t *testing.T, v *Vendor) *http.Response {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, v.BaseURL()+"/ping", nil)
	response, err := client(t).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	if response.StatusCode != http.StatusOK {
		t.Errorf("status %d, want 200", response.StatusCode)
	}
	return response
}

func TestFaultsThatAreResponses(t *testing.T) {
	cases := []struct {
		fault       string
		status      int
		contentType string
		body        string // A part, or the whole where it is short.
		header      string
		value       string
	}{
		{fault: "malformed", status: 200, contentType: "application/json", body: `{"data":[{"id":1},`},
		{fault: "wrong_shape", status: 200, contentType: "application/json", body: `{"unexpected":true}`},
		{fault: "error_member", status: 200, contentType: "application/json", body: `"error":"temporarily_unavailable"`},
		{fault: "html", status: 200, contentType: "text/html", body: "<html>"},
		{fault: "empty", status: 200, header: "Content-Length", value: "0"},
		{fault: "null", status: 200, contentType: "application/json", body: "null"},
		{fault: "redirect=https://elsewhere.example.com/x?a=b", status: 302, header: "Location", value: "https://elsewhere.example.com/x?a=b"},
		{fault: "redirect=308 https://elsewhere.example.com/x?a=b", status: 308, header: "Location", value: "https://elsewhere.example.com/x?a=b"},
		{fault: "server_error", status: 500, contentType: "application/json", body: `{"message":"Internal server error"}`},
		{fault: "status=418", status: 418, contentType: "application/json", body: `{"message":`},
		{fault: "status=204", status: 204},
		{fault: "unavailable", status: 503, header: "Retry-After"},
		{fault: "unavailable=120", status: 503, header: "Retry-After", value: "120"},
		{fault: "rate_limited", status: 429, header: "Retry-After"},
		{fault: "rate_limited=-1 soon", status: 429, header: "Retry-After", value: "-1 soon"},
		{fault: "forbidden", status: 403, contentType: "application/json", body: `{"message":`},
		{fault: "forbidden_html", status: 403, contentType: "text/html", body: "<html>"},
		{fault: "unauthorized_html", status: 401, contentType: "text/html", body: "<html>"},
		{fault: "key_error", status: 400, contentType: "application/json", body: `{"message":"Invalid API key"}`},
	}
	for _, c := range cases {
		t.Run(c.fault, func(t *testing.T) {
			response, err := pingBroken(t, c.fault)
			if err != nil {
				t.Fatal(err)
			}
			response.want(t, c.status, c.body)
			if !strings.HasPrefix(response.header.Get("Content-Type"), c.contentType) {
				t.Errorf("content type %s", response.header.Get("Content-Type"))
			}
			if c.header != "" && response.header.Get(c.header) != c.value {
				t.Errorf("%s: %q, want %q", c.header, response.header.Get(c.header), c.value)
			}
		})
	}
	if response, _ := pingBroken(t, "malformed"); json.Valid([]byte(response.body)) {
		t.Error("the malformed body is valid JSON")
	}
}

func TestPrecoroLimitFaultsHaveTheTimeInTheBody(t *testing.T) {
	now := &clock{now: time.Date(2025, 12, 16, 9, 0, 0, 0, time.UTC)}
	v := newSandboxAt(t, Config{}, now.Now).Vendor("precoro")
	for fault, parts := range map[string][]string{
		"hourly_limit=90": {`"RateLimit-Type":"Hourly limiter"`, `"RateLimit-Retry-After":"2025-12-16 09:01:30 UTC"`},
		"hourly_limit":    {`"RateLimit-Retry-After":"2025-12-16 10:00:00 UTC"`},
		"daily_limit":     {`"RateLimit-Type":"Daily limiter"`, `"RateLimit-Retry-After":"2025-12-17 09:00:00 UTC"`},
	} {
		f, _ := ParseFault(fault)
		v.Break(f)
		get(t, v.BaseURL()+"/taxes").want(t, 429, parts...)
	}
}

func TestFaultsThatBreakTheConnection(t *testing.T) {
	if _, err := pingBroken(t, "reset"); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("reset: %v", err)
	}
	if response, err := pingBroken(t, "reset_after_headers"); !errors.Is(err, syscall.ECONNRESET) || response.status != 200 {
		t.Errorf("reset_after_headers: status %d, %v", response.status, err)
	}
	if response, err := pingBroken(t, "truncated"); !errors.Is(err, io.ErrUnexpectedEOF) || response.header.Get("Content-Length") != "512" || response.body == "" {
		t.Errorf("truncated: %+v, %v", response, err)
	}
	if _, err := pingBroken(t, "malformed_http"); err == nil || !strings.Contains(err.Error(), "malformed HTTP") {
		t.Errorf("malformed_http: %v", err)
	}
}

func TestTimeoutReadsTheRequestAndNeverResponds(t *testing.T) {
	v := brokenReSci(t, "timeout")
	ctx, cancel := context.WithTimeout(t.Context(), 80*time.Millisecond)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, v.BaseURL()+"/ping", nil)
	if response, err := client(t).Do(request); !errors.Is(err, context.DeadlineExceeded) {
		if err == nil {
			_ = response.Body.Close()
		}
		t.Errorf("got %v", err)
	}
	if r := v.Requests(); len(r) != 1 || r[0].Status != 0 {
		t.Errorf("recorded %+v", r)
	}
}

func TestCloseEndsConnectionsThatHang(t *testing.T) {
	v := brokenReSci(t, "timeout")
	failed := make(chan error, 1)
	go func() {
		response, err := http.Get(v.BaseURL() + "/ping")
		if err == nil {
			_ = response.Body.Close()
		}
		failed <- err
	}()
	for len(v.Requests()) == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := v.sandbox.Close(); err != nil {
		t.Error(err)
	}
	select {
	case err := <-failed:
		if err == nil {
			t.Error("the request got a response")
		}
	case <-time.After(2 * time.Second):
		t.Error("the connection still hangs")
	}
	if _, err := v.sandbox.listener.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("the sandbox still listens: %v", err)
	}
}

func TestDripSendsOneByteASecond(t *testing.T) {
	response := open(t, brokenReSci(t, "drip"))
	began := time.Now()
	two := make([]byte, 2)
	if _, err := io.ReadFull(response.Body, two); err != nil || string(two) != `{"` {
		t.Errorf("read %q, %v", two, err)
	}
	if took := time.Since(began); took < 900*time.Millisecond {
		t.Errorf("two bytes in %s", took)
	}
}

func TestHugeNeverEnds(t *testing.T) {
	response := open(t, brokenReSci(t, "huge"))
	start := make([]byte, 16)
	if _, err := io.ReadFull(response.Body, start); err != nil || !strings.HasPrefix(string(start), `{"data":[{"id":1`) {
		t.Errorf("began with %q, %v", start, err)
	}
	if n, err := io.CopyN(io.Discard, response.Body, 65<<20); err != nil {
		t.Errorf("ended after %d bytes: %v", n, err)
	}
}

func TestGzipBombIsSmallOnTheWire(t *testing.T) {
	response := open(t, brokenReSci(t, "gzip_bomb"))
	if response.Header.Get("Content-Encoding") != "gzip" {
		t.Error("no Content-Encoding")
	}
	if response.ContentLength <= 0 || response.ContentLength > 1<<20 {
		t.Errorf("%d bytes on the wire", response.ContentLength)
	}
	unpacked, err := gzip.NewReader(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	unpacked.Multistream(false) // Not every client reads more than one member.
	if n, err := io.Copy(io.Discard, unpacked); n < 256<<20 || err != nil {
		t.Errorf("unpacked to %d bytes, %v", n, err)
	}
}

func TestEchoReflectsEveryHeaderValue(t *testing.T) {
	v := newSandbox(t, Config{}).Vendor("paymo")
	v.Break(Fault{Name: "echo"})
	request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, v.BaseURL()+"/me", nil)
	request.Header.Set("Authorization", basic("key-to-reflect", "x"))
	request.Header.Set("X-Other", "other-value")
	response, err := client(t).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 401 || !json.Valid(body) {
		t.Fatalf("%s %s, %v", response.Status, body, err)
	}
	for _, place := range []string{response.Status, response.Header.Get("X-Echo"), string(body)} {
		for _, value := range []string{"key-to-reflect:x", basic("key-to-reflect", "x"), "other-value"} {
			if !strings.Contains(place, value) {
				t.Errorf("%q does not repeat %q", place, value)
			}
		}
	}
	if r := v.Requests(); r[0].Status != 401 {
		t.Errorf("recorded status %d", r[0].Status)
	}
}

func TestBreakageByNumberAndByPath(t *testing.T) {
	v := newSandbox(t, Config{RouteWindow: -1}).Vendor("clari_copilot")
	status := func(path string) int { return get(t, v.BaseURL()+path, demoHeaders(t, "clari_copilot")...).status }
	v.Break(Fault{Name: "server_error"})
	v.BreakPath("/users", Fault{Name: "forbidden"})
	v.BreakNext(1, Fault{Name: "status", Argument: "410"})
	v.BreakNext(2, Fault{Name: "status", Argument: "411"})
	for i, want := range []int{410, 411, 411, 403, 500} {
		path := "/users"
		if i == 4 {
			path = "/topics"
		}
		if got := status(path); got != want {
			t.Errorf("request %d: status %d, want %d", i, got, want)
		}
	}
	v.Mend()
	if got := status("/users"); got != 200 {
		t.Errorf("mended: status %d", got)
	}
}

func TestFaultListIsClosed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Faults() {
		if seen[f.Name] || f.Reason == "" || !strings.HasSuffix(f.Reason, ".") {
			t.Errorf("%q comes twice or has no sentence of reason", f.Name)
		}
		seen[f.Name] = true
	}
	for _, text := range []string{"", "nonsense", "reset=1", "status", "status=99", "status=x", "redirect", "redirect=308", "redirect=200 https://a.example.com/", "hourly_limit=soon"} {
		if _, err := ParseFault(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
	if _, err := ParseFault("nonsense"); !strings.Contains(err.Error(), "gzip_bomb") {
		t.Errorf("%v does not list the faults", err)
	}
	if f, err := ParseFault("redirect=http://a.example.com/?b=c"); err != nil || f.String() != "redirect=http://a.example.com/?b=c" {
		t.Errorf("%v, %v", f, err)
	}
}
