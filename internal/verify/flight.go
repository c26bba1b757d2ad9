package verify

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// entry is what is known of one credential in this process.
type entry struct {
	result *Result
	// incomplete is the failure to complete an accepted result with what was required.
	incomplete *Result
	running    *flight
}

// flight is one verification under way, shared by all callers that wait for it. It is
// canceled when the last of them has left, even if the first one left earlier.
type flight struct {
	done    chan struct{}
	result  Result // Set before done is closed.
	cancel  context.CancelFunc
	waiting int
}

// lookUp returns a result that suffices, or the flight to wait for and whether
// it was started for this request.
func (v *Verifier) lookUp(ctx context.Context, key credentialKey, request Request) (result *Result, running *flight, started bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	known := v.entries[key]
	if known == nil {
		known = &entry{}
		v.entries[key] = known
	}
	if known.running != nil {
		known.running.waiting++
		return nil, known.running, false
	}
	if known.result != nil && known.result.suffices(request) {
		return known.result, nil, false
	}
	if known.incomplete != nil && known.incomplete.restricted == request.Required && known.incomplete.suffices(request) {
		return known.incomplete, nil, false
	}
	known.running = v.start(ctx, known, request)
	return nil, known.running, true
}

// start begins a verification. It keeps what ctx carries, for logging, but not
// its cancellation.
func (v *Verifier) start(ctx context.Context, known *entry, request Request) *flight {
	detached, cancel := context.WithCancel(context.WithoutCancel(ctx))
	flight := &flight{done: make(chan struct{}), cancel: cancel, waiting: 1}
	previous := known.result
	go func() {
		defer cancel()
		flight.result = v.runWithin(detached, request, previous)
		v.mu.Lock()
		defer v.mu.Unlock()
		// A flight that all callers have left was canceled, so that its result is not
		// kept. Another one may have replaced it.
		if known.running == flight {
			known.running = nil
			// A copy: a pointer into the flight would keep its context, and all
			// that the first caller's carries, for the life of the process.
			result := flight.result
			if accepted(previous) && result.Status == connector.Inconclusive {
				known.incomplete = &result // Another resource may require less.
			} else {
				known.result = &result
				v.shareWithPinned(request, &result)
			}
		}
		close(flight.done)
	}()
	return flight
}

// shareWithPinned keeps the result of an accepted scheme for requests that pin it. A
// refresh does not know a scheme that the configuration has pinned since the last apply.
// The caller holds the lock.
func (v *Verifier) shareWithPinned(request Request, result *Result) {
	if request.Pinned != "" || !accepted(result) || !request.Definition.HasSchemeChoice() {
		return
	}
	request.Pinned = result.Scheme
	key := v.keys.credential(request)
	if known := v.entries[key]; known == nil {
		v.entries[key] = &entry{result: result}
	} else if known.result == nil {
		known.result = result
	}
}

// leave removes a caller whose own context has ended.
func (v *Verifier) leave(key credentialKey, left *flight) {
	v.mu.Lock()
	defer v.mu.Unlock()
	left.waiting--
	if left.waiting > 0 {
		return
	}
	left.cancel()
	if known := v.entries[key]; known.running == left {
		known.running = nil
	}
}

// runWithin runs a verification within the time budget.
func (v *Verifier) runWithin(ctx context.Context, request Request, previous *Result) Result {
	ctx, cancel := context.WithTimeout(ctx, v.options.VerificationTimeout)
	defer cancel()
	c := newVerification(v, request)
	if accepted(previous) {
		return c.complete(ctx, *previous)
	}
	return c.run(ctx)
}

func accepted(result *Result) bool { return result != nil && result.Status == connector.Verified }
