package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func pipedriveRow() row {
	const refusal = `{"success":false,"error":"unauthorized access","errorCode":401,"error_info":"Please check developers.pipedrive.com"}`
	return row{
		connector:  "pipedrive",
		credential: map[string]string{"api_token": "example-pipedrive-token"},
		secret:     []string{"api_token"},
		regions:    []connector.Region{{BaseURL: "https://api.pipedrive.com"}},
		schemes: []schemeRow{{
			name:    "x_api_token",
			headers: []string{"x-api-token: example-pipedrive-token"},
			forms:   []string{"{api_token}"},
		}},
		probes:   []string{"/v1/users/me *"},
		limit:    rateRow{requests: 20, window: 2 * time.Second},
		menuPath: "account name > Company settings > Personal preferences > API",
		hints:    []string{"new token", "permission set"},
		answers: []answerCase{
			{
				name: "user", status: 200, contentType: "application/json; charset=utf-8",
				body: `{"success":true,"data":{"id":777,"name":"Ada Example","email":"ada@example.com","default_currency":"EUR","locale":"en_US",` +
					`"lang":1,"phone":null,"activated":true,"is_admin":1,"active_flag":true,"role_id":1,"company_id":42,` +
					`"company_name":"Example Ltd","company_domain":"example","language":{"language_code":"en","country_code":"US"}}}`,
				want: verified(connector.Account{ID: "777", Name: "Ada Example", Email: "ada@example.com", Organization: "Example Ltd"}),
			},
			{name: "only the user's number", status: 200, contentType: jsonType, body: `{"success":true,"data":{"id":777}}`, want: verified(connector.Account{ID: "777"})},
			{name: "wrong token", status: 401, contentType: jsonType, body: refusal, want: refused},
			{name: "refusal with status 200", status: 200, contentType: jsonType, body: refusal, want: unexpected},
			{
				name: "company that is not open", status: 402, contentType: jsonType,
				body: `{"success":false,"error":"Company account is not open","data":null,"additional_data":null}`,
				want: inactive,
			},
			{
				name: "missing scope", status: 403, contentType: jsonType,
				body: `{"success":false,"error":"Scope and URL mismatch","errorCode":403,"error_info":"Please check developers.pipedrive.com"}`,
				want: verified(connector.Account{}),
			},
			{
				name: "request that is not allowed", status: 403, contentType: jsonType,
				body: `{"success":false,"error":"Forbidden","error_info":"Please check developers.pipedrive.com","data":null,"additional_data":null}`,
				want: notHere,
			},
			{name: "too many requests after 429s", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{name: "too many requests", status: 429, contentType: jsonType, body: `{"success":false,"error":"Rate limit exceeded"}`, want: limited},
			{name: "no success", status: 200, contentType: jsonType, body: `{"success":false,"data":{"id":777}}`, want: unexpected},
			{name: "success is missing", status: 200, contentType: jsonType, body: `{"data":{"id":777}}`, want: unexpected},
			{name: "success as a text", status: 200, contentType: jsonType, body: `{"success":"true","data":{"id":777}}`, want: unexpected},
			{name: "success without data", status: 200, contentType: jsonType, body: `{"success":true}`, want: unexpected},
			{name: "null for data", status: 200, contentType: jsonType, body: `{"success":true,"data":null}`, want: unexpected},
			{name: "list of users", status: 200, contentType: jsonType, body: `{"success":true,"data":[{"id":777}]}`, want: unexpected},
			{name: "user without number", status: 200, contentType: jsonType, body: `{"success":true,"data":{"name":"Ada Example"}}`, want: unexpected},
			{name: "zero for the number", status: 200, contentType: jsonType, body: `{"success":true,"data":{"id":0}}`, want: unexpected},
			{name: "null for the number", status: 200, contentType: jsonType, body: `{"success":true,"data":{"id":null}}`, want: unexpected},
			{name: "user with status 201", status: 201, contentType: jsonType, body: `{"success":true,"data":{"id":777}}`, want: unexpected},
			{name: "route that has ended", status: 410, contentType: jsonType, body: `{"success":false,"error":"Gone"}`, want: routeGone},
		},
	}
}
