package provider

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// TestNoStepToAConnectorIsForgotten says what is still to do for a connector
// that is begun. CONTRIBUTING.md has the steps in the same order.
func TestNoStepToAConnectorIsForgotten(t *testing.T) {
	t.Parallel()
	for _, step := range forgottenSteps(connector.All(), sandboxFields(t), os.DirFS("../..")) {
		t.Error(step)
	}
}

// sandboxFields are the sandbox's vendors with their fields.
func sandboxFields(t *testing.T) map[string][]string {
	t.Helper()
	fields := map[string][]string{}
	for _, vendor := range startSandbox(t, noLimits()).Vendors() {
		fields[vendor.Name()] = vendor.Fields()
	}
	return fields
}

// repository is what forgottenSteps looks at, to take something away from.
type repository struct {
	definitions []*connector.Definition
	vendors     map[string][]string
	files       fstest.MapFS
}

// thisRepository is a copy of the real one, as far as the steps go.
func thisRepository(t *testing.T) *repository {
	t.Helper()
	root := os.DirFS("../..")
	files := fstest.MapFS{}
	for _, folder := range []string{definitionsFolder, vendorRowsFile, "examples", "docs", stateSchemasFile, changelogFile} {
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
	return &repository{connector.All(), sandboxFields(t), files}
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
	"line in All()":     {replaced(catalogFile, "paymo(),", ""), []string{catalogFile, "`paymo(),`", "All()"}},
	"definition's file": {without("internal/connector/paymo.go"), []string{"internal/connector/paymo.go", "`paymo() *Definition`", "Paymo"}},
	"definition under another name": {
		replaced("internal/connector/clari_copilot.go", "func clariCopilot()", "func clari()"),
		[]string{"internal/connector/clari_copilot.go", "`clariCopilot() *Definition`", catalogFile},
	},
	"sources": {
		replaced("internal/connector/precoro.go", "[doc]", ""),
		[]string{"internal/connector/precoro.go", "precoro()", "[doc]", "address"},
	},
	"line in rows()": {
		replaced(rowsFile, "clariCopilotRow(),", ""),
		[]string{rowsFile, "`clariCopilotRow(),`", "rows()", "internal/connector/clari_copilot_test.go"},
	},
	"sandbox vendor": {
		func(r *repository) { delete(r.vendors, "clari_copilot") },
		[]string{"internal/sandbox/clari_copilot.go", "api_key, api_password", "`clariCopilot(),`", "vendorKinds()", "internal/sandbox/vendor.go"},
	},
	"field of the sandbox vendor": {
		func(r *repository) { r.vendors["clari_copilot"] = []string{"api_key"} },
		[]string{"internal/sandbox/clari_copilot.go", "are to be api_key, api_password", "are api_key."},
	},
	"order of the sandbox vendor's fields": {
		func(r *repository) { slices.Reverse(r.vendors["precoro"]) },
		[]string{"internal/sandbox/precoro.go", "are to be api_token, user_email", "are user_email, api_token."},
	},
	"sandbox row":    {replaced(vendorRowsFile, `vendor: "paymo"`, `vendor: "nobody"`), []string{vendorRowsFile, `vendor: "paymo"`, "vendorCases"}},
	"table on index": {replaced(indexPage, "`connector_credential_paymo`", ""), []string{indexPage, "make docs", "connector_credential_paymo"}},
	"schema that is not written down": {
		replaced(stateSchemasFile, `"data.connector_credential_paymo"`, ""),
		[]string{stateSchemasFile, updateCommand, "connector_credential_paymo"},
	},
	"definition of a sandbox vendor": {
		func(r *repository) { r.vendors["acme"] = []string{"api_key"} },
		[]string{"internal/connector/acme.go", "definition of acme", "All()"},
	},
	"examples that are empty": {
		func(r *repository) { r.files[exampleFiles("paymo")[0].file] = &fstest.MapFile{Data: []byte("\n")} },
		[]string{exampleFiles("paymo")[0].file},
	},
}

func TestForgottenStepIsNamedWithItsFile(t *testing.T) {
	t.Parallel()
	cases := maps.Clone(forgottenCases)
	type forgotten = struct {
		forget func(*repository)
		says   []string
	}
	for _, example := range exampleFiles("resci") {
		cases["example "+example.file] = forgotten{without(example.file), []string{example.file, "write " + example.holds}}
	}
	for _, folder := range []string{"resources", "data-sources", "ephemeral-resources"} {
		page := "docs/" + folder + "/credential_resci.md"
		cases["page "+page] = forgotten{without(page), []string{page, "make docs"}}
	}
	for _, kind := range []string{"Data Source", "Ephemeral Resource", "Resource"} {
		line := "**New " + kind + ":** `connector_credential_resci`"
		cases["change log of the "+kind] = forgotten{replaced(changelogFile, line, ""), []string{changelogFile, line}}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := thisRepository(t)
			before := forgottenSteps(r.definitions, r.vendors, r.files)
			c.forget(r)
			// What is still to do for a connector that is begun is told once, by
			// the test above.
			steps := slices.DeleteFunc(forgottenSteps(r.definitions, r.vendors, r.files), func(step string) bool {
				return slices.Contains(before, step)
			})
			all := strings.Join(steps, "\n")
			// Under another name the old line in All() is left, and the new one missing.
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

// TestNewDefinitionAloneNamesEveryStepThatFollows: what the first run of the
// tests tells a newcomer is the rest of the way.
func TestNewDefinitionAloneNamesEveryStepThatFollows(t *testing.T) {
	t.Parallel()
	r := thisRepository(t)
	before := forgottenSteps(r.definitions, r.vendors, r.files)
	r.files["internal/connector/acme_crm.go"] = &fstest.MapFile{Data: []byte(
		"package connector\n\n// acmeCrm is the definition of Acme CRM [doc].\nfunc acmeCrm() *Definition { return nil }\n")}
	replaced(catalogFile, "paymo(),", "paymo(),\nacmeCrm(),")(r)
	r.definitions = append(slices.Clone(r.definitions), &connector.Definition{
		Type: "acme_crm", Title: "Acme CRM", Fields: []connector.Field{{Name: "api_key", Secret: true}},
	})
	want := []string{rowsFile, "internal/sandbox/acme_crm.go", vendorRowsFile}
	for _, example := range exampleFiles("acme_crm") {
		want = append(want, example.file)
	}
	want = append(want,
		"docs/resources/credential_acme_crm.md", "docs/data-sources/credential_acme_crm.md", "docs/ephemeral-resources/credential_acme_crm.md",
		indexPage, stateSchemasFile, changelogFile, changelogFile, changelogFile)
	var files []string
	for _, step := range forgottenSteps(r.definitions, r.vendors, r.files) {
		if file, _, _ := strings.Cut(step, ":"); !slices.Contains(before, step) {
			files = append(files, file)
		}
	}
	if !slices.Equal(files, want) {
		t.Errorf("steps in\n%s\nwant\n%s", strings.Join(files, "\n"), strings.Join(want, "\n"))
	}
}
