package pages

import (
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	yaml "github.com/oasdiff/yaml3"
)

// yamlFiles returns the names of the workflows and of the tools' configurations.
func yamlFiles(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, pattern := range []string{".github/*.yml", ".github/*/*.yml", "examples/ci/*/*.yml", "examples/ci/*/*.yaml", ".goreleaser.yml", ".golangci.yml"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			name, _ := filepath.Rel(root, file)
			found = append(found, filepath.ToSlash(name))
		}
	}
	return found
}

func TestEveryWorkflowIsYAML(t *testing.T) {
	t.Parallel()
	for _, name := range yamlFiles(t) {
		var content map[string]any
		if err := yaml.Unmarshal([]byte(read(t, name)), &content); err != nil || len(content) == 0 {
			t.Errorf("%s: %d keys, %v", name, len(content), err)
		}
	}
}

var (
	uses   = regexp.MustCompile(`(?m)^\s*(?:- )?uses: (.*)$`)
	pinned = regexp.MustCompile(`^([a-zA-Z0-9_./-]+)@([0-9a-f]{40}) # (v[0-9]+\.[0-9]+\.[0-9]+)$`)
)

// TestEveryActionIsPinnedByItsCommit, and everywhere by the same.
func TestEveryActionIsPinnedByItsCommit(t *testing.T) {
	t.Parallel()
	commits := map[string]string{}
	for _, name := range yamlFiles(t) {
		for _, found := range uses.FindAllStringSubmatch(read(t, name), -1) {
			parts := pinned.FindStringSubmatch(found[1])
			if parts == nil {
				t.Errorf("%s: %s is not pinned by a commit, with its version in a comment", name, found[1])
				continue
			}
			if before := commits[parts[1]]; before != "" && before != parts[2]+parts[3] {
				t.Errorf("%s: %s is pinned to another commit elsewhere", name, parts[1])
			}
			commits[parts[1]] = parts[2] + parts[3]
		}
	}
	if len(commits) < 8 {
		t.Errorf("only %d actions were found", len(commits))
	}
}

// TestAtlantisReadsTheSecretForPlanAndApply: a saved plan holds no ephemeral value.
func TestAtlantisReadsTheSecretForPlanAndApply(t *testing.T) {
	t.Parallel()
	var config struct {
		Workflows map[string]map[string]struct {
			Steps []any `yaml:"steps"`
		} `yaml:"workflows"`
	}
	if err := yaml.Unmarshal([]byte(read(t, "examples/ci/atlantis/atlantis.yaml")), &config); err != nil {
		t.Fatal(err)
	}
	for name, workflow := range config.Workflows {
		for _, stage := range []string{"plan", "apply"} {
			first := ""
			if steps := workflow[stage].Steps; len(steps) > 1 {
				written, _ := yaml.Marshal(steps[0])
				first = string(written)
			}
			if !strings.Contains(first, "name: TF_VAR_") || !strings.Contains(first, "command:") {
				t.Errorf("workflow %s does not read the secret first at %s: %q", name, stage, first)
			}
		}
	}
	if len(config.Workflows) != 1 {
		t.Errorf("%d workflows", len(config.Workflows))
	}
}

// TestDependencyUpdatesReachEveryModule, including the tools.
func TestDependencyUpdatesReachEveryModule(t *testing.T) {
	t.Parallel()
	configured := read(t, ".github/dependabot.yml")
	modules, err := filepath.Glob(filepath.Join(root, "tools", "*", "go.mod"))
	if err != nil || len(modules) < 3 {
		t.Fatalf("%d modules: %v", len(modules), err)
	}
	for _, module := range modules {
		if folder := "/tools/" + path.Base(filepath.ToSlash(filepath.Dir(module))); !strings.Contains(configured, `"`+folder+`"`) {
			t.Errorf("no updates for %s", folder)
		}
	}
}
