package main

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// measured is a row of a first plan, with ten at a time.
func measured(subject, protocol string, n int, rtt, wall time.Duration, requests int) row {
	r := row{
		scenario: &scenario{subject: subject, name: scenarioDistinct, protocol: protocol, n: n, knobs: knobs{RTT: rtt}, parallelism: atATime},
		step:     step{name: firstPlan, requests: requests},
	}
	r.Wall, r.Requests = wall, requests
	return r
}

// example is a run in which 1,000 credentials take as long as is said.
func example(wall time.Duration) *results {
	return &results{
		starts: starts{Times: []time.Duration{50 * time.Millisecond}},
		rows: []row{
			measured(subjectTwin, "", 100, 0, 200*time.Millisecond, 0),
			measured(subjectTwin, "", 1000, 0, time.Second, 0),
			measured(subjectOurs, http1, 100, reachRTT, 700*time.Millisecond, 100),
			measured(subjectOurs, http1, 1000, reachRTT, wall, 1000),
		},
	}
}

// verdict is what the report says of the bound with a name.
func verdict(t *testing.T, r *results, what string) string {
	t.Helper()
	for _, record := range r.boundRecords() {
		if strings.HasPrefix(record[0], what) {
			return record[len(record)-1]
		}
	}
	t.Fatalf("there is no bound %q", what)
	return ""
}

func TestBoundIsTheLimitAndTheTwinTogether(t *testing.T) {
	t.Parallel()
	// 5 s of round trips and 1 s of the twin, and a tenth of it more: 6.6 s.
	const what = "wall time: distinct, HTTP/1.1, first plan"
	for wall, want := range map[time.Duration]string{6590 * time.Millisecond: "met", 6610 * time.Millisecond: "**not met**"} {
		if got := verdict(t, example(wall), what); got != want {
			t.Errorf("%s: %s, want %s", wall, got, want)
		}
	}
}

func TestBoundOnGrowthComparesTheCostOfOneCredential(t *testing.T) {
	t.Parallel()
	// 7 ms each at 100, so 7.7 ms each at 1,000.
	for wall, want := range map[time.Duration]string{7690 * time.Millisecond: "met", 7710 * time.Millisecond: "**not met**"} {
		if got := verdict(t, example(wall), "wall time per credential at 1000 beside that at 100, HTTP/1.1"); got != want {
			t.Errorf("%s: %s, want %s", wall, got, want)
		}
	}
}

func TestWhatWasNotMeasuredIsNeitherMetNorNotMet(t *testing.T) {
	t.Parallel()
	r := example(6 * time.Second)
	for what, want := range map[string]string{
		"all of it: distinct, HTTP/2": "not measured",
		"files of the provider":       "not measured",
		"CPU of the provider":         "no http provider was given",
		"requests: distinct":          "met",
	} {
		if got := verdict(t, r, what); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
}

func TestRecordsHaveEveryColumn(t *testing.T) {
	t.Parallel()
	r := example(6 * time.Second)
	record := r.record(&r.rows[3])
	if len(record) != len(columns) {
		t.Fatalf("%d cells for %d columns", len(record), len(columns))
	}
	for column, want := range map[string]string{
		"limit_s": "5.00", "ratio_to_limit": "1.20", "ratio_to_limit_and_twin": "1.00",
		"wall_ms_per_credential": "6.00", "growth_ms_per_credential": "5.89", "provider_cpu_s": "",
	} {
		if got := record[slices.Index(columns, column)]; got != want {
			t.Errorf("%s = %q, want %q", column, got, want)
		}
	}
	for title := range headings {
		if !slices.Contains(columns, title) {
			t.Errorf("the table has a heading for %q, which is no column", title)
		}
	}
}

func TestPlotIsXMLWithALineForEachCurve(t *testing.T) {
	t.Parallel()
	picture := plot(example(6 * time.Second).curves(reachRTT))
	lines := 0
	for decoder := xml.NewDecoder(strings.NewReader(picture)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, isStart := token.(xml.StartElement); isStart && start.Name.Local == "polyline" {
			lines++
		}
	}
	if lines != 3 {
		t.Errorf("%d lines, want ours, the limit and the twin", lines)
	}
}

func TestAWrongOutcomeOrNumberOfRequestsIsAnError(t *testing.T) {
	t.Parallel()
	right := row{step: step{says: "No changes.", requests: 10}}
	right.Text, right.Requests, right.Faults = "No changes. All is well.", 12, 2
	if err := right.check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*row){
		"exit code":    func(r *row) { r.ExitCode = 1 },
		"output":       func(r *row) { r.Text = "Plan: 1 to add" },
		"one more":     func(r *row) { r.Requests++ },
		"one less":     func(r *row) { r.Requests-- },
		"fault unmade": func(r *row) { r.Faults = 0 },
	} {
		wrong := right
		change(&wrong)
		if wrong.check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
