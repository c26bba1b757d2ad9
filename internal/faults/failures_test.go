package faults_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// cost is the number of requests for a failure.
type cost string

const (
	none        cost = "none"         // No request is sent.
	once        cost = "once"         // A retry would not change the result.
	repeated    cost = "repeated"     // One, and the retries of max_retries.
	everyScheme cost = "every scheme" // A rejection: one for each scheme, without retries.
	everyProbe  cost = "every probe"  // The response is about one route.
)

// failure is one way to fail, with the outcome at every vendor.
type failure struct {
	name   string
	status connector.Status
	reason connector.Reason
	cost   cost

	// fault is the sandbox's, as on its command line; secure uses TLS and HTTP/2. If
	// it is nil, network causes the failure.
	fault   func() string
	secure  bool
	network func(network) target
	// endless is set if only request_timeout ends the request.
	endless bool
	// resent is set if net/http itself sends a request again that the server has not
	// processed, as it does on a connection that another request has used.
	resent bool
	// cause is a part of the diagnostic that distinguishes failures without a response.
	cause string
	// wait is how long the provider waits because the response requests it.
	wait time.Duration

	// response is a rejection by one vendor and inconclusive from another. The
	// definition classifies it, which its own tests check.
	response *connector.Response
	// precoroOnce is set if Precoro is not retried, because its body contains the time.
	precoroOnce bool
	// requirements are arguments by connector that a healthy vendor's response does not meet.
	requirements map[string]map[string]tftypes.Value
}

// is returns a failure that a fault of the sandbox causes.
func is(fault string, status connector.Status, reason connector.Reason, requests cost) failure {
	return failure{name: strings.ReplaceAll(fault, "_", " "), fault: always(fault), status: status, reason: reason, cost: requests}
}

func always(text string) func() string { return func() string { return text } }

func (f failure) named(name string) failure       { f.name = name; return f }
func (f failure) overTLS() failure                { f.secure = true; return f }
func (f failure) sentAgain() failure              { f.resent = true; return f }
func (f failure) withoutEnd() failure             { f.endless = true; return f }
func (f failure) waiting(w time.Duration) failure { f.wait = w; return f }
func (f failure) withArgument(a func() string) failure {
	name := f.fault()
	f.fault = func() string { return name + "=" + a() }
	return f
}

const (
	rejected     = connector.Rejected
	inconclusive = connector.Inconclusive
	aDay         = "86400"
)

// failures lists all failures with their outcomes.
func failures() []failure {
	list := slices.Concat(brokenConnections(), brokenResponses(), statuses(), limits(), networkFailures(), unmetRequirements())
	for _, code := range []int{300, 301, 302, 303, 304, 305, 307, 308} {
		list = append(list, is(fmt.Sprintf("redirect=%d http://%s/elsewhere", code, canary), inconclusive, connector.ReasonRedirected, once).
			named(fmt.Sprintf("redirect %d", code)))
	}
	return list
}

func brokenConnections() []failure {
	unreachable := func(fault string) failure {
		return is(fault, inconclusive, connector.ReasonUnreachable, repeated)
	}
	timeout := func(fault string) failure {
		return is(fault, inconclusive, connector.ReasonTimeout, repeated).withoutEnd()
	}
	return []failure{
		unreachable("reset").named("reset before the headers"),
		unreachable("reset_after_headers").named("reset after the headers"),
		unreachable("reset").named("HTTP2 stream reset").overTLS(),
		unreachable("reset_after_headers").named("HTTP2 stream reset after the headers").overTLS(),
		unreachable("goaway").named("HTTP2 GOAWAY").overTLS().sentAgain(),
		unreachable("goaway").named("HTTP1 instead of GOAWAY"),
		unreachable("truncated"),
		unreachable("truncated").named("truncated over HTTP2").overTLS(),
		unreachable("malformed_http"),
		unreachable("huge_header").named("huge header over HTTP2").overTLS(), // net/http calls it an error of the protocol.
		timeout("timeout").named("timeout at the headers"),
		timeout("stalled_body").named("timeout at the body"),
		timeout("stalled_body").named("timeout at the body over HTTP2").overTLS(),
		timeout("drip"),
	}
}

