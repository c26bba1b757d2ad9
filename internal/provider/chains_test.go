package provider

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// chainWorkspace has one of the chains of examples, and the vendors' demo
// credentials as variables and in the environment.
func chainWorkspace(t *testing.T, vendors *sandbox.Sandbox, name string) *clitest.Workspace {
	t.Helper()
	workspace := exampleWorkspace(t, vendors)
	for _, vendor := range vendors.Vendors() {
		setFields(workspace, vendor, vendor.Demo())
	}
	workspace.Copy(filepath.Join(examples, "chains", name))
	return workspace
}

// expectSettled applies, and expects the next plan to be empty.
func expectSettled(t *testing.T, workspace *clitest.Workspace, says string) {
	t.Helper()
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	expect(t, workspace.Run("apply", "saved.tfplan"), 0, says)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestChainFromAFileAndAnEphemeralResource(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := chainWorkspace(t, vendors, "secret-from-file")
	workspace.Trace = true
	secret := filepath.Join(t.TempDir(), "precoro-token")
	if err := os.WriteFile(secret, []byte(vendors.Vendor("precoro").Demo()["api_token"]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace.Env["TF_VAR_token_file"] = secret
	expectSettled(t, workspace, "2 added")
	searchSecrets(t, workspace, []map[string]string{vendors.Vendor("precoro").Demo(), vendors.Vendor("clari_copilot").Demo()}, nil)
}

// TestChainOfALateToken: the token is exchanged after what takes long.
func TestChainOfALateToken(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := chainWorkspace(t, vendors, "late-token")
	workspace.Trace = true
	expectSettled(t, workspace, "2 added")
	searchSecrets(t, workspace, []map[string]string{vendors.Vendor("salesforce").Demo(), issuedTokens(vendors)}, nil)
}

func TestChainOfRotation(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := chainWorkspace(t, vendors, "rotation")
	expectSettled(t, workspace, "3 added")
	workspace.Env["TF_VAR_paymo_api_key"] = vendors.Vendor("paymo").CreateKey()["api_key"]
	expectSettled(t, workspace, "1 added, 2 changed, 1 destroyed")
}

func TestChainOfTheDriftCheckTurnsARevokedKeyIntoAWarning(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := chainWorkspace(t, vendors, "drift-check")
	expectSettled(t, workspace, "")
	for _, vendor := range vendors.Vendors() {
		vendor.Revoke(vendor.Demo())
	}
	output := workspace.Run("plan")
	expect(t, output, 0, "Check block assertion failed")
	for _, name := range exampleConnectors {
		definition, _ := catalog.ByType(name)
		expect(t, output, 0, definition.Title+" does not accept")
	}
	expectSilent(t, output, "Error:")
}

func TestChainOfSeveralCompaniesWithTwoAliases(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	precoro := vendors.Vendor("precoro")
	for _, company := range []string{"north", "south"} {
		precoro.Issue(map[string]string{"api_token": "sandbox-" + company + "-not-a-secret", "user_email": company + "@example.com"})
	}
	workspace := chainWorkspace(t, vendors, "companies")
	workspace.Env["TF_VAR_companies"] = `{"north":"north@example.com","south":"south@example.com"}`
	workspace.Env["TF_VAR_critical_companies"] = `["north"]`
	workspace.Env["TF_VAR_precoro_api_tokens"] = `{"north":"sandbox-north-not-a-secret","south":"sandbox-south-not-a-secret"}`
	expectSettled(t, workspace, "2 added")
}

func TestChainThroughAModule(t *testing.T) {
	t.Parallel()
	workspace := chainWorkspace(t, startSandbox(t, noLimits()), "module")
	expect(t, workspace.Run("get"), 0)
	expectSettled(t, workspace, "3 added")
}

func TestChainOfRequirements(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := chainWorkspace(t, vendors, "requirements")
	expectSettled(t, workspace, "2 added")
	vendorReports(vendors, "attio", "scope", "object_configuration:read")
	expect(t, workspace.Run("plan"), 0, "Warning: Attio", "lacks the required scope record_permission:read")
	workspace.Env["TF_VAR_environment"] = "live"
	expect(t, workspace.Run("plan"), 1, "Error: Stripe", "Its environment is test instead of live.")
}

func TestChainOfAnImport(t *testing.T) {
	t.Parallel()
	workspace := chainWorkspace(t, startSandbox(t, noLimits()), "import")
	expectSettled(t, workspace, "1 imported, 0 added, 1 changed")
}

func TestChainOfTestsWithAMockedProviderNeedsNoVendor(t *testing.T) {
	t.Parallel()
	workspace := clitest.New(t)
	workspace.Copy(filepath.Join(examples, "chains", "mocked-tests"))
	expect(t, workspace.Run("test"), 0, "3 passed, 0 failed")
}

// TestChainOfTestsWithTheSandbox runs the module's own tests against the vendors in miniature.
func TestChainOfTestsWithTheSandbox(t *testing.T) {
	t.Parallel()
	workspace := chainWorkspace(t, startSandbox(t, noLimits()), "sandbox-tests")
	expect(t, workspace.Run("test"), 0, "3 passed, 0 failed")
}

// TestChainFromTheHTTPDataSource warns of a revoked key, continues during an
// outage, and stores nothing.
func TestChainFromTheHTTPDataSource(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	paymo := vendors.Vendor("paymo")
	workspace := chainWorkspace(t, vendors, "from-http")
	expectSettled(t, workspace, "0 added")
	paymo.Break(sandbox.Fault{Name: "unavailable"})
	expectSilent(t, workspace.Run("plan"), "Error:", "Warning: Check block assertion failed")
	paymo.Mend()
	paymo.Revoke(paymo.Demo())
	expect(t, workspace.Run("plan"), 0, "Check block assertion failed", "Paymo rejected the key")
	searchSecrets(t, workspace, []map[string]string{paymo.Demo()}, nil)
}
