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
	"slices"
	"strconv"
	"strings"
	"time"
)

// commandLimit ends a command that hangs.
const commandLimit = 10 * time.Minute

// usage is what a command used, where it can be measured.
type usage struct {
	Measured                  bool
	ProviderCPU, CLICPU       time.Duration
	ProviderPeakKB, CLIPeakKB int
	ProviderFiles             int
	Providers                 int
}

// output is the outcome of one command.
type output struct {
	Text     string
	ExitCode int
	Wall     time.Duration
	usage
}

// installation is the CLI, and the providers where it finds them.
type installation struct {
	cli     string
	folder  string
	version string // As the CLI prints it.
	cliFile string // The CLI's configuration with the product.
	// floorFile is the one with the floor, which has the product's address, so that
	// its configurations are the same.
	floorFile string
	size      int64 // Of the product's binary.
	binary    string
}

// benchVersion is the version of the providers in the mirrors.
const benchVersion = "0.0.1"

// productModule is the module of the provider.
const productModule = "github.com/connector-credentials/terraform-provider-connector"

// install builds product and floor, and puts each into a mirror, the product together
// with the http provider if there is one.
func install(ctx context.Context, cli, httpProvider, folder string, build builder) (*installation, error) {
	path, err := exec.LookPath(cli)
	if err != nil {
		return nil, fmt.Errorf("there is no CLI %q: %w", cli, err)
	}
	i := &installation{cli: path, folder: folder, cliFile: filepath.Join(folder, "cli.tfrc"), floorFile: filepath.Join(folder, "floor.tfrc")}
	mirror, floorMirror := filepath.Join(folder, "mirror"), filepath.Join(folder, "floor")
	i.binary = providerFile(mirror, connectorSource, "connector")
	listed, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", productModule).Output()
	if err != nil {
		return nil, fmt.Errorf("the module of the product was not found: %w", err)
	}
	root := strings.TrimSpace(string(listed))
	if err := build(ctx, root, root, ".", i.binary); err != nil {
		return nil, err
	}
	if err := build(ctx, root, "", productModule+"/tools/bench/floor", providerFile(floorMirror, connectorSource, "connector")); err != nil {
		return nil, err
	}
	built, err := os.Stat(i.binary)
	if err != nil {
		return nil, err
	}
	i.size = built.Size()
	if httpProvider != "" {
		content, err := os.ReadFile(httpProvider) //nolint:gosec // The file of the flag.
		if err != nil {
			return nil, fmt.Errorf("the http provider cannot be read: %w", err)
		}
		if err := writeFile(providerFile(mirror, httpSource, "http"), content, 0o700); err != nil {
			return nil, err
		}
	}
	for file, folder := range map[string]string{i.cliFile: mirror, i.floorFile: floorMirror} {
		settings := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", folder)
		if err := writeFile(file, []byte(settings), 0o600); err != nil {
			return nil, err
		}
	}
	printed, err := (&workspace{installation: i, dir: folder}).run(ctx, 0, "version")
	if err != nil {
		return nil, err
	}
	i.version, _, _ = strings.Cut(printed.Text, "\n")
	return i, nil
}

// providerFile is where the CLI finds a provider in a mirror.
func providerFile(mirror, source, name string) string {
	return filepath.Join(mirror, filepath.FromSlash(source), benchVersion, runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-"+name+"_v"+benchVersion)
}

// builder builds the package of in a folder into a file.
type builder func(ctx context.Context, root, folder, of, target string) error

// buildRelease builds a provider with the flags of .goreleaser.yml and the product's profile.
func buildRelease(ctx context.Context, root, folder, of, target string) error {
	return runBuild(ctx, folder, of, target, []string{"CGO_ENABLED=0"}, "-trimpath", "-tags=grpcnotrace", "-pgo="+filepath.Join(root, "default.pgo"))
}

// buildPlain builds a provider from packages that are compiled already for the tests.
func buildPlain(ctx context.Context, _, folder, of, target string) error {
	return runBuild(ctx, folder, of, target, nil, "-pgo=off")
}

func runBuild(ctx context.Context, folder, of, target string, env []string, flags ...string) error {
	args := slices.Concat([]string{"build"}, flags, []string{"-ldflags", "-s -w -X main.version=" + benchVersion, "-o", target, of})
	command := exec.CommandContext(ctx, "go", args...) //nolint:gosec // Fixed arguments, except for paths of the bench.
	command.Dir, command.Env = folder, append(os.Environ(), env...)
	if text, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s could not be built: %w\n%s", of, err, text)
	}
	return nil
}

// writeFile writes a file and the folders above it.
func writeFile(path string, content []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, mode) //nolint:gosec // Paths of the bench.
}

// workspace is a folder with a configuration.
type workspace struct {
	*installation
	dir string
	env map[string]string
}

// newWorkspace writes a configuration and initializes it, which is not measured.
func (i *installation) newWorkspace(ctx context.Context, configuration files, env map[string]string, backend string) (*workspace, error) {
	dir, err := os.MkdirTemp(i.folder, "workspace-")
	if err != nil {
		return nil, err
	}
	env["TF_HTTP_ADDRESS"] = backend + backendPath(dir)
	w := &workspace{installation: i, dir: dir, env: env}
	for name, content := range configuration {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(content), 0o600); err != nil {
			return nil, err
		}
	}
	initialized, err := w.run(ctx, 0, "init", "-input=false")
	if err == nil && initialized.ExitCode != 0 {
		err = fmt.Errorf("the configuration cannot be initialized:\n%s", initialized.Text)
	}
	return w, err
}

// run runs a command and measures it. A number of descriptors other than 0 limits
// the open files of the CLI and of the provider.
func (w *workspace) run(ctx context.Context, descriptors int, args ...string) (output, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	program := append([]string{w.cli}, args...)
	if descriptors > 0 {
		// The shell becomes the CLI, so that its process ID is the CLI's.
		program = append([]string{"sh", "-c", `ulimit -n "$1" && shift && exec "$@"`, "sh", strconv.Itoa(descriptors)}, program...)
	}
	command := exec.CommandContext(ctx, program[0], program[1:]...) //nolint:gosec // The CLI to measure.
	command.Dir, command.Env = w.dir, w.environment()
	command.WaitDelay = time.Second
	var text bytes.Buffer
	command.Stdout, command.Stderr = &text, &text
	start := time.Now()
	if err := command.Start(); err != nil {
		return output{}, fmt.Errorf("the CLI does not start: %w", err)
	}
	watched := watch(command.Process.Pid)
	err := command.Wait()
	wall := time.Since(start)
	used := watched.end(command.ProcessState.UserTime() + command.ProcessState.SystemTime())
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		return output{}, fmt.Errorf("%v did not finish: %w", args, errors.Join(err, ctx.Err()))
	}
	return output{Text: text.String(), ExitCode: command.ProcessState.ExitCode(), Wall: wall, usage: used}, nil
}

// environment has nothing of the user's settings, which must not change what is measured.
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
