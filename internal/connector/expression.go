package connector

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/jmespath/go-jmespath"
)

// Expression is a compiled JMESPath expression over the JSON body of a response.
// It is safe for concurrent use.
type Expression struct {
	text    string
	compile func() *jmespath.JMESPath
}

// Expr is an expression of a definition. It is compiled when it is used first,
// so that a definition costs nothing that is not used. An invalid text is an
// error in the program; a test compiles every expression of every definition.
func Expr(text string) *Expression {
	return &Expression{text: text, compile: sync.OnceValue(func() *jmespath.JMESPath { return jmespath.MustCompile(text) })}
}

// CompileExpression compiles an expression, or says in words at which character
// it goes wrong.
func CompileExpression(text string) (*Expression, error) {
	if err := checkLimits(text); err != nil {
		return nil, err
	}
	compiled, err := jmespath.Compile(text)
	if err != nil {
		return nil, explainSyntax(text, err)
	}
	if name, at := unknownFunction(text); name != "" {
		return nil, fmt.Errorf("there is no function %s, at character %d", name, at)
	}
	expression := &Expression{text: text, compile: func() *jmespath.JMESPath { return compiled }}
	if _, err := expression.evaluate(nil); err != nil && slices.Contains(arityErrors, err.Error()) {
		return nil, errors.New("a function has too few or too many arguments")
	}
	return expression, nil
}

// arityErrors are what the library says of a wrong number of arguments. It counts
// them when a function is called, which it mostly does without a document too.
var arityErrors = []string{"incorrect number of args", "Invalid arity."}

// The limits of an expression. The parser calls itself for each bracket, and a
// list or an object of several expressions multiplies what it is given: without
// limits, 191 characters took 10 s and 3.9 GB, and a million brackets ended the
// process. With these, no expression makes more than 64 times the document, in less
// than 0.1 s. The time limit is far above that, because a busy machine must not make
// the response to a valid credential inconclusive.
const (
	longestExpression = 1000
	deepestExpression = 20
	mostMembers       = 6
	evaluationTime    = 10 * time.Second
)

// checkLimits rejects an expression that could use up time or memory.
func checkLimits(text string) error {
	if length := utf8.RuneCountInString(text); length > longestExpression {
		return fmt.Errorf("it has %d characters, and %d are allowed", length, longestExpression)
	}
	var open []byte
	members, conversions := 0, 0
	plain := quotedOrCall.ReplaceAllStringFunc(text, func(match string) string {
		if strings.TrimSpace(strings.TrimSuffix(match, "(")) == "to_string" {
			conversions++
		}
		if strings.HasSuffix(match, "(") {
			return "f("
		}
		return strings.Repeat("q", len(match))
	})
	for i := range len(plain) {
		switch plain[i] {
		case '(', '[', '{':
			open = append(open, plain[i])
		case ')', ']', '}':
			open = open[:max(0, len(open)-1)]
		case ',':
			if len(open) > 0 && open[len(open)-1] != '(' {
				members++
			}
		}
		if len(open) > deepestExpression {
			return fmt.Errorf("it has more than %d brackets within each other", deepestExpression)
		}
	}
	switch {
	case members > mostMembers:
		return fmt.Errorf("its lists and objects have more than %d commas in all", mostMembers)
	case conversions > 1:
		return errors.New("it has to_string more than once")
	case dynamicJoinSeparator.MatchString(text):
		return errors.New("the first argument of join must be a text in single quotes")
	default:
		return nil
	}
}

// dynamicJoinSeparator finds a join whose separator comes from the document, which
// multiplies the result's size.
var dynamicJoinSeparator = regexp.MustCompile(`\bjoin\s*\(\s*[^'\s]`)

// comparedName finds a comparison with a name in double quotes, by which most
// people mean a text.
var comparedName = regexp.MustCompile(`[=!]=\s*"([^"\\]*)"`)

// hint says what may be meant by an expression that matched nothing.
func (e *Expression) hint() string {
	match := comparedName.FindStringSubmatch(e.String())
	if match == nil {
		return ""
	}
	return fmt.Sprintf("; in JMESPath, \"%s\" is the name of a member, and a text has single quotes: '%s'", match[1], match[1])
}

