package provider

import (
	"fmt"
	"regexp"
	"testing"

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

func TestRefusedActionFailsItsApplyWithTheNewestCLI(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	runNewest(t, resource.TestStep{Config: triggered(vendors, "wrong-key"), ExpectError: regexp.MustCompile("ReSci Refuses the Credential")})
}

func TestQueryRunsWithTheNewestCLI(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	hold(vendors)
	provider := fmt.Sprintf("provider \"connector\" {\n  nexla {\n    api_url = %q\n    service_key = %q\n  }\n}\n", vendors.Nexla().BaseURL(), vendors.Nexla().ServiceKey())
	runNewest(t,
		resource.TestStep{Config: provider},
		resource.TestStep{
			Query:             true,
			Config:            provider + "list \"connector_credential_precoro\" \"x\" {\n  provider = connector\n  config {\n    tag = \"terraform\"\n  }\n}\n",
			QueryResultChecks: []querycheck.QueryResultCheck{querycheck.ExpectLength("connector_credential_precoro.x", 2)},
		},
	)
}
