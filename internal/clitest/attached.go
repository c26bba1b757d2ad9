package clitest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
)

// attachedCommand is the binary that serves the provider to many commands.
const attachedCommand = "attached"

// reattachVariable has the CLI connect to a provider instead of starting one.
const reattachVariable = "TF_REATTACH_PROVIDERS"

// providerAddress is the source address of the provider, without the host.
const providerAddress = "connector-credentials/connector"

// sockets numbers the sockets of attached providers.
var sockets atomic.Int64

// attached is a process that serves the provider to the commands of a workspace. A
// command takes a little more than half of the time with it.
type attached struct {
	environment []string
	socket      string
	pid         int
	stop        func()
}

// attach starts the process if it does not run yet with the environment, and returns the
// variable with which a command finds it.
func (w *Workspace) attach(environment []string) string {
	w.t.Helper()
	if w.attached != nil && !slices.Equal(w.attached.environment, environment) {
		w.attached.stop()
		w.attached = nil
	}
	if w.attached == nil {
		w.attached = w.serveAttached(environment)
		w.t.Cleanup(w.attached.stop)
	}
	type address struct{ Network, String string }
	served := map[string]any{}
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		served[host+"/"+providerAddress] = map[string]any{
			"Protocol": "grpc", "ProtocolVersion": 6, "Test": true, "Pid": w.attached.pid, "Addr": address{"unix", w.attached.socket},
		}
	}
	text, err := json.Marshal(served)
	if err != nil {
		w.t.Fatal(err)
	}
	return reattachVariable + "=" + string(text)
}

func (w *Workspace) serveAttached(environment []string) *attached {
	w.t.Helper()
	socket := filepath.Join(built.dir, fmt.Sprintf("%d.sock", sockets.Add(1)))                                           // Paths of sockets must be short.
	command := exec.Command(filepath.Join(built.dir, attachedCommand), socket, "registry.terraform.io/"+providerAddress) //nolint:gosec,noctx // Built above; it ends with its standard input.
	command.Dir, command.Env = w.Dir, append(slices.Clip(environment), "PLUGIN_UNIX_SOCKET_DIR="+built.dir)
	var written bytes.Buffer
	command.Stderr = &written
	input, err := command.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	stop := sync.OnceFunc(func() {
		_ = input.Close()
		_ = command.Wait()
		if w.t.Failed() {
			w.t.Logf("the attached provider wrote: %s", written.String())
		}
	})
	if _, err := bufio.NewReader(output).ReadString('\n'); err != nil {
		stop()
		w.t.Fatalf("the attached provider did not start: %s", written.String())
	}
	return &attached{environment: environment, socket: socket, pid: command.Process.Pid, stop: stop}
}
