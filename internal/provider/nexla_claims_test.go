package provider

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// TestAdoptedCredentialSurvivesTheResourceThatItReplaces: the new resource adopts
// what the old one would delete, in the same apply.
func TestAdoptedCredentialSurvivesTheResourceThatItReplaces(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci")
	id := savedCredential(t, vendors).ID
	first := []string{"lifecycle {", "create_before_destroy = true", "}"}
	workspace.Configure(declare("resci", "x", vendor.Demo(), append(first, "nexla {", "}")...))
	expect(t, workspace.Run("apply", "-replace=connector_credential_resci.x"), 1, "exists in Nexla already", fmt.Sprintf("credential_id = %d", id))
	workspace.Configure(declare("resci", "x", vendor.Demo(), append(first, "nexla {", fmt.Sprintf("credential_id = %d", id), "}")...))
	expect(t, workspace.Run("apply", "-replace=connector_credential_resci.x"), 0, "1 added, 0 changed, 1 destroyed", "Nexla keeps the credential", fmt.Sprint(id))
	if got := savedCredential(t, vendors).ID; got != id || fmt.Sprint(nexlaCredentialOf(workspace, "resci")["id"]) != fmt.Sprint(id) {
		t.Errorf("Nexla has %d and state %v, want %d", got, nexlaCredentialOf(workspace, "resci")["id"], id)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestCredentialInNexlaBelongsToOneResource: each of two would overwrite the name and the
// secret of the other in every run.
func TestCredentialInNexlaBelongsToOneResource(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "shared", VendorName: "resci", TemplateConfig: map[string]string{}})
	adopting := fmt.Sprintf("credential_id = %d", id)
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(declare("resci", "one", vendor.Demo(), "nexla {", adopting, "}") + declare("resci", "two", vendor.Demo(), "nexla {", adopting, "}"))
	expect(t, workspace.Run("apply"), 1, fmt.Sprintf("The Nexla credential %d belongs to another resource", id), "Remove credential_id from one of the two resources")
	if got := calls(vendors)["PUT /data_credentials/ID"]; got != 1 {
		t.Errorf("%d changes were sent, want 1: %v", got, calls(vendors))
	}

	t.Run("and not to one that references the other", func(t *testing.T) {
		both := nexlaWorkspace(t, vendors)
		both.Configure(declare("resci", "first", vendor.Demo(), "nexla {", "}") +
			declare("resci", "second", vendor.Demo(), "nexla {", "credential_id = connector_credential_resci.first.nexla_credential.id", "}"))
		expect(t, both.Run("apply"), 1, "belongs to another resource")
	})
}

// TestPlanWarnsOfTwoResourcesWithOneCredential: the second one adopts it in a later run, in
// which the first one is unchanged.
func TestPlanWarnsOfTwoResourcesWithOneCredential(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	first := declare("resci", "first", vendor.Demo(), "nexla {", "}")
	workspace.Configure(first)
	expect(t, workspace.Run("apply"), 0)
	id := savedCredential(t, vendors).ID
	belongs := fmt.Sprintf("The Nexla credential %d belongs to another resource", id)

	workspace.Configure(first + declare("resci", "second", vendor.Demo(), "nexla {", fmt.Sprintf("credential_id = %d", id), "}"))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "Warning: "+belongs, "use a removed block with destroy = false")

	workspace.Configure(first + "removed {\n  from = connector_credential_resci.second\n  lifecycle {\n    destroy = false\n  }\n}\n")
	output := workspace.Run("apply")
	expect(t, output, 0, "1 changed")
	expectSilent(t, output, belongs)

	workspace.Configure(declare("resci", "first", vendor.Demo(), "nexla {", fmt.Sprintf("credential_id = %d", id), "}", "lifecycle {", "create_before_destroy = true", "}"))
	output = workspace.Run("apply", "-replace=connector_credential_resci.first")
	expect(t, output, 0, "1 added, 0 changed, 1 destroyed")
	expectSilent(t, output, belongs)
}

