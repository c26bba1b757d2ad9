package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func attioRow() row {
	const workspace = "11111111-1111-4111-8111-111111111111"
	return row{
		connector:  "attio",
		credential: map[string]string{"access_token": "example-attio-token"},
		secret:     []string{"access_token"},
		regions:    []connector.Region{{BaseURL: "https://api.attio.com"}},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-attio-token"},
			forms:   []string{"Bearer {access_token}"},
		}},
		probes:   []string{"/v2/self *"},
		refuses:  []int{200},
		limit:    rateRow{requests: 100, window: time.Second},
		menuPath: "Workspace settings > Developers > New access token",
		hints:    []string{"inactive", "deleted"},
		answers: []answerCase{
			{
				name: "active token", status: 200, contentType: "application/json; charset=utf-8",
				body: `{"active":true,"scope":"user_management:read record_permission:read","client_id":"33333333-3333-4333-8333-333333333333",` +
					`"token_type":"Bearer","exp":null,"iat":1577836800,"sub":"` + workspace + `","aud":"33333333-3333-4333-8333-333333333333",` +
					`"iss":"attio.com","authorized_by_workspace_member_id":null,"workspace_id":"` + workspace + `",` +
					`"workspace_name":"Example Ltd","workspace_slug":"example-ltd","workspace_logo_url":null}`,
				want: verified(connector.Account{ID: workspace, Name: "Example Ltd"}),
			},
			{
				name: "only the workspace", status: 200, contentType: jsonType,
				body: `{"active":true,"workspace_id":"` + workspace + `"}`, want: verified(connector.Account{ID: workspace}),
			},
			{name: "inactive token", status: 200, contentType: jsonType, body: `{"active":false}`, want: refused},
			{name: "inactive token beside its workspace", status: 200, contentType: jsonType, body: `{"active":false,"workspace_id":"` + workspace + `"}`, want: refused},
			{name: "inactive with another status", status: 201, contentType: jsonType, body: `{"active":false}`, want: unexpected},
			{name: "inactive from a gateway", status: 503, contentType: jsonType, body: `{"active":false}`, want: broken},
			{
				name: "unreadable token", status: 401, contentType: jsonType,
				body: `{"status_code":401,"type":"auth_error","code":"unauthorized","message":"Unauthorized"}`, want: refused,
			},
			{
				name: "missing scope", status: 403, contentType: jsonType,
				body: `{"status_code":403,"type":"auth_error","code":"unauthorized","message":"The token has not the right scopes"}`, want: notHere,
			},
			{
				name: "too many requests", status: 429, contentType: jsonType,
				body: `{"status_code":429,"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Rate limit exceeded, please try again later"}`,
				want: limited,
			},
			{name: "error with status 200", status: 200, contentType: jsonType, body: `{"status_code":401,"type":"auth_error","code":"unauthorized"}`, want: unexpected},
			{name: "active without workspace", status: 200, contentType: jsonType, body: `{"active":true}`, want: unexpected},
			{name: "workspace without active", status: 200, contentType: jsonType, body: `{"workspace_id":"` + workspace + `"}`, want: unexpected},
			{name: "null for active", status: 200, contentType: jsonType, body: `{"active":null,"workspace_id":"` + workspace + `"}`, want: unexpected},
			{name: "active as a text", status: 200, contentType: jsonType, body: `{"active":"false"}`, want: unexpected},
			{name: "active as a number", status: 200, contentType: jsonType, body: `{"active":0}`, want: unexpected},
			{name: "empty workspace", status: 200, contentType: jsonType, body: `{"active":true,"workspace_id":""}`, want: unexpected},
			{name: "null for the workspace", status: 200, contentType: jsonType, body: `{"active":true,"workspace_id":null}`, want: unexpected},
			{name: "object for the workspace", status: 200, contentType: jsonType, body: `{"active":true,"workspace_id":{"id":1}}`, want: unexpected},
			{name: "inactive deeper down", status: 200, contentType: jsonType, body: `{"data":{"active":false}}`, want: unexpected},
		},
	}
}
