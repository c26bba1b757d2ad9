package provider

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// listingBefore has Nexla list its credentials after a request with this method to the
// credential has arrived, and before it is carried out: the listing shows a name that is
// about to be given up.
func listingBefore(t *testing.T, vendors *sandbox.Sandbox, workspace *clitest.Workspace, method string, id int) {
	t.Helper()
	arrived, listed := make(chan struct{}), make(chan struct{})
	var once, onceListed sync.Once
	putInFront(t, vendors, workspace, func(w http.ResponseWriter, r *http.Request, nexla http.Handler) {
		switch {
		case r.Method == method && strings.HasSuffix(r.URL.Path, fmt.Sprintf("/data_credentials/%d", id)):
			once.Do(func() { close(arrived) })
			wait(r, listed)
		case r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/data_credentials"):
			wait(r, arrived)
			defer onceListed.Do(func() {
				_ = http.NewResponseController(w).Flush()
				close(listed)
			})
		}
		nexla.ServeHTTP(w, r)
	})
}

func wait(r *http.Request, until <-chan struct{}) {
	select {
	case <-until:
	case <-r.Context().Done():
	}
}

// countedInNexla declares one credential of ReSci in Nexla for each name, with count.
func countedInNexla(vendor *sandbox.Vendor, names ...string) string {
	return fmt.Sprintf("locals {\n  names = [%s]\n}\n", problems.QuotedList(names)) +
		strings.Replace(inNexla(vendor), `"resci-x"`, "local.names[count.index]\n  count = length(local.names)", 1)
}

// TestNameThatAnotherResourceGivesUpIsFree: an element that is inserted into the list of
// count gets the name of the next one, and a renamed key of for_each keeps the name.
func TestNameThatAnotherResourceGivesUpIsFree(t *testing.T) {
	t.Parallel()
	t.Run("by a new name", func(t *testing.T) {
		vendors := startSandbox(t, noLimits())
		vendor := vendors.Vendor("resci")
		workspace := nexlaWorkspace(t, vendors)
		workspace.Configure(countedInNexla(vendor, "first"))
		expect(t, workspace.Run("apply"), 0, "1 added")
		listingBefore(t, vendors, workspace, http.MethodPut, savedCredential(t, vendors).ID)

		workspace.Configure(countedInNexla(vendor, "inserted", "first"))
		expect(t, workspace.Run("apply"), 0, "1 added, 1 changed, 0 destroyed")
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		if got := len(vendors.Nexla().Credentials()); got != 2 {
			t.Errorf("Nexla has %d credentials, want 2", got)
		}
	})
	t.Run("by its deletion", func(t *testing.T) {
		vendors := startSandbox(t, noLimits())
		vendor := vendors.Vendor("resci")
		workspace := nexlaWorkspace(t, vendors)
		keyed := func(key string) string {
			return strings.Replace(inNexla(vendor), "{\n", fmt.Sprintf("{\n  for_each = toset([%q])\n", key), 1)
		}
		workspace.Configure(keyed("before"))
		expect(t, workspace.Run("apply"), 0, "1 added")
		id := savedCredential(t, vendors).ID
		listingBefore(t, vendors, workspace, http.MethodDelete, id)

		workspace.Configure(keyed("after"))
		expect(t, workspace.Run("apply"), 0, "1 added, 0 changed, 1 destroyed")
		if savedCredential(t, vendors).ID == id {
			t.Error("the credential was not deleted")
		}
	})
}

