package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// airtableRow is what the tests of all connectors expect of Airtable.
func airtableRow() row {
	whoami := func(name, body string, want connector.Outcome) answerCase {
		return answerCase{name: name, path: "/meta/whoami", status: 200, contentType: jsonType, body: body, want: want}
	}
	refusal := func(name string, status int, body string, want connector.Outcome) answerCase {
		return answerCase{name: name, path: "/meta/whoami", status: status, contentType: jsonType, body: body, want: want}
	}
	return row{
		connector:  "airtable",
		credential: map[string]string{"personal_access_token": "example-airtable-token"},
		secret:     []string{"personal_access_token"},
		regions:    []connector.Region{{BaseURL: "https://api.airtable.com/v0"}},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-airtable-token"},
			forms:   []string{"Bearer {personal_access_token}"},
		}},
		probes:   []string{"/meta/whoami *"},
		limit:    rateRow{50, time.Second},
		menuPath: "profile icon > Builder hub > Personal access tokens",
		hints:    []string{"user API keys", "personal access tokens"},
		answers: []answerCase{
			whoami("documented answer", `{"id":"usrExample00000001"}`, verified(connector.Account{ID: "usrExample00000001"})),
			whoami("documented answer with the address", `{"email":"integrations@example.com","id":"usrExample00000001"}`,
				verified(connector.Account{ID: "usrExample00000001", Email: "integrations@example.com"})),
			whoami("scopes of an OAuth token", `{"id":"usrExample00000001","scopes":["data.records:read","user.email:read"]}`,
				verified(connector.Account{ID: "usrExample00000001"})),
			whoami("null address", `{"id":"usrExample00000001","email":null}`, verified(connector.Account{ID: "usrExample00000001"})),
			whoami("address of another type", `{"id":"usrExample00000001","email":{}}`, verified(connector.Account{ID: "usrExample00000001"})),

			whoami("no id", `{"email":"integrations@example.com","scopes":[]}`, unexpected),
			whoami("null id", `{"id":null}`, unexpected),
			whoami("empty id", `{"id":""}`, unexpected),
			whoami("blank id", `{"id":" "}`, unexpected),
			whoami("id of another type", `{"id":["usrExample00000001"]}`, unexpected),
			whoami("id deeper down", `{"user":{"id":"usrExample00000001"}}`, unexpected),
			whoami("list of users", `[{"id":"usrExample00000001"}]`, unexpected),
			whoami("refusal with status 200", `{"error":{"type":"UNAUTHORIZED","message":"Invalid authentication token"}}`, unexpected),

			refusal("no token", 401, `{"error":{"type":"AUTHENTICATION_REQUIRED","message":"Authentication required"}}`, refused),
			refusal("wrong token", 401, `{"error":{"type":"UNAUTHORIZED","message":"Invalid authentication token"}}`, refused),
			refusal("no right", 403, `{"error":{"type":"INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND","message":"Invalid permissions, or the requested model was not found."}}`, notHere),
			refusal("no such route", 404, `{"error":"NOT_FOUND"}`, routeGone),
			refusal("wrong request", 422, `{"error":{"type":"INVALID_REQUEST_UNKNOWN","message":"Invalid request"}}`, unexpected),
			refusal("limit", 429, `{"errors":[{"error":"RATE_LIMIT_REACHED","message":"Rate limit exceeded. Please try again later"}]}`, limited),
			refusal("not available", 503, `{"error":{"type":"SERVICE_UNAVAILABLE","message":"Try again"}}`, broken),
		},
	}
}
