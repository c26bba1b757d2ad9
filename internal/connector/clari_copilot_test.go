package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func clariCopilotRow() row {
	accepted := verified(connector.Account{}) // No answer tells the account.
	return row{
		connector:  "clari_copilot",
		credential: map[string]string{"api_key": "example-clari-key", "api_password": "example-clari-password"},
		secret:     []string{"api_key", "api_password"},
		regions:    []connector.Region{{BaseURL: "https://rest-api.copilot.clari.com"}},
		schemes: []schemeRow{{
			name:    "x_api_key",
			headers: []string{"X-Api-Key: example-clari-key", "X-Api-Password: example-clari-password"},
			forms:   []string{"{api_key}", "{api_password}"},
		}},
		probes:   []string{"/topics", "/users", "/v2/topics"},
		limit:    rateRow{10, time.Second},
		menuPath: "Settings > Integrations > Clari Copilot API",
		hints:    []string{"new pair", "clari.statuspage.io"},
		answers: []answerCase{
			{name: "topics", path: "/topics", status: 200, contentType: jsonType, body: `{"topics":[{"id":"topic-1","name":"Pricing"}]}`, want: accepted},
			{name: "no topics", path: "/topics", status: 200, contentType: jsonType, body: `{"topics":[]}`, want: accepted},
			{
				name: "users", path: "/users", status: 200, contentType: jsonType, want: accepted,
				body: `{"users":[{"id":"user-1","name":"Ada Example","email":"ada@example.com"}]}`,
			},
			{name: "topics of version 2", path: "/v2/topics", status: 200, contentType: jsonType, body: `{"topics":[]}`, want: accepted},
			{name: "403 on the topics", path: "/topics", status: 403, contentType: jsonType, body: `{"message":"Forbidden"}`, want: notHere},
			{name: "403 on the topics in the form of a rejection", path: "/topics", status: 403, contentType: jsonType, body: `{"errorMessage":"Invalid credentials"}`, want: notHere},
			{name: "403 of a gateway", path: "/users", status: 403, contentType: jsonType, body: `{"message":"Forbidden"}`, want: foreignForbidden},
			{name: "objects", path: "/topics", status: 200, contentType: jsonType, body: `{"topics":{},"users":{}}`, want: unexpected},
			{name: "list without a name", path: "/users", status: 200, contentType: jsonType, body: `[{"id":"user-1"}]`, want: unexpected},
			{
				name: "nothing sent", status: 401, contentType: jsonType, want: refused,
				body: `{"errorMessage":"Credentials not provided!, see documentation: https://docs.example.com/copilot"}`,
			},
			{name: "403", path: "/users", status: 403, contentType: jsonType, body: `{"errorMessage":"Invalid credentials"}`, want: forbidden},
			{name: "firewall", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{
				name: "answer too large for the gateway", path: "/users", status: 502, contentType: jsonType, want: broken,
				body: `{"message":"Internal server error"}`,
			},
		},
	}
}
