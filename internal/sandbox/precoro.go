package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// precoroPageSizes are the values that per_page takes [doc].
var precoroPageSizes = []string{"10", "20", "50", "100", "200"}

// adaptPrecoro adds what Precoro's transcript cannot say: the same GET only once a
// minute, pages, and the own row among the users, which not everybody may see.
func adaptPrecoro(next func(*Vendor, call) response) func(*Vendor, call) response {
	return func(v *Vendor, c call) response {
		a := next(v, c)
		if a.status != http.StatusOK {
			return a
		}
		page, err := strconv.Atoi(c.query.Get("page"))
		if err != nil || page < 1 || !slices.Contains(precoroPageSizes, c.query.Get("per_page")) {
			return message(http.StatusBadRequest, "page must be a number from 1, per_page one of 10, 20, 50, 100, 200")
		}
		token, email := c.header.Get("X-AUTH-TOKEN"), c.header.Get("email")
		if freeAt, limited := v.occupyRoute(credentialKey(token, email, c.path), c.now); limited {
			return precoroLimit("Too many requests for this endpoint", "Route based limiter by minute", freeAt, 1)
		}
		if c.path == "/users" {
			return jsonResponse(http.StatusOK, object{"data": precoroUsers(email, v.hidesAccount())})
		}
		return a
	}
}

// precoroUsers has the caller's row between those of others: a client that takes
// the first row for its own is wrong.
func precoroUsers(email string, hideAccount bool) []object {
	rows := []object{
		{"id": 1001, "firstname": "Ada", "lastname": "Example", "email": "ada@example.com"},
		{"id": 1002, "firstname": "Sandbox", "lastname": "Integration", "email": email},
		{"id": 1003, "firstname": "Grace", "lastname": "Example", "email": "grace@example.com"},
	}
	if hideAccount {
		rows = slices.Delete(rows, 1, 2)
	}
	return rows
}

// occupyRoute applies "the same GET only once a minute" [doc] to a credential and
// a route. A request that is limited does not prolong the wait.
func (v *Vendor) occupyRoute(key string, now time.Time) (freeAt time.Time, limited bool) {
	window := v.sandbox.config.RouteWindow
	if window < 0 {
		return time.Time{}, false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if freeAt, limited := v.routeFreeAt[key]; limited && now.Before(freeAt) {
		return freeAt, true
	}
	v.routeFreeAt[key] = now.Add(window)
	return time.Time{}, false
}

// precoroLimit is Precoro's 429: the time is in the body, absolute and in UTC,
// and there is no Retry-After header [doc]. The time is rounded up to a whole
// second, so that a client that waits until then has waited long enough.
func precoroLimit(text, limiter string, freeAt time.Time, limit int) response {
	if whole := freeAt.Truncate(time.Second); whole.Before(freeAt) {
		freeAt = whole.Add(time.Second)
	}
	return jsonResponse(http.StatusTooManyRequests, struct {
		Error      string `json:"error"`
		Type       string `json:"RateLimit-Type"`
		RetryAfter string `json:"RateLimit-Retry-After"`
		Limit      int    `json:"RateLimit-Limit"`
	}{text, limiter, freeAt.UTC().Format("2006-01-02 15:04:05") + " UTC", limit})
}
