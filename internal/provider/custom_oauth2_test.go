package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const (
	paypalToken = "/v1/oauth2/token"
	paypalProbe = "/v1/identity/oauth2/userinfo"
)

// exchanged is the body of a custom credential for PayPal's client, with lines of the
// block oauth2.
func exchanged(vendor *sandbox.Vendor, clientID string, lines ...string) string {
	return fmt.Sprintf(`
  base_url = %q
  oauth2 {
    token_url = "%s%s"
    client_id = %q
    %s
  }
  probe {
    path    = "%s?schema=paypalv1.1"
    account = { id = "payer_id" }
  }
`, vendor.BaseURL(), vendor.BaseURL(), paypalToken, clientID, strings.Join(lines, "\n    "), paypalProbe)
}

func exchangedResource(name, body string, lines ...string) string {
	return fmt.Sprintf("resource \"connector_credential_custom\" %q {\n  name = %q\n%s  %s\n}\n", name, name, body, strings.Join(lines, "\n  "))
}

func clientSecretWO(text string) string { return fmt.Sprintf("client_secret_wo = %q", text) }

// TestCustomCredentialIsExchanged: two credentials of one client share the exchange, in
// each kind of object, and neither secret nor token is kept.
func TestCustomCredentialIsExchanged(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	target, url := newRecorder(t)
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	fields := canaries(vendor, "custom")
	vendor.Issue(fields)
	id, secret := fields["client_id"], fields["client_secret"]
	workspace.Env["TF_VAR_secret"] = secret
	body := exchanged(vendor, id, "client_secret_wo = var.secret")
	ephemeral := "ephemeral \"connector_credential_custom\" \"x\" {" + strings.ReplaceAll(body, "client_secret_wo", "client_secret") + "}\n" + `
resource "consumer_request" "x" {
  url        = "` + url + `"
  headers_wo = ephemeral.connector_credential_custom.x.request_headers
}
variable "secret" {
  type      = string
  ephemeral = true
  sensitive = true
}
`
	workspace.Configure(exchangedResource("x", body) + exchangedResource("y", body) + ephemeral)
	expect(t, workspace.Run("plan"), 0, "3 to add")
	wantPaths(t, vendors, "plan", paypalToken, paypalProbe)
	expect(t, workspace.Run("apply"), 0, "3 added")
	vendors.ResetRequests()
	wantAttributes(t, "created", workspace.Attributes(customX), map[string]string{
		"status": "verified", "auth_scheme": "client_credentials", "header_names": "[Authorization]",
	})
	if sent := target.headers(); len(sent) != 1 || !strings.HasPrefix(sent[0].Get("Authorization"), "Bearer "+vendor.Tokens()[0]) {
		t.Errorf("%d requests with the headers arrived", len(sent))
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	vendors.ResetRequests()

	vendor.Revoke(fields)
	workspace.Configure(exchangedResource("x", body) + "variable \"secret\" {\n type = string\n ephemeral = true\n}\n")
	rejected := workspace.Run("plan")
	expect(t, rejected, 0, "rejected the credential", "HTTP 401 with the error invalid_client", "Check oauth2.client_secret and oauth2.client_id.")
	wantPaths(t, vendors, "rejected", paypalToken)
	searchSecrets(t, workspace, []map[string]string{{"client_secret": secret}}, nil)
	searchSecrets(t, workspace, []map[string]string{issuedTokens(vendors)}, nil)
}

// TestCustomClientChanges: another secret is a rotation, and another request for the
// token makes the credential a changed one.
func TestCustomClientChanges(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	workspace := newWorkspace(t, vendors)
	demo := vendor.Demo()
	id, secret := demo["client_id"], demo["client_secret"]
	vendor.Issue(map[string]string{"client_id": id, "client_secret": "example-secret-two"})
	vendor.Issue(map[string]string{"client_id": "example-client-two", "client_secret": "example-secret-two"})
	configure := func(body string, lines ...string) { workspace.Configure(exchangedResource("x", body, lines...)) }
	revision := func() float64 {
		number, _ := workspace.Attributes(customX)["secret_revision"].(float64)
		return number
	}
	configure(exchanged(vendor, id, clientSecretWO(secret)))
	expect(t, workspace.Run("apply"), 0, "1 added")
	first := revision()

	configure(exchanged(vendor, id, clientSecretWO("example-secret-two")))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := revision(); got != first+1 {
		t.Errorf("after a rotation, secret_revision is %v, want %v", got, first+1)
	}
	configure(exchanged(vendor, "example-client-two", clientSecretWO("example-secret-two")))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := revision(); got != first+1 {
		t.Errorf("after another client, secret_revision is %v, want %v", got, first+1)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	configure(exchanged(vendor, "example-client-two", clientSecretWO("example-secret-two"), `client_auth = "client_secret_post"`))
	expect(t, workspace.Run("plan"), 0, "HTTP 400 with the error invalid_request") // PayPal wants HTTP Basic.
	// In state and back: the same secret, no rotation, and no request that fails.
	configure(exchanged(vendor, "example-client-two", `client_secret = "example-secret-two"`))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := revision(); got != first+1 {
		t.Errorf("after moving the secret into state, secret_revision is %v, want %v", got, first+1)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expect(t, workspace.Run("apply", "-refresh-only"), 0)
	// Ignored: the plan keeps the block, and the apply does not send the other secret.
	configure(exchanged(vendor, "example-client-three", clientSecretWO("wrong")), `description = "other"`, "lifecycle {\n ignore_changes = [oauth2]\n}")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("destroy"), 0, "1 destroyed")
}

// TestCustomClientBecomesAnotherKind: headers replace the client, and the client replaces headers.
func TestCustomClientBecomesAnotherKind(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	workspace := newWorkspace(t, vendors)
	demo := vendor.Demo()
	byClient := exchangedResource("x", exchanged(vendor, demo["client_id"], clientSecretWO(demo["client_secret"])))
	byHeaders := custom(vendors, "x", acmeHeaders(vendors))
	workspace.Configure(byHeaders)
	expect(t, workspace.Run("apply"), 0, "1 added")
	for name, configuration := range map[string]string{"client": byClient, "headers": byHeaders} {
		workspace.Configure(configuration)
		expect(t, workspace.Run("apply"), 0)
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		if got := workspace.Attributes(customX)["status"]; got != "verified" {
			t.Errorf("%s: status is %v", name, got)
		}
	}
}

// TestWrongTokenRequestsAreRejected during validation, without the value that may be a secret.
func TestWrongTokenRequestsAreRejected(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	demo := vendor.Demo()
	wo := clientSecretWO(demo["client_secret"])
	for name, c := range map[string]struct{ body, want string }{
		"no secret":         {exchanged(vendor, "client"), "Missing oauth2.client_secret_wo"},
		"two secrets":       {exchanged(vendor, "client", wo, `client_secret = "canary-two"`), "Both oauth2.client_secret and oauth2.client_secret_wo are set"},
		"no client":         {strings.ReplaceAll(exchanged(vendor, "client", wo), `client_id = "client"`, ""), "needs client_id"},
		"no address":        {strings.ReplaceAll(exchanged(vendor, "client", wo), "token_url", "#"), "needs token_url"},
		"invisible in id":   {exchanged(vendor, "client\u200b", wo), "client_id must not contain format characters, which are invisible: U+200B is character 7"},
		"zero-width space":  {strings.ReplaceAll(exchanged(vendor, "client", wo), `token_url = "http://127`, `token_url = "http://\u200b127`), "U+200B is character 8"},
		"plain http":        {strings.ReplaceAll(exchanged(vendor, "client", wo), `token_url = "http://127.0.0.1`, `token_url = "http://login.example.com`), "https"},
		"secret parameter":  {exchanged(vendor, "client", wo, `parameters = { client_secret = "canary-parameter" }`), "parameters are stored in state"},
		"scope parameter":   {exchanged(vendor, "client", wo, `parameters = { scope = "x" }`), "oauth2.parameters must not have scope"},
		"grant of users":    {exchanged(vendor, "client", wo, `parameters = { grant_type = "refresh_token" }`), "must not have a grant_type of users"},
		"malformed code":    {exchanged(vendor, "client", wo, `rejected_errors = ["two words"]`), "must contain error codes"},
		"two in one header": {exchanged(vendor, "client", wo) + "basic_auth_wo = { username = \"a\", password = \"b\" }\n", "Authorization comes from basic_auth and oauth2"},
		"fixed header":      {exchanged(vendor, "client", wo) + "fixed_headers = { authorization = \"x\" }\n", "Invalid fixed header"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := newWorkspace(t, vendors)
			workspace.Configure(exchangedResource("x", c.body))
			output := workspace.Run("validate")
			expect(t, output, 1, c.want)
			expectSilent(t, output, "canary-parameter", "canary-two")
		})
	}
	expectRequests(t, vendors, "validation", 0)
}

// TestUnknownTokenRequestIsVerifiedAtApply: a plan sends nothing to an address or client
// that it does not know.
func TestUnknownTokenRequestIsVerifiedAtApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	workspace := newWorkspace(t, vendors)
	demo := vendor.Demo()
	body := strings.ReplaceAll(exchanged(vendor, "CLIENT", clientSecretWO(demo["client_secret"])), `"CLIENT"`, "terraform_data.id.output")
	workspace.Configure(fmt.Sprintf("resource \"terraform_data\" \"id\" {\n  input = %q\n}\n", demo["client_id"]) + exchangedResource("x", body))
	expect(t, workspace.Run("plan"), 0, "2 to add")
	wantPaths(t, vendors, "plan with an unknown client")
	expect(t, workspace.Run("apply"), 0, "2 added")
	wantAttributes(t, "applied", workspace.Attributes(customX), map[string]string{"status": "verified"})
	wantPaths(t, vendors, "apply", paypalToken, paypalProbe)
}

