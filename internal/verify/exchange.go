package verify

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"github.com/hashicorp/go-retryablehttp"
)

const userAgent = "User-Agent"

// exchange is one probe with its retries. Its methods are the hooks of
// go-retryablehttp, which see each answer once and in this order: checkRetry,
// backoff, prepareRetry.
type exchange struct {
	conversation *conversation
	probe        connector.Probe
	result       Result
	attempts     int
	sent         time.Time
	delay        time.Duration
	permanent    bool // The last attempt failed in a way that repeating does not mend.
}

// exchange asks one probe with one scheme.
func (c *conversation) exchange(ctx context.Context, scheme connector.Scheme, probe connector.Probe) Result {
	e := &exchange{conversation: c, probe: probe}
	e.result.Host = connector.Host(c.request.BaseURL)
	if until, closed := c.allowed.closedUntil(probe.Path); closed {
		e.result.Outcome = routeClosed(until)
		return e.result
	}
	if c.skipsHungHost() {
		e.fail(hostHangs)
		return e.result
	}

	written := &httptrace.ClientTrace{WroteHeaders: c.allowed.used}
	request, err := retryablehttp.NewRequestWithContext(httptrace.WithClientTrace(ctx, written), probe.HTTPMethod(), probe.URL(c.request.BaseURL), bodyOf(probe))
	if err != nil {
		e.fail(transport.Failure{Kind: transport.Unreachable, Cause: "the base URL cannot be used", Permanent: true})
		return e.result
	}
	request.Header.Set("Accept", "application/json")
	// A cache that is shared may keep the response to another credential.
	request.Header.Set("Cache-Control", "no-cache, no-store")
	request.Header.Set(userAgent, c.verifier.options.UserAgent)
	if probe.ContentType != "" {
		request.Header.Set("Content-Type", probe.ContentType)
	}
	for _, header := range scheme.Build(c.request.Values) {
		// Set directly, because Header.Set would change the spelling, and instead
		// of what is there in another spelling.
		request.Header.Del(header.Name)
		request.Header[spelling(header.Name)] = []string{header.Value.Reveal()}
	}

	client := retryablehttp.Client{
		HTTPClient:   c.verifier.client,
		RetryMax:     c.verifier.options.MaxRetries,
		CheckRetry:   e.checkRetry(scheme),
		Backoff:      func(time.Duration, time.Duration, int, *http.Response) time.Duration { return e.delay },
		PrepareRetry: func(*http.Request) error { return e.takeTurn(ctx) },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	if e.takeTurn(ctx) == nil {
		response, err := client.Do(request)
		if err == nil {
			_ = response.Body.Close() // Its body was read by checkRetry.
		}
	}
	c.attempts += e.attempts
	return e.result
}

// spelling is the name under which a header is sent: the declared one, but where
// net/http would not find it and send its own User-Agent beside it.
func spelling(name string) string {
	if strings.EqualFold(name, userAgent) {
		return userAgent
	}
	return name
}

// bodyOf is the body to send, nil for none.
func bodyOf(probe connector.Probe) any {
	if probe.Body == "" {
		return nil
	}
	return []byte(probe.Body)
}

// routeClosed is the answer of a route that the vendor is known to have closed
// for this credential. It is not asked: it would not answer.
func routeClosed(until time.Time) connector.Outcome {
	return connector.Outcome{
		Status: connector.Inconclusive, Reason: connector.ReasonRateLimited, RetryAt: until, RouteOnly: true,
	}
}

// takeTurn waits for the vendor's rate limit. A wait that does not fit into
// the time budget ends the exchange at once.
func (e *exchange) takeTurn(ctx context.Context) error {
	if wait := e.conversation.allowed.ahead(); transport.Fits(ctx, wait) {
		e.conversation.pause(ctx, connector.ReasonRateLimited, wait)
	}
	if err := e.conversation.allowed.wait(ctx); err != nil {
		e.result.Outcome = connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}
		return err
	}
	e.sent = time.Now()
	return nil
}

