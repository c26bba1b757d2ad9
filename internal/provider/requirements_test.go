package provider

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const attioX = "connector_credential_attio.x"

// attio is a workspace with Attio's demo credential and lines of the resource. Its
// scopes are record_permission:read and object_configuration:read.
func attio(t *testing.T) (vendors *sandbox.Sandbox, workspace *clitest.Workspace, configure func(lines ...string)) {
	t.Helper()
	vendors = startSandbox(t, noLimits())
	workspace = newWorkspace(t, vendors)
	return vendors, workspace, func(lines ...string) {
		workspace.Configure(declare("attio", "x", vendors.Vendor("attio").Demo(), lines...))
	}
}

// vendorReports changes what a vendor reports about its demo credential.
func vendorReports(vendors *sandbox.Sandbox, vendor, name string, value any) {
	v := vendors.Vendor(vendor)
	v.Report(v.Demo(), map[string]any{name: value})
}

// TestWhatAVendorNeverReportsCannotBeRequired: no kind of key helps.
func TestWhatAVendorNeverReportsCannotBeRequired(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure(`required_account = { id = "5a5a0000-0000-4000-8000-00000000a771", email = "a@example.com", role = "admin" }`)
	output := workspace.Run("plan")
	expect(t, output, 0, "The response does not report account.email, account.role.",
		"Attio does not report account.email and account.role for any kind of key: remove the requirement.")
	expectSilent(t, output, "Use a kind of key")
	// The name depends on the key.
	vendorReports(vendors, "attio", "workspace_name", nil)
	configure(`required_account = { name = "x" }`)
	expect(t, workspace.Run("plan"), 0, "does not report account.name.", "Use a kind of key")
}

// wantReported compares attributes of a resource in state.
func wantReported(t *testing.T, workspace *clitest.Workspace, address string, want map[string]string) {
	t.Helper()
	wantAttributes(t, address, workspace.Attributes(address), want)
}

// TestScopesAreReportedAndRequired: the plan of a new credential fails, and names
// everything that is missing and what the key has.
func TestScopesAreReportedAndRequired(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure(`required_scopes = ["user_management:read", "record_permission:read", "Object_configuration:read"]`)
	output := workspace.Run("plan")
	expect(t, output, 1, `Attio: the credential "attio-x" does not meet its requirements`,
		"lacks the required scopes Object_configuration:read, user_management:read, and has object_configuration:read, record_permission:read.",
		"Nothing was changed.", "Grant the missing scopes")
	expectSilent(t, output, "revoked", "rejected")
	expectRequests(t, vendors, "plan", 1)

	configure(`required_scopes = ["record_permission:read"]`)
	expect(t, workspace.Run("apply"), 0, "1 added")
	wantReported(t, workspace, attioX, map[string]string{
		"status": "verified", "scopes": "[object_configuration:read record_permission:read]", "expires_at": "<nil>", "environment": "<nil>",
	})
	expectRequests(t, vendors, "plan and apply, each in a process of its own", 2)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expectRequests(t, vendors, "plan of the unchanged credential", 1)
}

// TestKeyThatLosesAScope: a warning and a planned update for an unchanged credential,
// and the failed apply records what the vendor reports.
func TestKeyThatLosesAScope(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure(`required_scopes = ["record_permission:read"]`)
	expect(t, workspace.Run("apply"), 0)
	before := workspace.Attributes(attioX)
	vendorReports(vendors, "attio", "scope", "object_configuration:read")
	output := workspace.Run("plan", "-detailed-exitcode")
	expect(t, output, 2, "Warning: Attio: the credential \"attio-x\" does not meet its requirements", `"verified" -> "insufficient"`,
		`"accepted" -> "missing_scope"`, "The credential is unchanged, so the plan continues.")
	expectSilent(t, output, `+ scopes`, "revoked")
	expect(t, workspace.Run("apply"), 1, "State records this")
	wantReported(t, workspace, attioX, map[string]string{
		"status": "insufficient", "status_reason": "missing_scope", "scopes": "[object_configuration:read]",
		"verified_at": fmt.Sprint(before["verified_at"]), "secret_revision": fmt.Sprint(before["secret_revision"]),
	})
	// A larger level of the same scope is enough, and ends the warning.
	vendorReports(vendors, "attio", "scope", "record_permission:read-write")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	wantReported(t, workspace, attioX, map[string]string{"status": "verified", "scopes": "[record_permission:read-write]"})
}

