package provider

import (
	"fmt"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestExistingCredentialIsAdoptedAndNotDuplicated(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("customerly")
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "customerly-x", VendorName: "customerly_api", TemplateConfig: map[string]string{}})
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 1, `The credential "customerly-x" exists in Nexla already`, fmt.Sprintf("credential_id = %d", id), fmt.Sprintf("nexla:%d", id))
	if workspace.Attributes("connector_credential_customerly.x") != nil {
		t.Error("a failed create left something in state")
	}
	if calls(vendors)["POST /data_credentials"] != 0 {
		t.Error("a double was made")
	}

	t.Run("by credential_id", func(t *testing.T) {
		workspace.Configure(inNexla(vendor, fmt.Sprintf("credential_id = %d", id)))
		expect(t, workspace.Run("apply"), 0, "1 added")
		if got := savedCredential(t, vendors); got.ID != id || got.VerifiedAt.IsZero() {
			t.Errorf("saved: %+v", got)
		}
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	})
	t.Run("by import", func(t *testing.T) {
		imported := nexlaWorkspace(t, vendors)
		block := fmt.Sprintf("import {\n  to = connector_credential_customerly.x\n  id = \"nexla:%d\"\n}\n", id)
		imported.Configure(declare("customerly", "x", vendor.Demo()) + block)
		expect(t, imported.Run("plan"), 1, "imported from Nexla without a nexla block")
		imported.Configure(inNexla(vendor) + block)
		expect(t, imported.Run("apply"), 0, "1 imported, 0 added, 1 changed")
		expect(t, imported.Run("plan", "-detailed-exitcode"), 0, "No changes")
	})
	t.Run("not another vendor's", func(t *testing.T) {
		other := nexlaWorkspace(t, vendors)
		other.Configure(inNexla(vendors.Vendor("paymo")) + fmt.Sprintf("import {\n  to = connector_credential_paymo.x\n  id = \"nexla:%d\"\n}\n", id))
		expect(t, other.Run("plan"), 1, "belongs to another vendor", "customerly_api")
		other.Configure(inNexla(vendors.Vendor("paymo"), fmt.Sprintf("credential_id = %d", id)))
		expect(t, other.Run("apply"), 1, "belongs to another vendor")
	})
}

func TestTemplateWithoutMatchListsItsParameters(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().SetTemplates("paymo_api", sandbox.NexlaTemplate{
		Name: "odd", Parameters: []sandbox.NexlaParameter{{Name: "secret_thing", DisplayName: "The Secret Thing", Secured: true}},
	})
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendors.Vendor("paymo")))
	expect(t, workspace.Run("apply"), 1, "No matching Nexla template", `In Nexla, the fields do not match`, `Parameters found: "secret_thing" (labelled "The Secret Thing").`,
		"Set parameters in the nexla block to map each field to the name of a parameter.")
	workspace.Configure(inNexla(vendors.Vendor("paymo"), `parameters = { api_key = "secret_thing" }`))
	expect(t, workspace.Run("apply"), 0, "1 added")
	workspace.Configure(inNexla(vendors.Vendor("paymo"), `parameters = { api_kee = "secret_thing" }`))
	expect(t, workspace.Run("validate"), 1, "parameters", "api_key")
	vendors.Nexla().SetTemplates("resci")
	workspace.Configure(inNexla(vendors.Vendor("resci")))
	expect(t, workspace.Run("apply"), 1, `In Nexla, vendor "resci" has no templates. Check vendor_name in the nexla block.`)
}

