package pages

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// plainWords maps each phrase that the pages avoid to the word to use instead.
var plainWords = []struct {
	avoid *regexp.Regexp
	use   string
}{
	{regexp.MustCompile(`(?i)\brefus(e|es|ed|al|als|ing)\b`), "reject, rejection"},
	{regexp.MustCompile(`(?i)\bsays? no\b`), "reject"},
	{regexp.MustCompile(`(?i)\bask(s|ed|ing)?\b`), "verify, send a request, request"},
	{regexp.MustCompile(`(?i)\bquestions?\b`), "request, verification"},
	{regexp.MustCompile(`(?i)\bnobody\b`), "the passive, or the thing that did not run"},
	{regexp.MustCompile(`(?i)\banswer(s|ed|ing)?\b`), "response, result, respond"},
	{regexp.MustCompile(`(?i)\b(tell|tells|told|telling)\b`), "report, return, show"},
	{regexp.MustCompile(`(?i)\bverdicts?\b`), "result, inconclusive"},
	{regexp.MustCompile(`(?i)\b(says?|proves?) nothing\b`), "inconclusive"},
	{regexp.MustCompile(`(?i)(^|[^-\w])mint(s|ed|ing)?\b`), "create, generate"},
	{regexp.MustCompile(`(?i)\bmakes? a key\b`), "create, generate"},
	{regexp.MustCompile(`(?i)\bof before\b`), "previous, prior"},
	{regexp.MustCompile(`(?i)\bbut (for|that|in)\b`), "except for, except that"},
	{regexp.MustCompile(`(?i)\b(is|are) wanted\b`), "required"},
	{regexp.MustCompile(`(?i)\b(has|have) to be\b`), "must be"},
	{regexp.MustCompile(`(?i)\b(stands?|stand) in\b`), "applies, is used"},
	{regexp.MustCompile(`(?i)\bis to (do|be done)\b`), "no action is required"},
	{regexp.MustCompile(`(?i)\b(go|goes|going|went) on\b`), "continue"},
	{regexp.MustCompile(`(?i)\b(whom|whose it is)\b`), "the account, the owner"},
	{regexp.MustCompile(`(?i)\bhand(s|ed|ing)? over\b`), "return, pass"},
	{regexp.MustCompile(`(?i)(^|[.:;|] )(who|whoever) (wants|wrote|reads|has|presses|runs)\b`), "if you, a person who"},
	{regexp.MustCompile(`(?i)\bwithout a word\b`), "silently"},
	{regexp.MustCompile(`(?i)\b(honour|behaviour|colour|favour|organis|serialis|recognis|authoris)`), "American spelling"},
}

var codeSpan = regexp.MustCompile("`[^`\n]+`")

// prose returns the lines of a page, with everything that is code blanked out:
// commands, configuration and names are fixed elsewhere. Comments in code stay.
func prose(page string) []string {
	lines := strings.Split(page, "\n")
	fenced := false
	for i, line := range lines {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			lines[i] = ""
			continue
		}
		if fenced {
			_, comment, _ := strings.Cut(line, "# ")
			line = comment
		}
		lines[i] = codeSpan.ReplaceAllString(line, "")
	}
	return lines
}

// comments returns the lines of a configuration or a Makefile, with everything
// that is not a comment blanked out.
func comments(text string) []string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		at := strings.Index(line, "# ")
		if at < 0 {
			lines[i] = ""
			continue
		}
		lines[i] = codeSpan.ReplaceAllString(line[at:], "")
	}
	return lines
}

// writings lists every text that users and contributors read, by file, without
// its code.
func writings(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, page := range pages(t) {
		found[page] = prose(read(t, page))
	}
	for _, folder := range []string{"templates", "examples"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			name, _ := filepath.Rel(root, path)
			switch filepath.Ext(name) {
			case ".tmpl":
				found[name] = prose(read(t, name))
			case ".tf", ".hcl", ".sh", ".yml", ".yaml":
				found[name] = comments(read(t, name))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	found["GNUmakefile"] = comments(read(t, "GNUmakefile"))
	if len(found) < 150 {
		t.Fatalf("only %d texts were found", len(found))
	}
	return found
}

// TestPagesUsePlainWords: one term for one thing, and no phrase that reads as if
// translated.
func TestPagesUsePlainWords(t *testing.T) {
	t.Parallel()
	count := 0
	texts := writings(t)
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for i, line := range texts[name] {
			for _, word := range plainWords {
				for _, match := range word.avoid.FindAllString(line, -1) {
					count++
					t.Errorf("%s:%d: %q: write %s", name, i+1, strings.TrimSpace(match), word.use)
				}
			}
		}
	}
	if count > 0 {
		t.Logf("%d phrases", count)
	}
}

// TestReferencePagesAreShort: what applies to every connector is in a guide.
func TestReferencePagesAreShort(t *testing.T) {
	t.Parallel()
	const limit = 120
	checked := 0
	for _, page := range pages(t) {
		switch filepath.Dir(page) {
		case "docs/resources", "docs/data-sources", "docs/ephemeral-resources":
			checked++
			if lines := strings.Count(read(t, page), "\n"); lines > limit {
				t.Errorf("%s has %d lines, and may have %d", page, lines, limit)
			}
		}
	}
	if lines := strings.Count(read(t, "DESIGN.md"), "\n"); lines > limit {
		t.Errorf("DESIGN.md has %d lines, and may have %d", lines, limit)
	}
	if checked < 50 {
		t.Errorf("only %d pages were found", checked)
	}
}
