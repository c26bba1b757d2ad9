package clitest

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

// Interrupt sends the signal of Ctrl-C to the CLI and to its provider, as a
// terminal does. The provider must leave the decision to the CLI.
func (r *Running) Interrupt() {
	t := r.workspace.t
	t.Helper()
	for _, process := range []*os.Process{r.provider(), r.command.Process} {
		if err := process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
	}
}

// KillProvider ends the provider's process as kill -9 does.
func (r *Running) KillProvider() {
	t := r.workspace.t
	t.Helper()
	if err := r.provider().Kill(); err != nil {
		t.Fatal(err)
	}
}

// Kill ends the CLI if a test cannot continue.
func (r *Running) Kill() { _ = r.command.Process.Kill() }

// pluginStarted is the line of the CLI's log about a provider's process.
var pluginStarted = regexp.MustCompile(`plugin started: path=(\S+) pid=(\d+)`)

// provider finds the provider's process in the CLI's log: the one that was started
// last, because each walk over the configuration starts its own.
func (r *Running) provider() *os.Process {
	t := r.workspace.t
	t.Helper()
	log, err := os.ReadFile(r.log)
	if err != nil {
		t.Fatal(err)
	}
	pid := 0
	for _, found := range pluginStarted.FindAllStringSubmatch(string(log), -1) {
		if found[1] == filepath.Join(built.dir, "terraform-provider-connector") {
			pid, _ = strconv.Atoi(found[2])
		}
	}
	if pid == 0 {
		t.Fatal("the CLI's log contains no process of the provider")
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		t.Fatal(err)
	}
	return process
}
