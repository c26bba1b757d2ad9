package connector_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// compile compiles an expression that must be right.
func compile(t *testing.T, text string) *connector.Expression {
	t.Helper()
	compiled, err := connector.CompileExpression(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return compiled
}

// TestInvalidExpressionsReportTheCharacter: characters and not bytes, counted
// from 1, because that is what an editor shows.
func TestInvalidExpressionsReportTheCharacter(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "ends too early, at character 1",
		"data.":                    "ends too early, at character 6",
		"data[":                    "ends too early, at character 6",
		"data..id":                 "from character 6 on",
		"data id":                  "from character 6 on",
		"data.id)":                 "from character 8 on",
		"a = b":                    "from character 3 on",
		"'ключ' id":                "from character 8 on",
		"\"日本\".id extra":          "from character 9 on",
		"contains(error, 'x'":      "ends too early, at character 20",
		"'open":                    "at character",
		"lengthy(data)":            "no function lengthy, at character 1",
		"'ключ' == to_upper(role)": "no function to_upper, at character 11",
		"data[?matches(id, 'x')]":  "no function matches, at character 7",
		"`not json`":               "between backquotes must be JSON",
		"contains(error)":          "too few or too many arguments",
		"length(data, data)":       "too few or too many arguments",
		"not_null()":               "too few or too many arguments",
	} {
		_, err := connector.CompileExpression(text)
		if err == nil {
			t.Errorf("%q compiles", text)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "SyntaxError") {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestExpressionsOfTheSpecificationCompile(t *testing.T) {
	for _, text := range []string{
		"a", "a.b.c", "a[0]", "a[-1]", "a[*].b", "a[]", "a[1:3]", "*.a", "a || b", "a && !b", "a == 'x'", "a[?b > `5`]", "a | b", "@",
		"[a, b]", "{x: a, y: b}", "\"quoted name\"", "'raw ( text'", "`{\"a\": \"nothing(\"}`", "'it\\'s lengthy('", "\"lengthy(\"",
		"abs(a)", "avg(a)", "ceil(a)", "contains(a, 'x')", "ends_with(a, 'x')", "floor(a)", "join(',', a)", "keys(a)", "length(a)",
		"map(&a, b)", "max(a)", "max_by(a, &b)", "merge(a, b)", "min(a)", "min_by(a, &b)", "not_null(a, b)", "reverse(a)", "sort(a)",
		"sort_by(a, &b)", "starts_with(a, 'x')", "sum(a)", "to_array(a)", "to_number(a)", "to_string(a)", "type(a)", "values(a)",
		"length (a)", "(a)", "!(a)", "a[?(b)]",
	} {
		compile(t, text)
	}
}

// customWith is a definition whose probe is judged by the given expressions.
func customWith(t *testing.T, acceptedWhen, rejectedWhen, id string) *connector.Definition {
	t.Helper()
	probe := connector.CustomProbe{Method: "GET", Target: "/v1/me", Account: map[string]*connector.Expression{}}
	if acceptedWhen != "" {
		probe.AcceptedWhen = compile(t, acceptedWhen)
	}
	if rejectedWhen != "" {
		probe.RejectedWhen = compile(t, rejectedWhen)
	}
	if id != "" {
		probe.Account["id"] = compile(t, id)
	}
	return connector.Custom{BaseURL: "https://api.acme.example", HeaderNames: []string{"X-Api-Key"}, Probe: probe}.Definition()
}

func TestFalseNullAndEmptyDoNotHold(t *testing.T) {
	for body, want := range map[string]bool{
		`{"x":true}`: true, `{"x":false}`: false, `{"x":null}`: false, `{}`: false, `[]`: false, `null`: false, `{"x":""}`: false,
		`{"x":"no"}`: true, `{"x":1e400}`: true, `{"x":[]}`: false, `{"x":[null]}`: true, `{"x":{}}`: false, `{"x":{"y":null}}`: true, `{"x":0}`: true, `{"x":-1.5}`: true,
	} {
		got := judgeJSON(customWith(t, "x", "", ""), body)
		if (got.Status == connector.Verified) != want {
			t.Errorf("%s: %+v, want it to hold: %t", body, got, want)
		}
	}
}

// TestFunctionOnAMissingMemberFindsNothing: vendors leave members out, and an
// error there would be neither of the two results.
func TestFunctionOnAMissingMemberFindsNothing(t *testing.T) {
	for _, text := range []string{"contains(error.message, 'token')", "length(errors) > `0`", "starts_with(code, '4')", "errors[?contains(text, 'x')]"} {
		for _, body := range []string{`{}`, `{"fault":{}}`, `{"code":7}`, `[]`, `"text"`, `7`, `{"errors":[]}`} {
			got := judgeJSON(customWith(t, "", text, ""), body)
			if got.Status != connector.Verified {
				t.Errorf("%s on %s: %+v", text, body, got)
			}
		}
	}
}

// TestAccountTextsAreTextsAndNumbersAsTheyAreWritten: a long id does not survive
// as a floating-point number, and yet expressions compute and compare.
func TestAccountTextsAreTextsAndNumbersAsTheyAreWritten(t *testing.T) {
	const body = `{"id":90071992547409931,"small":4711,"negative":-1.5,"text":"abc","flag":true,"list":[1],"none":null,
		"users":[{"id":7,"name":"Ada"},{"id":8,"name":"Bob"}],"huge":1e400}`
	for text, want := range map[string]string{
		"id": "90071992547409931", "small": "4711", "negative": "-1.5", "text": "abc", "flag": "", "list": "", "none": "", "absent": "",
		"to_string(id)": "90071992547409931", "to_string(small)": "4711", "length(users)": "2", "sum(users[].id)": "15",
		"users[?id == `8`].name | [0]": "Bob", "users[?id != `7`].name | [0]": "Bob", "max_by(users, &id).name": "Bob", "huge": "1e400",
		"join('/', users[].name)": "Ada/Bob", "small | to_number(@)": "4711", "users[0].id": "7",
	} {
		got := judgeJSON(customWith(t, "", "", text), body)
		if got.Status != connector.Verified || got.Account.ID != want {
			t.Errorf("%s: %+v, want %q", text, got, want)
		}
	}
}

func TestExpressionIsSafeForConcurrentUse(t *testing.T) {
	d := customWith(t, "users[?id == `8`]", "contains(error.message, 'token')", "max_by(users, &id).name")
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			got := judgeJSON(d, `{"users":[{"id":8,"name":"Bob"}]}`)
			if got.Account.ID != "Bob" {
				t.Errorf("%+v", got)
			}
		})
	}
	all.Wait()
}

