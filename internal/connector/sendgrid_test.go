package connector_test

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// sendgridRow is what the tests of all connectors expect of SendGrid.
func sendgridRow() row {
	const path = "/v3/scopes"
	answered := func(name string, status int, body string, want connector.Outcome) answerCase {
		return answerCase{name: name, path: path, status: status, contentType: jsonType, body: body, want: want}
	}
	return row{
		connector:  "sendgrid",
		credential: map[string]string{"api_key": "example-sendgrid-key"},
		secret:     []string{"api_key"},
		regions: []connector.Region{
			{Name: "global", BaseURL: "https://api.sendgrid.com"},
			{Name: "eu", BaseURL: "https://api.eu.sendgrid.com"},
		},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-sendgrid-key"},
			forms:   []string{"Bearer {api_key}"},
		}},
		probes:   []string{path},
		menuPath: "Settings > API Keys > Create API Key",
		hints:    []string{"subuser", "region eu"},
		answers: []answerCase{
			answered("documented answer", 200, `{"scopes":["mail.send","alerts.create","alerts.read"]}`, verified(connector.Account{})),
			answered("one scope", 200, `{"scopes":["mail.send"]}`, verified(connector.Account{})),
			answered("a member more", 200, `{"scopes":["mail.send"],"new":true}`, verified(connector.Account{})),

			answered("no scope", 200, `{"scopes":[]}`, unexpected),
			answered("null", 200, `{"scopes":null}`, unexpected),
			answered("text", 200, `{"scopes":"mail.send"}`, unexpected),
			answered("empty text", 200, `{"scopes":[""]}`, unexpected),
			answered("null among scopes", 200, `{"scopes":[null]}`, unexpected),
			answered("objects", 200, `{"scopes":[{"name":"mail.send"}]}`, unexpected),
			answered("bare list", 200, `["mail.send"]`, unexpected),
			answered("scopes deeper down", 200, `{"result":{"scopes":["mail.send"]}}`, unexpected),
			answered("refusal with status 200", 200, `{"errors":[{"field":null,"message":"authorization required"}]}`, unexpected),

			answered("documented refusal", 401, `{"errors":[{"field":null,"message":"authorization required"}]}`, refused),
			answered("wrong key", 401,
				`{"errors":[{"message":"The provided authorization grant is invalid, expired, or revoked","field":null,"help":null}]}`, refused),
			answered("no permission", 403, `{"errors":[{"message":"access forbidden","field":null}]}`, notHere),
			answered("another region", 451, `{"errors":[{"message":"unavailable due to data residency restrictions","field":null}]}`, unexpected),
			answered("no such route", 404, `{"errors":[{"message":"not found","field":null}]}`, routeGone),
			answered("limit", 429, `{"errors":[{"field":null,"message":"too many requests"}]}`, limited),
			answered("server", 500, `{"errors":[{"message":"internal server error"}]}`, broken),
		},
	}
}
