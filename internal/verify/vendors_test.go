package verify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// unlimited is a sandbox whose vendors have no rate limits, for tests about
// something else.
var unlimited = sandbox.Config{RouteWindow: -1}

func newSandbox(t *testing.T, config sandbox.Config) *sandbox.Sandbox {
	t.Helper()
	s, err := sandbox.Start(config)
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

// options are patient enough for a busy machine; a test that waits for a
// timeout sets its own.
func options() verify.Options {
	return verify.Options{
		RequestTimeout: 20 * time.Second, VerificationTimeout: 25 * time.Second, MaxRetries: 3, UserAgent: "example-agent",
	}
}

// credential returns a request for fields of a vendor.
func credential(v *sandbox.Vendor, fields map[string]string) verify.Request {
	definition, _ := catalog.ByType(v.Name())
	values := connector.Values{}
	for name, value := range fields {
		values[name] = secret.New(value)
	}
	return verify.Request{Definition: definition, BaseURL: v.BaseURL(), Values: values}
}

// demo returns a request for the vendor's demo credential.
func demo(v *sandbox.Vendor) verify.Request { return credential(v, v.Demo()) }

// mustVerify returns a result, and fails the test if there is an error.
func mustVerify(t *testing.T, verifier *verify.Verifier, request verify.Request) verify.Result {
	t.Helper()
	result, err := verifier.Verify(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// askAll verifies all requests at once and returns the results in their order.
func mustVerifyAll(t *testing.T, verifier *verify.Verifier, requests []verify.Request) []verify.Result {
	t.Helper()
	results := make([]verify.Result, len(requests))
	var all sync.WaitGroup
	for i, request := range requests {
		all.Go(func() {
			result, err := verifier.Verify(t.Context(), request)
			if err != nil {
				t.Error(err)
			}
			results[i] = result
		})
	}
	all.Wait()
	return results
}

// issue makes n more credentials valid at a vendor.
func issue(v *sandbox.Vendor, n int) []map[string]string {
	var issued []map[string]string
	for i := range n {
		fields := v.Demo()
		for name, value := range fields {
			if strings.Contains(value, "@") {
				fields[name] = fmt.Sprintf("user-%d@example.com", i)
			} else {
				fields[name] = fmt.Sprintf("%s-%d", value, i)
			}
		}
		v.Issue(fields)
		issued = append(issued, fields)
	}
	return issued
}

func wantOutcome(t *testing.T, got verify.Result, status connector.Status, reason connector.Reason) {
	t.Helper()
	if got.Status != status || got.Reason != reason {
		t.Errorf("%s, %s (HTTP %d, %s); want %s, %s", got.Status, got.Reason, got.HTTPStatus, got.Cause, status, reason)
	}
}

func wantVerified(t *testing.T, got verify.Result) {
	t.Helper()
	wantOutcome(t, got, connector.Verified, connector.ReasonAccepted)
}

// wantPaths compares the paths of a vendor's requests, in order. The sandbox responds
// to a request with more than one scheme with 400, so that there must be none.
func wantPaths(t *testing.T, v *sandbox.Vendor, want ...string) {
	t.Helper()
	var got []string
	for _, request := range v.Requests() {
		got = append(got, request.Path)
		if request.Status == http.StatusBadRequest && request.Path != v.TokenPath() {
			t.Errorf("%s was sent more than one scheme, or a query that it does not take", v.Name())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: requests %q, want %q", v.Name(), got, want)
	}
}

// wantWithin fails the test if something took longer. The limits are far above the
// expected time, and far below the time with the bug that the test looks for.
func wantWithin(t *testing.T, begun time.Time, limit time.Duration) {
	t.Helper()
	const slack = 5 * time.Second // Of a busy machine. What the limits exclude takes 19 s or more.
	if took := time.Since(begun); took > limit+slack {
		t.Errorf("took %s, want at most %s", took, limit)
	}
}

// fake is a vendor for what the sandbox cannot do.
type fake struct {
	*httptest.Server

	mu      sync.Mutex
	headers []http.Header
}

// newFake starts a fake. The handler runs once per request, concurrently.
func newFake(t *testing.T, handler http.HandlerFunc) *fake {
	t.Helper()
	f := &fake{}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		f.headers = append(f.headers, r.Header.Clone())
		f.mu.Unlock()
		handler(w, r)
	}))
	t.Cleanup(f.Close)
	return f
}

// requests returns the headers of the requests so far.
func (f *fake) requests() []http.Header {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.headers)
}

