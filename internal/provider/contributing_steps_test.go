package provider

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Places that CONTRIBUTING.md names in the steps to a new connector.
const (
	definitionsFolder = "internal/connector"
	catalogFile       = "internal/connector/catalog.go"
	rowsFile          = "internal/connector/rows_test.go"
	vendorRowsFile    = "internal/sandbox/vendors_test.go"
	indexPage         = "docs/index.md"
	stateSchemasFile  = "internal/provider/testdata/state-schemas.json"
	changelogFile     = "CHANGELOG.md"
)

// sourceMarks are what tells where a fact is from: a mark, or an address.
var sourceMarks = []string{"[doc]", "[live]", "[client]", "[said]", "[guess]", "https://"}

// forgottenSteps lists what is missing of "Adding a connector" in
// CONTRIBUTING.md, as sentences that say which file to write and what goes in.
// The vendors are the sandbox's, with their fields, and root is the repository.
func forgottenSteps(definitions []*connector.Definition, vendors map[string][]string, root fs.FS) []string {
	var forgotten []string
	missing := func(format string, values ...any) { forgotten = append(forgotten, fmt.Sprintf(format, values...)) }

	functions := definitionFunctions(root)
	listed := callsIn(root, catalogFile, "All")
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		if !listed[name] {
			missing("%s: add the line `%s(),` to All(), because %s returns a definition that nobody lists.", catalogFile, name, functions[name].file)
		}
	}
	rows := callsIn(root, rowsFile, "rows")
	vendorRows := textOf(root, vendorRowsFile)
	for _, definition := range definitions {
		name, function := definition.Type, camelCase(definition.Type)
		file := path.Join(definitionsFolder, name+".go")
		if found := functions[function]; found.file != file {
			missing("%s: write the function `%s() *Definition` with all that is known of %s.", file, function, definition.Title)
		} else if !slices.ContainsFunc(sourceMarks, func(mark string) bool { return strings.Contains(found.doc, mark) }) {
			missing("%s: say in the comment of %s() where its facts are from, with [doc], [live], [client], [said] or [guess], or the address of a page.", file, function)
		}
		if !rows[function+"Row"] {
			missing("%s: add the line `%sRow(),` to rows(), and write that function in %s/%s_test.go.", rowsFile, function, definitionsFolder, name)
		}

		fields := fieldNames(definition)
		switch has, found := vendors[name]; {
		case !found:
			missing("internal/sandbox/%s.go: write the vendor in miniature, with the fields %s, and add the line `%s(),` to vendorKinds() in internal/sandbox/vendor.go.", name, strings.Join(fields, ", "), function)
		case !slices.Equal(has, fields):
			missing("internal/sandbox/%s.go: the fields are to be %s, as in %s, and are %s.", name, strings.Join(fields, ", "), file, strings.Join(has, ", "))
		}
		if !hasVendorRow(vendorRows, name) {
			missing("%s: add a row with `vendor: %q` to vendorCases, with what it serves and how it refuses.", vendorRowsFile, name)
		}

		for _, example := range exampleFiles(name) {
			if textOf(root, example.file) == "" {
				missing("%s: write %s.", example.file, example.holds)
			}
		}
		resource := "connector_credential_" + name
		for _, page := range []string{"docs/resources", "docs/data-sources", "docs/ephemeral-resources"} {
			if page += "/credential_" + name + ".md"; textOf(root, page) == "" {
				missing("%s: run make docs, which writes this page, and commit it.", page)
			}
		}
		if !strings.Contains(textOf(root, indexPage), "`"+resource+"`") {
			missing("%s: run make docs, which names %s there, and commit it.", indexPage, resource)
		}
		if text := textOf(root, stateSchemasFile); !strings.Contains(text, `"`+resource+`"`) || !strings.Contains(text, `"data.`+resource+`"`) {
			missing("%s: run %s, which writes down what is kept of %s in state, and commit it.", stateSchemasFile, updateCommand, resource)
		}
		for _, kind := range []string{"Data Source", "Ephemeral Resource", "Resource"} {
			if line := fmt.Sprintf("* **New %s:** `%s`", kind, resource); !strings.Contains(textOf(root, changelogFile), line) {
				missing("%s: add the line %q.", changelogFile, line)
			}
		}
	}
	for _, vendor := range slices.Sorted(maps.Keys(vendors)) {
		if !slices.ContainsFunc(definitions, func(definition *connector.Definition) bool { return definition.Type == vendor }) {
			missing("%s/%s.go: write the definition of %s, which the sandbox has as a vendor, and its line in All().", definitionsFolder, vendor, vendor)
		}
	}
	return forgotten
}

