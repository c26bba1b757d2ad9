package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// TestWrongKeyIsOneClearErrorPerCredentialAndHidesNothing plans a wrong and a right
// key of every connector at once.
func TestWrongKeyIsOneClearErrorPerCredentialAndHidesNothing(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	var configuration strings.Builder
	for _, definition := range catalog.All() {
		wrong := vendors.Vendor(definition.Type).Demo()
		configuration.WriteString(declare(definition.Type, "x", wrong))
		for _, field := range definition.SecretFields() {
			wrong[field.Name] = "wrong-" + field.Name + "-" + wrong[field.Name]
		}
		configuration.WriteString(declare(definition.Type, "wrong", wrong))
	}
	workspace.Configure(configuration.String())
	output := workspace.Run("plan", "-json")
	if output.ExitCode != 1 {
		t.Fatalf("exit code %d:\n%s", output.ExitCode, output.Raw)
	}
	printed := diagnosticsByAddress(t, output.Stdout)
	for _, definition := range catalog.All() {
		address := "connector_credential_" + definition.Type
		if len(printed[address+".x"]) != 0 {
			t.Errorf("%s: diagnostics of the right key: %v", definition.Type, printed[address+".x"])
		}
		if !strings.Contains(output.Raw, address+".x: Plan to create") {
			t.Errorf("%s: the right key is not planned", definition.Type)
		}
		wrong := printed[address+".wrong"]
		if len(wrong) != 1 || wrong[0].Severity != "error" {
			t.Errorf("%s: diagnostics of the wrong key: %v", definition.Type, wrong)
			continue
		}
		for _, text := range []string{
			definition.Title + ` rejected the credential "` + definition.Type + `-wrong"`, strings.TrimPrefix(vendors.URL(), "http://"), definition.Key.MenuPath,
		} {
			if !strings.Contains(wrong[0].Summary+"\n"+wrong[0].Detail, text) {
				t.Errorf("%s: the diagnostic does not say %q: %v", definition.Type, text, wrong[0])
			}
		}
	}
	expectSilent(t, output, "wrong-api_key", "wrong-access_token", "-refresh=false")
}

// TestRevokedKeyWarnsAtPlanAndFailsItsOwnApplyAlone revokes several keys
// beside a custom credential whose own change goes through.
func TestRevokedKeyWarnsAtPlanAndFailsItsOwnApplyAlone(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	configure := func(description string) {
		workspace.Configure(declareRepresentatives(vendors) + custom(vendors, "other", acmeHeaders(vendors), fmt.Sprintf("description = %q", description)))
	}
	count := len(exampleConnectors)
	configure("one")
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", count+1))
	before := map[string]map[string]any{}
	for _, vendor := range representatives(vendors) {
		before[vendor.Name()] = workspace.Attributes("connector_credential_" + vendor.Name() + ".x")
		vendor.Revoke(vendor.Demo())
	}

	output := workspace.Run("plan", "-detailed-exitcode")
	expect(t, output, 2, fmt.Sprintf("0 to add, %d to change, 0 to destroy", count))
	for _, name := range exampleConnectors {
		definition, _ := catalog.ByType(name)
		expect(t, output, 2, `Warning: `+definition.Title+` rejected the credential "`+definition.Type+`-x"`)
	}
	expectSilent(t, output, "Error:")

	configure("two")
	output = workspace.Run("apply")
	expect(t, output, 1, "Modifications complete")
	wantAttributes(t, "the other credential", workspace.Attributes("connector_credential_custom.other"), map[string]string{"description": "two"})
	for _, name := range exampleConnectors {
		definition, _ := catalog.ByType(name)
		expect(t, output, 1, "Error: "+definition.Title+" rejected")
		after, was := workspace.Attributes("connector_credential_"+definition.Type+".x"), before[definition.Type]
		was["status"], was["status_reason"] = "rejected", after["status_reason"]
		if after["status_reason"] == "accepted" || fmt.Sprint(after) != fmt.Sprint(was) {
			t.Errorf("the state of the rejected credential was %v and is %v", was, after)
		}
	}

	for _, vendor := range representatives(vendors) {
		vendor.Restore(vendor.Demo())
	}
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("0 added, %d changed, 0 destroyed", count))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	for _, vendor := range representatives(vendors) {
		vendor.Revoke(vendor.Demo())
	}
	expect(t, workspace.Run("destroy"), 0, fmt.Sprintf("%d destroyed", count+1))
}

