package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"time"
)

// commandLimit ends a command that hangs.
const commandLimit = 10 * time.Minute

// usage is what a command has used, where that can be measured.
type usage struct {
	Measured                  bool
	ProviderCPU, CLICPU       time.Duration
	ProviderPeakKB, CLIPeakKB int
	ProviderFiles             int
	Providers                 int
}

// output is what one command has done.
type output struct {
	Text     string
	ExitCode int
	Wall     time.Duration
	usage
}

// installation is the CLI, and the providers as it finds them.
type installation struct {
	cli     string
	folder  string
	version string // What the CLI says of itself.
	cliFile string
	size    int64 // Of the provider's binary.
	binary  string
}

// benchVersion is the providers' version in the mirror.
const benchVersion = "0.0.1"

// install builds the provider as a release does and puts it into a mirror on
// this disk, together with the http provider if there is one.
func install(ctx context.Context, cli, httpProvider, folder string) (*installation, error) {
	path, err := exec.LookPath(cli)
	if err != nil {
		return nil, fmt.Errorf("there is no CLI %q: %w", cli, err)
	}
	i := &installation{cli: path, folder: folder, cliFile: filepath.Join(folder, "cli.tfrc")}
	mirror := filepath.Join(folder, "mirror")
	place := func(source, name string) (string, error) {
		target := filepath.Join(mirror, filepath.FromSlash(source), benchVersion, runtime.GOOS+"_"+runtime.GOARCH)
		return filepath.Join(target, "terraform-provider-"+name+"_v"+benchVersion), os.MkdirAll(target, 0o700)
	}
	if i.binary, err = place(connectorSource, "connector"); err != nil {
		return nil, err
	}
	// The flags of .goreleaser.yml.
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags=grpcnotrace", "-ldflags", "-s -w -X main.version="+benchVersion, //nolint:gosec // Fixed arguments but for a path of our own.
		"-o", i.binary, "github.com/connector-credentials/terraform-provider-connector")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the provider could not be built: %w\n%s", err, said)
	}
	built, err := os.Stat(i.binary)
	if err != nil {
		return nil, err
	}
	i.size = built.Size()
	if httpProvider != "" {
		target, err := place(httpSource, "http")
		if err != nil {
			return nil, err
		}
		content, err := os.ReadFile(httpProvider) //nolint:gosec // The file that was named.
		if err != nil {
			return nil, fmt.Errorf("the http provider cannot be read: %w", err)
		}
		if err := os.WriteFile(target, content, 0o700); err != nil { //nolint:gosec // A program has to be executable.
			return nil, err
		}
	}
	settings := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	if err := os.WriteFile(i.cliFile, []byte(settings), 0o600); err != nil {
		return nil, err
	}
	asked, err := (&workspace{installation: i, dir: folder}).run(ctx, 0, "version")
	if err != nil {
		return nil, err
	}
	first, _, _ := bytes.Cut([]byte(asked.Text), []byte("\n"))
	i.version = string(first)
	return i, nil
}

// workspace is a folder with a configuration.
type workspace struct {
	*installation
	dir string
	env map[string]string
}

// newWorkspace writes a configuration and initialises it, which is not measured.
func (i *installation) newWorkspace(ctx context.Context, configuration files, env map[string]string) (*workspace, error) {
	dir, err := os.MkdirTemp(i.folder, "workspace-")
	if err != nil {
		return nil, err
	}
	w := &workspace{installation: i, dir: dir, env: env}
	for name, content := range configuration {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			return nil, err
		}
	}
	initialised, err := w.run(ctx, 0, "init", "-input=false")
	if err == nil && initialised.ExitCode != 0 {
		err = fmt.Errorf("the configuration cannot be initialised:\n%s", initialised.Text)
	}
	return w, err
}

// run runs a command and measures it. A number of descriptors other than 0 is
// all that the CLI and the provider may open.
func (w *workspace) run(ctx context.Context, descriptors int, args ...string) (output, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	program := append([]string{w.cli}, args...)
	if descriptors > 0 {
		// The shell becomes the CLI, so that its id is the CLI's.
		program = append([]string{"sh", "-c", `ulimit -n "$1" && shift && exec "$@"`, "sh", strconv.Itoa(descriptors)}, program...)
	}
	command := exec.CommandContext(ctx, program[0], program[1:]...) //nolint:gosec // The CLI that is to be measured.
	command.Dir, command.Env = w.dir, w.environment()
	command.WaitDelay = time.Second
	var text bytes.Buffer
	command.Stdout, command.Stderr = &text, &text
	begun := time.Now()
	if err := command.Start(); err != nil {
		return output{}, fmt.Errorf("the CLI does not start: %w", err)
	}
	watched := watch(command.Process.Pid)
	err := command.Wait()
	wall := time.Since(begun)
	used := watched.end(command.ProcessState.UserTime() + command.ProcessState.SystemTime())
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		return output{}, fmt.Errorf("%v was not finished: %w", args, errors.Join(err, ctx.Err()))
	}
	return output{Text: text.String(), ExitCode: command.ProcessState.ExitCode(), Wall: wall, usage: used}, nil
}

// environment is clean: what this machine's user has set must not change what is measured.
func (w *workspace) environment() []string {
	variables := map[string]string{
		"PATH":               os.Getenv("PATH"),
		"HOME":               w.folder,
		"TMPDIR":             os.TempDir(),
		"CHECKPOINT_DISABLE": "1",
		"TF_IN_AUTOMATION":   "1",
		"TF_CLI_ARGS":        "-no-color",
		"TF_CLI_CONFIG_FILE": w.cliFile,
	}
	maps.Copy(variables, w.env)
	environment := make([]string, 0, len(variables))
	for name, value := range variables {
		environment = append(environment, name+"="+value)
	}
	return environment
}
