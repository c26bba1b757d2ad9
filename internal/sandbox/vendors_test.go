package sandbox

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func basic(key, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(key+":"+password))
}

// vendorCase is what one vendor serves, and how it refuses.
type vendorCase struct {
	vendor      string
	paths       map[string]string // path to what proves the acceptance
	headers     []string          // name, value, name, value: those of the demo credential
	refused     int
	refusal     string
	nothing     int // without any credential
	nothingBody string
}

// vendorCases has one row per vendor.
var vendorCases = []vendorCase{
	{
		vendor: "precoro",
		paths: map[string]string{
			"/taxes?page=1&per_page=10": `{"data":[{`, "/users?page=1&per_page=200": `"email":"integrations@example.com"`,
			"/warehouses?page=1&per_page=20": `"meta":{"pagination":{`,
		},
		headers: []string{"X-AUTH-TOKEN", "sandbox-precoro-token-not-a-secret", "email", "integrations@example.com"},
		refused: 401, refusal: `{"message":`, nothing: 401, nothingBody: `{"message":`,
	},
	{
		vendor: "paymo", paths: map[string]string{"/me": `{"users":[{`},
		headers: []string{"Authorization", basic("sandbox-paymo-key-not-a-secret", "any")},
		refused: 401, refusal: `{"message":`, nothing: 401, nothingBody: `{"message":`,
	},
	{
		vendor: "clari_copilot", paths: map[string]string{"/topics": `{"topics":[{`, "/users": `{"users":[{`},
		headers: []string{"X-Api-Key", "sandbox-clari-copilot-key-not-a-secret", "X-Api-Password", "sandbox-clari-copilot-password-not-a-secret"},
		refused: 401, refusal: `{"errorMessage":`,
		nothing: 401, nothingBody: `{"errorMessage":"Credentials not provided!, see documentation: `,
	},
	{
		vendor: "resci", paths: map[string]string{"/ping": `{"site_id":4711}`, "/import_jobs": `[{`},
		headers: []string{"Authorization", "ApiKey sandbox-resci-key-not-a-secret"},
		refused: 401, refusal: `{"message":`, nothing: 401, nothingBody: `{"message":`,
	},
	{
		vendor: "customerly", paths: map[string]string{"/tags": `{"data":[{`, "/users/list?page=0&per_page=1": `{"data":{`},
		headers: []string{"Authorization", "Bearer sandbox-customerly-token-not-a-secret"},
		refused: 500, refusal: `{"error":{"code":0,"message":"Access token not found."}}`,
		nothing: 500, nothingBody: `{"error":{"code":0,"message":"You must provide a valid header Authorization: Bearer <TOKEN>"}}`,
	},
	{
		vendor: "hubspot",
		paths: map[string]string{
			"/account-info/v3/details": `"portalId":8100`, "/account-info/2026-09/details": `"portalName":"Sandbox Account"`,
		},
		headers: []string{"Authorization", "Bearer sandbox-hubspot-token-not-a-secret"},
		refused: 401, refusal: `{"category":"INVALID_AUTHENTICATION"`, nothing: 401, nothingBody: `{"category":"INVALID_AUTHENTICATION"`,
	},
	{
		vendor: "pipedrive", paths: map[string]string{"/v1/users/me": `"company_name":"Sandbox Company"`},
		headers: []string{"x-api-token", "sandbox-pipedrive-token-not-a-secret"},
		refused: 401, refusal: `{"error":"unauthorized access","errorCode":401,`, nothing: 401, nothingBody: `{"error":"unauthorized access",`,
	},
	{
		vendor: "attio", paths: map[string]string{"/v2/self": `"workspace_name":"Sandbox Workspace"`},
		headers: []string{"Authorization", "Bearer sandbox-attio-token-not-a-secret"},
		refused: 200, refusal: `{"active":false}`, nothing: 200, nothingBody: `{"active":false}`,
	},
	{
		vendor: "intercom", paths: map[string]string{"/me": `"name":"Sandbox Workspace"`},
		headers: []string{"Authorization", "Bearer sandbox-intercom-token-not-a-secret", "Intercom-Version", "2.14"},
		refused: 401, refusal: `{"errors":[{"code":"unauthorized","message":"Access Token Invalid"}]`,
		nothing: 401, nothingBody: `{"errors":[{"code":"unauthorized","message":"Access Token Invalid"}]`,
	},
	{
		vendor: "stripe", paths: map[string]string{"/balance": `"object":"balance"`, "/account": `"id":"acct_sandboxexample"`},
		headers: []string{"Authorization", "Bearer sandbox-stripe-key-not-a-secret"},
		refused: 401, refusal: `{"error":{"message":"Invalid API Key provided: `,
		nothing: 401, nothingBody: `{"error":{"message":"You did not provide an API key.`,
	},
	{
		vendor: "mixpanel", paths: map[string]string{"/app/me?include_workspace_users=false": `"user_id":3001`},
		headers: []string{"Authorization", basic("sandbox-integration.example.com", "sandbox-mixpanel-secret-not-a-secret")},
		refused: 401, refusal: `{"error":"Invalid credentials","status":"error"}`,
		nothing: 401, nothingBody: `{"error":"Invalid credentials","status":"error"}`,
	},
	{
		vendor: "posthog", paths: map[string]string{"/api/users/@me/": `"uuid":"0190f0c0-`},
		headers: []string{"Authorization", "Bearer sandbox-posthog-key-not-a-secret"},
		refused: 401, refusal: `"code":"authentication_failed"`,
		nothing: 401, nothingBody: `"code":"not_authenticated"`,
	},
	{
		vendor: "airtable", paths: map[string]string{"/meta/whoami": `"id":"usrSandbox00000001"`},
		headers: []string{"Authorization", "Bearer sandbox-airtable-token-not-a-secret"},
		refused: 401, refusal: `{"error":{"message":"Invalid authentication token","type":"UNAUTHORIZED"}}`,
		nothing: 401, nothingBody: `"type":"AUTHENTICATION_REQUIRED"`,
	},
	{
		vendor: "datadog", paths: map[string]string{"/api/v2/validate_keys": `{"status":"ok"}`},
		headers: []string{"DD-API-KEY", "sandbox-datadog-api-key-not-a-secret", "DD-APPLICATION-KEY", "sandbox-datadog-application-key-not-a-secret"},
		refused: 401, refusal: `{"errors":["Unauthorized"]}`, nothing: 401, nothingBody: `{"errors":["Unauthorized"]}`,
	},
	{
		vendor: "asana", paths: map[string]string{
			"/users/me": `"workspaces":[{`, "/users/me?opt_fields=email%2Cname": `{"data":{"email":"integrations@example.com","gid":"3001","name":`,
		},
		headers: []string{"Authorization", "Bearer sandbox-asana-token-not-a-secret"},
		refused: 401, refusal: `{"errors":[{"message":"Not Authorized"}]}`,
		nothing: 401, nothingBody: `{"errors":[{"message":"Not Authorized"}]}`,
	},
	{
		vendor: "sendgrid", paths: map[string]string{"/v3/scopes": `{"scopes":["mail.send",`},
		headers: []string{"Authorization", "Bearer sandbox-sendgrid-key-not-a-secret"},
		refused: 401, refusal: `{"errors":[{"field":null,"message":"The provided authorization grant is invalid, expired, or revoked"}]}`,
		nothing: 401, nothingBody: `{"errors":[{"field":null,"message":"authorization required"}]}`,
	},
}

