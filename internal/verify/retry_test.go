package verify_test

import (
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// failFirst responds to the first n requests with a handler, and accepts the rest.
func failFirst(t *testing.T, n int64, fail http.HandlerFunc) *fake {
	t.Helper()
	var asked atomic.Int64
	return newFake(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) <= n {
			fail(w, r)
			return
		}
		accept(w, r)
	})
}

func respondWith(status int, name, value string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if name != "" {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
	}
}

func TestTemporaryFailureIsRetried(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]http.HandlerFunc{
		"503":                      respondWith(503, "", ""),
		"500":                      respondWith(500, "", ""),
		"429":                      respondWith(429, "", ""),
		"503 with zero seconds":    respondWith(503, "Retry-After", "0"),
		"429 with a negative wait": respondWith(429, "Retry-After", "-5"),
		"429 with garbage":         respondWith(429, "Retry-After", "soon"),
		"429 with a fraction":      respondWith(429, "Retry-After", "1.5"),
		"429 with a date that has passed": respondWith(429, "Retry-After",
			"Mon, 02 Jan 2006 15:04:05 GMT"),
		"broken connection": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := failFirst(t, 1, fail)
			begun := time.Now()
			result := mustVerify(t, verify.New(options()), f.at("resci", "a"))
			wantVerified(t, result)
			if result.Attempts != 2 || len(f.requests()) != 2 || result.Cause != "" || result.HTTPStatus != 200 {
				t.Errorf("%d requests: %+v", len(f.requests()), result)
			}
			// The first wait of our own is between 250 and 500 ms.
			if took := time.Since(begun); took < 250*time.Millisecond || took > 8*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestRetryAfterOfTheVendorIsKept(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]func() string{
		"seconds": func() string { return "1" },
		// A date has whole seconds: this one is between one and two from now.
		"date": func() string { return time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat) },
	} {
		for _, status := range []int{429, 503} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				f := failFirst(t, 1, func(w http.ResponseWriter, r *http.Request) {
					respondWith(status, "Retry-After", value())(w, r)
				})
				begun := time.Now()
				wantVerified(t, mustVerify(t, verify.New(options()), f.at("resci", "a")))
				if took := time.Since(begun); took < time.Second || took > 12*time.Second { // For a busy machine.
					t.Errorf("took %s", took)
				}
				if got := len(f.requests()); got != 2 {
					t.Errorf("%d requests, want 2", got)
				}
			})
		}
	}
}

func TestWaitBeyondTheTimeBudgetIsNotBegun(t *testing.T) {
	t.Parallel()
	inADay := func() time.Time { return time.Now().Add(24 * time.Hour) }
	for name, value := range map[string]string{
		"seconds": "86400",
		"date":    inADay().UTC().Format(http.TimeFormat),
	} {
		for status, reason := range map[int]connector.Reason{429: connector.ReasonRateLimited, 503: connector.ReasonServerError} {
			t.Run(name, func(t *testing.T) {
				f := failFirst(t, 100, respondWith(status, "Retry-After", value))
				begun := time.Now()
				result := mustVerify(t, verify.New(options()), f.at("customerly", "a"))
				wantOutcome(t, result, connector.Inconclusive, reason)
				wantWithin(t, begun, 4*time.Second)
				if off := inADay().Sub(result.RetryAt).Abs(); off > time.Minute {
					t.Errorf("the limit ends at %s, want in a day", result.RetryAt)
				}
				if got := len(f.requests()); got != 1 {
					t.Errorf("%d requests, want 1", got)
				}
			})
		}
	}
}

// TestWaitOfCenturiesDoesNotOverflow: the difference of two times ends at 292
// years, and what is added to it must not turn it negative.
func TestWaitOfCenturiesDoesNotOverflow(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"Fri, 31 Dec 9999 23:59:59 GMT", "99999999999"} {
		f := failFirst(t, 100, respondWith(429, "Retry-After", value))
		result := mustVerify(t, verify.New(options()), f.at("customerly", "a"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
		if got := len(f.requests()); got != 1 {
			t.Errorf("%s: %d requests, want 1", value, got)
		}
	}
}

func TestMaxRetriesLimitsTheRequests(t *testing.T) {
	t.Parallel()
	for retries := range 3 {
		v := newSandbox(t, unlimited).Vendor("resci")
		v.Break(sandbox.Fault{Name: "unavailable"})
		settings := options()
		settings.MaxRetries = retries
		result := mustVerify(t, verify.New(settings), demo(v))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonServerError)
		if got := len(v.Requests()); got != retries+1 || result.Attempts != retries+1 {
			t.Errorf("%d retries: %d requests, and %d by the result", retries, got, result.Attempts)
		}
	}
}

