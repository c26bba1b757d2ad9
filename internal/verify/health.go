package verify

import (
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// hungAfter is how many requests to a host time out in a row, without any
// response in between, until the host counts as down. One or two may be chance;
// ten run at once, so that a hung host is known after one request_timeout.
const hungAfter = 3

// hostHangsFailure is the failure of a verification whose host hangs: no request is sent.
var hostHangsFailure = transport.Failure{
	Kind: transport.Timeout, Permanent: true,
	Cause: "earlier requests of this run to the host timed out, so that no further one was sent",
}

// health remembers, for the life of the process, which hosts hang. Without it,
// each credential of a hung host would cost all of its timeouts and retries.
type health struct {
	mu       sync.Mutex
	timeouts map[string]int
}

// record records the result of a request: a timeout, a response, or another failure.
func (h *health) record(host string, timedOut, responded bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.timeouts == nil {
		h.timeouts = map[string]int{}
	}
	switch {
	case timedOut:
		h.timeouts[host]++
	case responded:
		delete(h.timeouts, host)
	}
}

func (h *health) hangs(host string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.timeouts[host] >= hungAfter
}

// skipsHungHost reports whether a host hangs and the credential does not need
// its response: it is unchanged, or the policy is lenient.
func (v *verification) skipsHungHost(host string) bool {
	return v.request.MaySkip && v.verifier.health.hangs(host)
}
