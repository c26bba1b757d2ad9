package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// endings are the two ways in which an apply is broken off: by a person, who
// waits for the end, and by the system, which takes the provider away at once.
var endings = map[string]func(*clitest.Running){
	"interrupted": (*clitest.Running).Interrupt,
	"killed":      (*clitest.Running).KillProvider,
}

// eachEnding runs a test for both endings, each with a request that Nexla carries out
// without a response, and with one that it does not carry out.
func eachEnding(t *testing.T, run func(t *testing.T, how string, end func(*clitest.Running), carriedOut bool)) {
	t.Helper()
	for how, end := range endings {
		for _, carriedOut := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, carried out: %t", how, carriedOut), func(t *testing.T) {
				t.Parallel()
				run(t, how, end, carriedOut)
			})
		}
	}
}

// breakOff starts a command, waits for the moment and ends it.
func breakOff(t *testing.T, workspace *clitest.Workspace, command string, moment func() bool, end func(*clitest.Running)) clitest.Output {
	t.Helper()
	workspace.Env["CONNECTOR_REQUEST_TIMEOUT"] = "50s"
	running := workspace.Start(command)
	for deadline := time.Now().Add(time.Minute); !moment(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			running.Kill()
			t.Fatalf("the moment to end %s did not come:\n%s", command, running.Wait().Raw)
		}
	}
	ended := time.Now()
	end(running)
	output := running.Wait()
	if took := time.Since(ended); took > 15*time.Second {
		t.Errorf("%s ended only after %s", command, took)
	}
	expect(t, output, 1)
	return output
}

func TestInterruptedCreateIsNeitherLostNorDuplicated(t *testing.T) {
	t.Parallel()
	eachEnding(t, func(t *testing.T, how string, end func(*clitest.Running), carriedOut bool) {
		vendors := startSandbox(t, noLimits())
		workspace := nexlaWorkspace(t, vendors)
		vendor := vendors.Vendor("paymo")
		workspace.Configure(inNexla(vendor))
		vendors.Nexla().HangResponses(1, carriedOut, "POST")
		output := breakOff(t, workspace, "apply", func() bool {
			return calls(vendors)["POST /data_credentials"] == 1 && (len(vendors.Nexla().Credentials()) == 1) == carriedOut
		}, end)
		if state := workspace.Attributes("connector_credential_paymo.x"); state != nil {
			t.Fatalf("left in state: %v", state)
		}

		// After an interrupt, the provider still looks, and deletes what it created. After
		// killed cannot: the next apply finds it, and leaves the decision to a person.
		if left := len(vendors.Nexla().Credentials()); how == "killed" && carriedOut {
			id := savedCredential(t, vendors).ID
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to add")
			expect(t, workspace.Run("apply"), 1, "exists in Nexla already", fmt.Sprintf("credential_id = %d", id), fmt.Sprintf("nexla:%d", id))
			workspace.Configure(inNexla(vendor, fmt.Sprintf("credential_id = %d", id)))
		} else if left != 0 {
			t.Errorf("left in Nexla: %d\n%s", left, output.Raw)
		}
		expect(t, workspace.Run("apply"), 0, "1 added, 0 changed, 0 destroyed")
		saved := savedCredential(t, vendors)
		if got := fmt.Sprint(nexlaCredentialOf(workspace, "paymo")["id"]); got != fmt.Sprint(saved.ID) {
			t.Errorf("state has %s and Nexla %d", got, saved.ID)
		}
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	})
}

func TestInterruptedRotationIsRepeated(t *testing.T) {
	t.Parallel()
	eachEnding(t, func(t *testing.T, how string, end func(*clitest.Running), carriedOut bool) {
		vendors, vendor, workspace := savedInNexla(t, "resci")
		before, id := workspace.Attributes("connector_credential_resci.x"), savedCredential(t, vendors).ID
		rotated := vendor.CreateKey()
		workspace.Configure(declare("resci", "x", rotated, "nexla {", "}"))
		vendors.Nexla().HangResponses(1, carriedOut, "PUT")
		isRotated := func() bool {
			return slices.Contains(slices.Collect(maps.Values(savedCredential(t, vendors).TemplateConfig)), rotated["api_key"])
		}
		breakOff(t, workspace, "apply", func() bool {
			return calls(vendors)["PUT /data_credentials/ID"] == 1 && isRotated() == carriedOut
		}, end)
		after := workspace.Attributes("connector_credential_resci.x")
		if after["(tainted)"] != false || after["secret_revision"] != before["secret_revision"] || after["rotated_at"] != before["rotated_at"] {
			t.Fatalf("state was %v and is %v", before, after)
		}
		if how == "interrupted" {
			// The prior configuration does not hide that Nexla may have the new secret.
			workspace.Configure(inNexla(vendor))
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
			workspace.Configure(declare("resci", "x", rotated, "nexla {", "}"))
		}
		expect(t, workspace.Run("apply"), 0, "0 added, 1 changed, 0 destroyed")
		after = workspace.Attributes("connector_credential_resci.x")
		revision, _ := before["secret_revision"].(float64)
		if after["id"] != before["id"] || after["secret_revision"] != revision+1 || savedCredential(t, vendors).ID != id || !isRotated() {
			t.Errorf("state is %v", after)
		}
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	})
}

