package verify

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"golang.org/x/time/rate"
)

// allowances hold one allowance per credential, so that a slow vendor's limit
// holds up nobody else.
type allowances struct {
	mu  sync.Mutex
	all map[credentialKey]*allowance
}

func (a *allowances) of(key credentialKey, limit connector.Limit) *allowance {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.all == nil {
		a.all = map[credentialKey]*allowance{}
	}
	found := a.all[key]
	if found == nil {
		found = &allowance{closed: map[string]time.Time{}}
		if limit.Every > 0 {
			found.bucket = rate.NewLimiter(rate.Every(limit.Every), limit.Burst)
			if limit.Burst == 1 {
				found.every = limit.Every
			}
		}
		a.all[key] = found
	}
	return found
}

// allowance is the rate limit of one credential: a token bucket at the vendor's
// documented rate, and the routes that the vendor has closed for a while.
type allowance struct {
	bucket *rate.Limiter // nil where no rate is documented
	// every is set where the limit leaves no room at all: one request at a time.
	// The bucket counts from when a request may be sent; the vendor counts from
	// when it arrives, which is later by what dialling and the network take.
	every time.Duration

	mu     sync.Mutex
	closed map[string]time.Time
	last   time.Time // When a request was last written, or its response read.
}

// ahead is about how long the bucket would be waited for now.
func (a *allowance) ahead() time.Duration {
	if a.bucket == nil {
		return 0
	}
	missing := 1 - a.bucket.Tokens()
	filled := time.Duration(missing / float64(a.bucket.Limit()) * float64(time.Second))
	return max(0, filled, a.untilNext())
}

// wait waits for the bucket. It fails at once where the wait would not fit into ctx.
func (a *allowance) wait(ctx context.Context) error {
	if a.bucket == nil {
		return nil
	}
	if err := a.bucket.Wait(ctx); err != nil {
		return err
	}
	if more := a.untilNext(); more > 0 && (!transport.Fits(ctx, more) || !transport.Sleep(ctx, more)) {
		return errNoTime
	}
	return nil
}

// errNoTime is a wait for which there is no time.
var errNoTime = errors.New("the wait for the rate limit would not end in time")

// untilNext is how long it is until the next request may be written. It counts
// from the response if there is one: nothing sent so late can arrive too soon.
func (a *allowance) untilNext() time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.every == 0 || a.last.IsZero() {
		return 0
	}
	return time.Until(a.last.Add(a.every))
}

// used records that a request was written, or its response read. It arrived
// at some time between the two.
func (a *allowance) used() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last = time.Now()
}

// close records until when the vendor limits a route.
func (a *allowance) close(path string, until time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed[path] = until
}

// closedUntil returns when a route opens, or false if it is open.
func (a *allowance) closedUntil(path string) (time.Time, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	until := a.closed[path]
	return until, time.Now().Before(until)
}
