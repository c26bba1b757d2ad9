package main

import (
	"fmt"
	"strconv"
	"time"
)

// The bounds of what the provider may cost.
const (
	wallBound        = 1.10 // Of the limit and the twin's wall time together.
	linearBound      = 1.10 // Of the time per credential at a tenth of n.
	http1Connections = 12
	http2Connections = 2
	filesBound       = 40
	memoryBoundMB    = 80
	cpuBound         = 0.5 // Of the http provider's.
	startBound       = 60 * time.Millisecond
	sizeBoundMB      = 20
)

// bound is one promise: what was measured, and what it may be at most.
type bound struct {
	what           string
	most, measured float64
	unit           string
	// absent says why nothing was measured; then the numbers mean nothing.
	absent string
}

func (b *bound) met() bool { return b.measured <= b.most }

// bounds are all promises, those that were not measured too.
func (r *results) bounds() []bound {
	var all []bound
	for _, scenario := range []string{scenarioDistinct, scenarioDescriptors} {
		for _, protocol := range []string{http1, http2} {
			for _, step := range []string{firstPlan, secondPlan} {
				all = append(all, r.boundsOf(r.reach(scenario, protocol, step), scenario+", "+protocol+", "+step, protocol)...)
			}
		}
	}
	shared := bound{what: fmt.Sprintf("requests of %d credentials that share %d keys", reachN, sharedKeys), most: sharedKeys, absent: "not measured"}
	if row := r.reach(scenarioShared, http1, firstPlan); row != nil {
		shared.measured, shared.absent = float64(row.Requests), ""
	}
	all = append(all, shared, r.cpuBesideHTTP())
	for _, protocol := range []string{http1, http2} {
		all = append(all, r.linear(protocol))
		all = append(all, r.besidePrecoro(protocol)...)
	}
	return append(all,
		bound{what: "start to first schema", most: milliseconds(startBound), measured: milliseconds(r.starts.middle()), unit: "ms"},
		bound{what: "stripped binary", most: sizeBoundMB, measured: float64(r.size) / 1e6, unit: "MB"},
	)
}

func milliseconds(of time.Duration) float64 { return float64(of.Microseconds()) / 1000 }

// reach finds ours where the bounds hold.
func (r *results) reach(scenario, protocol, step string) *row {
	return r.at(subjectOurs, scenario, protocol, reachN, reachRTT, step)
}

// boundsOf are those of one command.
func (r *results) boundsOf(row *row, where, protocol string) []bound {
	if row == nil {
		return []bound{{what: "all of it: " + where, absent: "not measured"}}
	}
	connections := float64(http1Connections)
	if protocol == http2 {
		connections = http2Connections
	}
	all := []bound{
		{what: "wall time", unit: "s"}, {what: "requests", most: reachN}, {what: "connections", most: connections},
		{what: "files of the provider", most: filesBound}, {what: "memory of the provider", most: memoryBoundMB, unit: "MB"},
	}
	for i := range all {
		all[i].what += ": " + where
		all[i].absent = "not measured"
	}
	if twin := r.twinOf(row); twin != nil {
		all[0].most, all[0].measured, all[0].absent = wallBound*(row.limit()+twin.Wall).Seconds(), row.Wall.Seconds(), ""
	}
	all[1].measured, all[1].absent = float64(row.Requests), ""
	all[2].measured, all[2].absent = float64(row.Connections), ""
	if row.Measured {
		all[3].measured, all[3].absent = float64(row.ProviderFiles), ""
		all[4].measured, all[4].absent = float64(row.ProviderPeakKB)/1024, ""
	}
	return all
}

// cpuBesideHTTP compares with the http provider.
func (r *results) cpuBesideHTTP() bound {
	b := bound{what: "CPU of the provider beside half of the http provider's, first plan", unit: "s", absent: "no http provider was given"}
	ours := r.reach(scenarioDistinct, http1, firstPlan)
	theirs := r.at(subjectHTTP, scenarioDistinct, http1, reachN, reachRTT, firstPlan)
	switch {
	case theirs != nil && ours != nil && theirs.Measured:
		b.most, b.measured, b.absent = cpuBound*theirs.ProviderCPU.Seconds(), ours.ProviderCPU.Seconds(), ""
	case r.withHTTP:
		b.absent = "not measured"
	}
	return b
}

// linear compares the wall time per credential with that at a tenth of n.
func (r *results) linear(protocol string) bound {
	b := bound{what: fmt.Sprintf("wall time per credential at %d beside that at %d, %s, first plan", reachN, reachN/10, protocol), unit: "ms", absent: "not measured"}
	small := r.at(subjectOurs, scenarioDistinct, protocol, reachN/10, reachRTT, firstPlan)
	large := r.reach(scenarioDistinct, protocol, firstPlan)
	if small != nil && large != nil {
		b.most, b.measured, b.absent = linearBound*perCredential(small.Wall, small.scenario.n), perCredential(large.Wall, large.scenario.n), ""
	}
	return b
}

// besidePrecoro compares fifty limited credentials and fifty others with the
// time that one limited credential takes, and as many terraform_data, and tells
// whether the limit was kept.
func (r *results) besidePrecoro(protocol string) []bound {
	where := ": " + scenarioPrecoro + ", " + protocol
	wall := bound{what: "wall time" + where, unit: "s", absent: "not measured"}
	soon := bound{what: "requests that come sooner than allowed" + where, absent: "not measured"}
	named := func(name string) *row {
		return r.find(func(candidate *row) bool {
			return candidate.scenario.name == name && candidate.scenario.protocol == protocol
		})
	}
	alone, all := named(scenarioPrecoroOne), named(scenarioPrecoro)
	if all == nil {
		return []bound{wall, soon}
	}
	soon.measured, soon.absent = float64(all.TooSoon), ""
	if twin := r.twinOf(all); twin != nil && alone != nil {
		wall.most, wall.measured, wall.absent = wallBound*(alone.Wall+twin.Wall).Seconds(), all.Wall.Seconds(), ""
	}
	return []bound{wall, soon}
}

// boundRecords are the rows of the table of bounds.
func (r *results) boundRecords() [][]string {
	var records [][]string
	for _, b := range r.bounds() {
		if b.absent != "" {
			records = append(records, []string{b.what, "", "", b.absent})
			continue
		}
		verdict := "met"
		if !b.met() {
			verdict = "**not met**"
		}
		records = append(records, []string{b.what, figure(b.most, b.unit), figure(b.measured, b.unit), verdict})
	}
	return records
}

func figure(value float64, unit string) string {
	if unit == "" {
		return strconv.FormatFloat(value, 'f', 0, 64)
	}
	return fmt.Sprintf("%.2f %s", value, unit)
}