// TestAdoptedCredentialIsAbandonedByDefault: another
// configuration may own it.
func TestAdoptedCredentialIsAbandonedByDefault(t *testing.T) {
	t.Parallel()
	for policy, left := range map[string]int{"": 1, `deletion_policy = "abandon"`: 1, `deletion_policy = "delete"`: 0} {
		vendors, vendor, first := savedInNexla(t, "resci")
		id := savedCredential(t, vendors).ID
		second := nexlaWorkspace(t, vendors)
		second.Configure(inNexla(vendor))
		expect(t, second.Run("apply"), 1, "Another configuration may own it", fmt.Sprintf("credential_id = %d", id), fmt.Sprintf("nexla:%d", id))
		second.Configure(inNexla(vendor, fmt.Sprintf("credential_id = %d", id), policy))
		expect(t, second.Run("apply"), 0, "1 added")
		expect(t, second.Run("plan", "-detailed-exitcode"), 0, "No changes")
		expect(t, second.Run("destroy"), 0, "1 destroyed")
		if got := len(vendors.Nexla().Credentials()); got != left {
			t.Errorf("%s: Nexla has %d credentials, want %d", policy, got, left)
		}
		if left == 1 {
			expect(t, first.Run("plan", "-detailed-exitcode"), 0, "No changes")
		}
	}
}