// TestExistingCredentialOfAResourceInStateIsNotToBeImported: the CLI ignores or rejects
// the import of what is in state already.
func TestExistingCredentialOfAResourceInStateIsNotToBeImported(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(declare("resci", "x", vendor.Demo()))
	expect(t, workspace.Run("apply"), 0, "1 added")
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "resci-x", VendorName: "resci", TemplateConfig: map[string]string{}})

	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 1, "exists in Nexla already", fmt.Sprintf("credential_id = %d", id),
		"remove this resource from the state (terraform state rm)", fmt.Sprintf("import it as nexla:%d", id))
	expect(t, workspace.Run("state", "rm", "connector_credential_resci.x"), 0)
	expect(t, workspace.Run("import", "connector_credential_resci.x", fmt.Sprintf("nexla:%d", id)), 0)
	expect(t, workspace.Run("apply"), 0, "0 added, 1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// underAddressY is a configuration of resci.x in which the resource has another address.
func underAddressY(configuration string) string {
	return strings.Replace(configuration, `_resci" "x"`, `_resci" "y"`, 1)
}

// importToY adopts a credential in Nexla by an import.
func importToY(id int) string {
	return fmt.Sprintf("import {\n  to = connector_credential_resci.y\n  id = \"nexla:%d\"\n}\n", id)
}

// wantSaved fails the test unless Nexla has the credential, and no other.
func wantSaved(t *testing.T, vendors *sandbox.Sandbox, id int) {
	t.Helper()
	if got := savedCredential(t, vendors).ID; got != id {
		t.Errorf("Nexla has %d, want %d", got, id)
	}
}

// TestCredentialIsNotDeletedByTheResourceThatHadIt: without a moved block, the resource
// under the earlier address is destroyed before the other one adopts the credential.
func TestCredentialIsNotDeletedByTheResourceThatHadIt(t *testing.T) {
	t.Parallel()
	for name, adopt := range map[string]func(id int, renamed string) string{
		"by credential_id": func(id int, renamed string) string {
			return strings.Replace(renamed, "nexla {", fmt.Sprintf("nexla {\n  credential_id = %d", id), 1)
		},
		"by import": func(id int, renamed string) string {
			return renamed + importToY(id)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors, vendor, workspace := savedInNexla(t, "resci")
			id := savedCredential(t, vendors).ID
			conflict := fmt.Sprintf("The Nexla credential %d is both kept and deleted", id)
			renamed := adopt(id, underAddressY(inNexla(vendor)))

			workspace.Configure(renamed)
			expect(t, workspace.Run("apply"), 1, conflict, "moved block", "Nothing was changed")
			workspace.Configure(renamed + declare("resci", "x", vendor.Demo()))
			expect(t, workspace.Run("apply"), 1, conflict)
			wantSaved(t, vendors, id)

			workspace.Configure(inNexla(vendor, `deletion_policy = "abandon"`))
			expect(t, workspace.Run("apply"), 0, "1 changed")
			workspace.Configure(renamed)
			expect(t, workspace.Run("apply"), 0, "1 destroyed")
			wantSaved(t, vendors, id)
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
	t.Run("in a later plan", func(t *testing.T) {
		t.Parallel()
		vendors, vendor, workspace := savedInNexla(t, "resci")
		id := savedCredential(t, vendors).ID
		adopting := underAddressY(inNexla(vendor, fmt.Sprintf("credential_id = %d", id)))
		workspace.Configure(inNexla(vendor) + adopting)
		expect(t, workspace.Run("apply"), 0, "1 added")

		workspace.Configure(adopting)
		expect(t, workspace.Run("apply"), 1, fmt.Sprintf("The Nexla credential %d is both kept and deleted", id), "Nothing was changed")
		wantSaved(t, vendors, id)
		expect(t, workspace.Run("destroy", "-refresh=false"), 0, "2 destroyed")
	})
	t.Run("with a removed block", func(t *testing.T) {
		t.Parallel()
		vendors, vendor, workspace := savedInNexla(t, "resci")
		id := savedCredential(t, vendors).ID
		renamed := underAddressY(inNexla(vendor))
		workspace.Configure(renamed + importToY(id) +
			"removed {\n  from = connector_credential_resci.x\n  lifecycle {\n    destroy = false\n  }\n}\n")
		expect(t, workspace.Run("apply"), 0, "1 imported, 0 added, 1 changed, 0 destroyed")
		wantSaved(t, vendors, id)
	})
}
