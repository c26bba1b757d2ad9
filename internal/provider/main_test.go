package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest/subset"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// reportVariable names a file for a table of the searches for secrets, and has
// every fault tried; make canaries sets it.
const reportVariable = "CONNECTOR_CANARIES"

// TestMain finds the CLI for all tests. Without one they fail at once and say
// how to fix that; they are never skipped.
func TestMain(m *testing.M) {
	os.Exit(runWithCLI(m))
}

func runWithCLI(m *testing.M) int {
	cli, err := clitest.Find()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer clitest.RemoveBuild()
	// What terraform-plugin-testing goes by.
	_ = os.Setenv(clitest.PathVariable, cli)
	if strings.HasPrefix(filepath.Base(cli), "tofu") {
		_ = os.Setenv("TF_ACC_PROVIDER_HOST", "registry.opentofu.org")
		_ = os.Setenv("TF_ACC_PROVIDER_NAMESPACE", "hashicorp")
	}
	// A CLI configuration of the developer's must not decide a test, nor does the
	// sandbox's file.
	_ = os.Unsetenv("TF_CLI_CONFIG_FILE")
	unsetProviderVariables()
	failed := m.Run()
	if path := os.Getenv(reportVariable); path != "" {
		if err := writeReport(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return failed
}

// unsetProviderVariables removes what the provider reads, except for the variables
// that select tests.
func unsetProviderVariables() {
	fields := map[string]bool{}
	for _, definition := range catalog.All() {
		for _, field := range definition.Fields {
			fields[definition.Env(field)] = true
		}
	}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		setting := strings.HasPrefix(name, "CONNECTOR_") && !strings.HasPrefix(name, "CONNECTOR_TEST_") && name != reportVariable
		if setting || fields[name] || strings.HasPrefix(name, "NEXLA_") {
			_ = os.Unsetenv(name)
		}
	}
}

func writeReport(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	clitest.Report(file)
	return file.Close()
}

// factories serve the provider, with the connector of these tests, within the test program.
func factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"connector": func() (tfprotov6.ProviderServer, error) {
			return server.New(subset.Of(New("test"), "connector_credential_resci")), nil
		},
	}
}

// startSandbox starts the vendors with rules that a test can wait for.
func startSandbox(t testing.TB, config sandbox.Config) *sandbox.Sandbox {
	t.Helper()
	vendors, err := sandbox.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = vendors.Close() })
	return vendors
}

// noLimits switches the vendors' rate limits off.
func noLimits() sandbox.Config { return sandbox.Config{RouteWindow: -time.Second} }

// newWorkspace is a workspace whose provider finds the sandbox.
func newWorkspace(t *testing.T, vendors *sandbox.Sandbox) *clitest.Workspace {
	t.Helper()
	workspace := clitest.New(t)
	for _, vendor := range vendors.Vendors() {
		for name, address := range vendor.Endpoints() {
			workspace.Env["CONNECTOR_ENDPOINT_"+strings.ToUpper(name)] = address
		}
	}
	return workspace
}

// representatives returns the vendors of the tests in which the CLI shows a behavior
// that is the same for all: with one and two schemes, one and two fields, a limited
// route, and a rejection with status 500. What depends on the vendor is tested for
// each of them without the CLI, in package faults.
func representatives(vendors *sandbox.Sandbox) []*sandbox.Vendor {
	var list []*sandbox.Vendor
	for _, name := range exampleConnectors {
		list = append(list, vendors.Vendor(name))
	}
	return list
}

// declareRepresentatives declares their demo credentials, write-only, as "x".
func declareRepresentatives(vendors *sandbox.Sandbox) string {
	var configuration strings.Builder
	for _, vendor := range representatives(vendors) {
		configuration.WriteString(declare(vendor.Name(), "x", vendor.Demo()))
	}
	return configuration.String()
}

// eachRepresentative is the CLI's summary of an action on all of them: "5 added".
func eachRepresentative(action string) string {
	return fmt.Sprintf("%d %s", len(exampleConnectors), action)
}

// secretField reports whether a connector's field is secret.
func secretField(connectorType, name string) bool {
	definition, _ := catalog.ByType(connectorType)
	return slices.ContainsFunc(definition.SecretFields(), func(field connector.Field) bool { return field.Name == name })
}

// declare declares a credential with write-only secrets. More lines are added as they are.
func declare(connectorType, label string, fields map[string]string, more ...string) string {
	var block strings.Builder
	fmt.Fprintf(&block, "resource \"connector_credential_%s\" %q {\n  name = \"%s-%s\"\n", connectorType, label, connectorType, label)
	for name, value := range fields {
		if secretField(connectorType, name) {
			name += writeOnlySuffix
		}
		fmt.Fprintf(&block, "  %s = %q\n", name, value)
	}
	for _, line := range more {
		fmt.Fprintf(&block, "  %s\n", line)
	}
	block.WriteString("}\n")
	return block.String()
}

// expect checks how a command ended and what it said.
func expect(t *testing.T, output clitest.Output, exitCode int, says ...string) {
	t.Helper()
	if output.ExitCode != exitCode {
		t.Fatalf("%v: exit code %d, want %d\n%s", output.Args, output.ExitCode, exitCode, output.Raw)
	}
	for _, text := range says {
		if !strings.Contains(output.Text, text) {
			t.Errorf("%v does not say %q:\n%s", output.Args, text, output.Raw)
		}
	}
}

// expectSilent checks what a command did not say.
func expectSilent(t *testing.T, output clitest.Output, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(output.Text, text) {
			t.Errorf("%v says %q:\n%s", output.Args, text, output.Raw)
		}
	}
}

// expectRequests checks how many requests a vendor got since the last check.
func expectRequests(t *testing.T, vendors *sandbox.Sandbox, what string, want int) {
	t.Helper()
	if got := vendors.Requests(); len(got) != want {
		t.Errorf("%s: %d requests, want %d: %+v", what, len(got), want, got)
	}
	vendors.ResetRequests()
}
