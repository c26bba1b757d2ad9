package verify_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

const (
	salesforceToken = "/services/oauth2/token"
	salesforceProbe = "/services/oauth2/userinfo"
)

// tokenVendor is a fake with a token endpoint and an API. Each may be replaced.
type tokenVendor struct {
	*fake

	mu     sync.Mutex
	issued int
	// expiresIn is that of the tokens; empty for an unknown lifetime.
	expiresIn string
	// accepted is the number of the only token that the API accepts; 0 accepts all.
	accepted int
	// token and probe respond instead if they are not nil. They return false to leave it.
	token, probe func(w http.ResponseWriter, r *http.Request) bool
	paths        []string
}

func newTokenVendor(t *testing.T) *tokenVendor {
	t.Helper()
	v := &tokenVendor{}
	v.fake = newFake(t, v.serve)
	return v
}

func (v *tokenVendor) serve(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.paths = append(v.paths, r.URL.Path)
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == salesforceToken {
		if v.token != nil && v.token(w, r) {
			return
		}
		v.issued++
		lifetime := ""
		if v.expiresIn != "" {
			lifetime = `,"expires_in":` + v.expiresIn
		}
		_, _ = fmt.Fprintf(w, `{"access_token":"example-token-%d"%s}`, v.issued, lifetime)
		return
	}
	if v.probe != nil && v.probe(w, r) {
		return
	}
	if v.accepted > 0 && r.Header.Get("Authorization") != fmt.Sprintf("Bearer example-token-%d", v.accepted) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`[{"errorCode":"INVALID_SESSION_ID"}]`))
		return
	}
	_, _ = w.Write([]byte(`{"user_id":"u1","organization_id":"o1"}`))
}

// sent returns the paths so far and forgets them.
func (v *tokenVendor) sent() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	sent := strings.NewReplacer(salesforceToken, "token", salesforceProbe, "probe").Replace(strings.Join(v.paths, "+"))
	v.paths = nil
	return sent
}

func (v *tokenVendor) wantSent(t *testing.T, want string) {
	t.Helper()
	if got := v.sent(); got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
}

func TestOneExchangeAndOneProbePerClient(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	verifier := verify.New(options())
	var requests []verify.Request
	for range 10 {
		requests = append(requests, v.at("salesforce", "a"))
	}
	for _, result := range mustVerifyAll(t, verifier, requests) {
		wantVerified(t, result)
		if result.Attempts != 2 || result.Scheme != connector.ClientCredentials || result.Account.ID != "u1" {
			t.Errorf("%+v", result)
		}
	}
	v.wantSent(t, "token+probe")

	// Another definition of the same client needs a probe of its own, and no token.
	other := v.at("salesforce", "a")
	definition := *other.Definition
	definition.Variant = "another probe"
	other.Definition = &definition
	wantVerified(t, mustVerify(t, verifier, other))
	v.wantSent(t, "probe")

	// Another scope is another client.
	scheme := definition.Schemes[0]
	request := *scheme.Token
	request.Scope = "another"
	scheme.Token = &request
	definition.Schemes = []connector.Scheme{scheme}
	definition.Variant = "another scope"
	wantVerified(t, mustVerify(t, verifier, other))
	wantVerified(t, mustVerify(t, verifier, v.at("salesforce", "b")))
	v.wantSent(t, "token+probe+token+probe")
}

func TestTokenRequestHasNoQueryAndNoHeaderOfTheAPI(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	v.token = func(_ http.ResponseWriter, r *http.Request) bool {
		body, _ := io.ReadAll(r.Body)
		const want = "client_id=example-client_id-a&client_secret=example-client_secret-a&grant_type=client_credentials"
		if r.Method != http.MethodPost || r.URL.RawQuery != "" || string(body) != want || r.ContentLength != int64(len(want)) {
			t.Errorf("%s with the query %q and the body %q", r.Method, r.URL.RawQuery, body)
		}
		if r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.Header.Get("Accept") != "application/json" {
			t.Errorf("headers %v", r.Header)
		}
		for _, name := range []string{"Authorization", "Idempotency-Key", "Cookie"} {
			if _, sent := r.Header[name]; sent {
				t.Errorf("the header %s was sent", name)
			}
		}
		return false
	}
	wantVerified(t, mustVerify(t, verify.New(options()), v.at("salesforce", "a")))
}

