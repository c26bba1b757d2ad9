package connector_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// FuzzExpression compiles any expression and evaluates it on any body. Both are
// other people's: neither may end the provider, or keep it busy.
func FuzzExpression(f *testing.F) {
	for _, expression := range []string{
		"account.id", "contains(error.message, 'token')", "users[?id == `8`].name | [0]", "max_by(users, &id).name", "a[::-1]", "a[::0]", "[*][*][*]",
		"sort_by(@, &a)", "&a", "map(&a, b)", "lengthy(a)", "a[", "`", "'", "\"", "`[1", "{a: b}", "@", "*.*.*", "!a", "a || b && c", "to_number('1e999')",
		"join(',', a)", "a[9223372036854775807]", "a[-9223372036854775808:]", "((((((((a))))))))", "'\\'", "\xff", "a.\u0301", "reverse(@)",
	} {
		for _, body := range []string{`{"account":{"id":90071992547409931}}`, `{"users":[{"id":8},{"id":"x"},null]}`, `[[[1e400]]]`, `null`, `"x"`, `{"a":[1,2,3]}`, `{`, ``} {
			f.Add(expression, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, text string, body []byte) {
		begun := time.Now()
		compiled, err := connector.CompileExpression(text)
		if err != nil {
			if message := err.Error(); strings.Contains(message, "%!") || strings.HasPrefix(message, "SyntaxError") {
				t.Errorf("%q: %s", text, message)
			}
			return
		}
		probe := connector.CustomProbe{
			Method: "GET", Target: "/", AcceptedWhen: compiled, RejectedWhen: compiled, Account: map[string]*connector.Expression{"id": compiled},
		}
		d := connector.Custom{BaseURL: "https://api.acme.example", Probe: probe}.Definition()
		outcome := judgeJSON(d, string(body))
		if outcome.Status == connector.Verified {
			t.Errorf("%q on %q: a rejection is an acceptance", text, body)
		}
		probe.RejectedWhen = nil
		judgeJSON(connector.Custom{Probe: probe}.Definition(), string(body))
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%q on %d bytes took %s", text, len(body), took)
		}
	})
}

// FuzzCustomHeaders sends whatever is taken as a header through net/http, as it
// is written to the wire.
func FuzzCustomHeaders(f *testing.F) {
	for _, seed := range [][2]string{
		{"X-Api-Key", "example-key"}, {"user-agent", "x"}, {"Host", "x"}, {"a b", "x"}, {"X-Key", "x\r\nY: z"}, {"X-Key", "ключ"}, {"X-Key", " x"},
		{"X-Key", "\xff"}, {"", "x"}, {"X:", "x"}, {"content-length", "5"}, {"Cookie", "a=b"}, {"authorization", "Bearer x"}, {"X-\u212a", "x"}, {"referer", "x"},
	} {
		f.Add(seed[0], seed[1])
	}
	check := connector.CustomShape().Fields[0].CheckValue
	f.Fuzz(func(t *testing.T, name, value string) {
		encoded := connector.EncodeTexts(map[string]*string{name: &value})
		if problem := check(encoded); problem != "" {
			if len(value) > 20 && strings.Contains(problem, value) {
				t.Errorf("the message repeats the value: %s", problem)
			}
			return
		}
		for _, r := range name {
			if r <= ' ' || r >= 0x7f || strings.ContainsRune("()<>@,;:\\\"/[]?={}", r) {
				t.Fatalf("%q is taken and no token", name)
			}
		}
		values := connector.Values{connector.FieldHeaders: secret.New(encoded)}
		d := connector.Custom{HeaderNames: connector.TextNames(values[connector.FieldHeaders])}.Definition()
		built := d.Schemes[0].Build(values)
		if len(built) != 1 || built[0].Name != name {
			t.Fatalf("%d headers for one", len(built))
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.acme.example/v1/me", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header = http.Header{name: {built[0].Value.Reveal()}}
		var wire strings.Builder
		if err := request.Write(&wire); err != nil {
			t.Errorf("%q cannot be sent: %v", name, err)
		}
		if !strings.Contains(wire.String(), "\r\n"+name+": "+built[0].Value.Reveal()+"\r\n") {
			t.Errorf("%q is not sent as it is declared: %q", name, wire.String())
		}
	})
}
