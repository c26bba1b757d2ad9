package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// distinct declares n different credentials of one vendor, and issues them.
func distinct(vendor *sandbox.Vendor, n int) string {
	var configuration strings.Builder
	for i := range n {
		fields := map[string]string{}
		for name, value := range vendor.Demo() {
			if secretField(vendor.Name(), name) {
				value = fmt.Sprintf("%d-%s", i, value)
			}
			fields[name] = value
		}
		vendor.Issue(fields)
		configuration.WriteString(declare(vendor.Name(), fmt.Sprintf("c%d", i), fields))
	}
	return configuration.String()
}

func TestPlanVerifiesEachCredentialOnceAndApplyTwice(t *testing.T) {
	t.Parallel()
	const n = 12
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(distinct(vendors.Vendor("clari_copilot"), n))

	expect(t, workspace.Run("plan"), 0, "12 to add")
	expectRequests(t, vendors, "plan", n)

	expect(t, workspace.Run("apply"), 0, "12 added")
	expectRequests(t, vendors, "apply", 2*n)

	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expectRequests(t, vendors, "no-op plan", n)

	expect(t, workspace.Run("plan", "-destroy", "-refresh=false"), 0, "12 to destroy")
	expectRequests(t, vendors, "plan of a destroy without refresh", 0)

	expect(t, workspace.Run("destroy", "-refresh=false"), 0, "12 destroyed")
	expectRequests(t, vendors, "destroy without refresh", 0)
}

func TestApplyOfASavedPlanVerifiesEachCredentialOnceAndSoDoesADestroy(t *testing.T) {
	t.Parallel()
	const n = 4
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(distinct(vendors.Vendor("resci"), n))

	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	expectRequests(t, vendors, "plan", n)
	expect(t, workspace.Run("apply", "saved.tfplan"), 0, "4 added")
	expectRequests(t, vendors, "apply of a saved plan", n)

	expect(t, workspace.Run("plan", "-refresh-only"), 0, "No changes")
	expectRequests(t, vendors, "refresh of write-only secrets", 0)
	expect(t, workspace.Run("destroy"), 0, "4 destroyed")
	expectRequests(t, vendors, "destroy, which plans first", n)
}

func TestResourcesWithTheSameSecretShareOneVerification(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	demo := vendors.Vendor("clari_copilot").Demo()
	workspace.Configure(declare("clari_copilot", "a", demo) + declare("clari_copilot", "b", demo))

	expect(t, workspace.Run("plan"), 0, "2 to add")
	expectRequests(t, vendors, "plan", 1)
	expect(t, workspace.Run("apply"), 0, "2 added")
	expectRequests(t, vendors, "apply", 2)
}

func TestRejectedSchemeCostsOneRequestPerHostAndProcess(t *testing.T) {
	t.Parallel()
	const n = 12
	for _, name := range []string{"paymo", "customerly"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := newWorkspace(t, vendors)
			workspace.Configure(distinct(vendors.Vendor(name), n))

			expect(t, workspace.Run("plan"), 0, "12 to add")
			expectRequests(t, vendors, "plan", n+1)
			expect(t, workspace.Run("apply"), 0, "12 added")
			expectRequests(t, vendors, "apply", 2*(n+1))
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			expectRequests(t, vendors, "plan with the scheme in state", n)
		})
	}
}

func TestEachFormOfAVendorsHeaderIsFoundAndRemembered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		vendor, takes, headers string
		planRequests           int
	}{
		{"paymo", "api_key", "[Authorization]", 1},
		{"paymo", "basic", "[Authorization]", 2},
		{"customerly", "authentication", "[Authentication]", 1},
		{"customerly", "authorization", "[Authorization]", 2},
	} {
		t.Run(c.vendor+" "+c.takes, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor(c.vendor)
			vendor.Take(c.takes)
			workspace := newWorkspace(t, vendors)
			workspace.Configure(declare(c.vendor, "x", vendor.Demo()))

			expect(t, workspace.Run("plan"), 0)
			expectRequests(t, vendors, "first plan", c.planRequests)
			expect(t, workspace.Run("apply"), 0, "1 added")
			attributes := workspace.Attributes("connector_credential_" + c.vendor + ".x")
			if attributes["auth_scheme"] != c.takes || attributes["status"] != "verified" {
				t.Errorf("state: %v", attributes)
			}
			if got := fmt.Sprint(attributes["header_names"]); got != c.headers {
				t.Errorf("header_names = %s, want %s", got, c.headers)
			}
			vendors.ResetRequests()
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			expectRequests(t, vendors, "plan with the scheme in state", 1)
			for _, request := range vendors.Requests() {
				if request.Status == 400 {
					t.Errorf("two schemes in one request: %+v", request)
				}
			}
		})
	}
}

func TestPinnedSchemeIsTheOnlyOneTried(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Vendor("paymo").Take("basic")
	workspace := newWorkspace(t, vendors)
	demo := vendors.Vendor("paymo").Demo()

	workspace.Configure(declare("paymo", "x", demo, `auth_scheme = "api_key"`))
	expect(t, workspace.Run("plan"), 1, `for the pinned authentication scheme api_key`, "Check api_key and auth_scheme.")
	expectRequests(t, vendors, "plan pinned to what is not taken", 1)

	workspace.Configure(declare("paymo", "x", demo, `auth_scheme = "basic"`))
	expect(t, workspace.Run("plan"), 0, `auth_scheme = "basic"`)
	expectRequests(t, vendors, "plan pinned to what is taken", 1)
}

func TestPrecoroPlanAndApplyWithinASecondAreBothVerified(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, sandbox.Config{})
	precoro := vendors.Vendor("precoro")
	workspace := newWorkspace(t, vendors)
	workspace.Configure(declare("precoro", "x", precoro.Demo()))

	expect(t, workspace.Run("apply"), 0, "1 added")

	var sent []string
	for _, request := range precoro.Requests() {
		sent = append(sent, fmt.Sprintf("%s %d", request.Path, request.Status))
	}
	want := "[/taxes 200 /taxes 429 /users 200]"
	if fmt.Sprint(sent) != want {
		t.Errorf("requests %v, want %s", sent, want)
	}
	attributes := workspace.Attributes("connector_credential_precoro.x")
	account, _ := attributes["account"].(map[string]any)
	if attributes["status"] != "verified" || account["id"] != "1002" || account["email"] != precoro.Demo()["user_email"] {
		t.Errorf("state: %v", attributes)
	}
}

func TestVerificationOffMakesNoConnection(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(`provider "connector" { verification = { plan = "off", apply = "off" } }` + "\n" + declareRepresentatives(vendors))

	expect(t, workspace.Run("plan"), 0, eachRepresentative("to add"))
	expect(t, workspace.Run("apply"), 0, eachRepresentative("added"))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expect(t, workspace.Run("destroy"), 0, eachRepresentative("destroyed"))
	if got := vendors.Connections(); got != 0 {
		t.Errorf("%d connections, want none", got)
	}
}

func TestUserAgentHasCLIProviderAndAppendedText(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["TF_APPEND_USER_AGENT"] = "pipeline/42"
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))

	expect(t, workspace.Run("plan"), 0)
	for _, request := range vendors.Requests() {
		for _, part := range []string{"Terraform/1.", "terraform-provider-connector/dev", " pipeline/42"} {
			if !strings.Contains(request.UserAgent, part) {
				t.Errorf("User-Agent %q lacks %q", request.UserAgent, part)
			}
		}
	}
}
