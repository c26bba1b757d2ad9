package verify_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// gate is a vendor that reports each request, and responds when the test opens it.
type gate struct {
	*fake
	arrived chan struct{}
	open    chan struct{}
	left    chan struct{} // A client that did not wait for the response.
}

func newGate(t *testing.T) *gate {
	g := &gate{arrived: make(chan struct{}, 100), open: make(chan struct{}), left: make(chan struct{}, 100)}
	g.fake = newFake(t, func(w http.ResponseWriter, r *http.Request) {
		g.arrived <- struct{}{}
		select {
		case <-g.open:
			accept(w, r)
		case <-r.Context().Done():
			g.left <- struct{}{}
		}
	})
	return g
}

// verifyResult has both return values of Verify.
type verifyResult struct {
	result verify.Result
	err    error
}

// begin calls Verify in the background.
func begin(ctx context.Context, verifier *verify.Verifier, request verify.Request) <-chan verifyResult {
	results := make(chan verifyResult, 1)
	go func() {
		result, err := verifier.Verify(ctx, request)
		results <- verifyResult{result, err}
	}()
	return results
}

func TestCallersShareOneVerification(t *testing.T) {
	t.Parallel()
	const callers = 50
	g := newGate(t)
	verifier := verify.New(options())
	var waiting []<-chan verifyResult
	for range callers {
		waiting = append(waiting, begin(t.Context(), verifier, g.at("customerly", "a")))
	}
	waitFor(t, verifier, callers)
	close(g.open)
	first := receive(t, "a result", waiting[0])
	for _, results := range waiting[1:] {
		if got := receive(t, "a result", results); got != first {
			t.Errorf("result %+v, want %+v", got, first)
		}
	}
	wantVerified(t, first.result)
	if got := len(g.requests()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}

func TestResultsAreCached(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status       int
		want         connector.Status
		pairRequests int
	}{
		{200, connector.Verified, 1}, {401, connector.Rejected, 2}, {503, connector.Inconclusive, 1}, {403, connector.Rejected, 2},
	} {
		f := newFake(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(c.status)
			if c.status == http.StatusOK {
				accept(w, r)
				return
			}
			_, _ = w.Write([]byte(`{"message":"Example"}`))
		})
		settings := options()
		settings.MaxRetries = 0
		verifier := verify.New(settings)
		first := mustVerify(t, verifier, f.at("customerly", "a"))
		for _, change := range []func(*verify.Request){
			func(*verify.Request) {},
			func(r *verify.Request) { r.WaitForRoute = true },
			func(r *verify.Request) { r.Optional = connector.FactAccount },
			func(r *verify.Request) { r.PriorScheme = "authorization" },
			func(r *verify.Request) { r.BaseURL += "/" },
		} {
			request := f.at("customerly", "a")
			change(&request)
			again := mustVerify(t, verifier, request)
			if again.Outcome != first.Outcome || again.Scheme != first.Scheme || again.Status != c.want {
				t.Errorf("%d: %+v, want %+v", c.status, again, first)
			}
		}
		if got := len(f.requests()); got != c.pairRequests {
			t.Errorf("%d: %d requests, want %d", c.status, got, c.pairRequests)
		}
	}
}

func TestDifferentCredentialsAreVerifiedSeparately(t *testing.T) {
	t.Parallel()
	other := newFake(t, accept)
	for name, change := range map[string]func(*verify.Request){
		"other host":        func(r *verify.Request) { r.BaseURL = other.URL },
		"path prefix":       func(r *verify.Request) { r.BaseURL += "/prefix" },
		"pinned":            func(r *verify.Request) { r.Pinned = "x_api_key" },
		"first field":       func(r *verify.Request) { r.Values["api_key"] = secret.New("other") },
		"second field":      func(r *verify.Request) { r.Values["api_password"] = secret.New("other") },
		"fields exchanged":  exchangeFields,
		"text moved across": moveTextBetweenFields,
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, accept)
			verifier := verify.New(options())
			before := len(other.requests())
			wantVerified(t, mustVerify(t, verifier, f.at("clari_copilot", "a")))
			changed := f.at("clari_copilot", "a")
			change(&changed)
			for range 2 {
				wantVerified(t, mustVerify(t, verifier, changed))
			}
			if got := len(f.requests()) + len(other.requests()) - before; got != 2 {
				t.Errorf("%d requests, want 2", got)
			}
		})
	}
}

