package verify

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

const userAgent = "User-Agent"

// exchange is one request with its retries: a probe, or the request for a token.
type exchange struct {
	verification *verification
	scheme       connector.Scheme
	// path is the request's, for logs.
	path string
	// limit is the rate limit that counts the request; nil if none does.
	limit *rateLimit
	// judgeResponse returns what a complete response means.
	judgeResponse func(transport.Attempt, connector.Response) connector.Outcome
	result        Result
}

// sendProbe sends one probe with one scheme. What is known of its response before it
// is there has the values that the headers are built from.
func (v *verification) sendProbe(ctx context.Context, scheme connector.Scheme, probe connector.Probe, known connector.Response) Result {
	e := &exchange{
		verification: v, scheme: scheme, limit: v.limit,
		judgeResponse: func(_ transport.Attempt, response connector.Response) connector.Outcome {
			response.Probe, response.Values, response.TokenScopes = probe, known.Values, known.TokenScopes
			return v.request.Definition.Judge(response)
		},
	}
	e.result.Host = connector.Host(v.request.BaseURL)
	if until, closed := v.limit.closedUntil(probe.Path); closed {
		e.result.Outcome = routeClosed(until)
		return e.result
	}
	e.path = probe.Path
	e.send(ctx, probe.HTTPMethod(), probe.URL(v.request.BaseURL), probe.Body, func(to http.Header) {
		if probe.ContentType != "" {
			to.Set("Content-Type", probe.ContentType)
		}
		for _, header := range scheme.Build(known.Values) {
			// Set directly, because Header.Set would change the spelling, and instead
			// of what is there in another spelling.
			to.Del(header.Name)
			to[headerName(header.Name)] = []string{header.Value.Reveal()}
		}
	})
	return e.result
}

// send sends a request, unless its host hangs. The function sets its own headers.
func (e *exchange) send(ctx context.Context, method, address, body string, setHeaders func(http.Header)) {
	c := e.verification
	if c.skipsHungHost(e.result.Host) {
		e.fail(hostHangsFailure)
		e.result.skipped = true
		return
	}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: e.recordRequest})
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		e.fail(transport.Failure{Kind: transport.Unreachable, Cause: "the base URL cannot be used", Permanent: true})
		return
	}
	request.Header.Set("Accept", "application/json")
	// A cache that is shared may keep the response to another credential.
	request.Header.Set("Cache-Control", "no-cache, no-store")
	request.Header.Set(userAgent, c.verifier.options.UserAgent)
	setHeaders(request.Header)
	// An error is a failure that judge has seen, or a wait for which there is no time.
	_ = c.verifier.client.Send(request, transport.Exchange{
		MaxRetries:    c.verifier.options.MaxRetries,
		Judge:         e.judge,
		BeforeAttempt: e.waitForRateLimit,
		BeforeWait:    func(ctx context.Context, wait time.Duration) { c.pause(ctx, e.result.Reason, wait) },
	})
}

// recordRequest records a request at its rate limit.
func (e *exchange) recordRequest() {
	if e.limit != nil {
		e.limit.recordRequest()
	}
}

// headerName returns the name under which a header is sent. It is the declared one,
// except for User-Agent: in another spelling, net/http would add its own.
func headerName(name string) string {
	if strings.EqualFold(name, userAgent) {
		return userAgent
	}
	return name
}

// routeClosed is the outcome of a probe whose route the vendor has closed for this
// credential until a known time. No request is sent.
func routeClosed(until time.Time) connector.Outcome {
	return connector.Outcome{
		Status: connector.Inconclusive, Reason: connector.ReasonRateLimited, RetryAt: until, RouteOnly: true,
	}
}

// waitForRateLimit waits until the vendor's rate limit permits a request. A wait
// that does not fit into the time budget ends the exchange at once. The result is then
// that of the previous attempt, if there was one.
func (e *exchange) waitForRateLimit(ctx context.Context) error {
	if e.limit == nil {
		return nil
	}
	if wait := e.limit.expectedWait(); transport.Fits(ctx, wait) {
		e.verification.pause(ctx, connector.ReasonRateLimited, wait)
	}
	err := e.limit.wait(ctx)
	if err != nil && e.result.Status == "" {
		e.result.Outcome = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}
	}
	return err
}

