package main

import (
	"context"
	"errors"
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
	// StateBytes is the size of the state after an apply.
	StateBytes int
}

// bench is one run.
type bench struct {
	installation *installation
	vendors      map[string]*vendor // By protocol.
	backend      *backend
	authority    string // The file with the authorities of both vendors.
	log          func(format string, values ...any)
	states       map[string][]byte // After an apply, by subject and configuration.
}

// newBench starts a vendor for each protocol, and the backend.
func newBench(installation *installation, log func(string, ...any)) (*bench, error) {
	b := &bench{
		installation: installation, log: log,
		vendors: map[string]*vendor{}, states: map[string][]byte{}, authority: filepath.Join(installation.folder, "authorities.pem"),
	}
	var err error
	if b.backend, err = startBackend(); err != nil {
		return nil, err
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
	b.backend.close()
}

// measure runs all scenarios in turn, as often as required, and returns for each
// step the run with the median wall time. What is compared runs within minutes, so
// that a change of the machine's load affects all of it.
func (b *bench) measure(ctx context.Context, scenarios []*scenario, repeat int) ([]row, error) {
	runs := make([][][]row, len(scenarios))
	for range repeat {
		for i, s := range scenarios {
			rows, err := b.runOnce(ctx, s)
			if err != nil {
				return nil, err
			}
			runs[i] = append(runs[i], rows)
		}
	}
	var medians []row
	for i, s := range scenarios {
		for step := range s.steps {
			var same []row
			for _, rows := range runs[i] {
				same = append(same, rows[step])
			}
			slices.SortFunc(same, func(a, b row) int { return int(a.Wall - b.Wall) })
			medians = append(medians, same[len(same)/2])
		}
	}
	return medians, nil
}

// runOnce runs the steps of a scenario in a new folder.
func (b *bench) runOnce(ctx context.Context, s *scenario) ([]row, error) {
	vendor := b.vendors[s.protocol]
	env := map[string]string{"CONNECTOR_CA_CERT_FILE": b.authority}
	if vendor != nil {
		env["CONNECTOR_ENDPOINT_RESCI"] = vendor.url("resci")
		env["CONNECTOR_ENDPOINT_PRECORO"] = vendor.url("precoro")
	}
	if s.subject == subjectFloor {
		env["TF_CLI_CONFIG_FILE"] = b.installation.floorFile
	}
	maps.Copy(env, s.env)
	w, err := b.installation.newWorkspace(ctx, s.configuration, env, b.backend.url)
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(w.dir) }()
	var rows []row
	for _, next := range s.steps {
		measured, err := b.runStep(ctx, s, next, w, vendor)
		if err != nil {
			return nil, fmt.Errorf("%s, %s, n = %d, %s, %s: %w", s.subject, s.name, s.n, s.behavior.RTT, next.name, err)
		}
		rows = append(rows, measured)
		b.log("%-14s %-16s %-8s n=%-5d rtt=%-6s %-12s %6.2f s", s.subject, s.name, s.protocol, s.n, s.behavior.RTT, next.name, measured.Wall.Seconds())
	}
	return rows, nil
}

// runStep runs one command, and fails if its outcome is not the expected one.
func (b *bench) runStep(ctx context.Context, s *scenario, next step, w *workspace, vendor *vendor) (row, error) {
	if next.fresh {
		for _, name := range []string{stateFile, stateFile + ".backup"} {
			if err := os.RemoveAll(filepath.Join(w.dir, name)); err != nil {
				return row{}, err
			}
		}
	}
	if next.applied {
		if err := b.apply(ctx, s, w, vendor); err != nil {
			return row{}, err
		}
	}
	set := s.behavior
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
	if next.exit == 0 && (next.name == savedApply || next.name == planApply) {
		measured.StateBytes, err = b.keepState(s, w)
	}
	return measured, err
}

// stateFile is where the CLI keeps the state.
const stateFile = "terraform.tfstate"

// stateKey identifies a state of an apply.
func (s *scenario) stateKey() string { return s.subject + fmt.Sprint(s.configuration) }

// apply provides the state of an apply. Applying takes longer than everything
// else, so an existing state is used again.
func (b *bench) apply(ctx context.Context, s *scenario, w *workspace, vendor *vendor) error {
	file := filepath.Join(w.dir, stateFile)
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	if state := b.states[s.stateKey()]; state != nil {
		return os.WriteFile(file, state, 0o600)
	}
	if vendor != nil {
		vendor.reset(behavior{})
	}
	done, err := w.run(ctx, 0, applyArgs...)
	if err == nil && done.ExitCode != 0 {
		err = fmt.Errorf("the preceding apply failed:\n%s", tail(done.Text))
	}
	if err != nil {
		return err
	}
	_, err = b.keepState(s, w)
	return err
}

// keepState keeps the state after an apply, and returns its size.
func (b *bench) keepState(s *scenario, w *workspace) (int, error) {
	if state := b.backend.state(backendPath(w.dir)); state != nil {
		return len(state), nil
	}
	state, err := os.ReadFile(filepath.Join(w.dir, stateFile))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil // Data sources alone leave no state to a saved plan.
	}
	if err == nil {
		b.states[s.stateKey()] = state
	}
	return len(state), err
}

// check reports whether a command had the expected outcome.
func (r *row) check() error {
	want := r.step.requests
	switch {
	case r.ExitCode != r.step.exit || !strings.Contains(r.Text, r.step.output):
		return fmt.Errorf("exit code %d, want %d and %q in:\n%s", r.ExitCode, r.step.exit, r.step.output, tail(r.Text))
	case want != unchecked && r.Requests-r.Faults != want:
		return fmt.Errorf("%d requests, of which %d met a fault, want %d without one:\n%s", r.Requests, r.Faults, want, tail(r.Text))
	default:
		return nil
	}
}

// tail is the end of a long text.
func tail(text string) string {
	const limit = 4000
	return text[max(0, len(text)-limit):]
}
