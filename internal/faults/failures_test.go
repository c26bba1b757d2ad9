package faults_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// cost is how many requests a failure may cost.
type cost string

const (
	none        cost = "none"         // Nobody is asked.
	once        cost = "once"         // An answer, or a failure, that a repetition cannot change.
	repeated    cost = "repeated"     // One, and the repetitions that max_retries allows.
	everyScheme cost = "every scheme" // A refusal: one for each scheme, and no repetition.
	everyProbe  cost = "every probe"  // An answer about one route.
)

// failure is one way to fail, and what it comes to at every vendor.
type failure struct {
	name   string
	status connector.Status
	reason connector.Reason
	cost   cost

	// fault is the sandbox's, in the form of its command, and secure has it
	// happen under TLS and HTTP/2. Where it is empty, network makes the failure.
	fault   func() string
	secure  bool
	network func(network) world
	// endless is what only request_timeout ends.
	endless bool
	// cause is what a diagnostic has to say of a failure before any answer, so
	// that one failure is not taken for another.
	cause string
	// wait is how long the answer asks to wait, where that is waited for.
	wait time.Duration

	// vendorsWord is an answer of a vendor's own, which means a refusal to one
	// and nothing to another: the definition says what, and its tests that it is
	// right. What follows from it is this matrix's.
	vendorsWord *connector.Response
	// precoroOnce: the time in the body is read, at the one vendor that sends it.
	precoroOnce bool
}

// is a failure by a fault of the sandbox.
func is(fault string, status connector.Status, reason connector.Reason, requests cost) failure {
	return failure{name: strings.ReplaceAll(fault, "_", " "), fault: always(fault), status: status, reason: reason, cost: requests}
}

func always(text string) func() string { return func() string { return text } }

func (f failure) named(name string) failure       { f.name = name; return f }
func (f failure) overTLS() failure                { f.secure = true; return f }
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

// failures is the one table of what each failure comes to.
func failures() []failure {
	list := slices.Concat(brokenConnections(), brokenAnswers(), statuses(), limits(), networkFailures())
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
		unreachable("reset").named("HTTP/2 stream reset").overTLS(),
		unreachable("reset_after_headers").named("HTTP/2 stream reset after the headers").overTLS(),
		unreachable("goaway").named("HTTP/2 GOAWAY").overTLS(),
		unreachable("goaway").named("HTTP/1.1 in the place of GOAWAY"),
		unreachable("truncated"),
		unreachable("truncated").named("truncated over HTTP/2").overTLS(),
		unreachable("malformed_http"),
		unreachable("informational_flood").named("1xx flood"),
		unreachable("informational_flood").named("1xx flood over HTTP/2").overTLS(),
		unreachable("huge_header"),
		unreachable("huge_header").named("huge header over HTTP/2").overTLS(),
		timeout("timeout").named("timeout at the headers"),
		timeout("stalled_body").named("timeout at the body"),
		timeout("stalled_body").named("timeout at the body over HTTP/2").overTLS(),
		timeout("drip"),
	}
}

func brokenAnswers() []failure {
	var list []failure
	for _, fault := range []string{"huge", "gzip_bomb", "malformed", "wrong_shape", "html", "empty", "null"} {
		list = append(list, is(fault, inconclusive, connector.ReasonUnexpectedResponse, once))
	}
	list[0].name = "huge body"
	return append(list,
		is("gzip_bomb", inconclusive, connector.ReasonUnexpectedResponse, once).named("gzip bomb over HTTP/2").overTLS(),
		is("forbidden_html", inconclusive, connector.ReasonBlocked, once).named("403 in HTML, a web firewall's"),
		is("unauthorized_html", inconclusive, connector.ReasonBlocked, once).named("401 in HTML"),
		is("unauthorized_gateway", inconclusive, connector.ReasonBlocked, once).named("401 of a gateway"),
		is("forbidden_text", inconclusive, connector.ReasonBlocked, once).named("403 in plain text"),
		is("forbidden_empty", inconclusive, connector.ReasonBlocked, once).named("403 without a body"),
		is("payment_required", inconclusive, connector.ReasonAccountInactive, once).named("402"),
		is("rejected", rejected, connector.ReasonInvalidCredential, everyScheme).named("rejection"),
		is("echo", rejected, connector.ReasonInvalidCredential, everyScheme).named("401 that repeats the secret"),
		is("late_response", rejected, connector.ReasonInvalidCredential, everyScheme).named("rejection, and an acceptance some milliseconds later"),
		is("switching_protocols", inconclusive, connector.ReasonUnexpectedResponse, once).named("101"),
		is("unsolicited", rejected, connector.ReasonInvalidCredential, everyScheme).named("401 and a second answer"),
		vendorsWord("403 in JSON", "forbidden", http.StatusForbidden, `{"message":"Forbidden"}`),
		vendorsWord("403 in foreign JSON", "forbidden_foreign", http.StatusForbidden, `{"reason":"denied by policy","request":"0000-example"}`),
		vendorsWord("400 about the key", "key_error", http.StatusBadRequest, `{"message":"Invalid API key"}`),
	)
}

func vendorsWord(name, fault string, status int, body string) failure {
	return failure{name: name, fault: always(fault), vendorsWord: &connector.Response{
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

// limits are the 429s: Retry-After in its six forms, and Precoro's own.
func limits() []failure {
	limited := func(form string, requests cost, argument func() string) failure {
		return is("rate_limited", inconclusive, connector.ReasonRateLimited, requests).
			named("429, Retry-After: " + form).withArgument(argument)
	}
	// A date has whole seconds: this one is between none and one second from now.
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

// outcome is what a failure comes to for one connector in one phase.
func (f failure) outcome(of subject, at phase) (connector.Status, connector.Reason, int) {
	requests := map[cost]int{none: 0, once: 1, repeated: 1 + retries, everyScheme: of.schemes(), everyProbe: of.probes()}
	switch {
	case f.vendorsWord != nil:
		return f.meaning(of, at)
	case f.precoroOnce && of.name == "precoro":
		return f.status, f.reason, 1
	default:
		return f.status, f.reason, requests[f.cost]
	}
}

// meaning asks the definition what its vendor's word means, probe by probe as
// long as it speaks of the route alone. A refusal is asked for with every scheme.
func (f failure) meaning(of subject, at phase) (connector.Status, connector.Reason, int) {
	definition := of.defined()
	probes := slices.Clone(definition.Probes)
	if at.wantsAccount() {
		slices.SortStableFunc(probes, func(a, b connector.Probe) int { return order(a) - order(b) })
	}
	var meant connector.Outcome
	asked := 0
	for _, probe := range probes {
		answer := *f.vendorsWord
		answer.Probe = probe
		meant = definition.Judge(answer)
		asked++
		if !meant.RouteOnly {
			break
		}
	}
	if meant.Status == rejected {
		asked *= of.schemes()
	}
	return meant.Status, meant.Reason, asked
}

// order is that of an apply, which sends the probe that reports most first.
func order(probe connector.Probe) int { return -len(probe.Reports().Names()) }
