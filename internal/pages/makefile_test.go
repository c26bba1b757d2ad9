package pages

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// cloneOfScripts is a folder with the makefile and the scripts alone, whose path has a
// space.
func cloneOfScripts(t *testing.T) string {
	t.Helper()
	clone := filepath.Join(t.TempDir(), "my clone")
	if err := os.CopyFS(filepath.Join(clone, "scripts"), os.DirFS(filepath.Join(root, "scripts"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(clone, "GNUmakefile"), []byte(read(t, "GNUmakefile")), 0o600); err != nil {
		t.Fatal(err)
	}
	return clone
}

// TestPathOfACloneMayHaveASpace: make splits a target at a space, and warned of each tool;
// then `go build` received half a path.
func TestPathOfACloneMayHaveASpace(t *testing.T) {
	t.Parallel()
	clone := cloneOfScripts(t)
	show := exec.CommandContext(t.Context(), "make", "-n", "--no-print-directory", "build", "install", "VERSION=0.1.0")
	show.Dir, show.Env = clone, []string{"PATH=" + os.Getenv("PATH")} // Without the variables of a make that runs the test.
	output, err := show.CombinedOutput()
	if err != nil || strings.Contains(string(output), "warning") || strings.Contains(string(output), "my clone") {
		t.Errorf("%v: a recipe has a path with a space, or make warns:\n%s", err, output)
	}
}

// TestTargetWithoutACLISaysWhatIsMissing: make try built a release, started the sandbox,
// and ran an empty command.
func TestTargetWithoutACLISaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	clone := cloneOfScripts(t)
	bin := filepath.Join(clone, "tools for sh")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, tool := range []string{"sh", "sed", "dirname", "make"} { // No CLI.
		file, err := exec.LookPath(tool)
		if err == nil {
			err = os.Symlink(file, filepath.Join(bin, tool))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, target := range []string{"try", "test", "fmt", "bench-hot", "crowd"} {
		run := exec.CommandContext(t.Context(), filepath.Join(bin, "make"), "-i", target, "VERSION=0.1.0")
		run.Dir, run.Env = clone, []string{"PATH=" + bin}
		if output, _ := run.CombinedOutput(); !strings.Contains(string(output), target+" needs a CLI: install Terraform") {
			t.Errorf("make %s:\n%s", target, output)
		}
	}
}

var (
	makeTarget  = regexp.MustCompile(`(?m)^([a-z-]+):`)
	makeCommand = regexp.MustCompile("(?m)(?:^|`)make ([a-z][a-z -]*)")
)

func TestEveryTargetOnAPageExists(t *testing.T) {
	t.Parallel()
	targets, found := map[string]bool{}, 0
	for _, rule := range makeTarget.FindAllStringSubmatch(read(t, "GNUmakefile"), -1) {
		targets[rule[1]] = true
	}
	for _, page := range pages(t) {
		for _, command := range makeCommand.FindAllStringSubmatch(read(t, page), -1) {
			for target := range strings.FieldsSeq(command[1]) {
				found++
				if !targets[target] {
					t.Errorf("%s: make %s: GNUmakefile does not have this target", page, target)
				}
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d targets were found", found)
	}
}
