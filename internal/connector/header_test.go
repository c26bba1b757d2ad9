package connector_test

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestHeaderNamesAreTokens(t *testing.T) {
	for _, name := range []string{
		"X-Api-Key", "x-api-key", "Authorization", "email", "X_Key", "1", "!#$%&'*+-.^_`|~", "Accept", "User-Agent", "Cookie", "X-Host", "Content-MD5",
	} {
		if problem := connector.CheckHeaderName(name); problem != "" {
			t.Errorf("%s %s", name, problem)
		}
	}
	for name, want := range map[string]string{
		"": "empty", "X Api Key": "header name", "X-Api-Key:": "header name", " X-Api-Key": "header name", "X-Api-Key\r\nX-Other": "header name",
		"X-Schlüssel": "header name", "X(Key)": "header name", "X/Key": "header name", "X\x00": "header name", "X\x7f": "header name", "\"X\"": "header name",
		":authority": "header name", "X-Key\u017f": "header name",
		"Host": "connection and the message", "host": "connection and the message", "CONTENT-LENGTH": "connection and the message",
		"Transfer-Encoding": "connection and the message", "Connection": "connection and the message", "TE": "connection and the message",
		"Trailer": "connection and the message", "Upgrade": "connection and the message", "Keep-Alive": "connection and the message",
		"Proxy-Authorization": "connection and the message", "Proxy-Connection": "connection and the message", "Expect": "connection and the message",
		"HTTP2-Settings": "connection and the message", "Content-Type": "connection and the message", "Accept-Encoding": "connection and the message",
	} {
		problem := connector.CheckHeaderName(name)
		if !strings.Contains(problem, want) || !strings.HasPrefix(problem, "must ") {
			t.Errorf("%q: problem %q, want one about %s", name, problem, want)
		}
	}
}

// field of the custom credential.
func customField(t *testing.T, name string) connector.Field {
	t.Helper()
	for _, f := range connector.CustomShape().Fields {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no field %s", name)
	return connector.Field{}
}

// TestInvalidHeadersAreRejectedWithoutRepeatingThem: name and value may
// have been swapped, so that a name is as secret as a value.
func TestInvalidHeadersAreRejectedWithoutRepeatingThem(t *testing.T) {
	const canary = "hidden-example-value"
	check := customField(t, connector.FieldHeaders).CheckValue
	for want, headers := range map[string]map[string]string{
		"at least one header":            {},
		"has a name that is not allowed": {canary + " ": "x"},
		"must not be empty":              {"X-Api-Key": ""},
		"white space":                    {"X-Api-Key": canary + "\n"},
		"control characters":             {"X-Api-Key": canary + "\r\nX-Other: x"},
		"upper and lower case alone":     {"X-Api-Key": canary, "x-api-key": canary},
		"connection and the message":     {"Host": canary},
	} {
		problem := check(texts(headers).Reveal())
		if !strings.Contains(problem, want) || strings.Contains(problem, canary) || strings.Contains(problem, "X-Api-Key:") {
			t.Errorf("%q, want one about %s", problem, want)
		}
	}
	if problem := check(connector.EncodeTexts(map[string]*string{"X-Api-Key": nil})); !strings.Contains(problem, "null") {
		t.Errorf("a null: %q", problem)
	}
	if problem := check(texts(map[string]string{"X-Api-Key": "Bearer ключ", "Accept": "application/json"}).Reveal()); problem != "" {
		t.Errorf("good headers: %q", problem)
	}
	// The same words each time, whichever is looked at first.
	first := check(texts(map[string]string{"Host": canary, "X-Api-Key": "", "a b": canary}).Reveal())
	for range 20 {
		if again := check(texts(map[string]string{"Host": canary, "X-Api-Key": "", "a b": canary}).Reveal()); again != first {
			t.Fatalf("%q, and then %q", first, again)
		}
	}
}

func TestBasicAuthIsAUserNameAndAPassword(t *testing.T) {
	check := customField(t, connector.FieldBasicAuth).CheckValue
	for _, pair := range []map[string]string{
		{"username": "user", "password": "pass:word"}, {"username": "hidden-example-key", "password": ""}, {"username": "", "password": "hidden-example-key"},
		{"username": "ü", "password": "spaces in between"},
	} {
		if problem := check(texts(pair).Reveal()); problem != "" {
			t.Errorf("%v %s", pair, problem)
		}
	}
	for want, pair := range map[string]map[string]string{
		"exactly the keys username and password": {"user": "hidden-example-key", "password": "x"},
		"exactly the keys":                       {"username": "hidden-example-key"},
		"keys username and password":             {"username": "hidden-example-key", "password": "x", "realm": "x"},
		"empty username and an empty password":   {"username": "", "password": ""},
		"colon":                                  {"username": "hidden:example", "password": "x"},
		"white space at its end":                 {"username": "x", "password": "hidden-example\n"},
		"U+FEFF is character 1":                  {"username": "\ufeffhidden-example", "password": ""},
		"mask characters":                        {"username": "x", "password": "••••"},
	} {
		problem := check(texts(pair).Reveal())
		if !strings.Contains(problem, want) || strings.Contains(problem, "hidden") {
			t.Errorf("%q, want one about %s", problem, want)
		}
	}
	if problem := check(connector.EncodeTexts(map[string]*string{"username": nil, "password": nil})); !strings.Contains(problem, "null") {
		t.Errorf("nulls: %q", problem)
	}
}
