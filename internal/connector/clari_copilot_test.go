package connector_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestClariCopilotAcceptsAnArrayOfTopicsOrUsersAndTellsNoAccount(t *testing.T) {
	accepted := verified(connector.Account{})
	wantOutcomes(t, "clari_copilot", []answerCase{
		{name: "topics", path: "/topics", status: 200, contentType: jsonType, body: `{"topics":[{"id":"topic-1","name":"Pricing"}]}`, want: accepted},
		{name: "no topics", path: "/topics", status: 200, contentType: jsonType, body: `{"topics":[]}`, want: accepted},
		{
			name: "users", path: "/users", status: 200, contentType: jsonType, want: accepted,
			body: `{"users":[{"id":"user-1","name":"Ada Example","email":"ada@example.com"}]}`,
		},
		{name: "objects", path: "/topics", status: 200, contentType: jsonType, body: `{"topics":{},"users":{}}`, want: unexpected},
		{name: "list without a name", path: "/users", status: 200, contentType: jsonType, body: `[{"id":"user-1"}]`, want: unexpected},
	})
}

func TestClariCopilotRefusals(t *testing.T) {
	wantOutcomes(t, "clari_copilot", []answerCase{
		{
			name: "nothing sent", status: 401, contentType: jsonType, want: refused,
			body: `{"errorMessage":"Credentials not provided!, see documentation: https://docs.example.com/copilot"}`,
		},
		{name: "403", path: "/users", status: 403, contentType: jsonType, body: `{"errorMessage":"Invalid credentials"}`, want: forbidden},
		{name: "firewall", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
		{name: "answer too large for the gateway", path: "/users", status: 502, contentType: jsonType, body: `{"message":"Internal server error"}`, want: broken},
	})
}
