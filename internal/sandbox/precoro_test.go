package sandbox

import (
	"testing"
	"time"
)

func TestPrecoroAcceptsTheSameGetOncePerWindow(t *testing.T) {
	now := &clock{now: time.Date(2025, 12, 16, 8, 59, 49, 300_000_000, time.UTC)}
	s := newSandboxAt(t, Config{}, now.Now)
	v := s.Vendor("precoro")
	v.Issue(map[string]string{"api_token": "second-token", "user_email": "second@example.com"})
	headers := demoHeaders(t, "precoro")
	taxes := v.BaseURL() + "/taxes?page=1&per_page=10"

	get(t, taxes).want(t, 401)
	get(t, v.BaseURL()+"/taxes?page=1&per_page=7", headers...).want(t, 400, `"message"`)
	get(t, v.BaseURL()+"/taxes", headers...).want(t, 400)
	get(t, taxes, headers...).want(t, 200)
	limited := get(t, taxes, headers...)
	limited.want(t, 429)
	if want := `{"error":"Too many requests for this endpoint","RateLimit-Type":"Route based limiter by minute",` +
		`"RateLimit-Retry-After":"2025-12-16 09:00:50 UTC","RateLimit-Limit":1}`; limited.body != want {
		t.Errorf("body %s, want %s", limited.body, want)
	}
	if limited.header.Get("Retry-After") != "" {
		t.Error("Precoro sends no Retry-After header")
	}
	get(t, v.BaseURL()+"/users?page=1&per_page=10", headers...).want(t, 200)
	get(t, taxes, "X-AUTH-TOKEN", "second-token", "email", "second@example.com").want(t, 200)
	now.advance(59 * time.Second)
	get(t, taxes, headers...).want(t, 429)
	now.advance(time.Second)
	get(t, taxes, headers...).want(t, 200)
}

func TestPrecoroCanHideTheOwnRow(t *testing.T) {
	v := newSandbox(t, Config{RouteWindow: -1}).Vendor("precoro")
	users := func() []map[string]any {
		return decode[struct{ Data []map[string]any }](t, get(t, v.BaseURL()+"/users?page=1&per_page=10", demoHeaders(t, "precoro")...)).Data
	}
	if rows := users(); len(rows) != 3 || rows[0]["email"] == "integrations@example.com" {
		t.Errorf("rows %v: the own row must be there and not come first", rows)
	}
	v.HideAccount(true)
	for _, row := range users() {
		if row["email"] == "integrations@example.com" {
			t.Error("the own row is still there")
		}
	}
}
