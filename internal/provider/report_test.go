package provider

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// testSuite is what a CI system reads of a report in JUnit XML.
type testSuite struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Skipped  int `xml:"skipped,attr"`
	Cases    []struct {
		Connector string `xml:"classname,attr"`
		Name      string `xml:"name,attr"`
		Failure   *struct {
			Message string `xml:"message,attr"`
			Text    string `xml:",chardata"`
		} `xml:"failure"`
		Skipped *struct {
			Message string `xml:"message,attr"`
		} `xml:"skipped"`
	} `xml:"testcase"`
}

// reportOf runs the example on a saved plan, and returns both reports.
func reportOf(t *testing.T, workspace *clitest.Workspace) (markdown string, junit testSuite) {
	t.Helper()
	return reportOfJSON(t, workspace.Run("show", "-json", "saved.tfplan").Stdout)
}

// reportOfJSON is reportOf with a plan in JSON.
func reportOfJSON(t *testing.T, content string) (markdown string, junit testSuite) {
	t.Helper()
	plan := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(plan, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	report := clitest.New(t)
	report.Copy(filepath.Join(examples, "ci/report"))
	expect(t, report.Run("apply", "-var", "plan="+plan), 0)
	var outputs map[string]struct{ Value string }
	if err := json.Unmarshal([]byte(report.Run("output", "-json").Stdout), &outputs); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal([]byte(outputs["junit"].Value), &junit); err != nil {
		t.Fatalf("%v\n%s", err, outputs["junit"].Value)
	}
	return outputs["markdown"].Value, junit
}

func TestReportOfFewCredentials(t *testing.T) {
	t.Parallel()
	const one = `{"resource_changes": [{
		"address": "connector_credential_paymo.x", "type": "connector_credential_paymo",
		"change": {"before": null, "after": {"name": "timesheets", "status": "verified", "status_reason": "accepted"}}
	}]}`
	for content, begins := range map[string]string{one: "**1 credential: 1 verified**\n\n| ", "{}": "**0 credentials**\n\n| "} {
		if markdown, _ := reportOfJSON(t, content); !strings.HasPrefix(markdown, begins) {
			t.Errorf("the report does not begin with %q:\n%s", begins, markdown)
		}
	}
}

// TestReportOfTwelveCredentialsInFiveStates has resources, an instance of
// for_each, a module, a custom credential and two data sources.
func TestReportOfTwelveCredentialsInFiveStates(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(twelveCredentials(t, workspace, vendors))
	vendors.Vendor("customerly").Break(sandbox.Fault{Name: "unavailable"})
	vendors.Vendor("calendly").Break(sandbox.Fault{Name: "unavailable"})
	expect(t, workspace.Run("get"), 0)
	expect(t, workspace.Run("apply"), 0, "10 added")

	vendors.Vendor("paymo").Revoke(vendors.Vendor("paymo").Demo())
	vendors.Vendor("resci").Revoke(vendors.Vendor("resci").Demo())
	vendors.Acme().Revoke(vendors.Acme().Demo())
	vendors.Vendor("github").Report(vendors.Vendor("github").Demo(), map[string]any{"X-OAuth-Scopes": "read:org"})
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)

	markdown, junit := reportOf(t, workspace)
	for _, line := range []string{
		"**12 credentials: 4 rejected, 1 insufficient, 3 inconclusive, 2 unverified, 2 verified**\n",
		"\n| Credential | Connector | Status | Reason | Verified at | Expires at | Where to replace the key |\n",
		"\n| paymo-x | Paymo | **rejected** | `invalid_credential` | 20",
		" | - | profile picture > My Settings > API Keys |\n",
		"\n| a \\| b | Custom | **rejected** | `invalid_credential` | ",
		" | - | Settings \\| API keys |\n",
		"\n| data.connector_credential_resci.x | ReSci | **rejected** | `invalid_credential` | - | - | ",
		"\n| github-x | GitHub | **insufficient** | `missing_scope` | 20",
		" | 2100-06-30T10:15:00Z | ",
		"\n| customerly-x | Customerly | **inconclusive** | `server_error` | - | - | ",
		"\n| asana-x | Asana | **unverified** | `not_verified` | - | - | ",
		"\n| precoro-x | Precoro | verified | `accepted` | 20",
	} {
		if !strings.Contains("\n"+markdown, line) {
			t.Errorf("the report does not contain %q:\n%s", line, markdown)
		}
	}
	if got := fmt.Sprintln(junit.Tests, junit.Failures, junit.Skipped, len(junit.Cases)); got != "12 5 5 12\n" {
		t.Errorf("tests, failures, skipped, cases: %s", got)
	}
	messages := map[string]string{}
	for _, test := range junit.Cases {
		switch {
		case test.Failure != nil:
			messages[test.Name] = test.Failure.Message + " " + test.Failure.Text
		case test.Skipped != nil:
			messages[test.Name] = test.Skipped.Message
		}
	}
	for name, message := range map[string]string{
		`connector_credential_paymo.x`:                              "rejected: invalid_credential",
		`module.more.connector_credential_calendly.team["<a> & b"]`: "inconclusive: server_error",
		`data.connector_credential_calendly.x`:                      "inconclusive: server_error",
		`connector_credential_github.x`:                             "insufficient: missing_scope",
		`connector_credential_asana.x`:                              "unverified: not_verified",
	} {
		if !strings.HasPrefix(messages[name], message) {
			t.Errorf("%s: %q, want %q", name, messages[name], message)
		}
	}
	if !strings.Contains(messages["connector_credential_paymo.x"], "Replace the key at: profile picture > My Settings > API Keys") {
		t.Errorf("the failure does not say where to replace the key: %q", messages["connector_credential_paymo.x"])
	}
	var secrets []map[string]string
	for _, vendor := range vendors.Vendors() {
		secrets = append(secrets, vendor.Demo())
	}
	for _, fields := range secrets {
		for _, value := range fields {
			if !publicValues()[value] && strings.Contains(markdown, value) {
				t.Error("the report contains a secret")
			}
		}
	}
}

