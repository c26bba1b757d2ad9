package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const repositoryRoot = "../.."

// planted are leaks, each a change of one line of the provider's source: what a
// hurried maintainer might write. The first is written so that no log mask helps.
var planted = map[string]struct{ file, line, with string }{
	"log call": {
		"internal/provider/verification.go", "	result, err := s.verifier.Verify(withMasks(",
		"	tflog.Debug(ctx, \"planted\", map[string]any{\"sent\": request.definition.SecretTexts(request.values)})\n",
	},
	"diagnostic": {
		"internal/provider/diagnostics.go", "	var next string",
		"	result.Host += request.definition.SecretTexts(request.values)[0]\n",
	},
	"state attribute": {
		"internal/provider/credential_apply.go", "	return resultOf(result), diags",
		"	values, _ := in.Values()\n	result.Account.Name = in.Definition.SecretTexts(values)[0]\n",
	},
}

// alter returns a source file with a line put before another one.
func alter(t *testing.T, file, line, with string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(repositoryRoot, file))
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	if strings.Count(text, line) != 1 {
		t.Fatalf("%s no longer has exactly one line %q to plant something at", file, line)
	}
	text = strings.Replace(text, line, with+line, 1)
	if strings.Contains(with, "tflog.") {
		text = strings.Replace(text, "import (", "import (\n\"github.com/hashicorp/terraform-plugin-log/tflog\"", 1)
	}
	return map[string]string{file: text}
}

// findLeaks runs a credential through creation, a rejection and an outage with some
// provider, and returns where its secret was found.
func findLeaks(t *testing.T, provider, secret string) []string {
	t.Helper()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	fields := map[string]string{"api_key": secret}
	vendor.Issue(fields)
	workspace := clitest.NewWith(t, provider)
	workspace.Trace = true
	workspace.Env["CONNECTOR_ENDPOINT_RESCI"] = vendor.BaseURL()
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
	for name, leak := range planted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			provider := clitest.BuildAltered(t, repositoryRoot, alter(t, leak.file, leak.line, leak.with))
			if found := findLeaks(t, provider, "cAnArY-planted-example-key"); len(found) == 0 {
				t.Error("the search does not find it")
			}
		})
	}
}

func TestPanicOfTheProviderShowsNoSecret(t *testing.T) {
	t.Parallel()
	provider := clitest.BuildAltered(t, repositoryRoot, alter(t,
		"internal/provider/verification.go", "	result.Outcome, request.unmetRequirements = ",
		"	if result.Attempts > 0 {\n		panic(\"planted panic\")\n	}\n"))
	const secret = "cAnArY-panic-example-key"
	vendors := startSandbox(t, noLimits())
	vendors.Vendor("resci").Issue(map[string]string{"api_key": secret})
	workspace := clitest.NewWith(t, provider)
	workspace.Trace = true
	workspace.Env["CONNECTOR_ENDPOINT_RESCI"] = vendors.Vendor("resci").BaseURL()
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
