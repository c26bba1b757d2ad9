package connector_test

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// datadogRow is what the tests of all connectors expect of Datadog.
func datadogRow() row {
	const path = "/api/v2/validate_keys"
	answered := func(name string, status int, body string, want connector.Outcome) answerCase {
		return answerCase{name: name, path: path, status: status, contentType: jsonType, body: body, want: want}
	}
	return row{
		connector:  "datadog",
		credential: map[string]string{"api_key": "example-datadog-api-key", "application_key": "example-datadog-application-key"},
		secret:     []string{"api_key", "application_key"},
		regions: []connector.Region{
			{Name: "us1", BaseURL: "https://api.datadoghq.com"},
			{Name: "us3", BaseURL: "https://api.us3.datadoghq.com"},
			{Name: "us5", BaseURL: "https://api.us5.datadoghq.com"},
			{Name: "eu1", BaseURL: "https://api.datadoghq.eu"},
			{Name: "uk1", BaseURL: "https://api.uk1.datadoghq.com"},
			{Name: "ap1", BaseURL: "https://api.ap1.datadoghq.com"},
			{Name: "ap2", BaseURL: "https://api.ap2.datadoghq.com"},
			{Name: "us1_fed", BaseURL: "https://api.ddog-gov.com"},
			{Name: "us2_fed", BaseURL: "https://api.us2.ddog-gov.com"},
		},
		schemes: []schemeRow{{
			name:    "dd_api_key",
			headers: []string{"DD-API-KEY: example-datadog-api-key", "DD-APPLICATION-KEY: example-datadog-application-key"},
			forms:   []string{"{api_key}", "{application_key}"},
		}},
		probes:   []string{path, "/api/v2/current_user *"},
		menuPath: "account menu > Organization Settings > API Keys",
		hints:    []string{"region", "that organization", "seconds"},
		answers: []answerCase{
			answered("documented answer", 200, `{"status":"ok"}`, verified(connector.Account{})),
			answered("white space", 200, "{\n  \"status\": \"ok\"\n}\n", verified(connector.Account{})),

			answered("another member", 200, `{"status":"ok","valid":true}`, verified(connector.Account{})),
			answered("another word", 200, `{"status":"OK"}`, unexpected),
			answered("another spelling", 200, `{"Status":"ok"}`, unexpected),
			answered("null", 200, `{"status":null}`, unexpected),
			answered("boolean", 200, `{"status":true}`, unexpected),
			answered("list", 200, `[{"status":"ok"}]`, unexpected),
			answered("status deeper down", 200, `{"data":{"status":"ok"}}`, unexpected),
			answered("bare word", 200, `"ok"`, unexpected),
			answered("the answer for the API key alone", 200, `{"valid":true}`, unexpected),
			answered("refusal with status 200", 200, `{"errors":["Forbidden"]}`, unexpected),
			answered("error with status 200", 200, `{"status":"error","code":403,"errors":["Forbidden"]}`, unexpected),

			answered("wrong application key", 401, `{"errors":["Unauthorized"]}`, refused),
			answered("wrong API key", 403, `{"errors":["Forbidden"]}`, forbidden),
			answered("no API key", 403, `{"errors":["API key required"]}`, forbidden),
			answered("older form of a wrong API key", 403, `{"status":"error","code":403,"errors":["Forbidden"]}`, forbidden),
			{name: "firewall", path: path, status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{
				name: "user", path: "/api/v2/current_user", status: 200, contentType: jsonType,
				body: `{"data":{"type":"users","id":"00000000-0000-9999-0000-000000000000","attributes":{"name":"Sandbox Integration","handle":"integrations@example.com","email":"integrations@example.com","service_account":true}}}`,
				want: verified(connector.Account{ID: "00000000-0000-9999-0000-000000000000", Name: "Sandbox Integration", Email: "integrations@example.com"}),
			},
			{name: "user without id", path: "/api/v2/current_user", status: 200, contentType: jsonType, body: `{"data":{"type":"users"}}`, want: unexpected},
			{name: "another type", path: "/api/v2/current_user", status: 200, contentType: jsonType, body: `{"data":{"type":"roles","id":"1"}}`, want: unexpected},
			{name: "keys that may not read their user", path: "/api/v2/current_user", status: 403, contentType: jsonType, body: `{"errors":["Forbidden"]}`, want: notHere},
			answered("wrong request", 400, `{"errors":["Bad Request"]}`, unexpected),
			answered("no such route", 404, `{"errors":["Not found"]}`, routeGone),
			answered("limit", 429, `{"errors":["Rate limit of 600 requests in 60 seconds reached. Please try again later."]}`, limited),
		},
	}
}
