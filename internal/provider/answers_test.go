package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestWrongKeyIsOneClearErrorPerCredentialAndHidesNothing(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		t.Run(definition.Type, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			wrong := vendors.Vendor(definition.Type).Demo()
			for _, field := range definition.SecretFields() {
				wrong[field.Name] = "wrong-" + field.Name
			}
			workspace := newWorkspace(t, vendors)
			good, other := twoVendors(vendors, definition.Type)
			workspace.Configure(good + declare(definition.Type, "wrong", wrong))

			output := workspace.Run("plan")
			expect(t, output, 1,
				definition.Title+` rejected the credential "`+definition.Type+`-wrong"`,
				strings.TrimPrefix(vendors.URL(), "http://"),
				definition.Key.MenuPath,
				"with connector_credential_"+definition.Type+".wrong",
				"-refresh=false",
			)
			if got := strings.Count(output.Raw, "Error: "); got != 1 {
				t.Errorf("%d errors, want 1:\n%s", got, output.Raw)
			}
			for _, created := range []string{definition.Type, other} {
				expect(t, output, 1, "connector_credential_"+created+".x will be created")
			}
			if workspace.Attributes("connector_credential_"+definition.Type+".wrong") != nil {
				t.Error("a refused plan left something in state")
			}
		})
	}
}

func TestRevokedKeyWarnsAtPlanAndFailsItsOwnApplyAlone(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		t.Run(definition.Type, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor(definition.Type)
			workspace := newWorkspace(t, vendors)
			configuration, other := twoVendors(vendors, definition.Type)
			workspace.Configure(configuration)
			expect(t, workspace.Run("apply"), 0, "2 added")
			before := workspace.Attributes("connector_credential_" + definition.Type + ".x")

			vendor.Revoke(vendor.Demo())
			warning := `Warning: ` + definition.Title + ` rejected the credential "` + definition.Type + `-x"`
			output := workspace.Run("plan", "-detailed-exitcode")
			expect(t, output, 2, warning, definition.Key.MenuPath, "0 to add, 1 to change, 0 to destroy")
			expectSilent(t, output, "Error:")

			// A change elsewhere in the same apply goes through.
			changed := strings.Replace(configuration, `"`+other+`-x"`, `"renamed"`, 1)
			workspace.Configure(changed)
			expect(t, workspace.Run("apply"), 1, "Error: "+definition.Title+" rejected", "Modifications complete")
			if got := workspace.Attributes("connector_credential_" + other + ".x")["name"]; got != "renamed" {
				t.Errorf("the other resource's name is %v", got)
			}
			after := workspace.Attributes("connector_credential_" + definition.Type + ".x")
			before["status"] = "rejected"
			before["status_reason"] = after["status_reason"]
			if after["status_reason"] == "accepted" || fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("the state of the rejected credential was %v and is %v", before, after)
			}

			vendor.Restore(vendor.Demo())
			expect(t, workspace.Run("apply"), 0, "0 added, 1 changed, 0 destroyed")
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

			vendor.Revoke(vendor.Demo())
			expect(t, workspace.Run("destroy"), 0, "2 destroyed")
		})
	}
}

func TestVendorDownWarnsWhenLenientAndFailsWhenStrict(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"reset", "server_error", "forbidden_html", "html", "redirect=https://elsewhere.example.com/", "unavailable=86400"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			broken, err := sandbox.ParseFault(fault)
			if err != nil {
				t.Fatal(err)
			}
			workspace := newWorkspace(t, vendors)
			workspace.Env["CONNECTOR_MAX_RETRIES"] = "1"
			workspace.Configure(allVendors(vendors))
			for _, vendor := range vendors.Vendors() {
				vendor.Break(broken)
			}

			output := workspace.Run("plan", "-detailed-exitcode")
			expect(t, output, 2, everyVendor("to add"))
			if got := strings.Count(output.Raw, "could not be verified"); got != len(vendors.Vendors()) {
				t.Errorf("%d warnings, want one for each of %d:\n%s", got, len(vendors.Vendors()), output.Raw)
			}
			expect(t, workspace.Run("apply"), 1, "Error: Paymo: ", `verification = { apply = "lenient" }`)
			if workspace.Attributes("connector_credential_paymo.x") != nil {
				t.Error("a failed create left something in state")
			}

			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "strict"
			expect(t, workspace.Run("plan"), 1, "Error: Precoro: ", `verification = { plan = "lenient" }`)

			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "lenient"
			workspace.Env["CONNECTOR_VERIFICATION_APPLY"] = "lenient"
			expect(t, workspace.Run("apply"), 0, everyVendor("added"))
			if got := workspace.Attributes("connector_credential_paymo.x"); got["status"] != "inconclusive" || got["verified_at"] != nil || got["auth_scheme"] != nil || got["header_names"] != nil {
				t.Errorf("state: %v", got)
			}

			// An outage never blocks what leaves the credential alone, strict or not.
			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "strict"
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes", "could not be verified")

			for _, vendor := range vendors.Vendors() {
				vendor.Mend()
			}
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, everyVendor("to change"))
			expect(t, workspace.Run("apply"), 0, everyVendor("changed"))
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

func TestDestroyOfARefusedNewSecretIsBlockedUnlessRefreshIsOff(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))
	expect(t, workspace.Run("apply"), 0)

	workspace.Configure(declare("resci", "x", map[string]string{"api_key": "wrong-new-key"}))
	expect(t, workspace.Run("destroy"), 1, "run the destroy with -refresh=false")
	expect(t, workspace.Run("destroy", "-refresh=false"), 0, "1 destroyed")
}
