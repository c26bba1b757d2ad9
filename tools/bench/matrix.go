package main

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// The scenarios, as the table shows them.
const (
	scenarioCount       = "count"
	scenarioBlocks      = "blocks"
	scenarioBackend     = "http backend"
	scenarioOff         = "plan = off"
	scenarioDescriptors = "256 descriptors"
	scenarioShared      = "50 keys"
	scenarioForEach     = "for_each"
	scenarioStored      = "stored"
	scenarioModules     = "modules, 2 aliases"
	scenarioRevoked     = "20% revoked"
	scenarioLimited     = "1% limited"
	scenarioReset       = "5% reset"
	scenarioPrecoro     = "Precoro"
)

// scenarioNames are the values of -scenarios.
var scenarioNames = map[string]string{
	"count": scenarioCount, "blocks": scenarioBlocks, "backend": scenarioBackend, "off": scenarioOff,
	"descriptors": scenarioDescriptors, "shared": scenarioShared, "stored": scenarioStored, "foreach": scenarioForEach,
	"modules": scenarioModules, "revoked": scenarioRevoked, "limited": scenarioLimited, "reset": scenarioReset, "precoro": scenarioPrecoro,
}

// The bounds on many credentials apply to this number and this round trip.
const (
	boundN   = 1000
	boundRTT = 50 * time.Millisecond
)

// matrix selects the measurements.
type matrix struct {
	// sizes are the numbers of credentials at boundRTT. The largest one is also
	// measured as blocks and with a remote backend.
	sizes []int
	// otherRTTs are other round trips, at which the product alone is measured.
	otherRTTs []time.Duration
	// sideSize is the number of credentials in the scenarios with faults; 0 leaves
	// these out.
	sideSize int
	// scenarios are those to run; empty means all.
	scenarios []string
	repeat    int
}

// The matrices of make bench-quick, make bench and make bench-full.
var (
	comparedSizes = []int{1, 5, 20, 100, boundN}
	quickMatrix   = matrix{sizes: comparedSizes, repeat: 1}
	defaultMatrix = matrix{sizes: comparedSizes, repeat: 3}
	fullMatrix    = matrix{sizes: comparedSizes, otherRTTs: []time.Duration{0, 200 * time.Millisecond}, sideSize: boundN, repeat: 3}
)

func (m matrix) includes(scenario string) bool {
	return len(m.scenarios) == 0 || slices.ContainsFunc(m.scenarios, func(name string) bool { return scenarioNames[name] == scenario })
}

// list returns the scenarios. Those that are compared follow each other.
func (m matrix) list(vendors map[string]*vendor, withHTTP bool) []*scenario {
	var all []*scenario
	add := func(s scenario) {
		if !m.includes(s.name) {
			return
		}
		if s.parallelism == 0 {
			s.parallelism = defaultParallelism
		}
		all = append(all, &s)
	}
	for _, n := range m.sizes {
		m.addComparison(add, n, vendors[http1], withHTTP)
	}
	for _, rtt := range m.otherRTTs {
		for _, n := range m.sizes {
			add(product(scenarioCount, n, rtt, count(n), selectSteps(allCommands(n, n, 0), firstPlan, secondPlan)))
		}
	}
	if m.sideSize > 0 {
		m.addSides(add)
		addPrecoro(add)
	}
	return all
}

// product, floor and twin are the same scenario with the three providers.
func product(name string, n int, rtt time.Duration, configuration files, steps []step) scenario {
	return scenario{subject: subjectProduct, name: name, protocol: http1, n: n, behavior: behavior{RTT: rtt}, configuration: configuration, steps: steps}
}

func (s scenario) over(protocol string) scenario {
	s.protocol = protocol
	return s
}

func (s scenario) withEnv(env map[string]string) scenario {
	s.env = maps.Clone(s.env)
	if s.env == nil {
		s.env = map[string]string{}
	}
	maps.Copy(s.env, env)
	return s
}

// floor is the same scenario with the floor, which sends no requests.
func (s scenario) floor() scenario {
	s.subject, s.protocol, s.behavior = subjectFloor, "", behavior{}
	s.steps = slices.Clone(s.steps)
	for i := range s.steps {
		s.steps[i].requests = 0
	}
	return s.withEnv(map[string]string{"BENCH_FLOOR_ROUND_TRIP": boundRTT.String()})
}

func twinScenario(name string, n int, configuration files, steps ...string) scenario {
	return scenario{subject: subjectTwin, name: name, n: n, configuration: configuration, steps: selectSteps(allCommands(n, 0, 0), steps...)}
}

