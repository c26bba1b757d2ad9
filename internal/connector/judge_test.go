package connector_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// The forms of answers that more than one test needs.
const (
	jsonType = "application/json"
	htmlType = "text/html; charset=utf-8"
	htmlPage = "<!DOCTYPE html>\n<html><body><h1>Example</h1></body></html>\n"
)

// answerCase is an answer and what it means. The path is that of the first
// probe where it is empty.
type answerCase struct {
	name        string
	path        string
	status      int
	contentType string
	body        string
	want        connector.Outcome
}

// The meanings of an answer.
var (
	refused    = connector.Outcome{Status: connector.Rejected, Reason: connector.ReasonInvalidCredential}
	forbidden  = connector.Outcome{Status: connector.Rejected, Reason: connector.ReasonForbidden}
	noRight    = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden}
	blocked    = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonBlocked}
	limited    = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}
	redirected = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRedirected}
	broken     = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonServerError}
	unexpected = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse}
	// notHere is a right that is missing on one route, and says nothing of the others.
	notHere   = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden, RouteOnly: true}
	routeGone = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, RouteOnly: true}
)

func verified(account connector.Account) connector.Outcome {
	return connector.Outcome{Status: connector.Verified, Reason: connector.ReasonAccepted, Account: account}
}

// judge asks a definition what an answer to its example credential means.
func judge(t *testing.T, d *connector.Definition, c answerCase) connector.Outcome {
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
	values := connector.Values{}
	if d.Type != connector.CustomType {
		values = exampleValues(t, d)
	}
	return d.Judge(connector.Answer{
		Probe: probe, Status: c.status, ContentType: c.contentType, Body: []byte(c.body), Values: values,
	})
}

// wantOutcomes judges every case.
func wantOutcomes(t *testing.T, name string, cases []answerCase) {
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
func onEveryProbe(t *testing.T, cases []answerCase) {
	t.Helper()
	for _, d := range connector.All() {
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

func Test401IsARefusalWhateverItsBody(t *testing.T) {
	onEveryProbe(t, []answerCase{
		{name: "JSON", status: 401, contentType: jsonType, body: `{"message":"Invalid credentials."}`, want: refused},
		{name: "HTML", status: 401, contentType: htmlType, body: htmlPage, want: refused},
		{name: "HTML without a type", status: 401, body: htmlPage, want: refused},
		{name: "empty", status: 401, want: refused},
		{name: "text", status: 401, contentType: "text/plain", body: "Unauthorized", want: refused},
		{name: "proof", status: 401, contentType: jsonType, body: `{"data":[],"users":[{"id":1}],"topics":[],"site_id":1}`, want: refused},
	})
}

func Test403InMarkupIsAFirewallAndNoRefusal(t *testing.T) {
	onEveryProbe(t, []answerCase{
		{name: "HTML", status: 403, contentType: htmlType, body: htmlPage, want: blocked},
		{name: "HTML type in capitals", status: 403, contentType: "TEXT/HTML", body: "Request blocked", want: blocked},
		{name: "XHTML", status: 403, contentType: "application/xhtml+xml", body: "x", want: blocked},
		{name: "HTML called JSON", status: 403, contentType: jsonType, body: htmlPage, want: blocked},
		{name: "HTML behind white space", status: 403, body: "\r\n\t " + htmlPage, want: blocked},
		{name: "HTML behind a byte order mark", status: 403, body: "\ufeff" + htmlPage, want: blocked},
		{name: "XML", status: 403, contentType: "application/xml", body: `<?xml version="1.0"?><Error/>`, want: blocked},
		{name: "empty HTML", status: 403, contentType: htmlType, want: blocked},
	})
}

func Test403ByTheVendorItselfIsARefusalWhereTheVendorMeansIt(t *testing.T) {
	eachRow(t, func(t *testing.T, d *connector.Definition, r row) {
		if len(r.forbidden) != len(d.Probes) {
			t.Errorf("the row says what a 403 means on %d paths, and there are %d probes", len(r.forbidden), len(d.Probes))
		}
		for _, probe := range d.Probes {
			want, known := r.forbidden[probe.Path]
			if !known {
				t.Errorf("the row does not say what a 403 means on %s", probe.Path)
			}
			for _, body := range []string{`{"message":"Forbidden"}`, ""} {
				got := judge(t, d, answerCase{path: probe.Path, status: 403, contentType: jsonType, body: body})
				wantOutcome(t, got, want)
			}
		}
	})
}

func TestStatusesThatSayNothingOfTheCredential(t *testing.T) {
	cases := []answerCase{
		{name: "429", status: 429, contentType: jsonType, body: `{"message":"Too many requests"}`, want: limited},
		{name: "429 in HTML", status: 429, contentType: htmlType, body: htmlPage, want: limited},
		{name: "429 empty", status: 429, want: limited},
		{name: "500", status: 500, contentType: jsonType, body: `{"message":"Internal server error"}`, want: broken},
		{name: "502 in HTML", status: 502, contentType: htmlType, body: htmlPage, want: broken},
		{name: "599", status: 599, want: broken},
	}
	for _, status := range []int{404, 410} {
		cases = append(cases, answerCase{name: strconv.Itoa(status), status: status, contentType: jsonType, body: `{"message":"Not found"}`, want: routeGone})
		cases = append(cases, answerCase{name: strconv.Itoa(status) + " HTML", status: status, contentType: htmlType, body: htmlPage, want: routeGone})
	}
	for _, status := range []int{300, 301, 302, 303, 304, 307, 308} {
		cases = append(cases, answerCase{name: strconv.Itoa(status), status: status, body: `{"data":[]}`, want: redirected})
	}
	for _, status := range []int{500, 501, 502, 503, 504, 521} {
		cases = append(cases, answerCase{name: strconv.Itoa(status) + " empty", status: status, want: broken})
	}
	// None of these is documented by any vendor. A body that would prove the
	// credential proves nothing beside them.
	for _, status := range []int{201, 202, 204, 206, 400, 402, 405, 406, 409, 415, 418, 422, 451} {
		cases = append(cases, answerCase{
			name: strconv.Itoa(status), status: status, contentType: jsonType,
			body: `{"data":[],"users":[{"id":1}],"topics":[],"site_id":1,"message":"Bad request"}`, want: unexpected,
		})
	}
	onEveryProbe(t, cases)
}

func Test200WithoutTheVendorsProofIsUnexpected(t *testing.T) {
	onEveryProbe(t, []answerCase{
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
		{name: "other members", status: 200, contentType: jsonType, body: `{"unexpected":true,"status":"ok"}`, want: unexpected},
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

func TestBareListProvesNothingWhereTheVendorAnswersInAnObject(t *testing.T) {
	eachRow(t, func(t *testing.T, d *connector.Definition, r row) {
		for _, probe := range d.Probes {
			if r.acceptsBareList(probe.Path) {
				continue
			}
			got := judge(t, d, answerCase{path: probe.Path, status: 200, contentType: jsonType, body: `[]`})
			wantOutcome(t, got, unexpected)
		}
	})
}

// acceptsBareList tells whether the row has an empty list without a name as an
// acceptance on a path, as ReSci answers where it lists jobs.
func (r row) acceptsBareList(path string) bool {
	return slices.ContainsFunc(r.answers, func(c answerCase) bool {
		return c.path == path && c.body == `[]` && c.want.Status == connector.Verified
	})
}

func TestAnswersMeanWhatTheRowsSay(t *testing.T) {
	eachRow(t, func(t *testing.T, d *connector.Definition, r row) { wantOutcomes(t, d.Type, r.answers) })
}
