package provider

import "testing"

// TestRefreshOnlyPlanFindsStoredSecretsDataSourcesAndEphemeralResources, but no
// write-only secret, as the guide on automation platforms states.
func TestRefreshOnlyPlanFindsStoredSecretsDataSourcesAndEphemeralResources(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	for _, name := range []string{"customerly", "calendly"} {
		setFields(workspace, vendors.Vendor(name), vendors.Vendor(name).Demo())
	}
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()) + `
resource "connector_credential_paymo" "x" {
  name    = "stored"
  api_key = "` + vendors.Vendor("paymo").Demo()["api_key"] + `"
}

data "connector_credential_customerly" "x" {
  allow_unverified = true
}

ephemeral "connector_credential_calendly" "x" {
  allow_unverified = true
}

check "data_source" {
  assert {
    condition     = data.connector_credential_customerly.x.status != "rejected"
    error_message = "the data source is rejected"
  }
}

check "ephemeral" {
  assert {
    condition     = ephemeral.connector_credential_calendly.x.status != "rejected"
    error_message = "the ephemeral resource is rejected"
  }
}

check "stored" {
  assert {
    condition     = connector_credential_paymo.x.status != "rejected"
    error_message = "the stored secret is rejected"
  }
}

check "write_only" {
  assert {
    condition     = connector_credential_resci.x.status != "rejected"
    error_message = "the write-only secret is rejected"
  }
}
`)
	expect(t, workspace.Run("apply"), 0)
	for _, name := range []string{"resci", "paymo", "customerly", "calendly"} {
		vendors.Vendor(name).Revoke(vendors.Vendor(name).Demo())
	}
	output := workspace.Run("plan", "-refresh-only", "-detailed-exitcode")
	expect(t, output, 2, "the data source is rejected", "the ephemeral resource is rejected", "the stored secret is rejected")
	expectSilent(t, output, "the write-only secret is rejected")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "the write-only secret is rejected")
}