func TestExpiredTokenIsExchangedAgain(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	v.expiresIn = "0.000001"
	verifier := verify.New(options())
	request := v.at("salesforce", "a")
	wantVerified(t, mustVerify(t, verifier, request))
	v.wantSent(t, "token+probe")
	if _, failed, err := verifier.AccessToken(t.Context(), request); err != nil || failed.Status != "" {
		t.Errorf("%v, %v", failed, err)
	}
	v.wantSent(t, "token")

	v = newTokenVendor(t)
	v.expiresIn = `"3600"`
	request = v.at("salesforce", "a")
	wantVerified(t, mustVerify(t, verifier, request))
	token, _, err := verifier.AccessToken(t.Context(), request)
	if left := time.Until(token.ExpiresAt); err != nil || left < 59*time.Minute || left > time.Hour || token.Value.Reveal() != "example-token-1" {
		t.Errorf("%s left, %v", left, err)
	}
	v.wantSent(t, "token+probe")
}

func TestTokenOfUnknownLifetimeIsKept(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	verifier := verify.New(options())
	request := v.at("salesforce", "a")
	for range 3 {
		token, _, err := verifier.AccessToken(t.Context(), request)
		if err != nil || !token.ExpiresAt.IsZero() || token.Value.Reveal() != "example-token-1" {
			t.Errorf("%+v, %v", token.ExpiresAt, err)
		}
	}
	v.wantSent(t, "token")
}