// TestReportedValuesAreNoDiff: they are written at the next apply.
func TestReportedValuesAreNoDiff(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure()
	expect(t, workspace.Run("apply"), 0)
	vendorReports(vendors, "attio", "scope", "record_permission:read-write user_management:read")
	vendorReports(vendors, "attio", "exp", 4102444800)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	configure(`description = "other"`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	wantReported(t, workspace, attioX, map[string]string{
		"scopes": "[record_permission:read-write user_management:read]", "expires_at": "2100-01-01T00:00:00Z",
	})
	// Null replaces a value only if the probe that reports it has none.
	vendorReports(vendors, "attio", "exp", nil)
	configure(`description = "third"`)
	expect(t, workspace.Run("apply"), 0)
	wantReported(t, workspace, attioX, map[string]string{"expires_at": "<nil>"})
}

// TestRequirementsThatChange: a new requirement must be met, and a removed one does not
// change the credential.
func TestRequirementsThatChange(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure()
	expect(t, workspace.Run("apply"), 0)
	configure(`required_scopes = ["user_management:read"]`)
	expect(t, workspace.Run("plan"), 1, "Error: Attio: the credential", "-refresh=false")
	configure(`required_scopes = []`, `required_account = {}`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	configure(`required_scopes = ["record_permission:read"]`, `required_account = { id = "5a5a0000-0000-4000-8000-00000000a771", name = null }`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// An outage keeps what state knows if only requirements changed.
	before := workspace.Attributes(attioX)
	vendors.Vendor("attio").Break(mustFault(t, "unavailable"))
	configure(`required_scopes = ["record_permission:read", "object_configuration:read"]`, `verification = { apply = "lenient" }`)
	expect(t, workspace.Run("apply"), 0, "Warning: Attio")
	wantReported(t, workspace, attioX, map[string]string{
		"status": "inconclusive", "scopes": fmt.Sprint(before["scopes"]), "verified_at": fmt.Sprint(before["verified_at"]),
		"auth_scheme": "bearer", "account": fmt.Sprint(before["account"]),
	})
	vendors.Vendor("attio").Mend()

	// Removing a requirement is no change of the credential: a rejection only warns.
	expect(t, workspace.Run("apply"), 0)
	vendors.Vendor("attio").Revoke(vendors.Vendor("attio").Demo())
	configure(`required_scopes = ["record_permission:read"]`, `verification = { apply = "lenient" }`)
	expect(t, workspace.Run("plan"), 0, "Warning: Attio rejected")
}

func mustFault(t *testing.T, text string) sandbox.Fault {
	t.Helper()
	fault, err := sandbox.ParseFault(text)
	if err != nil {
		t.Fatal(err)
	}
	return fault
}

// TestOutageOfTheReportingProbeKeepsItsReason, and is no missing report.
func TestOutageOfTheReportingProbeKeepsItsReason(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure(`required_scopes = ["record_permission:read"]`, `verification = { apply = "lenient" }`)
	vendors.Vendor("attio").Break(mustFault(t, "unavailable"))
	expect(t, workspace.Run("apply"), 0, "could not be verified")
	wantReported(t, workspace, attioX, map[string]string{"status": "inconclusive", "status_reason": "server_error", "account": accountOf()})
}

// accountOf is an account without any attribute, as fmt.Sprint shows it.
func accountOf() string { return "map[email:<nil> id:<nil> name:<nil> organization:<nil> role:<nil>]" }

// TestRequirementThatIsNotReported: a fine-grained token of GitHub has no scopes.
func TestRequirementThatIsNotReported(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	vendorReports(vendors, "github", "X-OAuth-Scopes", nil)
	github := func(policy string) string {
		return declare("github", "x", vendors.Vendor("github").Demo(), `required_scopes = ["repo"]`, `verification = { plan = "`+policy+`", apply = "`+policy+`" }`)
	}
	workspace.Configure(github("strict"))
	expect(t, workspace.Run("plan"), 1, `GitHub: the credential "github-x" could not be verified`, "The response does not report scopes.", "remove the requirement")
	workspace.Configure(github("lenient"))
	expect(t, workspace.Run("apply"), 0, "Warning: GitHub")
	wantReported(t, workspace, "connector_credential_github.x", map[string]string{
		"status": "inconclusive", "status_reason": "not_reported", "verified_at": "<nil>", "auth_scheme": "bearer", "header_names": "[Authorization]",
		"scopes": "<nil>", "expires_at": "2100-06-30T10:15:00Z",
		"account": "map[email:integrations@example.com id:4100001 name:Sandbox Integration organization:<nil> role:<nil>]",
	})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "unchanged credentials could not be verified (not reported)")
	// An empty header is a report.
	vendorReports(vendors, "github", "X-OAuth-Scopes", "")
	lacking := workspace.Run("plan")
	expect(t, lacking, 0, "lacks the required scope repo, and has no scope.", "Personal access tokens.")
	expectSilent(t, lacking, "Fine-grained tokens") // A token of that kind has no scopes to grant.
	vendorReports(vendors, "github", "X-OAuth-Scopes", "repo")
	expect(t, workspace.Run("apply"), 0)
	wantReported(t, workspace, "connector_credential_github.x", map[string]string{"status": "verified", "scopes": "[repo]"})
}

// TestEnvironmentAndAccountTogether: the account decides about the reason, and the
// diagnostic has both. Two probes are needed, one for each.
func TestEnvironmentAndAccountTogether(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	stripe := vendors.Vendor("stripe")
	workspace.Configure(declare("stripe", "x", stripe.Demo(), `required_environment = "live"`, `required_account = { id = "acct_other", email = "PAYMENTS@example.com" }`))
	expect(t, workspace.Run("plan"), 1, `Its account has the id "acct_sandboxexample" instead of "acct_other".`, "Its environment is test instead of live.", "Use a key of the required account")
	expectRequests(t, vendors, "plan", 2)

	workspace.Configure(declare("stripe", "x", stripe.Demo(), `required_environment = "test"`))
	expect(t, workspace.Run("plan"), 0)
	expectRequests(t, vendors, "plan with a requirement that the cheapest probe reports", 1)
	expect(t, workspace.Run("apply"), 0)
	vendors.ResetRequests()
	wantReported(t, workspace, "connector_credential_stripe.x", map[string]string{"environment": "test", "scopes": "<nil>"})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0)
	expectRequests(t, vendors, "plan of the unchanged credential", 1)
	vendorReports(vendors, "stripe", "livemode", true)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, `"accepted" -> "wrong_environment"`)
}

