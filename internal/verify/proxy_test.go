package verify_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// The tests in this file set the process's environment, so that none of them
// is parallel. The vendor has a made-up name, because a loopback address is
// never reached through a proxy.

// proxy is a CONNECT proxy that leads every host to one address.
type proxy struct {
	*httptest.Server
	target string // The address to connect to; empty to reject.
	status int    // The status of a rejection.

	mu        sync.Mutex
	connected []string
	headers   []http.Header
}

func newProxy(t *testing.T, target string, status int) *proxy {
	t.Helper()
	p := &proxy{target: target, status: status}
	p.Server = httptest.NewServer(http.HandlerFunc(p.connect))
	t.Cleanup(p.Close)
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		t.Setenv(name, p.URL)
	}
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		t.Setenv(name, "direct.example.com")
	}
	return p
}

func (p *proxy) connect(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.connected = append(p.connected, r.Method+" "+r.Host)
	p.headers = append(p.headers, r.Header.Clone())
	p.mu.Unlock()
	if p.target == "" {
		http.Error(w, "rejected by the example proxy", p.status)
		return
	}
	outward, err := net.Dial("tcp", p.target)
	if err != nil {
		http.Error(w, "unreachable", http.StatusBadGateway)
		return
	}
	inward, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = outward.Close()
		return
	}
	_, _ = io.WriteString(inward, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() {
		_, _ = io.Copy(outward, inward)
		_ = outward.Close()
	}()
	_, _ = io.Copy(inward, outward)
	_ = inward.Close()
}

func (p *proxy) requests() ([]string, []http.Header) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.connected), slices.Clone(p.headers)
}

// behindProxy returns a request for a credential of Clari Copilot at a made-up host.
func behindProxy(host string) verify.Request {
	definition, _ := catalog.ByType("clari_copilot")
	return verify.Request{Definition: definition, BaseURL: "https://" + host + "/prefix", Values: connector.Values{
		"api_key": secret.New("example-api-key"), "api_password": secret.New("example-api-password"),
	}}
}

func TestRequestIsSentThroughTheProxyOfTheEnvironment(t *testing.T) {
	baseURL, pool, requests := newTLSFake(t, &tls.Config{MinVersion: tls.VersionTLS12})
	p := newProxy(t, strings.TrimPrefix(baseURL, "https://"), 0)
	settings := options()
	settings.RootCAs = func() *x509.CertPool { return pool }
	result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
	wantVerified(t, result)
	if result.Host != "vendor.example.com" || requests.Load() != 1 {
		t.Errorf("host %q, %d requests", result.Host, requests.Load())
	}
	connected, headers := p.requests()
	if !slices.Equal(connected, []string{"CONNECT vendor.example.com:443"}) {
		t.Errorf("requests to the proxy: %q", connected)
	}
	for _, header := range headers {
		if header.Get("X-Api-Key") != "" || header.Get("X-Api-Password") != "" || header.Get("Authorization") != "" {
			t.Error("the proxy was sent the credential")
		}
	}
}

func TestCertificateIsCheckedBehindAProxyToo(t *testing.T) {
	s := newSandbox(t, encrypted)
	newProxy(t, strings.TrimPrefix(s.URL(), "https://"), 0)
	settings := options()
	settings.RootCAs = trusting(t, s)
	result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if !strings.Contains(result.Cause, "another host name") || len(s.Requests()) != 0 {
		t.Errorf("cause %q after %d requests", result.Cause, len(s.Requests()))
	}
}

func TestRejectingProxyIsTheCause(t *testing.T) {
	for _, status := range []int{403, 407, 502, 503} {
		p := newProxy(t, "", status)
		settings := options()
		settings.MaxRetries = 0
		result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		cause := fmt.Sprintf("the proxy in HTTPS_PROXY did not open the connection (HTTP %d)", status)
		if status == 407 {
			cause = "the proxy in HTTPS_PROXY requires a user name and password (HTTP 407)"
		}
		if result.Cause != cause || result.HTTPStatus != 0 {
			t.Errorf("%d: HTTP %d, cause %q", status, result.HTTPStatus, result.Cause)
		}
		if connected, _ := p.requests(); len(connected) != 1 {
			t.Errorf("%d: requests to the proxy: %q", status, connected)
		}
	}
}

func TestUnreachableProxyIsTheCause(t *testing.T) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		t.Setenv(name, closedPort)
	}
	settings := options()
	settings.MaxRetries = 0
	result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Cause != "the proxy in HTTPS_PROXY did not open the connection" {
		t.Errorf("cause %q", result.Cause)
	}
}

// TestBrokenProxyIsTheCause: it ends the connection, or is something else than a proxy.
func TestBrokenProxyIsTheCause(t *testing.T) {
	for name, response := range map[string]string{"closed": "", "not HTTP": "SSH-2.0-example\r\n"} {
		p := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
				_, _ = io.WriteString(conn, response)
				_ = conn.Close()
			}
		}))
		t.Cleanup(p.Close)
		for _, variable := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Setenv(variable, p.URL)
		}
		settings := options()
		settings.MaxRetries = 1
		result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		if result.Attempts != 2 || result.Cause != "the proxy in HTTPS_PROXY did not open the connection" {
			t.Errorf("%s: %d attempts, cause %q", name, result.Attempts, result.Cause)
		}
	}
}

