package main

import (
	"slices"
	"time"
)

// The scenarios, as -scenarios names them.
const (
	scenarioDistinct    = "distinct"
	scenarioUnasked     = "nobody asked"
	scenarioDescriptors = "256 descriptors"
	scenarioShared      = "50 keys"
	scenarioForEach     = "for_each"
	scenarioStored      = "stored"
	scenarioModules     = "modules, 2 aliases"
	scenarioRevoked     = "20% revoked"
	scenarioLimited     = "1% answered 429"
	scenarioReset       = "5% reset"
	scenarioPrecoroOne  = "1 Precoro"
	scenarioPrecoro     = "50 Precoro, 50 others"
)

// scenarioNames are what -scenarios takes, by the name in the table.
var scenarioNames = map[string]string{
	"distinct": scenarioDistinct, "unasked": scenarioUnasked, "descriptors": scenarioDescriptors, "shared": scenarioShared, "stored": scenarioStored, "foreach": scenarioForEach,
	"modules": scenarioModules, "revoked": scenarioRevoked, "limited": scenarioLimited, "reset": scenarioReset, "precoro": scenarioPrecoro,
}

// reach is where the bounds hold: this many credentials, this far away.
const (
	reachN   = 1000
	reachRTT = 50 * time.Millisecond
)

// besidePrecoroSize are the credentials of Precoro and the others together.
const besidePrecoroSize = 100

// matrix says what is to be measured.
type matrix struct {
	sizes []int
	rtts  []time.Duration
	// cells tells whether a size at a distance is measured; nil means all.
	cells func(n int, rtt time.Duration) bool
	// sideSize is how many credentials the scenarios with faults have, at reachRTT.
	sideSize int
	// sideRTT is how far away their vendor is.
	sideRTT time.Duration
	// steps are the commands that are measured of a whole life, and otherSteps
	// those over HTTP/2 and at other distances than reachRTT; empty means all.
	steps, otherSteps []string
	// scenarios are those that are wanted; empty means all.
	scenarios []string
	repeat    int
}

func (m matrix) wants(scenario string) bool {
	return len(m.scenarios) == 0 || slices.ContainsFunc(m.scenarios, func(name string) bool { return scenarioNames[name] == scenario })
}

// life keeps the wanted commands of a whole life.
func life(steps []step, wanted []string) []step {
	if len(wanted) == 0 {
		return steps
	}
	return pick(steps, wanted...)
}

// list makes the scenarios. Twins come first, as what ours is compared with.
func (m matrix) list(vendors map[string]*vendor, withHTTP bool) []*scenario {
	var all []*scenario
	add := func(s scenario) {
		if s.parallelism == 0 {
			s.parallelism = atATime
		}
		all = append(all, &s)
	}
	for _, n := range m.twinSizes() {
		add(scenario{subject: subjectTwin, name: scenarioDistinct, n: n, configuration: twin(n), steps: life(wholeLife(n, 0, 0), m.steps)})
	}
	if m.wants(scenarioDistinct) {
		for _, rtt := range m.rtts {
			for _, n := range m.sizes {
				if m.cells == nil || m.cells(n, rtt) {
					m.addDistinct(add, n, rtt, vendors, withHTTP)
				}
			}
		}
	}
	m.addSides(add)
	m.addPrecoro(add)
	return all
}

