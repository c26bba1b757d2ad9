package main

import (
	"fmt"
	"time"
)

// results are all that was measured.
type results struct {
	rows     []row
	starts   starts
	size     int64 // Bytes of the provider's binary.
	version  string
	withHTTP bool
}

// sameButSize tells whether two rows differ in n alone.
func (r *row) sameButSize(other *row) bool {
	a, b := r.scenario, other.scenario
	return a.subject == b.subject && a.name == b.name && a.protocol == b.protocol && a.knobs.RTT == b.knobs.RTT && r.step.name == other.step.name
}

// find returns the first row that fits, or nil.
func (r *results) find(fits func(*row) bool) *row {
	for i := range r.rows {
		if fits(&r.rows[i]) {
			return &r.rows[i]
		}
	}
	return nil
}

// at finds a row by what it measures.
func (r *results) at(subject, scenario, protocol string, n int, rtt time.Duration, step string) *row {
	return r.find(func(candidate *row) bool {
		s := candidate.scenario
		return s.subject == subject && s.name == scenario && s.protocol == protocol && s.n == n && s.knobs.RTT == rtt && candidate.step.name == step
	})
}

// twinOf is the row of as many terraform_data and the same command, or nil.
func (r *results) twinOf(of *row) *row {
	if same := r.at(subjectTwin, of.scenario.name, "", of.scenario.n, 0, of.step.name); same != nil {
		return same
	}
	return r.at(subjectTwin, scenarioDistinct, "", of.scenario.n, 0, of.step.name)
}

// smaller is the row with the next smaller n and all else the same, or nil.
func (r *results) smaller(than *row) *row {
	var found *row
	for i := range r.rows {
		candidate := &r.rows[i]
		if candidate.sameButSize(than) && candidate.scenario.n < than.scenario.n && (found == nil || candidate.scenario.n > found.scenario.n) {
			found = candidate
		}
	}
	return found
}

// limit is the time below which a row cannot come by its round trips.
func (r *row) limit() time.Duration { return r.scenario.limitOf(r.step) }

// ratio is a quotient for the table, empty where it means nothing.
func ratio(of, to time.Duration) string {
	if to <= 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(of)/float64(to))
}

// perCredential is a time divided by n, in milliseconds.
func perCredential(took time.Duration, n int) float64 {
	return float64(took.Microseconds()) / 1000 / float64(n)
}

// growth is what each credential more costs from the smaller n to the larger,
// in milliseconds, for a time that a row has.
func growth(small, large *row, of func(*row) time.Duration) float64 {
	return perCredential(of(large)-of(small), large.scenario.n-small.scenario.n)
}

func wallOf(r *row) time.Duration        { return r.Wall }
func providerCPUOf(r *row) time.Duration { return r.ProviderCPU }
func cliCPUOf(r *row) time.Duration      { return r.CLICPU }
