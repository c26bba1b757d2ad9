package provider

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// page returns a Markdown file of the repository.
func page(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(repositoryRoot, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// quoted returns the text of the first fenced block that begins with a prefix.
func quoted(t *testing.T, page, language, prefix string) string {
	t.Helper()
	fence := regexp.MustCompile("(?s)\n```" + language + "\n(" + regexp.QuoteMeta(prefix) + ".*?)\n```\n")
	found := fence.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no block begins with %q", prefix)
	}
	return found[1]
}

// TestReadmeQuotesTheErrorOfAMistypedKey, except for the port of the sandbox, which
// also changes the line breaks.
func TestReadmeQuotesTheErrorOfAMistypedKey(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	readme := page(t, "README.md")
	workspace.Configure(quoted(t, readme, "hcl", `variable "paymo_api_key"`))
	workspace.Env["TF_VAR_paymo_api_key"] = "mistyped"
	output := workspace.Run("plan")
	host := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	want := strings.Join(strings.Fields(quoted(t, readme, "text", "Error: ")), " ")
	if text := host.ReplaceAllString(output.Text, "HOST"); !strings.Contains(text, host.ReplaceAllString(want, "HOST")) {
		t.Errorf("the plan does not print what README.md quotes:\n%s\n%s", want, output.Raw)
	}
}

// TestGuideQuotesTheReportOfAPlan, except for the times.
func TestGuideQuotesTheReportOfAPlan(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := exampleWorkspace(t, vendors)
	workspace.Configure(`
variable "paymo_api_key" { ephemeral = true }
variable "precoro_api_token" { ephemeral = true }
variable "resci_api_key" { ephemeral = true }

resource "connector_credential_paymo" "x" {
  name       = "timesheets"
  api_key_wo = var.paymo_api_key
}
resource "connector_credential_precoro" "x" {
  name         = "procurement"
  api_token_wo = var.precoro_api_token
  user_email   = "integrations@example.com"
}
resource "connector_credential_resci" "x" {
  name         = "lifecycle-mail"
  api_key_wo   = var.resci_api_key
  verification = { apply = "lenient" }
}
`)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	vendors.Vendor("resci").Break(sandbox.Fault{Name: "reset"})
	expect(t, workspace.Run("apply"), 0, "3 added")
	vendors.Vendor("paymo").Revoke(vendors.Vendor("paymo").Demo())
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)

	times := regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`)
	report, _ := reportOf(t, workspace)
	report = "> " + strings.ReplaceAll(strings.TrimSpace(times.ReplaceAllString(report, "TIME")), "\n", "\n> ")
	report = strings.ReplaceAll(report, "> \n", ">\n")
	if guide := times.ReplaceAllString(page(t, "templates/guides/drift-checks-in-ci.md.tmpl"), "TIME"); !strings.Contains(guide, report) {
		t.Errorf("the guide does not quote this report:\n%s", report)
	}
}

// TestGuidesSearchTheLogForOneMessage each.
func TestGuidesSearchTheLogForOneMessage(t *testing.T) {
	t.Parallel()
	search := regexp.MustCompile(`TF_LOG_PROVIDER=[A-Z]+ terraform plan 2>&1 \| grep (?:-i )?(?:'([^']+)'|(\w+))`)
	messages := regexp.MustCompile(`tflog\.\w+\(ctx, "([^"]+)"`).FindAllStringSubmatch(page(t, "internal/provider/logging.go"), -1)
	for _, guide := range []string{"troubleshooting", "verification"} {
		found := search.FindStringSubmatch(page(t, "templates/guides/"+guide+".md.tmpl"))
		if found == nil {
			t.Errorf("the guide %s does not search the log", guide)
			continue
		}
		matching := 0
		for _, message := range messages {
			if strings.Contains(strings.ToLower(message[1]), strings.ToLower(found[1]+found[2])) {
				matching++
			}
		}
		if matching != 1 {
			t.Errorf("the guide %s: %s finds %d kinds of messages", guide, found[0], matching)
		}
	}
}

// TestTroubleshootingListsWhatTheCLIAddsToAnInvalidVariable: a second error, about a
// provider block that the provider does not need.
func TestTroubleshootingListsWhatTheCLIAddsToAnInvalidVariable(t *testing.T) {
	t.Parallel()
	workspace := newWorkspace(t, startSandbox(t, noLimits()))
	workspace.Configure(declare("paymo", "x", map[string]string{"api_key": "sandbox-paymo-key-not-a-secret"}))
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "sometimes"
	output := workspace.Run("plan")
	expect(t, output, 1, "Invalid environment variable CONNECTOR_VERIFICATION_PLAN")
	guide := page(t, "templates/guides/troubleshooting.md.tmpl")
	for _, summary := range regexp.MustCompile(`Error: (\w+( \w+)+)`).FindAllStringSubmatch(output.Raw, -1) {
		if listed, _, _ := strings.Cut(summary[1], " CONNECTOR_"); !strings.Contains(guide, "`"+listed) {
			t.Errorf("the guide on troubleshooting does not list %q", listed)
		}
	}
}