func TestRetriesEndWithTheTimeBudget(t *testing.T) {
	t.Parallel()
	f := newFake(t, respondWith(503, "", ""))
	settings := options()
	settings.MaxRetries, settings.VerificationTimeout = 1000, 2*time.Second
	begun := time.Now()
	result := mustVerify(t, verify.New(settings), f.at("resci", "a"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonServerError)
	wantWithin(t, begun, 10*time.Second)
	if got := len(f.requests()); got < 2 || got > 6 {
		t.Errorf("%d requests", got)
	}
}

func TestTimeBudgetEndsARequestThatHangs(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("resci")
	v.Break(sandbox.Fault{Name: "timeout"})
	settings := options()
	settings.RequestTimeout, settings.VerificationTimeout = time.Minute, time.Second
	begun := time.Now()
	result := mustVerify(t, verify.New(settings), demo(v))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonTimeout)
	wantWithin(t, begun, 10*time.Second)
	if result.Cause != transport.CauseTimeBudget || len(v.Requests()) > 1 {
		t.Errorf("%d requests, cause %q", len(v.Requests()), result.Cause)
	}
}

func TestRejectionIsNeverRetried(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, unlimited)
	for _, v := range s.Vendors() {
		v.Revoke(v.Demo())
		request := demo(v)
		result := mustVerify(t, verify.New(options()), request)
		if result.Status != connector.Rejected || result.Attempts != len(request.Definition.Schemes) {
			t.Errorf("%s: %s, %s after %d requests", v.Name(), result.Status, result.Reason, result.Attempts)
		}
		if v.TokenPath() != "" {
			wantPaths(t, v, v.TokenPath())
			continue
		}
		wantPaths(t, v, probes(v, len(request.Definition.Schemes))...)
	}
}

func TestCustomerlyIsRetriedUnlessIts500IsARejection(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("customerly")
	v.BreakNext(1, sandbox.Fault{Name: "server_error"})
	request := demo(v)
	request.PriorScheme = "authorization"
	wantVerified(t, mustVerify(t, verify.New(options()), request))
	wantPaths(t, v, "/tags", "/tags")
}

func TestPaymosOwnLimitIsWaitedFor(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, sandbox.Config{}).Vendor("paymo")
	request := demo(v)
	request.PriorScheme = "basic"
	for range 5 {
		// A process each, so that only the vendor counts.
		wantVerified(t, mustVerify(t, verify.New(options()), request))
	}
	wantVerified(t, mustVerify(t, verify.New(options()), request))
	requests := v.Requests()
	if len(requests) != 7 || requests[5].Status != 429 || requests[6].Status != 200 {
		t.Errorf("%d requests: %+v", len(requests), requests)
	}
}

// TestDeniedRequestWithABrokenBodyIsNotRetried: without its body, a 401 is no
// rejection; but it may be one, and repeating those gets an address blocked.
func TestDeniedRequestWithABrokenBodyIsNotRetried(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]http.HandlerFunc{
		"truncated": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "512")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte("x"))
		},
		"too large": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write(make([]byte, 2<<20))
		},
		"no gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte("this is no gzip"))
		},
	} {
		f := newFake(t, body)
		result := mustVerify(t, verify.New(options()), f.at("precoro", name))
		if result.Status != connector.Inconclusive {
			t.Errorf("%s: %s, %s", name, result.Status, result.Reason)
		}
		if got := len(f.requests()); got != 1 {
			t.Errorf("%s: %d requests, want 1", name, got)
		}
	}
}

// TestLimitWithoutA429IsWaitedFor: some vendors report an exceeded limit with a 200 or a
// 400, and when it is reset in the headers as with a 429.
func TestLimitWithoutA429IsWaitedFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		connector, header, body string
		status                  int
	}{
		{"linear", "X-RateLimit-Requests-Reset", `{"errors":[{"message":"Example","extensions":{"type":"ratelimited","code":"RATELIMITED"}}]}`, http.StatusBadRequest},
		{"monday", "X-RateLimit-Reset", `{"errors":[{"message":"Example","extensions":{"code":"ComplexityException"}}]}`, http.StatusOK},
	} {
		t.Run(c.connector, func(t *testing.T) {
			t.Parallel()
			reset := time.Now().Add(time.Hour).Truncate(time.Second)
			f := newFake(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set(c.header, strconv.FormatInt(reset.UnixMilli(), 10))
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			result := mustVerify(t, verify.New(options()), f.at(c.connector, "a"))
			wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
			if difference := result.RetryAt.Sub(reset).Abs(); difference > 2*time.Second || len(f.requests()) != 1 {
				t.Errorf("%d requests, and the next at %s; want one, and %s", len(f.requests()), result.RetryAt, reset)
			}
		})
	}
}
