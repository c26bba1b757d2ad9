package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// The CLI parses each line that a provider writes to its standard error, whether
// or not anybody wants to read it.
func TestProviderWritesLinesOnlyWhereALogIsWanted(t *testing.T) {
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
	for _, quiet := range []bool{true, false} {
		if err := os.WriteFile(written, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		workspace := clitest.NewWith(t, folder)
		workspace.Quiet = quiet
		workspace.Env["CONNECTOR_ENDPOINT_RESCI"] = vendor.BaseURL()
		workspace.Configure(declare("resci", "x", vendor.Demo()))
		expect(t, workspace.Run("plan"), 0, "1 to add")
		lines, err := os.ReadFile(written)
		if err != nil {
			t.Fatal(err)
		}
		// The two lines that go-plugin writes at a start name no module.
		if got := string(lines); quiet && strings.Contains(got, `"@module"`) {
			t.Errorf("nobody wants a log, and the provider wrote:\n%s", got)
		} else if !quiet && !strings.Contains(got, "Sent a verification request") {
			t.Errorf("a log is wanted, and the provider wrote %d bytes and no attempt among them", len(got))
		}
	}
}
