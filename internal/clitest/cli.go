package clitest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// PathVariable names a CLI to test with instead of the one on the PATH. It is
// the variable that terraform-plugin-testing reads too.
const PathVariable = "TF_ACC_TERRAFORM_PATH"

// errNoCLI says what to install, because these tests are never skipped.
var errNoCLI = errors.New("no terraform and no tofu on the PATH: install Terraform or OpenTofu 1.11 or newer, " +
	"or run `make tofu` and set " + PathVariable + " to bin/tofu")

// Find returns the path of the CLI to test with.
func Find() (string, error) {
	if path := os.Getenv(PathVariable); path != "" {
		if _, err := os.Stat(path); err != nil { //nolint:gosec // The developer names the CLI to test with.
			return "", fmt.Errorf("%s names a CLI that does not exist: %w", PathVariable, err)
		}
		return path, nil
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoCLI
}

// RaceVariable builds the providers with the race detector, which makes them
// several times slower. A race ends the provider, and so fails the command.
const RaceVariable = "CONNECTOR_TEST_RACE"

const module = "github.com/connector-credentials/terraform-provider-connector"

// built are the binaries of this provider and of the others, built once per test program.
var built struct {
	once sync.Once
	dir  string
	err  error
}

// Build builds the providers and returns the folder that holds them. The caller removes it with [RemoveBuild].
func Build() (string, error) {
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "connector-clitest-"); built.err != nil {
			return
		}
		for name, source := range map[string]string{
			"terraform-provider-connector":        "",
			"terraform-provider-" + otherProvider: "/internal/clitest/otherprovider",
			attachedCommand:                       "/internal/clitest/attached",
		} {
			options := []string{"-o", filepath.Join(built.dir, name)}
			if os.Getenv(RaceVariable) != "" {
				options = append(options, "-race")
			}
			command := buildCommand(append(options, module+source)...)
			if output, err := command.CombinedOutput(); err != nil {
				built.err = fmt.Errorf("%s could not be built: %w\n%s", name, err, output)
				return
			}
		}
		built.err = linkOtherProviders(built.dir)
	})
	return built.dir, built.err
}

// buildCommand builds without the profile, so that most packages are compiled already for
// the tests, and without symbol tables, which links faster.
func buildCommand(options ...string) *exec.Cmd {
	return exec.Command("go", append([]string{"build", "-pgo=off", "-ldflags", "-s -w"}, options...)...) //nolint:gosec,noctx // Fixed arguments; it ends by itself.
}

// BuildAltered builds the provider with some source files replaced, given by their
// paths in the repository at root, and returns the folder that holds it, which is
// within that of [Build].
func BuildAltered(root string, altered map[string]string) (string, error) {
	within, err := Build()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(within, "altered-")
	if err != nil {
		return "", err
	}
	replaced := map[string]string{}
	for name, content := range altered {
		original, err := filepath.Abs(filepath.Join(root, name))
		if err != nil {
			return "", err
		}
		replaced[original] = filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(replaced[original], []byte(content), 0o600); err != nil {
			return "", err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o600); err != nil {
		return "", err
	}
	command := buildCommand("-overlay", file, "-o", filepath.Join(dir, "terraform-provider-connector"), module)
	if output, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the altered provider could not be built: %w\n%s", err, output)
	}
	return dir, nil
}

// RemoveBuild removes the folder of [Build].
func RemoveBuild() {
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
}
