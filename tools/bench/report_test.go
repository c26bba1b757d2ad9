package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// measured is a row of a first plan at boundRTT, or of a subject that sends no request.
func measured(subject, protocol string, n int, wall time.Duration, requests int) row {
	r := row{
		scenario: &scenario{subject: subject, name: scenarioCount, protocol: protocol, n: n, parallelism: defaultParallelism},
		step:     step{name: firstPlan, requests: requests},
	}
	if protocol != "" {
		r.scenario.behavior.RTT = boundRTT
	}
	r.Wall, r.Requests = wall, requests
	return r
}

// example is a run with a given time of 1,000 credentials.
func example(wall time.Duration) *results {
	off := measured(subjectProduct, http1, 5, 400*time.Millisecond, 0)
	off.scenario.name = scenarioOff
	return &results{
		starts: starts{Times: []time.Duration{50 * time.Millisecond}},
		rows: []row{
			measured(subjectFloor, "", 5, 450*time.Millisecond, 0),
			measured(subjectFloor, "", boundN, 6*time.Second, 0),
			measured(subjectProduct, http1, 5, 560*time.Millisecond, 5),
			off,
			measured(subjectProduct, http1, boundN, wall, boundN),
		},
	}
}

// boundResult returns the last column of the bound whose name has a prefix.
func boundResult(t *testing.T, r *results, name string) string {
	t.Helper()
	for _, record := range r.boundRecords() {
		if strings.HasPrefix(record[0], name) {
			return record[len(record)-1]
		}
	}
	t.Fatalf("there is no bound %q", name)
	return ""
}

func TestBoundOnAPlanIsARatioToTheFloor(t *testing.T) {
	t.Parallel()
	for wall, want := range map[time.Duration]string{6350 * time.Millisecond: "met", 6370 * time.Millisecond: "**not met**"} {
		if got := boundResult(t, example(wall), "first plan of 1000, count, HTTP/1.1"); got != want {
			t.Errorf("%s: %s, want %s", wall, got, want)
		}
	}
}

func TestBoundOnFewCredentialsIsADifferenceToAPlanWithoutRequests(t *testing.T) {
	t.Parallel()
	for wall, want := range map[time.Duration]string{569 * time.Millisecond: "met", 571 * time.Millisecond: "**not met**"} {
		r := example(time.Second)
		r.rows[2].Wall = wall
		if got := boundResult(t, r, "verification in a first plan of 5"); got != want {
			t.Errorf("%s: %s, want %s", wall, got, want)
		}
	}
}

func TestAbsentMeasurementIsNeitherMetNorNotMet(t *testing.T) {
	t.Parallel()
	r := example(6 * time.Second)
	for _, name := range []string{"first plan of 1000, count, HTTP/2", "open files", "apply of 1000", "verification in a first plan of 1"} {
		if got := boundResult(t, r, name); got != "not measured" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestRecordsHaveEveryColumn(t *testing.T) {
	t.Parallel()
	r := example(6600 * time.Millisecond)
	r.rows[4].StateBytes = 1_500_000
	record := r.record(&r.rows[4])
	if len(record) != len(columns) {
		t.Fatalf("%d cells for %d columns", len(record), len(columns))
	}
	for column, want := range map[string]string{
		"limit_s": "5.00", "ratio_to_floor": "1.10", "wall_ms_per_credential": "6.60", "growth_ms_per_credential": "6.07",
		"provider_cpu_s": "", "state_bytes_per_credential": "1500",
	} {
		if got := record[slices.Index(columns, column)]; got != want {
			t.Errorf("%s = %q, want %q", column, got, want)
		}
	}
	for _, record := range r.comparisonRecords() {
		if len(record) != len(comparisonTitles) {
			t.Errorf("%d cells for %d titles: %v", len(record), len(comparisonTitles), record)
		}
	}
}

func TestGuideHasTheRatioAndTheResources(t *testing.T) {
	t.Parallel()
	guide := example(6600 * time.Millisecond).guide()
	for _, line := range []string{"| first plan | 1000 | count | 6.00 | 6.60 | 1.10 |", "| requests | 0 | 1000 |  |  |"} {
		if !strings.Contains(guide, line) {
			t.Errorf("the guide does not contain %q:\n%s", line, guide)
		}
	}
}

func TestPlotHasALineForEachCurve(t *testing.T) {
	t.Parallel()
	curves := example(6 * time.Second).curves()
	if len(curves) != 2 {
		t.Fatalf("%d curves, want those of the product and of the floor", len(curves))
	}
	file := filepath.Join(t.TempDir(), "plot.svg")
	if err := plotCurves(curves, file); err != nil {
		t.Fatal(err)
	}
	picture, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for decoder := xml.NewDecoder(strings.NewReader(string(picture))); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if content, isText := token.(xml.CharData); isText {
			text.Write(content)
		}
	}
	for _, c := range curves {
		if !strings.Contains(text.String(), c.name) {
			t.Errorf("the legend does not have %q", c.name)
		}
	}
}

func TestUnexpectedOutcomeOrNumberOfRequestsIsAnError(t *testing.T) {
	t.Parallel()
	right := row{step: step{output: "No changes.", requests: 10}}
	right.Text, right.Requests, right.Faults = "No changes. All is well.", 12, 2
	if err := right.check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*row){
		"exit code":     func(r *row) { r.ExitCode = 1 },
		"output":        func(r *row) { r.Text = "Plan: 1 to add" },
		"one more":      func(r *row) { r.Requests++ },
		"one less":      func(r *row) { r.Requests-- },
		"without fault": func(r *row) { r.Faults = 0 },
	} {
		wrong := right
		change(&wrong)
		if wrong.check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
