package connector_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// Responses of several tests.
const (
	jsonType = "application/json"
	htmlType = "text/html; charset=utf-8"
	htmlPage = "<!DOCTYPE html>\n<html><body><h1>Example</h1></body></html>\n"
)

// responseCase is a response and its outcome. The path is that of the first
// probe where it is empty.
type responseCase struct {
	name        string
	path        string
	status      int
	contentType string
	body        string
	header      map[string]string // Besides Content-Type.
	values      connector.Values  // Those of the example credential if nil.
	want        connector.Outcome
}

// headerOf has the type of a body, unless it is empty.
func headerOf(contentType string) http.Header {
	header := http.Header{}
	if contentType != "" {
		header.Set("Content-Type", contentType)
	}
	return header
}

// The outcomes of a response.
var (
	rejected   = connector.Outcome{Status: connector.Rejected, Reason: connector.ReasonInvalidCredential}
	forbidden  = connector.Outcome{Status: connector.Rejected, Reason: connector.ReasonForbidden}
	blocked    = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonBlocked}
	limited    = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}
	redirected = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRedirected}
	broken     = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonServerError}
	unexpected = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse}
	// routeForbidden is a permission that is missing on one route, without a result for the others.
	routeForbidden = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden, RouteOnly: true}
	inactive       = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}
	// foreignForbidden is a 403 in JSON that the vendor is not known to send.
	foreignForbidden = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden}
	routeGone        = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, RouteOnly: true}
)

func verified(account connector.Account) connector.Outcome {
	return connector.Outcome{Status: connector.Verified, Reason: connector.ReasonAccepted, Account: account}
}

// judge classifies a response to a definition's example credential.
func judge(t *testing.T, d *connector.Definition, c responseCase) connector.Outcome {
	t.Helper()
	probe := d.Probes[0]
	for _, p := range d.Probes {
		if p.Path == c.path {
			probe = p
		}
	}
	if c.path != "" && probe.Path != c.path {
		t.Fatalf("%s has no probe %s", d.Type, c.path)
	}
	values := c.values
	if values == nil && d.Type != connector.CustomType {
		values = exampleValues(t, d)
	}
	header := headerOf(c.contentType)
	for name, value := range c.header {
		header.Set(name, value)
	}
	response := connector.Response{Probe: probe, Status: c.status, Header: header, Body: []byte(c.body), Values: values}
	if d.Schemes[0].Token != nil {
		response.TokenScopes = transcriptOf(t, d).TokenScope()
	}
	outcome := d.Judge(response)
	outcome.Evidence, outcome.Notice = "", connector.Notice{} // See TestEvidence, and the tests of diagnostics.
	checkCovered(t, d, probe, outcome)
	outcome.AccountConfigured = false
	outcome.Report.Scopes.Covered, outcome.Report.ExpiresAt.Covered, outcome.Report.Environment.Covered = false, false, false
	return outcome
}

// judgeJSON judges a 200 with a JSON body on the first probe.
func judgeJSON(d *connector.Definition, body string) connector.Outcome {
	outcome := d.Judge(connector.Response{Probe: d.Probes[0], Status: 200, Header: headerOf(jsonType), Body: []byte(body)})
	outcome.Evidence, outcome.Notice = "", connector.Notice{}
	return outcome
}

// wantOutcomes judges every case.
func wantOutcomes(t *testing.T, name string, cases []responseCase) {
	t.Helper()
	d := definition(t, name)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantOutcome(t, judge(t, d, c), c.want) })
	}
}

