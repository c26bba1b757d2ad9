package faults_test

import (
	"cmp"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestFaultMatrix(t *testing.T) {
	var outcomes outcomes
	begun := time.Now()
	t.Cleanup(func() {
		if got := followed.Load(); got != 0 {
			t.Errorf("a redirect was followed %d times", got)
		}
		printTable(os.Stdout, outcomes.list, time.Since(begun))
	})
	folder := t.TempDir()
	for _, c := range allCells() {
		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			outcome := c.run(t.Context(), folder)
			outcomes.add(outcome)
			for _, problem := range outcome.Problems {
				t.Error(problem)
			}
		})
	}
}

// TestEveryFaultOfTheSandboxHasARow finds a fault that the matrix does not test.
func TestEveryFaultOfTheSandboxHasARow(t *testing.T) {
	t.Parallel()
	tested := slices.Clone(neutralFaults)
	for _, f := range failures() {
		if f.fault == nil {
			continue
		}
		fault, err := sandbox.ParseFault(f.fault())
		if err != nil {
			t.Fatal(err)
		}
		tested = append(tested, fault.Name)
	}
	for _, info := range sandbox.Faults() {
		if !slices.Contains(tested, info.Name) {
			t.Errorf("the fault %s of the sandbox has no row", info.Name)
		}
	}
}

// outcomes collects the outcomes of parallel cells.
type outcomes struct {
	mu   sync.Mutex
	list []outcome
}

func (o *outcomes) add(one outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.list = append(o.list, one)
}

// allCells lists the matrix, with the longest cells first, so that no other test waits
// for them at the end. With the policy off, no request is sent, so one failure
// represents all.
func allCells() []cell {
	var cells []cell
	for _, f := range failures() {
		cells = append(cells, cellsOf(f)...)
	}
	off := is("reset", inconclusive, "", none).named("any failure")
	for _, of := range subjects() {
		if of.isRepresentative() {
			for _, phase := range phases {
				cells = append(cells, cell{off, of, policyOff, phase})
			}
		}
	}
	slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(b.waits(), a.waits()) })
	return cells
}

// representatives are connectors with one and two schemes, one and two fields, a
// limited route, a rejection with status 500, and a custom definition. They are
// tested in all phases.
var representatives = []string{"precoro", "paymo", "clari_copilot", "resci", "customerly", connector.CustomType}

func (s subject) isRepresentative() bool { return slices.Contains(representatives, s.name) }

// cellsOf lists the cells of a failure: each connector, policy and phase. If the
// contract has no difference between the policies, they alternate by connector.
func cellsOf(f failure) []cell {
	var cells []cell
	policies := []policy{strict, lenient}
	for i, of := range f.subjects() {
		for _, phase := range f.phasesOf(of) {
			status, _, _ := f.outcome(of, phase)
			inStrict, inLenient := cell{f, of, strict, phase}, cell{f, of, lenient, phase}
			if inStrict.effect(status) == inLenient.effect(status) {
				cells = append(cells, cell{f, of, policies[(i+len(f.name))%2], phase})
				continue
			}
			cells = append(cells, inStrict)
			if of.isRepresentative() || slices.Contains(exchanged, of.name) {
				cells = append(cells, inLenient)
			}
		}
	}
	return cells
}

// exchanged represent the credentials that are exchanged.
var exchanged = []string{"zoom", customClient}

// subjects are those that a failure is tested with. If a credential is exchanged, a
// fault of the vendor can also be at its probe.
func (f failure) subjects() []subject {
	var all []subject
	for _, of := range subjects() {
		if f.requirements != nil && f.requirements[of.name] == nil {
			continue
		}
		all = append(all, of)
		if of.exchanges() && f.fault != nil {
			of.atProbe = true
			all = append(all, of)
		}
	}
	return all
}

// phasesOf lists the phases in which a failure is tested with a connector. What a
// phase does with a result is the same for all connectors, so most of them are tested
// where the definition is applied: with the cheapest probe, and with the
// one that reports the account if the two can differ. A rejection by the vendor is
// tested everywhere, because its response can repeat the secret.
func (f failure) phasesOf(of subject) []phase {
	switch {
	case !f.dependsOnVendor():
		if slices.Contains([]string{"paymo", connector.CustomType}, of.name) {
			return phases
		}
		if slices.Contains(exchanged, of.name) {
			return []phase{planNew, applyCreate, ephemeral}
		}
		return nil
	case of.isRepresentative(), f.status == rejected, f.requirements != nil:
		return phases
	case slices.Contains(exchanged, of.name):
		return []phase{planNew, ephemeral}
	case f.response != nil, f.cost == everyProbe:
		return []phase{planNew, dataSource}
	default:
		return []phase{planNew}
	}
}

// dependsOnVendor reports whether a definition sees the failure: without a response,
// or with a redirect, it does not.
func (f failure) dependsOnVendor() bool {
	return !slices.Contains([]connector.Reason{connector.ReasonUnreachable, connector.ReasonTimeout, connector.ReasonRedirected}, f.reason)
}
