package clitest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	// commandLimit is how long a command may take.
	commandLimit = 2 * time.Minute
	// versionsFile has the source addresses of the providers.
	versionsFile = "versions.tf"
)

// requirements returns the source addresses of the providers that a configuration uses.
// The CLI starts each of them in every command, so the other one is left out if possible.
func requirements(configuration string) string {
	text := "terraform {\n  required_providers {\n    connector = { source = \"connector-credentials/connector\" }\n"
	if strings.Contains(configuration, otherProvider) {
		text += fmt.Sprintf("    %s = { source = \"connector-credentials/%[1]s\" }\n", otherProvider)
	}
	return text + "  }\n}\n"
}

// Workspace is a folder with a configuration, in which commands are run.
type Workspace struct {
	// Dir is the folder.
	Dir string
	// Env is set for every command on top of a clean environment.
	Env map[string]string
	// Trace makes the CLI and the provider write TRACE logs. With many resources,
	// they cost more than everything else.
	Trace bool
	// Limit ends a command that hangs; two minutes by default.
	Limit time.Duration

	t        *testing.T
	cli      string
	written  []Output
	provider string // The folder of the provider.
	attached *attached
	types    []string // See connectorTypes.
}

// Output is what a command has written.
type Output struct {
	Args     []string
	ExitCode int
	// Text is standard output and error together, without Terraform's line breaks
	// and box drawing, so that a test can search for a sentence.
	Text string
	// Raw is the same with them.
	Raw string
	// Stdout is standard output alone, for JSON.
	Stdout string
	// Took is the wall time.
	Took time.Duration
}

// New creates a workspace with an empty configuration.
func New(t *testing.T) *Workspace {
	t.Helper()
	provider, err := Build()
	if err != nil {
		t.Fatal(err)
	}
	return NewWith(t, provider)
}

// NewWith is New with the provider of another folder.
func NewWith(t *testing.T, provider string) *Workspace {
	t.Helper()
	others, err := Build()
	if err != nil {
		t.Fatal(err)
	}
	cli, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	w := &Workspace{Dir: t.TempDir(), Env: map[string]string{}, t: t, cli: cli, provider: provider}
	w.override(map[string]string{"connector-credentials/connector": provider, "connector-credentials/" + otherProvider: others})
	w.write(versionsFile, requirements(""))
	w.Env["TF_CLI_CONFIG_FILE"] = filepath.Join(w.Dir, "cli.tfrc")
	return w
}

// override makes the CLI use providers from folders, by their source addresses.
func (w *Workspace) override(folders map[string]string) {
	w.t.Helper()
	var settings strings.Builder
	settings.WriteString("provider_installation {\n  dev_overrides {\n")
	for source, folder := range folders {
		fmt.Fprintf(&settings, "    %q = %q\n", source, folder)
	}
	settings.WriteString("  }\n  direct {}\n}\n")
	w.write("cli.tfrc", settings.String())
}

// Configure replaces the configuration.
func (w *Workspace) Configure(configuration string) {
	w.t.Helper()
	w.write("main.tf", configuration)
	if _, err := os.Stat(filepath.Join(w.Dir, versionsFile)); err == nil {
		w.write(versionsFile, requirements(configuration))
	}
}

// Copy copies the files of a folder that match one of the patterns, or all of
// them. The workspace's own required_providers are removed if a file has some.
func (w *Workspace) Copy(folder string, patterns ...string) {
	w.t.Helper()
	w.CopyAs("", folder, patterns...)
}

// CopyAs is Copy with a prefix for the names of the files, so that several folders
// can be copied into one.
func (w *Workspace) CopyAs(prefix, folder string, patterns ...string) {
	w.t.Helper()
	copied := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !matches(entry.Name(), patterns) {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // A file of the repository.
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if filepath.Dir(name) == "." && bytes.Contains(content, []byte("required_providers")) {
			_ = os.Remove(filepath.Join(w.Dir, versionsFile))
		}
		if err := os.MkdirAll(filepath.Join(w.Dir, filepath.Dir(name)), 0o700); err != nil {
			return err
		}
		copied++
		w.write(filepath.Join(filepath.Dir(name), prefix+filepath.Base(name)), string(content))
		return nil
	})
	if err != nil || copied == 0 {
		w.t.Fatalf("%d files copied from %s: %v", copied, folder, err)
	}
}

// matches reports whether a name matches one of the patterns, or there are none.
func matches(name string, patterns []string) bool {
	for _, pattern := range patterns {
		if fits, err := filepath.Match(pattern, name); err == nil && fits {
			return true
		}
	}
	return len(patterns) == 0
}

func (w *Workspace) write(name, content string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.Dir, name), []byte(content), 0o600); err != nil { //nolint:gosec // A name chosen by the test.
		w.t.Fatal(err)
	}
}

