package connector_test

import (
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func paymoRow() row {
	account := connector.Account{ID: "2001", Name: "Sandbox Integration", Email: "integrations@example.com", Role: "Admin"}
	one := verified(connector.Account{ID: "1"})
	return row{
		connector:  "paymo",
		credential: map[string]string{"api_key": "example-paymo-key"},
		secret:     []string{"api_key"},
		regions:    []connector.Region{{BaseURL: "https://app.paymoapp.com/api"}},
		schemes: []schemeRow{
			{name: "api_key", headers: []string{"Authorization: example-paymo-key"}, forms: []string{"{api_key}"}},
			{
				// base64 of "example-paymo-key:x".
				name:    "basic",
				headers: []string{"Authorization: Basic ZXhhbXBsZS1wYXltby1rZXk6eA=="},
				forms:   []string{"Basic base64({api_key}:x)"},
			},
		},
		probes:   []string{"/me *"},
		limit:    rateRow{5, 5 * time.Second},
		menuPath: "profile picture > My Settings > API Keys",
		answers: []answerCase{
			{
				name: "documented answer", status: 200, contentType: jsonType, want: verified(account),
				body: `{"users":[{"id":2001,"name":"Sandbox Integration","email":"integrations@example.com","type":"Admin",` +
					`"active":true,"user_hash":"example-hash-not-a-secret","workday_hours":8.5,"assigned_projects":[]}]}`,
			},
			{
				name: "id as text", status: 200, contentType: jsonType, want: verified(account),
				body: `{"users":[{"id":"2001","name":"Sandbox Integration","email":"integrations@example.com","type":"Admin"}]}`,
			},
			{name: "large id", status: 200, contentType: jsonType, body: `{"users":[{"id":90071992547409931}]}`, want: verified(connector.Account{ID: "90071992547409931"})},
			{name: "nothing but the id", status: 200, contentType: jsonType, body: `{"users":[{"id":1}]}`, want: one},
			{name: "null texts", status: 200, contentType: jsonType, body: `{"users":[{"id":1,"name":null,"email":null,"type":null}]}`, want: one},
			{name: "first of two", status: 200, contentType: jsonType, body: `{"users":[{"id":1},{"id":2}]}`, want: one},
			{name: "no user", status: 200, contentType: jsonType, body: `{"users":[]}`, want: unexpected},
			{name: "unknown key", status: 401, contentType: jsonType, body: `{"message":"Invalid username or password"}`, want: refused},
			// A key without a right is a good key.
			{name: "403", status: 403, contentType: jsonType, body: `{"message":"You do not have the permission"}`, want: notHere},
			{name: "403 empty", status: 403, want: blocked},
			{name: "403 in HTML", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
		},
	}
}

func TestPaymoNeedsTheUsersID(t *testing.T) {
	for _, body := range []string{
		`{"users":[]}`, `{"users":{}}`, `{"users":[null]}`, `{"users":[{}]}`, `{"users":[{"id":null}]}`, `{"users":[{"id":""}]}`,
		`{"users":[{"id":{}}]}`, `{"users":[{"id":[1]}]}`, `{"users":[{"id":true}]}`, `{"users":[1]}`, `{"users":[{"name":"Ada"}]}`,
		`{"users":{"0":{"id":1}}}`, `{"user":{"id":1}}`,
	} {
		got := judge(t, definition(t, "paymo"), answerCase{status: 200, contentType: jsonType, body: body})
		if got != unexpected {
			t.Errorf("%s: %+v, want %+v", body, got, unexpected)
		}
	}
}
