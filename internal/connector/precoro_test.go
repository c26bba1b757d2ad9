package connector_test

import (
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func precoroRow() row {
	known := verified(connector.Account{Email: "integrations@example.com"})
	return row{
		connector:  "precoro",
		credential: map[string]string{"api_token": "example-precoro-token", "user_email": "integrations@example.com"},
		secret:     []string{"api_token"},
		regions: []connector.Region{
			{Name: "global", BaseURL: "https://api.precoro.com"},
			{Name: "us", BaseURL: "https://api.precoro.us"},
		},
		schemes: []schemeRow{{
			name:    "x_auth_token",
			headers: []string{"X-AUTH-TOKEN: example-precoro-token", "email: integrations@example.com"},
			forms:   []string{"{api_token}", "{user_email}"},
		}},
		probes:   []string{"/taxes?page=1&per_page=10", "/users?page=1&per_page=10 *", "/warehouses?page=1&per_page=10"},
		limit:    rateRow{1, time.Second},
		menuPath: "Configuration > Integrations > API Key > Generate API Key",
		hints:    []string{"user_email", "region"},
		answers: []answerCase{
			{name: "taxes", path: "/taxes", status: 200, contentType: jsonType, body: `{"data":[{"id":11}],"meta":{}}`, want: known},
			{name: "users without the own row", path: "/users", status: 200, contentType: jsonType, body: `{"data":[]}`, want: known},
			{name: "warehouses", path: "/warehouses", status: 200, contentType: jsonType, body: `{"data":[]}`, want: known},
			{name: "no content type", path: "/taxes", status: 200, body: ` {"data" : [ ] } `, want: known},
			{name: "HTML type", path: "/taxes", status: 200, contentType: htmlType, body: `{"data":[]}`, want: known},
			{name: "object for data", path: "/taxes", status: 200, contentType: jsonType, body: `{"data":{}}`, want: unexpected},
			{name: "unknown pair", path: "/taxes", status: 401, contentType: jsonType, body: `{"message":"Invalid credentials."}`, want: refused},
			{
				// No account is taken from a route that does not tell one.
				name: "somebody's row among taxes", path: "/taxes", status: 200, contentType: jsonType, want: known,
				body: `{"data":[{"id":9,"firstname":"No","lastname":"Body","email":"integrations@example.com"}]}`,
			},
			// A user without the right to list users has a good token all the same.
			{name: "no right to list users", path: "/users", status: 403, contentType: jsonType, body: `{"message":"Forbidden"}`, want: notHere},
			{name: "no right to list users, empty", path: "/users", status: 403, want: blocked},
			{name: "users by a firewall", path: "/users", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{name: "no right to list taxes", path: "/taxes", status: 403, contentType: jsonType, body: `{"message":"Forbidden"}`, want: notHere},
			{name: "no right to list warehouses", path: "/warehouses", status: 403, contentType: jsonType, body: `{"error":"Forbidden"}`, want: notHere},
		},
	}
}

func TestPrecoroAccountIsTheOwnRowOfUsers(t *testing.T) {
	row := connector.Account{ID: "1002", Name: "Sandbox Integration", Email: "integrations@example.com"}
	upper := row
	upper.Email = "Integrations@EXAMPLE.com"
	onlyEmail := connector.Account{Email: "integrations@example.com"}
	const other = `{"id":1001,"firstname":"Ada","lastname":"Example","email":"ada@example.com"}`

	for _, c := range []struct {
		name, rows string
		want       connector.Account
	}{
		{"own row", other + `,{"id":1002,"firstname":"Sandbox","lastname":"Integration","email":"integrations@example.com"}`, row},
		{"other case", other + `,{"id":1002,"firstname":"Sandbox","lastname":"Integration","email":"Integrations@EXAMPLE.com"}`, upper},
		{"id as text", `{"id":"1002","firstname":"Sandbox","lastname":"Integration","email":"integrations@example.com"}`, row},
		{"more members", `{"id":1002,"firstname":"Sandbox","lastname":"Integration","email":"integrations@example.com","roles":[1],"x":null}`, row},
		{"no names", `{"id":1002,"email":"integrations@example.com"}`, connector.Account{ID: "1002", Email: "integrations@example.com"}},
		{"null names", `{"id":1002,"firstname":null,"lastname":"Integration","email":"integrations@example.com"}`,
			connector.Account{ID: "1002", Name: "Integration", Email: "integrations@example.com"}},
		{"own row is missing", other, onlyEmail},
		{"no rows", "", onlyEmail},
		{"longer address", `{"id":7,"email":"xintegrations@example.com"}`, onlyEmail},
		{"rows are no objects", `1,"x",null`, onlyEmail},
		{"wrong types", `{"id":[1],"firstname":5,"lastname":{},"email":"integrations@example.com"}`, onlyEmail},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := judge(t, definition(t, "precoro"), answerCase{
				path: "/users", status: 200, contentType: jsonType, body: `{"data":[` + c.rows + `]}`,
			})
			wantOutcome(t, got, verified(c.want))
		})
	}
}