// TestNexlaDataSourceNamesWhatIdentifiesTooLittleOrTooMuch, offline for Nexla.
func TestNexlaDataSourceNamesWhatIdentifiesTooLittleOrTooMuch(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	// Steps about a nexla block, which what only reads from Nexla does not have.
	inBlock := []string{"in the nexla block", "plan again"}
	for lines, says := range map[string][]string{
		"":                                    {"Invalid choice of id, name and connector", "Neither id nor name is set."},
		"connector = \"paymo\"":               {"Invalid choice of id, name and connector", "Neither id nor name is set."},
		"name = \"x\"":                        {"Invalid choice of id, name and connector", "name is set without connector."},
		"id = -1":                             {"Invalid Attribute Value", "id value must be at least 1"},
		"id = 1\nname = \"x\"":                {"Invalid choice of id, name and connector", "Both id and name are set."},
		"id = 1\nconnector = \"paymo\"":       {"did not find it", "Check id, and whether the owner of the key has access to this credential."},
		"name = \"x\"\nconnector = \"paymo\"": {`0 credentials "x" in Nexla`, "owns no credential with this name for this connector. Check name and connector."},
	} {
		workspace.Configure("data \"connector_nexla_credential\" \"x\" {\n" + lines + "\n}\n")
		output := workspace.Run("plan")
		expect(t, output, 1, says...)
		expectSilent(t, output, inBlock...)
	}
	workspace.Configure("data \"connector_nexla_vendor\" \"x\" {\n  vendor_name = \"acme\"\n}\n")
	output := workspace.Run("plan")
	expect(t, output, 1, "did not find it", "Set vendor_name to the name of the vendor in Nexla")
	expectSilent(t, output, inBlock...)
	workspace.Configure(inNexla(vendors.Vendor("resci")) + "import {\n  to = connector_credential_resci.x\n  id = \"nexla:1\"\n}\n")
	output = workspace.Run("plan")
	expect(t, output, 1, "did not find it", "Check the ID, and whether the owner of the key has access to this credential.")
	expectSilent(t, output, inBlock...)
	workspace.Configure("data \"connector_nexla_vendor\" \"x\" {\n}\n")
	expect(t, workspace.Run("plan"), 1, "Invalid choice of connector and vendor_name", "Neither is set.")
	workspace.Configure("data \"connector_nexla_vendor\" \"x\" {\n  connector = \"paymo\"\n  vendor_name = \"paymo_api\"\n}\n")
	expect(t, workspace.Run("plan"), 1, "Invalid choice of connector and vendor_name", "Both are set.")
}

func TestOtherVendorOrTemplateIsAPlanError(t *testing.T) {
	t.Parallel()
	_, vendor, workspace := savedInNexla(t, "resci")
	for _, line := range []string{`vendor_name = "paymo_api"`, `auth_template_id = 999`, `credential_id = 999999`} {
		workspace.Configure(inNexla(vendor, line))
		expect(t, workspace.Run("plan"), 1, "Another vendor or template in Nexla", "Remove the block, apply, and add it again", "deletes the credential in Nexla")
	}
}

func TestNexlaDataSourcesReturnCredentialsAndVendors(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	vendors.Nexla().Add(sandbox.NexlaCredential{Name: "somebody's", VendorName: "resci", OwnerID: 99, TemplateConfig: map[string]string{}})
	vendors.Nexla().Add(sandbox.NexlaCredential{Name: "another", VendorName: "paymo_api", TemplateConfig: map[string]string{}})
	workspace.Configure(inNexla(vendors.Vendor("resci"), `tags = ["terraform"]`) + `
data "connector_nexla_credential" "by_id" {
  id = connector_credential_resci.x.nexla_credential.id
}
data "connector_nexla_credential" "by_name" {
  name       = "another"
  connector  = "paymo"
}
data "connector_nexla_credentials" "all" {
  depends_on = [connector_credential_resci.x]
}
data "connector_nexla_credentials" "tagged" {
  connector  = "resci"
  tag        = "terraform"
  depends_on = [connector_credential_resci.x]
}
data "connector_nexla_vendor" "precoro" {
  connector = "precoro"
}
output "facts" {
  value = join(" ", [
    data.connector_nexla_credential.by_id.name, data.connector_nexla_credential.by_id.connector, data.connector_nexla_credential.by_name.vendor,
    length(data.connector_nexla_credentials.all.credentials), length(data.connector_nexla_credentials.tagged.credentials),
    join(",", data.connector_nexla_vendor.precoro.auth_templates[0].parameters[*].label),
  ])
}
`)
	expect(t, workspace.Run("apply"), 0, `facts = "resci-x resci paymo_api 2 1 API Token (X-AUTH-TOKEN),User Email"`)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// A listing that shows tags and template is read once, and no credential by itself.
	vendors.Nexla().ListInFull(true)
	workspace.Configure("data \"connector_nexla_credentials\" \"all\" {}\n")
	vendors.ResetRequests()
	expect(t, workspace.Run("apply", "-target=data.connector_nexla_credentials.all"), 0)
	if got := calls(vendors); got["GET /data_credentials/ID"] != 0 {
		t.Errorf("requests: %v", got)
	}
}
