package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func intercomRow() row {
	return row{
		connector:  "intercom",
		credential: map[string]string{"access_token": "example-intercom-token"},
		secret:     []string{"access_token"},
		regions: []connector.Region{
			{Name: "us", BaseURL: "https://api.intercom.io"},
			{Name: "eu", BaseURL: "https://api.eu.intercom.io"},
			{Name: "au", BaseURL: "https://api.au.intercom.io"},
		},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-intercom-token", "Intercom-Version: 2.14"},
			forms:   []string{"Bearer {access_token}", "2.14"},
		}},
		probes:   []string{"/me *"},
		limit:    rateRow{requests: 167, window: 10 * time.Second},
		menuPath: "Developer Hub > the app > Configure > Authentication",
		hints:    []string{"region", "installed"},
		answers: []answerCase{
			{
				name: "teammate", status: 200, contentType: "application/json; charset=utf-8",
				body: `{"type":"admin","id":"991267459","email":"ada@example.com","name":"Ada Example","email_verified":true,` +
					`"app":{"type":"app","id_code":"example1","name":"Example Ltd","created_at":1577836800,"secure":false,` +
					`"identity_verification":false,"timezone":"America/Los_Angeles","region":"US"},` +
					`"avatar":{"type":"avatar","image_url":"https://example.com/128.png"},"has_inbox_seat":true}`,
				want: verified(connector.Account{ID: "991267459", Name: "Ada Example", Email: "ada@example.com", Organization: "Example Ltd"}),
			},
			{name: "only type and id", status: 200, contentType: jsonType, body: `{"type":"admin","id":"991267459"}`, want: verified(connector.Account{ID: "991267459"})},
			{name: "id as a number", status: 200, contentType: jsonType, body: `{"type":"admin","id":991267459}`, want: verified(connector.Account{ID: "991267459"})},
			{name: "null for the app", status: 200, contentType: jsonType, body: `{"type":"admin","id":"1","app":null}`, want: verified(connector.Account{ID: "1"})},
			{
				name: "wrong token", status: 401, contentType: jsonType,
				body: `{"type":"error.list","request_id":"e76b2df0-2413-4215-8a5a-b5f6ebd4e642","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}`,
				want: refused,
			},
			{
				name: "missing right", status: 403, contentType: jsonType,
				body: `{"type":"error.list","errors":[{"code":"forbidden","message":"You do not have permission to access this resource"}]}`,
				want: notHere,
			},
			{name: "load balancer", status: 403, contentType: "text/html", body: "<html><head><title>403 Forbidden</title></head></html>", want: blocked},
			{
				name: "too many requests", status: 429, contentType: jsonType,
				body: `{"type":"error.list","errors":[{"code":"rate_limit_exceeded","message":"Exceeded rate limit of 167 in 10_seconds"}]}`,
				want: limited,
			},
			{
				name: "version that is no longer there", status: 400, contentType: jsonType,
				body: `{"type":"error.list","errors":[{"code":"intercom_version_invalid","message":"The requested version could not be found"}]}`,
				want: unexpected,
			},
			{
				name: "refusal with status 200", status: 200, contentType: jsonType,
				body: `{"type":"error.list","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}`,
				want: unexpected,
			},
			{name: "id without type", status: 200, contentType: jsonType, body: `{"id":"991267459","name":"Ada Example"}`, want: unexpected},
			{name: "another type", status: 200, contentType: jsonType, body: `{"type":"contact","id":"991267459"}`, want: unexpected},
			{name: "list of teammates", status: 200, contentType: jsonType, body: `{"type":"admin.list","admins":[{"type":"admin","id":"991267459"}]}`, want: unexpected},
			{name: "type without id", status: 200, contentType: jsonType, body: `{"type":"admin"}`, want: unexpected},
			{name: "empty id", status: 200, contentType: jsonType, body: `{"type":"admin","id":""}`, want: unexpected},
			{name: "null for the id", status: 200, contentType: jsonType, body: `{"type":"admin","id":null}`, want: unexpected},
			{name: "list for the type", status: 200, contentType: jsonType, body: `{"type":["admin"],"id":"991267459"}`, want: unexpected},
			{name: "teammate with status 202", status: 202, contentType: jsonType, body: `{"type":"admin","id":"991267459"}`, want: unexpected},
		},
	}
}
