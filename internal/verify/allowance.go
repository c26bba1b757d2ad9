package verify

import (
	"context"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
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
		}
		a.all[key] = found
	}
	return found
}

// allowance is what one credential may ask: a token bucket at the vendor's
// documented rate, and the routes that the vendor has closed for a while.
type allowance struct {
	bucket *rate.Limiter // nil where no rate is documented

	mu     sync.Mutex
	closed map[string]time.Time
}

// ahead is about how long the bucket would be waited for now.
func (a *allowance) ahead() time.Duration {
	if a.bucket == nil {
		return 0
	}
	missing := 1 - a.bucket.Tokens()
	if missing <= 0 {
		return 0
	}
	return time.Duration(missing / float64(a.bucket.Limit()) * float64(time.Second))
}

// wait waits for the bucket. It fails at once where the wait would not fit into ctx.
func (a *allowance) wait(ctx context.Context) error {
	if a.bucket == nil {
		return nil
	}
	return a.bucket.Wait(ctx)
}

// close notes until when the vendor answers no more on a route.
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
