package provider

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

func TestWriteOnlySecretIsRotatedByItsChangeAlone(t *testing.T) {
	var revision revisions
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	sameID := statecheck.CompareValue(compare.ValuesSame())
	run(t,
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate, unknownInPlan("secret_revision")...),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("verified")),
				attribute("status_reason", knownvalue.StringExact("accepted")),
				revision.created(),
				attribute("connector", knownvalue.StringExact("resci")),
				attribute("auth_scheme", knownvalue.StringExact("api_key")),
				attribute("header_names", knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("Authorization")})),
				attribute("account", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"organization": knownvalue.StringExact("4711"), "id": knownvalue.Null(), "email": knownvalue.Null(),
				})),
				attribute("id", knownvalue.StringRegexp(regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`))),
				attribute("verified_at", knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`))),
				attribute("rotated_at", knownvalue.StringRegexp(regexp.MustCompile(`Z$`))),
				attribute("api_key", knownvalue.Null()),
				attribute("api_key_wo", knownvalue.Null()),
				sameID.AddStateValue(resciX, tfjsonpath.New("id")),
			},
		},
		resource.TestStep{
			Config: resciConfig(vendors, `api_key_wo = "key-two"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate,
				append(unknownInPlan("rotated_at", "verified_at", "status", "account"), revision.inPlan(1))...),
			ConfigStateChecks: []statecheck.StateCheck{
				revision.inState(1),
				sameID.AddStateValue(resciX, tfjsonpath.New("id")),
			},
		},
		resource.TestStep{
			Config:            resciConfig(vendors, `api_key_wo = "key-two"`, `description = "renamed"`),
			ConfigPlanChecks:  planned(plancheck.ResourceActionUpdate, revision.inPlan(1)),
			ConfigStateChecks: []statecheck.StateCheck{revision.inState(1)},
		},
	)
}

func TestStoredSecretIsRotatedByItsChange(t *testing.T) {
	var revision revisions
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key = "key-one"`), ConfigStateChecks: []statecheck.StateCheck{revision.created()}},
		resource.TestStep{
			Config:            resciConfig(vendors, `api_key = "key-two"`),
			ConfigPlanChecks:  planned(plancheck.ResourceActionUpdate, revision.inPlan(1)),
			ConfigStateChecks: []statecheck.StateCheck{attribute("api_key", knownvalue.StringExact("key-two"))},
		},
	)
}

func TestMovingASecretBetweenStoredAndWriteOnlyIsNoRotation(t *testing.T) {
	var revision revisions
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key = "key-one"`), ConfigStateChecks: []statecheck.StateCheck{revision.created()}},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(0)),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("api_key", knownvalue.Null()), revision.inState(0),
			},
		},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(0)),
		},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(1)),
		},
	)
}

func TestSecretsVersionAloneDecidesIfItIsSet(t *testing.T) {
	var revision revisions
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two", "key-three")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key_wo = "key-one"`), ConfigStateChecks: []statecheck.StateCheck{revision.created()}},
		resource.TestStep{ // Setting it for the first time is no new secret in itself.
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`, `secrets_wo_version = "1"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(0)),
		},
		resource.TestStep{ // Another value under the same version is none, and plans empty.
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`, `secrets_wo_version = "1"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{ // The version's change is one, even with the same value.
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`, `secrets_wo_version = "2"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(1)),
		},
		resource.TestStep{ // Without it there is nothing to compare the secret with, which counts as changed.
			Config:           resciConfig(vendors, `api_key_wo = "key-three"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(2)),
		},
	)
}

func TestFailedRotationLeavesTheOldValues(t *testing.T) {
	var revision revisions
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key_wo = "key-one"`), ConfigStateChecks: []statecheck.StateCheck{revision.created()}},
		resource.TestStep{
			Config:      resciConfig(vendors, `api_key_wo = "wrong-key"`, `verification = { plan = "off" }`),
			ExpectError: regexp.MustCompile(`(?s)ReSci rejected the credential "marketing".*Nothing was saved`),
		},
		resource.TestStep{ // The hash of the old secret is still there: the old value plans empty.
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop, revision.inPlan(0)),
		},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revision.inPlan(1)),
		},
	)
}

func TestSecretOlderThanRotateAfterWarns(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	demo := vendors.Vendor("paymo").Demo()
	workspace.Configure(declare("paymo", "x", demo, `rotate_after = "1ms"`))
	expect(t, workspace.Run("apply"), 0)
	time.Sleep(time.Second) // rotated_at counts whole seconds.
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, `Paymo: the secret of the credential "paymo-x" is due for rotation`, "No changes")

	workspace.Configure(declare("paymo", "x", demo, `rotate_after = "2160h"`))
	expectSilent(t, workspace.Run("plan"), "Due for Rotation")
}