func TestPrecoroLimitsTellWhichAndUntilWhen(t *testing.T) {
	at := time.Date(2025, 12, 16, 9, 0, 49, 0, time.UTC)
	outcome := func(routeOnly bool, retryAt time.Time) connector.Outcome {
		return connector.Outcome{
			Status: connector.Inconclusive, Reason: connector.ReasonRateLimited, RouteOnly: routeOnly, RetryAt: retryAt,
		}
	}
	wantOutcomes(t, "precoro", []answerCase{
		{
			name: "route", status: 429, contentType: jsonType, want: outcome(true, at),
			body: `{"error":"Too many requests for this endpoint","RateLimit-Type":"Route based limiter by minute",` +
				`"RateLimit-Retry-After":"2025-12-16 09:00:49 UTC","RateLimit-Limit":1}`,
		},
		{
			name: "route on users", path: "/users", status: 429, contentType: jsonType, want: outcome(true, at),
			body: `{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":"2025-12-16 09:00:49 UTC"}`,
		},
		{
			name: "hourly", status: 429, contentType: jsonType, want: outcome(false, at),
			body: `{"RateLimit-Type":"Hourly limiter","RateLimit-Retry-After":"2025-12-16 09:00:49 UTC","RateLimit-Limit":1500}`,
		},
		{
			name: "daily", status: 429, contentType: jsonType, want: outcome(false, at),
			body: `{"RateLimit-Type":"Daily limiter","RateLimit-Retry-After":"2025-12-16 09:00:49 UTC","RateLimit-Limit":3000}`,
		},
		{
			name: "route, garbage time", status: 429, contentType: jsonType, want: outcome(true, time.Time{}),
			body: `{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":"soon"}`,
		},
		{
			name: "route, no time", status: 429, contentType: jsonType, want: outcome(true, time.Time{}),
			body: `{"RateLimit-Type":"Route based limiter by minute"}`,
		},
		{
			name: "hourly, garbage time", status: 429, contentType: jsonType, want: outcome(false, time.Time{}),
			body: `{"RateLimit-Type":"Hourly limiter","RateLimit-Retry-After":"2025-13-45 99:00:49 UTC"}`,
		},
		{name: "unknown type", status: 429, contentType: jsonType, body: `{"RateLimit-Type":"Other"}`, want: outcome(false, time.Time{})},
		{name: "no JSON", status: 429, contentType: htmlType, body: htmlPage, want: outcome(false, time.Time{})},
		{name: "null", status: 429, contentType: jsonType, body: `null`, want: outcome(false, time.Time{})},
		{name: "list", status: 429, contentType: jsonType, body: `[]`, want: outcome(false, time.Time{})},
	})
}

func TestPrecoroRouteLimitIsKnownByItsTypeWhateverTheTimeLooksLike(t *testing.T) {
	want := limited
	want.RouteOnly = true
	for _, body := range []string{
		`{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":60}`,
		`{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":{"date":"2025-12-16"}}`,
		`{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":null}`,
	} {
		wantOutcome(t, judge(t, definition(t, "precoro"), answerCase{status: 429, contentType: jsonType, body: body}), want)
	}
}
