package nexla_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// session is the token that the fake hands out first.
const session = "example-session-001"

// secrets are all that must not be shown.
var secrets = []string{serviceKey, session, memberKey, configValue}

// echoes are the ways in which a server may repeat a secret.
var echoes = map[string]func(secret string) string{
	"as it is":             func(s string) string { return s },
	"twice":                func(s string) string { return s + s },
	"in a query":           url.QueryEscape,
	"in a path":            url.PathEscape,
	"in lower escapes":     func(s string) string { return strings.ToLower(url.QueryEscape(s)) },
	"base64":               func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 for URLs":      func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"base64 behind a user": func(s string) string { return base64.StdEncoding.EncodeToString([]byte("user:" + s + "\n")) },
	"base64 behind two":    func(s string) string { return base64.StdEncoding.EncodeToString([]byte("it:" + s + "!")) },
	"split by a control":   func(s string) string { return s[:5] + "\x00\u200b" + s[5:] },
	"wrapped":              func(s string) string { return s[:5] + "\n" + s[5:] },
	"in groups":            func(s string) string { return s[:4] + " " + s[4:9] + "  " + s[9:] },
	"as JSON":              func(s string) string { return `{"key":"` + s + `"}` },
	"behind the cut":       func(s string) string { return strings.Repeat("x", 250) + s },
	"in a longer word":     func(s string) string { return "prefix" + s + "suffix" },
}

// wantHidden checks that a text shows no secret, nor the greater part of one.
func wantHidden(t testing.TB, shown string) {
	t.Helper()
	for _, secret := range secrets {
		for name, echo := range echoes {
			if name != "behind the cut" && name != "as JSON" && contains(shown, echo(secret)) {
				t.Errorf("%q shows %q (%s)", shown, secret, name)
			}
		}
		for _, text := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret))} {
			if contains(shown, text[:len(text)/2+1]) || contains(shown, text[len(text)/2-1:]) {
				t.Errorf("%q shows a part of %q", shown, secret)
			}
		}
	}
}

func TestMessagesShowNoSecret(t *testing.T) {
	t.Parallel()
	for name, echo := range echoes {
		for _, field := range []string{"message", "error", "error_description"} {
			t.Run(name+" in "+field, func(t *testing.T) {
				t.Parallel()
				var said strings.Builder
				for _, secret := range secrets {
					said.WriteString("said " + echo(secret) + " ")
				}
				text, _ := json.Marshal(said.String())
				wantAllHidden(t, respondWith(400, fmt.Sprintf(`{%q:%s}`, field, text)))
			})
		}
	}
}

// wantAllHidden makes every call and gives each that response.
func wantAllHidden(t *testing.T, act http.HandlerFunc) {
	t.Helper()
	f := newFake(t)
	f.holds("precoro_api", "a")
	options := f.options()
	options.MaxRetries = 0
	var mu sync.Mutex
	var shown []string
	show := func(values ...any) {
		mu.Lock()
		defer mu.Unlock()
		for _, value := range values {
			shown = append(shown, fmt.Sprintf("%v %+v %#v %q", value, value, value, value))
			if pointer, ok := value.(*nexla.Error); ok {
				shown = append(shown, fmt.Sprintf("%+v %#v", *pointer, *pointer))
			}
		}
	}
	options.Observe = func(_ context.Context, call nexla.Call) { show(call) }
	c := nexla.New(options)
	ctx := t.Context()
	wantNone(t, reading(t, c)()) // Begins the session, which brings its own secrets.
	config := map[string]secret.Value{"x_auth": secret.New(configValue)}
	_, err := c.Update(ctx, 30001, nexla.Change{VendorID: 1234, AuthTemplateID: 5678, Config: config})
	wantNone(t, err)
	wantOwned(t, c, "b")

	for _, line := range []string{token, get, update, remove, probe, create, get + "/accessors", "POST /data_credentials/30001/accessors", "GET /vendors"} {
		f.replaceResponse(always, line, act)
	}
	_, err = c.Get(ctx, 30001)
	show(err)
	_, err = c.Update(ctx, 30001, nexla.Change{VendorID: 1234, AuthTemplateID: 5678, Config: config})
	show(err)
	_, err = c.Create(ctx, newCredential("b"))
	show(err)
	got, err := c.Probe(ctx, 30001)
	show(got, err)
	show(c.Delete(ctx, 30001))
	_, err = c.Accessors(ctx, 30001)
	show(err)
	show(c.ReplaceAccessors(ctx, 30001, nil))
	_, err = c.Vendor(ctx, "precoro_api")
	show(err)
	f.replaceResponse(always, list, act)
	_, err = c.List(ctx)
	show(err)
	show(c)
	for _, text := range shown {
		// The address of the fake is no secret, and the client shows it.
		wantHidden(t, text)
	}
}

