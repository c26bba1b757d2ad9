package main

import (
	"fmt"
	"time"
)

// results are all measurements.
type results struct {
	rows     []row
	starts   starts
	size     int64 // Bytes of the product's binary.
	version  string
	withHTTP bool
}

// rowKey identifies a row.
type rowKey struct {
	subject, scenario, protocol string
	n                           int
	rtt                         time.Duration
	step                        string
}

func (r *row) key() rowKey {
	s := r.scenario
	return rowKey{s.subject, s.name, s.protocol, s.n, s.behavior.RTT, r.step.name}
}

// find returns the row with a key, or nil.
func (r *results) find(key rowKey) *row {
	for i := range r.rows {
		if r.rows[i].key() == key {
			return &r.rows[i]
		}
	}
	return nil
}

// product returns a row of the product at boundRTT, or nil.
func (r *results) product(scenario, protocol string, n int, step string) *row {
	return r.find(rowKey{subjectProduct, scenario, protocol, n, boundRTT, step})
}

// localOf returns the row of a subject that sends no request, with the command and
// configuration of another row, or nil.
func (r *results) localOf(subject string, of *row) *row {
	scenario := of.scenario.name
	if r.find(rowKey{subject, scenario, "", of.scenario.n, 0, of.step.name}) == nil {
		scenario = scenarioCount // Of scenarios that differ in their requests alone.
	}
	return r.find(rowKey{subject, scenario, "", of.scenario.n, 0, of.step.name})
}

func (r *results) floorOf(of *row) *row { return r.localOf(subjectFloor, of) }

func (r *results) twinOf(of *row) *row { return r.localOf(subjectTwin, of) }

// smaller returns the row with the next smaller n and everything else the same, or nil.
func (r *results) smaller(than *row) *row {
	var found *row
	key := than.key()
	for i := range r.rows {
		candidate := &r.rows[i]
		other := candidate.key()
		smaller := other.n < key.n && (found == nil || other.n > found.scenario.n)
		if other.n = key.n; smaller && other == key {
			found = candidate
		}
	}
	return found
}

// limit is the time of the round trips of a row.
func (r *row) limit() time.Duration { return r.scenario.limitOf(r.step) }

// ratio is a quotient of times for the table, empty without a divisor.
func ratio(of, to time.Duration) string {
	if to <= 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(of)/float64(to))
}

// perCredential is a time divided by n, in milliseconds.
func perCredential(of time.Duration, n int) float64 {
	return float64(of.Microseconds()) / 1000 / float64(n)
}

// growth is the cost of each additional credential from the smaller n to the larger
// one, in milliseconds.
func growth(small, large *row) float64 {
	return perCredential(large.Wall-small.Wall, large.scenario.n-small.scenario.n)
}
