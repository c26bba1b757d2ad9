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
	_ = os.Unsetenv("TF_CLI_CONFIG_FILE") // The developer's must not decide a test.
	code := m.Run()
	clitest.RemoveBuild()
	os.Exit(code)
}

// requirements are where each provider of a page is looked for.
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
	// notEverywhere is what one of the two CLIs, or an older one, does not know.
	notEverywhere = regexp.MustCompile(`(?m)^(action|list) "|^  encryption \{`)
)

// whole adds what a page leaves out because it is the same in each block: where
// the provider is, and the declaration of a secret.
func whole(configuration string) string {
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

// TestEveryConfigurationOnAPageIsValid: what is word for word an example is not
// validated again, because a test applies it.
func TestEveryConfigurationOnAPageIsValid(t *testing.T) {
	t.Parallel()
	applied, seen := examples(t), map[string]bool{}
	for _, b := range blocks(t) {
		text := strings.TrimSpace(b.text)
		if !isConfiguration(b.language) || applied[text] != "" || seen[text] || notEverywhere.MatchString(b.text) {
			continue
		}
		seen[text] = true
		t.Run(fmt.Sprintf("%s:%d", b.page, b.line), func(t *testing.T) {
			t.Parallel()
			workspace := clitest.New(t)
			workspace.UseStandIns()
			if err := os.Remove(filepath.Join(workspace.Dir, "versions.tf")); err != nil {
				t.Fatal(err)
			}
			workspace.Configure(whole(b.text))
			if output := workspace.Run("validate"); output.ExitCode != 0 {
				t.Errorf("%s, block at line %d:\n%s\n%s", b.page, b.line, b.text, output.Raw)
			}
		})
	}
	if len(seen) < 15 {
		t.Errorf("only %d blocks are validated", len(seen))
	}
}
