package connector_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// HubSpot's two routes that describe the account.
const (
	hubspotDetails      = "/account-info/v3/details"
	hubspotDatedDetails = "/account-info/2026-09/details"
)

func hubspotRow() row {
	account := verified(connector.Account{ID: "12345678"})
	return row{
		connector:  "hubspot",
		credential: map[string]string{"access_token": "example-hubspot-token"},
		secret:     []string{"access_token"},
		regions:    []connector.Region{{BaseURL: "https://api.hubapi.com"}},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-hubspot-token"},
			forms:   []string{"Bearer {access_token}"},
		}},
		probes:   []string{hubspotDetails + " *", hubspotDatedDetails + " *"},
		limit:    rateRow{requests: 100, window: 10 * time.Second},
		menuPath: "Development > Keys > Service keys",
		hints:    []string{"rotated", "seven days"},
		answers: []answerCase{
			{
				name: "account", status: 200, contentType: "application/json;charset=utf-8",
				body: `{"portalId":12345678,"accountType":"STANDARD","timeZone":"US/Eastern","companyCurrency":"USD",` +
					`"additionalCurrencies":["NZD","EUR"],"utcOffset":"-04:00","utcOffsetMilliseconds":-14400000,` +
					`"uiDomain":"app-eu1.hubspot.com","dataHostingLocation":"eu1"}`,
				want: account,
			},
			{
				name: "account with its name", path: hubspotDatedDetails, status: 200, contentType: jsonType,
				body: `{"portalId":12345678,"portalName":"Example Ltd","accountType":"STANDARD","createdAt":1577836800000,"uiDomain":"app.hubspot.com"}`,
				want: verified(connector.Account{ID: "12345678", Name: "Example Ltd"}),
			},
			{name: "only the account's number", status: 200, contentType: jsonType, body: `{"portalId":12345678}`, want: account},
			{name: "number as a text", path: hubspotDatedDetails, status: 200, contentType: jsonType, body: `{"portalId":"12345678"}`, want: account},
			{
				name: "wrong token", status: 401, contentType: jsonType,
				body: `{"status":"error","message":"Authentication credentials not found. This API supports OAuth 2.0 authentication.",` +
					`"correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf","category":"INVALID_AUTHENTICATION"}`,
				want: refused,
			},
			{
				name: "token that has ended", path: hubspotDatedDetails, status: 401, contentType: jsonType,
				body: `{"status":"error","message":"The OAuth token used to make this call expired 3 day(s) ago.","category":"EXPIRED_AUTHENTICATION"}`,
				want: refused,
			},
			{
				name: "missing scope", status: 403, contentType: jsonType,
				body: `{"status":"error","message":"This app hasn't been granted all required scopes","category":"MISSING_SCOPES"}`,
				want: verified(connector.Account{}),
			},
			{
				name: "app that is not allowed", status: 403, contentType: jsonType,
				body: `{"status":"error","message":"The app is not allowed to access this portal.","category":"BANNED"}`,
				want: notHere,
			},
			{
				name: "daily limit", status: 429, contentType: jsonType,
				body: `{"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT","policyName":"DAILY"}`,
				want: limited,
			},
			{
				name: "refusal with status 200", status: 200, contentType: jsonType,
				body: `{"status":"error","message":"Authentication credentials not found.","category":"INVALID_AUTHENTICATION"}`,
				want: unexpected,
			},
			{name: "account without its number", status: 200, contentType: jsonType, body: `{"portalName":"Example Ltd","timeZone":"US/Eastern"}`, want: unexpected},
			{name: "null for the number", status: 200, contentType: jsonType, body: `{"portalId":null,"portalName":"Example Ltd"}`, want: unexpected},
			{name: "zero for the number", status: 200, contentType: jsonType, body: `{"portalId":0}`, want: unexpected},
			{name: "list for the number", status: 200, contentType: jsonType, body: `{"portalId":[12345678]}`, want: unexpected},
			{name: "empty number", status: 200, contentType: jsonType, body: `{"portalId":""}`, want: unexpected},
			{name: "number deeper down", status: 200, contentType: jsonType, body: `{"results":[{"portalId":12345678}]}`, want: unexpected},
			{name: "account with status 207", status: 207, contentType: jsonType, body: `{"portalId":12345678}`, want: unexpected},
			{name: "route that has ended", status: 404, contentType: jsonType, body: `{"status":"error","message":"Not found"}`, want: routeGone},
		},
	}
}
