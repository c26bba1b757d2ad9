package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// meProbe is the probe for the sandbox's vendor for custom credentials, unless
// a test says otherwise.
const meProbe = `
  probe {
    path          = "/v1/me"
    accepted_when = "account.id"
    account       = { id = "account.id", email = "account.email" }
  }`

// custom declares a custom credential at that vendor, with the usual probe where
// no line has one.
func custom(vendors *sandbox.Sandbox, label string, lines ...string) string {
	body := strings.Join(lines, "\n  ")
	if !strings.Contains(body, "probe {") {
		body += meProbe
	}
	if !strings.Contains(body, "base_url") {
		body += fmt.Sprintf("\n  base_url = %q", vendors.Acme().BaseURL())
	}
	return fmt.Sprintf("resource \"connector_credential_custom\" %q {\n  name = \"%s\"\n  %s\n}\n", label, label, body)
}

// acmeHeaders is the argument with the demo key of that vendor.
func acmeHeaders(vendors *sandbox.Sandbox) string {
	return fmt.Sprintf(`headers_wo = { "X-Api-Key" = %q }`, vendors.Acme().Demo()["api_key"])
}

const customX = "connector_credential_custom.x"

// wantAttributes compares some attributes in state, as they print.
func wantAttributes(t *testing.T, what string, got map[string]any, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if printed := fmt.Sprint(got[name]); printed != text {
			t.Errorf("%s: %s = %s, want %s", what, name, printed, text)
		}
	}
}

func TestCustomCredentialHasTheSameLifecycle(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	acme := vendors.Acme()
	workspace := newWorkspace(t, vendors)
	where := `key_menu_path = "Settings > API keys"`
	good := custom(vendors, "x", acmeHeaders(vendors), where)
	other := declare("resci", "x", vendors.Vendor("resci").Demo())

	workspace.Configure(good + custom(vendors, "wrong", `headers_wo = { "X-Api-Key" = "wrong-key" }`, where))
	rejected := workspace.Run("plan")
	host := strings.TrimPrefix(vendors.URL(), "http://")
	expect(t, rejected, 1, "Error: "+host+` rejected the credential "wrong"`, "returned HTTP 401, which is in rejected_status [401], after 1 request.",
		"Check headers. Create a new key at "+host+": Settings > API keys.", customX+" will be created")
	expectRequests(t, vendors, "plan of two", 2)

	workspace.Configure(good + other)
	expect(t, workspace.Run("apply"), 0, "2 added")
	before := workspace.Attributes(customX)
	wantAttributes(t, "created", before, map[string]string{
		"status": "verified", "status_reason": "accepted", "connector": "custom", "auth_scheme": "custom", "header_names": "[X-Api-Key]",
		"headers": "<nil>", "headers_wo": "<nil>", "basic_auth": "<nil>",
		"account": "map[email:integrations@example.com id:90071992547409931 name:<nil> organization:<nil> role:<nil>]",
	})
	expectRequests(t, vendors, "apply of two", 4)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expectRequests(t, vendors, "plan of two", 2)

	acme.Revoke(acme.Demo())
	workspace.Configure(good + strings.Replace(other, `"resci-x"`, `"renamed"`, 1))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "Warning: "+host+` rejected the credential "x"`, "0 to add, 2 to change")
	expect(t, workspace.Run("apply"), 1, "Error: "+host+" rejected", "Modifications complete")
	wantAttributes(t, "rejected", workspace.Attributes(customX), map[string]string{
		"status": "rejected", "status_reason": "invalid_credential", "(tainted)": "false",
		"secret_revision": fmt.Sprint(before["secret_revision"]), "verified_at": fmt.Sprint(before["verified_at"]),
	})
	acme.Restore(acme.Demo())

	acme.Break(sandbox.Fault{Name: "forbidden_html"})
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "strict"
	workspace.Configure(strings.Replace(good, `  name = "x"`, "  name = \"x\"\n  rate_limit = \"5/s\"\n  description = \"new\"", 1))
	// An outage does not block what leaves the credential alone, and a rate is no part of it.
	expect(t, workspace.Run("apply"), 0, "Warning: "+host+`: `, "could not be verified", "1 changed", "1 destroyed")
	wantAttributes(t, "changed in an outage", workspace.Attributes(customX), map[string]string{
		"status": "rejected", "verified_at": fmt.Sprint(before["verified_at"]), "id": fmt.Sprint(before["id"]), "header_names": "[X-Api-Key]",
	})
	acme.Mend()
	expect(t, workspace.Run("destroy"), 0, "1 destroyed")
}

