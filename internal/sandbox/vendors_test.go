package sandbox

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
)

func basic(key, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(key+":"+password))
}

// transcriptOf returns the transcript of a vendor, which must be there.
func transcriptOf(t *testing.T, vendor string) *transcripts.Transcript {
	t.Helper()
	transcript, found := transcripts.Of(vendor)
	if !found {
		t.Fatalf("the vendor %s has no transcript", vendor)
	}
	return transcript
}

// demoHeaders are the headers of a vendor's demo credential, name and value in
// turn, in a scheme that it reads.
func demoHeaders(t *testing.T, vendor string) []string {
	t.Helper()
	transcript := transcriptOf(t, vendor)
	var headers []string
	for _, header := range transcript.Schemes[len(transcript.Schemes)-1].Headers {
		headers = append(headers, header.Name, header.Value)
	}
	return headers
}

// TestDemoCredentialsSayThatTheyAreFake: what Nexla's form keeps secret is the
// vendor's secret, and the rest are addresses of the example domains, or numbers.
func TestDemoCredentialsSayThatTheyAreFake(t *testing.T) {
	for _, kind := range vendorKinds() {
		if err := kind.checkFields(kind.demo); err != nil {
			t.Errorf("the demo credential: %v", err)
		}
		secrets := 0
		for _, parameter := range kind.tile.parameters {
			value := kind.demo[parameter.Field]
			if parameter.Secured {
				secrets++
			}
			if parameter.Secured && !strings.Contains(value, "not-a-secret") {
				t.Errorf("the demo %s of %s does not say that it is no secret", parameter.Field, kind.name)
			}
			isNumber := strings.Trim(value, "0123456789") == ""
			if !parameter.Secured && !isNumber && !strings.Contains(value, "example") && !strings.Contains(value, "sandbox") {
				t.Errorf("the demo %s of %s does not look like an example", parameter.Field, kind.name)
			}
		}
		if secrets == 0 {
			t.Errorf("nothing of %s is secret", kind.name)
		}
	}
}

func TestVendorsRespondAsTheirTranscriptsSay(t *testing.T) {
	for _, transcript := range transcripts.All() {
		t.Run(transcript.Connector, func(t *testing.T) {
			v := newSandbox(t, Config{RouteWindow: -1}).Vendor(transcript.Connector)
			headers := demoHeaders(t, v.Name())
			rejected, _ := transcript.WithRole(transcripts.Rejected, "")
			nothing, found := transcript.WithRole(transcripts.Unauthenticated, "")
			if !found {
				nothing = rejected
			}
			for _, e := range transcript.Exchanges {
				if e.Role != transcripts.Accepted {
					continue
				}
				send := func(method string, headers ...string) reply {
					response, err := sendRequest(t, method, v.BaseURL()+strings.TrimSuffix(e.Path+"?"+e.Query, "?"), headers...)
					if err != nil {
						t.Fatal(err)
					}
					return response
				}
				other := http.MethodPost
				if e.Method == other {
					other = http.MethodGet
				}
				send(e.Method, headers...).want(t, e.Status)
				send(e.Method).want(t, nothing.Status, string(nothing.Body))
				send(other, headers...).want(t, http.StatusMethodNotAllowed)

				v.Revoke(v.Demo())
				send(e.Method, headers...).want(t, rejected.Status, string(rejected.Body))
				v.Restore(v.Demo())
				send(e.Method, headers...).want(t, e.Status)
			}
			get(t, v.BaseURL()+"/nowhere", headers...).want(t, http.StatusNotFound, `{`)
			get(t, v.BaseURL()+"/nowhere").want(t, nothing.Status, string(nothing.Body))
			if _, isProbe := transcript.WithRole(transcripts.Accepted, "/"); !isProbe {
				get(t, v.BaseURL(), headers...).want(t, http.StatusNotFound)
			}
		})
	}
}

