package verify_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// faultCase is what a fault comes to at every vendor, unless a vendor has its
// own meaning of it.
type faultCase struct {
	argument string
	status   connector.Status
	reason   connector.Reason
	cost     cost
}

// cost is how many requests a fault may cost.
type cost string

const (
	once           cost = "once"             // A response, or a failure, that a retry cannot change.
	repeated       cost = "repeated"         // One, and MaxRetries more.
	everyScheme    cost = "every scheme"     // A rejection: one per scheme and no retry.
	everyProbe     cost = "every probe"      // A response that applies to one route.
	firstTwoProbes cost = "first two probes" // One about its route, and one that is not.
)

// faultCases has a row for every fault of the sandbox but those of vendorsWords.
var faultCases = map[string]faultCase{
	"reset":                {"", connector.Inconclusive, connector.ReasonUnreachable, repeated},
	"reset_after_headers":  {"", connector.Inconclusive, connector.ReasonUnreachable, repeated},
	"timeout":              {"", connector.Inconclusive, connector.ReasonTimeout, repeated},
	"drip":                 {"", connector.Inconclusive, connector.ReasonTimeout, repeated},
	"stalled_body":         {"", connector.Inconclusive, connector.ReasonTimeout, repeated},
	"huge_header":          {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"informational_flood":  {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"goaway":               {"", connector.Inconclusive, connector.ReasonUnreachable, repeated},
	"truncated":            {"", connector.Inconclusive, connector.ReasonUnreachable, repeated},
	"malformed":            {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"malformed_http":       {"", connector.Inconclusive, connector.ReasonUnreachable, repeated},
	"wrong_shape":          {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"error_member":         {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"html":                 {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"empty":                {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"null":                 {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"huge":                 {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"gzip_bomb":            {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"redirect":             {"http://127.0.0.1:1/elsewhere", connector.Inconclusive, connector.ReasonRedirected, once},
	"server_error":         {"", connector.Inconclusive, connector.ReasonServerError, repeated},
	"status":               {"404", connector.Inconclusive, connector.ReasonUnexpectedResponse, everyProbe},
	"unavailable":          {"", connector.Inconclusive, connector.ReasonServerError, repeated},
	"rate_limited":         {"86400", connector.Inconclusive, connector.ReasonRateLimited, once},
	"forbidden_html":       {"", connector.Inconclusive, connector.ReasonBlocked, once},
	"unauthorized_html":    {"", connector.Inconclusive, connector.ReasonBlocked, once},
	"unauthorized_gateway": {"", connector.Inconclusive, connector.ReasonBlocked, once},
	"unauthorized_limit":   {"86400", connector.Inconclusive, connector.ReasonRateLimited, once},
	"forbidden_limit":      {"86400", connector.Inconclusive, connector.ReasonRateLimited, once},
	"forbidden_text":       {"", connector.Inconclusive, connector.ReasonBlocked, once},
	"forbidden_empty":      {"", connector.Inconclusive, connector.ReasonBlocked, once},
	"payment_required":     {"", connector.Inconclusive, connector.ReasonAccountInactive, once},
	"mislabelled":          {"", connector.Verified, connector.ReasonAccepted, once},
	"byte_order_mark":      {"", connector.Verified, connector.ReasonAccepted, once},
	"rejected":             {"", connector.Rejected, connector.ReasonInvalidCredential, everyScheme},
	"echo":                 {"", connector.Rejected, connector.ReasonInvalidCredential, everyScheme},
	"late_response":        {"", connector.Rejected, connector.ReasonInvalidCredential, everyScheme},
	"switching_protocols":  {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"unsolicited":          {"", connector.Rejected, connector.ReasonInvalidCredential, everyScheme},
	"hourly_limit":         {"", connector.Inconclusive, connector.ReasonRateLimited, repeated},
	"daily_limit":          {"", connector.Inconclusive, connector.ReasonRateLimited, repeated},
}

var jsonLabel = http.Header{"Content-Type": {"application/json"}}

// vendorResponses are the faults that are a vendor's own responses. They are a
// rejection by one vendor and inconclusive from another, as the definition says. The
// tests of the definition cover that; this file tests the consequences.
var vendorResponses = map[string]connector.Response{
	"forbidden":         {Status: http.StatusForbidden, Header: jsonLabel, Body: []byte(`{"message":"Forbidden"}`)},
	"forbidden_foreign": {Status: http.StatusForbidden, Header: jsonLabel, Body: []byte(`{"reason":"denied by policy"}`)},
	"key_error":         {Status: http.StatusBadRequest, Header: jsonLabel, Body: []byte(`{"message":"Invalid API key"}`)},
}

// caseOf returns the expected outcome and cost of such a response from a vendor.
func caseOf(definition *connector.Definition, response connector.Response) faultCase {
	response.Probe = definition.Probes[0]
	outcome := definition.Judge(response)
	requests := once
	switch {
	case outcome.Status == connector.Rejected:
		requests = everyScheme
	case outcome.RouteOnly:
		requests = everyProbe
	}
	return faultCase{"", outcome.Status, outcome.Reason, requests}
}

// vendorCases are the faults with another outcome for one vendor. They do not follow
// from the definition, so that they check it.
var vendorCases = map[string]faultCase{
	"precoro forbidden":               {"", connector.Inconclusive, connector.ReasonForbidden, everyProbe},
	"paymo forbidden":                 {"", connector.Inconclusive, connector.ReasonForbidden, once},
	"clari_copilot forbidden":         {"", connector.Inconclusive, connector.ReasonForbidden, firstTwoProbes},
	"clari_copilot forbidden_foreign": {"", connector.Inconclusive, connector.ReasonForbidden, firstTwoProbes},
	"precoro hourly_limit":            {"", connector.Inconclusive, connector.ReasonRateLimited, once},
	"precoro daily_limit":             {"", connector.Inconclusive, connector.ReasonRateLimited, once},
	"paymo key_error":                 {"", connector.Inconclusive, connector.ReasonUnexpectedResponse, once},
	"resci key_error":                 {"", connector.Rejected, connector.ReasonInvalidCredential, everyScheme},
}

const (
	faultRequestTimeout      = 20 * time.Second
	faultVerificationTimeout = time.Minute
	faultRetries             = 1
)

// endless are the faults that only a timeout ends. The others are given time,
// so that a busy machine is not taken for one of these.
var endless = []string{"timeout", "drip", "stalled_body"}

// faultVendors have one and two schemes, one and two fields, a limited route, a
// rejection with status 500, a custom definition and an exchange. What depends on the
// vendor is tested for each of them in package faults.
var faultVendors = []string{"precoro", "paymo", "clari_copilot", "resci", "customerly", "acme", "zoom"}

// faultRun is one credential verified at one broken vendor.
type faultRun struct {
	vendor  *sandbox.Vendor
	request verify.Request
	want    faultCase
	timeout time.Duration // Of one request.
	// exchanges is how many token requests succeed before the fault.
	exchanges int
	took      time.Duration
	result    verify.Result
	err       error
	attempts  []verify.Attempt
}

// packGzipBomb has the sandbox make its bomb, which it does once in a process
// and which takes a busy machine longer than any request may.
func prepareGzipBomb(t *testing.T) {
	t.Helper()
	v := newSandbox(t, unlimited).Vendor("resci")
	v.Break(sandbox.Fault{Name: "gzip_bomb"})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.BaseURL()+"/ping", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

func TestFaultsAreNotRejectionsAndShowNoSecret(t *testing.T) {
	t.Parallel()
	prepareGzipBomb(t)
	runs := map[string]*faultRun{}
	var all sync.WaitGroup
	atOnce := make(chan struct{}, 16)
	for _, info := range sandbox.Faults() {
		for _, name := range faultVendors {
			v := newSandbox(t, unlimited).Vendor(name)
			request := ofVendor(t, v)
			want, known := vendorCases[name+" "+info.Name]
			if response, own := vendorResponses[info.Name]; !known && own {
				want, known = caseOf(request.Definition, response), true
			}
			if !known {
				want, known = faultCases[info.Name]
			}
			if !known {
				t.Errorf("the fault %s has no row in this test", info.Name)
				continue
			}
			start := func(at string, run *faultRun) {
				if slices.Contains(endless, info.Name) {
					run.timeout = time.Second
				}
				if run.exchanges > 0 {
					run.timeout = max(run.timeout, 5*time.Second) // The exchange is to succeed on a busy machine too.
				}
				runs[info.Name+"/"+name+at] = run
				all.Go(func() {
					atOnce <- struct{}{}
					defer func() { <-atOnce }()
					run.verify(t.Context())
				})
			}
			run := faultRun{vendor: v, request: request, want: want, timeout: faultRequestTimeout}
			if v.TokenPath() != "" {
				// The fault at the exchange alone is a run of its own.
				atProbe, other := run, newSandbox(t, unlimited).Vendor(name)
				atProbe.vendor, atProbe.request, atProbe.exchanges = other, demo(other), 1
				for _, probe := range request.Definition.Probes {
					other.BreakPath(probe.Path, sandbox.Fault{Name: info.Name, Argument: want.argument})
				}
				start(" at the probe", &atProbe)
				run.want = atTokenEndpoint(want)
				v.BreakPath(v.TokenPath(), sandbox.Fault{Name: info.Name, Argument: want.argument})
			} else {
				v.Break(sandbox.Fault{Name: info.Name, Argument: want.argument})
			}
			start("", &run)
		}
	}
	all.Wait()
	for name, run := range runs {
		t.Run(name, run.check)
	}
}

// atTokenEndpoint returns the case of a fault at a token endpoint, whose responses
// have error codes and nothing about routes or accounts.
func atTokenEndpoint(at faultCase) faultCase {
	switch {
	case at.status != connector.Inconclusive:
	case at.reason == connector.ReasonForbidden, at.reason == connector.ReasonAccountInactive:
		at.reason, at.cost = connector.ReasonUnexpectedResponse, once
	case at.cost == everyProbe:
		at.cost = once
	}
	return at
}

// ofVendor is the demo credential of any vendor, that for custom credentials
// among them.
func ofVendor(t *testing.T, v *sandbox.Vendor) verify.Request {
	t.Helper()
	if v.Name() == "acme" {
		return ofAcme(t, v)
	}
	return demo(v)
}

func (r *faultRun) verify(ctx context.Context) {
	settings := verify.Options{
		RequestTimeout: r.timeout, VerificationTimeout: faultVerificationTimeout, MaxRetries: faultRetries,
		Observe: func(_ context.Context, attempt verify.Attempt) { r.attempts = append(r.attempts, attempt) },
	}
	begun := time.Now()
	r.result, r.err = verify.New(settings).Verify(ctx, r.request)
	r.took = time.Since(begun)
}

func (r *faultRun) check(t *testing.T) {
	if r.err != nil {
		t.Fatal(r.err)
	}
	wantOutcome(t, r.result, r.want.status, r.want.reason)
	if r.took > faultVerificationTimeout+time.Second {
		t.Errorf("took %s", r.took)
	}
	definition := r.request.Definition
	requests := map[cost]int{
		once: 1, repeated: 1 + faultRetries, everyScheme: len(definition.Schemes), everyProbe: len(definition.Probes), firstTwoProbes: 2,
	}[r.want.cost]
	if r.want.status == connector.Verified {
		requests = slices.Index(definition.SchemeNames(), r.result.Scheme) + 1 // Those before it were rejected.
	}
	if r.want.status == connector.Verified && r.vendor.TokenPath() != "" {
		requests = 1
		if r.exchanges == 0 {
			requests = 2
		}
	}
	requests += r.exchanges
	got := len(r.vendor.Requests())
	if r.timeout < faultRequestTimeout && got < requests {
		got = requests // Where a machine is busy, a timeout can end a request before it arrives.
	}
	if got != requests || r.result.Attempts != requests || len(r.attempts) != requests {
		t.Errorf("%d requests, and %d by the result, and %d observed; want %d", got, r.result.Attempts, len(r.attempts), requests)
	}
	for _, request := range r.vendor.Requests() {
		if request.Status == 400 && r.result.HTTPStatus != 400 {
			t.Error("two schemes were sent in one request")
		}
	}
	for i, attempt := range r.attempts {
		if attempt.Connector != definition.Type || attempt.Host != r.result.Host || attempt.Path == "" || attempt.Scheme == "" || attempt.Duration <= 0 {
			t.Errorf("attempt %d is observed as %+v", i, attempt)
		}
	}
	if r.want.status == connector.Verified {
		return // The response is a good one, and its account may be shown.
	}
	if r.result.Scheme != "" || r.result.Account != (connector.Account{}) {
		t.Errorf("scheme %q and account %+v without an acceptance", r.result.Scheme, r.result.Account)
	}
	wantNothingLeaks(t, r.request, fmt.Sprintf("%+v %#v %+v", r.result, r.result, r.attempts))
}

// bodyTexts are texts in the sandbox's bodies, which no caller may see.
var bodyTexts = []string{
	"unexpected", "Welcome", "Please sign in", "Incident", "Request blocked", "Too many requests", "Forbidden",
	"Invalid API key", "limiter", "Moved", "elsewhere", "not an HTTP response", "is set to respond",
}

// wantNothingLeaks looks for the secrets of a request, for what any scheme
// makes of them, and for the vendor's words.
func wantNothingLeaks(t *testing.T, request verify.Request, printed string) {
	t.Helper()
	var secrets []string
	for _, secret := range request.Definition.SecretTexts(request.Values) {
		secrets = append(secrets, secret, base64.StdEncoding.EncodeToString([]byte(secret)))
	}
	for _, scheme := range request.Definition.Schemes {
		for i, header := range scheme.Build(request.Values) {
			// A header without a field, such as the version of an API, is the
			// same for everybody.
			if strings.Contains(scheme.Headers[i].Form, "{") {
				secrets = append(secrets, header.Value.Reveal())
			}
		}
	}
	for _, text := range append(secrets, bodyTexts...) {
		// The reason is a word of our own, and the address is not secret.
		shown := strings.ReplaceAll(printed, string(connector.ReasonUnexpectedResponse), "")
		if strings.Contains(shown, text) {
			t.Errorf("%q is shown in %s", text, printed)
		}
	}
}
