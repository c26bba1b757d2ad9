package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

func TestSmallRunWritesTableFiguresAndPlot(t *testing.T) {
	// What this machine's user has set must not decide where tools are found.
	t.Setenv("TF_CLI_CONFIG_FILE", "")
	cli, err := clitest.Find()
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	var stdout, stderr bytes.Buffer
	args := []string{"-quick", "-cli", cli, "-n", "2,5", "-side", "5", "-scenarios", "distinct,unasked,modules,revoked,precoro", "-starts", "1", "-out", out}
	if err := run(t.Context(), args, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	for _, text := range []string{"## Bounds", "## Growth with n", "From the start of the provider", "data source was left out", filepath.Join(out, "bench.md")} {
		if !strings.Contains(stdout.String(), text) {
			t.Errorf("the report does not say %q:\n%s", text, stdout.String())
		}
	}
	for _, name := range []string{"bench.md", "bench.svg"} {
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
	requests := map[string]string{}
	for _, record := range records[1:] {
		requests[strings.Join(record[:6], ", ")] = cell(record, "requests")
		if cell(record, "subject") == subjectOurs && cell(record, "provider_peak_mb") == "" && cell(record, "cli_peak_mb") != "" {
			t.Errorf("no provider was seen: %v", record)
		}
	}
	for what, want := range map[string]string{
		"terraform_data, distinct, , 5, 0, first plan":                    "0",
		"connector, distinct, HTTP/1.1, 5, 50, saved-plan apply":          "5",
		"connector, modules, 2 aliases, HTTP/1.1, 5, 50, second plan":     "5",
		"connector, 20% revoked, HTTP/1.1, 5, 50, saved-plan apply":       "1",
		"connector, 50 Precoro, 50 others, HTTP/1.1, 100, 50, first plan": "150",
		"connector, 1 Precoro, HTTP/1.1, 1, 50, first plan":               "2",
		"connector, nobody asked, HTTP/1.1, 5, 50, second plan":           "0",
	} {
		if requests[what] != want {
			t.Errorf("%s: %q requests, want %s", what, requests[what], want)
		}
	}
}

func TestCommandLineThatSaysNothingSensibleIsRefused(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"-n", "0"}, {"-n", "ten"}, {"-rtt", "fast"}, {"-rtt", "-5ms"}, {"-scenarios", "all"}, {"-quick", "-full"}, {"plan"}, {"-starts", "0"},
	} {
		if _, err := parse(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
}
