package connector_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestInconclusiveStatusesCannotBeDeclared(t *testing.T) {
	for status := range 700 {
		accepting, refusing := connector.CheckAccepted(status, false) == "", connector.CheckRejected(status) == ""
		if want := status >= 200 && status < 300; accepting != want {
			t.Errorf("%d as an acceptance is taken: %t", status, accepting)
		}
		proving := connector.CheckAccepted(status, true) == ""
		if want := status >= 200 && status < 300 || status >= 400 && status < 500 && !slices.Contains([]int{401, 403, 407, 408, 425, 429}, status); proving != want {
			t.Errorf("%d as an acceptance with a proof in the body is taken: %t", status, proving)
		}
		if want := status >= 400 && status < 500 && status != 408 && status != 425 && status != 429; refusing != want {
			t.Errorf("%d as a rejection is accepted: %t", status, refusing)
		}
	}
}

func TestTargetsArePathsBelowTheBaseURL(t *testing.T) {
	for _, target := range []string{"/", "/v1/me", "/v1/me?full=1&x=a%20b", "/v1/%2F", "/v1/é", "/a:b", "/v1/me?a?b", "/v1/..me", "/v1/me.json", "/v1/me?path=../x", "/..."} {
		if problem := connector.CheckTarget(target); problem != "" {
			t.Errorf("%s %s", target, problem)
		}
	}
	for _, target := range []string{
		"", "v1/me", "https://elsewhere.example.com/", "//elsewhere.example.com/v1", "/v1/me#x", "/v1 me", "/v1\r\nX: y", "/%zz", "?x=1", "/v1/\u00a0", "/\x7f",
		"/v1/\u200bme", "/v1/me?x=\u200b",
		"/..", "/../v1/me", "/v1/../../me", "/v1/..", "/v1/./me", "/.", "/%2e%2e/me", "/v1/.%2E/me", "/v1%2f..%2fme", "/v1/..?x=1",
	} {
		if problem := connector.CheckTarget(target); !strings.HasPrefix(problem, "must ") {
			t.Errorf("%q is taken", target)
		}
	}
}

// TestNoWindowHasMoreRequestsThanTheDeclaredRate counts as the test of the
// built-in limits does: the burst, and what drips in before the window ends.
func TestNoWindowHasMoreRequestsThanTheDeclaredRate(t *testing.T) {
	for text, declared := range map[string]struct {
		requests int
		period   time.Duration
	}{
		"1/s": {1, time.Second}, "2/s": {2, time.Second}, "3/s": {3, time.Second}, "5/s": {5, time.Second}, "7/s": {7, time.Second},
		"100/m": {100, time.Minute}, "1000/h": {1000, time.Hour}, "10/15s": {10, 15 * time.Second}, "1/24h": {1, 24 * time.Hour},
		"999983/h": {999983, time.Hour}, "1000000/24h": {1_000_000, 24 * time.Hour}, "7/1m30s": {7, 90 * time.Second}, "3/100ms": {3, 100 * time.Millisecond},
		"1000000/s": {1_000_000, time.Second}, "13/7ns": {13, 7},
	} {
		limit, problem := connector.ParseRate(text)
		if problem != "" {
			t.Errorf("%s %s", text, problem)
			continue
		}
		if limit.Every <= 0 || limit.Burst < 1 || limit.Documented == "" {
			t.Errorf("%s: %+v", text, limit)
			continue
		}
		most := limit.Burst + int(math.Ceil(float64(declared.period)/float64(limit.Every))) - 1
		if most > declared.requests {
			t.Errorf("%s: %d requests in %s", text, most, declared.period)
		}
		if most*2 < declared.requests && declared.period > time.Microsecond {
			t.Errorf("%s: no more than %d requests in %s, which is less than half", text, most, declared.period)
		}
	}
	for _, text := range []string{
		"", "5", "5/", "/s", "s/5", "0/s", "-1/s", "5/0s", "5/-1s", "5/s/s", "1.5/s", "5/sec", "5 / s", "1000001/s", "1/25h", "1/1", "many/s", "5/s ",
		"99999999999999999999/s",
	} {
		if limit, problem := connector.ParseRate(text); !strings.HasPrefix(problem, "must ") || limit != (connector.Limit{}) {
			t.Errorf("%q is taken: %+v", text, limit)
		}
	}
}
