package connector_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// hidden is a value that no outcome may repeat.
const hidden = "hidden-example-value"

// FuzzJudge classifies any response for any connector. Whatever a vendor sends, nothing
// but a 200 is an acceptance, and nothing of the secret is kept.
func FuzzJudge(f *testing.F) {
	for which, d := range catalog.All() {
		for _, e := range transcriptOf(f, d).Exchanges {
			f.Add(which, 0, e.Status, e.Header.Get("Content-Type"), e.Body)
			f.Add(which, 1, e.Status, e.Header.Get("Content-Type"), e.Body)
		}
		for i, body := range []string{
			``, `null`, `{}`, `[]`, `"x"`, htmlPage,
			`{"data":[]}`, `{"data":{}}`, `{"topics":[],"users":[{"id":1}]}`, `{"import_jobs":[]}`, `4711`,
			`{"data":[{"id":1002,"firstname":"Ada","lastname":"hidden-example-value","email":"INTEGRATIONS@example.com"}]}`,
			`{"users":[{"id":"hidden-example-value","name":"hidden-example-value","email":"a\u0000b","type":"hidden-example-value"}]}`,
			`{"users":[{"id":1,"name":"hidden-\u0000example-value"}]}`,
			`{"site_id":"hidden-example-value"}`, `hidden-example-value`,
			`{"users":[{"id":1,"name":"` + strings.Repeat("é", 400) + `"}]}`,
			`{"RateLimit-Type":"Route based limiter by minute","RateLimit-Retry-After":"2025-12-16 09:00:49 UTC"}`,
			`{"error":{"code":0,"message":"Access token not found."}}`,
			`{"message":"Invalid API key"}`,
		} {
			// Few, because fuzzing begins when all seeds are through.
			statuses := []int{400, 401, 403, 429, 500}
			f.Add(which, 0, 200, jsonType, []byte(body))
			f.Add(which, 1, statuses[(which+i)%len(statuses)], []string{jsonType, htmlType}[i%2], []byte(body))
		}
	}
	all := catalog.All()
	f.Fuzz(func(t *testing.T, which, probe, status int, contentType string, body []byte) {
		d := all[index(which, len(all))]
		values := connector.Values{}
		for _, field := range d.Fields {
			values[field.Name] = secret.New("integrations@example.com")
		}
		for _, field := range d.SecretFields() {
			values[field.Name] = secret.New(hidden)
		}
		outcome := d.Judge(connector.Response{
			Probe: d.Probes[index(probe, len(d.Probes))], Status: status, Header: headerOf(contentType), Body: body, Values: values,
		})

		switch outcome.Status {
		case connector.Verified:
			if status != 200 && !acceptsStatus(d, status) || outcome.Reason != connector.ReasonAccepted || outcome.RouteOnly {
				t.Errorf("a %d is taken for an acceptance: %+v", status, outcome)
			}
		case connector.Rejected:
			if status != 401 && status != 403 && !rejectsWith(d, status) {
				t.Errorf("a %d is taken for a rejectionBody: %+v", status, outcome)
			}
			if outcome.RouteOnly {
				t.Errorf("a rejectionBody speaks of one route only: %+v", outcome)
			}
			if !json.Valid(bytes.TrimPrefix(bytes.TrimSpace(body), []byte("\ufeff"))) && !hasWordsOfRejection(d, body) {
				t.Errorf("a rejection without a form of the vendor's: %+v", outcome)
			}
		case connector.Inconclusive:
		default:
			t.Errorf("no such status: %+v", outcome)
		}
		if outcome.Status != connector.Verified && outcome.Account != (connector.Account{}) {
			t.Errorf("an account without an acceptance: %+v", outcome)
		}
		account := outcome.Account
		for _, text := range []string{account.ID, account.Name, account.Email, account.Role, account.Organization} {
			if !utf8.ValidString(text) || utf8.RuneCountInString(text) > 255 || strings.ContainsFunc(text, unicode.IsControl) ||
				strings.TrimSpace(text) != text || strings.Contains(text, hidden) {
				t.Errorf("account text %q", text)
			}
		}
	})
}

// rejectsWith reports whether the vendor is known to reject with this status.
func rejectsWith(d *connector.Definition, status int) bool {
	rules := slices.Clone(d.Rules)
	for _, probe := range d.Probes {
		rules = append(rules, probe.Rules...)
	}
	return slices.ContainsFunc(rules, func(r connector.Rule) bool {
		return r.Means.Status == connector.Rejected && slices.Contains(r.Status, status)
	})
}

// hasWordsOfRejection reports whether a text has the words that this vendor is
// known to reject with in plain text.
func hasWordsOfRejection(d *connector.Definition, body []byte) bool {
	return slices.ContainsFunc(d.Rules, func(r connector.Rule) bool {
		if r.Means.Status == connector.Rejected && r.Body != "" && bytes.Contains(body, []byte(r.Body)) {
			return true
		}
		return r.Means.Status == connector.Rejected && slices.ContainsFunc(r.Words, func(word string) bool {
			return strings.Contains(strings.ToLower(string(body)), word)
		})
	})
}

// acceptsStatus reports whether the vendor is known to return this status to credentials
// that it knows.
func acceptsStatus(d *connector.Definition, status int) bool {
	return slices.ContainsFunc(d.Rules, func(r connector.Rule) bool {
		return r.Means.Status == connector.Verified && slices.Contains(r.Status, status)
	})
}

func index(n, length int) int { return (n%length + length) % length }

// FuzzCheckBaseURL checks that what is taken is safe to send a credential to,
// and that a probe's path ends up where it was appended.
func FuzzCheckBaseURL(f *testing.F) {
	for _, seed := range []string{
		"https://api.example.com", "https://api.example.com/", "https://proxy.example.com:8443/vendor//", "http://localhost:8080/x",
		"http://127.0.0.1.example.com", "http://[::1]", "http://[::1%25lo]", "https://user:password@example.com", "https://example.com?", "https://example.com#x",
		"https://example.com/a b", "https://example.com/%2e%2e/", "https://exa\tmple.com", "//example.com", "https:example.com", "",
		"https://example.com#",
	} {
		f.Add(seed)
	}
	probe := connector.Probe{Path: "/probe", Query: "page=1"}
	f.Fuzz(func(t *testing.T, value string) {
		if problem := connector.CheckBaseURL(value); problem != "" {
			if len(value) > 30 && strings.Contains(problem, value) {
				t.Errorf("the message repeats the value: %s", problem)
			}
			return
		}
		base, err := url.Parse(value)
		if err != nil {
			t.Fatalf("%q is taken: %v", value, err)
		}
		if base.Scheme != "https" && (base.Scheme != "http" || base.Hostname() != "::1" &&
			!strings.EqualFold(base.Hostname(), "localhost") && !strings.HasPrefix(base.Hostname(), "127.") && !strings.Contains(base.Hostname(), ":")) {
			t.Errorf("%q is taken: a credential would leave the machine in clear", value)
		}
		if base.User != nil || connector.Host(value) != base.Host {
			t.Errorf("%q is taken: host %q", value, connector.Host(value))
		}
		address, err := url.Parse(probe.URL(value))
		if err != nil {
			t.Fatalf("%q is taken: %v", value, err)
		}
		if address.Host != base.Host || address.Scheme != base.Scheme || !strings.HasSuffix(address.Path, "/probe") || address.RawQuery != "page=1" {
			t.Errorf("%q is taken: its probe goes to %q", value, address)
		}
	})
}
