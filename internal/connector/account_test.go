package connector_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// accountOf has Paymo, whose account has the most texts, accept a user with
// this name, and returns the account.
func accountOf(t *testing.T, name string) connector.Account {
	t.Helper()
	body, err := json.Marshal(map[string]any{"users": []map[string]any{{"id": 1, "name": name}}})
	if err != nil {
		t.Fatal(err)
	}
	outcome := judge(t, definition(t, "paymo"), responseCase{status: 200, contentType: jsonType, body: string(body)})
	if outcome.Status != connector.Verified {
		t.Fatalf("outcome %+v", outcome)
	}
	return outcome.Account
}

func TestAccountTextsAreCutAndCleaned(t *testing.T) {
	long := strings.Repeat("x", 1000)
	for _, c := range []struct{ name, sent, want string }{
		{"plain", "Ada Example", "Ada Example"},
		{"empty", "", ""},
		{"255 characters", long[:255], long[:255]},
		{"256 characters", long[:256], long[:255]},
		{"characters, not bytes", strings.Repeat("é", 300), strings.Repeat("é", 255)},
		{"beyond the basic plane", strings.Repeat("😀", 256), strings.Repeat("😀", 255)},
		{"line break", "Ada\r\nExample", "AdaExample"},
		{"null", "Ada\x00Example", "AdaExample"},
		{"escape sequence", "\x1b[31mAda\x1b[0m", "[31mAda[0m"},
		{"delete", "Ada\x7f", "Ada"},
		{"C1 control", "Ada\u0085\u009b", "Ada"},
		{"white space around", " \tAda Example\n ", "Ada Example"},
		{"only control characters", "\x00\x01\x02", ""},
		{"control characters do not count", strings.Repeat("\x00", 300) + "Ada", "Ada"},
		{"what is no UTF-8", "Ada \xff\xfe", "Ada"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := accountOf(t, c.sent).Name; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAccountTextsThatRepeatTheSecretAreDropped(t *testing.T) {
	const secret = "sandbox-paymo-key-not-a-secret"
	for _, name := range []string{
		secret, "Ada " + secret, secret + " Ada", "<" + secret + ">", strings.Repeat("x", 250) + secret,
		strings.Repeat("x", 1000) + secret, secret + secret,
	} {
		if got := accountOf(t, name); got.Name != "" || got.ID != "1" {
			t.Errorf("%q became %+v", name, got)
		}
	}
	if got := accountOf(t, secret[1:]); got.Name != secret[1:] {
		t.Errorf("a text that does not repeat the secret became %q", got.Name)
	}
}

// TestSecretInAnotherFormIsDroppedToo: a vendor may quote the header, or a part of it.
func TestSecretInAnotherFormIsDroppedToo(t *testing.T) {
	const key = "sandbox-paymo-key-not-a-secret"
	encoded := base64.StdEncoding.EncodeToString([]byte(key))
	for _, name := range []string{
		encoded, "user " + base64.RawURLEncoding.EncodeToString([]byte("x:"+key+":y")),
		hex.EncodeToString([]byte(key)), fmt.Sprintf("%X", key),
	} {
		if got := accountOf(t, name).Name; got != "" {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func TestSecretBehindControlCharactersIsDroppedToo(t *testing.T) {
	for _, name := range []string{
		"sandbox-\x00paymo-key-not-a-secret", "\x1bsandbox-paymo-\x7fkey-not-a-secret", "sandbox-paymo\ufffd-key-not-a-secret", "s\na\nn\nd\nb\no\nx-paymo-key-not-a-secret",
	} {
		if got := accountOf(t, name).Name; got != "" {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func TestEveryAccountTextIsCleaned(t *testing.T) {
	for _, c := range []struct {
		connector, path, body string
		want                  connector.Account
	}{
		{
			"paymo", "/me", `{"users":[{"id":"sandbox-paymo-key-not-a-secret","name":"\u0000Ada","email":"sandbox-paymo-key-not-a-secret@example.com","type":"A\ndmin"}]}`,
			connector.Account{Name: "Ada", Role: "Admin"},
		},
		{
			"precoro", "/users",
			`{"data":[{"id":"\u00001","firstname":"sandbox-precoro-token-not-a-secret","lastname":"x","email":"Integrations@example.com"}]}`,
			connector.Account{ID: "1", Email: "Integrations@example.com"},
		},
		{"resci", "/ping", `{"site_id":"site sandbox-resci-key-not-a-secret"}`, connector.Account{}},
		{"resci", "/ping", `{"site_id":"\u001bsite"}`, connector.Account{Organization: "site"}},
	} {
		got := judge(t, definition(t, c.connector), responseCase{path: c.path, status: 200, contentType: jsonType, body: c.body})
		wantOutcome(t, got, verified(c.want))
	}
}

// TestEveryHeaderThatIsBuiltFromASecretIsASecretText: a vendor may send back what it
// received, whole or without the word before the credential.
func TestEveryHeaderThatIsBuiltFromASecretIsASecretText(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		values := connector.Values{}
		for name, value := range transcript.Credential() {
			values[name] = secret.New(value)
		}
		values = sentValues(t, d, values)
		texts := d.SecretTexts(values)
		for _, scheme := range d.Schemes {
			found := 0
			for _, header := range scheme.Build(values) {
				value := header.Value.Reveal()
				_, rest, prefixed := strings.Cut(value, " ")
				if !slices.Contains(texts, value) {
					continue
				}
				found++
				if prefixed && !slices.Contains(texts, rest) {
					t.Errorf("%s: %s without its prefix is no secret text", scheme.Name, header.Name)
				}
			}
			if found < 1 {
				t.Errorf("%s: none of its headers is a secret text", scheme.Name)
			}
		}
	})
	encoded := base64.StdEncoding.EncodeToString([]byte("sandbox-paymo-key-not-a-secret:x"))
	for _, name := range []string{"Basic " + encoded, encoded, "user " + encoded} {
		if got := accountOf(t, name); got.Name != "" || got.ID != "1" {
			t.Errorf("%q became %+v", name, got)
		}
	}
}

func TestInvisibleCharactersAreTakenOutOfAccountTexts(t *testing.T) {
	for _, name := range []string{"A\u202eda", "\u200bAda", "Ada\u2066", "\ufeffAda", "A\u00adda", "Ada\u2029"} {
		if got := accountOf(t, name).Name; got != "Ada" {
			t.Errorf("%q became %q", name, got)
		}
	}
}

// TestPlaceholderIDIsNoProof: an id of no account is a placeholder.
func TestPlaceholderIDIsNoProof(t *testing.T) {
	for _, c := range []responseCase{
		{name: "paymo", path: "/me", body: `{"users":[{"id":" "}]}`},
		{name: "paymo", path: "/me", body: `{"users":[{"id":"\u0000"}]}`},
		{name: "paymo", path: "/me", body: `{"users":[{"id":0}]}`},
		{name: "resci", path: "/ping", body: `{"site_id":" "}`},
		{name: "resci", path: "/ping", body: `{"site_id":0}`},
	} {
		c.status, c.contentType = 200, jsonType
		if got := judge(t, definition(t, c.name), c); got != unexpected {
			t.Errorf("%s %s: %+v, want %+v", c.name, c.body, got, unexpected)
		}
	}
}

func TestOnlyAnAcceptedResponseReportsAnAccount(t *testing.T) {
	const body = `{"users":[{"id":1,"name":"Ada"}],"data":[{"id":1,"email":"integrations@example.com"}],"site_id":1}`
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		for _, probe := range d.Probes {
			for _, status := range []int{201, 302, 400, 401, 403, 404, 429, 500, 503} {
				got := judge(t, d, responseCase{path: probe.Path, status: status, contentType: jsonType, body: body})
				if got.Account != (connector.Account{}) {
					t.Errorf("%s with %d reports %+v", probe.Path, status, got.Account)
				}
			}
		}
	})
}

// TestDefinitionKnowsWhatOfTheAccountItCanReport: a requirement of anything else can
// never be met.
func TestDefinitionKnowsWhatOfTheAccountItCanReport(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		reported := map[string]bool{}
		for _, e := range judged(d, transcript) {
			for name := range e.Account {
				reported[name] = true
				if !d.CanReport(name) {
					t.Errorf("%s reports account.%s, and the definition cannot", e.Name, name)
				}
			}
		}
		for _, probe := range d.Probes {
			for _, name := range probe.Finds {
				if !reported[name] {
					t.Errorf("%s finds account.%s, and no exchange reports it", probe.Path, name)
				}
			}
		}
	})
	if definition(t, "attio").CanReport("role") || definition(t, "resci").CanReport("id") || definition(t, "resci").CanReport("") {
		t.Error("an attribute can be reported that no probe finds")
	}
}

// TestExpressionDoesNotSortTheDocumentOfTheNext: the library's sort_by sorts in place.
func TestExpressionDoesNotSortTheDocumentOfTheNext(t *testing.T) {
	d := connector.Custom{BaseURL: "https://api.example.com", HeaderNames: []string{"X-Key"}, Probe: connector.CustomProbe{
		Target:      "/me",
		Account:     map[string]*connector.Expression{"id": connector.Expr("sort_by(keys, &at)[0].id"), "name": connector.Expr("keys[0].id")},
		Scopes:      connector.Expr("sort_by(keys, &id)[*].id"),
		Environment: connector.Expr("keys[0].live"),
	}}.Definition()
	outcome := judgeJSON(d, `{"keys":[{"id":"b","at":2,"live":true},{"id":"a","at":1,"live":false}]}`)
	if outcome.Account.ID != "a" || outcome.Account.Name != "b" || outcome.Report.Environment.Value != connector.Live {
		t.Errorf("account %+v, environment %q", outcome.Account, outcome.Report.Environment.Value)
	}
}