func wantOutcome(t *testing.T, got, want connector.Outcome) {
	t.Helper()
	same := got.RetryAt.Equal(want.RetryAt)
	got.RetryAt = want.RetryAt
	if got != want || !same {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// onEveryProbe judges the cases for every probe of every connector.
func onEveryProbe(t *testing.T, cases []responseCase) {
	t.Helper()
	for _, d := range catalog.All() {
		for _, probe := range d.Probes {
			for _, c := range cases {
				t.Run(d.Type+probe.Path+"/"+c.name, func(t *testing.T) {
					c.path = probe.Path
					wantOutcome(t, judge(t, d, c), c.want)
				})
			}
		}
	}
}

// TestTableOfResponses has what holds for every vendor, on every probe. Its
// bodies are those with which the vendor itself accepts and rejects, so that
// nothing but what the case adds makes the difference.
func TestTableOfResponses(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		for _, probe := range d.Probes {
			accepted, _ := transcript.WithRole(transcripts.Accepted, probe.Path)
			reported := caseOf(accepted).header
			delete(reported, "Content-Type")
			for _, c := range tableOfResponses(caseOf(accepted), rejection(t, d, transcript).body) {
				c.path = probe.Path
				if c.want.Status == connector.Verified {
					c.header = reported // An acceptance reports what its headers have.
				}
				if c.want == foreignForbidden && hasRuleForAnyJSON(probe) {
					c.want = routeForbidden
				}
				t.Run(probe.Path+"/"+c.name, func(t *testing.T) { wantOutcome(t, judge(t, d, c), c.want) })
			}
		}
	})
}

// hasRuleForAnyJSON reports whether a 403 in any JSON is about the probe's route.
func hasRuleForAnyJSON(probe connector.Probe) bool {
	return slices.ContainsFunc(probe.Rules, func(r connector.Rule) bool { return r.When == nil && r.Text == nil })
}

func tableOfResponses(accepting responseCase, rejecting string) []responseCase {
	page, foreign := "<!DOCTYPE html><html><body>"+rejecting+"</body></html>", `{"reason":"denied by policy","request":"example-request"}`
	cases := []responseCase{
		{name: "acceptance", status: 200, contentType: jsonType, body: accepting.body, want: accepting.want},
		{name: "acceptance labelled as HTML", status: 200, contentType: htmlType, body: accepting.body, want: accepting.want},
		{name: "acceptance without a label", status: 200, body: accepting.body, want: accepting.want},
		{name: "acceptance behind a byte order mark", status: 200, contentType: jsonType, body: "\ufeff" + accepting.body, want: accepting.want},
		{name: "acceptance in a web page", status: 200, contentType: jsonType, body: "<p>" + accepting.body + "</p>", want: unexpected},
		{name: "acceptance that is a 101", status: 101, contentType: jsonType, body: accepting.body, want: unexpected},
		{name: "acceptance that is a 402", status: 402, contentType: jsonType, body: accepting.body, want: inactive},
		{name: "acceptance that is a 429", status: 429, contentType: jsonType, body: accepting.body, want: limited},
		{name: "rejection that is a 402", status: 402, contentType: jsonType, body: rejecting, want: inactive},
		{name: "rejection that is a 429", status: 429, contentType: jsonType, body: rejecting, want: limited},
	}
	if object, isObject := strings.CutPrefix(accepting.body, "{"); isObject {
		for _, member := range []string{`"error":{"code":1}`, `"error":"example"`, `"error":true`, `"errors":["example"]`, `"errors":{"key":"example"}`, `"ok":false`} {
			if strings.HasPrefix(member, `"ok"`) && strings.Contains(object, `"ok"`) {
				continue // The vendor's own member would follow, and the last one counts.
			}
			cases = append(cases, responseCase{name: "acceptance with " + member, status: 200, contentType: jsonType, body: "{" + member + "," + object, want: unexpected})
		}
		for _, member := range []string{`"error":null`, `"error":""`, `"error":false`, `"errors":[]`, `"ok":true`} {
			cases = append(cases, responseCase{name: "acceptance with " + member, status: 200, contentType: jsonType, body: "{" + member + "," + object, want: accepting.want})
		}
	}
	for _, status := range []int{401, 403} {
		add := func(name, contentType, body string, header map[string]string, want connector.Outcome) {
			cases = append(cases, responseCase{name: strconv.Itoa(status) + " " + name, status: status, contentType: contentType, body: body, header: header, want: want})
		}
		add("in HTML", htmlType, page, nil, blocked)
		add("in HTML labelled as JSON", jsonType, page, nil, blocked)
		add("in HTML without a label", "", " \r\n"+page, nil, blocked)
		add("in HTML behind a byte order mark", jsonType, "\ufeff"+page, nil, blocked)
		add("in XML", "application/xml", `<?xml version="1.0"?><Error/>`, nil, blocked)
		add("empty", "", "", nil, blocked)
		add("empty, labelled as JSON", jsonType, "", nil, blocked)
		add("empty, labelled as HTML", "TEXT/HTML", "", nil, blocked)
		add("in plain text", "text/plain", "error code: 1010", nil, blocked)
		add("in other plain text", "text/plain", "RBAC: access denied", nil, blocked)
		add("in JSON that was cut off", jsonType, rejecting[:len(rejecting)-1], nil, blocked)
		add("by a gateway", jsonType, rejecting, map[string]string{"WWW-Authenticate": `Negotiate, Digest realm="example, gateway", nonce="x"`}, blocked)
		if status == 403 {
			add("in foreign JSON", jsonType, foreign, nil, foreignForbidden)
			add("in an empty object", jsonType, "{}", nil, foreignForbidden)
		} else {
			add("in foreign JSON", jsonType, foreign, nil, unexpected)
			add("in an empty object", jsonType, "{}", nil, unexpected)
		}
		for name, value := range map[string]string{
			"Retry-After": "30", "X-RateLimit-Remaining": "0", "X-Rate-Limit-Remaining": "0", "RateLimit-Remaining": "0", "x-ratelimit-requests-remaining": "0",
			"X_RateLimit_Remaining": "0", "X-RateLimit-Remaining-Month": "1, 0;w=3600", "RateLimit": "limit=100, remaining=0, reset=30", "Ratelimit": `"default";r=0;t=30`,
		} {
			add("with "+name+": "+value, jsonType, rejecting, map[string]string{name: value, "X-RateLimit-Reset": "30"}, limited)
		}
	}
	return cases
}

