package pages

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
)

func TestPagesOfAConnectorAreListedUnderItsVendor(t *testing.T) {
	t.Parallel()
	want := map[string]string{"custom": "Custom Vendors"}
	for _, definition := range catalog.All() {
		want[definition.Type] = definition.Title
	}
	for name, title := range want {
		for _, folder := range []string{"resources", "data-sources", "ephemeral-resources"} {
			page := "docs/" + folder + "/credential_" + name + ".md"
			if !strings.Contains(read(t, page), "\nsubcategory: \""+title+"\"\n") {
				t.Errorf("%s is not under %q", page, title)
			}
		}
	}
	for _, definition := range catalog.All() {
		if page := "docs/list-resources/credential_" + definition.Type + ".md"; !strings.Contains(read(t, page), "\nsubcategory: \""+definition.Title+"\"\n") {
			t.Errorf("%s is not under %q", page, definition.Title)
		}
	}
	for _, page := range []string{"nexla_credential", "nexla_credentials", "nexla_vendor"} {
		if !strings.Contains(read(t, "docs/data-sources/"+page+".md"), "\nsubcategory: \"Nexla\"\n") {
			t.Errorf("%s is not under Nexla", page)
		}
	}
}

// TestPagesOfAConnectorDescribeItsKey, as the index page states.
func TestPagesOfAConnectorDescribeItsKey(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		for _, folder := range []string{"resources", "data-sources", "ephemeral-resources"} {
			page := read(t, "docs/"+folder+"/credential_"+definition.Type+".md")
			facts := []string{definition.Key.MenuPath, definition.Key.Owner, definition.Key.EndsWhen, definition.Key.Rotation, definition.DocumentationURL}
			facts = append(facts, definition.Key.Uncertain...)
			for _, scheme := range definition.Schemes {
				for _, header := range scheme.Headers {
					facts = append(facts, header.Name+": "+header.Form)
				}
			}
			for _, probe := range definition.Probes {
				facts = append(facts, probe.HTTPMethod()+" "+probe.Path)
			}
			for _, fact := range facts {
				if fact == "" || !strings.Contains(page, fact) {
					t.Errorf("the page of %s in %s does not say %q", definition.Type, folder, fact)
				}
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestEveryLinkResolves: within docs/, links have no file extension, as in the
// registry.
func TestEveryLinkResolves(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, page := range pages(t) {
		for _, found := range link.FindAllStringSubmatch(read(t, page), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			checked++
			file := page
			if target != "" {
				file = path.Join(path.Dir(page), target)
				if strings.HasPrefix(page, "docs/") {
					file += ".md"
				}
			}
			if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				t.Errorf("%s: the link %s does not resolve", page, found[1])
			} else if anchor != "" && !hasHeading(read(t, file), anchor) && !strings.Contains(read(t, file), `id="`+anchor+`"`) {
				t.Errorf("%s: %s has no such heading", page, found[1])
			}
		}
	}
	if checked < 30 {
		t.Errorf("only %d links were found", checked)
	}
}

var notInAnchors = regexp.MustCompile(`[^a-z0-9 _-]`)

// hasHeading reports whether a heading of the page has this anchor.
func hasHeading(page, anchor string) bool {
	for line := range strings.SplitSeq(page, "\n") {
		if title := strings.TrimLeft(line, "#"); title != line {
			slug := notInAnchors.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
			if strings.ReplaceAll(slug, " ", "-") == anchor {
				return true
			}
		}
	}
	return false
}

// TestEveryExampleIsRunByATest looks for the name of each folder in the tests
// that run examples. Those of connectors follow from the definitions.
func TestEveryExampleIsRunByATest(t *testing.T) {
	t.Parallel()
	tests := ""
	for _, name := range []string{"provider/examples_test.go", "provider/chains_test.go", "provider/report_test.go", "provider/policy_example_test.go", "pages/action_test.go"} {
		tests += read(t, "internal/"+name)
	}
	checked := 0
	for _, name := range examples(t) {
		folder := strings.TrimPrefix(path.Dir(name), "examples/")
		if strings.Contains(folder, "/connector_credential_") {
			continue
		}
		checked++
		// A chain is named by its own folder, whose modules and tests run with it.
		parts := strings.Split(folder, "/")
		if parts[0] == "chains" {
			folder = parts[1]
		}
		if !strings.Contains(tests, `"`+folder+`"`) {
			t.Errorf("no test runs examples/%s", folder)
		}
	}
	if checked < 15 {
		t.Errorf("only %d examples were found", checked)
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
