package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// nexlaWorkspace is a workspace whose provider finds vendors and Nexla.
func nexlaWorkspace(t *testing.T, vendors *sandbox.Sandbox) *clitest.Workspace {
	t.Helper()
	workspace := newWorkspace(t, vendors)
	workspace.Env["NEXLA_API_URL"] = vendors.Nexla().BaseURL()
	workspace.Env["NEXLA_SERVICE_KEY"] = vendors.Nexla().ServiceKey()
	return workspace
}

// inNexla declares the demo credential of a vendor with a block nexla of these lines.
func inNexla(vendor *sandbox.Vendor, lines ...string) string {
	return declare(vendor.Name(), "x", vendor.Demo(), append(append([]string{"nexla {"}, lines...), "}")...)
}

// held returns the one credential that Nexla holds.
func held(t *testing.T, vendors *sandbox.Sandbox) sandbox.NexlaCredential {
	t.Helper()
	all := vendors.Nexla().Credentials()
	if len(all) != 1 {
		t.Fatalf("Nexla holds %d credentials, want 1", len(all))
	}
	return all[0]
}

// calls counts the requests to Nexla by method and path, ids replaced.
func calls(vendors *sandbox.Sandbox) map[string]int {
	counted := map[string]int{}
	for _, request := range vendors.Nexla().Requests() {
		path := request.Path
		for part := range strings.SplitSeq(path, "/") {
			if part != "" && strings.Trim(part, "0123456789") == "" {
				path = strings.Replace(path, part, "ID", 1)
			}
		}
		counted[request.Method+" "+path]++
	}
	return counted
}

// nexlaCredentialOf returns nexla_credential of x in state.
func nexlaCredentialOf(workspace *clitest.Workspace, vendor string) map[string]any {
	object, _ := workspace.Attributes("connector_credential_" + vendor + ".x")["nexla_credential"].(map[string]any)
	return object
}

func TestCredentialOfEachConnectorIsSavedInNexlaAndProbed(t *testing.T) {
	t.Parallel()
	for _, definition := range connector.All() {
		t.Run(definition.Type, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor(definition.Type)
			workspace := nexlaWorkspace(t, vendors)
			workspace.Configure(inNexla(vendor))

			expect(t, workspace.Run("apply"), 0, "1 added")
			saved := held(t, vendors)
			if saved.Name != definition.Type+"-x" || saved.VendorName != definition.NexlaVendor || saved.VerifiedAt.IsZero() {
				t.Errorf("saved: %+v", saved)
			}
			if got, want := slices.Sorted(maps.Values(saved.TemplateConfig)), slices.Sorted(maps.Values(vendor.Demo())); !slices.Equal(got, want) {
				t.Errorf("Nexla has %d values, not those of the credential", len(got))
			}
			state := nexlaCredentialOf(workspace, definition.Type)
			if fmt.Sprint(state["id"]) != fmt.Sprint(saved.ID) || state["verified_at"] == nil || state["verified_status"] != "200 Ok" || state["owner"] == nil {
				t.Errorf("state: %v", state)
			}
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

			expect(t, workspace.Run("destroy"), 0, "1 destroyed")
			if left := vendors.Nexla().Credentials(); len(left) != 0 {
				t.Errorf("left in Nexla: %d", len(left))
			}
		})
	}
}

func TestNexlaIsNotTouchedWithoutABlock(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(allFive(vendors))
	expect(t, workspace.Run("apply"), 0, "5 added")
	if got := calls(vendors); len(got) != 0 {
		t.Errorf("calls: %v", got)
	}
}

func TestVendorsRefusalKeepsTheCredentialOutOfNexla(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
	vendors.Vendor("resci").Revoke(vendors.Vendor("resci").Demo())
	workspace.Configure(inNexla(vendors.Vendor("resci")))
	expect(t, workspace.Run("apply"), 1, "ReSci Refuses")
	if got := calls(vendors); len(got) != 0 {
		t.Errorf("calls: %v", got)
	}
}

