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
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Places that CONTRIBUTING.md names in the steps to a new connector.
const (
	definitionsFolder = "internal/catalog"
	catalogFile       = "internal/catalog/catalog.go"
	transcriptsFolder = "internal/catalog/transcripts"
	indexPage         = "docs/index.md"
	stateSchemasFile  = "internal/provider/testdata/state-schemas.json"
	changelogFile     = "CHANGELOG.md"
	readmeFile        = "README.md"
)

// sourceMarks are the sources of a fact: a mark, or an address.
var sourceMarks = []string{"[doc]", "[live]", "[client]", "[said]", "[guess]", "https://"}

// forgottenSteps lists what is missing of "Add a Connector" in
// CONTRIBUTING.md, as sentences that say which file to write and what goes in.
// The root is the repository.
func forgottenSteps(definitions []*connector.Definition, root fs.FS) []string {
	var forgotten []string
	missing := func(format string, values ...any) { forgotten = append(forgotten, fmt.Sprintf(format, values...)) }

	functions := definitionFunctions(root)
	listed := callsIn(root, catalogFile)
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		if !listed[name] {
			missing("%s: add the line `%s(),` to all, because %s returns a definition that is not listed.", catalogFile, name, functions[name].file)
		}
	}
	exampleOf := map[string]string{}
	for _, definition := range definitions {
		name, function := definition.Type, camelCase(definition.Type)
		file := path.Join(definitionsFolder, name+".go")
		if found := functions[function]; found.file != file {
			missing("%s: write the function `%s() *connector.Definition` for %s.", file, function, definition.Title)
		} else if !slices.ContainsFunc(sourceMarks, func(mark string) bool { return strings.Contains(found.doc, mark) }) {
			missing("%s: say in the comment of %s() where its facts are from, with [doc], [live], [client], [said] or [guess], or the address of a page.", file, function)
		}
		if other, taken := exampleOf[definition.Example.Name]; taken {
			missing("%s: choose another Example.Name. %q is that of %s, and the examples are tested in one configuration.", file, definition.Example.Name, other)
		}
		exampleOf[definition.Example.Name] = name
		if transcript := path.Join(transcriptsFolder, name+".txtar"); textOf(root, transcript) == "" {
			missing("%s: write the vendor's requests and responses from its documents.", transcript)
		}
		resource := "connector_credential_" + name
		if line := "* **New Resource, Data Source and Ephemeral Resource:** `" + resource + "`"; !strings.Contains(textOf(root, changelogFile), line) {
			missing("%s: add the line %q.", changelogFile, line)
		}
		if page := "docs/resources/credential_" + name + ".md"; !strings.Contains(textOf(root, readmeFile), "]("+page+")") {
			missing("%s: add a row to the table Connectors that links %s. TestReadmeListsEveryConnector in internal/pages prints it.", readmeFile, page)
		}
		for _, file := range slices.Concat(exampleFiles(name), pageFiles(name)) {
			if textOf(root, file) == "" {
				missing("%s: run make docs, which writes this file, and commit it.", file)
			}
		}
		if !strings.Contains(textOf(root, indexPage), "`"+resource+"`") {
			missing("%s: run make docs, which lists %s there, and commit it.", indexPage, resource)
		}
		if text := textOf(root, stateSchemasFile); !strings.Contains(text, `"`+resource+`"`) || !strings.Contains(text, `"data.`+resource+`"`) {
			missing("%s: run %s, which records the schema of %s in state, and commit it.", stateSchemasFile, updateCommand, resource)
		}
	}
	return forgotten
}

// exampleFiles are the examples that the pages of a connector show.
func exampleFiles(connectorType string) []string {
	resource := "connector_credential_" + connectorType
	return []string{
		"examples/resources/" + resource + "/resource.tf",
		"examples/resources/" + resource + "/import.sh",
		"examples/resources/" + resource + "/import-by-string-id.tf",
		"examples/data-sources/" + resource + "/data-source.tf",
		"examples/ephemeral-resources/" + resource + "/ephemeral-resource.tf",
		"examples/list-resources/" + resource + "/list-resource.tfquery.hcl",
	}
}

// pageFiles are the pages of a connector.
func pageFiles(connectorType string) []string {
	var pages []string
	for _, kind := range []string{"resources", "data-sources", "ephemeral-resources", "list-resources"} {
		pages = append(pages, "docs/"+kind+"/credential_"+connectorType+".md")
	}
	return pages
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
			if name, isSelector := pointer.X.(*ast.SelectorExpr); isSelector && name.Sel.Name == "Definition" {
				found[function.Name.Name] = definitionFunction{file, function.Doc.Text()}
			}
		}
	}
	return found
}

// callsIn finds the names of the functions that a file calls.
func callsIn(root fs.FS, file string) map[string]bool {
	called := map[string]bool{}
	parsed, err := parser.ParseFile(token.NewFileSet(), "", textOf(root, file), parser.SkipObjectResolution)
	if err != nil {
		return called
	}
	ast.Inspect(parsed, func(node ast.Node) bool {
		if call, isCall := node.(*ast.CallExpr); isCall {
			if name, isName := call.Fun.(*ast.Ident); isName {
				called[name.Name] = true
			}
		}
		return true
	})
	return called
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

// camelCase makes a function's name of a connector's: clariCopilot of clari_copilot.
func camelCase(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
