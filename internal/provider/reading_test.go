package provider

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// setFields puts a credential into the environment, as data sources and
// ephemeral resources read it.
func setFields(workspace *clitest.Workspace, vendor *sandbox.Vendor, fields map[string]string) {
	for name, value := range fields {
		workspace.Env[strings.ToUpper(vendor.Name()+"_"+name)] = value
	}
}

// fromEnvironment is a data source without arguments and an output with all its attributes.
func fromEnvironment(name string, lines ...string) string {
	return fmt.Sprintf("data \"connector_credential_%[1]s\" \"x\" {\n%[2]s\n}\noutput \"%[1]s\" {\n  value     = data.connector_credential_%[1]s.x\n  sensitive = true\n}\n",
		name, strings.Join(lines, "\n"))
}

// dataAttributes returns the attributes of a data source in state.
func dataAttributes(t *testing.T, workspace *clitest.Workspace, name string) map[string]any {
	t.Helper()
	attributes := workspace.Attributes("data.connector_credential_" + name + ".x")
	if attributes == nil {
		t.Fatalf("data.connector_credential_%s.x is not in state", name)
	}
	return attributes
}

func TestDataSourceFromTheEnvironmentReportsTheAccountAndStoresNoSecret(t *testing.T) {
	t.Parallel()
	accounts := map[string]map[string]any{
		"precoro":       {"id": "1002", "name": "Sandbox Integration", "email": "integrations@example.com", "role": nil, "organization": nil},
		"paymo":         {"id": "2001", "name": "Sandbox Integration", "email": "integrations@example.com", "role": "Admin", "organization": nil},
		"clari_copilot": {"id": nil, "name": nil, "email": nil, "role": nil, "organization": nil},
		"resci":         {"id": nil, "name": nil, "email": nil, "role": nil, "organization": "4711"},
		"customerly":    {"id": nil, "name": nil, "email": nil, "role": nil, "organization": nil},
	}
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	var configuration strings.Builder
	var secrets []map[string]string
	for _, definition := range catalog.All() {
		vendor := vendors.Vendor(definition.Type)
		fields := canaries(vendor, "env")
		vendor.Issue(fields)
		setFields(workspace, vendor, fields)
		configuration.WriteString(fromEnvironment(definition.Type))
		secrets = append(secrets, fields)
	}
	workspace.Configure(configuration.String())
	expect(t, workspace.Run("apply"), 0)
	for _, definition := range catalog.All() {
		t.Run(definition.Type, func(t *testing.T) {
			got := dataAttributes(t, workspace, definition.Type)
			for name, want := range map[string]any{"status": "verified", "status_reason": "accepted", "connector": definition.Type} {
				if got[name] != want {
					t.Errorf("%s = %v, want %v", name, got[name], want)
				}
			}
			account, _ := got["account"].(map[string]any)
			if want, known := accounts[definition.Type]; known && fmt.Sprint(account) != fmt.Sprint(want) {
				t.Errorf("account = %v, want %v", account, want)
			}
			reports := slices.ContainsFunc(definition.Probes, connector.Probe.ReportsAccount)
			if reported := slices.ContainsFunc(slices.Collect(maps.Values(account)), func(text any) bool { return text != nil }); reported != reports || len(account) != 5 {
				t.Errorf("a probe reports the account: %t, and account = %v", reports, account)
			}
			if scheme, known := definition.Scheme(fmt.Sprint(got["auth_scheme"])); !known || fmt.Sprint(got["header_names"]) != fmt.Sprint(scheme.SentNames(nil)) {
				t.Errorf("auth_scheme = %v, header_names = %v", got["auth_scheme"], got["header_names"])
			}
		})
	}
	searchSecrets(t, workspace, secrets, nil)
}

func TestDataSourceOfPrecoroRequestsTheAccountAtOnce(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, sandbox.Config{})
	workspace := newWorkspace(t, vendors)
	setFields(workspace, vendors.Vendor("precoro"), vendors.Vendor("precoro").Demo())
	workspace.Configure(fromEnvironment("precoro"))
	expect(t, workspace.Run("plan"), 0)
	if got := vendors.Requests(); len(got) != 1 || got[0].Path != "/users" {
		t.Errorf("requests: %+v", got)
	}
}

func TestResourceAndDataSourceWithTheSameSecretShareOneVerification(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("resci").Demo()
	workspace := newWorkspace(t, vendors)
	setFields(workspace, vendors.Vendor("resci"), demo)
	workspace.Configure(declare("resci", "x", demo) + fromEnvironment("resci") +
		"ephemeral \"connector_credential_resci\" \"x\" {}\n")
	expect(t, workspace.Run("plan"), 0)
	expectRequests(t, vendors, "plan", 1)
}

