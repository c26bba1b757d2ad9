package transport

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// recorder is a server that records the bodies it receives, and returns its
// responses in turn, the last one from then on.
type recorder struct {
	*httptest.Server
	mu        sync.Mutex
	bodies    []string
	responses []http.HandlerFunc
}

func newRecorder(t *testing.T, responses ...http.HandlerFunc) *recorder {
	t.Helper()
	r := &recorder{responses: responses}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		r.mu.Lock()
		r.bodies = append(r.bodies, string(body))
		respond := r.responses[min(len(r.bodies), len(r.responses))-1]
		r.mu.Unlock()
		respond(w, request)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *recorder) received() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bodies
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func reset(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// cutOff ends a response before its body is complete.
func cutOff(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "99")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "a part")
	}
}

// post sends a form, as to a token endpoint, and returns the attempts.
func post(t *testing.T, server *recorder, exchange Exchange) (attempts []Attempt, err error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader("grant_type=client_credentials"))
	if err != nil {
		t.Fatal(err)
	}
	judge := exchange.Judge
	exchange.Judge = func(ctx context.Context, attempt Attempt) (bool, time.Time) {
		attempts = append(attempts, attempt)
		return judge(ctx, attempt)
	}
	err = NewClient(Options{Timeout: 10 * time.Second}).Send(request, exchange)
	return attempts, err
}

// retryAtOnce repeats whatever is not a 200, without backoff.
func retryAtOnce(_ context.Context, attempt Attempt) (bool, time.Time) {
	return attempt.Failure != nil || attempt.Status() != http.StatusOK, time.Now()
}

func TestRetriedFormIsSentCompletely(t *testing.T) {
	t.Parallel()
	server := newRecorder(t, status(http.StatusServiceUnavailable), reset, status(http.StatusOK))
	var waits int
	attempts, err := post(t, server, Exchange{MaxRetries: 3, Judge: retryAtOnce, BeforeWait: func(context.Context, time.Duration) { waits++ }})
	if err != nil || len(attempts) != 3 || attempts[2].Status() != http.StatusOK || attempts[2].Number != 3 || waits != 2 {
		t.Errorf("%+v, %v, %d waits", attempts, err, waits)
	}
	if !attempts[1].Connected || attempts[1].Failure == nil || attempts[1].Failure.Kind != Unreachable || attempts[1].Response != nil {
		t.Errorf("the broken attempt is %+v", attempts[1])
	}
	for i, body := range server.received() {
		if body != "grant_type=client_credentials" {
			t.Errorf("request %d had the body %q", i, body)
		}
	}
}

func TestMaxRetriesOfZeroSendsOneRequest(t *testing.T) {
	t.Parallel()
	for name, response := range map[string]http.HandlerFunc{"500": status(http.StatusInternalServerError), "reset": reset} {
		server := newRecorder(t, response)
		if attempts, _ := post(t, server, Exchange{Judge: retryAtOnce}); len(attempts) != 1 || len(server.received()) != 1 {
			t.Errorf("%s: %d attempts, %d requests", name, len(attempts), len(server.received()))
		}
	}
}

func TestRedirectIsAResponse(t *testing.T) {
	t.Parallel()
	for _, code := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		server := newRecorder(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(code)
		})
		attempts, err := post(t, server, Exchange{Judge: retryAtOnce})
		if err != nil || len(server.received()) != 1 || attempts[0].Status() != code {
			t.Errorf("%d: %+v, %v, %d requests", code, attempts, err, len(server.received()))
		}
	}
}

func TestIncompleteResponseHasStatusAndFailure(t *testing.T) {
	t.Parallel()
	attempts, _ := post(t, newRecorder(t, cutOff(http.StatusUnauthorized)), Exchange{Judge: retryAtOnce})
	if a := attempts[0]; a.Status() != http.StatusUnauthorized || a.Failure == nil || *a.Failure != failedBroken || a.Response.Body != nil {
		t.Errorf("%+v", a)
	}
}

func TestPermanentFailureIsNotRetried(t *testing.T) {
	t.Parallel()
	server := newRecorder(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, bodyLimit+1)) })
	attempts, _ := post(t, server, Exchange{MaxRetries: 3, Judge: retryAtOnce})
	if len(attempts) != 1 || *attempts[0].Failure != failedTooLarge {
		t.Errorf("%+v", attempts)
	}
}

func TestWaitBeyondTheTimeBudgetIsNotBegun(t *testing.T) {
	t.Parallel()
	server := newRecorder(t, status(http.StatusTooManyRequests))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	err := NewClient(Options{}).Send(request, Exchange{
		MaxRetries: 3,
		Judge:      func(context.Context, Attempt) (bool, time.Time) { return true, time.Now().Add(time.Hour) },
		BeforeWait: func(context.Context, time.Duration) { t.Error("a wait is reported") },
	})
	if err != nil || len(server.received()) != 1 {
		t.Errorf("%v after %d requests", err, len(server.received()))
	}
}

func TestErrorBeforeAnAttemptEndsTheExchange(t *testing.T) {
	t.Parallel()
	server := newRecorder(t, status(http.StatusServiceUnavailable))
	errStop := errors.New("stop")
	var calls int
	attempts, err := post(t, server, Exchange{MaxRetries: 3, Judge: retryAtOnce, BeforeAttempt: func(context.Context) error {
		if calls++; calls > 1 {
			return errStop
		}
		return nil
	}})
	if !errors.Is(err, errStop) || len(attempts) != 1 {
		t.Errorf("%v after %+v", err, attempts)
	}
}

// TestAttemptTimeoutIsNotTheTimeBudget: only the first one may be retried.
func TestAttemptTimeoutIsNotTheTimeBudget(t *testing.T) {
	t.Parallel()
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, limits := range map[string]struct {
		attempt, budget time.Duration
		want            Failure
	}{
		"attempt": {50 * time.Millisecond, time.Minute, failedRequestTimeout},
		"budget":  {time.Minute, 50 * time.Millisecond, failedTimeBudget},
	} {
		server := newRecorder(t, hang)
		ctx, cancel := context.WithTimeout(t.Context(), limits.budget)
		request, _ := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
		_ = NewClient(Options{Timeout: limits.attempt}).Send(request, Exchange{Judge: func(_ context.Context, attempt Attempt) (bool, time.Time) {
			if attempt.Failure == nil || *attempt.Failure != limits.want {
				t.Errorf("%s: %+v, want %+v", name, attempt.Failure, limits.want)
			}
			return false, time.Time{}
		}})
		cancel()
	}
}

func TestRootsAreReadOnceAndOnlyForTLS(t *testing.T) {
	t.Parallel()
	plain := httptest.NewServer(status(http.StatusOK))
	t.Cleanup(plain.Close)
	secure, _ := tlsServer(t, true, status(http.StatusOK))
	var reads atomic.Int32
	client := NewClient(Options{Timeout: 10 * time.Second, RootCAs: func() *x509.CertPool {
		reads.Add(1)
		return trusting(secure.Certificate())()
	}})
	if failed := burst(client, plain.URL, 3); failed != 0 || reads.Load() != 0 {
		t.Errorf("http: %d requests failed, roots were read %d times", failed, reads.Load())
	}
	if failed := burst(client, secure.URL, 10); failed != 0 || reads.Load() != 1 {
		t.Errorf("https: %d requests failed, roots were read %d times", failed, reads.Load())
	}
}
