package transport

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// wednesday is a whole second, as dates in headers are.
var wednesday = time.Date(2025, 12, 17, 9, 0, 49, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, value string
		want        time.Duration
	}{
		{"absent", "", 0},
		{"seconds", "120", 2 * time.Minute},
		{"white space", " 7 ", 7 * time.Second},
		{"leading zeros", "007", 7 * time.Second},
		{"zero", "0", 0},
		{"a day", "86400", 24 * time.Hour},
		{"negative", "-5", 0},
		{"with a sign", "+5", 0},
		{"fraction", "1.5", 0},
		{"exponent", "1e3", 0},
		{"hexadecimal", "0x10", 0},
		{"with a unit", "5s", 0},
		{"garbage", "soon", 0},
		{"date", "Wed, 17 Dec 2025 09:01:49 GMT", time.Minute},
		{"date of RFC 850", "Wednesday, 17-Dec-25 09:01:49 GMT", time.Minute},
		{"date of asctime", "Wed Dec 17 09:01:49 2025", time.Minute},
		{"now", "Wed, 17 Dec 2025 09:00:49 GMT", 0},
		{"past date", "Wed, 17 Dec 2025 09:00:48 GMT", 0},
		{"date that does not exist", "Wed, 37 Dec 2025 09:01:49 GMT", 0},
		{"date of another form", "2025-12-17T09:01:49Z", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := RetryAfter(http.Header{"Retry-After": {c.value}}, wednesday); got != c.want {
				t.Errorf("%q: %s, want %s", c.value, got, c.want)
			}
		})
	}
}

func TestRetryAfterOfCenturiesIsALongWait(t *testing.T) {
	t.Parallel()
	if got := RetryAfter(http.Header{"Retry-After": {"Fri, 31 Dec 9999 23:59:59 GMT"}}, wednesday); got < 50*365*24*time.Hour {
		t.Errorf("waits %s", got)
	}
}

// TestLimitThatIsResetFirstCounts: headers have no order, and the result must not
// depend on one.
func TestLimitThatIsResetFirstCounts(t *testing.T) {
	t.Parallel()
	for range 20 {
		header := http.Header{"X-Ratelimit-Reset": {"30"}, "X-Ratelimit-Daily-Reset": {"86400"}, "X-Ratelimit-Secondary-Reset": {"-1"}}
		if got := LimitReset(header, wednesday); got != 30*time.Second {
			t.Fatalf("waits %s", got)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{
		"", "0", "1", "-1", "86400", "2147483647", "2147483648", "18446744073709551616", "soon", "1.5",
		"Wed, 17 Dec 2025 09:01:49 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Wed, 17 Dec 2025 09:00:48 GMT", "\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if wait := RetryAfter(http.Header{"Retry-After": {value}}, wednesday); wait < 0 {
			t.Errorf("%q: %s", value, wait)
		}
	})
}

func TestBackoffGrowsToItsLimit(t *testing.T) {
	t.Parallel()
	for attempts, longest := range map[int]time.Duration{
		1: 500 * time.Millisecond, 2: time.Second, 3: 2 * time.Second, 4: 4 * time.Second, 5: 8 * time.Second,
		6: 10 * time.Second, 7: 10 * time.Second, 1000: 10 * time.Second,
	} {
		for range 100 {
			if got := backoff(attempts); got > longest || got <= longest/2 {
				t.Errorf("after %d attempts: %s, want more than %s and at most %s", attempts, got, longest/2, longest)
			}
		}
	}
}

func TestWaitFitsIfItEndsBeforeTheContext(t *testing.T) {
	t.Parallel()
	if !Fits(context.Background(), math.MaxInt64) {
		t.Error("without a deadline every wait fits")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for wait, want := range map[time.Duration]bool{0: true, 50 * time.Second: true, time.Minute: false, time.Hour: false, math.MaxInt64: false} {
		if got := Fits(ctx, wait); got != want {
			t.Errorf("%s fits: %t", wait, got)
		}
	}
}

func TestSleepEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if begun := time.Now(); Sleep(ctx, time.Hour) || time.Since(begun) > time.Second {
		t.Error("slept on")
	}
	if !Sleep(t.Context(), time.Millisecond) {
		t.Error("did not sleep to the end")
	}
}

// TestDatesAreComparedWithTheResponsesOwn: a server whose clock is an hour ahead
// must not cost an hour.
func TestDatesAreComparedWithTheResponsesOwn(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-time.Hour, 0, time.Hour} {
		server := wednesday.Add(skew)
		header := http.Header{"Date": {server.Format(http.TimeFormat)}, "Retry-After": {server.Add(30 * time.Second).Format(http.TimeFormat)}}
		if got := RetryAfter(header, wednesday); got != 30*time.Second {
			t.Errorf("a clock off by %s: %s", skew, got)
		}
		reset := http.Header{"Date": {server.Format(http.TimeFormat)}, "X-Rate-Limit-Reset": {strconv.FormatInt(server.Add(30*time.Second).Unix(), 10)}}
		if got := LimitReset(reset, wednesday); got != 30*time.Second {
			t.Errorf("a clock off by %s: reset in %s", skew, got)
		}
	}
	for value, want := range map[string]time.Duration{
		"30": 30 * time.Second, "1.5": 1500 * time.Millisecond, "0": 0, "-5": 0, "soon": 0, "": 0,
		strconv.FormatInt(wednesday.Add(time.Minute).UnixMilli(), 10): time.Minute,
	} {
		if got := LimitReset(http.Header{"Ratelimit-Reset": {value}}, wednesday); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}
