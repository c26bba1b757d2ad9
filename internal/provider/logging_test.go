package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// TestProviderWritesALogOnlyIfItIsEnabled: the CLI parses each line that a provider
// writes to its standard error, even if no log is enabled.
func TestProviderWritesALogOnlyIfItIsEnabled(t *testing.T) {
	t.Parallel()
	built, err := clitest.Build()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	written := filepath.Join(folder, "stderr")
	recorder := fmt.Sprintf("#!/bin/sh\nexec %s \"$@\" 2>>%s\n", filepath.Join(built, "terraform-provider-connector"), written)
	if err := os.WriteFile(filepath.Join(folder, "terraform-provider-connector"), []byte(recorder), 0o700); err != nil {
		t.Fatal(err)
	}
	vendor := startSandbox(t, noLimits()).Vendor("resci")
	for _, traced := range []bool{false, true} {
		if err := os.WriteFile(written, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		workspace := clitest.NewWith(t, folder)
		workspace.Trace = traced
		workspace.Env["CONNECTOR_ENDPOINT_RESCI"] = vendor.BaseURL()
		workspace.Configure(declare("resci", "x", vendor.Demo()))
		expect(t, workspace.Run("plan"), 0, "1 to add")
		lines, err := os.ReadFile(written)
		if err != nil {
			t.Fatal(err)
		}
		// The two lines that go-plugin writes at a start name no module.
		if got := string(lines); !traced && strings.Contains(got, `"@module"`) {
			t.Errorf("no log is enabled, and the provider wrote:\n%s", got)
		} else if traced && !strings.Contains(got, "Sent a verification request") {
			t.Errorf("a log is enabled, and the provider wrote %d bytes without an attempt", len(got))
		}
	}
}