// TestRateThatIsNotExhausted: vendors send these headers with every response.
func TestRateThatIsNotExhausted(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		for name, value := range map[string]string{
			"X-RateLimit-Remaining": "12, 1000", "X-RateLimit-Limit": "0", "X-RateLimit-Reset": "0", "X-RateLimit-Used": "0", "RateLimit": "limit=100, remaining=10, reset=0",
		} {
			c := rejection(t, d, transcript)
			c.header = map[string]string{name: value}
			wantOutcome(t, judge(t, d, c), c.want)
		}
	})
}

// rejection returns the transcript's first rejection that is a 401, or the first
// one of a vendor that rejects with another status.
func rejection(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) responseCase {
	t.Helper()
	isRejection := func(e transcripts.Exchange) bool { return e.Expect[0] == string(connector.Rejected) }
	exchanges := judged(d, transcript)
	at := slices.IndexFunc(exchanges, func(e transcripts.Exchange) bool { return isRejection(e) && e.Status == http.StatusUnauthorized })
	if at < 0 {
		at = slices.IndexFunc(exchanges, isRejection)
	}
	if at < 0 {
		t.Fatal("no exchange is a rejection")
	}
	return caseOf(exchanges[at])
}

func TestInconclusiveStatuses(t *testing.T) {
	cases := []responseCase{
		{name: "429", status: 429, contentType: jsonType, body: `{"message":"Too many requests"}`, want: limited},
		{name: "429 in HTML", status: 429, contentType: htmlType, body: htmlPage, want: limited},
		{name: "429 empty", status: 429, want: limited},
		{name: "500", status: 500, contentType: jsonType, body: `{"message":"Internal server error"}`, want: broken},
		{name: "502 in HTML", status: 502, contentType: htmlType, body: htmlPage, want: broken},
		{name: "599", status: 599, want: broken},
	}
	for _, status := range []int{404, 410} {
		cases = append(cases, responseCase{name: strconv.Itoa(status), status: status, contentType: jsonType, body: `{"message":"Not found"}`, want: routeGone})
		cases = append(cases, responseCase{name: strconv.Itoa(status) + " HTML", status: status, contentType: htmlType, body: htmlPage, want: routeGone})
	}
	for _, status := range []int{300, 301, 302, 303, 304, 307, 308} {
		cases = append(cases, responseCase{name: strconv.Itoa(status), status: status, body: `{"data":[]}`, want: redirected})
	}
	for _, status := range []int{500, 501, 502, 503, 504, 521} {
		cases = append(cases, responseCase{name: strconv.Itoa(status) + " empty", status: status, want: broken})
	}
	// No vendor documents these. With them, even a body that contains the proof is
	// inconclusive.
	for _, status := range []int{201, 202, 204, 206, 400, 405, 406, 409, 415, 418, 422, 451} {
		cases = append(cases, responseCase{
			name: strconv.Itoa(status), status: status, contentType: jsonType,
			body: `{"data":[],"users":[{"id":1}],"topics":[],"site_id":1,"message":"Bad request"}`, want: unexpected,
		})
	}
	onEveryProbe(t, cases)
}