// at returns a request for a credential of a connector at the fake. Its values are
// fake and contain the label.
func (f *fake) at(connectorType, label string) verify.Request {
	definition, _ := catalog.ByType(connectorType)
	values := connector.Values{}
	for _, field := range definition.Fields {
		values[field.Name] = secret.New("example-" + field.Name + "-" + label)
	}
	return verify.Request{Definition: definition, BaseURL: f.URL, Values: values}
}

// proof is what each connector's first probe takes for an acceptance.
const proof = `{"data":[],"users":[{"id":1}],"topics":[],"site_id":1}`

func accept(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(proof))
}

// receive waits for a channel and not longer than any working test would need.
func receive[T any](t *testing.T, what string, from <-chan T) (received T) {
	t.Helper()
	select {
	case received = <-from:
	case <-time.After(10 * time.Second):
		t.Fatalf("waited in vain for %s", what)
	}
	return received
}

// waitFor returns once so many callers wait for a verification under way.
func waitFor(t *testing.T, verifier *verify.Verifier, callers int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for verifier.Waiting() != callers {
		select {
		case <-ctx.Done():
			t.Fatalf("%d callers wait, want %d", verifier.Waiting(), callers)
		case <-time.After(time.Millisecond):
		}
	}
}

func TestHealthyVendorsAcceptTheirDemoCredential(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, sandbox.Config{})
	for _, v := range s.Vendors() {
		begun := time.Now()
		request := demo(v)
		result := mustVerify(t, verify.New(options()), request)
		wantVerified(t, result)
		if result.Host == "" || !strings.Contains(v.BaseURL(), result.Host) || result.HTTPStatus != 200 || result.Cause != "" {
			t.Errorf("%s: %+v", v.Name(), result)
		}
		if result.At.Before(begun) || result.Elapsed <= 0 || result.Attempts != len(v.Requests()) {
			t.Errorf("%s: %d requests, and the result has %d at %s after %s", v.Name(), len(v.Requests()), result.Attempts, result.At, result.Elapsed)
		}
		for _, sent := range v.Requests() {
			isProbe := slices.ContainsFunc(request.Definition.Probes, func(p connector.Probe) bool { return p.HTTPMethod() == sent.Method && p.Path == sent.Path })
			isProbe = isProbe || sent.Path == v.TokenPath()
			if !isProbe || sent.UserAgent != "example-agent" || !slices.Contains(sent.HeaderNames, "Accept") {
				t.Errorf("%s: request %+v", v.Name(), sent)
			}
		}
		scheme, _ := request.Definition.Scheme(result.Scheme)
		last := v.Requests()[len(v.Requests())-1]
		for _, name := range scheme.SentNames(request.Values) {
			if !slices.Contains(last.HeaderNames, name) {
				t.Errorf("%s: the header %s was not sent in this spelling: %q", v.Name(), name, last.HeaderNames)
			}
		}
	}
}

func TestBaseURLMayHaveAPrefixAndASlashAtItsEnd(t *testing.T) {
	t.Parallel()
	paths := make(chan string, 1)
	f := newFake(t, func(w http.ResponseWriter, r *http.Request) {
		paths <- r.URL.RequestURI()
		accept(w, r)
	})
	request := f.at("precoro", "a")
	request.BaseURL += "/proxy/precoro/"
	wantVerified(t, mustVerify(t, verify.New(options()), request))
	if got := receive(t, "the request", paths); got != "/proxy/precoro/taxes?page=1&per_page=10" {
		t.Errorf("request of %s", got)
	}
}
