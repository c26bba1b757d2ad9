package connector_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// transcriptOf returns the transcript of a definition, which must be there.
func transcriptOf(t testing.TB, d *connector.Definition) *transcripts.Transcript {
	t.Helper()
	transcript, found := transcripts.Of(d.Type)
	if !found {
		t.Fatalf("the connector %s has no transcript: write internal/catalog/transcripts/%s.txtar", d.Type, d.Type)
	}
	return transcript
}

// eachTranscript runs a subtest per definition, with its transcript.
func eachTranscript(t *testing.T, check func(*testing.T, *connector.Definition, *transcripts.Transcript)) {
	t.Helper()
	eachDefinition(t, func(t *testing.T, d *connector.Definition) { check(t, d, transcriptOf(t, d)) })
}

// outcomeOf is what a client must conclude from an exchange.
func outcomeOf(e transcripts.Exchange) connector.Outcome {
	return connector.Outcome{
		Status: connector.Status(e.Expect[0]), Reason: connector.Reason(e.Expect[1]), RouteOnly: slices.Contains(e.Expect, "route-only"),
		RetryAt: e.RetryAt,
		Account: connector.Account{
			ID: e.Account["id"], Name: e.Account["name"], Email: e.Account["email"], Role: e.Account["role"], Organization: e.Account["organization"],
		},
		Report: reportOf(e),
	}
}

// reportOf is what a client must read from an exchange.
func reportOf(e transcripts.Exchange) connector.Report {
	var report connector.Report
	if e.Scopes != nil {
		report.Scopes = connector.Reported[connector.ScopeList]{Present: true, Value: connector.NewScopeList(e.Scopes...)}
	}
	if !e.ExpiresAt.IsZero() {
		report.ExpiresAt = connector.Reported[time.Time]{Present: true, Value: e.ExpiresAt}
	}
	if e.Environment != "" {
		report.Environment = connector.Reported[connector.Environment]{Present: true, Value: connector.Environment(e.Environment)}
	}
	return report
}

// caseOf is an exchange as a case.
func caseOf(e transcripts.Exchange) responseCase {
	c := responseCase{name: e.Name, path: e.Path, status: e.Status, body: string(e.Body), header: map[string]string{}, want: outcomeOf(e)}
	for name := range e.Header {
		c.header[name] = e.Header.Get(name)
	}
	return c
}

// judged lists the exchanges of a transcript on the probes of the definition.
func judged(d *connector.Definition, t *transcripts.Transcript) []transcripts.Exchange {
	return slices.DeleteFunc(slices.Clone(t.Exchanges), func(e transcripts.Exchange) bool {
		return t.IsTokenExchange(e) || !slices.ContainsFunc(d.Probes, func(p connector.Probe) bool { return p.Path == e.Path })
	})
}

func TestExchangesMeanWhatTheTranscriptsSay(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		for _, e := range judged(d, transcript) {
			t.Run(e.Name, func(t *testing.T) { wantOutcome(t, judge(t, d, caseOf(e)), outcomeOf(e)) })
		}
	})
}

// TestEveryTranscriptHasADefinition: the other tests walk over the definitions,
// so a transcript without one would not be read.
func TestEveryTranscriptHasADefinition(t *testing.T) {
	for _, transcript := range transcripts.All() {
		if _, found := catalog.ByType(transcript.Connector); !found {
			t.Errorf("the transcript %s has no definition: write internal/catalog/%s.go, and its line in All()", transcript.Connector, transcript.Connector)
		}
	}
}

// TestTranscriptsAreComplete: a transcript without one of these tests half of
// what a definition decides.
func TestTranscriptsAreComplete(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		checkTokenExchanges(t, d, transcript)
		for _, probe := range d.Probes {
			e, found := transcript.WithRole(transcripts.Accepted, probe.Path)
			if !found {
				t.Errorf("no exchange has the role accepted on %s", probe.Path)
				continue
			}
			if e.Method != probe.HTTPMethod() || e.Query != probe.Query {
				t.Errorf("%s: the transcript has %s with the query %q, the definition %s with %q", probe.Path, e.Method, e.Query, probe.HTTPMethod(), probe.Query)
			}
			if probe.ReportsAccount() && len(e.Account) == 0 {
				t.Errorf("%s reports the account, and the exchange has none", probe.Path)
			}
			for _, fact := range []connector.Facts{connector.FactScopes, connector.FactExpiry, connector.FactEnvironment} {
				if probe.Reports().Has(fact) && !isReported(transcript, probe.Path, fact) {
					t.Errorf("%s reports %s, and no exchange has it", probe.Path, fact.Names())
				}
			}
		}
		for _, e := range transcript.Exchanges {
			if e.Role == transcripts.Accepted && !slices.ContainsFunc(d.Probes, func(p connector.Probe) bool { return p.Path == e.Path }) {
				t.Errorf("%s: the definition has no probe %s", e.Name, e.Path)
			}
		}
		rejections, neither := 0, 0
		for _, e := range judged(d, transcript) {
			switch {
			case e.Expect[0] == string(connector.Rejected):
				rejections++
			case e.Status == 200 && e.Expect[0] == string(connector.Inconclusive):
				neither++
			}
		}
		if rejections == 0 || neither == 0 {
			t.Errorf("%d rejections, and %d responses with a 200 that are no acceptances; want one of each", rejections, neither)
		}
		if len(transcript.Sources) == 0 {
			t.Error("there is no source")
		}
	})
}

// isReported reports whether an exchange of the route reports a fact.
func isReported(t *transcripts.Transcript, path string, fact connector.Facts) bool {
	return slices.ContainsFunc(t.Exchanges, func(e transcripts.Exchange) bool {
		return e.Path == path && (fact == connector.FactScopes && e.Scopes != nil || fact == connector.FactExpiry && !e.ExpiresAt.IsZero() ||
			fact == connector.FactEnvironment && e.Environment != "")
	})
}

func TestCredentialsAreThoseOfTheTranscripts(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		var required, optional, secret, wantSecret []string
		for _, field := range d.Fields {
			if field.Optional {
				optional = append(optional, field.Name)
			} else {
				required = append(required, field.Name)
			}
		}
		wantEqual(t, "fields", required, transcript.FieldNames())
		wantEqual(t, "optional fields", optional, transcript.OptionalNames())
		for _, field := range d.SecretFields() {
			secret = append(secret, field.Name)
		}
		for _, parameter := range transcript.Nexla.Parameters {
			if parameter.Secured {
				wantSecret = append(wantSecret, parameter.Field)
			}
			for _, field := range d.Fields {
				if field.Name == parameter.Field && field.Title != parameter.Label {
					t.Errorf("%s has the title %q, and Nexla's form %q", field.Name, field.Title, parameter.Label)
				}
			}
		}
		slices.Sort(secret)
		slices.Sort(wantSecret)
		wantEqual(t, "secret fields", secret, wantSecret)
		if d.NexlaVendor != transcript.Nexla.Name {
			t.Errorf("Nexla's vendor is %q, want %q", d.NexlaVendor, transcript.Nexla.Name)
		}
		var regions []string
		for _, region := range transcript.Regions {
			regions = append(regions, strings.TrimSpace(region.Name+" "+region.Value))
		}
		var defined []string
		for _, region := range d.Regions {
			defined = append(defined, strings.TrimSpace(region.Name+" "+region.BaseURL))
		}
		wantEqual(t, "regions", defined, regions)
	})
}
