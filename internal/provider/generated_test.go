package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGeneratedConfigurationIsAcceptedOnceItsGapsAreFilled: an import knows the
// name alone. The CLI writes the rest as null, says what is missing, and takes
// everything else that it wrote itself. Terraform 1.16 finds the provider only by
// the argument provider of the import block, and no CLI takes that argument once
// the resource is there.
func TestGeneratedConfigurationIsAcceptedOnceItsGapsAreFilled(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := exampleWorkspace(t, vendors)
	imports := func(provider string) string {
		var blocks strings.Builder
		for resource, name := range map[string]string{"paymo.two_schemes": "timesheets", "precoro.regions": "procurement", "custom.custom": "acme"} {
			fmt.Fprintf(&blocks, "import {\n  to = connector_credential_%s\n  id = %q\n%s}\n", resource, name, provider)
		}
		return blocks.String()
	}
	workspace.Configure(imports("  provider = connector\n"))
	output := workspace.Run("plan", "-generate-config-out=generated.tf")
	expect(t, output, 1, "Missing api_key_wo", "Missing api_token_wo", "Missing secret")
	expectSilent(t, output, "Invalid Attribute", "Invalid duration", "Invalid rate", "Invalid probe")

	file := filepath.Join(workspace.Dir, "generated.tf")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	generated := string(content)
	fill := func(resource, argument, value string) {
		t.Helper()
		gap := regexp.MustCompile(fmt.Sprintf(`(resource "connector_credential_%s" "[a-z_]+" \{\n(?:  [^\n]*\n)*?  %s +=) null[^\n]*`, resource, argument))
		if !gap.MatchString(generated) {
			t.Fatalf("%s of %s is not written as null:\n%s", argument, resource, generated)
		}
		generated = gap.ReplaceAllString(generated, "${1} "+value)
	}
	precoro := vendors.Vendor("precoro").Demo()
	fill("paymo", "api_key_wo", fmt.Sprintf("%q", vendors.Vendor("paymo").Demo()["api_key"]))
	fill("precoro", "api_token_wo", fmt.Sprintf("%q", precoro["api_token"]))
	fill("precoro", "user_email", fmt.Sprintf("%q", precoro["user_email"]))
	fill("custom", "headers_wo", fmt.Sprintf("{ \"X-Api-Key\" = %q }", vendors.Acme().Demo()["api_key"]))
	fill("custom", "base_url", fmt.Sprintf("%q\n  probe {\n    path = \"/v1/me\"\n  }\n", vendors.Acme().BaseURL()))
	if err := os.WriteFile(file, []byte(generated), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace.Configure(imports(""))
	expect(t, workspace.Run("apply"), 0, "3 imported, 0 added, 3 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}