// Run runs a command, such as "plan", and returns what it wrote.
func (w *Workspace) Run(args ...string) Output {
	w.t.Helper()
	return w.start(w.Trace, args).Wait()
}

// Running is a command that has not ended yet.
type Running struct {
	workspace *Workspace
	command   *exec.Cmd
	output    *lockedBuffer
	stdout    *bytes.Buffer
	log       string
	timer     *time.Timer
	begun     time.Time
	args      []string
}

// Start starts a command without waiting for its end. It always writes a log,
// which contains the process of the provider.
func (w *Workspace) Start(args ...string) *Running {
	w.t.Helper()
	return w.start(true, args)
}

func (w *Workspace) start(traced bool, args []string) *Running {
	w.t.Helper()
	log := filepath.Join(w.Dir, fmt.Sprintf("trace-%d.log", len(w.written)))
	output, stdout := &lockedBuffer{}, &bytes.Buffer{}
	options := []string{args[0], "-no-color"}
	if args[0] == "state" {
		options = options[:1] // It takes none before its own command.
	} else if !slices.Contains([]string{"show", "output", "validate", "get", "test", "version", "query"}, args[0]) {
		options = append(options, "-input=false")
	}
	command := exec.Command(w.cli, slices.Concat(options, args[1:])...) //nolint:gosec,noctx // The CLI under test; the timer ends it.
	command.Dir = w.Dir
	command.Env = w.environment(traced, log)
	if !traced && w.provider == built.dir {
		command.Env = append(command.Env, w.attach(command.Env, args))
	}
	command.Stdout, command.Stderr = io.MultiWriter(output, stdout), output
	command.WaitDelay = time.Second // A provider that outlives its CLI must not hold the pipes.
	begun := time.Now()
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	return &Running{
		workspace: w, command: command, output: output, stdout: stdout, log: log, begun: begun, args: args,
		timer: time.AfterFunc(cmp.Or(w.Limit, commandLimit), func() { _ = command.Process.Kill() }),
	}
}

// lockedBuffer collects standard output and error, which two goroutines copy.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// Wait waits for the end of the command.
func (r *Running) Wait() Output {
	w := r.workspace
	w.t.Helper()
	err := r.command.Wait()
	r.timer.Stop()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	written := Output{
		Args:     r.args,
		ExitCode: r.command.ProcessState.ExitCode(),
		Text:     fold(r.output.String()),
		Raw:      r.output.String(),
		Stdout:   r.stdout.String(),
		Took:     time.Since(r.begun),
	}
	w.written = append(w.written, written)
	return written
}

// environment does not contain the variables of the test program, which would affect a test.
func (w *Workspace) environment(traced bool, log string) []string {
	variables := map[string]string{
		"PATH":                os.Getenv("PATH"),
		"HOME":                w.Dir,
		"CHECKPOINT_DISABLE":  "1",
		"GORACE":              "halt_on_error=1", // See RaceVariable.
		"GOGC":                "400",             // Commands are short, and memory is not scarce.
		"TF_IN_AUTOMATION":    "1",
		"TF_CLI_ARGS_apply":   "-auto-approve",
		"TF_CLI_ARGS_destroy": "-auto-approve",
	}
	if traced {
		variables["TF_LOG"], variables["TF_LOG_PATH"] = "TRACE", log
	}
	maps.Copy(variables, w.Env)
	var environment []string
	for name, value := range variables {
		environment = append(environment, name+"="+value)
	}
	slices.Sort(environment)
	return environment
}

// fold joins the lines of a text, without box drawing.
func fold(text string) string {
	text = strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

// Attributes returns the attributes of a resource or data source in state, such
// as "connector_credential_paymo.x", or nil if it is not there.
func (w *Workspace) Attributes(address string) map[string]any {
	w.t.Helper()
	content, err := os.ReadFile(filepath.Join(w.Dir, "terraform.tfstate"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var state struct {
		Resources []struct {
			Mode      string `json:"mode"`
			Type      string `json:"type"`
			Name      string `json:"name"`
			Instances []struct {
				IndexKey   any            `json:"index_key"`
				Attributes map[string]any `json:"attributes"`
				Status     string         `json:"status"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err != nil || json.Unmarshal(content, &state) != nil {
		w.t.Fatalf("state cannot be read: %v", err)
	}
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			found := resource.Type + "." + resource.Name
			if resource.Mode == "data" {
				found = "data." + found
			}
			if instance.IndexKey != nil {
				found += fmt.Sprintf("[%#v]", instance.IndexKey)
			}
			if found == address {
				instance.Attributes["(tainted)"] = instance.Status == "tainted"
				return instance.Attributes
			}
		}
	}
	return nil
}
