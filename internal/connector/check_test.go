package connector_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// field returns a field that must be there.
func field(t *testing.T, connectorName, name string) connector.Field {
	t.Helper()
	for _, f := range definition(t, connectorName).Fields {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("%s has no field %s", connectorName, name)
	return connector.Field{}
}

func TestValuesThatNoHeaderCanContainAreRejected(t *testing.T) {
	cases := []struct{ name, value, problem string }{
		{"empty", "", "empty"},
		{"line break at the end", "hidden-value\n", "white space"},
		{"Windows line break at the end", "hidden-value\r\n", "white space"},
		{"space at the end", "hidden-value ", "white space"},
		{"space at the beginning", " hidden-value", "white space"},
		{"tab at the beginning", "\thidden-value", "white space"},
		{"no-break space at the end", "hidden-value\u00a0", "white space"},
		{"only white space", " \t ", "white space"},
		{"line break inside", "hidden\nvalue", "control characters"},
		{"header injection", "hidden\r\nX-Example: value", "control characters"},
		{"tab inside", "hidden\tvalue", "control characters, such as line breaks: U+0009 is character 7"},
		{"null", "hidden\x00value", "control characters"},
		{"delete", "hidden\x7fvalue", "control characters"},
		{"C1 control", "hidden\u0085value", "control characters"},
		{"byte order mark at the beginning", "\ufeffhidden-value", "format characters, which are invisible; some editors and shells put a byte order mark there: U+FEFF is character 1"},
		{"byte order mark at the end", "hidden-value\ufeff", "U+FEFF is character 13"},
		{"zero-width space", "hidden\u200bvalue", "U+200B is character 7"},
		{"soft hyphen", "hidden\u00advalue", "U+00AD is character 7"},
		{"left-to-right mark", "hidden\u200evalue", "U+200E is character 7"},
		{"right-to-left override", "hidden\u202evalue", "U+202E is character 7"},
		{"line separator", "hidden\u2028value", "U+2028 is character 7"},
		{"no-break space inside", "hidden\u00a0value", "other spaces than U+0020: U+00A0 is character 7"},
		{"ideographic space inside", "ключ\u3000hidden", "other spaces than U+0020: U+3000 is character 5"},
		{"typographic quotes", "\u201chidden-value\u201d", "typographic quotation marks, which word processors put there: U+201C is character 1"},
		{"typographic apostrophe", "hidden\u2019value", "U+2019 is character 7"},
		{"low quotes", "\u201ehidden-value\u201c", "U+201E is character 1"},
		{"guillemets", "\u00abhidden-value\u00bb", "U+00AB is character 1"},
		{"ellipsis", "hidden\u2026", "an ellipsis: the value was shortened when it was copied: U+2026 is character 7"},
		{"bullets", "\u2022\u2022\u2022\u2022", "mask characters: the value was masked when it was copied: U+2022 is character 1"},
		{"bullets after some characters", "hidd\u2022\u2022\u2022\u2022", "U+2022 is character 5"},
		{"black circles", "\u25cf\u25cf\u25cf", "U+25CF is character 1"},
		{"asterisks", "********", "asterisks"},
		{"quotes", `"hidden-value"`, "enclosed in quotation marks: U+0022"},
		{"single quotes", "'hidden-value'", "enclosed in quotation marks: U+0027"},
		{"backquotes", "`hidden-value`", "enclosed in quotation marks: U+0060"},
		{"not UTF-8", "hidden\xffvalue", "UTF-8"},
	}
	for _, d := range catalog.All() {
		for _, f := range d.Fields {
			for _, c := range cases {
				t.Run(d.Type+"/"+f.Name+"/"+c.name, func(t *testing.T) {
					problem := f.CheckValue(c.value)
					if !strings.Contains(problem, c.problem) || !strings.HasPrefix(problem, "must ") {
						t.Errorf("problem %q, want one about %s", problem, c.problem)
					}
					wantUnrepeated(t, problem, c.value)
				})
			}
		}
	}
}

// wantUnrepeated fails where a message holds any word of the value.
func wantUnrepeated(t *testing.T, problem, value string) {
	t.Helper()
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t\r\n:/@?#-", r) }) {
		if len(word) > 3 && strings.Contains(problem, word) && word != "https" && word != "http" && word != "example.com" {
			t.Errorf("the message repeats %q: %s", word, problem)
		}
	}
}