// TestCustomDataSourceIsExchanged, with the secret in state, and says what is missing.
func TestCustomDataSourceIsExchanged(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	workspace := newWorkspace(t, vendors)
	demo := vendor.Demo()
	read := func(lines ...string) string {
		return "data \"connector_credential_custom\" \"x\" {" + exchanged(vendor, demo["client_id"], lines...) + "}\noutput \"x\" {\n  value = data.connector_credential_custom.x.status\n}\n"
	}
	workspace.Configure(read(fmt.Sprintf("client_secret = %q", demo["client_secret"])))
	expect(t, workspace.Run("apply"), 0, `x = "verified"`)
	workspace.Configure(read())
	expect(t, workspace.Run("plan"), 1, "The block oauth2 needs client_secret.")
}

// TestMovedCustomClientIsTheSame: the client of a built-in connector keeps id and revision.
func TestMovedCustomClientIsTheSame(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	workspace := newWorkspace(t, vendors)
	demo := vendor.Demo()
	workspace.Configure(exchangedResource("x", exchanged(vendor, demo["client_id"], clientSecretWO(demo["client_secret"]))))
	expect(t, workspace.Run("apply"), 0, "1 added")
	before := workspace.Attributes(customX)
	workspace.Configure("moved {\n  from = connector_credential_custom.x\n  to = connector_credential_paypal.x\n}\n" + declare("paypal", "x", demo))
	expect(t, workspace.Run("apply"), 0, "0 added, 1 changed, 0 destroyed")
	after := workspace.Attributes("connector_credential_paypal.x")
	for _, name := range []string{"id", "secret_revision", "rotated_at"} {
		if fmt.Sprint(after[name]) != fmt.Sprint(before[name]) {
			t.Errorf("%s was %v and is %v", name, before[name], after[name])
		}
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestCustomClientBesideHeaders: headers that are stored, or ignored, need no client
// secret where state has none, and removing the client is a rotation like adding it.
func TestCustomClientBesideHeaders(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	demo := vendor.Demo()
	wo := clientSecretWO(demo["client_secret"])
	for name, headers := range map[string]string{
		"stored":     `headers = { "X-Tenant" = "example-tenant" }`,
		"write-only": `headers_wo = { "X-Tenant" = "example-tenant" }`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := newWorkspace(t, vendors)
			configure := func(clientID, secret string, lines ...string) {
				workspace.Configure(exchangedResource("x", exchanged(vendor, clientID, secret), append(lines, headers)...))
			}
			configure(demo["client_id"], wo)
			expect(t, workspace.Run("apply"), 0, "1 added")
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			expect(t, workspace.Run("apply", "-refresh-only"), 0)
			first, _ := workspace.Attributes(customX)["secret_revision"].(float64)

			configure("other-client", clientSecretWO("other-secret"), `description = "other"`, "lifecycle {\n ignore_changes = [oauth2]\n}")
			expect(t, workspace.Run("apply"), 0, "1 changed")
			wantAttributes(t, "ignored", workspace.Attributes(customX), map[string]string{"status": "verified", "description": "other", "secret_revision": fmt.Sprint(first)})

			withHeaders := fmt.Sprintf("resource \"connector_credential_custom\" \"x\" {\n  name = \"x\"\n  base_url = %q\n  %s\n  verification = { plan = \"off\", apply = \"off\" }\n%s\n}\n", vendor.BaseURL(), headers, meProbe)
			workspace.Configure(withHeaders)
			expect(t, workspace.Run("apply"), 0, "1 changed")
			if got, _ := workspace.Attributes(customX)["secret_revision"].(float64); got != first+1 {
				t.Errorf("without the client, secret_revision is %v, want %v", got, first+1)
			}
		})
	}
}

