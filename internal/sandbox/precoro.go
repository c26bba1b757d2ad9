package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// precoro needs two headers, X-AUTH-TOKEN and one that is literally "email" [doc],
// and takes the pair only: a token belongs to a user and a company.
func precoro() vendorKind {
	return vendorKind{
		name:   "precoro",
		fields: []string{"api_token", "user_email"},
		demo: map[string]string{
			"api_token":  "sandbox-precoro-token-not-a-secret",
			"user_email": "integrations@example.com",
		},
		headers: []string{"X-AUTH-TOKEN", "email"},
		oneKey:  true,
		// Not in the order of their numbers, for clients that count on it.
		tile: nexlaTile{"precoro_api", "Precoro", []NexlaParameter{
			{Name: "user_email_address", DisplayName: "User Email", Field: "user_email", Order: 2},
			secretParameter("x_auth_token", "API Token (X-AUTH-TOKEN)", "api_token", 1),
		}},
		answer: answerPrecoro,
	}
}

// precoroPageSizes are the values that per_page takes [doc].
var precoroPageSizes = []string{"10", "20", "50", "100", "200"}

func answerPrecoro(v *Vendor, c call) answer {
	token, email := c.header.Get("X-AUTH-TOKEN"), c.header.Get("email")
	if !v.valid(token, email) {
		return message(http.StatusUnauthorized, "Invalid credentials.")
	}

	var rows []object
	switch c.path {
	case "/taxes":
		rows = []object{{"id": 11, "name": "VAT", "value": 20}}
	case "/users":
		rows = precoroUsers(email, v.hidesAccount())
	case "/warehouses":
		rows = []object{{"id": 21, "name": "Main warehouse"}}
	default:
		return message(http.StatusNotFound, "Not Found")
	}

	page, err := strconv.Atoi(c.query.Get("page"))
	if err != nil || page < 1 || !slices.Contains(precoroPageSizes, c.query.Get("per_page")) {
		return message(http.StatusBadRequest, "page must be a number from 1, per_page one of 10, 20, 50, 100, 200")
	}
	if freeAt, limited := v.occupyRoute(credentialKey(token, email, c.path), c.now); limited {
		return precoroLimit("Too many requests for this endpoint", "Route based limiter by minute", freeAt, 1)
	}

	total := len(rows)
	if page > 1 {
		rows = []object{}
	}
	perPage, _ := strconv.Atoi(c.query.Get("per_page"))
	return jsonAnswer(http.StatusOK, object{
		"data": rows,
		"meta": object{"pagination": object{
			"total": total, "count": len(rows), "per_page": perPage, "current_page": page, "total_pages": 1,
		}},
	})
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
	if freeAt, asked := v.routeFreeAt[key]; asked && now.Before(freeAt) {
		return freeAt, true
	}
	v.routeFreeAt[key] = now.Add(window)
	return time.Time{}, false
}

// precoroLimit is Precoro's 429: the time is in the body, absolute and in UTC,
// and there is no Retry-After header [doc]. The time is rounded up to a whole
// second, so that whoever waits until then has waited long enough.
func precoroLimit(text, limiter string, freeAt time.Time, limit int) answer {
	if whole := freeAt.Truncate(time.Second); whole.Before(freeAt) {
		freeAt = whole.Add(time.Second)
	}
	return jsonAnswer(http.StatusTooManyRequests, struct {
		Error      string `json:"error"`
		Type       string `json:"RateLimit-Type"`
		RetryAfter string `json:"RateLimit-Retry-After"`
		Limit      int    `json:"RateLimit-Limit"`
	}{text, limiter, freeAt.UTC().Format("2006-01-02 15:04:05") + " UTC", limit})
}