func exchangeFields(r *verify.Request) {
	r.Values["api_key"], r.Values["api_password"] = r.Values["api_password"], r.Values["api_key"]
}

// moveTextBetweenFields changes two fields so that they are the same when joined.
func moveTextBetweenFields(r *verify.Request) {
	key, password := r.Values["api_key"].Reveal(), r.Values["api_password"].Reveal()
	r.Values["api_key"], r.Values["api_password"] = secret.New(key+password[:1]), secret.New(password[1:])
}

func TestSameFieldsOfTwoConnectorsAreTwoCredentials(t *testing.T) {
	t.Parallel()
	f := newFake(t, accept)
	verifier := verify.New(options())
	paymo, resci := f.at("paymo", "a"), f.at("resci", "a")
	wantVerified(t, mustVerify(t, verifier, paymo))
	wantVerified(t, mustVerify(t, verifier, resci))
	if got := len(f.requests()); got != 2 {
		t.Errorf("%d requests, want 2", got)
	}
}

func TestCanceledCallerDoesNotCancelTheOthers(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	verifier := verify.New(options())
	canceledContext, cancel := context.WithCancel(t.Context())
	canceled := begin(canceledContext, verifier, g.at("customerly", "a"))
	receive(t, "the request", g.arrived)
	remaining := begin(t.Context(), verifier, g.at("customerly", "a"))
	waitFor(t, verifier, 2)

	cancel()
	if got := receive(t, "the one who left", canceled); !errors.Is(got.err, context.Canceled) {
		t.Errorf("error %v", got.err)
	}
	waitFor(t, verifier, 1)
	close(g.open)
	got := receive(t, "the one who stayed", remaining)
	if got.err != nil {
		t.Fatal(got.err)
	}
	wantVerified(t, got.result)
	if got := len(g.requests()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}

func TestLastCanceledCallerCancelsTheVerification(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	verifier := verify.New(options())
	ctx, cancel := context.WithCancel(t.Context())
	callers := []<-chan verifyResult{begin(ctx, verifier, g.at("customerly", "a")), begin(ctx, verifier, g.at("customerly", "a"))}
	receive(t, "the request", g.arrived)
	waitFor(t, verifier, len(callers))
	flight := verifier.Flights()[0]

	cancelled := time.Now()
	cancel()
	for _, caller := range callers {
		if got := receive(t, "the caller", caller); !errors.Is(got.err, context.Canceled) {
			t.Errorf("error %v", got.err)
		}
	}
	wantWithin(t, cancelled, 4*time.Second)
	receive(t, "the end of the request", g.left)
	receive(t, "the end of the verification", flight)
	wantWithin(t, cancelled, 4*time.Second)

	close(g.open)
	wantVerified(t, mustVerify(t, verifier, g.at("customerly", "a")))
	if got := len(g.requests()); got != 2 {
		t.Errorf("%d requests, want 2: the one that was broken off and a new one", got)
	}
}

func TestDeadlineOfOneCallerIsNotThatOfTheVerification(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	verifier := verify.New(options())
	shortContext, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	canceled := begin(shortContext, verifier, g.at("customerly", "a"))
	receive(t, "the request", g.arrived)
	remaining := begin(t.Context(), verifier, g.at("customerly", "a"))
	waitFor(t, verifier, 2)
	if got := receive(t, "the hurried caller", canceled); !errors.Is(got.err, context.DeadlineExceeded) {
		t.Errorf("error %v", got.err)
	}
	close(g.open)
	wantVerified(t, receive(t, "the other", remaining).result)
}

type contextKey struct{}

func TestObserverSeesWhatTheCallersContextCarries(t *testing.T) {
	t.Parallel()
	f := newFake(t, accept)
	seen := make(chan any, 1)
	settings := options()
	settings.Observe = func(ctx context.Context, _ verify.Attempt) { seen <- ctx.Value(contextKey{}) }
	ctx := context.WithValue(t.Context(), contextKey{}, "carried")
	if _, err := verify.New(settings).Verify(ctx, f.at("resci", "a")); err != nil {
		t.Fatal(err)
	}
	if got := receive(t, "the observation", seen); got != "carried" {
		t.Errorf("the context carries %v", got)
	}
}
