package connector

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The statuses that may be declared. A rejection is a 4xx about the credential. A rate
// limit, a timeout or a server error never is; other tools have reported those as a
// revoked key.
const (
	acceptableStatuses = "must be from 200 to 299, or, if accepted_when is set, from 400 to 499 without 401, 403, 407, 408, 425 and 429"
	rejectingStatuses  = "must be from 400 to 499 and none of 408, 425 and 429, which are not about the credential; describe a rejection in another form with rejected_when"
)

// CheckAccepted returns what is wrong with a status of an acceptance, or "". A 4xx is
// one only with a proof in the body, such as an error about a parameter that only a
// valid key can cause.
func CheckAccepted(status int, withProof bool) string {
	never := []int{401, 403, 407, 408, 425, 429}
	if status >= 200 && status <= 299 || withProof && status >= 400 && status <= 499 && !slices.Contains(never, status) {
		return ""
	}
	return acceptableStatuses
}

// CheckRejected returns what is wrong with a status of a rejection, or "".
func CheckRejected(status int) string {
	if status < 400 || status > 499 || slices.Contains([]int{http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests}, status) {
		return rejectingStatuses
	}
	return ""
}

// CheckTarget returns what is wrong with the path of a probe, or "".
func CheckTarget(target string) string {
	if problem := CheckAddress(target); problem != "" {
		return problem
	}
	parsed, err := url.ParseRequestURI(target)
	switch {
	case !strings.HasPrefix(target, "/") || strings.HasPrefix(target, "//") || err != nil:
		return "must be a path that begins with a slash, such as /v1/me, and is appended to base_url"
	case strings.ContainsRune(target, '#'):
		return "must not contain a fragment"
	case slices.ContainsFunc(strings.Split(parsed.Path, "/"), isDotSegment):
		return "must not contain the segments . and .., with which it may lead outside base_url"
	default:
		return ""
	}
}

// isDotSegment reports whether a server, or a proxy before it, resolves a segment of
// a path instead of looking it up.
func isDotSegment(segment string) bool { return segment == "." || segment == ".." }

// The bounds of a rate, which keep its arithmetic within reason.
const (
	mostRequests  = 1_000_000
	longestPeriod = 24 * time.Hour
)

// ParseRate reads a rate such as "5/s", "100/m", "1000/h" or "10/15s", or says
// what is wrong with it.
func ParseRate(text string) (Limit, string) {
	count, period, _ := strings.Cut(text, "/")
	requests, err := strconv.Atoi(count)
	window, problem := parsePeriod(period)
	if err != nil || problem || requests < 1 || requests > mostRequests {
		return Limit{}, "must be a number of requests and a period, such as 5/s, 100/m, 1000/h or 10/15s"
	}
	// The burst, and what drips in before a period ends, are the rate at most,
	// wherever the period begins.
	burst := max(1, requests/2)
	rest := time.Duration(requests - burst + 1)
	return Limit{
		Documented: fmt.Sprintf("%d requests in %s", requests, window),
		Every:      (window + rest - 1) / rest,
		Burst:      burst,
	}, ""
}

// parsePeriod reads a unit, or a duration.
func parsePeriod(text string) (period time.Duration, problem bool) {
	if text != "" && unicode.IsLetter(rune(text[0])) {
		text = "1" + text
	}
	period, err := time.ParseDuration(text)
	return period, err != nil || period <= 0 || period > longestPeriod
}
