package provider

import (
	"fmt"
	"strings"
	"testing"
)

// reportingProbe is a probe of a custom credential that declares everything.
const reportingProbe = `probe {
    path          = "/v1/me"
    accepted_when = "account.id"
    account       = { id = "account.id" }
    scopes        = "permissions"
    expires_at    = "valid_until"
    environment   = "production"
  }`

// TestCustomCredentialDeclaresWhatItsVendorReports, and has all requirements.
func TestCustomCredentialDeclaresWhatItsVendorReports(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	acme := vendors.Acme()
	workspace := newWorkspace(t, vendors)
	acme.Report(acme.Demo(), map[string]any{"permissions": []any{"write", "read", "read"}, "valid_until": "2100-06-01", "production": true})
	configure := func(lines ...string) {
		workspace.Configure(custom(vendors, "x", append([]string{acmeHeaders(vendors), reportingProbe}, lines...)...))
	}
	configure(`required_scopes = ["read", "admin"]`, `required_environment = "test"`, `required_account = { id = "1" }`)
	expect(t, workspace.Run("plan"), 1, `has the id "90071992547409931" instead of "1"`, "environment is live instead of test", "lacks the required scope admin, and has read, write.")
	configure(`required_scopes = ["read"]`, `required_environment = "live"`, `required_account = { id = "90071992547409931" }`, `expiry_warning = "24h"`)
	expect(t, workspace.Run("apply"), 0, "1 added")
	wantReported(t, workspace, customX, map[string]string{
		"status": "verified", "scopes": "[read write]", "expires_at": "2100-06-01T00:00:00Z", "environment": "live",
	})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expectRequests(t, vendors, "plan, apply and plan in five processes", 4)

	// Without the expressions nothing is reported, and nothing can be required.
	workspace.Configure(custom(vendors, "y", acmeHeaders(vendors), `required_environment = "live"`))
	expect(t, workspace.Run("plan"), 0, "could not be verified", "The response does not report environment.", "Declare environment in the block probe, or remove the requirement.")
	workspace.Configure(custom(vendors, "y", acmeHeaders(vendors), `required_scopes = ["read"]`, `required_account = { id = "90071992547409931", role = "admin" }`,
		"probe {\n path = \"/v1/me\"\n accepted_when = \"account.id\"\n account = { id = \"account.id\" }\n }"))
	expect(t, workspace.Run("plan"), 0, "does not report scopes, account.role.", "Declare scopes and account.role in the block probe, or remove the requirement.")
	// What is declared and missing depends on the key.
	acme.Report(acme.Demo(), map[string]any{"permissions": nil})
	workspace.Configure(custom(vendors, "y", acmeHeaders(vendors), reportingProbe, `required_scopes = ["read"]`))
	expect(t, workspace.Run("plan"), 0, "does not report scopes.", "Correct scopes in the block probe, use a kind of key")
	// A HEAD has no body.
	workspace.Configure(custom(vendors, "z", acmeHeaders(vendors), "probe {\n path = \"/v1/me\"\n method = \"HEAD\"\n scopes = \"permissions\"\n }"))
	expect(t, workspace.Run("validate"), 1, "HEAD")
}

// TestReportRepeatsNoSecret: a vendor that sends the key back in its scopes.
func TestReportRepeatsNoSecret(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	attio := vendors.Vendor("attio")
	workspace := newWorkspace(t, vendors)
	fields := canaries(attio, "scopes")
	attio.Issue(fields)
	attio.Report(fields, map[string]any{"scope": "record_permission:read key:" + fields["access_token"], "workspace_name": fields["access_token"]})
	workspace.Configure(declare("attio", "x", fields))
	expect(t, workspace.Run("apply"), 0)
	wantReported(t, workspace, attioX, map[string]string{"scopes": "[record_permission:read]"})
	workspace.Configure(declare("attio", "x", fields, `required_scopes = ["other"]`, `required_account = { name = "other" }`))
	expect(t, workspace.Run("plan"), 1, "lacks the required scope other")
	searchSecrets(t, workspace, []map[string]string{fields}, nil)
}

// TestReadingsRequireAndReport: a data source and an ephemeral resource.
func TestReadingsRequireAndReport(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	attio := vendors.Vendor("attio")
	setFields(workspace, attio, attio.Demo())
	attio.Report(attio.Demo(), map[string]any{"exp": 1767225600})

	workspace.Configure(fromEnvironment("attio", `required_scopes = ["user_management:read"]`))
	expect(t, workspace.Run("plan"), 1, "Attio: the credential of this data source does not meet its requirements", "allow_unverified = true")
	workspace.Configure(fromEnvironment("attio", `required_scopes = ["user_management:read"]`, `allow_unverified = true`))
	expect(t, workspace.Run("apply"), 0)
	wantAttributes(t, "data source", dataAttributes(t, workspace, "attio"), map[string]string{
		"status": "insufficient", "status_reason": "missing_scope", "verified_at": "<nil>", "auth_scheme": "bearer",
		"scopes": "[object_configuration:read record_permission:read]", "expires_at": "2026-01-01T00:00:00Z", "environment": "<nil>",
	})
	workspace.Configure(fromEnvironment("attio", `required_scopes = ["record_permission:read"]`))
	expect(t, workspace.Run("apply"), 0, "Attio: the credential of this data source has expired")
	workspace.Configure(fromEnvironment("attio", `expiry_warning = "0s"`))
	expectSilent(t, workspace.Run("plan"), "has expired")

	ephemeral := func(lines ...string) string {
		return "ephemeral \"connector_credential_attio\" \"x\" {\n" + strings.Join(lines, "\n") + "\n}\n" +
			"resource \"consumer_request\" \"x\" {\n  url = \"http://127.0.0.1:9\"\n  headers_wo = ephemeral.connector_credential_attio.x.headers\n  headers_wo_version = 1\n}\n"
	}
	workspace.Configure(ephemeral(`required_account = { id = "other" }`))
	expect(t, workspace.Run("plan"), 1, "Attio: the credential of this ephemeral resource does not meet its requirements")
	workspace.Configure(ephemeral(`required_account = { id = "other" }`, `allow_unverified = true`) + `
check "scopes" {
  assert {
    condition     = ephemeral.connector_credential_attio.x.status_reason != "wrong_account" || length(ephemeral.connector_credential_attio.x.scopes) != 2
    error_message = "The key has other scopes."
  }
}
`)
	expect(t, workspace.Run("plan"), 0, "Check block assertion failed")
}

