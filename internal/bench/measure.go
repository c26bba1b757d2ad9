package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// row is one measured command.
type row struct {
	scenario *scenario
	step     step
	output
	counts
}

// bench is one run.
type bench struct {
	installation *installation
	vendors      map[string]*vendor // By protocol.
	authority    string             // The file with the authorities of both.
	say          func(format string, values ...any)
	repeat       int
	states       map[string][]byte // After an apply, by configuration.
}

// newBench starts a vendor for each protocol.
func newBench(installation *installation, repeat int, say func(string, ...any)) (*bench, error) {
	b := &bench{
		installation: installation, repeat: repeat, say: say,
		vendors: map[string]*vendor{}, states: map[string][]byte{}, authority: filepath.Join(installation.folder, "authorities.pem"),
	}
	var authorities []byte
	for _, protocol := range []string{http1, http2} {
		started, err := startVendor(protocol)
		if err != nil {
			return nil, err
		}
		b.vendors[protocol] = started
		authorities = append(authorities, started.authority...)
	}
	return b, os.WriteFile(b.authority, authorities, 0o600)
}

func (b *bench) close() {
	for _, v := range b.vendors {
		v.close()
	}
}

// measure runs the steps of a scenario, each as often as is wanted, and returns
// of each the run with the middle wall time.
func (b *bench) measure(ctx context.Context, s *scenario) ([]row, error) {
	runs := make([][]row, 0, b.repeat)
	for range b.repeat {
		rows, err := b.once(ctx, s)
		if err != nil {
			return nil, err
		}
		runs = append(runs, rows)
	}
	middle := runs[0]
	for i := range middle {
		same := make([]row, 0, len(runs))
		for _, rows := range runs {
			same = append(same, rows[i])
		}
		slices.SortFunc(same, func(a, b row) int { return int(a.Wall - b.Wall) })
		middle[i] = same[len(same)/2]
	}
	return middle, nil
}

// once runs the steps of a scenario in a new folder.
func (b *bench) once(ctx context.Context, s *scenario) ([]row, error) {
	vendor := b.vendors[s.protocol]
	env := map[string]string{"CONNECTOR_CA_CERT_FILE": b.authority}
	if vendor != nil {
		env["CONNECTOR_ENDPOINT_RESCI"] = vendor.url("resci")
		env["CONNECTOR_ENDPOINT_PRECORO"] = vendor.url("precoro")
	}
	maps.Copy(env, s.env)
	w, err := b.installation.newWorkspace(ctx, s.configuration, env)
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(w.dir) }()
	var rows []row
	for _, next := range s.steps {
		measured, err := b.step(ctx, s, next, w, vendor)
		if err != nil {
			return nil, fmt.Errorf("%s, %s, n = %d, %s, %s: %w", s.subject, s.name, s.n, s.knobs.RTT, next.name, err)
		}
		rows = append(rows, measured)
		b.say("%-14s %-22s %-8s n=%-5d rtt=%-6s %-16s %6.2f s", s.subject, s.name, s.protocol, s.n, s.knobs.RTT, next.name, measured.Wall.Seconds())
	}
	return rows, nil
}

// step runs one command, and fails where it was not what should be measured.
func (b *bench) step(ctx context.Context, s *scenario, next step, w *workspace, vendor *vendor) (row, error) {
	if next.fresh {
		for _, name := range []string{stateFile, stateFile + ".backup"} {
			if err := os.RemoveAll(filepath.Join(w.dir, name)); err != nil {
				return row{}, err
			}
		}
	}
	if next.settled {
		if err := b.settle(ctx, s, w, vendor); err != nil {
			return row{}, err
		}
	}
	set := s.knobs
	set.RevokedPercent = next.revokedPercent
	if vendor != nil {
		vendor.reset(set)
	}
	done, err := w.run(ctx, s.descriptors, next.args...)
	if err != nil {
		return row{}, err
	}
	measured := row{scenario: s, step: next, output: done}
	if vendor != nil {
		measured.counts = vendor.seen()
	}
	if err := measured.check(); err != nil {
		return row{}, err
	}
	return measured, b.remember(s, next, w)
}

// stateFile is where the CLI keeps the state.
const stateFile = "terraform.tfstate"

// settle sees to it that there is a state of an apply. Applying takes the CLI
// longer than all else, so a state that there is already is used again.
func (b *bench) settle(ctx context.Context, s *scenario, w *workspace, vendor *vendor) error {
	file := filepath.Join(w.dir, stateFile)
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	if state := b.states[fmt.Sprint(s.configuration)]; state != nil {
		return os.WriteFile(file, state, 0o600)
	}
	if vendor != nil {
		vendor.reset(knobs{})
	}
	done, err := w.run(ctx, 0, applyArgs...)
	if err == nil && done.ExitCode != 0 {
		err = fmt.Errorf("what comes before it cannot be applied:\n%s", tail(done.Text))
	}
	if err != nil {
		return err
	}
	return b.remember(s, step{name: wholeApply}, w)
}

// remember keeps the state after an apply of everything.
func (b *bench) remember(s *scenario, done step, w *workspace) error {
	if done.exit != 0 || done.name != savedApply && done.name != wholeApply {
		return nil
	}
	state, err := os.ReadFile(filepath.Join(w.dir, stateFile))
	if err != nil {
		return err
	}
	b.states[fmt.Sprint(s.configuration)] = state
	return nil
}

// check tells whether a command did what it should have done.
func (r *row) check() error {
	wanted := r.step.requests
	switch {
	case r.ExitCode != r.step.exit || !strings.Contains(r.Text, r.step.says):
		return fmt.Errorf("exit code %d, want %d and %q in:\n%s", r.ExitCode, r.step.exit, r.step.says, tail(r.Text))
	case wanted != unchecked && r.Requests-r.Faults != wanted:
		return fmt.Errorf("%d requests, of which %d met a fault, want %d without one:\n%s", r.Requests, r.Faults, wanted, tail(r.Text))
	default:
		return nil
	}
}

// tail is the end of a long text.
func tail(text string) string {
	const most = 4000
	return text[max(0, len(text)-most):]
}
