package provider

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// update writes files that are generated from code: the table of a page, and the
// schemas of states, unless a prior state could no longer be read.
var update = flag.Bool("update", false, "write the files that are generated from code")

// troubleshooting is the page's template. What is between the two marks is made
// from the list of problems; the rest is written by hand.
const (
	troubleshooting = "../../templates/guides/troubleshooting.md.tmpl"
	madeFrom        = "{{- /* From here on made by: go test ./internal/provider -run TestTroubleshooting -update */}}\n"
	madeTo          = "{{- /* Up to here. */}}\n"
)

// problemTables are the tables of the page.
func problemTables() string {
	var page strings.Builder
	for _, section := range problemSections() {
		fmt.Fprintf(&page, "\n### %s\n\n", section.Title)
		if section.About != "" {
			fmt.Fprintf(&page, "%s\n\n", section.About)
		}
		page.WriteString("| Message | What it means | What to do |\n| --- | --- | --- |\n")
		for _, one := range section.Problems {
			fmt.Fprintf(&page, "| `%s` | %s | %s |\n", one.Title(one.Example...), one.Meaning, one.Solution)
		}
	}
	page.WriteString("\n## Reasons\n\nThe values of `status_reason`, for policies and checks.\n\n| Reason | What it means | What to do |\n| --- | --- | --- |\n")
	for _, advice := range reasonAdvices() {
		fmt.Fprintf(&page, "| `%s` | %s | %s |\n", advice.code, advice.means, advice.step)
	}
	return page.String()
}

func TestTroubleshootingPageHasEveryProblem(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(troubleshooting)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, began := strings.Cut(string(content), madeFrom)
	_, after, ended := strings.Cut(rest, madeTo)
	if !began || !ended {
		t.Fatal("the marks of the made part are not there")
	}
	fresh := before + madeFrom + problemTables() + madeTo + after
	if *update {
		if err := os.WriteFile(troubleshooting, []byte(fresh), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if fresh != string(content) {
		t.Errorf("%s is stale: go test ./internal/provider -run TestTroubleshooting -update", troubleshooting)
	}
}
