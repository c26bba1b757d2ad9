package connector_test

import (
	"bufio"
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// FuzzFieldValue gives every field of every connector the same value. What is
// taken for one goes through a request and back: net/http sends it, the vendor
// reads the headers of the scheme and no others, and each holds the value of
// its rule. A line break that passed would add a header, or end the request.
func FuzzFieldValue(f *testing.F) {
	for _, seed := range []string{
		"", " ", "plain", "with space", " leading", "trailing ", "a:b", "a\r\nX-Injected: 1", "a\nb", "a\rb", "a\x00b", "tab\tbed", "\x7f", "\xff\xfe", "é",
		"\u0085", "\u00a0x", "x\u2028y", "\ufeffx", "integrations@example.com", "\"quoted name\"@example.com", "{api_key}", "%0d%0aX: 1", strings.Repeat("k", 4000),
	} {
		f.Add(seed)
	}
	all := catalog.All()
	for _, d := range all {
		for _, value := range transcriptOf(f, d).Credential() {
			f.Add(value)
		}
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, d := range all {
			values := connector.Values{}
			for _, field := range d.Fields {
				problem := field.CheckValue(value)
				if len(value) > 12 && strings.Contains(problem, value) {
					t.Errorf("%s.%s: the message repeats the value", d.Type, field.Name)
				}
				values[field.Name] = secret.New(value)
				if problem != "" {
					values[field.Name] = secret.New(transcriptOf(t, d).Credential()[field.Name])
				}
			}
			for _, scheme := range d.Schemes {
				expectSent(t, d.Type+" "+scheme.Name, scheme.Build(sentValues(t, d, values)))
				if scheme.Token != nil {
					headers, _ := scheme.Token.Build(values)
					expectSent(t, d.Type+" token", headers)
				}
			}
		}
	})
}

// expectSent writes a request with these headers and reads it as a server does.
func expectSent(t *testing.T, what string, headers []connector.Header) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, "https://api.example.com/probe", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	want := http.Header{"User-Agent": {"example"}}
	request.Header.Set("User-Agent", "example")
	for _, header := range headers {
		request.Header[header.Name] = []string{header.Value.Reveal()}
		want[http.CanonicalHeaderKey(header.Name)] = []string{header.Value.Reveal()}
	}
	var wire bytes.Buffer
	if err := request.Write(&wire); err != nil {
		t.Fatalf("%s: what is taken cannot be sent: %v", what, err)
	}
	read, err := http.ReadRequest(bufio.NewReader(&wire))
	if err != nil {
		t.Fatalf("%s: what is sent cannot be read: %v", what, err)
	}
	if !maps.EqualFunc(read.Header, want, slices.Equal) || wire.Len() != 0 || read.ContentLength != 0 {
		t.Errorf("%s: %q arrives, want %q", what, read.Header, want)
	}
}

// FuzzCheckTarget checks that the path of a custom probe stays at its host and
// below the path of its base URL, and adds nothing that is no path or query.
func FuzzCheckTarget(f *testing.F) {
	for _, seed := range []string{
		"/v1/me", "/v1/me?limit=1", "", "v1", "//other.example.com/x", "/\\other.example.com", "/@other.example.com", "/a#b", "/a b", "/%zz", "/%2e%2e/x",
		"/../x", "/a\r\nX: 1", "/?", "/:80", "/é", "/\u2028", "https://other.example.com/", "/a?b=c d", "/\x7f",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		if connector.CheckTarget(target) != "" {
			return
		}
		path, query, _ := strings.Cut(target, "?")
		request, err := http.NewRequest(http.MethodGet, connector.Probe{Path: path, Query: query}.URL("https://api.example.com:8443/base"), http.NoBody)
		if err != nil {
			t.Fatalf("%q is valid, but no request can be created: %v", target, err)
		}
		if below := request.URL.JoinPath().Path; !strings.HasPrefix(below, "/base/") {
			t.Errorf("%q is valid, and a server resolves its path to %q", target, below)
		}
		if request.URL.Host != "api.example.com:8443" || request.URL.User != nil || request.URL.Fragment != "" || !strings.HasPrefix(request.URL.Path, "/base/") {
			t.Errorf("%q is valid, and the request goes to %q", target, request.URL)
		}
		expectSentTo(t, request)
	})
}

// expectSentTo checks that a request is one, with nothing but its own headers.
func expectSentTo(t *testing.T, request *http.Request) {
	t.Helper()
	request.Header.Set("User-Agent", "example")
	var wire bytes.Buffer
	if err := request.Write(&wire); err != nil {
		t.Fatal(err)
	}
	read, err := http.ReadRequest(bufio.NewReader(&wire))
	if err != nil || len(read.Header) != 1 || wire.Len() != 0 {
		t.Errorf("%q: arrives with %d headers: %v", request.URL, len(read.Header), err)
	}
}

// FuzzParseRate checks that a limit never lets more through in any period than
// was declared: the burst, and what drips in before the period ends.
func FuzzParseRate(f *testing.F) {
	for _, seed := range []string{
		"5/s", "100/m", "1000/h", "10/15s", "1/24h", "1000000/1ns", "0/s", "-1/s", "5", "/s", "5/", "5/-1s", "5/1e3s", "5/25h", "5/1h30m", "1/s/s",
		"9223372036854775808/s", "+5/s", "5 /s", "1/0s",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		limit, problem := connector.ParseRate(text)
		if problem != "" {
			return
		}
		// The period is the declared one; the message says it in its own form.
		var requests int
		period := periodOf(t, limit.Documented, &requests)
		if limit.Every <= 0 || limit.Burst < 1 || requests < 1 || period <= 0 {
			t.Fatalf("%q: %+v", text, limit)
		}
		if through := int64(limit.Burst) + int64((period-1)/limit.Every); through > int64(requests) {
			t.Errorf("%q: %d requests pass in %s: %+v", text, through, period, limit)
		}
	})
}

// periodOf reads "5 requests in 1s".
func periodOf(t *testing.T, documented string, requests *int) time.Duration {
	t.Helper()
	count, rest, found := strings.Cut(documented, " requests in ")
	period, err := time.ParseDuration(rest)
	for _, digit := range count {
		*requests = *requests*10 + int(digit-'0')
	}
	if !found || err != nil {
		t.Fatalf("%q: %v", documented, err)
	}
	return period
}
