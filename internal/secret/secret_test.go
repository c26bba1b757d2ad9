package secret_test

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// hidden is the value that must not appear anywhere in this file's tests.
const hidden = "hidden-example-value"

// holders are the shapes in which a secret travels through a program. Package
// fmt reads unexported fields without calling the secret's own methods.
func holders() map[string]any {
	value := secret.New(hidden)
	return map[string]any{
		"secret":                      value,
		"pointer":                     &value,
		"pointer to pointer":          func() any { p := &value; return &p }(),
		"exported field":              struct{ Key secret.Value }{value},
		"unexported field":            struct{ key secret.Value }{value},
		"pointer to unexported field": &struct{ key secret.Value }{value},
		"unexported pointer field":    struct{ key *secret.Value }{&value},
		"nested unexported fields": struct {
			in struct{ key secret.Value }
		}{struct{ key secret.Value }{value}},
		"embedded":                     embedding{value},
		"unexported interface field":   struct{ key any }{value},
		"values":                       connector.Values{"api_key": value},
		"unexported values":            struct{ values connector.Values }{connector.Values{"api_key": value}},
		"slice":                        []secret.Value{value},
		"unexported slice":             struct{ all []secret.Value }{[]secret.Value{value}},
		"array":                        [1]secret.Value{value},
		"map of any":                   map[string]any{"api_key": value},
		"header":                       connector.Header{Name: "X-Api-Key", Value: value},
		"unexported slice of headers":  struct{ all []connector.Header }{[]connector.Header{{Name: "X-Api-Key", Value: value}}},
		"response":                     connector.Response{Values: connector.Values{"api_key": value}},
		"pointer to response":          &connector.Response{Values: connector.Values{"api_key": value}},
		"slice of pointers":            []*secret.Value{&value},
		"slice of structs of pointers": []struct{ key *secret.Value }{{&value}},
	}
}

// embedding has a name because encoding/xml requires one of every type that
// marshals itself.
type embedding struct{ secret.Value }

// wantHidden fails where a text holds the value, or a form of its bytes that
// anybody could turn back.
func wantHidden(t *testing.T, what, text string) {
	t.Helper()
	var bytes []string
	for i := range len(hidden) {
		bytes = append(bytes, strconv.Itoa(int(hidden[i])))
	}
	decimal := strings.Join(bytes, " ")
	for _, form := range []string{
		hidden, base64.StdEncoding.EncodeToString([]byte(hidden)), hex.EncodeToString([]byte(hidden)), decimal,
		strings.ReplaceAll(decimal, " ", ","), fmt.Sprintf("% x", hidden), fmt.Sprintf("%#v", []byte(hidden)),
	} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
			t.Errorf("%s shows the secret: %s", what, text)
		}
	}
}

func TestSecretIsRevealedOnlyByReveal(t *testing.T) {
	if got := secret.New(hidden).Reveal(); got != hidden {
		t.Errorf("revealed %q, want %q", got, hidden)
	}
	wantHidden(t, "String", secret.New(hidden).String())
	wantHidden(t, "GoString", secret.New(hidden).GoString())
}

func TestNoVerbOfFmtShowsASecret(t *testing.T) {
	for name, holder := range holders() {
		for _, verb := range []string{
			"%v", "%+v", "%#v", "%s", "%+s", "%q", "%+q", "%#q", "%x", "%X", "% x", "%#x", "%d", "%o", "%b", "%c", "%U",
			"%e", "%g", "%t", "%p", "%w", "%10.3s", "%-40v", "%!", "%z",
		} {
			wantHidden(t, name+" with "+verb, fmt.Sprintf(verb, holder))
		}
		wantHidden(t, name+" with Sprint", fmt.Sprint("key ", holder))
		wantHidden(t, name+" with Sprintln", fmt.Sprintln(holder, holder))
	}
}

