package provider

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// buildPolicyEngine builds the engine and returns its path.
func buildPolicyEngine(t *testing.T) string {
	t.Helper()
	engine := filepath.Join(t.TempDir(), "opa")
	command := exec.CommandContext(t.Context(), "go", "build", "-o", engine, ".")
	command.Dir = "../../tools/opa"
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("the policy engine could not be built: %v\n%s", err, output)
	}
	return engine
}

// policyDenials evaluates the example of a policy on a plan in JSON.
func policyDenials(t *testing.T, engine string, workspace *clitest.Workspace) string {
	t.Helper()
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	plan := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(plan, []byte(workspace.Run("show", "-json", "saved.tfplan").Stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	policy := filepath.Join(examples, "ci/policy/credentials.rego")
	command := exec.CommandContext(t.Context(), engine, "-data", policy, "-input", plan, "data.credentials.deny[_]")
	output, err := command.CombinedOutput()
	if denied := err != nil; denied != strings.Contains(string(output), "connector_credential_") {
		t.Fatalf("%v\n%s", err, output)
	}
	return string(output)
}

// TestExampleOfAPolicyFindsWhatThePlanContains runs the policy with the real engine.
func TestExampleOfAPolicyFindsWhatThePlanContains(t *testing.T) {
	t.Parallel()
	engine := buildPolicyEngine(t)
	vendors := startSandbox(t, noLimits())
	github, stripe := vendors.Vendor("github"), vendors.Vendor("stripe")
	workspace := newWorkspace(t, vendors)
	configure := func(requiredScopes, ofStripe string) {
		t.Helper()
		workspace.Configure(declare("github", "x", github.Demo(), "required_scopes = "+requiredScopes) + declare("stripe", "x", stripe.Demo(), ofStripe))
	}
	expectDenied := func(messages ...string) {
		t.Helper()
		denied := policyDenials(t, engine, workspace)
		if got := strings.Count(denied, "connector_credential_"); got != len(messages) {
			t.Errorf("the policy denies %d, want %d:\n%s", got, len(messages), denied)
		}
		for _, message := range messages {
			if !strings.Contains(denied, message) {
				t.Errorf("the policy does not deny %q:\n%s", message, denied)
			}
		}
	}
	configure(`["read:org", "repo"]`, `required_environment = "test"`)
	expectDenied()
	expect(t, workspace.Run("apply"), 0, "2 added")
	expectDenied()

	soon := time.Now().Add(72 * time.Hour).UTC().Format("2006-01-02 15:04:05 UTC")
	github.Report(github.Demo(), map[string]any{"X-OAuth-Scopes": "repo, delete_repo", "Github-Authentication-Token-Expiration": soon})
	configure(`["repo"]`, "")
	expect(t, workspace.Run("apply"), 0)
	expectDenied("connector_credential_github.x has the scope delete_repo", "connector_credential_github.x expires at 20",
		"connector_credential_stripe.x has no required_environment")

	later := time.Now().Add(720 * time.Hour).UTC().Format("2006-01-02 15:04:05 UTC")
	github.Report(github.Demo(), map[string]any{"X-OAuth-Scopes": "repo", "Github-Authentication-Token-Expiration": later})
	configure(`["repo"]`, `required_environment = "test"`)
	expect(t, workspace.Run("apply", "-replace=connector_credential_github.x"), 0)
	github.Report(github.Demo(), map[string]any{"X-OAuth-Scopes": "read:org"})
	expectDenied("connector_credential_github.x is insufficient (missing_scope)")
}
