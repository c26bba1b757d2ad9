package provider

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"
)

const resciX = "connector_credential_resci.x"

// resciConfig declares a ReSci credential at the sandbox, with the given lines.
func resciConfig(vendors *sandbox.Sandbox, lines ...string) string {
	configuration := fmt.Sprintf("provider \"connector\" {\n  endpoints = { resci = %q }\n}\n", vendors.Vendor("resci").BaseURL())
	configuration += "resource \"connector_credential_resci\" \"x\" {\n  name = \"marketing\"\n"
	for _, line := range lines {
		configuration += "  " + line + "\n"
	}
	return configuration + "}\n"
}

func issueResci(vendors *sandbox.Sandbox, keys ...string) {
	for _, key := range keys {
		vendors.Vendor("resci").Issue(map[string]string{"api_key": key})
	}
}

func attribute(name string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(resciX, tfjsonpath.New(name), value)
}

func planned(action plancheck.ResourceActionType, more ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: append([]plancheck.PlanCheck{plancheck.ExpectResourceAction(resciX, action)}, more...)}
}

func unknownInPlan(names ...string) []plancheck.PlanCheck {
	var checks []plancheck.PlanCheck
	for _, name := range names {
		checks = append(checks, plancheck.ExpectUnknownValue(resciX, tfjsonpath.New(name)))
	}
	return checks
}

func revisionInPlan(revision int64) plancheck.PlanCheck {
	return plancheck.ExpectKnownValue(resciX, tfjsonpath.New("secret_revision"), knownvalue.Int64Exact(revision))
}

// run runs a test case on the provider in this process. Every step ends with a
// plan that has to be empty, unless it says otherwise.
func run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	t.Parallel()
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.RequireAbove(tfversion.Version1_11_0)},
		Steps:                    steps,
	})
}

func TestWriteOnlySecretIsRotatedByItsChangeAlone(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	sameID := statecheck.CompareValue(compare.ValuesSame())
	run(t,
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate, revisionInPlan(1)),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("verified")),
				attribute("status_reason", knownvalue.StringExact("accepted")),
				attribute("secret_revision", knownvalue.Int64Exact(1)),
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
				append(unknownInPlan("rotated_at", "verified_at", "status", "account"), revisionInPlan(2))...),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("secret_revision", knownvalue.Int64Exact(2)),
				sameID.AddStateValue(resciX, tfjsonpath.New("id")),
			},
		},
		resource.TestStep{
			Config:            resciConfig(vendors, `api_key_wo = "key-two"`, `description = "renamed"`),
			ConfigPlanChecks:  planned(plancheck.ResourceActionUpdate, revisionInPlan(2)),
			ConfigStateChecks: []statecheck.StateCheck{attribute("secret_revision", knownvalue.Int64Exact(2))},
		},
	)
}

func TestStoredSecretIsRotatedByItsChange(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key = "key-one"`)},
		resource.TestStep{
			Config:            resciConfig(vendors, `api_key = "key-two"`),
			ConfigPlanChecks:  planned(plancheck.ResourceActionUpdate, revisionInPlan(2)),
			ConfigStateChecks: []statecheck.StateCheck{attribute("api_key", knownvalue.StringExact("key-two"))},
		},
	)
}

func TestMovingASecretBetweenStoredAndWriteOnlyIsNoRotation(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key = "key-one"`)},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(1)),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("api_key", knownvalue.Null()), attribute("secret_revision", knownvalue.Int64Exact(1)),
			},
		},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(1)),
		},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(2)),
		},
	)
}