// TestRequirementsThatAreUnknownAtPlan: the known elements are checked, and the apply
// checks the rest.
func TestRequirementsThatAreUnknownAtPlan(t *testing.T) {
	t.Parallel()
	vendors, workspace, _ := attio(t)
	demo := vendors.Vendor("attio").Demo()
	unknown := func(known, later string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"scope\" {\n  input = %q\n}\n", later) +
			declare("attio", "x", demo, fmt.Sprintf("required_scopes = [%q, terraform_data.scope.output]", known))
	}
	workspace.Configure(unknown("user_management:read", "record_permission:read"))
	expect(t, workspace.Run("plan"), 1, "lacks the required scope user_management:read")
	workspace.Configure(unknown("record_permission:read", "user_management:read"))
	expect(t, workspace.Run("plan"), 0, "status = (known after apply)")
	vendors.ResetRequests()
	expect(t, workspace.Run("apply"), 1, "lacks the required scope user_management:read")
	if workspace.Attributes(attioX) != nil {
		t.Error("a failed creation is in state")
	}
	workspace.Configure(unknown("record_permission:read", "object_configuration:read"))
	expect(t, workspace.Run("apply"), 0)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0)
}

// TestExpiryWarnings: one for each credential, from the response or from state.
func TestExpiryWarnings(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	soon := time.Now().Add(100 * time.Hour).Truncate(time.Second)
	vendorReports(vendors, "attio", "exp", soon.Unix())
	configure()
	output := workspace.Run("apply")
	expect(t, output, 0, `Attio: the credential "attio-x" expires soon`, "It expires at "+soon.UTC().Format(time.RFC3339))
	if warnings := strings.Count(output.Text, "expires soon"); warnings != 1 {
		t.Errorf("%d warnings", warnings)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "expires soon")
	// From state without a verification.
	configure(`verification = { plan = "off" }`)
	expect(t, workspace.Run("plan"), 0, "expires soon")
	for _, off := range []string{"0s", "99h"} {
		configure(`expiry_warning = "` + off + `"`)
		expectSilent(t, workspace.Run("plan"), "expires soon")
	}
	configure(`expiry_warning = "-1h"`)
	expect(t, workspace.Run("plan"), 1, "Invalid duration")
	// Past, and rejected: the diagnostic of the rejection has it.
	vendorReports(vendors, "attio", "exp", 1767225600)
	configure(`description = "expired"`)
	expect(t, workspace.Run("apply"), 0, "has expired", "2026-01-01T00:00:00Z, has passed")
	vendors.Vendor("attio").Revoke(vendors.Vendor("attio").Demo())
	output = workspace.Run("plan")
	expect(t, output, 0, "Attio rejected", "Its expires_at, 2026-01-01T00:00:00Z, has passed.")
	expectSilent(t, output, "has expired")
}