// TestExpiredTokenIsNotReturnedIfTheExchangeFails: it would be of no use.
func TestExpiredTokenIsNotReturnedIfTheExchangeFails(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]connector.Status{"invalid_client": connector.Rejected, "temporarily_unavailable": connector.Inconclusive} {
		v := newTokenVendor(t)
		v.expiresIn = "0.000001"
		verifier := verify.New(options())
		request := v.at("salesforce", "a")
		if token, _, err := verifier.AccessToken(t.Context(), request); err != nil || token.Value.Reveal() != "example-token-1" {
			t.Fatalf("%v", err)
		}
		v.token = func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"error":%q}`, code)
			return true
		}
		token, result, err := verifier.AccessToken(t.Context(), request)
		if err != nil || token.Value.Reveal() != "" || result.Status != want {
			t.Errorf("%s: a token: %t, %s, %v", code, token.Value.Reveal() != "", result.Status, err)
		}
	}
}

// TestTokenThatWasRevokedMeanwhileIsExchangedOnce: only then does a rejection count.
func TestTokenThatWasRevokedMeanwhileIsExchangedOnce(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	verifier := verify.New(options())
	variant := func(name string) verify.Request {
		request := v.at("salesforce", "a")
		definition := *request.Definition
		definition.Variant = name
		request.Definition = &definition
		return request
	}
	wantVerified(t, mustVerify(t, verifier, variant("first")))
	v.wantSent(t, "token+probe")

	v.accepted = 2 // The first was revoked.
	wantVerified(t, mustVerify(t, verifier, variant("second")))
	v.wantSent(t, "probe+token+probe")

	v.accepted = 99 // So is every later one.
	wantOutcome(t, mustVerify(t, verifier, variant("third")), connector.Rejected, connector.ReasonInvalidCredential)
	v.wantSent(t, "probe+token+probe")
	wantOutcome(t, mustVerify(t, verify.New(options()), variant("in another process")), connector.Rejected, connector.ReasonInvalidCredential)
	v.wantSent(t, "token+probe")
}

func TestRetryOfAProbeDoesNotRepeatTheExchange(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	failures := 2
	v.probe = func(w http.ResponseWriter, _ *http.Request) bool {
		failures--
		if failures >= 0 {
			w.WriteHeader(http.StatusInternalServerError)
		}
		return failures >= 0
	}
	wantVerified(t, mustVerify(t, verify.New(options()), v.at("salesforce", "a")))
	v.wantSent(t, "token+probe+probe+probe")
}

func TestMaxRetriesAppliesToEachRequest(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	remaining := map[string]int{"token": 1, "probe": 1}
	fail := func(which string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool {
			remaining[which]--
			if remaining[which] >= 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
			return remaining[which] >= 0
		}
	}
	v.token, v.probe = fail("token"), fail("probe")
	once := options()
	once.MaxRetries = 1
	wantVerified(t, mustVerify(t, verify.New(once), v.at("salesforce", "a")))
	v.wantSent(t, "token+token+probe+probe")
}

// TestFailuresOfTheTokenEndpointStopThere: nothing is sent to the API, and no other
// probe repeats the exchange.
func TestFailuresOfTheTokenEndpointStopThere(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]struct {
		status   connector.Status
		reason   connector.Reason
		requests int
	}{
		"rejected":             {connector.Rejected, connector.ReasonInvalidCredential, 1},
		"reset":                {connector.Inconclusive, connector.ReasonUnreachable, 2},
		"timeout":              {connector.Inconclusive, connector.ReasonTimeout, 2},
		"truncated":            {connector.Inconclusive, connector.ReasonUnreachable, 2},
		"malformed":            {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"malformed_http":       {connector.Inconclusive, connector.ReasonUnreachable, 2},
		"wrong_shape":          {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"error_member":         {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"html":                 {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"empty":                {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"null":                 {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"huge":                 {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"server_error":         {connector.Inconclusive, connector.ReasonServerError, 2},
		"unavailable":          {connector.Inconclusive, connector.ReasonServerError, 2},
		"rate_limited=86400":   {connector.Inconclusive, connector.ReasonRateLimited, 1},
		"forbidden":            {connector.Inconclusive, connector.ReasonUnexpectedResponse, 1},
		"forbidden_html":       {connector.Inconclusive, connector.ReasonBlocked, 1},
		"unauthorized_html":    {connector.Inconclusive, connector.ReasonBlocked, 1},
		"unauthorized_gateway": {connector.Inconclusive, connector.ReasonBlocked, 1},
		"redirect=307 https://elsewhere.example.com/": {connector.Inconclusive, connector.ReasonRedirected, 1},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t, unlimited)
			v := s.Vendor("salesforce")
			parsed, err := sandbox.ParseFault(fault)
			if err != nil {
				t.Fatal(err)
			}
			v.BreakPath(salesforceToken, parsed)
			settings := options()
			settings.MaxRetries = 1
			if slices.Contains(endless, fault) {
				settings.RequestTimeout = 400 * time.Millisecond
			}
			verifier := verify.New(settings)
			result := mustVerify(t, verifier, demo(v))
			wantOutcome(t, result, want.status, want.reason)
			if result.Host == "" || result.Account != (connector.Account{}) {
				t.Errorf("%+v", result)
			}
			again := demo(v)
			definition := *again.Definition
			definition.Variant = "another probe"
			again.Definition = &definition
			wantOutcome(t, mustVerify(t, verifier, again), want.status, want.reason)
			wantPaths(t, v, slices.Repeat([]string{salesforceToken}, want.requests)...)
		})
	}
}

// TestNewSecretThatIsAcceptedLate: at apply, a rejection of a changed credential is
// repeated; in every other case it counts at once.
func TestNewSecretThatIsAcceptedLate(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	rejections := 0
	v.token = func(w http.ResponseWriter, _ *http.Request) bool {
		rejections--
		if rejections >= 0 {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"invalid_client"}`))
		}
		return rejections >= 0
	}
	verifier := verify.New(options())
	request := v.at("salesforce", "a")
	rejections = 1
	wantOutcome(t, mustVerify(t, verifier, request), connector.Rejected, connector.ReasonInvalidCredential)
	v.wantSent(t, "token")

	request.NewSecret, rejections = true, 2
	wantVerified(t, mustVerify(t, verifier, request))
	v.wantSent(t, "token+token+token+probe")

	short := options()
	short.VerificationTimeout = 3 * time.Second
	verifier, rejections = verify.New(short), 1000
	wantOutcome(t, mustVerify(t, verifier, request), connector.Rejected, connector.ReasonInvalidCredential)
	if sent := v.sent(); sent != "token+token" && sent != "token+token+token" {
		t.Errorf("sent %q until the time was up", sent)
	}
	wantOutcome(t, mustVerify(t, verifier, request), connector.Rejected, connector.ReasonInvalidCredential)
	v.wantSent(t, "")
}