func TestSecretsVersionAloneDecidesWhereItIsSet(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two", "key-three", "key-four", "key-five")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key_wo = "key-one"`)},
		resource.TestStep{ // Setting it for the first time is no new secret in itself.
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`, `secrets_wo_version = "1"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(1)),
		},
		resource.TestStep{ // Another value under the same version is none, and plans empty.
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`, `secrets_wo_version = "1"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{ // The version's change is one, even with the same value.
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`, `secrets_wo_version = "2"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(2)),
		},
		resource.TestStep{ // Removing it is none, whatever the value, and takes up a hash ...
			Config:           resciConfig(vendors, `api_key_wo = "key-three"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(2)),
		},
		resource.TestStep{ // ... with which the next change is noticed.
			Config:           resciConfig(vendors, `api_key_wo = "key-four"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(3)),
		},
		resource.TestStep{ // Setting it together with another value compares with that hash.
			Config:           resciConfig(vendors, `api_key_wo = "key-five"`, `secrets_wo_version = "3"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(4)),
		},
	)
}

func TestFailedRotationLeavesTheOldValues(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key_wo = "key-one"`)},
		resource.TestStep{
			Config:      resciConfig(vendors, `api_key_wo = "wrong-key"`, `verification = { plan = "off" }`),
			ExpectError: regexp.MustCompile(`(?s)ReSci Refuses Credential "marketing".*state is as it was before`),
		},
		resource.TestStep{ // The hash of the old secret is still there: the old value plans empty.
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop, revisionInPlan(1)),
		},
		resource.TestStep{
			Config:           resciConfig(vendors, `api_key_wo = "key-two"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(2)),
		},
	)
}

func TestImportedCredentialCountsAsNewUntilItsFirstApply(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	imported := resciConfig(vendors, `api_key_wo = "key-one"`) + `
import {
  to = connector_credential_resci.x
  id = "marketing"
}
`
	run(t,
		resource.TestStep{
			Config:      resciConfig(vendors, `api_key_wo = "wrong-key"`) + "import {\n  to = connector_credential_resci.x\n  id = \"marketing\"\n}\n",
			ExpectError: regexp.MustCompile(`ReSci Refuses Credential "marketing"`),
		},
		resource.TestStep{
			Config:           imported,
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, revisionInPlan(1)),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("verified")),
				attribute("secret_revision", knownvalue.Int64Exact(1)),
				attribute("rotated_at", knownvalue.NotNull()),
			},
		},
	)
}

func TestImportRefusesANameThatNoCredentialCanHave(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	run(t, resource.TestStep{
		Config:        resciConfig(vendors, `api_key_wo = "key-one"`),
		ResourceName:  resciX,
		ImportState:   true,
		ImportStateId: longText(textLimit + 1),
		ExpectError:   regexp.MustCompile(`Invalid Import ID`),
	})
}

func TestStatusHealsToVerifiedAndThenPlansEmpty(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	run(t,
		resource.TestStep{
			Config: resciConfig(vendors, `api_key_wo = "key-one"`, `verification = { plan = "off", apply = "off" }`),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("unverified")),
				attribute("status_reason", knownvalue.StringExact("not_asked")),
				attribute("verified_at", knownvalue.Null()),
				attribute("auth_scheme", knownvalue.Null()),
				attribute("header_names", knownvalue.Null()),
				attribute("secret_revision", knownvalue.Int64Exact(1)),
			},
		},
		resource.TestStep{ // No diff for the status alone while apply is off.
			Config:           resciConfig(vendors, `api_key_wo = "key-one"`, `verification = { plan = "off", apply = "off" }`),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{
			Config: resciConfig(vendors, `api_key_wo = "key-one"`),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("verified")), attribute("verified_at", knownvalue.NotNull()),
			},
		},
	)
}

func TestNoDiffForTheStatusAloneWhileApplyIsOff(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	configuration := resciConfig(vendors, `api_key_wo = "key-one"`, `verification = { apply = "off" }`)
	run(t,
		resource.TestStep{
			Config:            configuration,
			ConfigStateChecks: []statecheck.StateCheck{attribute("status", knownvalue.StringExact("unverified"))},
		},
		resource.TestStep{
			PreConfig:        func() { vendors.Vendor("resci").Revoke(map[string]string{"api_key": "key-one"}) },
			Config:           configuration,
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
	)
}

func TestRefreshNotesARefusedStoredSecret(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	key := map[string]string{"api_key": "key-one"}
	configuration := resciConfig(vendors, `api_key = "key-one"`)
	run(t,
		resource.TestStep{Config: configuration},
		resource.TestStep{
			PreConfig:          func() { vendors.Vendor("resci").Revoke(key) },
			RefreshState:       true,
			ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{
				PostRefresh: []plancheck.PlanCheck{plancheck.ExpectResourceAction(resciX, plancheck.ResourceActionUpdate)},
			},
		},
		resource.TestStep{ // A revocation that is taken back heals, and then plans empty.
			PreConfig: func() { vendors.Vendor("resci").Restore(key) },
			Config:    configuration,
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("verified")), attribute("secret_revision", knownvalue.Int64Exact(1)),
			},
		},
		resource.TestStep{ // An inconclusive answer leaves all as it was.
			PreConfig:    func() { vendors.Vendor("resci").Break(sandbox.Fault{Name: "html"}) },
			RefreshState: true,
		},
	)
}

func TestChangedRegionOrBaseURLIsVerifiedAsNew(t *testing.T) {
	vendors, others := startSandbox(t, noLimits()), startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	run(t,
		resource.TestStep{Config: resciConfig(vendors, `api_key_wo = "key-one"`)},
		resource.TestStep{
			Config:      resciConfig(vendors, `api_key_wo = "key-one"`, fmt.Sprintf("base_url = %q", others.Vendor("resci").BaseURL())),
			ExpectError: regexp.MustCompile(`ReSci Refuses Credential "marketing"`),
		},
	)
}

func TestUnknownSecretIsVerifiedAtApply(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	configuration := func(key, name string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"key\" {\n  input = %q\n}\n", key) +
			resciConfig(vendors, name+` = terraform_data.key.output`)
	}
	run(t,
		resource.TestStep{
			Config:            configuration("key-one", "api_key_wo"),
			ConfigStateChecks: []statecheck.StateCheck{attribute("status", knownvalue.StringExact("verified"))},
		},
		resource.TestStep{
			Config: configuration("key-two", "api_key_wo"),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate,
				unknownInPlan("secret_revision", "rotated_at", "status")...),
			ConfigStateChecks: []statecheck.StateCheck{attribute("secret_revision", knownvalue.Int64Exact(2))},
		},
		resource.TestStep{
			Config:      configuration("wrong-key", "api_key_wo"),
			ExpectError: regexp.MustCompile(`ReSci Refuses Credential "marketing"`),
		},
	)
}

func TestUnknownProviderSettingsAskNobodyAtPlan(t *testing.T) {
	for name, setting := range map[string]string{
		"endpoint":             `endpoints = { resci = terraform_data.unknown.output }`,
		"endpoints":            `endpoints = terraform_data.unknown.id == "" ? {} : { resci = terraform_data.unknown.output }`,
		"verification":         `verification = { plan = terraform_data.unknown.id == "" ? "off" : "strict" }`,
		"verification_timeout": `verification_timeout = terraform_data.unknown.id == "" ? "1s" : "2s"`,
		"ca_cert_file":         `ca_cert_file = terraform_data.unknown.id == "" ? "a" : "b"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := newWorkspace(t, vendors)
			workspace.Configure(fmt.Sprintf("resource \"terraform_data\" \"unknown\" {\n  input = %q\n}\nprovider \"connector\" {\n  %s\n}\n",
				vendors.Vendor("resci").BaseURL(), setting) + declare("resci", "x", vendors.Vendor("resci").Demo()))
			expect(t, workspace.Run("plan"), 0, "2 to add")
			if got := vendors.Connections(); got != 0 {
				t.Errorf("%d connections at plan, want none", got)
			}
		})
	}
}