// TestAccountThatDrifts: a warning, and no diff.
func TestAccountThatDrifts(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	configure()
	expect(t, workspace.Run("apply"), 0)
	vendorReports(vendors, "attio", "workspace_id", "5a5a0000-0000-4000-8000-00000000b772")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", `Attio: the credential "attio-x" belongs to another account`, "b772")
}

// TestRequirementsAreJudgedPerResource: two resources share a key and its response.
func TestRequirementsAreJudgedPerResource(t *testing.T) {
	t.Parallel()
	vendors, workspace, _ := attio(t)
	demo := vendors.Vendor("attio").Demo()
	workspace.Configure(declare("attio", "x", demo, `required_scopes = ["record_permission:read"]`) + declare("attio", "y", demo, `required_scopes = ["user_management:read"]`) + declare("attio", "z", demo))
	output := workspace.Run("plan")
	expect(t, output, 1, `the credential "attio-y" does not meet its requirements`)
	expectSilent(t, output, `the credential "attio-x" does`, `the credential "attio-z" does`)
	expectRequests(t, vendors, "plan", 1)
}

// TestInsufficientCredentialDoesNotReachNexla, at plan and at apply.
func TestInsufficientCredentialDoesNotReachNexla(t *testing.T) {
	t.Parallel()
	vendors, workspace, configure := attio(t)
	maps := vendors.Nexla()
	workspace.Env["NEXLA_API_URL"], workspace.Env["NEXLA_SERVICE_KEY"] = maps.BaseURL(), maps.ServiceKey()
	configure(`required_scopes = ["user_management:read"]`, `verification = { plan = "off" }`, "nexla {}")
	expect(t, workspace.Run("apply"), 1, "does not meet its requirements", "Nothing was saved.")
	for _, request := range vendors.Requests() {
		if request.Vendor == "nexla" && (request.Method == "POST" || request.Method == "PUT") && !strings.Contains(request.Path, "token") {
			t.Errorf("sent %s %s", request.Method, request.Path)
		}
	}
}

// TestArgumentsOfWhatAConnectorCannotReport are rejected by the CLI itself.
func TestArgumentsOfWhatAConnectorCannotReport(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	for _, c := range [][2]string{
		{"precoro", `required_account = { email = "a@example.com" }`}, {"resci", `required_scopes = []`},
		{"resci", `required_environment = "live"`}, {"stripe", `expiry_warning = "1h"`},
	} {
		workspace.Configure(declare(c[0], "x", vendors.Vendor(c[0]).Demo(), c[1]))
		expect(t, workspace.Run("validate"), 1, "Unsupported argument")
	}
	for argument, says := range map[string]string{
		`required_account = { idd = "1" }`: "required_account", `required_account = { id = "" }`: "required_account",
		`required_scopes = [""]`: "required_scopes",
	} {
		workspace.Configure(declare("attio", "x", vendors.Vendor("attio").Demo(), argument))
		expect(t, workspace.Run("validate"), 1, says)
	}
}
