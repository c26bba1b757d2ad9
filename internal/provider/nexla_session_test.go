package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

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

func TestSessionThatEndsDuringAnApplyIsRenewed(t *testing.T) {
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
	savedCredential(t, vendors)
}

func TestRejectedServiceKeyIsTriedOncePerProcess(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().RejectServiceKey(true)
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(strings.Replace(inNexla(vendors.Vendor("paymo")), `"x" {`, `"a" {`, 1) + inNexla(vendors.Vendor("resci")) + inNexla(vendors.Vendor("customerly")))
	expect(t, workspace.Run("apply"), 1, "Nexla rejected NEXLA_SERVICE_KEY", "Replace it.")
	if got := calls(vendors); got["POST /token"] != 1 || len(got) != 1 {
		t.Errorf("calls: %v", got)
	}
}

func TestTwoKeysInOnePlaceAreAnError(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["NEXLA_SERVICE_KEY"] = secretCanary
	workspace.Env["NEXLA_ACCESS_TOKEN"] = secretCanary
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))
	output := workspace.Run("plan")
	expect(t, output, 1, "Two keys for Nexla", "NEXLA_SERVICE_KEY and NEXLA_ACCESS_TOKEN")
	expectSilent(t, output, secretCanary)
}

func TestAccessTokenReplacesAServiceKey(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(fmt.Sprintf("provider \"connector\" {\n  nexla {\n    access_token = %q\n  }\n}\n", vendors.Nexla().AccessToken()) + inNexla(vendors.Vendor("resci")))
	expect(t, workspace.Run("apply"), 0, "1 added")
	if calls(vendors)["POST /token"] != 0 {
		t.Error("the service key of the environment was used beside the block's token")
	}
}

// TestEmptyKeyInTheBlockIsNotReadFromTheEnvironment: the environment may hold the
// key of another account.
func TestEmptyKeyInTheBlockIsNotReadFromTheEnvironment(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for _, argument := range []string{"service_key", "access_token"} {
		workspace := newWorkspace(t, vendors)
		workspace.Env["NEXLA_API_URL"] = vendors.Nexla().BaseURL()
		workspace.Env["NEXLA_SERVICE_KEY"] = vendors.Nexla().ServiceKey()
		workspace.Configure(fmt.Sprintf("provider \"connector\" {\n  nexla {\n    %s = \"\"\n  }\n}\ndata \"connector_nexla_credentials\" \"all\" {}\n", argument))
		expect(t, workspace.Run("plan"), 1, "Invalid key for Nexla", argument+" in the provider's nexla block is empty", "NEXLA_SERVICE_KEY")
		if requests := vendors.Nexla().Requests(); len(requests) > 0 {
			t.Errorf("%s: %d requests to Nexla", argument, len(requests))
		}
	}
}