func TestReadingFollowsTheTableOfResults(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]string{
		"data source": "data \"connector_credential_paymo\" \"x\" {\n%s}\n",
		"ephemeral resource": "ephemeral \"connector_credential_paymo\" \"x\" {\n%s}\n" +
			"resource \"consumer_request\" \"x\" {\n  url        = \"http://127.0.0.1:1/\"\n  headers_wo = ephemeral.connector_credential_paymo.x.headers\n}\n",
	} {
		for answerName, c := range map[string]struct {
			fault string
			// What a plan says under each policy.
			lenient, strict string
			lenientExit     int
		}{
			"inconclusive": {"forbidden_html", "Warning: Paymo: ", "Error: Paymo: ", 0},
			"rejected":     {"echo", "Error: Paymo rejected", "Error: Paymo rejected", 1},
		} {
			t.Run(name+" "+answerName, func(t *testing.T) {
				t.Parallel()
				vendors := startSandbox(t, noLimits())
				fault, err := sandbox.ParseFault(c.fault)
				if err != nil {
					t.Fatal(err)
				}
				vendors.Vendor("paymo").Break(fault)
				workspace := newWorkspace(t, vendors)
				setFields(workspace, vendors.Vendor("paymo"), vendors.Vendor("paymo").Demo())

				workspace.Configure(fmt.Sprintf(block, ""))
				expect(t, workspace.Run("plan"), c.lenientExit, c.lenient)
				workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "strict"
				expect(t, workspace.Run("plan"), 1, c.strict, "allow_unverified = true")

				workspace.Configure(fmt.Sprintf(block, "  allow_unverified = true\n"))
				allowed := workspace.Run("plan")
				expect(t, allowed, 0)
				expectSilent(t, allowed, "Paymo rejected", "could not be verified")

				vendors.ResetRequests()
				workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
				workspace.Configure(fmt.Sprintf(block, ""))
				expect(t, workspace.Run("plan"), 0)
				expectRequests(t, vendors, "plan with the policy off", 0)
			})
		}
	}
}

func TestDataSourceReportsTheStatusIfItIsAllowed(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("customerly")
	workspace := newWorkspace(t, vendors)
	setFields(workspace, vendor, vendor.Demo())
	workspace.Configure(fromEnvironment("customerly", "allow_unverified = true"))
	vendor.Revoke(vendor.Demo())
	expect(t, workspace.Run("apply"), 0)
	got := dataAttributes(t, workspace, "customerly")
	if got["status"] != "rejected" || got["status_reason"] != "invalid_credential" || got["verified_at"] != nil || got["auth_scheme"] != nil || got["header_names"] != nil {
		t.Errorf("state: %v", got)
	}
}

func TestDestroyWithARevokedKeyIsUnblockedByAllowUnverified(t *testing.T) {
	t.Parallel()
	for name, reader := range map[string]func(lines ...string) string{
		"data source": func(lines ...string) string { return fromEnvironment("resci", lines...) },
		"ephemeral resource": func(lines ...string) string {
			return "ephemeral \"connector_credential_resci\" \"x\" {\n" + strings.Join(lines, "\n") + "\n}\n" +
				"provider \"consumer\" {\n  headers = ephemeral.connector_credential_resci.x.headers\n}\n"
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			target := httptest.NewServer(http.NotFoundHandler())
			t.Cleanup(target.Close)
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor("resci")
			workspace := newWorkspace(t, vendors)
			setFields(workspace, vendor, vendor.Demo())
			rest := declare("resci", "x", vendor.Demo()) + fmt.Sprintf("resource \"consumer_request\" \"x\" {\n  url = %q\n}\n", target.URL)

			workspace.Configure(rest + reader())
			expect(t, workspace.Run("apply"), 0, "2 added")
			vendor.Revoke(vendor.Demo())
			expect(t, workspace.Run("destroy"), 1, "Error: ReSci rejected", "set allow_unverified = true")
			workspace.Configure(rest + reader("allow_unverified = true"))
			expect(t, workspace.Run("destroy"), 0, "2 destroyed")
		})
	}
}

func TestSecretMadeInTheSameApplyIsVerifiedAtApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("resci").Demo()
	workspace := newWorkspace(t, vendors)
	configuration := func(key string) string {
		return fmt.Sprintf(`
resource "terraform_data" "created" {
  input = %q
}

data "connector_credential_resci" "x" {
  api_key = terraform_data.created.output
}

resource "connector_credential_resci" "x" {
  name       = "made-here"
  api_key_wo = terraform_data.created.output
}
`, key)
	}
	workspace.Configure(configuration(demo["api_key"]))
	expect(t, workspace.Run("plan"), 0)
	expectRequests(t, vendors, "plan", 0)
	expect(t, workspace.Run("apply"), 0, "2 added")
	expectRequests(t, vendors, "apply", 1)
	if got := dataAttributes(t, workspace, "resci")["status"]; got != "verified" {
		t.Errorf("status = %v", got)
	}
	workspace.Configure(configuration("wrong-key"))
	expect(t, workspace.Run("apply"), 1, "Error: ReSci rejected")
}

func TestMissingFieldOfAReadingReportsArgumentAndVariable(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(fromEnvironment("precoro", `api_token = "`+secretCanary+`"`))
	output := workspace.Run("plan")
	expect(t, output, 1, "Missing user_email", "PRECORO_USER_EMAIL")
	expectSilent(t, output, secretCanary)
	expectRequests(t, vendors, "plan", 0)
}

func TestBadFieldOfAReadingIsRejectedWithoutShowingIt(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for name, prepare := range map[string]func(*clitest.Workspace){
		"in the environment": func(w *clitest.Workspace) { w.Env["PAYMO_API_KEY"] = secretCanary + "\n" },
		"as an argument":     func(*clitest.Workspace) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := newWorkspace(t, vendors)
			prepare(workspace)
			if workspace.Env["PAYMO_API_KEY"] == "" {
				workspace.Configure(fromEnvironment("paymo", `api_key = "`+secretCanary+`:x"`))
			} else {
				workspace.Configure(fromEnvironment("paymo"))
			}
			output := workspace.Run("plan")
			source := "The value of api_key "
			if workspace.Env["PAYMO_API_KEY"] != "" {
				source = "The value of the environment variable PAYMO_API_KEY "
			}
			expect(t, output, 1, "Invalid api_key", source)
			expectSilent(t, output, secretCanary)
		})
	}
}
