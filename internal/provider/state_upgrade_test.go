package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// firstState is a state as version 0.1.0 wrote it, of the configuration below.
// It is never written anew: users have such states. Its secrets are the
// sandbox's demo values, and its hashes are of these.
const firstState = "state-0.1.0.json"

// sandboxAddress is a placeholder in the state for the address of the sandbox, which
// differs in each run.
const sandboxAddress = "http://127.0.0.1:9"

// TestStateOfTheFirstReleaseIsReadAndPlansEmpty is the promise to users who
// upgrade provider or CLI (the state has no identities): write-only secrets are known by their hashes, stored ones by
// themselves, and nothing is created or changed in Nexla.
func TestStateOfTheFirstReleaseIsReadAndPlansEmpty(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(firstConfiguration(vendors))
	placeFirstState(t, workspace, vendors)
	vendors.Nexla().Add(sandbox.NexlaCredential{Name: "resci-x", VendorName: "resci", Tags: []string{"terraform"}, TemplateConfig: map[string]string{}})
	before := workspace.Attributes("connector_credential_resci.x")

	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expect(t, workspace.Run("plan", "-detailed-exitcode", "-refresh=false"), 0, "No changes")
	// The write-only secret is compared with the hash of then.
	rotated := vendors.Vendor("paymo").CreateKey()
	workspace.Configure(strings.ReplaceAll(firstConfiguration(vendors), vendors.Vendor("paymo").Demo()["api_key"], rotated["api_key"]))
	expect(t, workspace.Run("apply"), 0, "0 added, 1 changed, 0 destroyed")
	if after := workspace.Attributes("connector_credential_paymo.x"); after["secret_revision"] != 2.0 {
		t.Errorf("the revision is %v", after["secret_revision"])
	}
	if after := workspace.Attributes("connector_credential_resci.x"); after["id"] != before["id"] || after["rotated_at"] != before["rotated_at"] {
		t.Errorf("it was %v and is %v", before, after)
	}
	for request := range calls(vendors) {
		if !strings.HasPrefix(request, "GET ") && request != "POST /token" {
			t.Errorf("request to Nexla: %s", request)
		}
	}
	expect(t, workspace.Run("destroy"), 0)
	if left := len(vendors.Nexla().Credentials()); left != 0 {
		t.Errorf("left in Nexla: %d", left)
	}
}

// firstConfiguration has each way to keep a secret, each connector, and Nexla.
func firstConfiguration(vendors *sandbox.Sandbox) string {
	var configuration strings.Builder
	for _, name := range []string{"paymo", "precoro", "clari_copilot", "customerly"} {
		configuration.WriteString(declare(name, "x", vendors.Vendor(name).Demo(), `description = "from the first release"`))
	}
	configuration.WriteString(inNexla(vendors.Vendor("resci"), `tags = ["terraform"]`))
	resci := vendors.Vendor("resci").Demo()["api_key"]
	configuration.WriteString(`
resource "connector_credential_resci" "stored" {
  name    = "stored"
  api_key = "` + resci + `"
}

resource "connector_credential_resci" "versioned" {
  name               = "versioned"
  api_key_wo         = "` + resci + `"
  secrets_wo_version = "7"
  rotate_after       = "876000h"
  verification       = { plan = "strict" }
}

resource "connector_credential_custom" "x" {
  name       = "custom-x"
  base_url   = "` + vendors.Acme().BaseURL() + `"
  headers_wo = { X-Api-Key = "` + vendors.Acme().Demo()["api_key"] + `" }
  probe {
    path    = "/v1/me"
    account = { email = "account.email" }
  }
}
`)
	return configuration.String()
}

// placeFirstState puts the state where the CLI looks for it.
func placeFirstState(t *testing.T, workspace *clitest.Workspace, vendors *sandbox.Sandbox) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", firstState))
	if err != nil {
		t.Fatal(err)
	}
	state := strings.ReplaceAll(string(content), sandboxAddress, vendors.URL())
	if host := os.Getenv("TF_ACC_PROVIDER_HOST"); host != "" {
		state = strings.ReplaceAll(state, "registry.terraform.io", host)
	}
	if err := os.WriteFile(filepath.Join(workspace.Dir, "terraform.tfstate"), []byte(state), 0o600); err != nil {
		t.Fatal(err)
	}
}
