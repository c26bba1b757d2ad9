package faults_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// printTable prints the matrix: a row for each failure, and the named cells below.
func printTable(to io.Writer, outcomes, named []outcome, took time.Duration) {
	var text strings.Builder
	text.WriteString("\n" + line("failure", "outcome", "reason", "requests", "slowest", "cells passed"))
	passed := 0
	for _, row := range rowsOf(outcomes) {
		text.WriteString(row.String())
		passed += row.passed
	}
	fmt.Fprintf(&text, "\n%d of %d cells passed: %d connectors, %d phases, %d failures\n",
		passed, len(outcomes), len(subjects()), len(phases), len(failures()))
	text.WriteString("\nFalse verdicts that verifiers of keys have given\n")
	for _, row := range rowsOf(named) {
		fmt.Fprintf(&text, "%-66s %s\n", row.name, row.share())
	}
	fmt.Fprintf(&text, "\nin %s\n", took.Round(time.Second))
	_, _ = io.WriteString(to, text.String())
}

// row is what all cells of one failure came to.
type row struct {
	name                       string
	statuses, reasons, numbers []string
	slowest                    time.Duration
	passed, all                int
}

// rowsOf sums up, in the order in which the failures are listed.
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
	collect(&r.numbers, fmt.Sprint(o.Requests))
	r.slowest = max(r.slowest, o.Took)
	r.all++
	if len(o.Wrong) == 0 {
		r.passed++
	}
}

func (r *row) share() string { return fmt.Sprintf("%d of %d", r.passed, r.all) }

func (r *row) String() string {
	return line(r.name, strings.Join(r.statuses, ", "), strings.Join(r.reasons, ", "), strings.Join(r.numbers, ", "),
		fmt.Sprintf("%.1f s", r.slowest.Seconds()), r.share())
}

// line is a row of the table.
func line(columns ...any) string {
	return fmt.Sprintf("%-40s %-22s %-28s %-8s %8s  %s\n", columns...)
}