func TestRenameSendsNoSecretAndRotationSendsAll(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("precoro")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor, `tags = ["terraform"]`))
	expect(t, workspace.Run("apply"), 0)
	id := held(t, vendors).ID

	vendors.ResetRequests()
	workspace.Configure(strings.Replace(inNexla(vendor, `tags = ["terraform", "finance"]`), `name = "precoro-x"`, "name = \"renamed\"\n  description = \"new\"", 1))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	saved := held(t, vendors)
	if saved.ID != id || saved.Name != "renamed" || saved.Description != "new" || len(saved.Tags) != 2 {
		t.Errorf("saved: %+v", saved)
	}
	if got := calls(vendors); got["PUT /data_credentials/ID"] != 1 || got["GET /data_credentials/ID/probe"] != 0 || got["POST /data_credentials"] != 0 {
		t.Errorf("calls: %v", got)
	}
	for _, request := range vendors.Nexla().Requests() {
		if slices.Contains(request.BodyKeys, "template_config") {
			t.Errorf("a rename sent %v", request.BodyKeys)
		}
	}

	fields := vendor.Mint()
	vendors.ResetRequests()
	configuration := strings.Replace(declare("precoro", "x", fields, "nexla {", `tags = ["terraform", "finance"]`, "}"), `name = "precoro-x"`, "name = \"renamed\"\n  description = \"new\"", 1)
	workspace.Configure(configuration)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	saved = held(t, vendors)
	if saved.ID != id || !slices.Contains(slices.Collect(maps.Values(saved.TemplateConfig)), fields["api_token"]) {
		t.Error("the new secret is not in Nexla under the same id")
	}
	if got := calls(vendors); got["PUT /data_credentials/ID"] != 1 || got["GET /data_credentials/ID/probe"] != 1 {
		t.Errorf("calls: %v", got)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// A tag that is taken out stays in Nexla, which is said once.
	workspace.Configure(strings.Replace(configuration, `["terraform", "finance"]`, `["terraform"]`, 1))
	expect(t, workspace.Run("apply"), 0, "Stay in Nexla", `"finance"`)
	quiet := workspace.Run("plan", "-detailed-exitcode")
	expect(t, quiet, 0, "No changes")
	expectSilent(t, quiet, "Stay in Nexla")
}

func TestDriftInNexlaIsPlannedBack(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	before := workspace.Attributes("connector_credential_paymo.x")

	vendors.Nexla().Rename(held(t, vendors).ID, "renamed in the UI")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, `"renamed in the UI" -> "paymo-x"`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := held(t, vendors).Name; got != "paymo-x" {
		t.Errorf("the name in Nexla is %q", got)
	}

	vendors.Nexla().Remove(held(t, vendors).ID)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	after := workspace.Attributes("connector_credential_paymo.x")
	if after["id"] != before["id"] || after["secret_revision"] != before["secret_revision"] || nexlaCredentialOf(workspace, "paymo")["id"] == nil {
		t.Errorf("state: %v", after)
	}
	held(t, vendors)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestCredentialInUseIsNotDeleted(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	id := held(t, vendors).ID
	vendors.Nexla().Use(id, []int{7001}, []int{8002})
	expect(t, workspace.Run("destroy"), 1, "Is in Use in Nexla", "7001", "8002", "abandon")
	if nexlaCredentialOf(workspace, "paymo")["id"] == nil {
		t.Error("state was lost")
	}

	workspace.Configure(inNexla(vendor, `deletion_policy = "abandon"`))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("destroy"), 0, "1 destroyed")
	if got := held(t, vendors).ID; got != id {
		t.Errorf("Nexla holds %d", got)
	}
}

