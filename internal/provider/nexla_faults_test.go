package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestLostResponseToAPostCreatesNoDuplicate(t *testing.T) {
	t.Parallel()
	for name, applied := range map[string]bool{"after it was carried out": true, "before it was carried out": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := nexlaWorkspace(t, vendors)
			workspace.Configure(inNexla(vendors.Vendor("paymo")))
			vendors.Nexla().LoseResponses(1, applied, "POST")
			output := workspace.Run("apply")
			if applied {
				expect(t, output, 0, "1 added")
				savedCredential(t, vendors)
			} else {
				expect(t, output, 1, "response was lost")
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

func TestFailedProbeUndoesACreateAndMarksAnUpdate(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	workspace := nexlaWorkspace(t, vendors)
	rejectProbe := func(sandbox.NexlaCredential) (int, string) { return 403, "address not allowed" }
	accept := func(sandbox.NexlaCredential) (int, string) { return 200, "" }

	vendors.Nexla().ProbeWith(rejectProbe)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 1, "Nexla cannot use the credential", "address not allowed")
	if left := len(vendors.Nexla().Credentials()); left != 0 || workspace.Attributes("connector_credential_paymo.x") != nil {
		t.Errorf("left in Nexla: %d", left)
	}

	vendors.Nexla().ProbeWith(accept)
	expect(t, workspace.Run("apply"), 0, "1 added")
	id := savedCredential(t, vendors).ID

	fields := vendor.CreateKey()
	vendors.Nexla().ProbeWith(rejectProbe)
	rotated := declare("paymo", "x", fields, "nexla {", "}")
	workspace.Configure(rotated)
	expect(t, workspace.Run("apply"), 1, "Nexla cannot use the credential")

	// Configuration and state agree again, but Nexla has the other secret.
	vendors.Nexla().ProbeWith(accept)
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors); got.ID != id || !slices.Contains(slices.Collect(maps.Values(got.TemplateConfig)), vendor.Demo()["api_key"]) {
		t.Error("the secret in Nexla is not the configured one under the same id")
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestLostResponseToAPutMarksTheCredential(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci")
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	fields := vendor.CreateKey()
	vendors.Nexla().LoseResponses(1, true, "PUT")
	workspace.Configure(declare("resci", "x", fields, "nexla {", "}"))
	expect(t, workspace.Run("apply"), 1, "response was lost")
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestTextsOfNexlaAreComparedAsTheyAre: what is shown of Nexla's texts has no line breaks
// and no joiners of characters, and the texts of a configuration may have both.
func TestTextsOfNexlaAreComparedAsTheyAre(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	const family = "family \U0001f468\u200d\U0001f469"
	configuration := func(label, description string) string {
		return fmt.Sprintf("resource \"connector_credential_resci\" %q {\n  name = %q\n  description = %q\n  api_key_wo = %q\n  nexla {\n    tags = [%q]\n  }\n}\n",
			label, family, description, vendors.Vendor("resci").Demo()["api_key"], family)
	}
	workspace.Configure(configuration("x", "For the lake.\n\tAsk operations."))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// The name is that of the first one.
	workspace.Configure(configuration("x", "For the lake.\n\tAsk operations.") + configuration("y", "other"))
	expect(t, workspace.Run("apply"), 1, "exists in Nexla already")
	workspace.Configure(configuration("x", "For the lake.\n\tAsk operations."))

	id := savedCredential(t, vendors).ID
	vendors.Nexla().Alter(id, func(c *sandbox.NexlaCredential) { c.Description = "For the lake.\n\tAsk finance." })
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "For the lake.")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestFieldsThatAreNotSecretStayInTheTextsOfNexla: the apply that sent them reads the
// credential back, and the next plan must not differ.
func TestFieldsThatAreNotSecretStayInTheTextsOfNexla(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	demo := vendors.Vendor("zendesk").Demo()
	workspace.Configure(declare("zendesk", "x", demo, fmt.Sprintf("description = \"Tickets of %s, by %s\"", demo["subdomain"], demo["email"]), "nexla {", "}") + `
data "connector_nexla_credential" "x" {
  id = connector_credential_zendesk.x.nexla_credential.id
}
output "description" {
  value = data.connector_nexla_credential.x.description
}
`)
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("Tickets of %s, by %s", demo["subdomain"], demo["email"]))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// markedInNexla applies a credential whose last update lost its response, so that private
// state has the mark.
func markedInNexla(t *testing.T) (*sandbox.Sandbox, *sandbox.Vendor, *clitest.Workspace) {
	t.Helper()
	vendors, vendor, workspace := savedInNexla(t, "resci", `deletion_policy = "delete"`)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	fields := vendor.CreateKey()
	vendors.Nexla().LoseResponses(1, true, "PUT")
	workspace.Configure(declare("resci", "x", fields, "nexla {", `deletion_policy = "delete"`, "}"))
	expect(t, workspace.Run("apply"), 1, "response was lost")
	return vendors, vendor, workspace
}

// TestFailedDeletionKeepsTheMark: the block is removed, the deletion fails, and the block
// is added again. Nexla still has the secret of the update that failed.
func TestFailedDeletionKeepsTheMark(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := markedInNexla(t)
	vendors.Nexla().LoseResponses(1, false, "DELETE")
	workspace.Configure(declare("resci", "x", vendor.Demo()))
	expect(t, workspace.Run("apply"), 1, "deleting the credential")
	workspace.Configure(inNexla(vendor, `deletion_policy = "delete"`))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors); !slices.Contains(slices.Collect(maps.Values(got.TemplateConfig)), vendor.Demo()["api_key"]) {
		t.Error("the secret in Nexla is not the configured one")
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestCredentialThatIsCreatedAgainHasNoMark: the mark was about the one that is gone.
func TestCredentialThatIsCreatedAgainHasNoMark(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := markedInNexla(t)
	vendors.Nexla().Remove(savedCredential(t, vendors).ID)
	workspace.Configure(inNexla(vendor, `deletion_policy = "delete"`))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	savedCredential(t, vendors)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestWhatNexlaDoesNotHaveIsNamed: the name of a vendor may differ between instances of
// Nexla, and the argument that sets it is the next step.
func TestWhatNexlaDoesNotHaveIsNamed(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		`vendor_name = "resci_of_ours"`: {`Nexla has no vendor "resci_of_ours"`, "Set vendor_name"},
		`credential_id = 4711`:          {"Nexla has no credential 4711", "Correct credential_id"},
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := nexlaWorkspace(t, vendors)
			workspace.Configure(inNexla(vendors.Vendor("resci"), line))
			output := workspace.Run("apply")
			expect(t, output, 1, append(want, "(HTTP 404)")...)
			expectSilent(t, output, "Plan again")
		})
	}
}

// TestTagsOfADeletedCredentialDoNotStayInNexla: they are gone with it.
func TestTagsOfADeletedCredentialDoNotStayInNexla(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci", `tags = ["old"]`)
	vendors.Nexla().Remove(savedCredential(t, vendors).ID)
	workspace.Configure(inNexla(vendor, `tags = ["new"]`))
	output := workspace.Run("apply")
	expect(t, output, 0, "1 changed")
	expectSilent(t, output, "stay in Nexla")
	if got := savedCredential(t, vendors).Tags; !slices.Equal(got, []string{"new"}) {
		t.Errorf("tags in Nexla: %v", got)
	}
}

// TestIgnoredSecretIsNotSentToNexla: the apply has a secret that the plan did not have, and
// so did not verify. Nexla takes a configuration with its secret only.
func TestIgnoredSecretIsNotSentToNexla(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("precoro").Demo()
	workspace := nexlaWorkspace(t, vendors)
	configure := func(token, email, description string) {
		workspace.Configure(declare("precoro", "x", map[string]string{"api_token": token, "user_email": email},
			fmt.Sprintf("description = %q", description), "nexla {", "}", "lifecycle {", "ignore_changes = [api_token_wo]", "}"))
	}
	configure(demo["api_token"], demo["user_email"], "one")
	expect(t, workspace.Run("apply"), 0, "1 added")
	saved := savedCredential(t, vendors).TemplateConfig

	configure("token-that-is-ignored", "somebody-else@example.com", "one")
	expect(t, workspace.Run("apply"), 1, `Nexla: the new secret of the credential "precoro-x" is ignored`, "ignore_changes")
	if got := savedCredential(t, vendors).TemplateConfig; !maps.Equal(got, saved) {
		t.Error("the configuration in Nexla changed")
	}
	wantAttributes(t, "after the failed apply", workspace.Attributes("connector_credential_precoro.x"),
		map[string]string{"user_email": demo["user_email"], "status": "verified"})

	// What needs no secret is sent, and so is the secret that was applied last.
	configure("token-that-is-ignored", demo["user_email"], "two")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	vendors.Vendor("precoro").Issue(map[string]string{"api_token": demo["api_token"], "user_email": "somebody-else@example.com"})
	configure(demo["api_token"], "somebody-else@example.com", "two")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).TemplateConfig; maps.Equal(got, saved) {
		t.Error("Nexla did not get the other address")
	}
}

func TestInconclusiveProbeFollowsTheApplyPolicy(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	vendors.Nexla().ProbeWith(func(sandbox.NexlaCredential) (int, string) { return 502, "" })
	workspace.Configure(inNexla(vendors.Vendor("paymo")))
	expect(t, workspace.Run("apply"), 1, "Nexla: probing the credential")
	if left := len(vendors.Nexla().Credentials()); left != 0 {
		t.Errorf("left in Nexla: %d", left)
	}
	if got := calls(vendors)["GET /data_credentials/ID/probe"]; got != 1 {
		t.Errorf("%d probes, want one that is not repeated", got)
	}
	workspace.Env["CONNECTOR_VERIFICATION_APPLY"] = "lenient"
	expect(t, workspace.Run("apply"), 0, "Warning: Nexla: probing", "1 added")
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
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "Nexla: credentials could not be refreshed", "The plan continues")

			workspace.Configure(strings.Replace(inNexla(vendor)+other, `"paymo-x"`, `"renamed"`, 1) + "\n")
			changedOther := strings.Replace(other, `"resci-other"`, `"changed"`, 1)
			workspace.Configure(strings.Replace(inNexla(vendor), `"paymo-x"`, `"renamed"`, 1) + changedOther)
			expect(t, workspace.Run("apply"), 1, `updating the credential "renamed"`, "Modifications complete")
			if after := nexlaCredentialOf(workspace, "paymo"); after["id"] != before["id"] {
				t.Errorf("state: %v", after)
			}

			vendors.Nexla().Mend()
			expect(t, workspace.Run("apply"), 0, "1 changed")
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
}

// TestNexlaDownPrintsOneWarningForAllCredentials: so does a missing key.
func TestNexlaDownPrintsOneWarningForAllCredentials(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	workspace.Configure(countedInNexla(vendor, "first", "second", "third") + inNexla(vendors.Vendor("paymo")))
	expect(t, workspace.Run("apply"), 0, "4 added")
	once := func(summary string) {
		t.Helper()
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "Warning: "+summary, "(and 3 more similar warnings elsewhere)")
	}
	for fault, reason := range map[string]string{"reset": "unreachable", "server_error": "HTTP 500", "rate_limited": "rate limited", "html": "unexpected response"} {
		vendors.Nexla().Break(sandbox.Fault{Name: fault})
		once("Nexla: credentials could not be refreshed (" + reason + ")")
		vendors.Nexla().Mend()
	}
	workspace.Env["NEXLA_SERVICE_KEY"] = "wrong-key-not-a-secret"
	once("Nexla: credentials could not be refreshed (key rejected)")
	delete(workspace.Env, "NEXLA_SERVICE_KEY")
	once("No key for Nexla: unchanged credentials were not checked there")
}