func Test200WithoutTheVendorsProofIsUnexpected(t *testing.T) {
	onEveryProbe(t, []responseCase{
		{name: "empty object", status: 200, contentType: jsonType, body: `{}`, want: unexpected},
		{name: "null", status: 200, contentType: jsonType, body: `null`, want: unexpected},
		{name: "string", status: 200, contentType: jsonType, body: `"x"`, want: unexpected},
		{name: "true", status: 200, contentType: jsonType, body: `true`, want: unexpected},
		{name: "zero", status: 200, contentType: jsonType, body: `0`, want: unexpected},
		{name: "HTML", status: 200, contentType: htmlType, body: htmlPage, want: unexpected},
		{name: "HTML called JSON", status: 200, contentType: jsonType, body: htmlPage, want: unexpected},
		{name: "empty", status: 200, want: unexpected},
		{name: "white space", status: 200, contentType: jsonType, body: " \r\n", want: unexpected},
		{name: "text", status: 200, contentType: "text/plain", body: "OK", want: unexpected},
		{name: "several words", status: 200, contentType: "text/plain", body: "release 17 is up", want: unexpected},
		{name: "other members", status: 200, contentType: jsonType, body: `{"unexpected":true,"state":"ok"}`, want: unexpected},
		{name: "error", status: 200, contentType: jsonType, body: `{"error":{"code":0,"message":"Access token not found."}}`, want: unexpected},
		{name: "JSON that breaks off", status: 200, contentType: jsonType, body: `{"data":[{"id":1},`, want: unexpected},
		{name: "two JSON values", status: 200, contentType: jsonType, body: `{"data":[]}{"data":[]}`, want: unexpected},
		{name: "nulls", status: 200, contentType: jsonType, body: `{"data":null,"users":null,"topics":null,"site_id":null,"import_jobs":null}`, want: unexpected},
		{name: "strings", status: 200, contentType: jsonType, body: `{"data":"x","users":"x","topics":"x","site_id":[],"import_jobs":"x"}`, want: unexpected},
		{name: "numbers", status: 200, contentType: jsonType, body: `{"data":1,"users":1,"topics":1,"site_id":{},"import_jobs":1}`, want: unexpected},
		{name: "only deeper down", status: 200, contentType: jsonType, body: `{"result":{"data":[],"users":[{"id":1}],"topics":[],"site_id":1}}`, want: unexpected},
		{name: "invalid UTF-8", status: 200, contentType: jsonType, body: "\xff\xfe\x00", want: unexpected},
	})
}

func TestBareListIsNoProofIfTheVendorReturnsAnObject(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		for _, probe := range d.Probes {
			if acceptsBareList(transcript, probe.Path) {
				continue
			}
			got := judge(t, d, responseCase{path: probe.Path, status: 200, contentType: jsonType, body: `[]`})
			wantOutcome(t, got, unexpected)
		}
	})
}

// acceptsBareList reports whether the transcript has an empty list without a
// name as an acceptance on a path, as ReSci responds where it lists jobs.
func acceptsBareList(transcript *transcripts.Transcript, path string) bool {
	return slices.ContainsFunc(transcript.Exchanges, func(e transcripts.Exchange) bool {
		return e.Path == path && string(e.Body) == `[]` && e.Expect[0] == string(connector.Verified)
	})
}

