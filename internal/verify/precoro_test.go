package verify_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// ownRow and onlyEmail are the two forms of the demo credential's account.
var (
	ownRow    = connector.Account{ID: "1002", Name: "Sandbox Integration", Email: "integrations@example.com"}
	onlyEmail = connector.Account{Email: "integrations@example.com"}
)

// newPrecoro simulates Precoro, which accepts the same GET once per window.
func newPrecoro(t *testing.T, window time.Duration) *sandbox.Vendor {
	t.Helper()
	return newSandbox(t, sandbox.Config{RouteWindow: window}).Vendor("precoro")
}

// occupy uses up routes with the demo credential, as another process does.
func occupy(t *testing.T, v *sandbox.Vendor, paths ...string) {
	t.Helper()
	fields := v.Demo()
	for _, path := range paths {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.BaseURL()+path+"?page=1&per_page=10", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-AUTH-TOKEN", fields["api_token"])
		request.Header.Set("email", fields["user_email"])
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil || response.StatusCode != 200 {
			t.Fatalf("%s returned %d, %v", path, response.StatusCode, err)
		}
	}
}

func TestPrecoroLimitedRouteLeadsToTheNextProbe(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	occupy(t, v, "/taxes")
	begun := time.Now()
	result := mustVerify(t, verify.New(options()), demo(v))
	wantVerified(t, result)
	wantWithin(t, begun, 4*time.Second) // The vendor's one request a second, and no minute.
	wantPaths(t, v, "/taxes", "/taxes", "/users")
	if result.Account != ownRow {
		t.Errorf("account %+v, want %+v", result.Account, ownRow)
	}
}

func TestPrecoroUnchangedCredentialDoesNotWaitForARoute(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	occupy(t, v, "/taxes", "/users", "/warehouses")
	verifier := verify.New(options())
	begun := time.Now()
	result := mustVerify(t, verifier, demo(v))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
	wantWithin(t, begun, 6*time.Second)
	if wait := time.Until(result.RetryAt); wait < 30*time.Second || wait > time.Minute {
		t.Errorf("the route opens in %s, want a minute or a little less", wait)
	}
	all := []string{"/taxes", "/users", "/warehouses", "/taxes", "/users", "/warehouses"}
	wantPaths(t, v, all...)

	// A request that waits would get more, but its budget is less than the minute.
	begun = time.Now()
	waiting := demo(v)
	waiting.WaitForRoute = true
	result = mustVerify(t, verifier, waiting)
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
	wantWithin(t, begun, 4*time.Second)
	if result.Attempts != 0 {
		t.Errorf("%d requests to routes that are known to be closed", result.Attempts)
	}
	mustVerify(t, verifier, demo(v))
	wantPaths(t, v, all...)
}

func TestPrecoroChangedCredentialWaitsForARoute(t *testing.T) {
	t.Parallel()
	// Long enough that a busy machine sends three requests, one a second, before it ends.
	const window = 10 * time.Second
	v := newPrecoro(t, window)
	begun := time.Now()
	occupy(t, v, "/taxes", "/users", "/warehouses")
	settings := options()
	settings.VerificationTimeout = time.Minute
	request := demo(v)
	request.WaitForRoute = true
	wantVerified(t, mustVerify(t, verify.New(settings), request))
	if took := time.Since(begun); took < window {
		t.Errorf("took %s, want at least %s", took, window)
	}
	if got := len(v.Requests()) - 3; got != 4 {
		t.Errorf("%d requests, want three that are limited and one that is not", got)
	}
}

func TestPrecoroWaitForARouteEndsWithItsCaller(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	occupy(t, v, "/taxes", "/users", "/warehouses")
	settings := options()
	settings.VerificationTimeout = 5 * time.Minute
	observed := make(chan verify.Attempt, 10)
	settings.Observe = func(_ context.Context, attempt verify.Attempt) { observed <- attempt }
	verifier := verify.New(settings)
	request := demo(v)
	request.WaitForRoute = true
	ctx, cancel := context.WithCancel(t.Context())
	waiting := begin(ctx, verifier, request)
	for range request.Definition.Probes {
		receive(t, "an attempt", observed)
	}
	flight := verifier.Flights()[0]

	cancelled := time.Now()
	cancel()
	if got := receive(t, "the caller", waiting); got.err == nil {
		t.Errorf("result %+v", got.result)
	}
	receive(t, "the end of the wait", flight)
	wantWithin(t, cancelled, 4*time.Second)
}

func TestPrecoroHourlyAndDailyLimitsApplyToEveryRoute(t *testing.T) {
	t.Parallel()
	for fault, wait := range map[string]time.Duration{"hourly_limit": time.Hour, "daily_limit": 24 * time.Hour} {
		for _, waits := range []bool{false, true} {
			v := newPrecoro(t, -1)
			v.Break(sandbox.Fault{Name: fault})
			request := demo(v)
			request.WaitForRoute = waits
			begun := time.Now()
			result := mustVerify(t, verify.New(options()), request)
			wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
			wantWithin(t, begun, 4*time.Second)
			if off := (time.Until(result.RetryAt) - wait).Abs(); off > time.Minute {
				t.Errorf("%s: the limit ends at %s", fault, result.RetryAt)
			}
			wantPaths(t, v, "/taxes")
		}
	}
}

func TestPrecoroHourlyLimitThatEndsSoonIsWaitedFor(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, -1)
	v.BreakNext(1, sandbox.Fault{Name: "hourly_limit", Argument: "1"})
	wantVerified(t, mustVerify(t, verify.New(options()), demo(v)))
	wantPaths(t, v, "/taxes", "/taxes")
}