func TestVendorDownWhileNexlaIsUp(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci")
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	vendor.Break(sandbox.Fault{Name: "reset"})
	workspace.Configure(strings.Replace(inNexla(vendor), `"resci-x"`, `"renamed"`, 1))
	expect(t, workspace.Run("apply"), 0, "ReSci: ", "1 changed")
	if got := savedCredential(t, vendors).Name; got != "renamed" {
		t.Errorf("the name in Nexla is %q", got)
	}
}

func TestWithoutAKeyUnchangedBlocksWarnAndWorkFailsAtPlan(t *testing.T) {
	t.Parallel()
	_, vendor, workspace := savedInNexla(t, "paymo")
	delete(workspace.Env, "NEXLA_SERVICE_KEY")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "Warning: No key for Nexla", "No changes")
	workspace.Configure(strings.Replace(inNexla(vendor), `"paymo-x"`, `"renamed"`, 1))
	expect(t, workspace.Run("plan"), 1, "Error: No key for Nexla", "NEXLA_SERVICE_KEY")
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("destroy"), 1, "Error: No key for Nexla")
}

func TestSecretsOfNexlaAreNeverWritten(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"", "echo", "unsolicited", "server_error", "malformed"} {
		t.Run("fault "+fault, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := nexlaWorkspace(t, vendors)
			workspace.Trace = true
			workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
			var secrets []map[string]string
			var configuration strings.Builder
			declared := representatives(vendors)
			for _, vendor := range declared {
				fields := canaries(vendor, "nexla")
				secrets = append(secrets, fields)
				vendor.Issue(fields)
				configuration.WriteString(declare(vendor.Name(), "x", fields, "nexla {", "}"))
			}
			workspace.Configure(configuration.String())
			if fault == "" {
				expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", len(declared)))
			} else {
				vendors.Nexla().Break(sandbox.Fault{Name: fault})
				workspace.Run("apply")
				vendors.Nexla().Mend()
				expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", len(declared)))
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

func TestErrorHasTheIDOfACredentialThatCannotBeDeleted(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().ProbeWith(func(sandbox.NexlaCredential) (int, string) { return 403, "address not allowed" })
	vendors.Nexla().LoseResponses(1, false, "DELETE")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	workspace.Configure(inNexla(vendors.Vendor("paymo")))
	output := workspace.Run("apply")
	id := savedCredential(t, vendors).ID
	expect(t, output, 1, "Nexla cannot use the credential", "was left in Nexla", fmt.Sprintf("credential_id = %d", id))

	// The way that the error names works.
	vendors.Nexla().ProbeWith(nil)
	workspace.Configure(inNexla(vendors.Vendor("paymo"), fmt.Sprintf("credential_id = %d", id)))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}
