package faults_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// childVariable makes this program run the cells without file descriptors, which
// are shared by a process, in a process of its own.
const childVariable = "FAULTS_WITHOUT_DESCRIPTORS"

func isChild() bool { return os.Getenv(childVariable) != "" }

// withoutDescriptors is run by the child only. The address needs no server, because no
// attempt opens a socket.
func withoutDescriptors() failure {
	return failure{
		name: "no file descriptors left", status: inconclusive, reason: connector.ReasonUnreachable, cost: repeated,
		network: at(closedPort), cause: "no file descriptor left",
	}
}

// outcomesOfChild runs the child once.
var outcomesOfChild = sync.OnceValues(func() (map[string]outcome, error) {
	command := exec.CommandContext(context.Background(), os.Args[0])
	command.Env = append(os.Environ(), childVariable+"=1")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	printed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("the process without file descriptors: %w: %s", err, stderr.String())
	}
	var outcomes map[string]outcome
	return outcomes, json.Unmarshal(printed, &outcomes)
})

func outcomeOfChild(c cell) outcome {
	outcomes, err := outcomesOfChild()
	result, exists := outcomes[c.String()]
	if err == nil && !exists {
		err = errors.New("the process without file descriptors did not run this cell")
	}
	if err != nil {
		return outcome{Failure: c.failure.name, Cell: c.String(), Problems: []string{err.Error()}}
	}
	return result
}

// runChild prints the outcomes. The baselines are created first, because they need
// file descriptors.
func runChild() int {
	fail := func(err error) int {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	cells := cellsOf(withoutDescriptors())
	for _, c := range cells {
		if _, err := baselineOf(c.subject); err != nil {
			return fail(err)
		}
	}
	if err := closeDescriptors(); err != nil {
		return fail(err)
	}
	var all outcomes
	var running sync.WaitGroup
	for _, c := range cells {
		running.Go(func() { all.add(c.run(context.Background(), "")) })
	}
	running.Wait()
	outcomes := map[string]outcome{}
	for _, o := range all.list {
		outcomes[o.Cell] = o
	}
	if err := json.NewEncoder(os.Stdout).Encode(outcomes); err != nil {
		return fail(err)
	}
	return 0
}

// closeDescriptors prevents new file descriptors. Open ones continue to work.
func closeDescriptors() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	limit.Cur = 0
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	if file, err := os.Open(os.DevNull); !errors.Is(err, syscall.EMFILE) {
		_ = file.Close()
		return errors.New("there are descriptors left")
	}
	return nil
}
