package faults_test

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// atOnce is how many cells run at a time: most of them wait most of the time,
// so that the number of processors says nothing.
const atOnce = 96

func TestFaultMatrix(t *testing.T) {
	begun := time.Now()
	baselines, err := newBaselines(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []outcome
	var child sync.WaitGroup
	child.Go(func() {
		var childErr error
		if outcomes, childErr = runInChild(t.Context()); childErr != nil {
			t.Error(childErr)
		}
	})
	ownOutcomes := runCells(t.Context(), allCells(t, baselines), t.TempDir())
	named := checkFalseVerdicts(t, baselines)
	child.Wait()
	if len(outcomes) == 0 {
		t.Error("the process without file descriptors ran no cell")
	}
	outcomes = append(outcomes, ownOutcomes...)

	if got := canaryAsked.Load(); got != 0 {
		t.Errorf("a redirect was followed %d times", got)
	}
	complain(t, append(slices.Clone(outcomes), named...))
	printTable(os.Stdout, outcomes, named, time.Since(begun))
}

// complain tells of the cells that failed, and not of thousands.
func complain(t *testing.T, outcomes []outcome) {
	t.Helper()
	const enough = 30
	failed := 0
	for _, o := range outcomes {
		if len(o.Wrong) == 0 {
			continue
		}
		if failed++; failed <= enough {
			t.Errorf("%s: %q", o.Cell, o.Wrong)
		}
	}
	if failed > enough {
		t.Errorf("and %d cells more", failed-enough)
	}
}

// newBaselines asks healthy vendors, each for every phase.
func newBaselines(ctx context.Context) ([]*baseline, error) {
	vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
	if err != nil {
		return nil, err
	}
	defer func() { _ = vendors.Close() }()
	all := subjects()
	made, errs := make([]*baseline, len(all)), make([]error, len(all))
	var working sync.WaitGroup
	for i, of := range all {
		working.Go(func() { made[i], errs[i] = newBaseline(ctx, vendors, of) })
	}
	working.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return made, nil
}

// allCells is the matrix but for what the child runs. The policy off asks
// nobody, whatever would fail: one failure stands for all.
func allCells(t *testing.T, baselines []*baseline) []cell {
	t.Helper()
	var cells []cell
	met := map[string]bool{}
	for _, f := range failures() {
		if f.fault != nil {
			fault, err := sandbox.ParseFault(f.fault())
			if err != nil {
				t.Fatal(err)
			}
			met[fault.Name] = true
		}
		if f.name != withoutDescriptors().name {
			cells = append(cells, cellsOf(f, baselines)...)
		}
	}
	for _, info := range sandbox.Faults() {
		if !met[info.Name] && !slices.Contains(packaging, info.Name) {
			t.Errorf("the fault %s of the sandbox has no row", info.Name)
		}
	}
	unasked := is("reset", inconclusive, "", none).named("policy off")
	for _, from := range baselines {
		for _, at := range phases {
			cells = append(cells, cell{unasked, from, off, at})
		}
	}
	return cells
}

// representatives stand for all connectors if a failure does not depend on the
// vendor: they have one and two schemes, one and two fields, a limited route, a
// rejection with status 500, and a definition of the user's own.
var representatives = []string{"precoro", "paymo", "clari_copilot", "resci", "customerly", connector.CustomType}

// dependsOnVendor reports whether a definition sees the failure: without a response,
// or with a redirect, it does not.
func (f failure) dependsOnVendor() bool {
	return !slices.Contains([]connector.Reason{connector.ReasonUnreachable, connector.ReasonTimeout, connector.ReasonRedirected}, f.reason)
}

// cellsOf is a row: each connector, policy and phase. Where the contract knows
// no difference between the policies, they take turns with the connectors.
func cellsOf(f failure, baselines []*baseline) []cell {
	var cells []cell
	policies := []policy{strict, lenient}
	for i, from := range baselines {
		if !f.dependsOnVendor() && !slices.Contains(representatives, from.subject.name) {
			continue
		}
		for _, at := range phases {
			status, _, _ := f.outcome(from.subject, at)
			if effectOf(status, strict, at) == effectOf(status, lenient, at) {
				cells = append(cells, cell{f, from, policies[(i+len(f.name))%2], at})
				continue
			}
			for _, asked := range policies {
				cells = append(cells, cell{f, from, asked, at})
			}
		}
	}
	return cells
}

// runCells runs them side by side. The longest begin first, so that nobody waits
// for them in the end. What was late is given one more chance among few: so a
// busy machine is told from a provider that waits where it must not.
func runCells(ctx context.Context, cells []cell, folder string) []outcome {
	slices.SortStableFunc(cells, func(a, b cell) int {
		return int(b.waits() - a.waits())
	})
	outcomes := make([]outcome, len(cells))
	sideBySide(atOnce, len(cells), func(i int) { outcomes[i] = cells[i].run(ctx, folder) })
	sideBySide(atOnce/8, len(cells), func(i int) {
		if outcomes[i].Late {
			outcomes[i] = cells[i].run(ctx, folder)
		}
	})
	return outcomes
}

// sideBySide does n things, and so many of them at a time.
func sideBySide(atATime, n int, do func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range atATime {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

// waits is about how long a cell does nothing.
func (c cell) waits() time.Duration {
	_, _, requests := c.failure.outcome(c.from.subject, c.phase)
	waits := c.failure.wait + time.Duration(max(0, requests-1))*c.from.subject.defined().Limit.Every
	if c.failure.endless {
		waits += time.Duration(requests) * impatience
	}
	return waits
}