// caseOf returns the row of a vendor, which must be there.
func caseOf(t *testing.T, vendor string) vendorCase {
	t.Helper()
	for _, c := range vendorCases {
		if c.vendor == vendor {
			return c
		}
	}
	t.Fatalf("the vendor %s has no row: add one to vendorCases in vendors_test.go", vendor)
	return vendorCase{}
}

func TestEveryVendorHasOneRow(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range vendorCases {
		if err := CheckVendor(c.vendor); err != nil {
			t.Errorf("the row %s has no vendor: %v; write its kind in %s.go, and its line in vendorKinds()", c.vendor, err, c.vendor)
		}
		if seen[c.vendor] {
			t.Errorf("the vendor %s has two rows", c.vendor)
		}
		seen[c.vendor] = true
		if len(c.paths) == 0 || len(c.headers) == 0 || c.refusal == "" || c.nothingBody == "" {
			t.Errorf("the row of %s leaves something out", c.vendor)
		}
	}
	for _, name := range VendorNames() {
		caseOf(t, name)
	}
}

// TestDemoCredentialsSayThatTheyAreFake: what Nexla's form keeps secret is the
// vendor's secret, and the rest are addresses of the example domains, or numbers.
func TestDemoCredentialsSayThatTheyAreFake(t *testing.T) {
	for _, kind := range vendorKinds() {
		if err := kind.checkFields(kind.demo); err != nil {
			t.Errorf("the demo credential: %v", err)
		}
		secrets := 0
		for _, parameter := range kind.tile.parameters {
			value := kind.demo[parameter.Field]
			if parameter.Secured {
				secrets++
			}
			if parameter.Secured && !strings.Contains(value, "not-a-secret") {
				t.Errorf("the demo %s of %s does not say that it is no secret", parameter.Field, kind.name)
			}
			isNumber := strings.Trim(value, "0123456789") == ""
			if !parameter.Secured && !isNumber && !strings.Contains(value, "example") && !strings.Contains(value, "sandbox") {
				t.Errorf("the demo %s of %s does not look like an example", parameter.Field, kind.name)
			}
		}
		if secrets == 0 {
			t.Errorf("nothing of %s is secret", kind.name)
		}
	}
}