func brokenResponses() []failure {
	var list []failure
	for _, fault := range []string{"huge", "gzip_bomb", "malformed", "wrong_shape", "error_member", "html", "empty", "null"} {
		list = append(list, is(fault, inconclusive, connector.ReasonUnexpectedResponse, once))
	}
	list[0].name = "huge body"
	return append(list,
		is("gzip_bomb", inconclusive, connector.ReasonUnexpectedResponse, once).named("gzip bomb over HTTP2").overTLS(),
		is("huge_header", inconclusive, connector.ReasonUnexpectedResponse, once),
		is("informational_flood", inconclusive, connector.ReasonUnexpectedResponse, once).named("1xx flood"),
		is("informational_flood", inconclusive, connector.ReasonUnexpectedResponse, once).named("1xx flood over HTTP2").overTLS(),
		is("forbidden_html", inconclusive, connector.ReasonBlocked, once).named("403 in HTML"),
		is("unauthorized_html", inconclusive, connector.ReasonBlocked, once).named("401 in HTML"),
		is("unauthorized_gateway", inconclusive, connector.ReasonBlocked, once).named("401 of a gateway"),
		is("forbidden_text", inconclusive, connector.ReasonBlocked, once).named("403 in plain text"),
		is("forbidden_empty", inconclusive, connector.ReasonBlocked, once).named("403 without a body"),
		is("payment_required", inconclusive, connector.ReasonAccountInactive, once).named("402"),
		is("rejected", rejected, connector.ReasonInvalidCredential, everyScheme).named("rejection"),
		is("echo", rejected, connector.ReasonInvalidCredential, everyScheme).named("401 that repeats the secret"),
		is("late_response", rejected, connector.ReasonInvalidCredential, everyScheme).named("rejection, then a late acceptance"),
		is("switching_protocols", inconclusive, connector.ReasonUnexpectedResponse, once).named("101"),
		is("unsolicited", rejected, connector.ReasonInvalidCredential, everyScheme).named("401 and a second response"),
		vendorResponse("403 in JSON", "forbidden", http.StatusForbidden, `{"message":"Forbidden"}`),
		vendorResponse("403 in foreign JSON", "forbidden_foreign", http.StatusForbidden, `{"reason":"denied by policy","request":"0000-example"}`),
		vendorResponse("400 about the key", "key_error", http.StatusBadRequest, `{"message":"Invalid API key"}`),
	)
}

func vendorResponse(name, fault string, status int, body string) failure {
	return failure{name: name, fault: always(fault), response: &connector.Response{
		Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body),
	}}
}

func statuses() []failure {
	status := func(code int, status connector.Status, reason connector.Reason, requests cost) failure {
		return is(fmt.Sprintf("status=%d", code), status, reason, requests).named(fmt.Sprint(code))
	}
	serverError := func(code int) failure {
		return status(code, inconclusive, connector.ReasonServerError, repeated)
	}
	list := []failure{
		status(404, inconclusive, connector.ReasonUnexpectedResponse, everyProbe),
		status(410, inconclusive, connector.ReasonUnexpectedResponse, everyProbe),
		is("server_error", inconclusive, connector.ReasonServerError, repeated).named("500"),
		serverError(502), serverError(504), serverError(599),
		is("unavailable", inconclusive, connector.ReasonServerError, repeated).named("503 without Retry-After"),
		is("unavailable=1", inconclusive, connector.ReasonServerError, repeated).named("503 with Retry-After").waiting(time.Second),
		is("unavailable="+aDay, inconclusive, connector.ReasonServerError, once).named("503 with Retry-After of a day"),
	}
	for _, code := range []int{400, 405, 408, 418, 421, 425} {
		list = append(list, status(code, inconclusive, connector.ReasonUnexpectedResponse, once))
	}
	return list
}

// limits are the rate limits: Retry-After in its six forms, and Precoro's own.
func limits() []failure {
	limited := func(form string, requests cost, argument func() string) failure {
		return is("rate_limited", inconclusive, connector.ReasonRateLimited, requests).
			named("429, Retry-After: " + form).withArgument(argument)
	}
	// A date has whole seconds: this one is at most one second from now.
	date := func() string { return time.Now().Add(time.Second).UTC().Format(http.TimeFormat) }
	list := []failure{
		limited("none", repeated, always("")),
		limited("seconds", repeated, always("1")).waiting(time.Second),
		limited("date", repeated, date).waiting(time.Second),
		limited("a day", once, always(aDay)),
		limited("negative", repeated, always("-5")),
		limited("garbage", repeated, always("soon")),
		is("forbidden_limit=", inconclusive, connector.ReasonRateLimited, once).named("403 as a rate limit that opens in a minute"),
		is("forbidden_limit="+aDay, inconclusive, connector.ReasonRateLimited, once).named("403 as a rate limit for a day"),
		is("unauthorized_limit="+aDay, inconclusive, connector.ReasonRateLimited, once).named("401 as a rate limit for a day"),
		is("hourly_limit", inconclusive, connector.ReasonRateLimited, repeated).named("429 of Precoro's for the hour"),
		is("daily_limit", inconclusive, connector.ReasonRateLimited, repeated).named("429 of Precoro's for the day"),
	}
	for i := len(list) - 2; i < len(list); i++ {
		list[i].precoroOnce = true
	}
	return list
}