// TestImportedCredentialHasNoRequirements until its configuration sets them, and then
// counts as changed.
func TestImportedCredentialHasNoRequirements(t *testing.T) {
	t.Parallel()
	_, workspace, configure := attio(t)
	configure()
	expect(t, workspace.Run("import", attioX, "attio-x"), 0)
	wantReported(t, workspace, attioX, map[string]string{"status": "unverified", "scopes": "<nil>", "required_scopes": "<nil>"})
	configure(`required_scopes = ["user_management:read"]`)
	expect(t, workspace.Run("plan"), 1, "does not meet its requirements")
	configure(`required_scopes = ["record_permission:read"]`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
}

// TestRefreshWritesWhatIsReported of a credential whose secret is in state.
func TestRefreshWritesWhatIsReported(t *testing.T) {
	t.Parallel()
	vendors, workspace, _ := attio(t)
	demo := vendors.Vendor("attio").Demo()
	workspace.Configure(fmt.Sprintf("resource \"connector_credential_attio\" \"x\" {\n  name = \"attio-x\"\n  access_token = %q\n  required_scopes = [\"record_permission:read\"]\n}\n", demo["access_token"]))
	expect(t, workspace.Run("apply"), 0)
	vendorReports(vendors, "attio", "scope", "record_permission:read other:read")
	expect(t, workspace.Run("refresh"), 0)
	wantReported(t, workspace, attioX, map[string]string{"status": "verified", "scopes": "[other:read record_permission:read]"})
	vendorReports(vendors, "attio", "scope", "other:read")
	expect(t, workspace.Run("refresh"), 0)
	wantReported(t, workspace, attioX, map[string]string{"status": "insufficient", "status_reason": "missing_scope", "scopes": "[other:read]"})
}

// TestSavedPlanWithRequirements is applied as it is.
func TestSavedPlanWithRequirements(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure(`required_scopes = ["record_permission:read"]`)
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	expect(t, workspace.Run("apply", "saved.tfplan"), 0, "1 added")
	// What the vendor reports may differ between the two.
	configure(`required_scopes = ["record_permission:read"]`, `description = "other"`)
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	vendorReports(vendors, "attio", "scope", "record_permission:read-write")
	expect(t, workspace.Run("apply", "saved.tfplan"), 0, "1 changed")
	wantReported(t, workspace, attioX, map[string]string{"scopes": "[record_permission:read-write]"})
}

// TestRequirementsOfAModule: from a variable that can be empty.
func TestRequirementsOfAModule(t *testing.T) {
	t.Parallel()
	vendors, workspace, _ := attio(t)
	workspace.Configure("variable \"scopes\" {\n  type    = set(string)\n  default = []\n}\n" + declare("attio", "x", vendors.Vendor("attio").Demo(), "required_scopes = var.scopes"))
	expect(t, workspace.Run("apply"), 0, "1 added")
	workspace.Env["TF_VAR_scopes"] = `["Record_permission:read"]`
	expect(t, workspace.Run("plan"), 1, "lacks the required scope Record_permission:read, and has object_configuration:read, record_permission:read.")
	workspace.Env["TF_VAR_scopes"] = `["record_permission:read"]`
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0)
}

// TestRequirementsMoveWithACustomCredential to a built-in connector, and a new one that
// the key does not meet stops the move before anything is saved.
func TestRequirementsMoveWithACustomCredential(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("attio")
	token := vendor.Demo()["access_token"]
	workspace := newWorkspace(t, vendors)
	workspace.Configure(fmt.Sprintf(`
resource "connector_credential_custom" "x" {
  name            = "crm"
  base_url        = %q
  headers_wo      = { Authorization = "Bearer %s" }
  required_scopes = ["record_permission:read"]
  probe {
    path          = "/v2/self"
    accepted_when = "workspace_id"
    scopes        = "scope"
  }
}
`, vendor.BaseURL(), token))
	expect(t, workspace.Run("apply"), 0, "1 added")
	before := workspace.Attributes(customX)
	move := func(scopes string) {
		workspace.Configure("moved {\n  from = connector_credential_custom.x\n  to = connector_credential_attio.x\n}\n" +
			declare("attio", "x", vendor.Demo(), `required_scopes = [`+scopes+`]`))
	}
	move(`"record_permission:read", "user_management:read"`)
	expect(t, workspace.Run("apply"), 1, "lacks the required scope user_management:read")
	if got := workspace.Attributes(customX)["id"]; got != before["id"] {
		t.Errorf("after a move that failed, the custom credential has the id %v", got)
	}
	move(`"record_permission:read"`)
	expect(t, workspace.Run("apply"), 0, "0 added, 1 changed, 0 destroyed")
	wantAttributes(t, "moved", workspace.Attributes(attioX), map[string]string{
		"status": "verified", "id": fmt.Sprint(before["id"]), "secret_revision": fmt.Sprint(before["secret_revision"]), "required_scopes": "[record_permission:read]",
	})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}
