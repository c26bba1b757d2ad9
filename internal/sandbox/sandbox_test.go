package sandbox

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a time that moves only when a test says so.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// newSandbox starts a sandbox that ends with the test.
func newSandbox(t *testing.T, cfg Config) *Sandbox {
	t.Helper()
	return newSandboxAt(t, cfg, time.Now)
}

func newSandboxAt(t *testing.T, cfg Config, now func() time.Time) *Sandbox {
	t.Helper()
	s, err := start(cfg, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// reply is a response that has been read to its end.
type reply struct {
	status int
	header http.Header
	body   string
}

// client sends exactly one request: no redirects, no decompression, no proxy.
func client(t *testing.T) *http.Client {
	transport := &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport:     transport,
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// sendRequest sends one request with headers given as name, value, name, value.
func sendRequest(t *testing.T, method, url string, headers ...string) (reply, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	response, err := client(t).Do(request)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return reply{status: response.StatusCode, header: response.Header, body: string(body)}, err
}

// get is sendRequest with GET for a request that must get a response.
func get(t *testing.T, url string, headers ...string) reply {
	t.Helper()
	response, err := sendRequest(t, http.MethodGet, url, headers...)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func (r reply) want(t *testing.T, status int, parts ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("status %d, want %d; body: %.200s", r.status, status, r.body)
	}
	for _, part := range parts {
		if !strings.Contains(r.body, part) {
			t.Errorf("body %.300s does not contain %s", r.body, part)
		}
	}
}

// decode reads a reply's JSON.
func decode[T any](t *testing.T, r reply) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(r.body), &value); err != nil {
		t.Fatalf("%v in %.200s", err, r.body)
	}
	return value
}

func TestEveryVendorIsServedUnderItsOwnPrefix(t *testing.T) {
	s := newSandbox(t, Config{})
	var names []string
	for _, v := range s.Vendors() {
		names = append(names, v.Name())
		if want := s.URL() + "/" + v.Name(); v.BaseURL() != want {
			t.Errorf("base URL %s, want %s", v.BaseURL(), want)
		}
	}
	if want := VendorNames(); !slices.Equal(names, want) {
		t.Errorf("vendors %v, want %v", names, want)
	}
}

func TestUnknownVendorIsNotFoundAndRecorded(t *testing.T) {
	s := newSandbox(t, Config{})
	get(t, s.URL()+"/unknown/me").want(t, http.StatusNotFound)
	if r := s.Requests(); len(r) != 1 || r[0].Vendor != "" || r[0].Path != "/unknown/me" || r[0].Status != 404 {
		t.Errorf("recorded %+v", r)
	}
	defer func() {
		if recover() == nil {
			t.Error("Vendor did not panic on an unknown name")
		}
	}()
	s.Vendor("unknown")
}

func TestOnlyLoopbackIsListenedOn(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:0", "127.0.0.1"} {
		if s, err := Start(Config{Address: address}); err == nil {
			_ = s.Close()
			t.Errorf("%s was accepted", address)
		}
	}
}

func TestRecordingHasHeaderNamesAsSentAndNoSecret(t *testing.T) {
	s := newSandbox(t, Config{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, err = io.WriteString(conn, "GET /precoro/taxes?page=1&per_page=10 HTTP/1.1\r\nHost: localhost\r\nX-AUTH-TOKEN: "+
		"sandbox-precoro-token-not-a-secret\r\nemail: integrations@example.com\r\nUser-Agent: probe/1\r\n\r\n"+
		"GET /precoro/nowhere HTTP/1.1\r\nhost: localhost\r\nx-Auth-token: wrong-secret\r\nConnection: close\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Fatal(err)
	}

	recorded := s.Vendor("precoro").Requests()
	if len(recorded) != 2 {
		t.Fatalf("%d requests recorded", len(recorded))
	}
	first, second := recorded[0], recorded[1]
	if want := []string{"Host", "X-AUTH-TOKEN", "email", "User-Agent"}; !slices.Equal(first.HeaderNames, want) {
		t.Errorf("names %v, want %v", first.HeaderNames, want)
	}
	if want := []string{"host", "x-Auth-token", "Connection"}; !slices.Equal(second.HeaderNames, want) {
		t.Errorf("names %v, want %v", second.HeaderNames, want)
	}
	if first.Path != "/taxes" || first.Query != "page=1&per_page=10" || first.Status != 200 || first.UserAgent != "probe/1" ||
		first.Proto != "HTTP/1.1" || first.RemoteAddr != conn.LocalAddr().String() || first.At.IsZero() {
		t.Errorf("recorded %+v", first)
	}
	if second.Status != 401 || second.RemoteAddr != first.RemoteAddr || s.Connections() != 1 {
		t.Errorf("recorded %+v over %d connections", second, s.Connections())
	}
	text, _ := json.Marshal(s.Requests())
	for _, secret := range []string{"not-a-secret", "wrong-secret", "integrations@example.com"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the recording holds %s", secret)
		}
	}
	s.ResetRequests()
	if len(s.Requests()) != 0 {
		t.Error("requests survive ResetRequests")
	}
}

func TestTLSServesHTTP2UnderItsOwnCertificate(t *testing.T) {
	s := newSandbox(t, Config{TLS: true, Latency: time.Millisecond})
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(s.CertificatePEM()) {
		t.Fatal("no certificate")
	}
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	encrypted := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	request := func() (*http.Response, error) {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Vendor("resci").BaseURL()+"/ping", nil)
		r.Header.Set("Authorization", "ApiKey sandbox-resci-key-not-a-secret")
		return encrypted.Do(r)
	}
	response, err := request()
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != 200 || response.ProtoMajor != 2 {
		t.Errorf("status %d over %s", response.StatusCode, response.Proto)
	}
	if r := s.Requests()[0]; !slices.Contains(r.HeaderNames, "Authorization") || r.Proto != "HTTP/2.0" {
		t.Errorf("recorded %+v", r)
	}

	for _, name := range []string{"reset", "malformed_http"} {
		s.Vendor("resci").Break(Fault{Name: name})
		if response, err := request(); err == nil {
			_ = response.Body.Close()
			t.Errorf("%s: status %d over HTTP/2", name, response.StatusCode)
		}
	}
	s.Vendor("resci").Break(Fault{Name: "echo"})
	response, err = request()
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != 401 || !strings.Contains(response.Header.Get("X-Echo"), "not-a-secret") {
		t.Errorf("echo over HTTP/2: %d %q", response.StatusCode, response.Header.Get("X-Echo"))
	}
}

func TestLatencyPrecedesEveryResponse(t *testing.T) {
	s := newSandbox(t, Config{Latency: 60 * time.Millisecond})
	began := time.Now()
	get(t, s.Vendor("resci").BaseURL()+"/ping").want(t, http.StatusUnauthorized)
	if took := time.Since(began); took < 60*time.Millisecond {
		t.Errorf("responded after %s", took)
	}
}