func TestPrintedSecretSaysThatItIsRedacted(t *testing.T) {
	value := secret.New(hidden)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, value); got != "[redacted]" {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func TestErrorsMadeOfASecretDoNotShowIt(t *testing.T) {
	for name, holder := range holders() {
		inner := fmt.Errorf("cannot use %v", holder)
		for _, err := range []error{
			inner, fmt.Errorf("outer: %w", inner), errors.Join(inner, inner), holdingError{holder}, fmt.Errorf("outer: %w", holdingError{holder}),
		} {
			wantHidden(t, name, err.Error()+fmt.Sprintf("%+v %#v", err, err))
		}
	}
}

// holdingError is an error with a secret in a field.
type holdingError struct{ held any }

func (e holdingError) Error() string { return fmt.Sprintf("rejected: %+v", e.held) }

func TestNoEncodingShowsASecret(t *testing.T) {
	for name, holder := range holders() {
		// An encoding that rejects the type shows nothing either, unless its
		// error does.
		asJSON, err := json.Marshal(holder)
		wantHidden(t, name+" as JSON", string(asJSON)+fmt.Sprint(err))
		asXML, err := xml.Marshal(holder)
		wantHidden(t, name+" as XML", string(asXML)+fmt.Sprint(err))

		var asGob bytes.Buffer
		err = gob.NewEncoder(&asGob).Encode(holder)
		wantHidden(t, name+" as gob", asGob.String()+fmt.Sprint(err))

		var asText bytes.Buffer
		err = template.Must(template.New("").Parse("{{.}} {{printf \"%#v\" .}} {{js .}}")).Execute(&asText, holder)
		wantHidden(t, name+" in a template", asText.String()+fmt.Sprint(err))
	}
}

func TestEncodedSecretSaysThatItIsRedacted(t *testing.T) {
	value := secret.New(hidden)
	asJSON, err := json.Marshal(struct {
		Key    secret.Value
		Values connector.Values
	}{value, connector.Values{"api_key": value}})
	if want := `{"Key":"[redacted]","Values":{"api_key":"[redacted]"}}`; err != nil || string(asJSON) != want {
		t.Errorf("JSON %s and error %v, want %s", asJSON, err, want)
	}
	asXML, err := xml.Marshal(struct {
		XMLName xml.Name     `xml:"credential"`
		Attr    secret.Value `xml:"key,attr"`
		Key     secret.Value `xml:"key"`
	}{Attr: value, Key: value})
	if want := `<credential key="[redacted]"><key>[redacted]</key></credential>`; err != nil || string(asXML) != want {
		t.Errorf("XML %s and error %v, want %s", asXML, err, want)
	}
}

func TestNoLoggerShowsASecret(t *testing.T) {
	var logged bytes.Buffer
	options := &slog.HandlerOptions{Level: slog.LevelDebug}
	for kind, handler := range map[string]slog.Handler{
		"text": slog.NewTextHandler(&logged, options), "JSON": slog.NewJSONHandler(&logged, options),
	} {
		for name, holder := range holders() {
			logged.Reset()
			logger := slog.New(handler).With("with", holder)
			logger.Debug("verified", "key", holder, slog.Group("group", "key", holder), slog.Any("any", holder))
			logger.Error("failed", "err", fmt.Errorf("with %v", holder))
			wantHidden(t, name+" in "+kind, logged.String())
			if !strings.Contains(logged.String(), "verified") {
				t.Fatalf("%s: nothing was logged", kind)
			}
		}
	}

	plain := log.New(&logged, "", 0)
	for name, holder := range holders() {
		logged.Reset()
		plain.Print(holder)
		plain.Printf("%+v", holder)
		wantHidden(t, name+" in log", logged.String())
	}
}

func TestZeroSecretIsEmptyAndPrintsLikeAnyOther(t *testing.T) {
	var zero secret.Value
	if got := zero.Reveal(); got != "" {
		t.Errorf("revealed %q", got)
	}
	if got := fmt.Sprintf("%v %+v %#v %s %q", zero, zero, zero, zero, &zero); strings.Count(got, "[redacted]") != 5 {
		t.Errorf("printed %s", got)
	}
	if got, err := json.Marshal(zero); err != nil || string(got) != `"[redacted]"` {
		t.Errorf("JSON %s and error %v", got, err)
	}
	if got := (connector.Values{})["api_key"].Reveal(); got != "" {
		t.Errorf("a field that is not there reveals %q", got)
	}
}
