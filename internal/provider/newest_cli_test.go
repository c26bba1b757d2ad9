package provider

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"
)

// runNewest runs a test case with a CLI that has actions and queries, and skips
// it with any other: TF_ACC_TERRAFORM_PATH names one. What the provider does is
// tested at the protocol in any case.
func runNewest(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	t.Parallel()
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_14_0)},
		Steps:                    steps,
	})
}

// triggered has the creation of a resource invoke the action with a key.
func triggered(vendors *sandbox.Sandbox, key string) string {
	return fmt.Sprintf(`
provider "connector" {
  endpoints = { resci = %q }
}

action "connector_verify" "marketing" {
  config {
    connector = "resci"
    fields    = { api_key = %q }
  }
}

resource "terraform_data" "campaign" {
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.connector_verify.marketing]
    }
  }
}
`, vendors.Vendor("resci").BaseURL(), key)
}

func TestActionRunsWithTheNewestCLI(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	runNewest(t, resource.TestStep{Config: triggered(vendors, vendors.Vendor("resci").Demo()["api_key"])})
}

func TestRejectedActionFailsItsApplyWithTheNewestCLI(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	runNewest(t, resource.TestStep{Config: triggered(vendors, "wrong-key"), ExpectError: regexp.MustCompile("ReSci rejected the credential")})
}

// newestWorkspace is a workspace for what terraform-plugin-testing does not run, and
// the minor version of the CLI. It skips the test with a CLI that has neither actions
// nor queries.
func newestWorkspace(t *testing.T, vendors *sandbox.Sandbox) (workspace *clitest.Workspace, minor int) {
	t.Helper()
	workspace = newWorkspace(t, vendors)
	var major int
	if _, err := fmt.Sscanf(workspace.Run("version").Stdout, "Terraform v%d.%d", &major, &minor); err != nil || major == 1 && minor < 14 {
		t.Skip("this CLI has no actions and no queries")
	}
	return workspace, minor
}

// firstMinorWithoutEphemeral is the minor version from which on -invoke removes
// ephemeral values.
const firstMinorWithoutEphemeral = 16

// TestInvokedActionNeverVerifiesTheEnvironmentWithTheNewestCLI: the variable has
// a key that was revoked, the environment one that is valid.
func TestInvokedActionNeverVerifiesTheEnvironmentWithTheNewestCLI(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace, minor := newestWorkspace(t, vendors)
	workspace.Trace = true
	key := vendors.Vendor("paymo").Demo()["api_key"]
	workspace.Env["PAYMO_API_KEY"] = key
	workspace.Env["TF_VAR_paymo_api_key"] = "revoked-key-not-a-secret"
	workspace.Copy("../../examples/actions/connector_verify")

	output := workspace.Run("apply", "-invoke=action.connector_verify.timesheets_after_change")
	expectSilent(t, output, "verified (accepted)", key, "revoked-key-not-a-secret")
	if minor < firstMinorWithoutEphemeral {
		expect(t, output, 1, "Paymo rejected the credential of this action")
	} else {
		expect(t, output, 1, "Field api_key is null", "-invoke", "PAYMO_API_KEY")
		expectRequests(t, vendors, "an entry that -invoke removed", 0)
	}

	output = workspace.Run("apply", "-invoke=action.connector_verify.timesheets")
	expect(t, output, 0, "api_key is read from the environment variable PAYMO_API_KEY", "verified (accepted)")
	expectSilent(t, output, key)
	vendors.ResetRequests()

	output = workspace.Run("apply")
	expect(t, output, 1, "Paymo rejected the credential of this action")
	expectSilent(t, output, "verified (accepted)", key, "revoked-key-not-a-secret")
	workspace.Env["TF_VAR_paymo_api_key"] = key
	delete(workspace.Env, "PAYMO_API_KEY")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes") // The resource was created, and that is over.
	expect(t, workspace.Run("plan", "-replace=terraform_data.pipeline", "-out=saved.tfplan"), 0, "1 to invoke")
	expect(t, workspace.Run("apply", "saved.tfplan"), 0, "verified (accepted)")
	if leaks := workspace.Leaks(key, nil); len(leaks) > 0 {
		t.Errorf("the key is in %q", leaks)
	}
}

func TestQueryRunsWithTheNewestCLI(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	addListedCredentials(vendors)
	provider := fmt.Sprintf("provider \"connector\" {\n  nexla {\n    api_url = %q\n    service_key = %q\n  }\n}\n", vendors.Nexla().BaseURL(), vendors.Nexla().ServiceKey())
	runNewest(t,
		resource.TestStep{Config: provider},
		resource.TestStep{
			Query:             true,
			Config:            "list \"connector_credential_precoro\" \"x\" {\n  provider = connector\n  config {\n    tag = \"terraform\"\n  }\n}\n",
			QueryResultChecks: []querycheck.QueryResultCheck{querycheck.ExpectLength("connector_credential_precoro.x", 2)},
		},
	)
}

// TestRejectedActionKeepsOrPreventsTheChangeWithTheNewestCLI as the guide says it for
// each event.
func TestRejectedActionKeepsOrPreventsTheChangeWithTheNewestCLI(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	key := vendors.Vendor("resci").Demo()["api_key"]
	for event, c := range map[string]struct {
		kept bool
		next string
	}{
		"before_create": {false, "Actions: 1 invoked"},
		"after_create":  {true, "No changes"},
	} {
		workspace, _ := newestWorkspace(t, vendors)
		configure := func(key string) {
			workspace.Configure(strings.Replace(triggered(vendors, key), "after_create", event, 1))
		}
		configure("wrong-key")
		output := workspace.Run("apply")
		expect(t, output, 1, "ReSci rejected the credential of this action", "Check api_key.")
		expectSilent(t, output, "Nothing was saved")
		if kept := workspace.Attributes("terraform_data.campaign") != nil; kept != c.kept {
			t.Errorf("%s: the resource is in state: %v", event, kept)
		}
		configure(key)
		expect(t, workspace.Run("apply"), 0, c.next)
	}
}

// TestInvokedActionOfAnUnknownProviderFailsWithTheNewestCLI: -invoke does not create what
// the provider's address comes from.
func TestInvokedActionOfAnUnknownProviderFailsWithTheNewestCLI(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace, _ := newestWorkspace(t, vendors)
	address := "resource \"terraform_data\" \"address\" {\n  input = \"" + vendor.BaseURL() + "\"\n}\n"
	workspace.Configure(address + strings.Replace(triggered(vendors, vendor.Demo()["api_key"]), `"`+vendor.BaseURL()+`"`, "terraform_data.address.output", 1))
	output := workspace.Run("apply", "-invoke=action.connector_verify.marketing")
	expect(t, output, 1, "could not be verified", "known only after apply")
	expectSilent(t, output, "unverified")
	expect(t, workspace.Run("apply"), 0, "verified (accepted)")
	expect(t, workspace.Run("apply", "-invoke=action.connector_verify.marketing"), 0, "verified (accepted)")
}