func TestSecretRevisionTriggersReplacementOfDependents(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	workspace := newWorkspace(t, vendors)
	configuration := func(key, more string) string {
		return declare("resci", "x", map[string]string{"api_key": key}, more) + `
resource "terraform_data" "consumer" {
  triggers_replace = connector_credential_resci.x.secret_revision
}
`
	}
	workspace.Configure(configuration("key-one", ""))
	expect(t, workspace.Run("apply"), 0)
	workspace.Configure(configuration("key-one", `description = "only a text"`))
	expect(t, workspace.Run("apply"), 0, "0 added, 1 changed, 0 destroyed")
	workspace.Configure(configuration("key-two", ""))
	expect(t, workspace.Run("apply"), 0, "1 added, 1 changed, 1 destroyed")
}

// withEphemeralKey declares a credential whose secret is the ephemeral variable key.
func withEphemeralKey(ofVariable, ofResource string) string {
	return fmt.Sprintf("variable \"key\" {\n  type = string\n  ephemeral = true\n  %s\n}\n"+
		"resource \"connector_credential_resci\" \"x\" {\n  name = \"marketing\"\n  api_key_wo = var.key\n  %s\n}\n", ofVariable, ofResource)
}

func TestSecretThatChangesAfterTheSavedPlanStopsTheApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	workspace := newWorkspace(t, vendors)
	configuration := func(description string) string {
		return withEphemeralKey("", fmt.Sprintf("description = %q", description))
	}
	workspace.Env["TF_VAR_key"] = "key-one"
	workspace.Configure(configuration("first"))
	expect(t, workspace.Run("apply"), 0)
	before := workspace.Attributes(resciX)
	workspace.Configure(configuration("second"))
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	workspace.Env["TF_VAR_key"] = "key-two"
	output := workspace.Run("apply", "saved.tfplan")
	expect(t, output, 1, "Provider produced inconsistent final plan")
	if got := workspace.Attributes(resciX); got["description"] != "first" || got["secret_revision"] != before["secret_revision"] {
		t.Errorf("state: %v", got)
	}
	expect(t, workspace.Run("apply"), 0, "1 changed")
}

// TestSavedPlanUsesTheSecretOfItsApply: only a plan that expects the secret to be the
// previous one stops, as the test above shows.
func TestSavedPlanUsesTheSecretOfItsApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	keys := []string{"key-one", "key-two", "key-three", "key-four", "key-five"}
	issueResci(vendors, keys...)
	workspace := newWorkspace(t, vendors)
	workspace.Configure(withEphemeralKey("", ""))
	// savedWith plans with one secret and applies with another one.
	savedWith := func(planned, applied, says string) {
		t.Helper()
		workspace.Env["TF_VAR_key"] = planned
		expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
		workspace.Env["TF_VAR_key"] = applied
		expect(t, workspace.Run("apply", "saved.tfplan"), 0, says)
	}
	savedWith("key-one", "key-two", "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	savedWith("key-three", "key-four", "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	savedWith("key-four", "key-five", "0 added, 0 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change", "secret_revision")
}

// TestSavedPlanNeedsItsVariableAgain: the guide on platforms quotes the message.
func TestSavedPlanNeedsItsVariableAgain(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	workspace := newWorkspace(t, vendors)
	workspace.Configure(withEphemeralKey("", ""))
	workspace.Env["TF_VAR_key"] = "key-one"
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	delete(workspace.Env, "TF_VAR_key")
	const summary = "No value for required variable"
	expect(t, workspace.Run("apply", "saved.tfplan"), 1, summary)
	if attributes := workspace.Attributes(resciX); attributes != nil {
		t.Errorf("state: %v", attributes)
	}
	for _, guide := range []string{"automation-platforms", "troubleshooting"} {
		if !strings.Contains(page(t, "templates/guides/"+guide+".md.tmpl"), "`"+summary+"`") {
			t.Errorf("the guide %s does not quote %q", guide, summary)
		}
	}
}

func TestMissingSecretOfASavedPlanIsReported(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	workspace := newWorkspace(t, vendors)
	workspace.Configure(withEphemeralKey("default = null", ""))
	expect(t, workspace.Run("plan"), 1, "Missing api_key_wo", "Exactly one of api_key and api_key_wo must be set, and both are null")

	workspace.Env["TF_VAR_key"] = "key-one"
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	delete(workspace.Env, "TF_VAR_key")
	output := workspace.Run("apply", "saved.tfplan")
	expect(t, output, 1)
	if !strings.Contains(output.Text, "must also be set during the apply phase") && !strings.Contains(output.Text, "supplied again when the plan is applied") {
		t.Errorf("neither the CLI nor the provider says what to supply:\n%s", output.Raw)
	}
}
