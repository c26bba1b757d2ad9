package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// options are what the command line asks for.
type options struct {
	matrix       matrix
	cli          string
	httpProvider string
	out          string
	starts       int
}

// plans are what is measured where it is about requests and connections alone.
var plans = []string{firstPlan, secondPlan}

// The matrices. The default one leaves the largest size out where it is far
// away: each of its commands takes 20 seconds there, and tells nothing new.
var (
	quickMatrix = matrix{
		sizes: []int{10, 100, 1000}, rtts: []time.Duration{reachRTT}, sideSize: 100, sideRTT: reachRTT,
		steps: []string{firstPlan, savedApply, secondPlan}, otherSteps: plans, repeat: 1,
	}
	defaultMatrix = matrix{
		sizes: []int{10, 100, 1000}, rtts: []time.Duration{0, reachRTT, 200 * time.Millisecond}, sideSize: 1000, sideRTT: reachRTT, repeat: 1,
		otherSteps: plans,
		cells:      func(n int, rtt time.Duration) bool { return n < 1000 || rtt <= reachRTT },
	}
	fullMatrix = matrix{
		sizes: []int{10, 100, 1000}, rtts: []time.Duration{0, reachRTT, 200 * time.Millisecond}, sideSize: 1000, sideRTT: reachRTT, repeat: 3,
	}
)

// parse reads the command line.
func parse(args []string, stderr io.Writer) (options, error) {
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	quick := set.Bool("quick", false, "measure in about 4 minutes what the bounds are about, and the rest with 100 credentials")
	full := set.Bool("full", false, "measure everything three times, which takes more than an hour")
	sizes := set.String("n", "", "numbers of credentials, such as 10,100,1000")
	rtts := set.String("rtt", "", "round trips, such as 0,50ms,200ms")
	side := set.Int("side", 0, "credentials in the scenarios that have one size")
	names := set.String("scenarios", "", "scenarios, of "+strings.Join(slices.Sorted(maps.Keys(scenarioNames)), ", "))
	repeat := set.Int("repeat", 0, "how often to run each command; the middle one counts")
	asked := options{}
	set.StringVar(&asked.cli, "cli", "terraform", "the CLI: terraform, tofu or a path")
	set.StringVar(&asked.httpProvider, "http-provider", "", "path of a binary of the http provider to compare with")
	set.StringVar(&asked.out, "out", filepath.Join("bin", "bench"), "folder for the table, the CSV file and the plot")
	set.IntVar(&asked.starts, "starts", 21, "how often to start the provider for the time of its start")
	if err := set.Parse(args); err != nil {
		return options{}, err
	}
	asked.matrix = defaultMatrix
	switch {
	case *quick && *full || set.NArg() > 0 || asked.starts < 1:
		return options{}, errors.New("-quick or -full, no other arguments, and at least one start")
	case *quick:
		asked.matrix = quickMatrix
	case *full:
		asked.matrix = fullMatrix
	}
	if *side > 0 {
		asked.matrix.sideSize = *side
	}
	if *repeat > 0 {
		asked.matrix.repeat = *repeat
	}
	return asked, asked.matrix.narrow(*sizes, *rtts, *names)
}

// narrow replaces the parts of a matrix that are given.
func (m *matrix) narrow(sizes, rtts, scenarios string) error {
	if sizes != "" {
		m.sizes, m.cells = nil, nil
		for text := range strings.SplitSeq(sizes, ",") {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 {
				return fmt.Errorf("-n: %q is no number of credentials", text)
			}
			m.sizes = append(m.sizes, n)
		}
	}
	if rtts != "" {
		m.rtts, m.cells = nil, nil
		for text := range strings.SplitSeq(rtts, ",") {
			rtt, err := time.ParseDuration(text)
			if err != nil || rtt < 0 {
				return fmt.Errorf("-rtt: %q is no round trip such as 50ms", text)
			}
			m.rtts = append(m.rtts, rtt)
		}
	}
	if scenarios != "" {
		m.scenarios = strings.Split(scenarios, ",")
	}
	for _, name := range m.scenarios {
		if scenarioNames[name] == "" {
			return fmt.Errorf("-scenarios: there is no %q", name)
		}
	}
	return nil
}
