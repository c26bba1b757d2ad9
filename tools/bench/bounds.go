package main

import (
	"fmt"
	"strconv"
	"time"
)

// The bounds on the cost of the product.
const (
	planBound        = 1.06 // Of the floor's wall time.
	applyBound       = 1.10 // Of the floor's wall time.
	smallBound       = 3*boundRTT + 20*time.Millisecond
	precoroBound     = 1.10        // Of one limited credential and terraform_data.
	http1Connections = boundN + 20 // One for each request, and those that are open ahead of requests.
	http2Connections = 5           // One, and those that are open ahead of the first requests.
	filesBound       = 60
	memoryBoundMB    = 80
	startBound       = 90 * time.Millisecond
	sizeBoundMB      = 22
)

// smallSizes are the numbers of credentials to which smallBound applies.
var smallSizes = []int{1, 5}

// bound is a measured value and its maximum.
type bound struct {
	name              string
	maximum, measured float64
	unit              string
	absent            bool
}

func (b *bound) met() bool { return b.measured <= b.maximum }

// bounds are all bounds, including those that were not measured.
func (r *results) bounds() []bound {
	var all []bound
	for _, protocol := range []string{http1, http2} {
		for _, step := range []string{firstPlan, secondPlan} {
			all = append(all, r.floorBound(planBound, scenarioCount, protocol, step))
		}
	}
	all = append(all,
		r.floorBound(planBound, scenarioBlocks, http1, secondPlan),
		r.floorBound(applyBound, scenarioCount, http1, savedApply),
		r.floorBound(applyBound, scenarioBackend, http1, savedApply),
	)
	for _, protocol := range []string{http1, http2} {
		for _, n := range smallSizes {
			for _, step := range []string{firstPlan, secondPlan} {
				all = append(all, r.smallPlan(n, protocol, step))
			}
		}
	}
	for _, protocol := range []string{http1, http2} {
		all = append(all, r.resources(r.product(scenarioCount, protocol, boundN, secondPlan), protocol)...)
	}
	return append(append(all, r.precoro()...),
		bound{name: "start to first schema", maximum: milliseconds(startBound), measured: milliseconds(r.starts.median()), unit: "ms"},
		bound{name: "stripped binary", maximum: sizeBoundMB, measured: float64(r.size) / 1e6, unit: "MB"},
	)
}

func milliseconds(of time.Duration) float64 { return float64(of.Microseconds()) / 1000 }

// floorBound compares the wall time of boundN credentials with the floor's.
func (r *results) floorBound(maximum float64, scenario, protocol, step string) bound {
	b := bound{name: fmt.Sprintf("%s of %d, %s, %s, to the floor", step, boundN, scenario, protocol), maximum: maximum, unit: "x", absent: true}
	if row := r.product(scenario, protocol, boundN, step); row != nil {
		if floor := r.floorOf(row); floor != nil {
			b.measured, b.absent = row.Wall.Seconds()/floor.Wall.Seconds(), false
		}
	}
	return b
}

// smallPlan compares a plan with one that sends no request.
func (r *results) smallPlan(n int, protocol, step string) bound {
	b := bound{name: fmt.Sprintf("verification in a %s of %d, %s", step, n, protocol), maximum: milliseconds(smallBound), unit: "ms", absent: true}
	on, off := r.product(scenarioCount, protocol, n, step), r.product(scenarioOff, http1, n, step)
	if on != nil && off != nil {
		b.measured, b.absent = milliseconds(on.Wall-off.Wall), false
	}
	return b
}

// resources are the bounds on what one command uses.
func (r *results) resources(row *row, protocol string) []bound {
	connections := float64(http1Connections)
	if protocol == http2 {
		connections = http2Connections
	}
	all := []bound{
		{name: "requests", maximum: boundN}, {name: "connections", maximum: connections},
		{name: "open files of the provider", maximum: filesBound}, {name: "memory of the provider", maximum: memoryBoundMB, unit: "MB"},
	}
	for i := range all {
		all[i].name += fmt.Sprintf(", %s of %d, %s", secondPlan, boundN, protocol)
		all[i].absent = row == nil || i > 1 && !row.Measured
	}
	if row != nil {
		all[0].measured, all[1].measured = float64(row.Requests), float64(row.Connections)
		all[2].measured, all[3].measured = float64(row.ProviderFiles), float64(row.ProviderPeakKB)/1024
	}
	return all
}

// precoro compares fifty credentials of a vendor with a rate limit and fifty others
// with one limited credential and as many terraform_data, and reports whether the
// limit was kept.
func (r *results) precoro() []bound {
	var all []bound
	for _, protocol := range []string{http1, http2} {
		wall := bound{name: "first plan of 50 Precoro and 50 others, " + protocol, unit: "s", absent: true}
		early := bound{name: "requests above the rate limit, " + protocol, absent: true}
		one, many := r.product(scenarioPrecoro, protocol, 1, firstPlan), r.product(scenarioPrecoro, protocol, 100, firstPlan)
		if many != nil {
			early.measured, early.absent = float64(many.TooSoon), false
			if twin := r.twinOf(many); twin != nil && one != nil {
				wall.maximum, wall.measured, wall.absent = precoroBound*(one.Wall+twin.Wall).Seconds(), many.Wall.Seconds(), false
			}
		}
		all = append(all, wall, early)
	}
	return all
}

// boundRecords are the rows of the table of bounds.
func (r *results) boundRecords() [][]string {
	var records [][]string
	for _, b := range r.bounds() {
		switch {
		case b.absent:
			records = append(records, []string{b.name, "", "", "not measured"})
		case b.met():
			records = append(records, []string{b.name, figure(b.maximum, b.unit), figure(b.measured, b.unit), "met"})
		default:
			records = append(records, []string{b.name, figure(b.maximum, b.unit), figure(b.measured, b.unit), "**not met**"})
		}
	}
	return records
}

func figure(value float64, unit string) string {
	if unit == "" {
		return strconv.FormatFloat(value, 'f', 0, 64)
	}
	return fmt.Sprintf("%.2f %s", value, unit)
}