func TestLargeNumbersAreComparedAsNumbers(t *testing.T) {
	for _, text := range []string{"id == `90071992547409931`", "id > `5`", "[id][?@ != `5`]"} {
		got := judgeJSON(customWith(t, text, "", "id"), `{"id":90071992547409931}`)
		if got.Status != connector.Verified || got.Account.ID != "90071992547409931" {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

// TestExpressionsThatCouldUseUpTimeOrMemoryDoNotCompile: the doubling took 10 s and
// 3.9 GB before there were limits, and the brackets ended the process.
func TestExpressionsThatCouldUseUpTimeOrMemoryDoNotCompile(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("[@,@]|", 31) + "[@,@]":                    "its lists and objects have more than 6 commas in all",
		"{a: @, b: @, c: @, d: @, e: @, f: @, g: @, h: @}":        "its lists and objects have more than 6 commas in all",
		strings.Repeat("(", 1_000_000) + "a":                      "it has 1000001 characters, and 1000 are allowed",
		strings.Repeat("(", 400) + "a" + strings.Repeat(")", 400): "it has more than 20 brackets within each other",
		strings.Repeat("[", 21):                                   "it has more than 20 brackets within each other",
		"to_string([to_string(@), @])":                            "it has to_string more than once",
		"to_string (@) | to_string (@)":                           "it has to_string more than once",
		"join(@, a)":                                              "the first argument of join must be a text in single quotes",
		"join( name, [a, b])":                                     "the first argument of join must be a text in single quotes",
	} {
		if _, err := connector.CompileExpression(text); err == nil || err.Error() != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
	for _, text := range []string{
		"join(', ', [a, b, c, d, e, f, g])", "contains('[,,,,,,,,,,,,,]', a)", "\"[((((((((((((((((((((((((\"", "not_null(a, b, c, d, e, f, g, h, i, j)",
		"`[1,2,3,4,5,6,7,8,9,10]`", strings.Repeat("(", 20) + "a" + strings.Repeat(")", 20), strings.Repeat("a.", 499) + "a",
	} {
		compile(t, text)
	}
}

// TestLargestResultOfAnExpressionIsBounded evaluates what the limits let through and
// multiplies most, on the largest body that is read.
func TestLargestResultOfAnExpressionIsBounded(t *testing.T) {
	body := `{"x":"` + strings.Repeat("y", 1<<18) + `"}`
	for _, text := range []string{"to_string([@,@]|[@,@]|[@,@]|[@,@]|[@,@]|[@,@])", "join('', [x,x,x,x,x,x,x])", "[@,@]|[@,@]|[@,@]|[@,@]|[@,@]|[@,@] | [][][][][][]"} {
		if got := judgeJSON(customWith(t, text, "", ""), body); got.Status != connector.Verified {
			t.Errorf("%s: %+v", text, got)
		}
	}
}