// TestEveryExpressionOfADefinitionCompiles: they are compiled when they are
// used first, and an invalid one would match nothing.
func TestEveryExpressionOfADefinitionCompiles(t *testing.T) {
	compile := func(t *testing.T, e *connector.Expression) {
		t.Helper()
		if e == nil {
			return
		}
		if _, err := connector.CompileExpression(e.String()); err != nil {
			t.Errorf("%s: %v", e, err)
		}
	}
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		rules := slices.Clone(d.Rules)
		for _, probe := range d.Probes {
			rules = append(rules, probe.Rules...)
			for _, e := range []*connector.Expression{
				probe.AcceptedWhen, probe.Account.ID, probe.Account.Name, probe.Account.Email, probe.Account.Role, probe.Account.Organization,
			} {
				compile(t, e)
			}
		}
		for _, rule := range rules {
			compile(t, rule.When)
			compile(t, rule.Text)
			if (rule.Text == nil) != (rule.Words == nil) {
				t.Errorf("a rule for %v has a text or words without the other", rule.Status)
			}
			for _, word := range rule.Words {
				if word != strings.ToLower(word) {
					t.Errorf("the word %q is compared in lower case", word)
				}
			}
		}
	})
}

// TestEvidence: the clause says what decided, and repeats nothing of the body.
func TestEvidence(t *testing.T) {
	custom := func(change func(*connector.CustomProbe)) *connector.Definition {
		probe := connector.CustomProbe{Method: http.MethodGet, Target: "/v1/me"}
		change(&probe)
		return connector.Custom{BaseURL: "https://api.acme.example", HeaderNames: []string{"X-Api-Key"}, Probe: probe}.Definition()
	}
	plain := custom(func(*connector.CustomProbe) {})
	rejects403 := custom(func(p *connector.CustomProbe) { p.Rejected = []int{403} })
	userID := custom(func(p *connector.CustomProbe) { p.AcceptedWhen, p.Accepted = compile(t, "user.id"), []int{200} })
	byText := custom(func(p *connector.CustomProbe) { p.RejectedWhen = compile(t, "code == 'revoked'") })

	for _, c := range []struct {
		definition *connector.Definition
		status     int
		body       string
		header     map[string]string
		want       string
	}{
		{userID, 200, `{"user":"hidden-example-value"}`, nil, "HTTP 200, and accepted_when (`user.id`) matched nothing"},
		{userID, 200, `{"errors":["hidden-example-value"]}`, nil, "HTTP 200 with an error in its body (`errors`)"},
		{userID, 200, "<p>hidden-example-value</p>", nil, "HTTP 200 with a web page"},
		{userID, 204, ``, nil, "HTTP 204, which is not in accepted_status ([200])"},
		{userID, 422, `{}`, nil, "HTTP 422, which is neither in accepted_status ([200]) nor in rejected_status [401]"},
		{rejects403, 401, `{}`, nil, "HTTP 401, which is not in rejected_status [403]"},
		{rejects403, 403, `{}`, nil, "HTTP 403, which is in rejected_status [403]"},
		{rejects403, 403, `RBAC: access denied`, nil, "HTTP 403 with a plain-text body"},
		{plain, 403, `{}`, nil, "HTTP 403, which is not in rejected_status [401]"},
		{plain, 401, `{}`, map[string]string{"WWW-Authenticate": "Negotiate"}, "HTTP 401 with a WWW-Authenticate header for another kind of credential"},
		{byText, 500, `{"code":"revoked"}`, nil, "HTTP 500, and rejected_when (`code == 'revoked'`) matched"},
		{definition(t, "airtable"), 200, `{"email":"hidden-example-value"}`, nil, "HTTP 200 without the expected content (`id`)"},
		{definition(t, "airtable"), 401, `{"reason":"hidden-example-value"}`, nil, "HTTP 401 in a form that Airtable is not known to use"},
		{definition(t, "airtable"), 401, ``, nil, "HTTP 401 with an empty body"},
	} {
		header := http.Header{}
		for name, value := range c.header {
			header.Set(name, value)
		}
		got := c.definition.Judge(connector.Response{Probe: c.definition.Probes[0], Status: c.status, Header: header, Body: []byte(c.body)})
		if got.Evidence != c.want {
			t.Errorf("%d %s: %q, want %q", c.status, c.body, got.Evidence, c.want)
		}
	}
}