// TestPrefixThatTheSchemeAddsIsAnErrorInTheValue covers every connector: the form of
// each header gives the word that stands before the field.
func TestPrefixThatTheSchemeAddsIsAnErrorInTheValue(t *testing.T) {
	for connectorName, prefixes := range map[string][]string{
		"attio": {"Bearer "}, "stripe": {"Bearer "}, "customerly": {"Bearer "}, "hubspot": {"Bearer "}, "posthog": {"Bearer "}, "sendgrid": {"Bearer "},
		"intercom": {"Bearer "}, "airtable": {"Bearer "}, "asana": {"Bearer "}, "resci": {"ApiKey "}, "paymo": {"Basic "},
	} {
		secret := definition(t, connectorName).SecretFields()[0]
		for _, prefix := range prefixes {
			for _, value := range []string{prefix + "hidden-value", strings.ToLower(prefix) + "hidden-value"} {
				problem := secret.CheckValue(value)
				if want := fmt.Sprintf("must not begin with %q, which the provider adds", strings.TrimSpace(prefix)); problem != want {
					t.Errorf("%s: problem %q, want %q", connectorName, problem, want)
				}
			}
		}
	}
	for _, field := range []string{"precoro", "clari_copilot", "datadog", "pipedrive"} {
		if problem := definition(t, field).SecretFields()[0].CheckValue("Bearer hidden-value"); problem != "" {
			t.Errorf("%s adds no prefix: problem %q", field, problem)
		}
	}
}

// TestWhatIsKnownToBeRejectedIsAnErrorInTheValue: a word before a key that the vendor
// reads as it is, a suffix that the scheme adds, and a key without the label of its host.
func TestWhatIsKnownToBeRejectedIsAnErrorInTheValue(t *testing.T) {
	for _, c := range []struct{ connector, field, value, problem string }{
		{"clickup", "api_token", "Bearer hidden-value", `must not begin with "Bearer", because the vendor reads the value as it is`},
		{"linear", "api_key", "bearer hidden-value", `must not begin with "Bearer", because the vendor reads the value as it is`},
		{"launchdarkly", "access_token", "Bearer hidden-value", `must not begin with "Bearer", because the vendor reads the value as it is`},
		{"clickup", "api_token", "bearer-hidden-value", ""},
		{"zendesk", "email", "integrations@example.com/token", "must be the address alone, without /token, which the provider adds"},
		{"zendesk", "email", "token@example.com", ""},
		{"mailchimp", "api_key", "hidden-value-us6", ""},
		{"mailchimp", "api_key", "hidden-value", "must end with a hyphen and the data center of the account, such as -us6"},
		{"mailchimp", "api_key", "hidden-value-us6.example.com", "must end with a hyphen and the data center of the account, such as -us6"},
		{"mailchimp", "api_key", "-us6", "must end with a hyphen and the data center of the account, such as -us6"},
	} {
		if problem := field(t, c.connector, c.field).CheckValue(c.value); problem != c.problem {
			t.Errorf("%s.%s: problem %q, want %q", c.connector, c.field, problem, c.problem)
		}
	}
}

// TestKeysOfAnyAlphabetAndLengthAreValid: the vendors publish neither.
func TestKeysOfAnyAlphabetAndLengthAreValid(t *testing.T) {
	for _, value := range []string{
		"x", "0", "hidden value with spaces", "a+b/c==", `half"quoted"`, "ключ", "日本語", "-", "bearerx", "x*y", "**x**", strings.Repeat("x", 8192),
		"%0d%0a", `\n`, "${key}",
	} {
		for _, d := range catalog.All() {
			for _, f := range d.SecretFields() {
				if problem := f.CheckValue(value + labelOf(t, d, f)); problem != "" {
					t.Errorf("%s.%s: %.20q %s", d.Type, f.Name, value, problem)
				}
			}
		}
	}
}

// labelOf returns the end of a key that has the label of its host, or "".
func labelOf(t *testing.T, d *connector.Definition, f connector.Field) string {
	if f.KeyLabel == nil {
		return ""
	}
	return "-" + f.KeyLabel.Of(exampleValues(t, d)[f.Name].Reveal())
}

// TestColonIsRejectedOnlyInAUserName: a password may hold one.
func TestColonIsRejectedOnlyInAUserName(t *testing.T) {
	const value = "hidden:value"
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		for _, f := range d.Fields {
			problem := f.CheckValue(value + labelOf(t, d, f))
			switch isUser := sendsAsBasicUser(d, f.Name); {
			case isUser && problem == "":
				t.Errorf("%s is the user name of HTTP Basic and takes a colon: set Check to CheckBasicUser", f.Name)
			case !isUser && f.Secret && problem != "":
				t.Errorf("%s: problem %q", f.Name, problem)
			}
			wantUnrepeated(t, problem, value)
		}
	})
}

// sendsAsBasicUser reports whether a field is the user name of HTTP Basic.
func sendsAsBasicUser(d *connector.Definition, field string) bool {
	return slices.ContainsFunc(d.Schemes, func(scheme connector.Scheme) bool {
		return slices.ContainsFunc(scheme.Headers, func(rule connector.HeaderRule) bool {
			return strings.HasPrefix(rule.Form, "Basic base64({"+field+"}:")
		})
	})
}

