package faults_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// childVariable has this program run the cells without file descriptors. It does
// so in a process of its own, because everything in a process shares them.
const childVariable = "FAULTS_WITHOUT_DESCRIPTORS"

// withoutDescriptors is run by the child alone. Nobody listens at the address,
// and nobody has to: no attempt gets as far as a socket.
func withoutDescriptors() failure {
	return failure{
		name: "no file descriptors left", status: inconclusive, reason: connector.ReasonUnreachable, cost: repeated,
		network: at(nobodyThere), cause: "no file descriptor left",
	}
}

// runInChild starts this program again and returns the outcomes that it prints.
func runInChild(ctx context.Context) ([]outcome, error) {
	command := exec.CommandContext(ctx, os.Args[0])
	command.Env = append(os.Environ(), childVariable+"=1")
	var failed bytes.Buffer
	command.Stderr = &failed
	printed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("the process without file descriptors: %w: %s", err, failed.String())
	}
	var outcomes []outcome
	return outcomes, json.Unmarshal(printed, &outcomes)
}

// runChild is the child. Its baselines need a network; its cells have none.
func runChild() int {
	fail := func(err error) int {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx := context.Background()
	baselines, err := newBaselines(ctx)
	if err != nil {
		return fail(err)
	}
	if err := endDescriptors(); err != nil {
		return fail(err)
	}
	outcomes := runCells(ctx, cellsOf(withoutDescriptors(), baselines), "")
	if err := json.NewEncoder(os.Stdout).Encode(outcomes); err != nil {
		return fail(err)
	}
	return 0
}

// endDescriptors has the system give out no descriptor any more. Those that are
// open go on to work, and one that is closed comes not back.
func endDescriptors() error {
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