// TestRejectingSOCKSProxyIsTheCause: its greeting is followed by the response to CONNECT.
func TestRejectingSOCKSProxyIsTheCause(t *testing.T) {
	for name, greeting := range map[string]string{"no method": "\x05\xff", "rejection": "\x05\x00\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00"} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = listener.Close() })
		go func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				_, _ = io.WriteString(conn, greeting)
			}
		}()
		for _, variable := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Setenv(variable, "socks5://"+listener.Addr().String())
		}
		settings := options()
		settings.MaxRetries = 0
		result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		if result.Cause != "the proxy in HTTPS_PROXY did not open the connection" {
			t.Errorf("%s: cause %q", name, result.Cause)
		}
	}
}

func TestLoopbackIsReachedWithoutTheProxy(t *testing.T) {
	p := newProxy(t, "", http.StatusForbidden)
	v := newSandbox(t, unlimited).Vendor("resci")
	wantVerified(t, mustVerify(t, verify.New(options()), demo(v)))
	if connected, _ := p.requests(); len(connected) != 0 {
		t.Errorf("requests to the proxy: %q", connected)
	}
}

// useTLSProxy starts a proxy that is reached over TLS. It offers HTTP/2 too, in which
// net/http cannot send CONNECT.
func useTLSProxy(t *testing.T, connect http.HandlerFunc) *httptest.Server {
	t.Helper()
	p := httptest.NewUnstartedServer(connect)
	p.EnableHTTP2 = true
	p.Config.ErrorLog = log.New(io.Discard, "", 0)
	p.StartTLS()
	t.Cleanup(p.Close)
	for _, variable := range []string{"HTTPS_PROXY", "https_proxy"} {
		t.Setenv(variable, p.URL)
	}
	for _, variable := range []string{"NO_PROXY", "no_proxy"} {
		t.Setenv(variable, "")
	}
	return p
}

func TestProxyMayBeReachedOverTLS(t *testing.T) {
	for name, protocols := range map[string][]string{"HTTP/1.1": {"http/1.1"}, "HTTP/2": {"h2", "http/1.1"}} {
		t.Run(name, func(t *testing.T) {
			baseURL, pool, requests := newTLSFake(t, &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: protocols})
			forward := &proxy{target: strings.TrimPrefix(baseURL, "https://")}
			p := useTLSProxy(t, forward.connect)
			pool.AddCert(p.Certificate())
			settings := options()
			settings.MaxRetries = 0
			settings.RootCAs = func() *x509.CertPool { return pool }
			verifier := verify.New(settings)
			for i := range 5 {
				request := behindProxy("vendor.example.com")
				request.Values = maps.Clone(request.Values)
				request.Values["api_key"] = secret.New(fmt.Sprint("example-api-key-", i))
				wantVerified(t, mustVerify(t, verifier, request))
			}
			if requests.Load() != 5 {
				t.Errorf("%d requests", requests.Load())
			}
		})
	}
}

// TestBrokenProxyOverTLSIsTheCause: its own handshake is not that of the vendor.
func TestBrokenProxyOverTLSIsTheCause(t *testing.T) {
	for suffix, respond := range map[string]http.HandlerFunc{
		"":            func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		" (HTTP 502)": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
	} {
		p := useTLSProxy(t, respond)
		settings := options()
		settings.MaxRetries = 1
		pool := x509.NewCertPool()
		pool.AddCert(p.Certificate())
		settings.RootCAs = func() *x509.CertPool { return pool }
		result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		if result.Cause != "the proxy in HTTPS_PROXY did not open the connection"+suffix || result.Attempts != 2 {
			t.Errorf("%d attempts, cause %q", result.Attempts, result.Cause)
		}
	}
	useTLSProxy(t, func(http.ResponseWriter, *http.Request) {})
	settings := options()
	settings.MaxRetries = 0
	settings.RootCAs = x509.NewCertPool
	result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
	if result.Cause != "the certificate of the proxy in HTTPS_PROXY is signed by an authority that is not trusted here" {
		t.Errorf("certificate that is not trusted: cause %q", result.Cause)
	}
}

// TestHangingProxyIsTheCause, as one is that only another network reaches.
func TestHangingProxyIsTheCause(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() }) // No connection is accepted.
	for _, scheme := range []string{"http", "https", "socks5"} {
		for _, variable := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Setenv(variable, scheme+"://"+listener.Addr().String())
		}
		settings := options()
		settings.RequestTimeout, settings.MaxRetries = 300*time.Millisecond, 1
		verifier := verify.New(settings)
		for _, host := range []string{"vendor.example.com", "other.example.com"} {
			result := mustVerify(t, verifier, behindProxy(host))
			wantOutcome(t, result, connector.Inconclusive, connector.ReasonTimeout)
			if result.Cause != "the proxy in HTTPS_PROXY did not open the connection in the time for one request" || result.Attempts != 2 {
				t.Errorf("%s: %d attempts, cause %q", scheme, result.Attempts, result.Cause)
			}
		}
	}
}
