package verify_test

import (
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// leastGap is what must lie between two arrivals of one credential a second.
// The first arrives a little later than it was sent, as a connection is made for it.
const leastGap = 600 * time.Millisecond

func TestPrecoroIsAskedOncePerSecondAndCredential(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	v.Break(sandbox.Fault{Name: "status", Argument: "404"}) // Every probe, one after the other.
	wantOutcome(t, ask(t, verify.New(options()), demo(v)), connector.Inconclusive, connector.ReasonUnexpectedAnswer)
	wantPaths(t, v, "/taxes", "/users", "/warehouses")
	requests := v.Requests()
	for i := 1; i < len(requests); i++ {
		if gap := requests[i].At.Sub(requests[i-1].At); gap < leastGap {
			t.Errorf("%s between two requests", gap)
		}
	}
}

func TestPinnedSchemeDoesNotDoubleTheLimit(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	verifier := verify.New(options())
	pinned := demo(v)
	pinned.Pinned = "x_auth_token"
	for _, result := range askAll(t, verifier, []verify.Request{demo(v), pinned}) {
		wantVerified(t, result)
	}
	requests := v.Requests()
	if len(requests) != 2 {
		t.Fatalf("%d requests, want 2", len(requests))
	}
	if gap := requests[1].At.Sub(requests[0].At); gap < leastGap {
		t.Errorf("%s between two requests of one credential", gap)
	}
}

func TestOneCredentialsLimitHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	v.BreakPath("/taxes", sandbox.Fault{Name: "status", Argument: "404"})
	var requests []verify.Request
	for _, fields := range issue(v, 10) {
		requests = append(requests, credential(v, fields))
	}
	begun := time.Now()
	for _, result := range askAll(t, verify.New(options()), requests) {
		wantVerified(t, result)
	}
	if got := len(v.Requests()); got != 20 {
		t.Errorf("%d requests, want 20", got)
	}
	wantWithin(t, begun, 5*time.Second) // With one limit for all: 19 s.
}

func TestLimitThatDoesNotFitIntoTheTimeBudgetIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("precoro")
	v.BreakPath("/taxes", sandbox.Fault{Name: "status", Argument: "404"})
	settings := options()
	settings.VerificationTimeout = 700 * time.Millisecond
	result := ask(t, verify.New(settings), demo(v))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonRateLimited)
	wantPaths(t, v, "/taxes")
}