func TestUserEmailIsABareAddress(t *testing.T) {
	f := field(t, "precoro", "user_email")
	for _, good := range []string{
		"integrations@example.com", "Integrations@Example.COM", "a.b+c@mail.example.com", "o'neil@example.com", "ada@bücher.example",
	} {
		if problem := f.CheckValue(good); problem != "" {
			t.Errorf("%s %s", good, problem)
		}
	}
	for _, bad := range []string{
		"hidden", "hidden@", "@hidden.example.com", "Hidden <hidden@example.com>", "<hidden@example.com>", "hidden@example.com, other@example.com",
		"hidden@@example.com", "hidden name@example.com", "hidden@exa mple.com", `"hidden name"@example.com`, "mailto:hidden@example.com",
	} {
		problem := f.CheckValue(bad)
		if !strings.Contains(problem, "e-mail address") {
			t.Errorf("%s: problem %q", bad, problem)
		}
		if strings.Contains(problem, "hidden") {
			t.Errorf("the message repeats the value: %s", problem)
		}
	}
}

func TestValidBaseURLs(t *testing.T) {
	for _, value := range []string{
		"https://api.example.com",
		"https://api.example.com/",
		"https://proxy.example.com:8443/vendor/v1",
		"HTTPS://api.example.com",
		"https://192.0.2.1/x",
		"https://[2001:db8::1]:8443",
		"https://bücher.example",
		"http://localhost",
		"http://LOCALHOST:8080/precoro",
		"http://127.0.0.1:8765/paymo",
		"http://127.9.9.9",
		"http://[::1]:8080",
	} {
		if problem := connector.CheckBaseURL(value); problem != "" {
			t.Errorf("%s %s", value, problem)
		}
	}
}

func TestInvalidBaseURLs(t *testing.T) {
	for value, want := range map[string]string{
		"":                                         "absolute URL",
		"hidden.example.com":                       "absolute URL",
		"hidden.example.com:443":                   "absolute URL",
		"//hidden.example.com":                     "https://",
		"/hidden":                                  "absolute URL",
		"https://":                                 "absolute URL",
		"https:///hidden":                          "absolute URL",
		"https:hidden.example.com":                 "absolute URL",
		"https://:443":                             "absolute URL",
		"https://hidden.example.com:port":          "absolute URL",
		"https://hidden example.com":               "spaces: U+0020 is character 15",
		"https://hidden.example.com/a b":           "spaces: U+0020 is character 29",
		"https://hidden.example.com\n":             "white space at its end",
		"https://hidden.example.com/\x00":          "control characters",
		"https://hidden.example.com\u200b":         "U+200B is character 27",
		"https://hidden.example.com/v1\u200b":      "U+200B is character 30",
		"https://hidden.exam\u00adple.com":         "U+00AD is character 20",
		"\ufeffhttps://hidden.example.com":         "U+FEFF is character 1",
		"“https://hidden.example.com”":             "U+201C is character 1",
		"https://hidden.example.com%E2%80%8B":      "U+200B is character 19 of the host",
		"https://hidden%zz.example.com":            "absolute URL",
		" https://hidden.example.com":              "white space at its beginning",
		`https://hidden.example.com\@example.com`:  "absolute URL",
		"https://user:hidden@proxy.example.com":    "user name or password",
		"https://hidden@proxy.example.com":         "user name or password",
		"https://@proxy.example.com":               "user name or password",
		"https://proxy.example.com?key=hidden":     "query or a fragment",
		"https://proxy.example.com?":               "query or a fragment",
		"https://proxy.example.com/#hidden":        "query or a fragment",
		"http://hidden.example.com":                "https://",
		"http://127.0.0.1.hidden.example.com":      "https://",
		"http://localhost.hidden.example.com":      "https://",
		"http://hidden.localhost":                  "https://",
		"http://192.168.0.1":                       "https://",
		"http://0.0.0.0":                           "https://",
		"http://127.1":                             "https://",
		"http://0x7f000001":                        "https://",
		"ftp://hidden.example.com":                 "https://",
		"unix://hidden":                            "https://",
		"javascript://hidden.example.com/%0aalert": "https://",
	} {
		problem := connector.CheckBaseURL(value)
		if !strings.Contains(problem, want) {
			t.Errorf("%q: problem %q, want one about %s", value, problem, want)
		}
		if strings.Contains(problem, "hidden") {
			t.Errorf("the message repeats the value: %s", problem)
		}
	}
}

// TestBaseURLsWhoseProbesWouldReachAnotherAddress: what a path is appended to must end
// in a path, and what is dialled must be a port.
func TestBaseURLsWhoseProbesWouldReachAnotherAddress(t *testing.T) {
	for _, value := range []string{
		"https://proxy.example.com#", "https://proxy.example.com/vendor#", "https://proxy.example.com:0", "https://proxy.example.com:65536",
		"https://proxy.example.com:99999999999999999999",
	} {
		if connector.CheckBaseURL(value) == "" {
			t.Errorf("%s is taken", value)
		}
	}
}
