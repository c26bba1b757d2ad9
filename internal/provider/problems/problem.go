// Package problems describes the diagnostics of the provider. Each takes its
// summary from a [Problem], and the troubleshooting page is generated from all of
// them, so that no message is without an explanation.
package problems

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Problem is one kind of diagnostic.
type Problem struct {
	// Summary is a format of package fmt, and Example are values for the page.
	Summary string
	Example []any
	// Meaning says what has happened, and Solution what to do, both in Markdown.
	Meaning, Solution string
}

// Title returns the summary of a diagnostic of this kind.
func (p Problem) Title(values ...any) string { return fmt.Sprintf(p.Summary, values...) }

// Section is a table of the page.
type Section struct {
	Title, About string
	Problems     []Problem
}

// InEnvironment returns the error of a variable whose value has a problem, such as
// "must be a URL".
func InEnvironment(variable, problem string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(Environment.Title(variable),
		fmt.Sprintf("The environment variable %s %s. Correct or unset it.", variable, problem))
}

// QuotedList joins values for a sentence.
func QuotedList(values []string) string {
	quoted := make([]string, 0, len(values))
	for _, value := range values {
		quoted = append(quoted, fmt.Sprintf("%q", value))
	}
	return strings.Join(quoted, ", ")
}