// judge reads the response, or the failure, and decides whether to repeat the
// request. The vendor's own meaning of a response precedes any rule about statuses.
func (e *exchange) judge(ctx context.Context, attempt transport.Attempt) (retry bool, notBefore time.Time) {
	c := e.verification
	c.attempts++
	e.recordRequest()
	e.result.HTTPStatus, e.result.Cause = attempt.Status(), ""
	if attempt.Failure != nil {
		e.fail(*attempt.Failure)
	} else {
		e.result.Outcome = e.judgeResponse(attempt, connector.Response{
			Status: attempt.Response.Status, Header: attempt.Response.Header, Body: attempt.Response.Body, Values: c.request.Values, Region: c.request.Region, BaseURL: c.request.BaseURL,
		})
	}
	var hint time.Duration // How long to wait, according to the vendor.
	if attempt.Response != nil {
		hint = limitHint(*attempt.Response, e.result.Reason)
	}
	switch {
	case e.result.Status == connector.Verified:
		e.result.Scheme = e.scheme.Name
	case e.result.RouteOnly && e.result.Reason == connector.ReasonRateLimited:
		if hint > 0 && e.result.RetryAt.IsZero() {
			e.result.RetryAt = time.Now().Add(hint)
		}
		if !e.result.RetryAt.IsZero() {
			e.limit.close(e.path, e.result.RetryAt)
		}
	}
	c.verifier.health.record(e.result.Host, e.result.Reason == connector.ReasonTimeout, e.result.HTTPStatus != 0)
	e.observe(ctx, attempt)
	retry = e.retries(attempt, hint)
	return retry, e.result.RetryAt
}

// limitHint returns the wait that a response requests. Vendors send the headers of a
// rate limit with every response, so that they count only if the response is about one.
func limitHint(response transport.Response, reason connector.Reason) time.Duration {
	hint := transport.RetryAfter(response.Header, time.Now())
	if hint == 0 && (reason == connector.ReasonRateLimited || response.Status == http.StatusTooManyRequests) {
		hint = transport.LimitReset(response.Header, time.Now())
	}
	return hint
}

// fail records why there was no usable response. A failure is never a rejection.
func (e *exchange) fail(failure transport.Failure) {
	reason := map[transport.Kind]connector.Reason{
		transport.Unreachable: connector.ReasonUnreachable,
		transport.Timeout:     connector.ReasonTimeout,
		transport.Unusable:    connector.ReasonUnexpectedResponse,
	}[failure.Kind]
	e.result.Outcome = connector.Outcome{Status: connector.Inconclusive, Reason: reason}
	e.result.Cause = failure.Cause
}

// retryable reports whether a retry may have another outcome. A rejection is final,
// and if a route is limited, another probe is sent instead.
func retryable(outcome connector.Outcome) bool {
	if outcome.RouteOnly {
		return false
	}
	switch outcome.Reason {
	case connector.ReasonRateLimited, connector.ReasonServerError, connector.ReasonUnreachable, connector.ReasonTimeout:
		return true
	default:
		return false
	}
}

// retries decides whether to repeat the request, and keeps the time that the
// vendor sent, for the diagnostic.
func (e *exchange) retries(attempt transport.Attempt, hint time.Duration) bool {
	outcome := &e.result.Outcome
	switch {
	case attempt.Failure != nil && attempt.Failure.Permanent, !retryable(*outcome), e.verification.skipsHungHost(e.result.Host):
		return false
	case attempt.Failure != nil && (attempt.Status() == http.StatusUnauthorized || attempt.Status() == http.StatusForbidden):
		// A request that was denied must not be repeated because the response's
		// body was cut off: vendors block addresses that keep sending wrong keys.
		return false
	}
	e.verification.search.giveUp()
	if hint > 0 && outcome.RetryAt.IsZero() {
		outcome.RetryAt = time.Now().Add(hint)
	}
	return true
}

func (e *exchange) observe(ctx context.Context, attempt transport.Attempt) {
	if observe := e.verification.verifier.options.Observe; observe != nil {
		observe(ctx, Attempt{
			Connector:  e.verification.request.Definition.Type,
			Host:       e.result.Host,
			Path:       e.path,
			Scheme:     e.scheme.Name,
			Number:     attempt.Number,
			HTTPStatus: e.result.HTTPStatus,
			Reason:     e.result.Reason,
			Cause:      e.result.Cause,
			Duration:   attempt.Duration,
		})
	}
}
