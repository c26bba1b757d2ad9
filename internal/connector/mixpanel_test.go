package connector_test

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// mixpanelRow: a service account may have no user to name, and always has an organization.
func mixpanelRow() row {
	account := connector.Account{
		ID: "3001", Name: "Sandbox Integration", Email: "integrations@example.com", Organization: "Example Ltd",
	}
	ok := func(results string) string { return `{"status":"ok","results":` + results + `}` }

	return row{
		connector:  "mixpanel",
		credential: map[string]string{"username": "example-user.example.com", "secret": "example-mixpanel-secret"},
		secret:     []string{"secret"},
		regions: []connector.Region{
			{Name: "us", BaseURL: "https://mixpanel.com/api"},
			{Name: "eu", BaseURL: "https://eu.mixpanel.com/api"},
			{Name: "in", BaseURL: "https://in.mixpanel.com/api"},
		},
		schemes: []schemeRow{{
			name:    "basic",
			headers: []string{"Authorization: Basic ZXhhbXBsZS11c2VyLmV4YW1wbGUuY29tOmV4YW1wbGUtbWl4cGFuZWwtc2VjcmV0"},
			forms:   []string{"Basic base64({username}:{secret})"},
		}},
		probes:   []string{"/app/me?include_workspace_users=false *"},
		menuPath: "Organization Settings > Service Accounts > Add Service Account",
		hints:    []string{"expired", "region"},
		answers: []answerCase{
			{
				name: "known answer", status: 200, contentType: jsonType, want: verified(account),
				body: ok(`{"user_id":3001,"user_email":"integrations@example.com","user_name":"Sandbox Integration",` +
					`"organizations":{"100":{"id":100,"name":"Example Ltd","role":"admin","permissions":["view_base_reports"]}},` +
					`"projects":{"200":{"name":"Example Shop","organization_id":100,"domain":"mixpanel.com"}},` +
					`"workspaces":{"300":{"id":300,"name":"All Project Data","project_id":200,"is_global":true}}}`),
			},
			{name: "user alone", status: 200, contentType: jsonType, body: ok(`{"user_id":3001}`), want: verified(connector.Account{ID: "3001"})},
			{name: "user with null texts", status: 200, contentType: jsonType, body: ok(`{"user_id":3001,"user_name":null,"user_email":null,"organizations":null}`), want: verified(connector.Account{ID: "3001"})},
			{name: "organization alone", status: 200, contentType: jsonType, body: ok(`{"organizations":{"100":{"id":100,"name":"Example Ltd"}}}`), want: verified(connector.Account{Organization: "Example Ltd"})},
			{name: "two organizations", status: 200, contentType: jsonType, body: ok(`{"user_id":3001,"organizations":{"100":{"id":100,"name":"Example Ltd"},"101":{"id":101,"name":"Other Ltd"}}}`), want: verified(connector.Account{ID: "3001"})},
			{name: "without status", status: 200, contentType: jsonType, body: `{"results":{"user_id":3001}}`, want: verified(connector.Account{ID: "3001"})},

			{name: "no results", status: 200, contentType: jsonType, body: `{"status":"ok"}`, want: unexpected},
			{name: "null results", status: 200, contentType: jsonType, body: ok(`null`), want: unexpected},
			{name: "empty results", status: 200, contentType: jsonType, body: ok(`{}`), want: unexpected},
			{name: "list as results", status: 200, contentType: jsonType, body: ok(`[{"user_id":3001}]`), want: unexpected},
			{name: "no user and no organization", status: 200, contentType: jsonType, body: ok(`{"user_id":null,"organizations":{},"projects":{}}`), want: unexpected},
			{name: "empty user id", status: 200, contentType: jsonType, body: ok(`{"user_id":""}`), want: unexpected},
			{name: "zero as user id", status: 200, contentType: jsonType, body: ok(`{"user_id":0}`), want: unexpected},
			{name: "object as user id", status: 200, contentType: jsonType, body: ok(`{"user_id":{}}`), want: unexpected},
			{name: "organization without id", status: 200, contentType: jsonType, body: ok(`{"organizations":{"100":{"name":"Example Ltd"}}}`), want: unexpected},
			{name: "null organization", status: 200, contentType: jsonType, body: ok(`{"organizations":{"100":null}}`), want: unexpected},
			{name: "list of organizations", status: 200, contentType: jsonType, body: ok(`{"user_id":3001,"organizations":[]}`), want: verified(connector.Account{ID: "3001"})},
			{name: "user outside of results", status: 200, contentType: jsonType, body: `{"status":"ok","user_id":3001}`, want: unexpected},
			{name: "error with status 200", status: 200, contentType: jsonType, body: `{"error":"Invalid credentials","status":"error"}`, want: unexpected},

			{name: "wrong secret", status: 401, contentType: jsonType, body: `{"error":"Invalid credentials","status":"error"}`, want: refused},
			{name: "missing right", status: 403, contentType: jsonType, body: `{"error":"Forbidden","status":"error"}`, want: notHere},
			{name: "firewall", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{name: "rate limit", status: 429, contentType: jsonType, body: `{"error":"Rate limit exceeded","status":"error"}`, want: limited},
			{name: "unknown route", status: 404, contentType: jsonType, body: `{"error":"Not found","status":"error"}`, want: routeGone},
		},
	}
}
