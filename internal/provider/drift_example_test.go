package provider

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestExampleOfANightlyPlanSelectsWhatMustBeFixed: warnings about a rejected or an
// insufficient credential open an issue, and all others do not. Errors always do.
func TestExampleOfANightlyPlanSelectsWhatMustBeFixed(t *testing.T) {
	t.Parallel()
	workflow, err := os.ReadFile(filepath.Join(examples, "ci/github-actions/drift.yml"))
	if err != nil {
		t.Fatal(err)
	}
	filter := regexp.MustCompile(`\.summary \| test\("([^"]+)"\)`).FindSubmatch(workflow)
	if filter == nil {
		t.Fatal("the workflow selects no warnings by their summaries")
	}
	selects := regexp.MustCompile(string(filter[1]))
	mustBeFixed := []string{problemRejected.Summary, problemInsufficient.Summary}
	for _, section := range problemSections() {
		for _, problem := range section.Problems {
			if title := problem.Title(problem.Example...); selects.MatchString(title) != slices.Contains(mustBeFixed, problem.Summary) {
				t.Errorf("the workflow selects %q: %v", title, selects.MatchString(title))
			}
		}
	}
}
