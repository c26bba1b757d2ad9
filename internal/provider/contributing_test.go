package provider

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// TestNoStepToAConnectorIsForgotten says what is still to do for a connector
// that is begun. CONTRIBUTING.md has the steps in the same order.
func TestNoStepToAConnectorIsForgotten(t *testing.T) {
	t.Parallel()
	for _, step := range forgottenSteps(catalog.All(), os.DirFS("../..")) {
		t.Error(step)
	}
}

// repository is what forgottenSteps looks at, to take something away from.
type repository struct {
	definitions []*connector.Definition
	files       fstest.MapFS
}

// thisRepository is a copy of the real one, as far as the steps go.
func thisRepository(t *testing.T) *repository {
	t.Helper()
	root := os.DirFS("../..")
	files := fstest.MapFS{}
	for _, folder := range []string{definitionsFolder, "examples", "docs", stateSchemasFile, changelogFile, readmeFile} {
		err := fs.WalkDir(root, folder, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := fs.ReadFile(root, file)
			files[file] = &fstest.MapFile{Data: content}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return &repository{catalog.All(), files}
}

// without takes a file away.
func without(file string) func(*repository) {
	return func(r *repository) { delete(r.files, file) }
}

// replaced has another text in a file.
func replaced(file, text, by string) func(*repository) {
	return func(r *repository) {
		r.files[file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(r.files[file].Data), text, by))}
	}
}

// forgottenCases take one step away each. Each case leads to one sentence.
var forgottenCases = map[string]struct {
	forget func(*repository)
	says   []string
}{
	"line in all":       {replaced(catalogFile, "paymo(),", ""), []string{catalogFile, "`paymo(),`"}},
	"definition's file": {without("internal/catalog/paymo.go"), []string{"internal/catalog/paymo.go", "`paymo() *connector.Definition`", "Paymo"}},
	"definition under another name": {
		replaced("internal/catalog/clari_copilot.go", "func clariCopilot()", "func clari()"),
		[]string{"internal/catalog/clari_copilot.go", "`clariCopilot() *connector.Definition`", catalogFile},
	},
	"sources": {
		replaced("internal/catalog/precoro.go", "[doc]", ""),
		[]string{"internal/catalog/precoro.go", "precoro()", "[doc]", "address"},
	},
	"transcript":      {without("internal/catalog/transcripts/paymo.txtar"), []string{"internal/catalog/transcripts/paymo.txtar", "documents"}},
	"line on changes": {replaced(changelogFile, "Resource:** `connector_credential_paymo`", ""), []string{changelogFile, "connector_credential_paymo"}},
	"row in the README": {
		replaced(readmeFile, "docs/resources/credential_paymo.md", ""),
		[]string{readmeFile, "credential_paymo.md", "TestReadmeListsEveryConnector"},
	},
	"table on index": {replaced(indexPage, "`connector_credential_paymo`", ""), []string{indexPage, "make docs", "connector_credential_paymo"}},
	"schema that is not written down": {
		replaced(stateSchemasFile, `"data.connector_credential_paymo"`, ""),
		[]string{stateSchemasFile, updateCommand, "connector_credential_paymo"},
	},
	"examples that are empty": {
		func(r *repository) { r.files[exampleFiles("paymo")[0]] = &fstest.MapFile{Data: []byte("\n")} },
		[]string{exampleFiles("paymo")[0]},
	},
}

func TestForgottenStepIsReportedWithItsFile(t *testing.T) {
	t.Parallel()
	cases := maps.Clone(forgottenCases)
	type forgotten = struct {
		forget func(*repository)
		says   []string
	}
	for _, file := range exampleFiles("resci") {
		cases["example "+file] = forgotten{without(file), []string{file, "make docs"}}
	}
	for _, folder := range []string{"resources", "data-sources", "ephemeral-resources"} {
		page := "docs/" + folder + "/credential_resci.md"
		cases["page "+page] = forgotten{without(page), []string{page, "make docs"}}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := thisRepository(t)
			before := forgottenSteps(r.definitions, r.files)
			c.forget(r)
			// The test above reports the missing steps of an unfinished connector.
			steps := slices.DeleteFunc(forgottenSteps(r.definitions, r.files), func(step string) bool {
				return slices.Contains(before, step)
			})
			all := strings.Join(steps, "\n")
			// Under another name the old line in all is left, and the new one missing.
			if want := 1 + strings.Count(name, "under another name"); len(steps) != want {
				t.Errorf("%d steps, want %d:\n%s", len(steps), want, all)
			}
			for _, text := range c.says {
				if !strings.Contains(all, text) {
					t.Errorf("%q is not in:\n%s", text, all)
				}
			}
			for _, step := range steps {
				if !strings.HasSuffix(step, ".") {
					t.Errorf("%q is no full sentence", step)
				}
			}
		})
	}
}

// TestNewDefinitionReportsAllMissingSteps: after the first step, the tests list all
// others for a new contributor.
func TestNewDefinitionReportsAllMissingSteps(t *testing.T) {
	t.Parallel()
	r := thisRepository(t)
	before := forgottenSteps(r.definitions, r.files)
	r.files["internal/catalog/acme_crm.go"] = &fstest.MapFile{Data: []byte(
		"package catalog\n\n// acmeCrm is the definition of Acme CRM [doc].\nfunc acmeCrm() *connector.Definition { return nil }\n")}
	replaced(catalogFile, "paymo(),", "paymo(),\nacmeCrm(),")(r)
	r.definitions = append(slices.Clone(r.definitions), &connector.Definition{
		Type: "acme_crm", Title: "Acme CRM", Fields: []connector.Field{{Name: "api_key", Secret: true}},
		Example: connector.Example{Name: "timesheets"}, // Paymo's, in a copy of its file.
	})
	want := slices.Concat([]string{"internal/catalog/acme_crm.go", "internal/catalog/transcripts/acme_crm.txtar", changelogFile, readmeFile}, exampleFiles("acme_crm"), []string{
		"docs/resources/credential_acme_crm.md", "docs/data-sources/credential_acme_crm.md",
		"docs/ephemeral-resources/credential_acme_crm.md", "docs/list-resources/credential_acme_crm.md",
		indexPage, stateSchemasFile,
	})
	var files []string
	for _, step := range forgottenSteps(r.definitions, r.files) {
		if file, _, _ := strings.Cut(step, ":"); !slices.Contains(before, step) {
			files = append(files, file)
		}
	}
	if !slices.Equal(files, want) {
		t.Errorf("steps in\n%s\nwant\n%s", strings.Join(files, "\n"), strings.Join(want, "\n"))
	}
}