// unmetRequirements are those of a credential that the vendor accepts: in the response
// of the token endpoint, of the probe, or in the host.
func unmetRequirements() []failure {
	unmet := func(reason connector.Reason, requirements map[string]map[string]tftypes.Value) failure {
		return failure{
			name: strings.ReplaceAll(string(reason), "_", " "), status: connector.Insufficient, reason: reason, cost: once, requirements: requirements,
		}
	}
	scope := map[string]tftypes.Value{"required_scopes": tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, []tftypes.Value{testkit.Text("example:missing")})}
	environment := map[string]tftypes.Value{"required_environment": testkit.Text("live")}
	return []failure{
		unmet(connector.ReasonMissingScope, map[string]map[string]tftypes.Value{"zoom": scope, "paypal": scope, "github": scope}),
		unmet(connector.ReasonWrongEnvironment, map[string]map[string]tftypes.Value{"salesforce": environment}),
	}
}

// outcome is that of a failure for one connector in one phase.
func (f failure) outcome(of subject, phase phase) (connector.Status, connector.Reason, int) {
	if of.exchanges() && !of.atProbe && f.requirements == nil {
		return f.atTokenEndpoint(of, phase)
	}
	status, reason, requests := f.atProbe(of, phase)
	if f.isRepeated(of, phase) {
		requests = lateRequests
	}
	if of.exchanges() {
		requests++
	}
	return status, reason, requests
}

// atProbe is the outcome with the requests of the probes.
func (f failure) atProbe(of subject, phase phase) (connector.Status, connector.Reason, int) {
	requests := map[cost]int{none: 0, once: 1, repeated: 1 + retries, everyScheme: of.schemes(), everyProbe: of.probes()}
	switch {
	case f.response != nil:
		return f.classified(of, phase)
	case f.precoroOnce && of.name == "precoro":
		return f.status, f.reason, 1
	default:
		return f.status, f.reason, requests[f.cost]
	}
}

// atTokenEndpoint is the outcome if the exchange fails: nothing is sent to the API.
func (f failure) atTokenEndpoint(of subject, phase phase) (connector.Status, connector.Reason, int) {
	requests := 1
	switch {
	case f.isRepeated(of, phase):
		requests = lateRequests
	case f.cost == repeated:
		requests += retries
	}
	switch {
	case f.response != nil, f.reason == connector.ReasonForbidden, f.reason == connector.ReasonAccountInactive:
		return inconclusive, connector.ReasonUnexpectedResponse, 1
	default:
		return f.status, f.reason, requests
	}
}

const (
	// lateBudget is verification_timeout if a rejection is repeated, lateRequests the
	// requests that fit into it, and lateWait the time between them.
	lateBudget   = 3 * time.Second
	lateRequests = 3
	lateWait     = 1500 * time.Millisecond
)

// isRepeated reports whether a rejection is repeated, because the vendor accepts a new
// secret only after some time: at apply, if the credential is changed.
func (f failure) isRepeated(of subject, phase phase) bool {
	return f.status == rejected && of.acceptsLate() && (phase == applyCreate || phase == applyRotation)
}

// waitAt is how long the provider waits in a phase.
func (f failure) waitAt(of subject, phase phase) time.Duration {
	if f.isRepeated(of, phase) {
		return lateWait
	}
	return f.wait
}

// classified is the definition's result for a response: the first that is not about
// the probe's route alone. After a rejection, every scheme is tried.
func (f failure) classified(of subject, phase phase) (connector.Status, connector.Reason, int) {
	definition := of.definition()
	probes := slices.Clone(definition.Probes)
	if phase.needsAccount() {
		slices.SortStableFunc(probes, func(a, b connector.Probe) int { return order(a) - order(b) })
	}
	var outcome connector.Outcome
	requests := 0
	for _, probe := range probes {
		response := *f.response
		response.Probe = probe
		outcome = definition.Judge(response)
		requests++
		if !outcome.RouteOnly {
			break
		}
	}
	if outcome.Status == rejected {
		requests *= of.schemes()
	}
	return outcome.Status, outcome.Reason, requests
}

// order is that of an apply, which sends the probe that reports most first.
func order(probe connector.Probe) int { return -len(probe.Reports().Names()) }