// twinSizes are all sizes that something is measured at.
func (m matrix) twinSizes() []int {
	sizes := append([]int{m.sideSize, besidePrecoroSize}, m.sizes...)
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

// addDistinct adds n different keys at one distance, over both protocols.
func (m matrix) addDistinct(add func(scenario), n int, rtt time.Duration, vendors map[string]*vendor, withHTTP bool) {
	far := knobs{RTT: rtt}
	for _, protocol := range []string{http1, http2} {
		wanted := m.steps
		if protocol == http2 || rtt != reachRTT {
			wanted = m.otherSteps
		}
		add(scenario{
			subject: subjectOurs, name: scenarioDistinct, protocol: protocol, n: n, knobs: far,
			configuration: distinct(n), steps: life(wholeLife(n, n, 0), wanted),
		})
	}
	if rtt == reachRTT && m.wants(scenarioUnasked) {
		add(scenario{
			subject: subjectOurs, name: scenarioUnasked, protocol: http1, n: n, knobs: far, env: map[string]string{"CONNECTOR_VERIFICATION_PLAN": "off"},
			configuration: distinct(n), steps: pick(wholeLife(n, 0, 0), firstPlan, secondPlan),
		})
	}
	if withHTTP && rtt == reachRTT {
		// With a state of so many data sources the CLI alone takes minutes.
		wanted := m.otherSteps
		if len(wanted) > 0 {
			wanted = []string{firstPlan}
		}
		add(scenario{
			subject: subjectHTTP, name: scenarioDistinct, protocol: http1, n: n, knobs: far,
			configuration: readings(n, vendors[http1]), steps: life(readingLife(n), wanted),
		})
	}
}

// addSides adds what is measured at one size and distance.
func (m matrix) addSides(add func(scenario)) {
	n, far := m.sideSize, knobs{RTT: m.sideRTT}
	side := func(s scenario) {
		if m.wants(s.name) {
			s.subject, s.n = subjectOurs, n
			add(s)
		}
	}
	for _, protocol := range []string{http1, http2} {
		side(scenario{
			name: scenarioDescriptors, protocol: protocol, knobs: far, descriptors: 256,
			configuration: distinct(n), steps: pick(wholeLife(n, n, 0), firstPlan, secondPlan),
		})
	}
	keys := min(n, sharedKeys)
	side(scenario{name: scenarioShared, protocol: http1, knobs: far, configuration: shared(n), steps: pick(wholeLife(n, keys, 0), firstPlan, savedApply, secondPlan)})
	side(scenario{name: scenarioStored, protocol: http1, knobs: far, configuration: stored(n), steps: pick(wholeLife(n, n, n), firstPlan, savedApply, secondPlan, refreshOnly)})
	if m.wants(scenarioForEach) {
		add(scenario{subject: subjectTwin, name: scenarioForEach, n: n, configuration: twinInForEach(n), steps: pick(wholeLife(n, 0, 0), firstPlan)})
	}
	side(scenario{name: scenarioForEach, protocol: http1, knobs: far, configuration: inForEach(n), steps: pick(wholeLife(n, n, 0), firstPlan)})
	side(scenario{
		name: scenarioModules, protocol: http1, knobs: far,
		configuration: writtenOut(n), steps: pick(wholeLife(n, n, 0), firstPlan, savedApply, secondPlan),
	})
	side(scenario{name: scenarioRevoked, protocol: http1, knobs: far, configuration: distinct(n), steps: revokedLife(n, 20)})
	some := pick(wholeLife(n, n, 0), firstPlan, secondPlan)
	side(scenario{name: scenarioLimited, protocol: http1, knobs: knobs{RTT: m.sideRTT, LimitedPercent: 1}, configuration: distinct(n), steps: some})
	side(scenario{name: scenarioReset, protocol: http1, knobs: knobs{RTT: m.sideRTT, ResetPercent: 5}, configuration: distinct(n), steps: some})
}

// addPrecoro adds a vendor with a limit of one request a second and key, beside
// one without. All are asked at once, so that nobody waits for the CLI. They
// need two requests each, so that there is a limit to be kept.
func (m matrix) addPrecoro(add func(scenario)) {
	if !m.wants(scenarioPrecoro) {
		return
	}
	const limited, others = besidePrecoroSize / 2, besidePrecoroSize / 2
	// Two round trips for the connection, a second from the arrival of the first
	// request to that of the second, and one round trip for the first's way there
	// and the second's way back.
	once := func(step) time.Duration { return time.Second + 3*m.sideRTT }
	all := []string{"plan", "-input=false", "-parallelism=100"}
	for _, protocol := range []string{http1, http2} {
		add(scenario{
			subject: subjectOurs, name: scenarioPrecoroOne, protocol: protocol, n: 1, knobs: knobs{RTT: m.sideRTT}, parallelism: limited + others, limit: once,
			configuration: besidePrecoro(1, 0), steps: []step{{name: firstPlan, args: all, says: planned(1, 0), requests: 2}},
		})
		add(scenario{
			subject: subjectOurs, name: scenarioPrecoro, protocol: protocol, n: limited + others, knobs: knobs{RTT: m.sideRTT}, parallelism: limited + others, limit: once,
			configuration: besidePrecoro(limited, others),
			steps:         []step{{name: firstPlan, args: all, says: planned(limited+others, 0), requests: 2*limited + others}},
		})
	}
}