// twelveCredentials writes a module beside the configuration that it returns.
func twelveCredentials(t *testing.T, workspace *clitest.Workspace, vendors *sandbox.Sandbox) string {
	t.Helper()
	const lenient, off = `verification = { apply = "lenient" }`, `verification = { plan = "off", apply = "off" }`
	folder := filepath.Join(workspace.Dir, "more")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	calendly := vendors.Vendor("calendly").Demo()
	module := "terraform {\n  required_providers {\n    connector = { source = \"connector-credentials/connector\" }\n  }\n}\n" +
		declare("calendly", "team", calendly, `for_each = toset(["<a> & b"])`, lenient) + declare("brevo", "x", vendors.Vendor("brevo").Demo())
	if err := os.WriteFile(filepath.Join(folder, "main.tf"), []byte(module), 0o600); err != nil {
		t.Fatal(err)
	}
	setFields(workspace, vendors.Vendor("resci"), vendors.Vendor("resci").Demo())
	setFields(workspace, vendors.Vendor("calendly"), calendly)
	configuration := declare("asana", "x", vendors.Vendor("asana").Demo(), off) + declare("attio", "x", vendors.Vendor("attio").Demo(), off) +
		declare("customerly", "x", vendors.Vendor("customerly").Demo(), lenient) +
		declare("paymo", "x", vendors.Vendor("paymo").Demo()) + declare("resci", "x", vendors.Vendor("resci").Demo()) +
		declare("precoro", "x", vendors.Vendor("precoro").Demo()) + declare("github", "x", vendors.Vendor("github").Demo(), `required_scopes = ["repo"]`)
	return configuration + fmt.Sprintf(`
module "more" {
  source = "./more"
}

data "connector_credential_resci" "x" {
  allow_unverified = true
}

data "connector_credential_calendly" "x" {
  allow_unverified = true
}

resource "connector_credential_custom" "x" {
  name          = "a | b"
  base_url      = %q
  headers_wo    = { "X-Api-Key" = %q }
  key_menu_path = "Settings | API keys"

  probe {
    path          = "/v1/me"
    accepted_when = "account.id"
  }
}
`, vendors.Acme().BaseURL(), vendors.Acme().Demo()["api_key"])
}