// exampleFile is a file of examples/, and what it shows.
type exampleFile struct{ file, holds string }

// exampleFiles are the examples that the pages of a connector show.
func exampleFiles(connectorType string) []exampleFile {
	resource := "connector_credential_" + connectorType
	return []exampleFile{
		{"examples/resources/" + resource + "/resource.tf", "a credential whose secrets come from ephemeral variables named " + connectorType + "_FIELD"},
		{"examples/resources/" + resource + "/import.sh", "the command that imports it by its name"},
		{"examples/resources/" + resource + "/import-by-string-id.tf", "the import block that does the same"},
		{"examples/data-sources/" + resource + "/data-source.tf", "the data source, its secrets from the environment"},
		{"examples/ephemeral-resources/" + resource + "/ephemeral-resource.tf", "the ephemeral resource, its secrets from the environment"},
	}
}

// definitionFunction is a function that returns one definition.
type definitionFunction struct{ file, doc string }

// definitionFunctions finds them by name. A function with arguments is a helper,
// and an exported one is for other packages.
func definitionFunctions(root fs.FS) map[string]definitionFunction {
	found := map[string]definitionFunction{}
	files, _ := fs.Glob(root, definitionsFolder+"/*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, function := range functionsIn(textOf(root, file)) {
			if function.Recv != nil || function.Name.IsExported() || function.Type.Params.NumFields() != 0 || function.Type.Results.NumFields() != 1 {
				continue
			}
			pointer, isPointer := function.Type.Results.List[0].Type.(*ast.StarExpr)
			if !isPointer {
				continue
			}
			if name, isName := pointer.X.(*ast.Ident); isName && name.Name == "Definition" {
				found[function.Name.Name] = definitionFunction{file, function.Doc.Text()}
			}
		}
	}
	return found
}

// callsIn finds the names of the functions that a function calls.
func callsIn(root fs.FS, file, caller string) map[string]bool {
	called := map[string]bool{}
	for _, function := range functionsIn(textOf(root, file)) {
		if function.Name.Name != caller {
			continue
		}
		ast.Inspect(function, func(node ast.Node) bool {
			if call, isCall := node.(*ast.CallExpr); isCall {
				if name, isName := call.Fun.(*ast.Ident); isName {
					called[name.Name] = true
				}
			}
			return true
		})
	}
	return called
}

// hasVendorRow tells whether a table in Go has a row of that vendor.
func hasVendorRow(source, vendor string) bool {
	found := false
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if pair, isPair := node.(*ast.KeyValueExpr); isPair {
			key, isName := pair.Key.(*ast.Ident)
			value, isText := pair.Value.(*ast.BasicLit)
			found = found || isName && isText && key.Name == "vendor" && value.Value == strconv.Quote(vendor)
		}
		return true
	})
	return found
}

// functionsIn lists the functions of a Go file. One that cannot be parsed has
// none, and the compiler says more of it than this test could.
func functionsIn(source string) []*ast.FuncDecl {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	var functions []*ast.FuncDecl
	for _, declaration := range file.Decls {
		if function, isFunction := declaration.(*ast.FuncDecl); isFunction {
			functions = append(functions, function)
		}
	}
	return functions
}

// textOf returns a file of the repository, and "" for one that is missing or empty.
func textOf(root fs.FS, file string) string {
	content, err := fs.ReadFile(root, file)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(content))
}

// fieldNames lists a definition's fields in their order.
func fieldNames(definition *connector.Definition) []string {
	var names []string
	for _, field := range definition.Fields {
		names = append(names, field.Name)
	}
	return names
}

// camelCase makes a function's name of a connector's: clariCopilot of clari_copilot.
func camelCase(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