func TestRemovedBlockIsADestroyOfNexlasHalf(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	workspace.Configure(declare("resci", "x", vendor.Demo()))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if left := len(vendors.Nexla().Credentials()); left != 0 || nexlaCredentialOf(workspace, "resci") != nil {
		t.Errorf("left in Nexla: %d, state: %v", left, nexlaCredentialOf(workspace, "resci"))
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	workspace.Configure(inNexla(vendor)) // Put back.
	expect(t, workspace.Run("apply"), 0, "1 changed")
	held(t, vendors)
}

func TestCredentialThatExistsIsNotDoubledButAdopted(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("customerly")
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "customerly-x", VendorName: "customerly_api", TemplateConfig: map[string]string{}})
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 1, `Credential "customerly-x" Exists in Nexla`, fmt.Sprintf("credential_id = %d", id), fmt.Sprintf("nexla:%d", id))
	if workspace.Attributes("connector_credential_customerly.x") != nil {
		t.Error("a failed create left something in state")
	}
	if calls(vendors)["POST /data_credentials"] != 0 {
		t.Error("a double was made")
	}

	t.Run("by credential_id", func(t *testing.T) {
		workspace.Configure(inNexla(vendor, fmt.Sprintf("credential_id = %d", id)))
		expect(t, workspace.Run("apply"), 0, "1 added")
		if got := held(t, vendors); got.ID != id || got.VerifiedAt.IsZero() {
			t.Errorf("held: %+v", got)
		}
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	})
	t.Run("by import", func(t *testing.T) {
		imported := nexlaWorkspace(t, vendors)
		block := fmt.Sprintf("import {\n  to = connector_credential_customerly.x\n  id = \"nexla:%d\"\n}\n", id)
		imported.Configure(declare("customerly", "x", vendor.Demo()) + block)
		expect(t, imported.Run("plan"), 1, "Imported From Nexla Without a Block")
		imported.Configure(inNexla(vendor) + block)
		expect(t, imported.Run("apply"), 0, "1 imported, 0 added, 1 changed")
		expect(t, imported.Run("plan", "-detailed-exitcode"), 0, "No changes")
	})
	t.Run("not another vendor's", func(t *testing.T) {
		other := nexlaWorkspace(t, vendors)
		other.Configure(inNexla(vendors.Vendor("paymo")) + fmt.Sprintf("import {\n  to = connector_credential_paymo.x\n  id = \"nexla:%d\"\n}\n", id))
		expect(t, other.Run("plan"), 1, "Is Another Vendor's", "customerly_api")
		other.Configure(inNexla(vendors.Vendor("paymo"), fmt.Sprintf("credential_id = %d", id)))
		expect(t, other.Run("apply"), 1, "Is Another Vendor's")
	})
}

func TestLostAnswerToAPostMakesNoDouble(t *testing.T) {
	t.Parallel()
	for name, applied := range map[string]bool{"after it was carried out": true, "before it was carried out": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := nexlaWorkspace(t, vendors)
			workspace.Configure(inNexla(vendors.Vendor("paymo")))
			vendors.Nexla().LoseAnswers(1, applied, "POST")
			output := workspace.Run("apply")
			if applied {
				expect(t, output, 0, "1 added")
				held(t, vendors)
			} else {
				expect(t, output, 1, "answer was lost")
				if left := len(vendors.Nexla().Credentials()); left != 0 || workspace.Attributes("connector_credential_paymo.x") != nil {
					t.Errorf("left in Nexla: %d", left)
				}
			}
			if got := calls(vendors)["POST /data_credentials"]; got != 1 {
				t.Errorf("%d POSTs", got)
			}
		})
	}
}

