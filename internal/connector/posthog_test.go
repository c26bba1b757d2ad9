package connector_test

import (
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// posthogRow: the same status and the same type stand for a wrong key and for a
// missing scope, and the code alone tells them apart.
func posthogRow() row {
	const id = "0190f0c0-0000-0000-0000-000000003001"
	account := connector.Account{ID: id, Name: "Sandbox Integration", Email: "integrations@example.com", Organization: "Example Ltd"}
	failure := func(kind, code, detail string) string {
		return `{"type":"` + kind + `","code":"` + code + `","detail":"` + detail + `","attr":null}`
	}
	const wrongKey = "Personal API key found in request Authorization header is invalid."

	return row{
		connector:  "posthog",
		credential: map[string]string{"api_key": "example-posthog-key"},
		secret:     []string{"api_key"},
		regions: []connector.Region{
			{Name: "us", BaseURL: "https://us.posthog.com"},
			{Name: "eu", BaseURL: "https://eu.posthog.com"},
		},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-posthog-key"},
			forms:   []string{"Bearer {api_key}"},
		}},
		probes:   []string{"/api/personal_api_keys/@current/", "/api/users/@me/ *"},
		limit:    rateRow{requests: 480, window: time.Minute},
		menuPath: "Settings > Account > Personal API keys > Create a personal API key",
		hints:    []string{"region", "project"},
		answers: []answerCase{
			{
				name: "key", status: 200, contentType: jsonType, want: verified(connector.Account{}),
				body: `{"id":"example-key-id","label":"Example","created_at":"2024-01-01T00:00:00Z","scopes":["query:read"],"scoped_teams":[],"scoped_organizations":[]}`,
			},
			{name: "key without scopes", status: 200, contentType: jsonType, body: `{"id":"example-key-id","scopes":[]}`, want: verified(connector.Account{})},
			{name: "key without a list of scopes", status: 200, contentType: jsonType, body: `{"id":"example-key-id"}`, want: unexpected},
			{name: "scopes without a key", status: 200, contentType: jsonType, body: `{"scopes":["query:read"]}`, want: unexpected},
			{
				name: "known answer", path: "/api/users/@me/", status: 200, contentType: jsonType, want: verified(account),
				body: `{"date_joined":"2024-01-01T00:00:00Z","uuid":"` + id + `","distinct_id":"example-distinct-id","first_name":"Sandbox",` +
					`"last_name":"Integration","email":"integrations@example.com","is_staff":false,"has_password":true,"role_at_organization":"engineering",` +
					`"team":{"id":1,"name":"Example Shop","api_token":"example-project-token"},` +
					`"organization":{"id":"0190f0c0-0000-0000-0000-000000000100","name":"Example Ltd","membership_level":1,"teams":[]},"organizations":[]}`,
			},
			{name: "nothing but the uuid", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"uuid":"` + id + `"}`, want: verified(connector.Account{ID: id})},
			{name: "nulls", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"uuid":"` + id + `","first_name":null,"last_name":null,"organization":null}`, want: verified(connector.Account{ID: id})},
			{name: "first name alone", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"uuid":"` + id + `","first_name":"Ada"}`, want: verified(connector.Account{ID: id, Name: "Ada"})},

			{name: "no uuid", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"email":"integrations@example.com","distinct_id":"example"}`, want: unexpected},
			{name: "null uuid", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"uuid":null,"email":"integrations@example.com"}`, want: unexpected},
			{name: "empty uuid", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"uuid":""}`, want: unexpected},
			{name: "object as uuid", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"uuid":{}}`, want: unexpected},
			{name: "list of users", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"count":1,"results":[{"uuid":"` + id + `"}]}`, want: unexpected},
			{name: "answer of the public endpoints", path: "/api/users/@me/", status: 200, contentType: jsonType, body: `{"status":"Ok"}`, want: unexpected},
			{name: "error with status 200", path: "/api/users/@me/", status: 200, contentType: jsonType, body: failure("authentication_error", "authentication_failed", wrongKey), want: unexpected},

			{name: "wrong key", status: 401, contentType: jsonType, body: failure("authentication_error", "authentication_failed", wrongKey), want: refused},
			{name: "wrong key as documented", status: 401, contentType: jsonType, body: failure("authentication_error", "invalid_personal_api_key", "Invalid Personal API key."), want: refused},
			{name: "no key", status: 401, contentType: jsonType, body: failure("authentication_error", "not_authenticated", "Authentication credentials were not provided."), want: refused},
			{name: "wrong key with 403", status: 403, contentType: jsonType, body: failure("authentication_error", "authentication_failed", wrongKey), want: refused},
			{name: "documented code with 403", status: 403, contentType: jsonType, body: failure("authentication_error", "invalid_personal_api_key", "Invalid Personal API key."), want: refused},
			{name: "key that was not read", status: 403, contentType: jsonType, body: failure("authentication_error", "not_authenticated", "Authentication credentials were not provided."), want: notHere},
			{name: "missing scope", status: 403, contentType: jsonType, body: failure("authentication_error", "permission_denied", "API key missing required scope 'user:read'"), want: notHere},
			{name: "another code", status: 403, contentType: jsonType, body: failure("authentication_error", "two_factor_setup_required", "x"), want: notHere},
			{name: "another type", status: 403, contentType: jsonType, body: failure("server_error", "authentication_failed", "x"), want: notHere},
			{name: "code without a type", status: 403, contentType: jsonType, body: `{"code":"authentication_failed"}`, want: foreignForbidden},
			{name: "rejection labelled as HTML", status: 403, contentType: htmlType, body: failure("authentication_error", "authentication_failed", wrongKey), want: refused},
			{name: "firewall", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{name: "rate limit", status: 429, contentType: jsonType, body: failure("throttled_error", "throttled", "Request was throttled. Expected available in 12 seconds."), want: limited},
			{name: "unknown route", status: 404, contentType: jsonType, body: failure("invalid_request", "not_found", "Endpoint not found."), want: routeGone},
		},
	}
}

func TestPostHogKeyMustNotBeAProjects(t *testing.T) {
	key := field(t, "posthog", "api_key")
	for _, value := range []string{"phc_hidden-value", "phs_hidden-value"} {
		problem := key.CheckValue(value)
		if !strings.Contains(problem, "project") {
			t.Errorf("%s: problem %q", value, problem)
		}
		wantUnrepeated(t, problem, value)
	}
	for _, value := range []string{"phx_example", "example", "examplephc_"} {
		if problem := key.CheckValue(value); problem != "" {
			t.Errorf("%s: %s", value, problem)
		}
	}
}