func TestVendorsAcceptTheDemoCredentialAndRefuseInTheirOwnWay(t *testing.T) {
	for _, c := range vendorCases {
		t.Run(c.vendor, func(t *testing.T) {
			s := newSandbox(t, Config{RouteWindow: -1})
			v := s.Vendor(c.vendor)
			for path, proof := range c.paths {
				get(t, v.BaseURL()+path, c.headers...).want(t, http.StatusOK, proof)
				get(t, v.BaseURL()+path).want(t, c.nothing, c.nothingBody)
				answered, err := ask(t, http.MethodPost, v.BaseURL()+path, c.headers...)
				if err != nil {
					t.Fatal(err)
				}
				answered.want(t, http.StatusMethodNotAllowed)

				v.Revoke(v.Demo())
				get(t, v.BaseURL()+path, c.headers...).want(t, c.refused, c.refusal)
				v.Restore(v.Demo())
				get(t, v.BaseURL()+path, c.headers...).want(t, http.StatusOK)
			}
			get(t, v.BaseURL()+"/nowhere", c.headers...).want(t, http.StatusNotFound, `{`)
			get(t, v.BaseURL()+"/nowhere").want(t, c.nothing, c.nothingBody)
			get(t, v.BaseURL(), c.headers...).want(t, http.StatusNotFound)
		})
	}
}

func TestTwoSchemesAtOnceAreRefused(t *testing.T) {
	s := newSandbox(t, Config{RouteWindow: -1})
	for _, c := range vendorCases {
		v := s.Vendor(c.vendor)
		v.Break(Fault{Name: "reset"}) // No fault hides this error of the client.
		second := "Authentication"
		if slices.Contains(c.headers, second) {
			second = "Authorization"
		}
		get(t, v.BaseURL()+"/me", append([]string{second, "Bearer anything"}, c.headers...)...).want(t, 400)
		get(t, v.BaseURL()+"/me", append(c.headers[:2:2], c.headers...)...).want(t, 400)
		for _, r := range v.Requests() {
			if r.Status != 400 {
				t.Errorf("%s recorded status %d: are all of its headers in schemeHeaders?", c.vendor, r.Status)
			}
		}
	}
}