func TestPrecoroAccountIsRequestedFirstIfRequired(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	request := demo(v)
	request.Optional = connector.FactAccount
	verifier := verify.New(options())
	for range 2 {
		result := mustVerify(t, verifier, request)
		wantVerified(t, result)
		if result.Account != ownRow {
			t.Errorf("account %+v, want %+v", result.Account, ownRow)
		}
	}
	wantVerified(t, mustVerify(t, verifier, demo(v)))
	wantPaths(t, v, "/users")
}

func TestPrecoroAccountCompletesAResultWithoutIt(t *testing.T) {
	t.Parallel()
	for _, window := range []time.Duration{time.Minute, -1} {
		v := newPrecoro(t, window)
		verifier := verify.New(options())
		plain := mustVerify(t, verifier, demo(v))
		if wantVerified(t, plain); plain.Account != onlyEmail {
			t.Errorf("account %+v, want %+v", plain.Account, onlyEmail)
		}
		request := demo(v)
		request.Optional = connector.FactAccount
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		for range 2 {
			result, err := verifier.Verify(ctx, request)
			if err != nil {
				t.Fatal(err)
			}
			if wantVerified(t, result); result.Account != ownRow || result.Scheme != "x_auth_token" {
				t.Errorf("account %+v, want %+v", result.Account, ownRow)
			}
		}
		cancel()
		wantPaths(t, v, "/taxes", "/users")
	}
}

func TestPrecoroOwnRowMayBeHidden(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	v.HideAccount(true)
	request := demo(v)
	request.Optional = connector.FactAccount
	verifier := verify.New(options())
	for range 2 {
		result := mustVerify(t, verifier, request)
		wantVerified(t, result)
		if result.Account != onlyEmail {
			t.Errorf("account %+v, want %+v", result.Account, onlyEmail)
		}
	}
	wantPaths(t, v, "/users")
}

func TestPrecoroForbiddenAccountIsNotRequestedAgain(t *testing.T) {
	t.Parallel()
	for _, fault := range []sandbox.Fault{
		{Name: "forbidden"}, {Name: "forbidden_html"}, {Name: "status", Argument: "404"}, {Name: "html"}, {Name: "hourly_limit"},
	} {
		t.Run(fault.Name, func(t *testing.T) {
			t.Parallel()
			v := newPrecoro(t, time.Minute)
			v.BreakPath("/users", fault)
			verifier := verify.New(options())
			wantVerified(t, mustVerify(t, verifier, demo(v)))
			request := demo(v)
			request.Optional = connector.FactAccount
			for range 2 {
				result := mustVerify(t, verifier, request)
				wantVerified(t, result)
				if result.Account != onlyEmail || result.Scheme != "x_auth_token" {
					t.Errorf("scheme %q and account %+v, want %+v", result.Scheme, result.Account, onlyEmail)
				}
			}
			wantPaths(t, v, "/taxes", "/users")
		})
	}
}

func TestPrecoroUserWithoutRightToListUsersIsVerifiedByAnotherProbe(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	v.BreakPath("/users", sandbox.Fault{Name: "forbidden"})
	request := demo(v)
	request.Optional = connector.FactAccount
	verifier := verify.New(options())
	for range 2 {
		result := mustVerify(t, verifier, request)
		if wantVerified(t, result); result.Account != onlyEmail {
			t.Errorf("account %+v, want %+v", result.Account, onlyEmail)
		}
	}
	wantPaths(t, v, "/users", "/taxes")
}

func TestPrecoroRevocationBetweenTwoRequestsIsDetected(t *testing.T) {
	t.Parallel()
	v := newPrecoro(t, time.Minute)
	verifier := verify.New(options())
	wantVerified(t, mustVerify(t, verifier, demo(v)))
	v.Revoke(v.Demo())
	request := demo(v)
	request.Optional = connector.FactAccount
	for range 2 {
		wantOutcome(t, mustVerify(t, verifier, request), connector.Rejected, connector.ReasonInvalidCredential)
	}
	wantPaths(t, v, "/taxes", "/users")
}

// TestPrecoroRouteThatNeverOpens: the vendor's clock may differ from ours by
// more than the window, and then every time that it names has passed.
func TestPrecoroLimitedRouteIsNotRetriedForever(t *testing.T) {
	t.Parallel()
	limitedUntil := func(at string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(`{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":"` + at + `"}`))
		}
	}
	settings := options()
	settings.MaxRetries, settings.VerificationTimeout = 1, 10*time.Second
	f := newFake(t, limitedUntil("2006-01-02 15:04:05 UTC"))
	request := f.at("precoro", "a")
	request.WaitForRoute = true
	wantOutcome(t, mustVerify(t, verify.New(settings), request), connector.Inconclusive, connector.ReasonRateLimited)
	if got := len(f.requests()); got > 3*(1+settings.MaxRetries) {
		t.Errorf("%d requests for three probes", got)
	}
}

func TestPrecoroRouteThatOpensInCenturiesIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	f := newFake(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":"9999-12-31 23:59:59 UTC"}`))
	})
	request := f.at("precoro", "a")
	request.WaitForRoute = true
	begun := time.Now()
	wantOutcome(t, mustVerify(t, verify.New(options()), request), connector.Inconclusive, connector.ReasonRateLimited)
	wantWithin(t, begun, 6*time.Second)
}
