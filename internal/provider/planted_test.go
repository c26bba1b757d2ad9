package provider

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const repositoryRoot = "../.."

// plantedVariable names the bug that the provider of [buildPlanted] has.
const plantedVariable = "CONNECTOR_TEST_PLANTED"

// panicking is the name of the bug that is not a leak.
const panicking = "panic"

// planted are bugs, each a line put before another one in the provider's source: what a
// hurried maintainer might write. The log call is written so that no log mask helps.
var planted = map[string]struct{ file, line, with string }{
	"log call": {
		"internal/provider/verification.go", "	result, err := s.verifier.Verify(withMasks(",
		`tflog.Debug(ctx, "planted", map[string]any{"sent": request.definition.SecretTexts(request.values)})`,
	},
	"diagnostic": {
		"internal/provider/diagnostics.go", "	var next string",
		"result.Host += request.definition.SecretTexts(request.values)[0]",
	},
	"state attribute": {
		"internal/provider/credential_apply.go", "	return resultOf(result), diags",
		"values, _ := in.Values(); result.Account.Name = in.Definition.SecretTexts(values)[0]",
	},
	panicking: {
		"internal/provider/verification.go", "	result.Outcome, request.unmetRequirements = ",
		`if result.Attempts > 0 { panic("planted panic") }`,
	},
}

// buildPlanted builds a provider that has the bug whose name is in its environment.
var buildPlanted = sync.OnceValues(func() (string, error) {
	altered := map[string]string{}
	for name, bug := range planted {
		text := altered[bug.file]
		if text == "" {
			content, err := os.ReadFile(filepath.Join(repositoryRoot, bug.file))
			if err != nil {
				return "", err
			}
			text = strings.Replace(string(content), "import (", "import (\n\"os\"\n\"github.com/hashicorp/terraform-plugin-log/tflog\"\n", 1) + "\nvar _ = tflog.Debug\n"
		}
		if strings.Count(text, bug.line) != 1 {
			return "", fmt.Errorf("%s no longer has exactly one line %q to plant something at", bug.file, bug.line)
		}
		altered[bug.file] = strings.Replace(text, bug.line, fmt.Sprintf("if os.Getenv(%q) == %q { %s }\n", plantedVariable, name, bug.with)+bug.line, 1)
	}
	return clitest.BuildAltered(repositoryRoot, altered)
})

// newPlanted returns a workspace whose provider has a bug.
func newPlanted(t *testing.T, bug string, vendors *sandbox.Sandbox) *clitest.Workspace {
	t.Helper()
	provider, err := buildPlanted()
	if err != nil {
		t.Fatal(err)
	}
	workspace := clitest.NewWith(t, provider)
	workspace.Trace = true
	workspace.Env[plantedVariable] = bug
	workspace.Env["CONNECTOR_ENDPOINT_RESCI"] = vendors.Vendor("resci").BaseURL()
	return workspace
}

// findLeaks runs a credential through creation, a rejection and an outage with a planted
// bug, or none, and returns where its secret was found.
func findLeaks(t *testing.T, bug, secret string) []string {
	t.Helper()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	fields := map[string]string{"api_key": secret}
	vendor.Issue(fields)
	workspace := newPlanted(t, bug, vendors)
	workspace.Configure(declare("resci", "x", fields))
	expect(t, workspace.Run("apply"), 0, "1 added")
	vendor.Revoke(fields)
	workspace.Run("plan", "-out=saved.tfplan")
	vendor.Break(sandbox.Fault{Name: "reset"})
	workspace.Run("plan")
	return workspace.Leaks(secret, nil)
}

func TestPlantedLeaksAreFound(t *testing.T) {
	t.Parallel()
	for _, bug := range append(slices.Collect(maps.Keys(planted)), "") {
		if bug == panicking {
			continue // It ends the provider; see TestPanicOfTheProviderShowsNoSecret.
		}
		t.Run(cmp.Or(bug, "none"), func(t *testing.T) {
			t.Parallel()
			if found := findLeaks(t, bug, "cAnArY-planted-example-key"); (len(found) > 0) != (bug != "") {
				t.Errorf("found in %d places: %q", len(found), found)
			}
		})
	}
}

func TestPanicOfTheProviderShowsNoSecret(t *testing.T) {
	t.Parallel()
	const secret = "cAnArY-panic-example-key"
	vendors := startSandbox(t, noLimits())
	vendors.Vendor("resci").Issue(map[string]string{"api_key": secret})
	workspace := newPlanted(t, panicking, vendors)
	workspace.Configure(declare("resci", "x", map[string]string{"api_key": secret}))
	expect(t, workspace.Run("apply"), 1)
	// Terraform prints the panic, too; OpenTofu only logs it.
	expectLogged(t, workspace, "planted panic")
	for _, where := range workspace.Leaks(secret, nil) {
		t.Errorf("the secret leaks in %s", where)
	}
}

// expectLogged checks that a command of a workspace with Trace logged a text.
func expectLogged(t *testing.T, workspace *clitest.Workspace, text string) {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(workspace.Dir, "trace-*.log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range logs {
		log, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(log), text) {
			return
		}
	}
	t.Errorf("none of %d logs contains %q", len(logs), text)
}
