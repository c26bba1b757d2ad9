package connector_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// withHeader are the fields of a custom credential with one header.
func withHeader(value string) connector.Values {
	return connector.Values{connector.FieldHeaders: secret.New(connector.EncodeTexts(map[string]*string{"X-Key": &value}))}
}

// reportedName is the name of the account if a vendor reports this text to a custom
// credential.
func reportedName(t *testing.T, values connector.Values, text string) string {
	t.Helper()
	d := connector.Custom{BaseURL: "https://api.example.com", HeaderNames: []string{"X-Key"}, Probe: connector.CustomProbe{
		Target: "/me", Account: map[string]*connector.Expression{"name": connector.Expr("name")},
	}}.Definition()
	body, err := json.Marshal(map[string]string{"name": text})
	if err != nil {
		t.Fatal(err)
	}
	outcome := d.Judge(connector.Response{Probe: d.Probes[0], Status: 200, Body: body, Values: values, Header: headerOf(jsonType)})
	if outcome.Status != connector.Verified {
		t.Fatalf("%s: %+v", body, outcome)
	}
	return outcome.Account.Name
}

// latin1 is a text as a server reads it from a header that it takes for ISO 8859-1.
func latin1(t *testing.T, text string) string {
	t.Helper()
	read, err := charmap.ISO8859_1.NewDecoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// TestSecretThatAServerHasChangedIsDroppedToo: servers and databases change the case of
// identifiers, compose characters, and read headers as another character set.
func TestSecretThatAServerHasChangedIsDroppedToo(t *testing.T) {
	t.Parallel()
	const uuid, word = "4F0C2A9E-11AA-4D5B-9C3D-CANARY000001", "cänary-nöt-a-sécret"
	for name, c := range map[string]struct{ sent, reported string }{
		"lower case":            {uuid, strings.ToLower(uuid)},
		"upper case":            {strings.ToLower(uuid), "Key " + uuid},
		"decomposed":            {norm.NFC.String(word), norm.NFD.String(word)},
		"composed":              {norm.NFD.String(word), norm.NFC.String(word)},
		"ISO 8859-1":            {word, latin1(t, word)},
		"controls of 8859-1":    {"canary-€-not-a-secret", latin1(t, "canary-€-not-a-secret")},
		"replacement character": {"canary-\ufffd-not-a-secret", "canary-\ufffd-not-a-secret"},
		"upper case of a word":  {"canary-not-a-secret", "CANARY-NOT-A-SECRET"},
		"groups":                {"canary-not-a-secret", "the key cana ry-no t-a- secr et"},
		"wrapped base64":        {"canary-not-a-secret", "Y2FuYXJ5LW5v\u00a0dC1hLXNlY3JldA=="},
	} {
		if got := reportedName(t, withHeader(c.sent), c.reported); got != "" {
			t.Errorf("%s: %q became %q", name, c.reported, got)
		}
	}
	if got := reportedName(t, withHeader("Canary"), "Ca nary"); got != "Ca nary" {
		t.Errorf("a short secret is searched for in two words: %q", got)
	}
	if got := reportedName(t, withHeader("Canary"), "canary bird"); got != "canary bird" {
		t.Errorf("a short secret is searched for in another case: %q", got)
	}
}

// TestSecretWithSeparatorsIsNoScope: a text with scopes is split at what a secret may
// contain.
func TestSecretWithSeparatorsIsNoScope(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"canary not, a secret", "canary,not,a,secret"} {
		for _, text := range []string{key, "read " + key + " write", "read," + key + ",write", "read x" + key + "y write"} {
			body, err := json.Marshal(map[string]string{"scopes": text})
			if err != nil {
				t.Fatal(err)
			}
			got := reportOfBody(t, string(body), withHeader(key)).Scopes
			if want := []string{"read", "write"}; !got.Present || len(got.Value.List()) > 0 && !slices.Equal(got.Value.List(), want) {
				t.Errorf("%q: scopes %q", text, got.Value.List())
			}
		}
	}
}

// TestOverlappingRepetitionsOfASecretAreNoScopes: nothing of the second one remains.
func TestOverlappingRepetitionsOfASecretAreNoScopes(t *testing.T) {
	t.Parallel()
	got := reportOfBody(t, `{"scopes":"read ca ry ca ry ca ry write"}`, withHeader("ca ry ca ry")).Scopes.Value.List()
	if want := []string{"read", "write"}; !slices.Equal(got, want) {
		t.Errorf("scopes %q, want %q", got, want)
	}
}