func TestOtherResponsesShowNoSecret(t *testing.T) {
	t.Parallel()
	all := strings.Join(secrets, " ")
	header := func(status int, name, value string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(name, value)
			w.WriteHeader(status)
		}
	}
	for name, act := range map[string]http.HandlerFunc{
		"in use":        respondWith(405, fmt.Sprintf(`{"data_sources":[%q],"message":%q}`, all, all)),
		"HTML":          respondWith(403, "<p>"+all),
		"no JSON":       respondWith(200, all),
		"text of a 500": respondWith(500, all),
		"location":      header(302, "Location", "https://example.com/"+url.PathEscape(all)),
		"bad location":  header(302, "Location", "https://example.com/%zz"+all),
		"retry after":   header(429, "Retry-After", all),
		"content type":  header(200, "Content-Type", all),
		"link":          header(200, "Link", "<https://"+url.PathEscape(all)+`.example.com/>; rel="Next"`),
		"another shape": respondWith(200, fmt.Sprintf(`{"id":%q,"name":{"a":%q}}`, all, all)),
		"no HTTP": func(w http.ResponseWriter, _ *http.Request) {
			hijacked(w, all+"\r\n\r\n")
		},
		"header line": func(w http.ResponseWriter, _ *http.Request) {
			hijacked(w, "HTTP/1.1 200 OK\r\n"+all+"\r\n\r\n")
		},
		"length": func(w http.ResponseWriter, _ *http.Request) {
			hijacked(w, "HTTP/1.1 200 OK\r\nContent-Length: "+all+"\r\n\r\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantAllHidden(t, act)
		})
	}
}

// hijacked responds with bytes that may be no HTTP.
func hijacked(w http.ResponseWriter, response string) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	_, _ = connection.Write([]byte(response))
	_ = connection.Close()
}

func TestVerifiedStatusShowsNoSecret(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	id := f.holds("precoro_api", "a")[0]
	f.known[id]["verified_status"] = "401 for " + configValue + "\x1b[31m"
	config := map[string]secret.Value{"x_auth": secret.New(configValue)}
	c := f.client()
	_, err := c.Update(t.Context(), id, nexla.Change{VendorID: 1234, AuthTemplateID: 5678, Config: config})
	wantNone(t, err)
	got, err := c.Get(t.Context(), id)
	wantNone(t, err)
	if want := "401"; got.VerifiedStatus != want {
		t.Errorf("status %q, want %q", got.VerifiedStatus, want)
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	const key, inner = "aabbccdd", "ccddeeff"
	c := nexla.New(nexla.Options{ServiceKey: secret.New(key), AccessToken: secret.New(inner)})
	for name, texts := range map[string][2]string{
		"nothing":             {"", ""},
		"plain":               {"Name has already been taken", "Name has already been taken"},
		"not only ASCII":      {"Schlüssel ungültig ☂", "Schlüssel ungültig ☂"},
		"controls":            {"a\x00b\x1b[0m\u202ec\u200bd\xff", "ab[0mcd"},
		"lines":               {" a\r\n\tb  c\n", "a b c"},
		"secret":              {"key aabbccdd.", "key [redacted]."},
		"overlapping secrets": {"aabbccddeeff", "[redacted]"},
		"beside each other":   {"aabbccddccddeeff", "[redacted]"},
		"an overlap of one":   {"aabbccddccdd", "[redacted]ccdd"},
		"cut":                 {strings.Repeat("ä", 300), strings.Repeat("ä", 255)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := c.Clean(texts[0]); got != texts[1] {
				t.Errorf("got %q, want %q", got, texts[1])
			}
		})
	}
	long := c.Clean(strings.Repeat("aabbccdd", 2047) + "xxxxaabb" + "ccdd")
	if contains(long, "aabb") {
		t.Errorf("a secret that was cut is shown: %q", long)
	}
}

