package verify_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

var encrypted = sandbox.Config{RouteWindow: -1, TLS: true}

// trusting is the pool with the sandbox's certificate.
func trusting(t *testing.T, s *sandbox.Sandbox) func() *x509.CertPool {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(s.CertificatePEM()) {
		t.Fatal("the sandbox has no certificate")
	}
	return func() *x509.CertPool { return pool }
}

func TestRequestIsSentOverHTTP2(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, encrypted)
	settings := options()
	settings.RootCAs = trusting(t, s)
	verifier := verify.New(settings)
	for _, v := range s.Vendors() {
		wantVerified(t, mustVerify(t, verifier, demo(v)))
		for _, request := range v.Requests() {
			if request.Proto != "HTTP/2.0" {
				t.Errorf("request to %s over %s", v.Name(), request.Proto)
			}
		}
	}
	if got := s.Connections(); got != 1 {
		t.Errorf("%d connections, want 1 for all", got)
	}
}

func TestFaultsOverHTTP2AreInconclusive(t *testing.T) {
	t.Parallel()
	prepareGzipBomb(t)
	s := newSandbox(t, encrypted)
	settings := options()
	settings.RootCAs, settings.MaxRetries = trusting(t, s), 1
	for fault, reason := range map[string]connector.Reason{
		"reset": connector.ReasonUnreachable, "truncated": connector.ReasonUnreachable, "malformed_http": connector.ReasonUnreachable,
		"huge": connector.ReasonUnexpectedResponse, "gzip_bomb": connector.ReasonUnexpectedResponse, "html": connector.ReasonUnexpectedResponse,
	} {
		t.Run(fault, func(t *testing.T) {
			v := s.Vendor("clari_copilot")
			v.Break(sandbox.Fault{Name: fault})
			wantOutcome(t, mustVerify(t, verify.New(settings), demo(v)), connector.Inconclusive, reason)
		})
	}
}

func TestUnknownIssuerIsNotRetried(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, encrypted)
	settings := options()
	settings.RootCAs = x509.NewCertPool
	result := mustVerify(t, verify.New(settings), demo(s.Vendor("customerly")))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Cause != transport.CauseUnknownIssuer {
		t.Errorf("cause %q", result.Cause)
	}
	if result.Attempts != 1 || s.Connections() != 1 || len(s.Requests()) != 0 {
		t.Errorf("%d attempts, %d connections, %d requests; want 1, 1, 0", result.Attempts, s.Connections(), len(s.Requests()))
	}
}

func TestCertificateForAnotherNameIsNotRetried(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, encrypted)
	settings := options()
	settings.RootCAs = trusting(t, s)
	request := demo(s.Vendor("customerly"))
	request.BaseURL = strings.Replace(request.BaseURL, "127.0.0.1", "127.0.0.2", 1)
	result := mustVerify(t, verify.New(settings), request)
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	// Where the system has no second loopback address, nothing is reached.
	if s.Connections() > 0 && (!strings.Contains(result.Cause, "another host name") || result.Attempts != 1) {
		t.Errorf("cause %q after %d attempts", result.Cause, result.Attempts)
	}
	if len(s.Requests()) != 0 {
		t.Error("a request was sent")
	}
}

// TestRejectedConnectionIsRetriedByTheRetryLoopOnly: net/http alone would send
// it again on one new connection after the other until the request timed out.
func TestRejectedConnectionIsRetriedByTheRetryLoopOnly(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, encrypted)
	v := s.Vendor("resci")
	v.Break(sandbox.Fault{Name: "goaway"})
	settings := options()
	settings.RootCAs, settings.MaxRetries = trusting(t, s), 1
	result := mustVerify(t, verify.New(settings), demo(v))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Attempts != 2 || len(v.Requests()) != 2 || result.Cause != "the connection was closed before the response was complete" {
		t.Errorf("%d requests, and %d by the result, cause %q", len(v.Requests()), result.Attempts, result.Cause)
	}
}

// TestEndedConnectionIsReplaced: a server may close an idle connection, as a load
// balancer does before a restart. The request is repeated on a new one.
func TestEndedConnectionIsReplaced(t *testing.T) {
	t.Parallel()
	for _, config := range []sandbox.Config{encrypted} { // Over HTTP/1.1 no connection is used again.
		s := newSandbox(t, config)
		v := s.Vendor("resci")
		settings := options()
		settings.MaxRetries = 0
		if config.TLS {
			settings.RootCAs = trusting(t, s)
		}
		verifier := verify.New(settings)
		credentials := issue(v, 2)
		wantVerified(t, mustVerify(t, verifier, credential(v, credentials[0])))
		v.BreakNext(1, sandbox.Fault{Name: "goaway"})
		wantVerified(t, mustVerify(t, verifier, credential(v, credentials[1])))
		if got := len(v.Requests()); got != 3 || s.Connections() != 2 {
			t.Errorf("%d requests on %d connections, want 3 on 2", got, s.Connections())
		}
	}
}

// newTLSFake is a vendor with TLS settings of its own, and a pool that trusts it.
func newTLSFake(t *testing.T, config *tls.Config) (baseURL string, pool *x509.CertPool, requests *atomic.Int64) {
	t.Helper()
	requests = &atomic.Int64{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		accept(w, r)
	}))
	server.TLS = config
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	pool = x509.NewCertPool()
	pool.AddCert(server.Certificate())
	return server.URL, pool, requests
}

func TestOldTLSIsRejected(t *testing.T) {
	t.Parallel()
	for version, want := range map[uint16]connector.Status{
		tls.VersionTLS11: connector.Inconclusive, tls.VersionTLS12: connector.Verified, tls.VersionTLS13: connector.Verified,
	} {
		t.Run(tls.VersionName(version), func(t *testing.T) {
			baseURL, pool, requests := newTLSFake(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: version})
			settings := options()
			settings.RootCAs, settings.MaxRetries = func() *x509.CertPool { return pool }, 0
			definition, _ := catalog.ByType("resci")
			result := mustVerify(t, verify.New(settings), verify.Request{
				Definition: definition, BaseURL: baseURL, Values: connector.Values{"api_key": secret.New("example-key")},
			})
			if result.Status != want {
				t.Errorf("%s, %s (%s), want %s", result.Status, result.Reason, result.Cause, want)
			}
			if want == connector.Inconclusive && (result.Reason != connector.ReasonUnreachable || requests.Load() != 0) {
				t.Errorf("%s after %d requests", result.Reason, requests.Load())
			}
		})
	}
}

// TestFailedHandshakeIsTheCause: neither an alert of the server nor a response without
// TLS is an HTTP response.
func TestFailedHandshakeIsTheCause(t *testing.T) {
	t.Parallel()
	old, pool, _ := newTLSFake(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	inClear := "https" + strings.TrimPrefix(newFake(t, accept).URL, "http")
	definition, _ := catalog.ByType("resci")
	for baseURL, cause := range map[string]string{old: "the server does not support TLS 1.2 or later", inClear: "the TLS handshake failed"} {
		settings := options()
		settings.RootCAs, settings.MaxRetries = func() *x509.CertPool { return pool }, 0
		result := mustVerify(t, verify.New(settings), verify.Request{
			Definition: definition, BaseURL: baseURL, Values: connector.Values{"api_key": secret.New("example-key")},
		})
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		if result.Cause != cause {
			t.Errorf("cause %q", result.Cause)
		}
	}
}
