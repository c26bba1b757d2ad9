package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// asanaRow is what the tests of all connectors expect of Asana.
func asanaRow() row {
	answered := func(name string, status int, body string, want connector.Outcome) answerCase {
		return answerCase{name: name, path: "/users/me", status: status, contentType: jsonType, body: body, want: want}
	}
	account := connector.Account{ID: "12345", Name: "Sandbox Integration", Email: "integrations@example.com"}
	return row{
		connector:  "asana",
		credential: map[string]string{"personal_access_token": "example-asana-token"},
		secret:     []string{"personal_access_token"},
		regions:    []connector.Region{{BaseURL: "https://app.asana.com/api/1.0"}},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-asana-token"},
			forms:   []string{"Bearer {personal_access_token}"},
		}},
		probes:   []string{"/users/me?opt_fields=email%2Cname *"},
		limit:    rateRow{150, time.Minute},
		menuPath: "profile picture > Settings > Apps > View developer console > Personal access tokens",
		hints:    []string{"administrator", "service account"},
		answers: []answerCase{
			answered("documented answer", 200,
				`{"data":{"gid":"12345","resource_type":"user","name":"Sandbox Integration","email":"integrations@example.com","photo":null,`+
					`"workspaces":[{"gid":"67890","resource_type":"workspace","name":"Example"}]}}`, verified(account)),
			answered("fields that were asked for", 200,
				`{"data":{"gid":"12345","name":"Sandbox Integration","email":"integrations@example.com"}}`, verified(account)),
			answered("number as id", 200, `{"data":{"gid":12345}}`, verified(connector.Account{ID: "12345"})),
			answered("service account without an address", 200, `{"data":{"gid":"12345","name":"Sandbox Integration","email":null}}`,
				verified(connector.Account{ID: "12345", Name: "Sandbox Integration"})),

			answered("no id", 200, `{"data":{"name":"Sandbox Integration"}}`, unexpected),
			answered("null id", 200, `{"data":{"gid":null}}`, unexpected),
			answered("empty id", 200, `{"data":{"gid":""}}`, unexpected),
			answered("zero as id", 200, `{"data":{"gid":"0"}}`, unexpected),
			answered("id of another type", 200, `{"data":{"gid":{"id":"12345"}}}`, unexpected),
			answered("id beside data", 200, `{"data":{},"gid":"12345"}`, unexpected),
			answered("list of users", 200, `{"data":[{"gid":"12345"}]}`, unexpected),
			answered("error with status 200", 200, `{"errors":[{"message":"Not Authorized"}]}`, unexpected),

			answered("documented refusal", 401, `{"errors":[{"message":"Not Authorized"}]}`, refused),
			answered("refusal with help", 401,
				`{"errors":[{"message":"Not Authorized","help":"See the documentation."}]}`, refused),
			answered("no right", 403, `{"errors":[{"message":"Forbidden"}]}`, notHere),
			answered("plan", 402, `{"errors":[{"message":"Payment Required"}]}`, inactive),
			answered("wrong request", 400, `{"errors":[{"message":"workspace: Missing input"}]}`, unexpected),
			answered("no such route", 404, `{"errors":[{"message":"No matching route for request"}]}`, routeGone),
			answered("limit", 429,
				`{"errors":[{"message":"You've made too many requests and hit a rate limit. Please retry after the given amount of time."}]}`, limited),
			answered("server", 500, `{"errors":[{"message":"Server Error","phrase":"example phrase"}]}`, broken),
		},
	}
}
