package transport

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
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
	return wait - Jitter(wait/2)
}

// Jitter is a random duration below limit.
func Jitter(limit time.Duration) time.Duration {
	return rand.N(limit) //nolint:gosec // Spreading requests needs no secrecy.
}

// RetryAfter is the wait that a response requests by Retry-After: seconds or a
// date. A date is compared with that of the response, because the clocks may
// differ by more than the limit. What is absent, negative, past or garbage is no hint.
func RetryAfter(header http.Header, now time.Time) time.Duration {
	now = sentAt(header, now)
	value := strings.TrimSpace(header.Get("Retry-After"))
	switch seconds, err := strconv.ParseUint(value, 10, 31); {
	case err == nil:
		return time.Duration(seconds) * time.Second
	case errors.Is(err, strconv.ErrRange):
		return longestWait
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return WaitUntil(at, now)
	}
	return 0
}

// sentAt is when a response was sent by the server's clock.
func sentAt(header http.Header, now time.Time) time.Time {
	if sent, err := http.ParseTime(header.Get("Date")); err == nil {
		return sent
	}
	return now
}

// LimitReset is how long it is until a rate limit is reset, by X-RateLimit-Reset
// in any spelling: seconds from now, or seconds or milliseconds since 1970. Vendors
// write all three. Of several limits, it is the one that is reset first.
func LimitReset(header http.Header, now time.Time) time.Duration {
	now = sentAt(header, now)
	var first time.Duration
	for name, values := range header {
		folded := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
		if !strings.Contains(folded, "ratelimit") || !strings.HasSuffix(folded, "reset") || len(values) == 0 {
			continue
		}
		if wait := untilReset(values[0], now); wait > 0 && (first == 0 || wait < first) {
			first = wait
		}
	}
	return first
}

// untilReset reads one value; it is 0 for one that is past or garbage.
func untilReset(value string, now time.Time) time.Duration {
	number, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	switch {
	case err != nil || !(number > 0):
		return 0
	case number > 1e11: // Milliseconds: seconds would be after the year 5000.
		return WaitUntil(time.UnixMilli(int64(number)), now)
	case number > 1e9:
		return WaitUntil(time.Unix(int64(number), 0), now)
	default:
		return time.Duration(number * float64(time.Second))
	}
}

// longestWait stands for every wait that is longer. A duration ends at 292
// years, and what is added to a longer one would turn it negative.
const longestWait = 100 * 365 * 24 * time.Hour

// WaitUntil is the time from now to at, and nothing if that has passed.
func WaitUntil(at, now time.Time) time.Duration {
	return min(max(0, at.Sub(now)), longestWait)
}

// Fits reports whether a wait ends before ctx does.
func Fits(ctx context.Context, wait time.Duration) bool {
	deadline, bounded := ctx.Deadline()
	return !bounded || time.Until(deadline) > wait
}

// Sleep waits, and reports whether it did so to the end.
func Sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