// TestRateLimitCountsTheExchangeAtItsOwnHost: with a token endpoint elsewhere, the
// only request of the period is left for the probe.
func TestRateLimitCountsTheExchangeAtItsOwnHost(t *testing.T) {
	t.Parallel()
	api, login := newTokenVendor(t), newTokenVendor(t)
	request := api.at("salesforce", "a")
	definition := *request.Definition
	definition.Limit = connector.Limit{Every: time.Hour, Burst: 1}
	request.Definition = &definition
	wantOutcome(t, mustVerify(t, verify.New(options()), request), connector.Inconclusive, connector.ReasonRateLimited)
	api.wantSent(t, "token")

	request.TokenBaseURL = login.URL
	wantVerified(t, mustVerify(t, verify.New(options()), request))
	login.wantSent(t, "token")
	api.wantSent(t, "probe")
}

func TestTokenIsMaskedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	type maskKey struct{}
	v := newTokenVendor(t)
	var mu sync.Mutex
	masked := map[string]bool{}
	masking := options()
	masking.Mask = func(ctx context.Context, texts []string) context.Context {
		return context.WithValue(ctx, maskKey{}, texts)
	}
	masking.Observe = func(ctx context.Context, attempt verify.Attempt) {
		mu.Lock()
		defer mu.Unlock()
		texts, _ := ctx.Value(maskKey{}).([]string)
		masked[attempt.Path] = slices.Contains(texts, "example-token-1")
	}
	wantVerified(t, mustVerify(t, verify.New(masking), v.at("salesforce", "a")))
	if !masked[salesforceProbe] || masked[salesforceToken] {
		t.Errorf("masked: %v", masked)
	}
}

func TestAccountDoesNotRepeatTheToken(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	v.probe = func(w http.ResponseWriter, r *http.Request) bool {
		_, _ = fmt.Fprintf(w, `{"user_id":"u1","organization_id":"o1","name":"as %s","email":"%s@example.com"}`, r.Header.Get("Authorization"), strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		return true
	}
	result := mustVerify(t, verify.New(options()), v.at("salesforce", "a"))
	wantVerified(t, result)
	if result.Account.ID != "u1" || result.Account.Name != "" || result.Account.Email != "" {
		t.Errorf("account %+v", result.Account)
	}
}

// TestHostsThatAResponseContainsAreIgnored: a token endpoint must not choose where
// the token is sent.
func TestHostsThatAResponseContainsAreIgnored(t *testing.T) {
	t.Parallel()
	elsewhere := newFake(t, accept)
	v := newTokenVendor(t)
	v.token = func(w http.ResponseWriter, _ *http.Request) bool {
		_, _ = fmt.Fprintf(w, `{"access_token":"example-token-1","instance_url":%q,"api_url":%q}`, elsewhere.URL, elsewhere.URL)
		return true
	}
	wantVerified(t, mustVerify(t, verify.New(options()), v.at("salesforce", "a")))
	v.wantSent(t, "token+probe")
	if got := len(elsewhere.requests()); got != 0 {
		t.Errorf("%d requests were sent elsewhere", got)
	}
}

func TestInterruptedExchangeIsNotCached(t *testing.T) {
	t.Parallel()
	v := newTokenVendor(t)
	verifier := verify.New(options())
	request := v.at("salesforce", "a")
	ctx, cancel := context.WithCancel(t.Context())
	v.token = func(http.ResponseWriter, *http.Request) bool { cancel(); return false }
	if _, _, err := verifier.AccessToken(ctx, request); err == nil {
		t.Error("the exchange was interrupted, and there is no error")
	}
	v.token = nil
	if token, _, err := verifier.AccessToken(t.Context(), request); err != nil || token.Value.Reveal() == "" {
		t.Errorf("no token, and %v", err)
	}
}
