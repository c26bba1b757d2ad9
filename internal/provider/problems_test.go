package provider

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// raisers are the calls that make a diagnostic, each with the position of the
// argument that is its summary, or the whole of its text.
var raisers = map[string]int{
	"AddError": 0, "AddWarning": 0, "AddAttributeError": 1, "AddAttributeWarning": 1,
	"NewErrorDiagnostic": 0, "NewWarningDiagnostic": 0, "NewAttributeErrorDiagnostic": 1, "NewAttributeWarningDiagnostic": 1,
	"NewArgumentErrorDiagnostic": 1, "NewArgumentWarningDiagnostic": 1, "NewArgumentFuncError": 1, "NewFuncError": 0,
}

// parseSources parses this package and its subpackages without their tests.
func parseSources(t *testing.T) (*token.FileSet, map[string]*ast.File) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	names = append(names, more...)
	positions, files := token.NewFileSet(), map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(positions, name, nil, parser.SkipObjectResolution); err != nil {
			t.Fatal(err)
		}
	}
	return positions, files
}

// callTo returns the name of a called function or method without its receiver.
func callTo(node ast.Node) (*ast.CallExpr, string) {
	call, isCall := node.(*ast.CallExpr)
	if !isCall {
		return nil, ""
	}
	switch called := call.Fun.(type) {
	case *ast.SelectorExpr:
		return call, called.Sel.Name
	case *ast.Ident:
		return call, called.Name
	}
	return call, ""
}

func TestEveryDiagnosticTakesItsSummaryFromTheListOfProblems(t *testing.T) {
	t.Parallel()
	positions, files := parseSources(t)
	raised := 0
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			call, name := callTo(node)
			at, raises := raisers[name]
			if !raises || at >= len(call.Args) {
				return true
			}
			raised++
			// Summary is that of an existing diagnostic, which gets another severity.
			if _, from := callTo(call.Args[at]); from != "Title" && from != "Summary" {
				t.Errorf("%s: the summary of %s is not the title of a problem: add one to problems.go", positions.Position(call.Pos()), name)
			}
			return true
		})
	}
	if raised < 30 {
		t.Errorf("only %d diagnostics were found: the search does not see them", raised)
	}
}

// valueOf returns the value of a declaration of one name, or nil.
func valueOf(declaration *ast.ValueSpec) ast.Expr {
	if len(declaration.Values) != 1 {
		return nil
	}
	return declaration.Values[0]
}

// isProblem reports whether a literal is a problem, in any package.
func isProblem(literal *ast.CompositeLit) bool {
	switch made := literal.Type.(type) {
	case *ast.SelectorExpr:
		return made.Sel.Name == "Problem"
	case *ast.Ident:
		return made.Name == "Problem"
	}
	return false
}

func TestEveryProblemIsOnThePageAndRaised(t *testing.T) {
	t.Parallel()
	positions, files := parseSources(t)
	declared, used := map[string]bool{}, map[string]int{}
	for name, file := range files {
		listing := strings.HasPrefix(filepath.Base(name), "problems")
		ast.Inspect(file, func(node ast.Node) bool {
			switch part := node.(type) {
			case *ast.CompositeLit:
				if isProblem(part) && !listing {
					t.Errorf("%s: a problem is made outside of problems.go", positions.Position(part.Pos()))
				}
			case *ast.ValueSpec:
				if made, isLiteral := valueOf(part).(*ast.CompositeLit); listing && isLiteral && isProblem(made) {
					declared[part.Names[0].Name] = true
				}
			case *ast.Ident:
				if !listing {
					used[part.Name]++
				}
			}
			return true
		})
	}
	listed := 0
	for _, section := range problemSections() {
		listed += len(section.Problems)
	}
	if len(declared) != listed {
		t.Errorf("%d problems are declared, and %d are on the page", len(declared), listed)
	}
	for _, name := range slices.Sorted(maps.Keys(declared)) {
		if used[name] == 0 {
			t.Errorf("%s is raised nowhere", name)
		}
	}
}

func TestEveryProblemHasMeaningAndSolution(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, section := range problemSections() {
		for _, one := range section.Problems {
			title := one.Title(one.Example...)
			if strings.Contains(title, "%!") || seen[title] {
				t.Errorf("%q is filled in wrongly, or there twice", title)
			}
			if one.Meaning == "" || one.Solution == "" {
				t.Errorf("%q lacks a meaning or a solution", title)
			}
			seen[title] = true
		}
	}
}

func TestEveryReasonHasAnAdvice(t *testing.T) {
	t.Parallel()
	var codes []connector.Reason
	for _, advice := range reasonAdvices() {
		codes = append(codes, advice.code)
		if got := stepFor(advice.code, "Acme", "base_url"); got == "" || strings.Contains(got, stepVendor) || strings.Contains(got, stepAddress) {
			t.Errorf("%s: step %q", advice.code, got)
		}
	}
	if !slices.Equal(codes, connector.Reasons()) {
		t.Errorf("advice for %v, reasons are %v", codes, connector.Reasons())
	}
}
