package verify_test

import (
	"sync"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// atATime is Terraform's default -parallelism.
const atATime = 10

// askTenAtATime verifies all requests as Terraform would.
func askTenAtATime(t *testing.T, verifier *verify.Verifier, requests []verify.Request) []verify.Result {
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

func TestConnectionsAreUsedAgain(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"accepted":   {},
		"refused":    {Name: "unauthorized_html"},
		"forbidden":  {Name: "forbidden_html"},
		"redirected": {Name: "redirect", Argument: "https://example.com/"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t, unlimited)
			v := s.Vendor("resci")
			if fault.Name != "" {
				v.Break(fault)
			}
			var requests []verify.Request
			for _, fields := range issue(v, 200) {
				requests = append(requests, credential(v, fields))
			}
			for _, result := range askTenAtATime(t, verify.New(options()), requests) {
				if fault.Name == "" {
					wantVerified(t, result)
				}
			}
			if got := len(v.Requests()); got != len(requests) {
				t.Errorf("%d requests, want %d", got, len(requests))
			}
			// Ten are needed. A busy machine dials a few more, as net/http does
			// whenever no connection is idle; without reuse there are 200.
			if got := s.Connections(); got > 2*atATime {
				t.Errorf("%d connections for %d requests at a time", got, atATime)
			}
		})
	}
}

func TestFailureOfOneVendorKeepsTheConnectionsOfTheOthers(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, unlimited)
	healthy, sick := s.Vendor("resci"), newSandbox(t, unlimited).Vendor("clari_copilot")
	sick.Break(sandbox.Fault{Name: "reset"})
	settings := options()
	settings.MaxRetries = 0
	verifier := verify.New(settings)
	broken, good := issue(sick, 5), issue(healthy, 5)
	for i := range good {
		wantVerified(t, ask(t, verifier, credential(healthy, good[i])))
		ask(t, verifier, credential(sick, broken[i]))
	}
	if got := s.Connections(); got != 1 {
		t.Errorf("%d connections to the healthy vendor, want 1", got)
	}
}