// TestTokenEndpointOfACustomCredentialFails: each failure is that of the token endpoint,
// sends no probe, and leaves state as it is.
func TestTokenEndpointOfACustomCredentialFails(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	demo := vendor.Demo()
	workspace := newWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	workspace.Env["CONNECTOR_REQUEST_TIMEOUT"] = "3s"
	workspace.Configure(exchangedResource("x", exchanged(vendor, demo["client_id"], clientSecretWO(demo["client_secret"]))))
	for fault, says := range map[string]string{
		"server_error":                           "returned HTTP 500",
		"timeout":                                "did not respond in time",
		"html":                                   "HTTP 200 without an access token",
		"forbidden_html":                         "A firewall, proxy or gateway in front of",
		"redirect=https://elsewhere.example.com": "redirects to another address",
	} {
		parsed, err := sandbox.ParseFault(fault)
		if err != nil {
			t.Fatal(err)
		}
		vendor.BreakPath(paypalToken, parsed)
		expect(t, workspace.Run("plan"), 0, "could not be verified", says)
		expect(t, workspace.Run("apply"), 1, "could not be verified", says, "Nothing was saved.")
		wantPaths(t, vendors, fault, paypalToken, paypalToken, paypalToken)
	}
	vendor.Mend()
	expect(t, workspace.Run("apply"), 0, "1 added")
	vendor.BreakPath(paypalProbe, sandbox.Fault{Name: "server_error"})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "returned HTTP 500")
}

// TestRejectedErrorsOfACustomCredentialReject: the same response is inconclusive for a
// credential that does not list its code.
func TestRejectedErrorsOfACustomCredentialReject(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paypal")
	workspace := newWorkspace(t, vendors)
	body := func(lines ...string) string {
		return exchanged(vendor, "client", append(lines, clientSecretWO("x"), `parameters = { audience = "x" }`)...)
	}
	workspace.Configure(exchangedResource("x", body()))
	expect(t, workspace.Run("plan"), 0, "could not be verified", "HTTP 400 with the error invalid_request")
	workspace.Configure(exchangedResource("x", body()) + exchangedResource("y", body(`rejected_errors = ["invalid_request"]`)))
	expect(t, workspace.Run("plan"), 1, `rejected the credential "y"`, `the credential "x" could not be verified`)
}
