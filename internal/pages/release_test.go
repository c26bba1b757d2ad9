package pages

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	yaml "github.com/oasdiff/yaml3"
)

// workflow is the part of a hosted workflow that a release depends on.
type workflow struct {
	Permissions map[string]string      `yaml:"permissions"`
	Env         map[string]string      `yaml:"env"`
	Jobs        map[string]workflowJob `yaml:"jobs"`
}

type workflowJob struct {
	Needs           words             `yaml:"needs"`
	If              string            `yaml:"if"`
	Environment     string            `yaml:"environment"`
	Permissions     map[string]string `yaml:"permissions"`
	Env             map[string]string `yaml:"env"`
	ContinueOnError any               `yaml:"continue-on-error"`
	Steps           []workflowStep    `yaml:"steps"`
}

type workflowStep struct {
	Uses            string            `yaml:"uses"`
	Run             string            `yaml:"run"`
	If              string            `yaml:"if"`
	With            map[string]string `yaml:"with"`
	Env             map[string]string `yaml:"env"`
	ContinueOnError any               `yaml:"continue-on-error"`
}

// words is a value that YAML writes as one text or as a list of texts.
type words []string

// UnmarshalYAML implements the interface of the YAML package.
func (w *words) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*w = words{node.Value}
		return nil
	}
	return node.Decode((*[]string)(w))
}

// action is the name of the action of a step, without its version.
func (s workflowStep) action() string {
	name, _, _ := strings.Cut(s.Uses, "@")
	return name
}

// runs reports whether a script of the job contains a text.
func (j workflowJob) runs(text string) bool {
	return slices.ContainsFunc(j.Steps, func(step workflowStep) bool { return strings.Contains(step.Run, text) })
}

// position returns the index of the step with an action, or -1.
func (j workflowJob) position(action string) int {
	return slices.IndexFunc(j.Steps, func(step workflowStep) bool { return step.action() == action })
}

func readWorkflow(t *testing.T, name string) workflow {
	t.Helper()
	var parsed workflow
	if err := yaml.Unmarshal([]byte(read(t, name)), &parsed); err != nil || len(parsed.Jobs) == 0 {
		t.Fatalf("%s: %d jobs, %v", name, len(parsed.Jobs), err)
	}
	return parsed
}

// following returns the names of the jobs that have to succeed before a job
// starts.
func (w workflow) following(job string) map[string]bool {
	all := map[string]bool{}
	for _, name := range w.Jobs[job].Needs {
		all[name] = true
		maps.Copy(all, w.following(name))
	}
	return all
}

// only returns the name of the only job for which a condition is true.
func (w workflow) only(t *testing.T, what string, condition func(workflowJob) bool) string {
	t.Helper()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(w.Jobs)) {
		if condition(w.Jobs[name]) {
			names = append(names, name)
		}
	}
	if len(names) != 1 {
		t.Fatalf("%s: expected one job, got %q", what, names)
	}
	return names[0]
}

const releaseWorkflow = ".github/workflows/release.yml"

// secretUse is a reference to a secret other than the token of the run.
var secretUse = regexp.MustCompile(`secrets\s*(\.|\[|:\s*inherit)`)

// holdsSecret reports whether a job can read a secret of the repository.
func holdsSecret(job workflowJob) bool {
	written, err := yaml.Marshal(job)
	return err != nil || secretUse.Match(written) || job.Environment != ""
}

// TestJobWithSigningKeyRunsNoCodeOfTheProject: a test, a script or a dependency
// of a test could read the key. The compiler runs none of what it compiles.
func TestJobWithSigningKeyRunsNoCodeOfTheProject(t *testing.T) {
	t.Parallel()
	release := readWorkflow(t, releaseWorkflow)
	if len(secretUse.FindAllString(read(t, releaseWorkflow), -1)) != 2 || len(release.Env) > 0 {
		t.Error("the key and its passphrase are used elsewhere than in one step")
	}
	name := release.only(t, "signing key", holdsSecret)
	signing := release.Jobs[name]
	if signing.Environment != "release" {
		t.Errorf("the signing job runs in the environment %q", signing.Environment)
	}
	allowed := []string{
		"actions/checkout", "actions/setup-go", "crazy-max/ghaction-import-gpg", "anchore/sbom-action/download-syft",
		"goreleaser/goreleaser-action", "actions/attest-build-provenance", "actions/upload-artifact",
	}
	for _, step := range signing.Steps {
		if step.Run != "" {
			t.Errorf("the signing job runs a script: %q", step.Run)
		}
		if !slices.Contains(allowed, step.action()) {
			t.Errorf("the signing job uses %q", step.Uses)
		}
		if step.action() == "actions/setup-go" && step.With["cache"] != "false" {
			t.Error("the signing job builds from a cache that another workflow has written")
		}
		if step.action() == "goreleaser/goreleaser-action" && step.With["args"] != "release --clean" {
			t.Errorf("goreleaser runs with %q", step.With["args"])
		}
	}
	tests := release.only(t, "tests", func(job workflowJob) bool { return job.runs("make test") })
	if !release.following(name)[tests] {
		t.Error("the signing job does not wait for the tests")
	}
}

