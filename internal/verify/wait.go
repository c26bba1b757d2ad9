package verify

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// The backoff where the vendor names no time: it doubles from backoffFirst to
// at most backoffLongest, of which a random part, up to half, is taken off.
const (
	backoffFirst   = 500 * time.Millisecond
	backoffLongest = 10 * time.Second
	// retryMargin spreads the requests that wait for the same moment.
	retryMargin = 250 * time.Millisecond
)

// backoff is the wait after that many attempts.
func backoff(attempts int) time.Duration {
	wait := backoffFirst
	for range attempts - 1 {
		wait = min(2*wait, backoffLongest)
	}
	return wait - jitter(wait/2)
}

// jitter is a random duration below limit.
func jitter(limit time.Duration) time.Duration {
	return rand.N(limit) //nolint:gosec // Spreading requests needs no secrecy.
}

// retryable tells whether the same request may get another answer later. A
// refusal never does, and a limited route is answered by another probe.
func retryable(outcome connector.Outcome, cause string) bool {
	if outcome.RouteOnly || isPermanent(cause) {
		return false
	}
	switch outcome.Reason {
	case connector.ReasonRateLimited, connector.ReasonServerError, connector.ReasonUnreachable, connector.ReasonTimeout:
		return true
	default:
		return false
	}
}

// retryAfter reads the header of that name, seconds or a date. What is absent,
// negative, past or garbage is no hint.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	switch seconds, err := strconv.ParseUint(value, 10, 31); {
	case err == nil:
		return time.Duration(seconds) * time.Second
	case errors.Is(err, strconv.ErrRange):
		return longestWait
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return waitUntil(at, now)
	}
	return 0
}

// longestWait stands for every wait that is longer. A duration ends at 292
// years, and what is added to a longer one would turn it negative.
const longestWait = 100 * 365 * 24 * time.Hour

// waitUntil is the time from now to at, and nothing if that has passed.
func waitUntil(at, now time.Time) time.Duration {
	return min(max(0, at.Sub(now)), longestWait)
}

// fits tells whether a wait ends before ctx does.
func fits(ctx context.Context, wait time.Duration) bool {
	deadline, bounded := ctx.Deadline()
	return !bounded || time.Until(deadline) > wait
}

// sleep waits, and tells whether it did so to the end.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