// addComparison adds n different credentials of the product next to those of the
// floor, and to what else they are compared with.
func (m matrix) addComparison(add func(scenario), n int, vendor *vendor, withHTTP bool) {
	plans := []string{firstPlan, secondPlan}
	steps := plans
	if n >= largeN {
		steps = append([]string{savedApply}, plans...)
	}
	compared := product(scenarioCount, n, boundRTT, count(n), selectSteps(allCommands(n, n, 0), steps...))
	add(compared.floor())
	add(compared)
	add(compared.over(http2))
	add(product(scenarioOff, n, boundRTT, count(n), selectSteps(allCommands(n, 0, 0), plans...)).withEnv(map[string]string{"CONNECTOR_VERIFICATION_PLAN": "off"}))
	if withHTTP {
		add(scenario{
			subject: subjectHTTP, name: scenarioCount, protocol: http1, n: n, behavior: behavior{RTT: boundRTT},
			configuration: dataSources(n, vendor), steps: dataSourcePlans(n),
		})
	}
	if n < largeN {
		return
	}
	add(twinScenario(scenarioCount, n, twins(n), steps...))
	if n != slices.Max(m.sizes) {
		return
	}
	written := product(scenarioBlocks, n, boundRTT, blocks(n), selectSteps(allCommands(n, n, 0), plans...))
	add(written.floor())
	add(written)
	remote := product(scenarioBackend, n, boundRTT, inBackend(count(n)), selectSteps(allCommands(n, n, 0), firstPlan, savedApply))
	add(remote.floor())
	add(remote)
	add(twinScenario(scenarioBackend, n, inBackend(twins(n)), firstPlan, savedApply))
}

// largeN is the number of credentials from which applies are measured too.
const largeN = 20

// addSides adds the scenarios of one size.
func (m matrix) addSides(add func(scenario)) {
	n := m.sideSize
	side := func(name string, configuration files, steps []step) scenario {
		return product(name, n, boundRTT, configuration, steps)
	}
	plans := selectSteps(allCommands(n, n, 0), firstPlan, secondPlan)
	for _, protocol := range []string{http1, http2} {
		limited := side(scenarioDescriptors, count(n), plans).over(protocol)
		limited.descriptors = 256
		add(limited)
	}
	add(side(scenarioShared, shared(n), selectSteps(allCommands(n, min(n, sharedKeys), 0), firstPlan, savedApply, secondPlan)))
	add(side(scenarioStored, stored(n), selectSteps(allCommands(n, n, n), firstPlan, savedApply, secondPlan, refreshOnly)))
	add(twinScenario(scenarioForEach, n, twinsInForEach(n), firstPlan))
	add(side(scenarioForEach, inForEach(n), selectSteps(allCommands(n, n, 0), firstPlan)))
	add(side(scenarioModules, inModules(n), selectSteps(allCommands(n, n, 0), firstPlan, savedApply, secondPlan)))
	add(side(scenarioRevoked, count(n), revokedCommands(n, 20)))
	limited, reset := side(scenarioLimited, count(n), plans), side(scenarioReset, count(n), plans)
	limited.behavior.LimitedPercent, reset.behavior.ResetPercent = 1, 5
	add(limited)
	add(reset)
}

// addPrecoro adds a vendor with a limit of one request per second and key, next to
// one without. All are planned at the same time, so that none waits for the CLI.
// They need two requests each, so that the limit takes effect.
func addPrecoro(add func(scenario)) {
	const limited, others = 50, 50
	// Two round trips for the connection, a second from the arrival of the first
	// request to that of the second, and one round trip for the first request's way
	// there and the second response's way back.
	once := func(step) time.Duration { return time.Second + 3*boundRTT }
	args := []string{"plan", "-input=false", "-parallelism=" + strconv.Itoa(limited+others)}
	for _, protocol := range []string{http1, http2} {
		one := product(scenarioPrecoro, 1, boundRTT, besidePrecoro(1, 0), []step{{name: firstPlan, args: args, output: planned(1, 0), requests: 2}}).over(protocol)
		many := product(scenarioPrecoro, limited+others, boundRTT, besidePrecoro(limited, others),
			[]step{{name: firstPlan, args: args, output: planned(limited+others, 0), requests: 2*limited + others}}).over(protocol)
		for _, s := range []scenario{one, many} {
			s.parallelism, s.limit = limited+others, once
			add(s)
		}
	}
}
