package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const (
	// The modules of a configuration, of which each alias is given half.
	modules, aliases = 4, 2
	// What each module declares: credentials with a key of their own, and some
	// with one key, which is the same in all modules.
	distinctInModule, sharingInModule = 12, 3
)

// credentialModule declares a credential for each key that it is given.
const credentialModule = `
terraform {
  required_providers {
    connector = { source = "connector-credentials/connector" }
  }
}

variable "keys" {
  type = map(string)
}

resource "connector_credential_resci" "x" {
  for_each   = var.keys
  name       = each.key
  api_key_wo = each.value
}
`

// inModulesAndAliases writes a configuration of modules that are given one of
// two aliases, and issues its keys.
func inModulesAndAliases(t *testing.T, vendor *sandbox.Vendor) (folder string) {
	t.Helper()
	folder = t.TempDir()
	var root strings.Builder
	root.WriteString("terraform {\n  required_providers {\n    connector = { source = \"connector-credentials/connector\" }\n  }\n}\n")
	for alias := range aliases {
		fmt.Fprintf(&root, "provider \"connector\" {\n  alias = \"a%d\"\n}\n", alias)
	}
	issue := func(name, key string) string {
		vendor.Issue(map[string]string{"api_key": key})
		return fmt.Sprintf("    %s = %q\n", name, key)
	}
	for m := range modules {
		fmt.Fprintf(&root, "module \"m%d\" {\n  source = \"./credentials\"\n  providers = { connector = connector.a%d }\n  keys = {\n", m, m%aliases)
		for i := range distinctInModule {
			root.WriteString(issue(fmt.Sprintf("c%d", i), fmt.Sprintf("example-key-%d-%d-not-a-secret", m, i)))
		}
		for i := range sharingInModule {
			root.WriteString(issue(fmt.Sprintf("s%d", i), "example-shared-key-not-a-secret"))
		}
		root.WriteString("  }\n}\n")
	}
	for name, content := range map[string]string{"main.tf": root.String(), "credentials/main.tf": credentialModule} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestNumberOfRequestsIsTheSameAtAnyParallelismWithModulesAndAliases(t *testing.T) {
	t.Parallel()
	const (
		all = modules * (distinctInModule + sharingInModule)
		// The CLI starts the provider once for each alias, and what one process
		// knows another does not know.
		expected = modules*distinctInModule + aliases
	)
	for _, parallelism := range []int{1, 10, 50} {
		t.Run(fmt.Sprint(parallelism), func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			workspace := newWorkspace(t, vendors)
			workspace.Copy(inModulesAndAliases(t, vendors.Vendor("resci")))
			expect(t, workspace.Run("get"), 0)
			atATime := fmt.Sprintf("-parallelism=%d", parallelism)

			expect(t, workspace.Run("plan", "-out=saved.tfplan", atATime), 0, fmt.Sprintf("%d to add", all))
			expectRequests(t, vendors, "plan", expected)
			expect(t, workspace.Run("apply", atATime, "saved.tfplan"), 0, fmt.Sprintf("%d added", all))
			expectRequests(t, vendors, "apply of a saved plan", expected)
			expect(t, workspace.Run("plan", "-detailed-exitcode", atATime), 0, "No changes")
			expectRequests(t, vendors, "no-op plan", expected)
		})
	}
}
