package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// TestSmallRunWritesReportFiguresAndPlot runs product, floor and terraform_data with
// few credentials, with both backends.
func TestSmallRunWritesReportFiguresAndPlot(t *testing.T) {
	// The user's settings must not decide where tools are found.
	t.Setenv("TF_CLI_CONFIG_FILE", "")
	cli, err := clitest.Find()
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	var stdout, stderr bytes.Buffer
	args := []string{"-plain", "-full", "-repeat", "1", "-cli", cli, "-n", "2,20", "-other-rtts", "1ms", "-side", "5", "-scenarios", "count,off,backend,blocks,modules,revoked,precoro", "-starts", "1", "-out", out}
	if err := run(t.Context(), args, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	for _, text := range []string{"## Comparison", "## Bounds", "From the start of the provider", "data source was not measured", filepath.Join(out, "bench.md")} {
		if !strings.Contains(stdout.String(), text) {
			t.Errorf("the report does not contain %q:\n%s", text, stdout.String())
		}
	}
	for _, name := range []string{"bench.md", "guide.md", "bench.svg"} {
		if content, err := os.ReadFile(filepath.Join(out, name)); err != nil || len(content) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(content), err)
		}
	}
	written, err := os.ReadFile(filepath.Join(out, "bench.csv"))
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(written)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := func(record []string, column string) string { return record[slices.Index(columns, column)] }
	requests, states := map[string]string{}, map[string]string{}
	for _, record := range records[1:] {
		name := strings.Join(record[:6], ", ")
		requests[name], states[name] = cell(record, "requests"), cell(record, "state_bytes_per_credential")
		if cell(record, "subject") == subjectProduct && cell(record, "provider_peak_mb") == "" && cell(record, "cli_peak_mb") != "" {
			t.Errorf("no provider was seen: %v", record)
		}
	}
	for name, want := range map[string]string{
		"terraform_data, count, , 20, 0, first plan":            "0",
		"floor, count, , 2, 0, second plan":                     "0",
		"floor, blocks, , 20, 0, second plan":                   "0",
		"connector, count, HTTP/1.1, 20, 50, apply":             "20",
		"connector, count, HTTP/1.1, 2, 1, first plan":          "2",
		"connector, http backend, HTTP/1.1, 20, 50, apply":      "20",
		"connector, blocks, HTTP/1.1, 20, 50, second plan":      "20",
		"connector, modules, 2 aliases, HTTP/1.1, 5, 50, apply": "5",
		"connector, 20% revoked, HTTP/1.1, 5, 50, apply":        "1",
		"connector, Precoro, HTTP/1.1, 100, 50, first plan":     "150",
		"connector, Precoro, HTTP/1.1, 1, 50, first plan":       "2",
		"connector, plan = off, HTTP/1.1, 2, 50, second plan":   "0",
	} {
		if requests[name] != want {
			t.Errorf("%s: %q requests, want %s", name, requests[name], want)
		}
	}
	for _, name := range []string{"floor, count, , 20, 0, apply", "floor, http backend, , 20, 0, apply", "connector, count, HTTP/1.1, 20, 50, apply"} {
		// OpenTofu sends a state without indentation to a backend.
		if size, err := strconv.Atoi(states[name]); err != nil || size < 500 || size > 9999 {
			t.Errorf("%s: %q bytes of state for each credential", name, states[name])
		}
	}
}

func TestInvalidCommandLineIsRejected(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"-n", "0"}, {"-n", "ten"}, {"-other-rtts", "fast"}, {"-other-rtts", "-5ms"}, {"-other-rtts", "50ms"}, {"-scenarios", "all"},
		{"-quick", "-full"}, {"plan"}, {"-starts", "0"},
	} {
		if _, err := parse(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
}
