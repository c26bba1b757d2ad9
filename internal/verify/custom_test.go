package verify_test

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// declared is a custom credential: headers, and what is special about it.
func declared(t *testing.T, baseURL string, headers map[string]string, change ...func(*connector.Custom)) verify.Request {
	t.Helper()
	texts := map[string]*string{}
	for name, value := range headers {
		texts[name] = &value
	}
	custom := connector.Custom{
		BaseURL:     baseURL,
		HeaderNames: slices.Sorted(maps.Keys(headers)),
		Probe:       connector.CustomProbe{Method: http.MethodGet, Target: "/v1/me"},
	}
	for _, c := range change {
		c(&custom)
	}
	return verify.Request{
		Definition: custom.Definition(),
		BaseURL:    baseURL,
		Values:     connector.Values{connector.FieldHeaders: secret.New(connector.EncodeTexts(texts))},
		Optional:   connector.FactAccount,
	}
}

func expression(t *testing.T, text string) *connector.Expression {
	t.Helper()
	compiled, err := connector.CompileExpression(text)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// ofAcme is the demo credential of the sandbox's vendor for custom credentials.
// Its probe wants a proof, as those of the built-in connectors do.
func ofAcme(t *testing.T, v *sandbox.Vendor, change ...func(*connector.Custom)) verify.Request {
	t.Helper()
	prove := func(c *connector.Custom) {
		c.Probe.AcceptedWhen = expression(t, "account.id")
		c.Probe.Account = map[string]*connector.Expression{"id": expression(t, "account.id"), "email": expression(t, "account.email")}
	}
	return declared(t, v.BaseURL(), map[string]string{"X-Api-Key": v.Demo()["api_key"]}, append([]func(*connector.Custom){prove}, change...)...)
}

func TestCustomCredentialIsVerifiedWithItsAccount(t *testing.T) {
	t.Parallel()
	acme := newSandbox(t, unlimited).Acme()
	result := mustVerify(t, verify.New(options()), ofAcme(t, acme))
	wantVerified(t, result)
	if result.Scheme != connector.CustomType || result.Attempts != 1 || result.Account != (connector.Account{ID: "90071992547409931", Email: "integrations@example.com"}) {
		t.Errorf("%+v", result)
	}
	wantPaths(t, acme, "/v1/me")
}

func TestCustomCredentialsShareAResultOnlyWithTheSameProbe(t *testing.T) {
	t.Parallel()
	acme := newSandbox(t, unlimited).Acme()
	verifier := verify.New(options())
	head := func(c *connector.Custom) { c.Probe.Method = http.MethodHead; c.Probe.AcceptedWhen = nil }
	never := func(c *connector.Custom) { c.Probe.RejectedWhen = expression(t, "account") }
	for range 3 {
		results := mustVerifyAll(t, verifier, []verify.Request{
			ofAcme(t, acme), ofAcme(t, acme), ofAcme(t, acme, head), ofAcme(t, acme, never),
			ofAcme(t, acme, func(c *connector.Custom) { c.MenuPath = "Settings > API keys" }),
		})
		for i, want := range []connector.Status{connector.Verified, connector.Verified, connector.Verified, connector.Rejected, connector.Verified} {
			if results[i].Status != want {
				t.Errorf("%d: %+v, want %s", i, results[i].Outcome, want)
			}
		}
	}
	if got := len(acme.Requests()); got != 3 {
		t.Errorf("%d requests, want one for each distinct probe", got)
	}
}

// TestCustomCredentialsShareTheRateOfTheirHeaders: the vendor counts requests
// with a key, whatever their path is.
func TestCustomCredentialsShareTheRateOfTheirHeaders(t *testing.T) {
	t.Parallel()
	settings := options()
	settings.VerificationTimeout, settings.MaxRetries = time.Second, 0
	verifier := verify.New(settings)
	rated := func(path string) func(*connector.Custom) {
		return func(c *connector.Custom) {
			c.Probe.Target = path
			c.Limit, _ = connector.ParseRate("1/h")
		}
	}
	f := newFake(t, accept)
	request := func(key, path string) verify.Request {
		return declared(t, f.URL, map[string]string{"X-Api-Key": key}, rated(path))
	}
	wantVerified(t, mustVerify(t, verifier, request("example-one", "/a")))
	wantOutcome(t, mustVerify(t, verifier, request("example-one", "/b")), connector.Inconclusive, connector.ReasonRateLimited)
	wantVerified(t, mustVerify(t, verifier, request("example-two", "/b")))
	if got := len(f.requests()); got != 2 {
		t.Errorf("%d requests, want 2", got)
	}
}

func TestPostSendsItsBodyOnRetriesToo(t *testing.T) {
	t.Parallel()
	const body = `{"query":"{ viewer { id } }"}`
	var mu sync.Mutex
	var received []string
	f := newFake(t, func(w http.ResponseWriter, r *http.Request) {
		sent, _ := io.ReadAll(r.Body)
		mu.Lock()
		received = append(received, fmt.Sprintf("%s %s %d %s %s", r.Method, r.URL, r.ContentLength, r.Header.Get("Content-Type"), sent))
		first := len(received) == 1
		mu.Unlock()
		if first {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		accept(w, r)
	})
	post := func(c *connector.Custom) {
		c.Probe.Method, c.Probe.Target, c.Probe.Body, c.Probe.ContentType = http.MethodPost, "/graphql?x=1", body, "application/graphql+json"
	}
	wantVerified(t, mustVerify(t, verify.New(options()), declared(t, f.URL+"/proxy/", map[string]string{"X-Api-Key": "example-key"}, post)))
	want := fmt.Sprintf("POST /proxy/graphql?x=1 %d application/graphql+json %s", len(body), body)
	if !slices.Equal(received, []string{want, want}) {
		t.Errorf("received %q, want %q twice", received, want)
	}
}

// TestDeclaredHeadersKeepTheirSpellingAndReplaceDefaults reads the wire,
// because net/http's server changes the spelling.
func TestDeclaredHeadersKeepTheirSpellingAndReplaceDefaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		headers       map[string]string
		lines, absent []string
	}{
		{map[string]string{"x-API-key": "example-key", "_id": "1"}, []string{"x-API-key: example-key", "_id: 1", "Accept: application/json", "User-Agent: example-agent"}, nil},
		{
			map[string]string{"accept": "application/vnd.acme+json", "user-agent": "acme/1"},
			[]string{"accept: application/vnd.acme+json", "User-Agent: acme/1"}, []string{"application/json", "example-agent", "Go-http-client"},
		},
		{map[string]string{"USER-AGENT": "acme/2"}, []string{"User-Agent: acme/2"}, []string{"USER-AGENT", "Go-http-client"}},
	} {
		wire := make(chan string, 1)
		listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			defer func() { _ = listener.Close() }()
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			defer func() { _ = connection.Close() }()
			var sent strings.Builder
			for lines := bufio.NewScanner(connection); lines.Scan() && lines.Text() != ""; {
				sent.WriteString(lines.Text() + "\n")
			}
			_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
			wire <- sent.String()
		}()
		wantVerified(t, mustVerify(t, verify.New(options()), declared(t, "http://"+listener.Addr().String(), c.headers)))
		sent := receive(t, "the request", wire)
		for _, line := range c.lines {
			if strings.Count(sent, "\n"+line+"\n") != 1 {
				t.Errorf("%q is not there once in:\n%s", line, sent)
			}
		}
		for _, text := range c.absent {
			if strings.Contains(sent, text) {
				t.Errorf("%q is in:\n%s", text, sent)
			}
		}
		if got := strings.Count(strings.ToLower(sent), "user-agent:"); got != 1 {
			t.Errorf("%d User-Agents in:\n%s", got, sent)
		}
	}
}