// explainSyntax counts characters from 1, as editors do; the library counts
// bytes from 0, and knows no place for a literal that is not JSON.
func explainSyntax(text string, err error) error {
	var syntax jmespath.SyntaxError
	if !errors.As(err, &syntax) {
		return errors.New("a literal between backquotes must be JSON")
	}
	at := min(max(syntax.Offset, 0), len(text))
	if at == len(text) {
		return fmt.Errorf("it ends too early, at character %d", utf8.RuneCountInString(text)+1)
	}
	return fmt.Errorf("it is not understood from character %d on", utf8.RuneCountInString(text[:at])+1)
}

// quotedOrCall finds the quoted parts of an expression, in which anything may
// stand, and the names of the functions that it calls.
var quotedOrCall = regexp.MustCompile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`(?:[^`\\\\]|\\\\.)*`|([A-Za-z_][A-Za-z0-9_]*)\\s*\\(")

// functionNames are those of the JMESPath specification. The library looks for
// a function only when it is called, which would be too late for a misspelt one.
var functionNames = []string{
	"abs", "avg", "ceil", "contains", "ends_with", "floor", "join", "keys", "length", "map", "max", "max_by", "merge", "min",
	"min_by", "not_null", "reverse", "sort", "sort_by", "starts_with", "sum", "to_array", "to_number", "to_string", "type", "values",
}

// unknownFunction returns the first function that JMESPath does not have, and
// the character at which its name begins.
func unknownFunction(text string) (name string, at int) {
	for _, match := range quotedOrCall.FindAllStringSubmatchIndex(text, -1) {
		if match[2] < 0 {
			continue
		}
		name := text[match[2]:match[3]]
		if !slices.Contains(functionNames, name) {
			return name, utf8.RuneCountInString(text[:match[2]]) + 1
		}
	}
	return "", 0
}

// String is the expression as it was written; "" if there is none.
func (e *Expression) String() string {
	if e == nil {
		return ""
	}
	return e.text
}

// search evaluates the expression. A function that is given something of the
// wrong type finds nothing, because vendors leave members out.
func (e *Expression) search(document any) any {
	found, err := e.evaluate(document)
	if err != nil {
		return nil
	}
	return found
}

// errTakesTooLong ends an evaluation. The limits of an expression end what it has begun.
var errTakesTooLong = errors.New("the evaluation takes too long")

// errPanicked stands for a panic of the library.
var errPanicked = errors.New("the expression cannot be evaluated")

func (e *Expression) evaluate(document any) (any, error) {
	type result struct {
		found any
		err   error
	}
	if strings.Contains(e.text, "sort_by") {
		document = copied(document) // The library sorts the document itself.
	}
	done := make(chan result, 1)
	go func() {
		found, err := e.evaluateNow(document)
		done <- result{found, err}
	}()
	timer := time.NewTimer(evaluationTime)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.found, r.err
	case <-timer.C:
		return nil, errTakesTooLong
	}
}

func (e *Expression) evaluateNow(document any) (found any, err error) {
	// The expression and the document are other people's, and a panic would end
	// the provider for every credential.
	defer func() {
		if recover() != nil {
			found, err = nil, errPanicked
		}
	}()
	return e.compile().Search(document)
}

// holds reports whether the result is true in JMESPath's sense: everything except
// false, null and empty values.
func (e *Expression) holds(document any) bool {
	switch found := e.search(document).(type) {
	case nil:
		return false
	case bool:
		return found
	case string:
		return found != ""
	case []any:
		return len(found) > 0
	case map[string]any:
		return len(found) > 0
	default:
		return true
	}
}

// asText returns a string or a number as text, and "" for anything else.
func (e *Expression) asText(document any) string {
	switch found := e.search(document).(type) {
	case string:
		return found
	case json.Number:
		return found.String()
	case float64:
		encoded, err := json.Marshal(found)
		if err != nil {
			return ""
		}
		return string(encoded)
	default:
		return ""
	}
}
