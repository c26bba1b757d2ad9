package connector_test

import (
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

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
		{"wrong types", `{"id":[1],"firstname":5,"lastname":{},"email":"integrations@example.com"}`,
			connector.Account{Name: "5", Email: "integrations@example.com"}},
		{"wrong types in another row", `{"id":{},"firstname":[],"lastname":1,"email":true},{"id":1002,"email":"integrations@example.com"}`,
			connector.Account{ID: "1002", Email: "integrations@example.com"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := judge(t, definition(t, "precoro"), responseCase{
				path: "/users", status: 200, contentType: jsonType, body: `{"data":[` + c.rows + `]}`,
			})
			wantOutcome(t, got, verified(c.want))
		})
	}
}

func TestPrecoroLimitsHaveATypeAndAnEnd(t *testing.T) {
	at := time.Date(2025, 12, 16, 9, 0, 49, 0, time.UTC)
	outcome := func(routeOnly bool, retryAt time.Time) connector.Outcome {
		return connector.Outcome{
			Status: connector.Inconclusive, Reason: connector.ReasonRateLimited, RouteOnly: routeOnly, RetryAt: retryAt,
		}
	}
	wantOutcomes(t, "precoro", []responseCase{
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
		wantOutcome(t, judge(t, definition(t, "precoro"), responseCase{status: 429, contentType: jsonType, body: body}), want)
	}
}