// TestRequestsWithoutAVersionAreRejected: the vendors that require one say so to a valid
// credential, and take another version than that of the provider.
func TestRequestsWithoutAVersionAreRejected(t *testing.T) {
	for _, c := range []struct {
		vendor, header, other string
		status                int
	}{
		{"notion", "Notion-Version", "2025-09-03", 400},
		{"klaviyo", "revision", "2024-10-15", 400},
		{"recurly", "Accept", "application/vnd.recurly.v2019-10-10", 406},
	} {
		t.Run(c.vendor, func(t *testing.T) {
			v, headers := newSandbox(t, Config{}).Vendor(c.vendor), demoHeaders(t, c.vendor)
			probe := v.BaseURL() + transcriptOf(t, c.vendor).Exchanges[0].Path
			i := slices.Index(headers, c.header)
			without := slices.Delete(slices.Clone(headers), i, i+2)
			get(t, probe, headers...).want(t, 200)
			get(t, probe, append(without, c.header, c.other)...).want(t, 200)
			get(t, probe, without...).want(t, c.status)
		})
	}
}

// TestPasswordThatMustBeEmpty: other vendors take any.
func TestPasswordThatMustBeEmpty(t *testing.T) {
	v := newSandbox(t, Config{}).Vendor("chartmogul")
	key := v.Demo()["api_key"]
	get(t, v.BaseURL()+"/ping", "Authorization", basic(key, "")).want(t, 200)
	get(t, v.BaseURL()+"/ping", "Authorization", basic(key, "x")).want(t, 401)
}

// TestRequestsWithoutACredential get the response that is on record for them, which can
// differ from that to a wrong one.
func TestRequestsWithoutACredential(t *testing.T) {
	s := newSandbox(t, Config{})
	for vendor, want := range map[string]struct {
		status int
		body   string
	}{
		"clickup": {400, "OAUTH_017"}, "typeform": {401, "AUTHENTICATION_FAILED"}, "slack": {200, "not_authed"}, "brevo": {401, "authentication not found"},
		"klaviyo": {401, "not_authenticated"}, "surveymonkey": {401, "1010"}, "smartsheet": {401, "1001"}, "fivetran": {401, "Missing authorization header"},
	} {
		t.Run(vendor, func(t *testing.T) {
			get(t, s.Vendor(vendor).BaseURL()+transcriptOf(t, vendor).Exchanges[0].Path).want(t, want.status, want.body)
		})
	}
}

// TestVendorsLimitTheRate: the first request of the next period is served again.
func TestVendorsLimitTheRate(t *testing.T) {
	for _, transcript := range transcripts.All() {
		if transcript.Rate.Requests == 0 {
			continue
		}
		t.Run(transcript.Connector, func(t *testing.T) {
			now := &clock{now: time.Date(2025, 12, 16, 9, 0, 0, 0, time.UTC)}
			v := newSandboxAt(t, Config{}, now.Now).Vendor(transcript.Connector)
			headers, probe := demoHeaders(t, v.Name()), transcript.Exchanges[0]
			send := func() reply {
				response, err := sendRequest(t, probe.Method, v.BaseURL()+strings.TrimSuffix(probe.Path+"?"+probe.Query, "?"), headers...)
				if err != nil {
					t.Fatal(err)
				}
				return response
			}
			for range transcript.Rate.Requests {
				send().want(t, http.StatusOK)
			}
			limited := send()
			limited.want(t, http.StatusTooManyRequests)
			if after := limited.header.Get("Retry-After"); strings.Contains(after, "{") {
				t.Errorf("Retry-After is %s", after)
			}
			now.advance(transcript.Rate.Period)
			send().want(t, http.StatusOK)
		})
	}
}

func TestTwoSchemesInOneRequestAreRejected(t *testing.T) {
	s := newSandbox(t, Config{RouteWindow: -1})
	for _, vendor := range VendorNames() {
		v, headers := s.Vendor(vendor), demoHeaders(t, vendor)
		v.Break(Fault{Name: "reset"}) // No fault hides this error of the client.
		second := "Authentication"
		if slices.Contains(headers, second) {
			second = "Authorization"
		}
		get(t, v.BaseURL()+"/me", append([]string{second, "Bearer anything"}, headers...)...).want(t, 400)
		get(t, v.BaseURL()+"/me", append(headers[:2:2], headers...)...).want(t, 400)
		for _, r := range v.Requests() {
			if r.Status != 400 {
				t.Errorf("%s recorded status %d: are all of its headers in schemeHeaders?", vendor, r.Status)
			}
		}
	}
}