// TestGoReleaserOnlyCompiles: a hook would run in the job with the signing key.
func TestGoReleaserOnlyCompiles(t *testing.T) {
	t.Parallel()
	var config struct {
		Before struct {
			Hooks []string `yaml:"hooks"`
		} `yaml:"before"`
		Builds []struct {
			Hooks any      `yaml:"hooks"`
			Tool  string   `yaml:"tool"`
			Env   []string `yaml:"env"`
		} `yaml:"builds"`
		Release struct {
			Draft    bool `yaml:"draft"`
			Replaces bool `yaml:"replace_existing_draft"`
		} `yaml:"release"`
	}
	if err := yaml.Unmarshal([]byte(read(t, ".goreleaser.yml")), &config); err != nil || len(config.Builds) == 0 {
		t.Fatalf("%d builds, %v", len(config.Builds), err)
	}
	if !slices.Equal(config.Before.Hooks, []string{"go mod verify"}) {
		t.Errorf("hooks before the build: %q", config.Before.Hooks)
	}
	for _, build := range config.Builds {
		if build.Hooks != nil || build.Tool != "" || !slices.Contains(build.Env, "CGO_ENABLED=0") {
			t.Errorf("a build runs more than the compiler: %+v", build)
		}
	}
	if !config.Release.Draft {
		t.Error("goreleaser publishes the release before it is attested and installed")
	}
	if !config.Release.Replaces {
		t.Error("a second run keeps the draft of the first beside its own")
	}
}

// TestReleaseIsPublishedAfterAttestationAndInstallation: the registries take a
// release as soon as it is published, and no version can be taken back.
func TestReleaseIsPublishedAfterAttestationAndInstallation(t *testing.T) {
	t.Parallel()
	release := readWorkflow(t, releaseWorkflow)
	signing := release.only(t, "signing key", holdsSecret)
	install := release.only(t, "installation", func(job workflowJob) bool { return job.runs("scripts/try-release.sh") })
	publish := release.only(t, "publication", func(job workflowJob) bool { return job.runs("--draft=false") })

	attest, build := release.Jobs[signing].position("actions/attest-build-provenance"), release.Jobs[signing].position("goreleaser/goreleaser-action")
	if build < 0 || attest < build {
		t.Error("the signing job does not attest what it has built")
	}
	if before := release.following(install); !before[signing] {
		t.Error("the installation does not wait for the signed release")
	}
	if before := release.following(publish); !before[signing] || !before[install] {
		t.Errorf("the publication waits only for %q", slices.Sorted(maps.Keys(before)))
	}

	steps := release.Jobs[publish].Steps
	last := steps[len(steps)-1].Run
	if !strings.Contains(last, "gh release edit") || !strings.Contains(last, "--draft=false") {
		t.Errorf("the publication is not the last step: %q", last)
	}
	for _, check := range []string{"gh attestation verify", "sha256sum --check"} {
		if !release.Jobs[publish].runs(check) {
			t.Errorf("the publication does not run %q", check)
		}
	}
	if release.Jobs[publish].position("actions/checkout") >= 0 {
		t.Error("the job that publishes has the project's code")
	}
}

// TestNoStepOfAReleaseIsOptional: a step that may fail, or a condition such as
// always(), leads around the checks above.
func TestNoStepOfAReleaseIsOptional(t *testing.T) {
	t.Parallel()
	release := readWorkflow(t, releaseWorkflow)
	writers := map[string]bool{}
	for name, job := range release.Jobs {
		if job.If != "" || job.ContinueOnError != nil {
			t.Errorf("job %s is optional", name)
		}
		for _, step := range job.Steps {
			if step.ContinueOnError != nil || strings.Contains(step.If, "always") || strings.Contains(step.If, "failure") || strings.Contains(step.If, "cancelled") {
				t.Errorf("job %s has an optional step: %+v", name, step)
			}
			if step.action() == "actions/checkout" && step.With["persist-credentials"] != "false" {
				t.Errorf("job %s leaves its token in the checkout", name)
			}
		}
		if job.Permissions["contents"] == "write" {
			writers[name] = true
		}
		if job.runs("make ") || job.runs("scripts/") {
			for scope, level := range job.Permissions {
				if level == "write" {
					t.Errorf("job %s runs code of the project and may write %s", name, scope)
				}
			}
		}
	}
	if release.Permissions["contents"] != "read" || len(release.Permissions) != 1 {
		t.Errorf("permissions of every job: %v", release.Permissions)
	}
	if len(writers) != 2 {
		t.Errorf("jobs that may write releases: %v", writers)
	}
}

// TestNoOtherWorkflowReachesTheSigningKey: a job of another workflow that named
// the environment would have it.
func TestNoOtherWorkflowReachesTheSigningKey(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%d workflows, %v", len(files), err)
	}
	for _, file := range files {
		name := ".github/workflows/" + filepath.Base(file)
		if name == releaseWorkflow {
			continue
		}
		for job, content := range readWorkflow(t, name).Jobs {
			if holdsSecret(content) {
				t.Errorf("%s: job %s can read a secret", name, job)
			}
		}
	}
}
