package pages

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func TestMain(m *testing.M) {
	_ = os.Unsetenv("TF_CLI_CONFIG_FILE") // The developer's configuration must not affect tests.
	code := m.Run()
	clitest.RemoveBuild()
	os.Exit(code)
}

// requirements declares the providers that configurations on pages use.
const requirements = `
terraform {
  required_providers {
    connector = { source = "connector-credentials/connector" }
    aws       = { source = "hashicorp/aws" }
    vault     = { source = "hashicorp/vault" }
    restapi   = { source = "hashicorp/restapi" }
    http      = { source = "hashicorp/http" }
  }
}
`

var (
	reference   = regexp.MustCompile(`\bvar\.([a-z_]+)`)
	declaration = regexp.MustCompile(`(?m)^variable "([a-z_]+)"`)
	// unsupported matches blocks that some CLIs do not support.
	unsupported = regexp.MustCompile(`(?m)^(action|list) "|^  encryption \{`)
)

// complete adds what every block on a page omits: the required providers, and the
// declarations of secret variables.
func complete(configuration string) string {
	declared := map[string]bool{}
	for _, found := range declaration.FindAllStringSubmatch(configuration, -1) {
		declared[found[1]] = true
	}
	for _, found := range reference.FindAllStringSubmatch(configuration, -1) {
		if !declared[found[1]] {
			declared[found[1]] = true
			configuration += fmt.Sprintf("\nvariable %q {\n  ephemeral = true\n  sensitive = true\n}\n", found[1])
		}
	}
	if !strings.Contains(configuration, "required_providers") {
		configuration += requirements
	}
	return configuration
}

func TestEveryConfigurationOnAPageParses(t *testing.T) {
	t.Parallel()
	parsed := 0
	for _, b := range blocks(t) {
		if !isConfiguration(b.language) {
			continue
		}
		parsed++
		_, problems := hclsyntax.ParseConfig([]byte(b.text), b.page, hcl.InitialPos)
		for _, problem := range problems {
			t.Errorf("%s, block at line %d: %s", b.page, b.line, problem.Error())
		}
	}
	if parsed < 60 {
		t.Errorf("only %d blocks were found", parsed)
	}
}

// TestEveryConfigurationOnAPageIsValid skips copies of examples, which other tests
// apply.
func TestEveryConfigurationOnAPageIsValid(t *testing.T) {
	t.Parallel()
	applied, seen := examples(t), map[string]bool{}
	for _, b := range blocks(t) {
		text := strings.TrimSpace(b.text)
		if !isConfiguration(b.language) || applied[text] != "" || seen[text] || unsupported.MatchString(b.text) {
			continue
		}
		seen[text] = true
		t.Run(fmt.Sprintf("%s:%d", b.page, b.line), func(t *testing.T) {
			t.Parallel()
			workspace := clitest.New(t)
			workspace.UseOtherProviders()
			if err := os.Remove(filepath.Join(workspace.Dir, "versions.tf")); err != nil {
				t.Fatal(err)
			}
			workspace.Configure(complete(b.text))
			if output := workspace.Run("validate"); output.ExitCode != 0 {
				t.Errorf("%s, block at line %d:\n%s\n%s", b.page, b.line, b.text, output.Raw)
			}
		})
	}
	if len(seen) < 15 {
		t.Errorf("only %d blocks are validated", len(seen))
	}
}
