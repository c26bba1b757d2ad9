package verify_test

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

func TestPrecoroReceivesOneRequestPerSecondAndCredential(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	v.Break(sandbox.Fault{Name: "status", Argument: "404"}) // Every probe, one after the other.
	result := mustVerify(t, verify.New(options()), demo(v))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnexpectedResponse)
	wantPaths(t, v, "/taxes", "/users", "/warehouses")
	// The time of the sender: arrivals come closer where a machine is busy.
	if result.Elapsed < 2*time.Second-50*time.Millisecond {
		t.Errorf("three requests in %s", result.Elapsed)
	}
}

func TestPinnedSchemeDoesNotDoubleTheLimit(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	verifier := verify.New(options())
	pinned := demo(v)
	pinned.Pinned = "x_auth_token"
	begun := time.Now()
	for _, result := range mustVerifyAll(t, verifier, []verify.Request{demo(v), pinned}) {
		wantVerified(t, result)
	}
	if took := time.Since(begun); took < time.Second-50*time.Millisecond || len(v.Requests()) != 2 {
		t.Errorf("%d requests of one credential in %s", len(v.Requests()), took)
	}
}

func TestRateLimitOfOneCredentialDelaysNoOther(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	v.BreakPath("/taxes", sandbox.Fault{Name: "status", Argument: "404"})
	var requests []verify.Request
	for _, fields := range issue(v, 10) {
		requests = append(requests, credential(v, fields))
	}
	begun := time.Now()
	for _, result := range mustVerifyAll(t, verify.New(options()), requests) {
		wantVerified(t, result)
	}
	if got := len(v.Requests()); got != 20 {
		t.Errorf("%d requests, want 20", got)
	}
	wantWithin(t, begun, 5*time.Second) // With one limit for all: 19 s.
}

func TestRateLimitOfOneVendorDelaysNoOther(t *testing.T) {
	t.Parallel()
	const each = 50
	s := newSandbox(t, unlimited)
	limited, other := s.Vendor("precoro"), s.Vendor("resci")
	limited.BreakPath("/taxes", sandbox.Fault{Name: "status", Argument: "404"})
	var requests []verify.Request
	for _, vendor := range []*sandbox.Vendor{limited, other} {
		for _, fields := range issue(vendor, each) {
			requests = append(requests, credential(vendor, fields))
		}
	}
	begun := time.Now()
	results := mustVerifyAll(t, verify.New(options()), requests)
	// Those of one vendor wait a second for each other if they share anything.
	wantWithin(t, begun, 10*time.Second)
	for i, result := range results {
		wantVerified(t, result)
		switch kept := result.Elapsed >= time.Second-50*time.Millisecond; {
		case i < each && !kept:
			t.Errorf("two requests of one credential within %s", result.Elapsed)
		case i >= each && result.Attempts != 1:
			t.Errorf("%d requests of a credential without a limit", result.Attempts)
		}
	}
	if got := len(limited.Requests()) + len(other.Requests()); got != 3*each {
		t.Errorf("%d requests, want %d", got, 3*each)
	}
}

func TestLimitThatDoesNotFitIntoTheTimeBudgetIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	v.BreakPath("/taxes", sandbox.Fault{Name: "status", Argument: "404"})
	settings := options()
	settings.VerificationTimeout = 700 * time.Millisecond
	result := mustVerify(t, verify.New(settings), demo(v))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
	wantPaths(t, v, "/taxes")
}

// TestRetryThatTheLimitPreventsKeepsTheReason: the vendor is down, and does not limit.
func TestRetryThatTheLimitPreventsKeepsTheReason(t *testing.T) {
	t.Parallel()
	f := newFake(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	for baseURL, want := range map[string]connector.Reason{f.URL: connector.ReasonServerError, closedPort: connector.ReasonUnreachable} {
		request := f.at("resci", "a")
		limited := *request.Definition
		limited.Limit = connector.Limit{Every: time.Hour, Burst: 1}
		request.Definition, request.BaseURL = &limited, baseURL
		result := mustVerify(t, verify.New(options()), request)
		wantOutcome(t, result, connector.Inconclusive, want)
		if result.Attempts != 1 {
			t.Errorf("%d requests, want 1", result.Attempts)
		}
	}
}

// TestRequestsArriveNoSoonerThanTheLimitAllows: the first one dials and is long
// under way; the others have their connection and arrive at once.
func TestRequestsArriveNoSoonerThanTheLimitAllows(t *testing.T) {
	t.Parallel()
	const dialling, transit = 200 * time.Millisecond, 200 * time.Millisecond
	var mu sync.Mutex
	var arrivals []time.Time
	vendor := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if len(arrivals) == 0 {
			time.Sleep(transit)
		}
		arrivals = append(arrivals, time.Now())
		w.WriteHeader(http.StatusNotFound)
	}))
	vendor.Config.ConnContext = func(ctx context.Context, _ net.Conn) context.Context {
		time.Sleep(dialling) // Before the handshake.
		return ctx
	}
	vendor.StartTLS()
	t.Cleanup(vendor.Close)
	settings := options()
	roots := x509.NewCertPool()
	roots.AddCert(vendor.Certificate())
	settings.RootCAs = func() *x509.CertPool { return roots }
	definition, _ := catalog.ByType("precoro")
	mustVerify(t, verify.New(settings), verify.Request{Definition: definition, BaseURL: vendor.URL, Values: connector.Values{
		"api_token": secret.New("example-token"), "user_email": secret.New("integrations@example.com"),
	}})
	if len(arrivals) != 3 {
		t.Fatalf("%d requests, want 3", len(arrivals))
	}
	for i := range arrivals[1:] {
		if apart := arrivals[i+1].Sub(arrivals[i]); apart < time.Second {
			t.Errorf("requests %d and %d arrive %s apart", i+1, i+2, apart)
		}
	}
}