func TestUnknownBaseURLAndSchemeAskNobodyAtPlan(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Vendor("paymo").Take("basic")
	workspace := newWorkspace(t, vendors)
	workspace.Configure("resource \"terraform_data\" \"unknown\" {\n  input = \"basic\"\n}\n" +
		declare("paymo", "a", vendors.Vendor("paymo").Demo(), "auth_scheme = terraform_data.unknown.output") +
		declare("resci", "b", vendors.Vendor("resci").Demo(), `base_url = "${terraform_data.unknown.output}"`))
	expect(t, workspace.Run("plan"), 0, "3 to add")
	if got := vendors.Connections(); got != 0 {
		t.Errorf("%d connections at plan, want none", got)
	}
}

func TestSecretOlderThanRotateAfterWarns(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	demo := vendors.Vendor("paymo").Demo()
	workspace.Configure(declare("paymo", "x", demo, `rotate_after = "1ms"`))
	expect(t, workspace.Run("apply"), 0)
	time.Sleep(time.Second) // rotated_at counts whole seconds.
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, `Secret of Paymo Credential "paymo-x" Is Due for Rotation`, "No changes")

	workspace.Configure(declare("paymo", "x", demo, `rotate_after = "2160h"`))
	expectSilent(t, workspace.Run("plan"), "Due for Rotation")
}

func TestSecretRevisionDrivesReplacementOfWhatHangsOnIt(t *testing.T) {
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

func TestSecretThatChangesAfterTheSavedPlanStopsTheApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	workspace := newWorkspace(t, vendors)
	configuration := func(description string) string {
		return "variable \"key\" {\n  type      = string\n  ephemeral = true\n}\n" +
			"resource \"connector_credential_resci\" \"x\" {\n  name = \"marketing\"\n  api_key_wo = var.key\n  description = \"" + description + "\"\n}\n"
	}
	workspace.Env["TF_VAR_key"] = "key-one"
	workspace.Configure(configuration("first"))
	expect(t, workspace.Run("apply"), 0)
	workspace.Configure(configuration("second"))
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	workspace.Env["TF_VAR_key"] = "key-two"
	output := workspace.Run("apply", "saved.tfplan")
	if output.ExitCode != 1 {
		t.Fatalf("the apply went on:\n%s", output.Raw)
	}
	if got := workspace.Attributes(resciX); got["description"] != "first" || got["secret_revision"] != 1.0 {
		t.Errorf("state: %v", got)
	}
	expect(t, workspace.Run("apply"), 0, "1 changed")
}

func TestSecretNotSuppliedAgainForASavedPlanSaysWhatToSupply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	workspace := newWorkspace(t, vendors)
	workspace.Configure(`
variable "key" {
  type      = string
  ephemeral = true
  default   = null
}
resource "connector_credential_resci" "x" {
  name       = "marketing"
  api_key_wo = var.key
}
`)
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