func TestCustomCredentialFollowsThePoliciesInAnOutage(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	acme := vendors.Acme()
	acme.Break(sandbox.Fault{Name: "unavailable", Argument: "86400"})
	workspace := newWorkspace(t, vendors)
	configuration := custom(vendors, "x", acmeHeaders(vendors))
	workspace.Configure(configuration)
	expect(t, workspace.Run("plan"), 0, "Warning: ", "could not be verified", "1 to add")
	expect(t, workspace.Run("apply"), 1, "Error: ", `verification = { apply = "lenient" }`)
	if workspace.Attributes(customX) != nil {
		t.Error("a failed create left something in state")
	}
	workspace.Env["CONNECTOR_VERIFICATION_APPLY"] = "lenient"
	expect(t, workspace.Run("apply"), 0, "1 added")
	created := workspace.Attributes(customX)
	wantAttributes(t, "lenient", created, map[string]string{"status": "inconclusive", "status_reason": "server_error", "header_names": "<nil>"})
	acme.Mend()
	expect(t, workspace.Run("apply"), 0, "1 changed")
	wantAttributes(t, "restored", workspace.Attributes(customX), map[string]string{"status": "verified", "header_names": "[X-Api-Key]", "secret_revision": fmt.Sprint(created["secret_revision"])})

	// Another probe makes it another credential, which is verified again.
	acme.Break(sandbox.Fault{Name: "unavailable"})
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"], workspace.Env["CONNECTOR_MAX_RETRIES"] = "strict", "0"
	workspace.Configure(strings.Replace(configuration, "/v1/me", "/v1/me?full=1", 1))
	expect(t, workspace.Run("plan"), 1, "Error: ", "could not be verified", `verification = { plan = "lenient" }`)

	vendors.ResetRequests()
	workspace.Configure(strings.Replace(configuration, "/v1/me", "/v1/me?full=1", 1) + `provider "connector" { verification = { plan = "off", apply = "off" } }`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expectRequests(t, vendors, "apply while off", 0)
	wantAttributes(t, "off", workspace.Attributes(customX), map[string]string{"status": "unverified", "secret_revision": fmt.Sprint(created["secret_revision"])})
}

func TestCustomSecretIsRotatedByWhateverChangesInIt(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for _, key := range []string{"key-one", "key-two", "key-three"} {
		vendors.Acme().Issue(map[string]string{"api_key": key})
	}
	workspace := newWorkspace(t, vendors)
	const tenant = `{ "X-Tenant" = "example" }`
	basic := func(password string) string {
		return fmt.Sprintf(`{ username = "integrations@example.com", password = %q }`, password)
	}
	var first float64
	for _, step := range []struct {
		what      string
		lines     []string
		rotations float64
		names     string
	}{
		{"created", []string{`headers_wo = { "X-Api-Key" = "key-one" }`}, 0, "[X-Api-Key]"},
		{"another value", []string{`headers_wo = { "X-Api-Key" = "key-two" }`}, 1, "[X-Api-Key]"},
		{"another header", []string{`headers_wo = { "authorization" = "Bearer key-two" }`}, 2, "[authorization]"},
		{"HTTP Basic beside another header", []string{"headers_wo = " + tenant, "basic_auth_wo = " + basic("key-two")}, 3, "[X-Tenant Authorization]"},
		{"another password", []string{"headers_wo = " + tenant, "basic_auth_wo = " + basic("key-three")}, 4, "[X-Tenant Authorization]"},
		{"one of them kept in state", []string{"headers = " + tenant, "basic_auth_wo = " + basic("key-three")}, 4, "[X-Tenant Authorization]"},
		{"both kept in state", []string{"headers = " + tenant, "basic_auth = " + basic("key-three")}, 4, "[X-Tenant Authorization]"},
		{"no header any more", []string{"basic_auth = " + basic("key-three")}, 5, "[Authorization]"},
		{"write-only again", []string{"basic_auth_wo = " + basic("key-three")}, 5, "[Authorization]"},
		{"no HTTP Basic any more", []string{`headers_wo = { "X-Api-Key" = "key-three" }`}, 6, "[X-Api-Key]"},
		{"HTTP Basic kept in state instead", []string{"basic_auth = " + basic("key-three")}, 7, "[Authorization]"},
		{"a version for the first time", []string{`headers_wo = { "X-Api-Key" = "key-three" }`, `secrets_wo_version = "1"`}, 8, "[X-Api-Key]"},
		{"other names under the same version", []string{`headers_wo = { "Authorization" = "Bearer key-three" }`, `secrets_wo_version = "1"`}, 8, "[Authorization]"},
		{"HTTP Basic beside them under the same version", []string{"headers_wo = " + tenant, "basic_auth_wo = " + basic("key-three"), `secrets_wo_version = "1"`}, 8, "[X-Tenant Authorization]"},
		{"another version", []string{"basic_auth_wo = " + basic("key-three"), `secrets_wo_version = "2"`}, 9, "[Authorization]"},
	} {
		workspace.Configure(custom(vendors, "x", step.lines...))
		expect(t, workspace.Run("apply"), 0)
		after := workspace.Attributes(customX)
		if first == 0 {
			first, _ = after["secret_revision"].(float64)
		}
		wantAttributes(t, step.what, after, map[string]string{
			"secret_revision": fmt.Sprint(first + step.rotations), "header_names": step.names, "status": "verified",
		})
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	}
	// Under a version another value alone is no change.
	workspace.Configure(custom(vendors, "x", "basic_auth_wo = "+basic("key-one"), `secrets_wo_version = "2"`))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	// A rejected rotation leaves the old values.
	workspace.Configure(custom(vendors, "x", "basic_auth_wo = "+basic("wrong-key"), `secrets_wo_version = "3"`, `verification = { plan = "off" }`))
	expect(t, workspace.Run("apply"), 1, "Check basic_auth.", "Nothing was saved.")
	wantAttributes(t, "rejected rotation", workspace.Attributes(customX), map[string]string{"secret_revision": fmt.Sprint(first + 9)})
}

// TestFixedHeadersAreSentShownAndVerifiedButNoSecret: a change of them is a changed
// credential and no rotation, in each kind of object.
func TestFixedHeadersAreSentShownAndVerifiedButNoSecret(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	const probe = "probe {\n path = \"/v2/me\"\n accepted_when = \"account.id\"\n }"
	fixed := func(version string) string { return fmt.Sprintf(`fixed_headers = { "X-Acme-Version" = %q }`, version) }
	configure := func(lines ...string) {
		workspace.Configure(custom(vendors, "x", append(lines, acmeHeaders(vendors), probe)...))
	}
	configure()
	expect(t, workspace.Run("apply"), 1, "HTTP 400")
	configure(fixed("2026-11-01"))
	expect(t, workspace.Run("apply"), 0, "X-Acme-Version", "2026-11-01")
	created := workspace.Attributes(customX)
	wantAttributes(t, "created", created, map[string]string{"status": "verified", "header_names": "[X-Api-Key]", "fixed_headers": "map[X-Acme-Version:2026-11-01]"})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// Another version is verified before anything changes.
	configure(fixed("2020-01-01"), `verification = { plan = "off" }`)
	expect(t, workspace.Run("apply"), 1, "HTTP 400")
	wantAttributes(t, "after an apply that failed", workspace.Attributes(customX), map[string]string{"fixed_headers": "map[X-Acme-Version:2026-11-01]"})
	configure(`fixed_headers = { "X-Acme-Version" = "2026-11-01", "X-Other" = "x" }`)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "X-Other")
	expect(t, workspace.Run("apply"), 0)
	wantAttributes(t, "another header", workspace.Attributes(customX), map[string]string{
		"header_names": "[X-Api-Key]", "secret_revision": fmt.Sprint(created["secret_revision"]), "rotated_at": fmt.Sprint(created["rotated_at"]),
	})
	configure(`fixed_headers = {}`, `verification = { plan = "strict" }`)
	expect(t, workspace.Run("plan"), 1, "HTTP 400")

	workspace.Env["TF_VAR_key"] = vendors.Acme().Demo()["api_key"]
	for _, kind := range []string{"data", "ephemeral"} {
		reading := func(version string) string {
			return fmt.Sprintf("variable \"key\" {\n  sensitive = true\n  ephemeral = %t\n}\n%s \"connector_credential_custom\" \"x\" {\n  base_url = %q\n  headers = { \"X-Api-Key\" = var.key }\n  %s\n  %s\n}\n",
				kind == "ephemeral", kind, vendors.Acme().BaseURL(), fixed(version), probe)
		}
		other := newWorkspace(t, vendors)
		other.Env["TF_VAR_key"], other.Env["CONNECTOR_VERIFICATION_PLAN"] = workspace.Env["TF_VAR_key"], "strict"
		other.Configure(reading("2026-11-01"))
		expect(t, other.Run("plan"), 0)
		other.Configure(reading("2020-01-01"))
		expect(t, other.Run("plan"), 1, "HTTP 400")
	}
}

