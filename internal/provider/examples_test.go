package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const examples = "../../examples"

// exampleConnectors are the connectors of the examples that show several at once. New
// connectors are not added, so that the examples stay short.
var exampleConnectors = []string{"precoro", "paymo", "clari_copilot", "resci", "customerly"}

// exampleWorkspace sets the variables of the examples to the sandbox's demo credentials.
func exampleWorkspace(t *testing.T, vendors *sandbox.Sandbox) *clitest.Workspace {
	t.Helper()
	workspace := newWorkspace(t, vendors)
	for _, vendor := range vendors.Vendors() {
		for field, value := range vendor.Demo() {
			workspace.Env["TF_VAR_"+vendor.Name()+"_"+field] = value
		}
	}
	workspace.Env["TF_VAR_acme_base_url"] = vendors.Acme().BaseURL()
	workspace.Env["TF_VAR_acme_api_key"] = vendors.Acme().Demo()["api_key"]
	return workspace
}

// TestEveryConnectorHasAnExampleThatAppliesAndImports has all of them in one
// configuration, so that a connector costs no run of the CLI.
func TestEveryConnectorHasAnExampleThatAppliesAndImports(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	folder := func(definition *connector.Definition) string {
		return filepath.Join(examples, "resources", "connector_credential_"+definition.Type)
	}
	workspace, imported := exampleWorkspace(t, vendors), exampleWorkspace(t, vendors)
	for _, definition := range catalog.All() {
		workspace.CopyAs(definition.Type+"-", folder(definition), "resource.tf")
		imported.CopyAs(definition.Type+"-", folder(definition), "resource.tf", "import-by-string-id.tf")
	}
	count := len(catalog.All())
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", count))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	expect(t, imported.Run("apply"), 0, fmt.Sprintf("%d imported, 0 added, %d changed", count, count))
	expect(t, imported.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestCustomExampleAppliesAndImports: it shows two credentials, of vendors that
// reject in different ways.
func TestCustomExampleAppliesAndImports(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(examples, "resources", "connector_credential_custom")
	vendors := startSandbox(t, noLimits())

	workspace := exampleWorkspace(t, vendors)
	workspace.Copy(folder, "resource.tf", "legacy.tf")
	expect(t, workspace.Run("apply"), 0, "2 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	vendors.Acme().Revoke(vendors.Acme().Demo())
	rejected := workspace.Run("plan")
	expect(t, rejected, 0, `rejected the credential "acme"`, `rejected the credential "acme-legacy"`, "Settings > API keys")
	vendors.Acme().Restore(vendors.Acme().Demo())

	imported := exampleWorkspace(t, vendors)
	imported.Copy(folder, "resource.tf", "legacy.tf", "import-by-string-id.tf")
	expect(t, imported.Run("apply"), 0, "1 imported, 1 added, 1 changed")
	expect(t, imported.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestEveryReadingHasAnExampleThatApplies has those of all connectors in one
// configuration for each kind.
func TestEveryReadingHasAnExampleThatApplies(t *testing.T) {
	t.Parallel()
	groups := map[string][]string{}
	for _, folder := range []string{"data-sources/connector_catalog", "functions/request_headers", "data-sources/connector_credential_custom", "ephemeral-resources/connector_credential_custom"} {
		groups[folder] = []string{folder}
	}
	for _, definition := range catalog.All() {
		for _, kind := range []string{"data-sources", "ephemeral-resources"} {
			groups[kind] = append(groups[kind], kind+"/connector_credential_"+definition.Type)
		}
	}
	for name, folders := range groups {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := exampleWorkspace(t, vendors)
			for _, vendor := range vendors.Vendors() {
				setFields(workspace, vendor, vendor.Demo())
			}
			for _, folder := range folders {
				workspace.CopyAs(filepath.Base(folder)+"-", filepath.Join(examples, folder), "*.tf")
			}
			expect(t, workspace.Run("apply"), 0)
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			expect(t, workspace.Run("destroy"), 0)
		})
	}
}

func TestExamplesOfNexlaApply(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{
		"nexla", "data-sources/connector_nexla_credential", "data-sources/connector_nexla_credentials", "data-sources/connector_nexla_vendor",
	} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendors.Nexla().Add(sandbox.NexlaCredential{Name: "procurement", VendorName: "precoro_api", TemplateConfig: map[string]string{}})
			workspace := exampleWorkspace(t, vendors)
			workspace.Env["NEXLA_API_URL"] = vendors.Nexla().BaseURL()
			workspace.Env["NEXLA_SERVICE_KEY"] = vendors.Nexla().ServiceKey()
			workspace.Copy(filepath.Join(examples, folder), "*.tf")
			expect(t, workspace.Run("apply"), 0)
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			if folder == "nexla" { // The guide states that an outage does not block it.
				vendors.Nexla().Break(sandbox.Fault{Name: "unavailable"})
				expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "Warning:", "No changes")
				vendors.Nexla().Mend()
			}
			expect(t, workspace.Run("destroy"), 0)
		})
	}
}

func TestNoExampleIsLeftOver(t *testing.T) {
	t.Parallel()
	folders, err := os.ReadDir(filepath.Join(examples, "resources"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"connector_credential_custom": true}
	for _, definition := range catalog.All() {
		known["connector_credential_"+definition.Type] = true
	}
	for _, folder := range folders {
		if !known[folder.Name()] {
			t.Errorf("examples/resources/%s is of no connector", folder.Name())
		}
	}
}

func TestCompleteExampleAppliesAndDestroys(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := exampleWorkspace(t, vendors)
	workspace.Copy(filepath.Join(examples, "complete"), "*.tf")
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", len(exampleConnectors)), `"status" = "verified"`)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expect(t, workspace.Run("destroy"), 0, fmt.Sprintf("%d destroyed", len(exampleConnectors)))
}

func TestProviderExampleIsValid(t *testing.T) {
	t.Parallel()
	workspace := clitest.New(t)
	workspace.Copy(filepath.Join(examples, "provider"), "*.tf")
	workspace.Configure(declare("paymo", "x", map[string]string{"api_key": "example-key"}))
	expect(t, workspace.Run("validate"), 0, "Success")
}
