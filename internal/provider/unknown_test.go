package provider

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

func TestUnknownSecretIsVerifiedAtApply(t *testing.T) {
	var revision revisions
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	configuration := func(key, name string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"key\" {\n  input = %q\n}\n", key) +
			resciConfig(vendors, name+` = terraform_data.key.output`)
	}
	run(t,
		resource.TestStep{
			Config:            configuration("key-one", "api_key_wo"),
			ConfigStateChecks: []statecheck.StateCheck{attribute("status", knownvalue.StringExact("verified")), revision.created()},
		},
		resource.TestStep{
			Config: configuration("key-two", "api_key_wo"),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate,
				unknownInPlan("secret_revision", "rotated_at", "status")...),
			ConfigStateChecks: []statecheck.StateCheck{revision.inState(1)},
		},
		resource.TestStep{
			Config:      configuration("wrong-key", "api_key_wo"),
			ExpectError: regexp.MustCompile(`ReSci rejected the credential "marketing"`),
		},
	)
}

func TestUnknownProviderSettingsSendNoRequestAtPlan(t *testing.T) {
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

func TestUnknownBaseURLAndSchemeSendNoRequestAtPlan(t *testing.T) {
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

// TestUnknownRegionSendsNoRequestAtPlan: with a base URL of its own the host is known, but
// the region also decides which environment a credential belongs to.
func TestUnknownRegionSendsNoRequestAtPlan(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure("resource \"terraform_data\" \"region\" {\n  input = \"sandbox\"\n}\n" +
		declare("paypal", "x", vendors.Vendor("paypal").Demo(), "region = terraform_data.region.output", `required_environment = "test"`))
	expect(t, workspace.Run("plan"), 0, "2 to add")
	expectRequests(t, vendors, "plan", 0)
	expect(t, workspace.Run("apply"), 0, "2 added")
	wantAttributes(t, "created", workspace.Attributes("connector_credential_paypal.x"), map[string]string{"status": "verified", "environment": "test"})
}
