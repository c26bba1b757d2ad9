package faults_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// printTable prints the matrix with a row for each failure.
func printTable(to io.Writer, outcomes []outcome, duration time.Duration) {
	var text strings.Builder
	text.WriteString("\n" + line("failure", "outcome", "reason", "requests", "slowest", "cells passed"))
	passed := 0
	for _, row := range rowsOf(outcomes) {
		text.WriteString(row.String())
		passed += row.passed
	}
	fmt.Fprintf(&text, "\n%d of %d cells passed in %s: %d connectors, %d phases, %d failures\n",
		passed, len(outcomes), duration.Round(time.Second), len(subjects()), len(phases), len(failures()))
	_, _ = io.WriteString(to, text.String())
}

// row is the sum of all cells of one failure.
type row struct {
	name                        string
	statuses, reasons, requests []string
	slowest                     time.Duration
	passed, all                 int
}

// rowsOf sums up the outcomes, in the order of the failures.
func rowsOf(outcomes []outcome) []*row {
	var rows []*row
	for _, f := range failures() {
		rows = append(rows, &row{name: f.name})
	}
	for _, o := range outcomes {
		at := slices.IndexFunc(rows, func(r *row) bool { return r.name == o.Failure })
		if at < 0 {
			at = len(rows)
			rows = append(rows, &row{name: o.Failure})
		}
		rows[at].add(o)
	}
	return slices.DeleteFunc(rows, func(r *row) bool { return r.all == 0 })
}

func (r *row) add(o outcome) {
	collect := func(into *[]string, value string) {
		if !slices.Contains(*into, value) {
			*into = append(*into, value)
			slices.Sort(*into)
		}
	}
	collect(&r.statuses, string(o.Status))
	collect(&r.reasons, string(o.Reason))
	collect(&r.requests, fmt.Sprint(o.Requests))
	r.slowest = max(r.slowest, o.Duration)
	r.all++
	if len(o.Problems) == 0 {
		r.passed++
	}
}

func (r *row) String() string {
	return line(r.name, strings.Join(r.statuses, ", "), strings.Join(r.reasons, ", "), strings.Join(r.requests, ", "),
		fmt.Sprintf("%.1f s", r.slowest.Seconds()), fmt.Sprintf("%d of %d", r.passed, r.all))
}

// line is a line of the table.
func line(columns ...any) string {
	return fmt.Sprintf("%-46s %-22s %-40s %-8s %8s  %s\n", columns...)
}
