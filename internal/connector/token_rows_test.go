package connector_test

import (
	"net/url"
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// sentValues are the values that headers are built from: with the access token of the
// transcript if it has one.
func sentValues(t testing.TB, d *connector.Definition, values connector.Values) connector.Values {
	t.Helper()
	if token := transcriptOf(t, d).AccessToken(); token != "" {
		return values.WithToken(secret.New(token))
	}
	return values
}

// TestTokenRequestsAreThoseOfTheTranscripts compares the bytes that leave the machine.
func TestTokenRequestsAreThoseOfTheTranscripts(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		for _, scheme := range d.Schemes {
			want, request := transcript.Token, scheme.Token
			if (want == nil) != (request == nil) {
				t.Fatalf("the scheme %s exchanges a token: %t, and the transcript: %t", scheme.Name, request != nil, want != nil)
			}
			if request == nil {
				continue
			}
			values := exampleValues(t, d)
			headers, form := request.Build(values)
			var sent, wire []string
			for _, header := range headers {
				sent = append(sent, header.Name+": "+header.Value.Reveal())
			}
			for _, header := range want.Headers {
				wire = append(wire, header.Name+": "+header.Value)
			}
			wantEqual(t, "headers", sent, wire)
			parsed, err := url.ParseQuery(form.Reveal())
			if err != nil || parsed.Encode() != want.Form.Encode() {
				t.Errorf("form %s, want %s", form.Reveal(), want.Form.Encode())
			}
			if request.BaseURL != want.BaseURL || request.URL("", values) != want.Path || scheme.Name != want.Scheme {
				t.Errorf("%s: %s%s, want %s: %s%s", scheme.Name, request.BaseURL, request.URL("", values), want.Scheme, want.BaseURL, want.Path)
			}
		}
	})
}

func TestTokenExchangesMeanWhatTheTranscriptsSay(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		for _, e := range transcript.Exchanges {
			if !transcript.IsTokenExchange(e) {
				continue
			}
			t.Run(e.Name, func(t *testing.T) {
				token, got := d.JudgeToken(*d.Schemes[0].Token, connector.Response{Status: e.Status, Header: e.Header, Body: e.Body, Values: exampleValues(t, d)})
				if want := outcomeOf(e); got.Status != want.Status || got.Reason != want.Reason {
					t.Errorf("%s, %s (%s); want %s, %s", got.Status, got.Reason, got.Evidence, want.Status, want.Reason)
				}
				if hasToken := token.Value.Reveal() != ""; hasToken != (got.Status == connector.Verified) {
					t.Errorf("%s, and there is a token: %t", got.Status, hasToken)
				}
			})
		}
	})
}

// checkTokenExchanges requires the responses that the sandbox replays.
func checkTokenExchanges(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
	t.Helper()
	if transcript.Token == nil {
		return
	}
	for _, role := range []transcripts.Role{transcripts.Token, transcripts.TokenRejected} {
		if e, found := transcript.WithRole(role, ""); !found || !transcript.IsTokenExchange(e) || e.Method != "POST" {
			t.Errorf("no exchange with the token endpoint has the role %s", role)
		}
	}
	if len(d.Schemes) != 1 || !slices.Equal(d.SchemeNames(), []string{connector.ClientCredentials}) {
		t.Errorf("schemes %q", d.SchemeNames())
	}
}
