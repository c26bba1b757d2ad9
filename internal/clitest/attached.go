package clitest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest/subset"
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
	types       []string
	socket      string
	pid         int
	stop        func()
}

// attach starts the process if it does not run yet with the environment and the connectors
// of a command, and returns the variable with which the command finds it.
func (w *Workspace) attach(environment, args []string) string {
	w.t.Helper()
	types := w.connectorTypes(args)
	if w.attached != nil && (!slices.Equal(w.attached.environment, environment) || !slices.Equal(w.attached.types, types)) {
		w.attached.stop()
		w.attached = nil
	}
	if w.attached == nil {
		w.attached = w.serveAttached(environment, types)
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

// connectorType finds the types in a configuration, a state or an argument.
var connectorType = regexp.MustCompile(regexp.QuoteMeta(subset.Prefix) + "[a-z0-9_]+")

// connectorTypes returns the types that are in the arguments or in a file of the workspace,
// now or before an earlier command: a state or a saved plan can still have them.
func (w *Workspace) connectorTypes(args []string) []string {
	w.t.Helper()
	found := slices.Concat(w.types, connectorType.FindAllString(strings.Join(args, " "), -1))
	err := filepath.WalkDir(w.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains([]string{".tf", ".hcl", ".json", ".tfstate"}, filepath.Ext(path)) {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // A file of the workspace.
		found = append(found, connectorType.FindAllString(string(content), -1)...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(found)
	w.types = slices.Compact(found)
	return w.types
}

func (w *Workspace) serveAttached(environment, types []string) *attached {
	w.t.Helper()
	socket := filepath.Join(built.dir, fmt.Sprintf("%d.sock", sockets.Add(1))) // Paths of sockets must be short.
	args := append([]string{socket, "registry.terraform.io/" + providerAddress}, types...)
	command := exec.Command(filepath.Join(built.dir, attachedCommand), args...) //nolint:gosec,noctx // Built above; it ends with its standard input.
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
	return &attached{environment: environment, types: types, socket: socket, pid: command.Process.Pid, stop: stop}
}