// checkRetry reads the answer, or the failure, and decides whether to ask again.
// The vendor's own meaning of an answer comes before any rule about status codes.
func (e *exchange) checkRetry(scheme connector.Scheme) retryablehttp.CheckRetry {
	return func(ctx context.Context, response *http.Response, err error) (bool, error) {
		e.attempts++
		e.conversation.allowed.used()
		var hint time.Duration // How long the vendor asks to wait.
		e.result.HTTPStatus, e.result.Cause, e.permanent = 0, "", false
		if err == nil {
			e.result.HTTPStatus = response.StatusCode
			hint = limitHint(response)
			e.result.Outcome, err = e.judge(response)
		}
		if err != nil {
			denied := e.permanent
			e.fail(transport.Explain(ctx, err))
			e.permanent = e.permanent || denied
		}
		switch {
		case e.result.Status == connector.Verified:
			e.result.Scheme = scheme.Name
		case e.result.RouteOnly && e.result.Reason == connector.ReasonRateLimited:
			if hint > 0 && e.result.RetryAt.IsZero() {
				e.result.RetryAt = time.Now().Add(hint)
			}
			if !e.result.RetryAt.IsZero() {
				e.conversation.allowed.close(e.probe.Path, e.result.RetryAt)
			}
		}
		c := e.conversation
		c.verifier.health.saw(e.result.Host, e.result.Reason == connector.ReasonTimeout, e.result.HTTPStatus != 0)
		e.observe(ctx, scheme)
		return e.again(ctx, hint), ctx.Err()
	}
}

// limitHint is how long a response asks to wait. Vendors send the headers of a
// rate limit with every response, so that they count for a limit only.
func limitHint(response *http.Response) time.Duration {
	hint := transport.RetryAfter(response.Header, time.Now())
	switch response.StatusCode {
	case http.StatusTooManyRequests, http.StatusUnauthorized, http.StatusForbidden:
		if hint == 0 {
			hint = transport.LimitReset(response.Header, time.Now())
		}
	}
	return hint
}

// judge reads the body and asks the definition what it means.
func (e *exchange) judge(response *http.Response) (connector.Outcome, error) {
	body, err := transport.ReadBody(response)
	if err != nil {
		// A request that was denied must not be repeated because the response's
		// body was cut off: vendors block addresses that keep sending wrong keys.
		e.permanent = response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden
		return connector.Outcome{}, err
	}
	return e.conversation.request.Definition.Judge(connector.Response{
		Probe:  e.probe,
		Status: response.StatusCode,
		Header: response.Header,
		Body:   body,
		Values: e.conversation.request.Values,
	}), nil
}

// fail notes why there was no usable answer. None of it is a refusal.
func (e *exchange) fail(failure transport.Failure) {
	reason := map[transport.Kind]connector.Reason{
		transport.Unreachable: connector.ReasonUnreachable,
		transport.Timeout:     connector.ReasonTimeout,
		transport.Unusable:    connector.ReasonUnexpectedResponse,
	}[failure.Kind]
	e.result.Outcome = connector.Outcome{Status: connector.Inconclusive, Reason: reason}
	e.result.Cause, e.permanent = failure.Cause, failure.Permanent
}

// retryable tells whether the same request may get another answer later. A
// refusal never does, and a limited route is answered by another probe.
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

// again decides whether to repeat, and when. A wait that would not fit into
// the time budget is not begun; the time that the vendor named is kept for
// the diagnostic.
func (e *exchange) again(ctx context.Context, hint time.Duration) bool {
	outcome := &e.result.Outcome
	if e.permanent || !retryable(*outcome) || e.conversation.skipsHungHost() {
		return false
	}
	e.conversation.turn.giveUp()
	now := time.Now()
	if hint > 0 && outcome.RetryAt.IsZero() {
		outcome.RetryAt = now.Add(hint)
	}
	e.delay = transport.Backoff(e.attempts)
	if !outcome.RetryAt.IsZero() {
		e.delay = transport.WaitUntil(outcome.RetryAt, now) + transport.Jitter(transport.RetryMargin)
	}
	if e.attempts > e.conversation.verifier.options.MaxRetries || !transport.Fits(ctx, e.delay) {
		return false
	}
	e.conversation.pause(ctx, outcome.Reason, e.delay)
	return true
}

func (e *exchange) observe(ctx context.Context, scheme connector.Scheme) {
	if observe := e.conversation.verifier.options.Observe; observe != nil {
		observe(ctx, Attempt{
			Connector:  e.conversation.request.Definition.Type,
			Host:       e.result.Host,
			Path:       e.probe.Path,
			Scheme:     scheme.Name,
			Number:     e.attempts,
			HTTPStatus: e.result.HTTPStatus,
			Reason:     e.result.Reason,
			Cause:      e.result.Cause,
			Duration:   time.Since(e.sent),
		})
	}
}
