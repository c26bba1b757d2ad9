package verify_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// atATime is Terraform's default -parallelism.
const atATime = 10

// askTenAtATime verifies all requests as Terraform would.
func verifyTenAtATime(t *testing.T, verifier *verify.Verifier, requests []verify.Request) []verify.Result {
	t.Helper()
	results := make([]verify.Result, len(requests))
	next := make(chan int)
	var workers sync.WaitGroup
	for range atATime {
		workers.Go(func() {
			for i := range next {
				result, err := verifier.Verify(t.Context(), requests[i])
				if err != nil {
					t.Error(err)
				}
				results[i] = result
			}
		})
	}
	for i := range requests {
		next <- i
	}
	close(next)
	workers.Wait()
	return results
}

// TestConnectionNeverCarriesTwoRequestsOverHTTP11: see connections.go of package transport.
func TestConnectionNeverCarriesTwoRequestsOverHTTP11(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, unlimited)
	v := s.Vendor("resci")
	var requests []verify.Request
	for _, fields := range issue(v, 50) {
		requests = append(requests, credential(v, fields))
	}
	for _, result := range verifyTenAtATime(t, verify.New(options()), requests) {
		wantVerified(t, result)
	}
	if sent, got := len(v.Requests()), s.Connections(); sent != len(requests) || got != sent {
		t.Errorf("%d requests on %d connections, want %d on as many", sent, got, len(requests))
	}
}

// TestHungHostIsSkippedAfterThreeTimeouts: the others do not wait for it.
func TestHungHostIsSkippedAfterThreeTimeouts(t *testing.T) {
	t.Parallel()
	for name, maySkip := range map[string]bool{"unchanged or lenient": true, "changed and strict": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newSandbox(t, unlimited).Vendor("resci")
			v.Break(sandbox.Fault{Name: "timeout"})
			settings := options()
			settings.RequestTimeout, settings.MaxRetries, settings.VerificationTimeout = 3*time.Second, 0, time.Minute
			verifier := verify.New(settings)
			var requests []verify.Request
			for _, fields := range issue(v, 40) {
				request := credential(v, fields)
				request.MaySkip = maySkip
				requests = append(requests, request)
			}
			skipped := 0
			var unsent verify.Request
			for i, result := range verifyTenAtATime(t, verifier, requests) {
				wantOutcome(t, result, connector.Inconclusive, connector.ReasonTimeout)
				if result.Attempts == 0 {
					skipped++
					unsent = requests[i]
					if !strings.Contains(result.Cause, "earlier requests") {
						t.Errorf("the cause is %q", result.Cause)
					}
				}
			}
			if maySkip && skipped < 20 || !maySkip && skipped > 0 {
				t.Errorf("%d of 40 were skipped", skipped)
			}
			// The apply policy may require the response that the plan policy did not.
			v.Mend()
			if maySkip {
				wantOutcome(t, mustVerify(t, verifier, unsent), connector.Inconclusive, connector.ReasonTimeout)
				unsent.MaySkip = false
				wantVerified(t, mustVerify(t, verifier, unsent))
			}
			// A host that responds again is up again, for credentials that require a response.
			strict := requests[0]
			strict.Values = connector.Values{"api_key": secret.New(v.Demo()["api_key"])}
			strict.MaySkip = false
			wantVerified(t, mustVerify(t, verifier, strict))
			strict.Values, strict.MaySkip = connector.Values{"api_key": secret.New(v.CreateKey()["api_key"])}, true
			wantVerified(t, mustVerify(t, verifier, strict))
		})
	}
}

func TestFailureOfOneVendorAffectsNoOther(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, unlimited)
	healthy, failing := s.Vendor("resci"), newSandbox(t, unlimited).Vendor("clari_copilot")
	failing.Break(sandbox.Fault{Name: "reset"})
	settings := options()
	settings.MaxRetries = 0
	verifier := verify.New(settings)
	broken, good := issue(failing, 5), issue(healthy, 5)
	for i := range good {
		wantVerified(t, mustVerify(t, verifier, credential(healthy, good[i])))
		mustVerify(t, verifier, credential(failing, broken[i]))
	}
	if got := s.Connections(); got != len(good) {
		t.Errorf("%d connections to the healthy vendor, want %d", got, len(good))
	}
}