func TestProbeThatSaysNoUndoesACreateAndMarksAnUpdate(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	workspace := nexlaWorkspace(t, vendors)
	refuse := func(sandbox.NexlaCredential) (int, string) { return 403, "address not allowed" }
	accept := func(sandbox.NexlaCredential) (int, string) { return 200, "" }

	vendors.Nexla().ProbeWith(refuse)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 1, "Nexla Cannot Use Credential", "address not allowed")
	if left := len(vendors.Nexla().Credentials()); left != 0 || workspace.Attributes("connector_credential_paymo.x") != nil {
		t.Errorf("left in Nexla: %d", left)
	}

	vendors.Nexla().ProbeWith(accept)
	expect(t, workspace.Run("apply"), 0, "1 added")
	id := held(t, vendors).ID

	fields := vendor.Mint()
	vendors.Nexla().ProbeWith(refuse)
	rotated := declare("paymo", "x", fields, "nexla {", "}")
	workspace.Configure(rotated)
	expect(t, workspace.Run("apply"), 1, "Nexla Cannot Use Credential")

	// Configuration and state agree again, but Nexla holds the other secret.
	vendors.Nexla().ProbeWith(accept)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := held(t, vendors); got.ID != id || !slices.Contains(slices.Collect(maps.Values(got.TemplateConfig)), vendor.Demo()["api_key"]) {
		t.Error("the secret in Nexla is not the configured one under the same id")
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestLostAnswerToAPutMarksTheCredential(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	fields := vendor.Mint()
	vendors.Nexla().LoseAnswers(1, true, "PUT")
	workspace.Configure(declare("resci", "x", fields, "nexla {", "}"))
	expect(t, workspace.Run("apply"), 1, "answer was lost")
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestProbeThatCannotTellFollowsTheApplyPolicy(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	vendors.Nexla().ProbeWith(func(sandbox.NexlaCredential) (int, string) { return 502, "" })
	workspace.Configure(inNexla(vendors.Vendor("paymo")))
	expect(t, workspace.Run("apply"), 1, "Probing")
	if left := len(vendors.Nexla().Credentials()); left != 0 {
		t.Errorf("left in Nexla: %d", left)
	}
	if got := calls(vendors)["GET /data_credentials/ID/probe"]; got != 1 {
		t.Errorf("%d probes, want one that is not repeated", got)
	}
	workspace.Env["CONNECTOR_VERIFICATION_APPLY"] = "lenient"
	expect(t, workspace.Run("apply"), 0, "Warning: Nexla: Probing", "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestNexlaDownWarnsAtRefreshAndFailsWorkAlone(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"reset", "server_error", "html", "forbidden_html", "redirect=https://elsewhere.example.com/"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor("paymo")
			workspace := nexlaWorkspace(t, vendors)
			workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
			other := declare("resci", "other", vendors.Vendor("resci").Demo())
			workspace.Configure(inNexla(vendor) + other)
			expect(t, workspace.Run("apply"), 0, "2 added")
			before := nexlaCredentialOf(workspace, "paymo")

			broken, err := sandbox.ParseFault(fault)
			if err != nil {
				t.Fatal(err)
			}
			vendors.Nexla().Break(broken)
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", `Refreshing Credential "paymo-x"`)

			workspace.Configure(strings.Replace(inNexla(vendor)+other, `"paymo-x"`, `"renamed"`, 1) + "\n")
			changedOther := strings.Replace(other, `"resci-other"`, `"changed"`, 1)
			workspace.Configure(strings.Replace(inNexla(vendor), `"paymo-x"`, `"renamed"`, 1) + changedOther)
			expect(t, workspace.Run("apply"), 1, `Updating Credential "renamed"`, "Modifications complete")
			if after := nexlaCredentialOf(workspace, "paymo"); after["id"] != before["id"] {
				t.Errorf("state: %v", after)
			}

			vendors.Nexla().Mend()
			expect(t, workspace.Run("apply"), 0, "1 changed")
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
}

func TestVendorDownWhileNexlaIsUp(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	vendor.Break(sandbox.Fault{Name: "reset"})
	workspace.Configure(strings.Replace(inNexla(vendor), `"resci-x"`, `"renamed"`, 1))
	expect(t, workspace.Run("apply"), 0, "ReSci Gives No Verdict", "1 changed")
	if got := held(t, vendors).Name; got != "renamed" {
		t.Errorf("the name in Nexla is %q", got)
	}
}

func TestWithoutAKeyUnchangedBlocksWarnAndWorkFailsAtPlan(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	delete(workspace.Env, "NEXLA_SERVICE_KEY")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "Warning: No Key for Nexla", "No changes")
	workspace.Configure(strings.Replace(inNexla(vendor), `"paymo-x"`, `"renamed"`, 1))
	expect(t, workspace.Run("plan"), 1, "Error: No Key for Nexla", "NEXLA_SERVICE_KEY")
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("destroy"), 1, "Error: No Key for Nexla")
}

func TestHundredCredentialsShareOneSessionPerProcess(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("clari_copilot")
	var configuration strings.Builder
	for i := range 100 {
		fields := map[string]string{"api_key": fmt.Sprintf("example-key-%d", i), "api_password": "example-password"}
		vendor.Issue(fields)
		configuration.WriteString(declare("clari_copilot", fmt.Sprintf("c%d", i), fields, "nexla {", "}"))
	}
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(configuration.String())
	expect(t, workspace.Run("apply"), 0, "100 added")
	got := calls(vendors)
	if got["POST /token"] != 1 || got["POST /data_credentials"] != 100 || got["GET /vendors"] != 1 || got["GET /data_credentials"] != 1 {
		t.Errorf("calls: %v", got)
	}
	vendors.ResetRequests()
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	if got := calls(vendors); got["POST /token"] != 1 || got["GET /data_credentials/ID"] != 100 || len(got) != 2 {
		t.Errorf("calls: %v", got)
	}
}

func TestSessionThatEndsInMidApplyIsRenewed(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	var once bool
	vendors.Nexla().ProbeWith(func(sandbox.NexlaCredential) (int, string) {
		if !once {
			once = true
			vendors.Nexla().EndSessions()
		}
		return 200, ""
	})
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0, "1 added")
	held(t, vendors)
}

func TestRefusedServiceKeyIsAskedOncePerProcess(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().RefuseServiceKey(true)
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(strings.Replace(inNexla(vendors.Vendor("paymo")), `"x" {`, `"a" {`, 1) + inNexla(vendors.Vendor("resci")) + inNexla(vendors.Vendor("customerly")))
	expect(t, workspace.Run("apply"), 1, "Nexla refused the service key")
	if got := calls(vendors); got["POST /token"] != 1 || len(got) != 1 {
		t.Errorf("calls: %v", got)
	}
}

