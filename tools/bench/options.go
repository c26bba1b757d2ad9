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

// options are those of the command line.
type options struct {
	matrix       matrix
	cli          string
	httpProvider string
	out          string
	starts       int
	plain        bool
}

// parse reads the command line.
func parse(args []string, stderr io.Writer) (options, error) {
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	quick := set.Bool("quick", false, "measure everything once")
	full := set.Bool("full", false, "also measure other round trips, faults and limits, which takes more than an hour")
	sizes := set.String("n", "", "numbers of credentials, such as 10,100,1000")
	rtts := set.String("other-rtts", "", "other round trips than 50ms, such as 0,200ms")
	side := set.Int("side", 0, "number of credentials in the scenarios with faults and limits")
	names := set.String("scenarios", "", "scenarios, of "+strings.Join(slices.Sorted(maps.Keys(scenarioNames)), ", "))
	repeat := set.Int("repeat", 0, "how often to run each command; the report shows the median")
	selected := options{}
	set.StringVar(&selected.cli, "cli", "terraform", "the CLI: terraform, tofu or a path")
	set.StringVar(&selected.httpProvider, "http-provider", "", "path of a binary of hashicorp/http, to compare with its data source")
	set.StringVar(&selected.out, "out", filepath.Join("bin", "bench"), "folder for the report, the CSV file and the plot")
	set.IntVar(&selected.starts, "starts", 21, "how often to start the provider, to measure the time of its start")
	set.BoolVar(&selected.plain, "plain", false, "build without the flags and the profile of a release, to try the bench itself")
	if err := set.Parse(args); err != nil {
		return options{}, err
	}
	selected.matrix = defaultMatrix
	switch {
	case *quick && *full || set.NArg() > 0 || selected.starts < 1:
		return options{}, errors.New("-quick or -full, no other arguments, and at least one start")
	case *quick:
		selected.matrix = quickMatrix
	case *full:
		selected.matrix = fullMatrix
	}
	if *side > 0 {
		selected.matrix.sideSize = *side
	}
	if *repeat > 0 {
		selected.matrix.repeat = *repeat
	}
	return selected, selected.matrix.restrict(*sizes, *rtts, *names)
}

// restrict replaces the parts of a matrix that are set.
func (m *matrix) restrict(sizes, rtts, scenarios string) error {
	if sizes != "" {
		m.sizes = nil
		for text := range strings.SplitSeq(sizes, ",") {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 {
				return fmt.Errorf("-n: %q is not a number of credentials", text)
			}
			m.sizes = append(m.sizes, n)
		}
	}
	if rtts != "" {
		m.otherRTTs = nil
		for text := range strings.SplitSeq(rtts, ",") {
			rtt, err := time.ParseDuration(text)
			if err != nil || rtt < 0 || rtt == boundRTT {
				return fmt.Errorf("-other-rtts: %q is not another round trip, such as 200ms", text)
			}
			m.otherRTTs = append(m.otherRTTs, rtt)
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