func TestShortValuesAreNotSearchedFor(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.replaceResponse(1, create, respondWith(400, `{"message":"the name is too long"}`))
	short := newCredential("a")
	short.Config = map[string]secret.Value{"mode": secret.New("the"), "empty": {}}
	_, err := f.client().Create(t.Context(), short)
	if failed := wantKind(t, err, nexla.Invalid); failed.Message != "the name is too long" {
		t.Errorf("message %q", failed.Message)
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", "plain", "example-service-key-000", "\xff\x00", strings.Repeat("example-service-key-000", 1000)} {
		f.Add(seed)
	}
	c := nexla.New(nexla.Options{ServiceKey: secret.New(serviceKey)})
	f.Fuzz(func(t *testing.T, text string) {
		got := c.Clean(text)
		if contains(got, serviceKey) || utf8.RuneCountInString(got) > 255 || !utf8.ValidString(got) {
			t.Errorf("%q of %q", got, text)
		}
	})
}

// TestTextsOfASuccessShowNoSecret: what Nexla returns about a credential, its accessors and
// its vendor goes into state.
func TestTextsOfASuccessShowNoSecret(t *testing.T) {
	t.Parallel()
	texts := func(said string) string {
		return strings.ReplaceAll(`{"id":30001,"name":"a SAID","description":"SAID","credentials_type":"SAID","tags":["SAID"],
			"vendor":{"id":1234,"name":"SAID"},"auth_template":{"id":5678,"name":"SAID"},"access_roles":["SAID"],
			"owner":{"id":1,"email":"SAID@example.com"},"org":{"id":2,"name":"SAID"},
			"verified_at":"SAID","verified_status":"SAID","created_at":"SAID","updated_at":"SAID"}`, "SAID", said)
	}
	vendor := func(said string) string {
		return strings.ReplaceAll(`{"id":1234,"name":"precoro_api","display_name":"SAID","connection_type":"rest","auth_templates":[{"id":5678,"name":"SAID",
			"display_name":"SAID","auth_parameters":[{"name":"key-SAID","display_name":"SAID","data_type":"SAID"}]}]}`, "SAID", said)
	}
	accessors := func(said string) string {
		return strings.ReplaceAll(`[{"type":"SAID","id":12,"email":"SAID@example.com","access_roles":["SAID"]}]`, "SAID", said)
	}
	for _, hidden := range []string{session, memberKey, serviceKey} {
		for name, said := range map[string]string{"as it is": hidden, "upper case": strings.ToUpper(hidden)} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				f := newFake(t)
				f.holds("precoro_api", "a")
				c := f.client()
				wantNone(t, reading(t, c)()) // Begins the session, which brings its own secrets.
				f.replaceResponse(always, get, respondWith(200, texts(said)))
				f.replaceResponse(always, readAccessors, respondWith(200, accessors(said)))
				f.replaceResponse(always, vendors, respondWith(200, vendor(said)))

				got, err := c.Get(t.Context(), 30001)
				wantNone(t, err)
				found, err := c.Accessors(t.Context(), 30001)
				wantNone(t, err)
				one, err := c.Vendor(t.Context(), "precoro_api")
				shown := fmt.Sprint(got.Name, got.Description, got.CredentialsType, got.VendorName, got.Tags, got.OwnerEmail, got.VerifiedAt,
					got.VerifiedStatus, got.CreatedAt, got.UpdatedAt, found, one.Shown(), err)
				if strings.Contains(strings.ToLower(shown), hidden) {
					t.Errorf("%q is shown: %s", hidden, shown)
				}
			})
		}
	}
}

// TestSecretThatIsAWordOfNexlasChangesNoComparison: people choose passwords, and a word
// that is redacted must still be compared as Nexla sent it.
func TestSecretThatIsAWordOfNexlasChangesNoComparison(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"precoro_api", "precoro", "api token", "User Email", "rest", "owner"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a", "b")
			c := f.client()
			config := map[string]secret.Value{"x_auth": secret.New(word)}
			_, err := c.Update(t.Context(), 30001, nexla.Change{VendorID: 1234, AuthTemplateID: 5678, Config: config})
			wantNone(t, err)
			wantOwned(t, c, "b", 30002)
			got, err := c.Get(t.Context(), 30001)
			wantNone(t, err)
			if !got.IsOf("precoro_api") || got.IsOf("paymo_api") {
				t.Errorf("the vendor is taken for another one: %+v", got)
			}
			vendor, err := c.Vendor(t.Context(), "precoro_api")
			wantNone(t, err)
			if vendor.Name != "precoro_api" {
				t.Errorf("vendor %q", vendor.Name)
			}
			if _, _, err := vendor.Choose(0, map[string]string{"api_token": "API Token (X-AUTH-TOKEN)", "user_email": "User Email"}, nil); err != nil {
				t.Error(err)
			}
		})
	}
}
