package provider

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
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

// revisions follows secret_revision of the credential x from its creation on.
type revisions struct{ first int64 }

// created takes the revision of a creation from state: a time in milliseconds.
func (r *revisions) created() statecheck.StateCheck {
	begun := time.Now().UnixMilli()
	return statecheck.ExpectKnownValue(resciX, tfjsonpath.New("secret_revision"), knownvalue.Int64Func(func(revision int64) error {
		r.first = revision
		if revision < begun-int64(time.Hour/time.Millisecond) || revision > time.Now().UnixMilli()+1 {
			return fmt.Errorf("the revision %d is no time in milliseconds", revision)
		}
		return nil
	}))
}

// raised expects this many rotations since the creation.
func (r *revisions) raised(by int64) knownvalue.Check {
	return knownvalue.Int64Func(func(revision int64) error {
		if revision != r.first+by {
			return fmt.Errorf("the revision is %d, want %d and %d rotations", revision, r.first, by)
		}
		return nil
	})
}

func (r *revisions) inState(by int64) statecheck.StateCheck {
	return attribute("secret_revision", r.raised(by))
}

func (r *revisions) inPlan(by int64) plancheck.PlanCheck {
	return plancheck.ExpectKnownValue(resciX, tfjsonpath.New("secret_revision"), r.raised(by))
}

// run runs a test case on the provider in this process. Every step ends with a
// plan that must be empty, unless the step says otherwise.
func run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	t.Parallel()
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.RequireAbove(tfversion.Version1_11_0)},
		Steps:                    steps,
	})
}

func TestImportedCredentialCountsAsNewUntilItsFirstApply(t *testing.T) {
	var revision revisions
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
			ExpectError: regexp.MustCompile(`ReSci rejected the credential "marketing"`),
		},
		resource.TestStep{
			Config:           imported,
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate, unknownInPlan("secret_revision")...),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("verified")),
				revision.created(),
				attribute("rotated_at", knownvalue.NotNull()),
			},
		},
	)
}

func TestImportRejectsAnInvalidName(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	run(t, resource.TestStep{
		Config:        resciConfig(vendors, `api_key_wo = "key-one"`),
		ResourceName:  resciX,
		ImportState:   true,
		ImportStateId: longText(textLimit + 1),
		ExpectError:   regexp.MustCompile(`Invalid import ID`),
	})
}

func TestStatusReturnsToVerifiedAndThenPlansEmpty(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	run(t,
		resource.TestStep{
			Config: resciConfig(vendors, `api_key_wo = "key-one"`, `verification = { plan = "off", apply = "off" }`),
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("status", knownvalue.StringExact("unverified")),
				attribute("status_reason", knownvalue.StringExact("not_verified")),
				attribute("verified_at", knownvalue.Null()),
				attribute("auth_scheme", knownvalue.Null()),
				attribute("header_names", knownvalue.Null()),
				attribute("secret_revision", knownvalue.NotNull()),
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

func TestRefreshRecordsARejectedStoredSecret(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	key := map[string]string{"api_key": "key-one"}
	configuration := resciConfig(vendors, `api_key = "key-one"`)
	var revision revisions
	run(t,
		resource.TestStep{Config: configuration, ConfigStateChecks: []statecheck.StateCheck{revision.created()}},
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
				attribute("status", knownvalue.StringExact("verified")), revision.inState(0),
			},
		},
		resource.TestStep{ // An inconclusive response changes nothing.
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
			ExpectError: regexp.MustCompile(`ReSci rejected the credential "marketing"`),
		},
	)
}