// TestStatusBeyond2xxIsAnAcceptanceWithAProof: some routes give a valid key a 404
// that no other key gets.
func TestStatusBeyond2xxIsAnAcceptanceWithAProof(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	const probe = "probe {\n path = \"/v1/projects/none\"\n accepted_status = [404]\n accepted_when = \"error.message == 'Not found'\"\n }"
	workspace.Configure(custom(vendors, "x", acmeHeaders(vendors), probe))
	expect(t, workspace.Run("apply"), 0)
	wantAttributes(t, "accepted", workspace.Attributes(customX), map[string]string{"status": "verified"})
	workspace.Configure(custom(vendors, "x", `headers_wo = { "X-Api-Key" = "wrong-key" }`, probe))
	expect(t, workspace.Run("plan"), 1, "Error: ", "HTTP 401")
	workspace.Configure(custom(vendors, "y", acmeHeaders(vendors), strings.ReplaceAll(probe, "'Not found'", "\\\"Not found\\\""), `verification = { plan = "strict" }`))
	expect(t, workspace.Run("plan"), 1, "accepted_when", "matched nothing", "is the name of a member, and a text has single quotes: 'Not found'")
}

// TestEmptyMapOfSecretsCountsAsAbsent: modules pass {} for what is not used.
func TestEmptyMapOfSecretsCountsAsAbsent(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	basic := fmt.Sprintf("basic_auth_wo = { username = \"integrations@example.com\", password = %q }", vendors.Acme().Demo()["api_key"])
	for _, lines := range [][]string{{"headers_wo = {}", basic}, {"headers = {}", basic}, {"headers = {}", "headers_wo = {}", basic}, {basic}} {
		workspace.Configure(custom(vendors, "x", lines...))
		expect(t, workspace.Run("apply"), 0)
		wantAttributes(t, fmt.Sprint(lines[:len(lines)-1]), workspace.Attributes(customX), map[string]string{"status": "verified", "header_names": "[Authorization]"})
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	}
	workspace.Configure(custom(vendors, "x", "headers_wo = {}", "basic_auth = {}"))
	expect(t, workspace.Run("plan"), 1, "Missing secret")
}

