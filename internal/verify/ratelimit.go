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

// rateLimits has one rate limit per credential, so that the limit of one credential
// delays no other.
type rateLimits struct {
	mu  sync.Mutex
	all map[credentialKey]*rateLimit
}

func (l *rateLimits) of(key credentialKey, limit connector.Limit) *rateLimit {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[credentialKey]*rateLimit{}
	}
	found := l.all[key]
	if found == nil {
		found = &rateLimit{closed: map[string]time.Time{}}
		if limit.Every > 0 {
			found.bucket = rate.NewLimiter(rate.Every(limit.Every), limit.Burst)
			if limit.Burst == 1 {
				found.interval = limit.Every
			}
		}
		l.all[key] = found
	}
	return found
}

// rateLimit is the rate limit of one credential: a token bucket at the vendor's
// documented rate, and the routes that the vendor has closed temporarily.
type rateLimit struct {
	bucket *rate.Limiter // nil where no rate is documented
	// interval is set if the limit has no burst: one request at a time. The bucket
	// counts from when a request may be sent. The vendor counts from when it arrives,
	// which is later by the time for the connection and the network.
	interval time.Duration

	mu     sync.Mutex
	closed map[string]time.Time
	last   time.Time // When a request was last written, or its response read.
}

// expectedWait estimates how long a request would wait for the bucket now.
func (l *rateLimit) expectedWait() time.Duration {
	if l.bucket == nil {
		return 0
	}
	missing := 1 - l.bucket.Tokens()
	filled := time.Duration(missing / float64(l.bucket.Limit()) * float64(time.Second))
	return max(0, filled, l.untilNext())
}

// wait waits for the bucket. It fails at once if the wait does not fit into ctx.
func (l *rateLimit) wait(ctx context.Context) error {
	if l.bucket == nil {
		return nil
	}
	if err := l.bucket.Wait(ctx); err != nil {
		return err
	}
	if more := l.untilNext(); more > 0 && (!transport.Fits(ctx, more) || !transport.Sleep(ctx, more)) {
		return errNoTime
	}
	return nil
}

// errNoTime is the error of a wait that does not fit into the time budget.
var errNoTime = errors.New("the wait for the rate limit would not end in time")

// untilNext returns the time until the next request may be written. It counts from
// the last response if there is one: a request sent after it cannot arrive too soon.
func (l *rateLimit) untilNext() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.interval == 0 || l.last.IsZero() {
		return 0
	}
	return time.Until(l.last.Add(l.interval))
}

// recordRequest records that a request was written, or its response read. The
// request arrived at some time between the two.
func (l *rateLimit) recordRequest() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = time.Now()
}

// close records the time until which the vendor limits a route.
func (l *rateLimit) close(path string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed[path] = until
}

// closedUntil returns when a route opens, or false if it is open.
func (l *rateLimit) closedUntil(path string) (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	until := l.closed[path]
	return until, time.Now().Before(until)
}