// TestForeign404IsNoDeletion: a gateway or a wrong api_url responds so.
func TestForeign404IsNoDeletion(t *testing.T) {
	t.Parallel()
	vendors, _, workspace := savedInNexla(t, "resci")
	before := nexlaCredentialOf(workspace, "resci")
	for name, gone := range map[string]http.HandlerFunc{
		"JSON": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"message":"no route"}`, http.StatusNotFound)
		},
		"HTML":  func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<html></html>", http.StatusNotFound) },
		"empty": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
	} {
		restore := putInFront(t, vendors, workspace, func(w http.ResponseWriter, r *http.Request, nexla http.Handler) {
			if strings.Contains(r.URL.Path, "data_credentials") {
				gone(w, r)
				return
			}
			nexla.ServeHTTP(w, r)
		})
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "Warning: ", "HTTP 404", "No changes")
		expect(t, workspace.Run("apply"), 0)
		restore()
		if after := nexlaCredentialOf(workspace, "resci"); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("%s: nexla_credential was %v and is %v", name, before, after)
		}
	}
}

// TestPartlyUnknownCollectionsOfTheBlockAreUnknown: tags and accessors that are
// known in part must not make the CLI find an inconsistent final plan.
func TestPartlyUnknownCollectionsOfTheBlockAreUnknown(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	configuration := func(tag, team string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"t\" {\n  input = %q\n}\nresource \"terraform_data\" \"team\" {\n  input = %q\n}\n", tag, team) +
			inNexla(vendor, `tags = ["base", terraform_data.t.output]`, `dynamic "accessor" {
    for_each = toset([terraform_data.team.output])
    content {
      type         = "TEAM"
      id           = tonumber(accessor.value)
      access_roles = ["collaborator"]
    }
  }`)
	}
	workspace.Configure(configuration("first", "12"))
	expect(t, workspace.Run("apply"), 0, "3 added")
	workspace.Configure(configuration("second", "12"))
	expect(t, workspace.Run("apply"), 0, "2 changed")
	workspace.Configure(configuration("second", "13"))
	expect(t, workspace.Run("apply"), 0, "2 changed")
	workspace.Configure(configuration("third", "14"))
	expect(t, workspace.Run("apply"), 0, "3 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	if got := savedCredential(t, vendors).Accessors; len(got) != 1 || got[0].ID != 14 {
		t.Errorf("accessors: %+v", got)
	}
}

// TestNamesAreComparedInUnicodeNFC are one name: no double is made, and
// nothing is renamed.
func TestNamesAreComparedInUnicodeNFC(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	vendors.Nexla().Add(sandbox.NexlaCredential{Name: "cafe\u0301", VendorName: "resci", TemplateConfig: map[string]string{}})
	id := savedCredential(t, vendors).ID
	workspace := nexlaWorkspace(t, vendors)
	configuration := strings.Replace(inNexla(vendor), `"resci-x"`, "\"caf\u00e9\"", 1)
	workspace.Configure(configuration)
	expect(t, workspace.Run("apply"), 1, "already holds", fmt.Sprint(id))
	workspace.Configure(strings.Replace(configuration, "nexla {", fmt.Sprintf("nexla {\n  credential_id = %d", id), 1))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestDataSourceRejectsCredentialOfAnotherConnector: connector beside id is compared.
func TestDataSourceRejectsCredentialOfAnotherConnector(t *testing.T) {
	t.Parallel()
	vendors, _, workspace := savedInNexla(t, "resci")
	reading := func(of string) string {
		return fmt.Sprintf("data \"connector_nexla_credential\" \"x\" {\n  id = %d\n  connector = %q\n}\n", savedCredential(t, vendors).ID, of)
	}
	workspace.Configure(inNexla(vendors.Vendor("resci")) + reading("resci"))
	expect(t, workspace.Run("plan"), 0)
	workspace.Configure(inNexla(vendors.Vendor("resci")) + reading("paymo"))
	expect(t, workspace.Run("plan"), 1, `connector is "paymo", and the credential is of the vendor "resci"`)
}

// TestRejectedAccessTokenIsReported: the advice is about what was used.
func TestRejectedAccessTokenIsReported(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	delete(workspace.Env, "NEXLA_SERVICE_KEY")
	workspace.Env["NEXLA_ACCESS_TOKEN"] = "expired-token-not-a-secret"
	workspace.Configure(inNexla(vendors.Vendor("resci")))
	output := workspace.Run("apply")
	expect(t, output, 1, "rejected NEXLA_ACCESS_TOKEN", "cannot be renewed")
	expectSilent(t, output, "Set service_key")
}

// TestNexlaTextsOfARefreshShowNoSecret: a refresh does not know the secret, so
// that texts with a closed form keep to it, and nothing else is believed.
func TestNexlaTextsOfARefreshShowNoSecret(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci")
	workspace.Trace = true
	secret := vendor.Demo()["api_key"]
	vendors.Nexla().Alter(savedCredential(t, vendors).ID, func(c *sandbox.NexlaCredential) { c.VerifiedStatus = "200 " + secret })
	expect(t, workspace.Run("apply", "-refresh-only"), 0)
	expect(t, workspace.Run("plan"), 0)
	if got := nexlaCredentialOf(workspace, "resci")["verified_status"]; got != "200" {
		t.Errorf("verified_status is %v", got)
	}
	searchSecrets(t, workspace, []map[string]string{vendor.Demo()}, nil)
}

// TestUnknownProviderNeverLeavesADataSourceUnverifiedUnderStrict: the CLI does
// not read it again at apply.
func TestUnknownProviderNeverLeavesADataSourceUnverifiedUnderStrict(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["RESCI_API_KEY"] = vendors.Vendor("resci").Demo()["api_key"]
	configuration := func(policy, more string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"address\" {\n  input = %q\n}\nprovider \"connector\" {\n  endpoints = { resci = terraform_data.address.output }\n  verification = { plan = %q }\n}\n"+
			"data \"connector_credential_resci\" \"x\" {\n  %s\n}\noutput \"status\" {\n  value = data.connector_credential_resci.x.status\n}\n",
			vendors.Vendor("resci").BaseURL(), policy, more)
	}
	workspace.Configure(configuration("strict", ""))
	expect(t, workspace.Run("plan"), 1, "known only after apply", "depends_on")
	workspace.Configure(configuration("lenient", ""))
	expect(t, workspace.Run("plan"), 0, "Warning: ", "depends_on")
	workspace.Configure(configuration("strict", "depends_on = [terraform_data.address]"))
	expect(t, workspace.Run("apply"), 0, `status = "verified"`)
}