func TestRefreshVerifiesACustomCredentialOnlyIfAllOfItIsInState(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	acme := vendors.Acme()
	workspace := newWorkspace(t, vendors)
	key := acme.Demo()["api_key"]
	whole := custom(vendors, "x", fmt.Sprintf(`headers = { "X-Api-Key" = %q }`, key))
	partly := custom(vendors, "partly", `headers = { "X-Tenant" = "example" }`, fmt.Sprintf(`basic_auth_wo = { username = "integrations@example.com", password = %q }`, key))
	swapped := custom(vendors, "swapped", `headers_wo = { "X-Tenant" = "example" }`, fmt.Sprintf(`basic_auth = { username = "integrations@example.com", password = %q }`, key))
	workspace.Configure(whole + partly + swapped)
	expect(t, workspace.Run("apply"), 0, "3 added")
	acme.Revoke(acme.Demo())
	vendors.ResetRequests()
	expect(t, workspace.Run("apply", "-refresh-only"), 0)
	expectRequests(t, vendors, "refresh", 1)
	for label, want := range map[string]string{"x": "rejected", "partly": "verified", "swapped": "verified"} {
		wantAttributes(t, label, workspace.Attributes("connector_credential_custom."+label), map[string]string{"status": want})
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "3 to change")
	expectRequests(t, vendors, "plan after it", 2) // The other two are one credential, and refresh and plan share a response.
}