// TestUndeclaredRejectionIsNotRetried: a 401 that the configuration does not declare
// as a rejection is inconclusive, and a retry would return the same.
func TestUndeclaredRejectionIsNotRetried(t *testing.T) {
	t.Parallel()
	acme := newSandbox(t, unlimited).Acme()
	acme.Break(sandbox.Fault{Name: "unauthorized_html"})
	result := mustVerify(t, verify.New(options()), ofAcme(t, acme, func(c *connector.Custom) { c.Probe.Rejected = []int{403} }))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonBlocked)
	wantPaths(t, acme, "/v1/me")
}

func TestRejectionInTheBodyCountsWithAnyStatusAndIsNotRetried(t *testing.T) {
	t.Parallel()
	acme := newSandbox(t, unlimited).Acme()
	acme.Revoke(acme.Demo())
	for path, when := range map[string]string{"/v1/legacy": "contains(error.message, 'token')", "/v1/session": "active == `false`"} {
		before := len(acme.Requests())
		result := mustVerify(t, verify.New(options()), ofAcme(t, acme, func(c *connector.Custom) {
			c.Probe.Target, c.Probe.RejectedWhen = path, expression(t, when)
		}))
		wantOutcome(t, result, connector.Rejected, connector.ReasonInvalidCredential)
		if got := len(acme.Requests()) - before; got != 1 {
			t.Errorf("%s: %d requests, want 1", path, got)
		}
	}
}
