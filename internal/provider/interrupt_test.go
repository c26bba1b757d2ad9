package provider

import (
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// TestInterruptEndsEveryWait: the shortest of these waits takes 30 seconds.
func TestInterruptEndsEveryWait(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"while the vendor does not respond": {Name: "timeout"},
		"while waiting for the next try":    {Name: "unavailable", Argument: "30"},
		"while a rate limit applies":        {Name: "rate_limited", Argument: "30"},
		"while the response is received":    {Name: "drip"},
	} {
		for _, command := range []string{"plan", "apply"} {
			t.Run(command+" "+name, func(t *testing.T) {
				t.Parallel()
				vendors := startSandbox(t, noLimits())
				for _, vendor := range representatives(vendors) {
					vendor.Break(fault)
				}
				workspace := newWorkspace(t, vendors)
				workspace.Env["CONNECTOR_REQUEST_TIMEOUT"] = "50s"
				if command == "apply" {
					workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
				}
				workspace.Configure(declareRepresentatives(vendors))

				started := time.Now()
				running := workspace.Start(command)
				// The CLI works on ten resources at a time: none of these is done.
				waitForRequests(t, vendors, len(exampleConnectors))
				// On a busy machine, the CLI needs as long to end as it did to start.
				limit := min(2*time.Second+2*time.Since(started), 25*time.Second)
				interrupted := time.Now()
				running.Interrupt()
				output := running.Wait()
				if took := time.Since(interrupted); took > limit {
					t.Errorf("the command continued for %s after the interrupt, want at most %s", took, limit)
				}
				expect(t, output, 1)
				expectNothingLeft(t, workspace)
				if command == "apply" {
					for _, vendor := range representatives(vendors) {
						vendor.Mend()
					}
					expect(t, workspace.Run("apply"), 0, eachRepresentative("added"), "0 changed, 0 destroyed")
				}
			})
		}
	}
}

// waitForRequests waits until the vendors have got that many requests.
func waitForRequests(t *testing.T, vendors *sandbox.Sandbox, n int) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); len(vendors.Requests()) < n; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("only %d of %d requests came", len(vendors.Requests()), n)
		}
	}
}

// expectNothingLeft checks that no credential is in state, tainted or not.
func expectNothingLeft(t *testing.T, workspace *clitest.Workspace) {
	t.Helper()
	for _, name := range exampleConnectors {
		if got := workspace.Attributes("connector_credential_" + name + ".x"); got != nil {
			t.Errorf("%s is in state: %v", name, got)
		}
	}
}