func TestVendorDownWarnsWhenLenientAndFailsWhenStrict(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"reset", "forbidden_html"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			broken, err := sandbox.ParseFault(fault)
			if err != nil {
				t.Fatal(err)
			}
			workspace := newWorkspace(t, vendors)
			workspace.Env["CONNECTOR_MAX_RETRIES"] = "1"
			workspace.Configure(declareRepresentatives(vendors))
			for _, vendor := range representatives(vendors) {
				vendor.Break(broken)
			}

			output := workspace.Run("plan", "-detailed-exitcode")
			expect(t, output, 2, eachRepresentative("to add"))
			if got := strings.Count(output.Raw, "could not be verified"); got != len(exampleConnectors) {
				t.Errorf("%d warnings, want one for each of %d:\n%s", got, len(exampleConnectors), output.Raw)
			}
			expect(t, workspace.Run("apply"), 1, "Error: Paymo: ", `verification = { apply = "lenient" }`)
			if workspace.Attributes("connector_credential_paymo.x") != nil {
				t.Error("a failed create left something in state")
			}

			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "strict"
			expect(t, workspace.Run("plan"), 1, "Error: Precoro: ", `verification = { plan = "lenient" }`)

			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "lenient"
			workspace.Env["CONNECTOR_VERIFICATION_APPLY"] = "lenient"
			expect(t, workspace.Run("apply"), 0, eachRepresentative("added"))
			if got := workspace.Attributes("connector_credential_paymo.x"); got["status"] != "inconclusive" || got["verified_at"] != nil || got["auth_scheme"] != nil || got["header_names"] != nil {
				t.Errorf("state: %v", got)
			}

			// An outage never blocks what leaves the credential alone, strict or not.
			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "strict"
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "could not be verified")

			for _, vendor := range representatives(vendors) {
				vendor.Mend()
			}
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, eachRepresentative("to change"))
			expect(t, workspace.Run("apply"), 0, eachRepresentative("changed"))
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
}

func TestOutageDoesNotBlockAChangeThatLeavesTheCredentialAlone(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	demo := vendors.Vendor("paymo").Demo()
	workspace.Configure(declare("paymo", "x", demo))
	expect(t, workspace.Run("apply"), 0)
	before := workspace.Attributes("connector_credential_paymo.x")

	vendors.Vendor("paymo").Break(sandbox.Fault{Name: "reset"})
	workspace.Configure(declare("paymo", "x", demo, `description = "new"`))
	expect(t, workspace.Run("apply"), 0, "Warning: Paymo: ", "1 changed")
	after := workspace.Attributes("connector_credential_paymo.x")
	if after["description"] != "new" {
		t.Errorf("description is %v", after["description"])
	}
	for _, name := range []string{"status", "verified_at", "auth_scheme", "secret_revision", "rotated_at", "id"} {
		if after[name] != before[name] {
			t.Errorf("%s changed from %v to %v", name, before[name], after[name])
		}
	}
}

func TestDestroyOfARejectedNewSecretIsBlockedUnlessRefreshIsOff(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))
	expect(t, workspace.Run("apply"), 0)

	workspace.Configure(declare("resci", "x", map[string]string{"api_key": "wrong-new-key"}))
	expect(t, workspace.Run("destroy"), 1, "run the destroy with -refresh=false")
	expect(t, workspace.Run("destroy", "-refresh=false"), 0, "1 destroyed")
}
