package connector_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestPaymoAcceptsAUserWithAnID(t *testing.T) {
	account := connector.Account{ID: "2001", Name: "Sandbox Integration", Email: "integrations@example.com", Role: "Admin"}
	wantOutcomes(t, "paymo", []answerCase{
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
		{name: "nothing but the id", status: 200, contentType: jsonType, body: `{"users":[{"id":1}]}`, want: verified(connector.Account{ID: "1"})},
		{name: "null texts", status: 200, contentType: jsonType, body: `{"users":[{"id":1,"name":null,"email":null,"type":null}]}`, want: verified(connector.Account{ID: "1"})},
		{name: "first of two", status: 200, contentType: jsonType, body: `{"users":[{"id":1},{"id":2}]}`, want: verified(connector.Account{ID: "1"})},
	})
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

func TestPaymoKeyWithoutARightIsNoRefusal(t *testing.T) {
	wantOutcomes(t, "paymo", []answerCase{
		{name: "403", status: 403, contentType: jsonType, body: `{"message":"You do not have the permission"}`, want: noRight},
		{name: "403 empty", status: 403, want: noRight},
		{name: "403 in HTML", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
		{name: "401", status: 401, contentType: jsonType, body: `{"message":"Invalid username or password"}`, want: refused},
	})
}
