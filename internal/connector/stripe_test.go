package connector_test

import (
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// stripeRow has both routes: either proves a key, and only one names the account.
func stripeRow() row {
	account := connector.Account{ID: "acct_example", Name: "Example Shop", Email: "payments@example.com"}
	const balance = "/balance"
	const missingRight = `{"error":{"message":"The provided key 'example' does not have the required permissions for this endpoint ` +
		`on account 'acct_example'. Having the 'rak_balance_read' permission would allow this request to continue.","type":"invalid_request_error"}}`

	return row{
		connector:  "stripe",
		credential: map[string]string{"api_key": "example-stripe-key"},
		secret:     []string{"api_key"},
		regions:    []connector.Region{{BaseURL: "https://api.stripe.com/v1"}},
		schemes: []schemeRow{{
			name:    "bearer",
			headers: []string{"Authorization: Bearer example-stripe-key"},
			forms:   []string{"Bearer {api_key}"},
		}},
		probes:   []string{"/balance", "/account *"},
		limit:    rateRow{requests: 25, window: time.Second},
		menuPath: "Developers > API keys > Create restricted key",
		hints:    []string{"rolled", "deleted"},
		answers: []answerCase{
			{
				name: "documented balance", path: balance, status: 200, contentType: jsonType, want: verified(connector.Account{}),
				body: `{"object":"balance","available":[{"amount":666670,"currency":"usd","source_types":{"card":666670}}],` +
					`"connect_reserved":[{"amount":0,"currency":"usd"}],"livemode":false,"pending":[{"amount":61414,"currency":"usd"}]}`,
			},
			{name: "empty balance", path: balance, status: 200, contentType: jsonType, body: `{"object":"balance","available":[],"pending":[]}`, want: verified(connector.Account{})},
			{name: "balance without pending", path: balance, status: 200, contentType: jsonType, body: `{"object":"balance","available":[]}`, want: unexpected},
			{name: "balance without available", path: balance, status: 200, contentType: jsonType, body: `{"object":"balance","pending":[]}`, want: unexpected},
			{name: "balance of nulls", path: balance, status: 200, contentType: jsonType, body: `{"object":"balance","available":null,"pending":null}`, want: unexpected},
			{name: "balance of objects", path: balance, status: 200, contentType: jsonType, body: `{"object":"balance","available":{},"pending":{}}`, want: unexpected},
			{name: "arrays without object", path: balance, status: 200, contentType: jsonType, body: `{"available":[],"pending":[]}`, want: unexpected},
			{name: "account on the route of the balance", path: balance, status: 200, contentType: jsonType, body: `{"object":"account","id":"acct_example"}`, want: unexpected},

			{
				name: "documented account", path: "/account", status: 200, contentType: jsonType, want: verified(account),
				body: `{"id":"acct_example","object":"account","business_profile":{"mcc":null,"name":"Example Ltd","url":null},"business_type":null,` +
					`"capabilities":{},"country":"US","created":1695830751,"details_submitted":false,"email":"payments@example.com",` +
					`"settings":{"dashboard":{"display_name":"Example Shop","timezone":"Etc/UTC"}},"type":"standard"}`,
			},
			{
				name: "account with null texts", path: "/account", status: 200, contentType: jsonType, want: verified(connector.Account{ID: "acct_example"}),
				body: `{"id":"acct_example","object":"account","business_profile":null,"email":null,"settings":{"dashboard":{"display_name":null}}}`,
			},
			{
				name: "account with the name that customers see", path: "/account", status: 200, contentType: jsonType,
				body: `{"id":"acct_example","object":"account","business_profile":{"name":"Example Ltd"}}`,
				want: verified(connector.Account{ID: "acct_example", Name: "Example Ltd"}),
			},
			{name: "nothing but the account's id", path: "/account", status: 200, contentType: jsonType, body: `{"id":"acct_example","object":"account"}`, want: verified(connector.Account{ID: "acct_example"})},
			{name: "account without id", path: "/account", status: 200, contentType: jsonType, body: `{"object":"account"}`, want: unexpected},
			{name: "account with a null id", path: "/account", status: 200, contentType: jsonType, body: `{"id":null,"object":"account"}`, want: unexpected},
			{name: "account with an empty id", path: "/account", status: 200, contentType: jsonType, body: `{"id":"","object":"account"}`, want: unexpected},
			{name: "account with an object as id", path: "/account", status: 200, contentType: jsonType, body: `{"id":{},"object":"account"}`, want: unexpected},
			{name: "id of something else", path: "/account", status: 200, contentType: jsonType, body: `{"id":"cus_example","object":"customer"}`, want: unexpected},
			{name: "id without object", path: "/account", status: 200, contentType: jsonType, body: `{"id":"acct_example"}`, want: unexpected},
			{name: "balance on the route of the account", path: "/account", status: 200, contentType: jsonType, body: `{"object":"balance","available":[],"pending":[]}`, want: unexpected},

			{name: "wrong key", status: 401, contentType: jsonType, body: `{"error":{"message":"Invalid API Key provided: exam***-key","type":"invalid_request_error"}}`, want: refused},
			{name: "expired key", status: 401, contentType: jsonType, body: `{"error":{"code":"api_key_expired","doc_url":"https://stripe.com/docs/error-codes/api-key-expired","message":"Expired API Key provided: exam***-key","type":"invalid_request_error"}}`, want: refused},
			{name: "error with status 200", status: 200, contentType: jsonType, body: `{"error":{"message":"Invalid API Key provided: exam***-key","type":"invalid_request_error"}}`, want: unexpected},
			{name: "restricted key without the right to the balance", path: balance, status: 403, contentType: jsonType, body: missingRight, want: verified(connector.Account{})},
			{name: "restricted key without the right to the account", path: "/account", status: 403, contentType: jsonType, body: missingRight, want: verified(connector.Account{})},
			{name: "firewall", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
			{name: "rate limit", status: 429, contentType: jsonType, body: `{"error":{"code":"rate_limit","doc_url":"https://stripe.com/docs/error-codes/rate-limit","message":"Request rate limit exceeded.","type":"invalid_request_error"}}`, want: limited},
			{name: "error of the vendor", status: 500, contentType: jsonType, body: `{"error":{"message":"An unknown error occurred","type":"api_error"}}`, want: broken},
		},
	}
}

func TestStripeKeyMustNotBeAPublishableOne(t *testing.T) {
	key := field(t, "stripe", "api_key")
	problem := key.CheckValue("pk_hidden-value")
	if !strings.Contains(problem, "publishable") {
		t.Errorf("problem %q", problem)
	}
	wantUnrepeated(t, problem, "pk_hidden-value")
	for _, value := range []string{"sk_example", "rk_example", "example", "examplepk_"} {
		if problem := key.CheckValue(value); problem != "" {
			t.Errorf("%s: %s", value, problem)
		}
	}
}