func TestAccessorsAreTheWholeListOrNotTouched(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	team := "accessor {\n type = \"TEAM\"\n id = 12\n access_roles = [\"collaborator\"]\n}"
	workspace.Configure(inNexla(vendor, team))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	if got := held(t, vendors).Accessors; len(got) != 1 {
		t.Errorf("accessors: %+v", got)
	}
	workspace.Configure(inNexla(vendor, strings.Replace(team, "collaborator", "operator", 1)))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	vendors.ResetRequests()
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := held(t, vendors).Accessors; len(got) != 1 {
		t.Errorf("accessors were touched: %+v", got)
	}
}

func TestTemplateThatDoesNotMatchListsWhatWasFound(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().SetTemplates("paymo_api", sandbox.NexlaTemplate{
		Name: "odd", Parameters: []sandbox.NexlaParameter{{Name: "secret_thing", DisplayName: "The Secret Thing", Secured: true}},
	})
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendors.Vendor("paymo")))
	expect(t, workspace.Run("apply"), 1, "No Matching Template", "secret_thing", "The Secret Thing")
	workspace.Configure(inNexla(vendors.Vendor("paymo"), `parameters = { api_key = "secret_thing" }`))
	expect(t, workspace.Run("apply"), 0, "1 added")
	workspace.Configure(inNexla(vendors.Vendor("paymo"), `parameters = { api_kee = "secret_thing" }`))
	expect(t, workspace.Run("validate"), 1, "parameters", "api_key")
}

func TestOtherVendorOrTemplateIsAPlanError(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0)
	for _, line := range []string{`vendor_name = "paymo_api"`, `auth_template_id = 999`, `credential_id = 999999`} {
		workspace.Configure(inNexla(vendor, line))
		expect(t, workspace.Run("plan"), 1, "Another Credential in Nexla", "Take the block out, apply, and put it back")
	}
}

func TestNexlaDataSourcesTellWhatIsThere(t *testing.T) {
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
}

func TestTwoKeysForNexlaAtOnePlaceAreAnError(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["NEXLA_SERVICE_KEY"] = secretCanary
	workspace.Env["NEXLA_ACCESS_TOKEN"] = secretCanary
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))
	output := workspace.Run("plan")
	expect(t, output, 1, "Two Keys for Nexla", "NEXLA_SERVICE_KEY and NEXLA_ACCESS_TOKEN")
	expectSilent(t, output, secretCanary)
}

func TestAccessTokenServesInsteadOfAServiceKey(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(fmt.Sprintf("provider \"connector\" {\n  nexla {\n    access_token = %q\n  }\n}\n", vendors.Nexla().AccessToken()) + inNexla(vendors.Vendor("resci")))
	expect(t, workspace.Run("apply"), 0, "1 added")
	if calls(vendors)["POST /token"] != 0 {
		t.Error("the service key of the environment was used beside the block's token")
	}
}

func TestSecretsOfNexlaAreNowhere(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"", "echo", "unsolicited", "server_error", "malformed"} {
		t.Run("fault "+fault, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := nexlaWorkspace(t, vendors)
			workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
			var secrets []map[string]string
			var configuration strings.Builder
			for _, vendor := range vendors.Vendors() {
				fields := canaries(vendor, "nexla")
				secrets = append(secrets, fields)
				vendor.Issue(fields)
				configuration.WriteString(declare(vendor.Name(), "x", fields, "nexla {", "}"))
			}
			workspace.Configure(configuration.String())
			if fault == "" {
				expect(t, workspace.Run("apply"), 0, "5 added")
			} else {
				vendors.Nexla().Break(sandbox.Fault{Name: fault})
				workspace.Run("apply")
				vendors.Nexla().Mend()
				expect(t, workspace.Run("apply"), 0, "5 added")
				vendors.Nexla().Break(sandbox.Fault{Name: fault})
			}
			workspace.Run("plan", "-out=saved.tfplan")
			workspace.Run("show", "-json")
			workspace.Run("destroy")
			secrets = append(secrets, map[string]string{"service_key": vendors.Nexla().ServiceKey(), "member_key": "sandbox-nexla-member-key-not-a-secret"})
			searchSecrets(t, workspace, secrets, nil)
		})
	}
}