// TestKilledRotationIsRepeatedAfterARejectionToo: with a secret in state, only the lost
// private state shows that Nexla may have another one. A rejection that is recorded in
// between must not hide that.
func TestKilledRotationIsRepeatedAfterARejectionToo(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor, workspace := vendors.Vendor("resci"), nexlaWorkspace(t, vendors)
	configure := func(key string) {
		workspace.Configure(fmt.Sprintf("resource \"connector_credential_resci\" \"x\" {\n  name = \"x\"\n  api_key = %q\n  nexla {}\n}\n", key))
	}
	demo, rotated := vendor.Demo(), vendor.CreateKey()
	configure(demo["api_key"])
	expect(t, workspace.Run("apply"), 0, "1 added")
	hasInNexla := func(key string) bool {
		return slices.Contains(slices.Collect(maps.Values(savedCredential(t, vendors).TemplateConfig)), key)
	}

	configure(rotated["api_key"])
	vendors.Nexla().HangResponses(1, true, "PUT")
	breakOff(t, workspace, "apply", func() bool { return hasInNexla(rotated["api_key"]) }, endings["killed"])
	configure(demo["api_key"])
	vendor.Revoke(demo)
	expect(t, workspace.Run("apply"), 1, "State records the rejection")

	vendor.Restore(demo)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if !hasInNexla(demo["api_key"]) {
		t.Error("Nexla still has the secret of the killed apply")
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestInterruptedDestroyIsRepeated(t *testing.T) {
	t.Parallel()
	eachEnding(t, func(t *testing.T, _ string, end func(*clitest.Running), carriedOut bool) {
		vendors, _, workspace := savedInNexla(t, "resci")
		vendors.Nexla().HangResponses(1, carriedOut, "DELETE")
		breakOff(t, workspace, "destroy", func() bool {
			return calls(vendors)["DELETE /data_credentials/ID"] == 1 && (len(vendors.Nexla().Credentials()) == 0) == carriedOut
		}, end)
		if state := workspace.Attributes("connector_credential_resci.x"); state == nil || state["(tainted)"] != false {
			t.Fatalf("state is %v", state)
		}
		expect(t, workspace.Run("destroy"), 0, "1 destroyed")
		if left := len(vendors.Nexla().Credentials()); left != 0 || workspace.Attributes("connector_credential_resci.x") != nil {
			t.Errorf("left in Nexla: %d", left)
		}
	})
}

func TestProviderKilledDuringAnApplyKeepsCompletedWork(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"while the vendor does not respond": {Name: "timeout"},
		"while waiting for the next try":    {Name: "rate_limited", Argument: "30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := newWorkspace(t, vendors)
			workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
			// The second waits for the first, so that the moment is known.
			first, second := declare("paymo", "x", vendors.Vendor("paymo").Demo()), declare("resci", "x", vendors.Vendor("resci").Demo(), "depends_on = [connector_credential_paymo.x]")
			workspace.Configure(first + second)
			vendors.Vendor("resci").Break(fault)
			breakOff(t, workspace, "apply", func() bool { return len(vendors.Vendor("resci").Requests()) > 0 }, endings["killed"])
			done := workspace.Attributes("connector_credential_paymo.x")
			if done == nil || done["(tainted)"] != false || workspace.Attributes("connector_credential_resci.x") != nil {
				t.Fatalf("state of what was done: %v", done)
			}
			vendors.Vendor("resci").Mend()
			expect(t, workspace.Run("apply"), 0, "1 added, 0 changed, 0 destroyed")
			if again := workspace.Attributes("connector_credential_paymo.x"); again["id"] != done["id"] || again["rotated_at"] != done["rotated_at"] {
				t.Errorf("it was %v and is %v", done, again)
			}
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
}

func TestInterruptedProbeDeletesTheSavedCredential(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendors.Vendor("paymo")))
	release := make(chan struct{})
	vendors.Nexla().ProbeWith(func(sandbox.NexlaCredential) (int, string) { <-release; return 200, "" })
	output := breakOff(t, workspace, "apply", func() bool { return calls(vendors)["GET /data_credentials/ID/probe"] == 1 }, endings["interrupted"])
	close(release)
	if left := len(vendors.Nexla().Credentials()); left != 0 || workspace.Attributes("connector_credential_paymo.x") != nil || !strings.Contains(output.Text, "interrupted") {
		t.Errorf("left in Nexla: %d\n%s", left, output.Raw)
	}
	vendors.Nexla().ProbeWith(nil)
	expect(t, workspace.Run("apply"), 0, "1 added")
	savedCredential(t, vendors)
}
