package nexla

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"github.com/hashicorp/go-retryablehttp"
)

// mediaType is the version of the API that is spoken here [spec].
const mediaType = "application/vnd.nexla.api.v1+json"

// request is one request to the API, whatever the number of its attempts.
type request struct {
	// operation is what an error calls it.
	operation string
	method    string
	// address is the whole URL.
	address string
	// body is JSON and may hold secrets; the zero Secret means none.
	body secret.Value
	// repeat allows it to be sent again if an attempt fails.
	repeat bool
	// named means that the path or query names one thing, so that a 404 is about it.
	named bool
	// probe means that Nexla asks somebody else before it answers.
	probe bool
	// config is what a new credential is made of, which its messages must not
	// repeat. What was sent for those that exist is known, see Client.configs.
	config map[string]secret.Value
}

// exchange is a request with its attempts. Its methods are the hooks of
// go-retryablehttp, which see each attempt once.
type exchange struct {
	client  *Client
	request *request
	// answer is the last attempt's; the zero one if there was none.
	answer answer
	// failed is why it is no success, or nil.
	failed *Error
	// lost is set when an attempt may have been carried out and its answer
	// never came.
	lost bool

	attempts  int
	delay     time.Duration
	permanent bool // The last attempt failed in a way that repeating does not mend.
	sent      time.Time
	connected atomic.Bool // The attempt had a connection, so it may have arrived.
}

// send makes an exchange with that authorization.
func (c *Client) send(ctx context.Context, authorization secret.Value, r *request) *exchange {
	x := &exchange{client: c, request: r}
	client := retryablehttp.Client{
		HTTPClient:   c.http,
		CheckRetry:   x.checkRetry,
		Backoff:      func(time.Duration, time.Duration, int, *http.Response) time.Duration { return x.delay },
		PrepareRetry: func(*http.Request) error { x.start(); return nil },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	if r.repeat {
		client.RetryMax = c.options.MaxRetries
	}
	if r.probe {
		client.HTTPClient = c.probing
		bounded, cancel := context.WithTimeoutCause(ctx, c.probeTime, errProbeTime)
		defer cancel()
		ctx = bounded
	}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { x.connected.Store(true) },
	})

	var body any // An untyped nil: a request without one has Content-Length 0.
	if text := r.body.Reveal(); text != "" {
		body = []byte(text)
	}
	made, err := retryablehttp.NewRequestWithContext(ctx, r.method, r.address, body)
	if err != nil {
		x.failed = c.failure(Unavailable, r.operation, causeURL)
		return x
	}
	made.Header.Set("Accept", mediaType)
	made.Header.Set("Authorization", authorization.Reveal())
	made.Header.Set("User-Agent", c.options.UserAgent)
	made.Header.Set("Cache-Control", "no-cache, no-store")
	if body != nil {
		made.Header.Set("Content-Type", "application/json")
	}
	// net/http repeats a GET by itself if a connection that was used before
	// breaks. A probe gets a fresh one, because it must not be repeated.
	made.Close = r.probe

	x.start()
	response, err := client.Do(made)
	if err == nil {
		_ = response.Body.Close() // Its body was read by checkRetry.
	}
	if x.failed != nil && retryable(x.failed.Kind) && errors.Is(ctx.Err(), context.Canceled) {
		x.failed.Cause = causeInterrupted // Perhaps in a wait between attempts.
	}
	return x
}

// donePerhaps tells whether a change may have been made although no answer
// says so.
func (x *exchange) donePerhaps() bool {
	if x.failed == nil {
		return true
	}
	switch x.failed.Kind {
	case Unavailable, Unexpected, AnswerLost:
		return true
	default:
		return x.lost
	}
}

// start begins an attempt.
func (x *exchange) start() {
	x.sent = time.Now()
	x.connected.Store(false)
}

// checkRetry reads the answer, or the failure, and decides whether to ask again.
func (x *exchange) checkRetry(ctx context.Context, response *http.Response, err error) (bool, error) {
	x.attempts++
	x.answer, x.failed, x.permanent = answer{}, nil, false
	var hint time.Duration // How long Nexla asks to wait.
	var status int
	if err == nil {
		status = response.StatusCode
		hint = transport.RetryAfter(response.Header, time.Now())
		var body []byte
		body, err = transport.ReadBody(response)
		if status == http.StatusUnauthorized {
			err = nil // A refusal whatever its body, and not to be repeated because that breaks off.
		}
		if err == nil {
			x.answer = answer{status: status, header: response.Header, body: body, contentType: response.Header.Get("Content-Type")}
			x.judge()
		}
	}
	if err != nil {
		x.fail(ctx, status, err)
	}
	x.observe(ctx, status)
	return x.again(ctx, hint), ctx.Err()
}

// judge notes what the answer means.
func (x *exchange) judge() {
	x.failed = x.request.judge(x.answer)
	if x.failed == nil {
		return
	}
	x.failed.Host, x.failed.KeySource = x.client.host, x.client.options.KeySource
	x.failed.Message = x.message()
	x.lost = x.lost || inDoubt(x.answer.status)
}

// message is Nexla's own word for it, fit to be shown.
func (x *exchange) message() string {
	text := reason(x.answer)
	if text == "" {
		return ""
	}
	return x.client.clean(text, slices.AppendSeq(x.client.everSent(), maps.Values(x.request.config)))
}

// fail notes why there was no usable answer.
func (x *exchange) fail(ctx context.Context, status int, err error) {
	kind, cause, permanent := explain(ctx, err)
	if x.request.probe && errors.Is(context.Cause(ctx), errProbeTime) {
		cause = fmt.Sprintf("there was no answer within %s", x.client.probeTime)
	}
	x.failed = x.client.failure(kind, x.request.operation, cause)
	x.failed.HTTPStatus = status
	x.permanent = permanent
	// A status that turns the request away says so without its body.
	turnedAway := status >= 300 && !inDoubt(status)
	x.lost = x.lost || x.connected.Load() && !turnedAway
}

// again decides whether to repeat, and when. A wait that would not fit into
// the time budget is not begun.
func (x *exchange) again(ctx context.Context, hint time.Duration) bool {
	if x.failed == nil || x.permanent || !x.request.repeat || !retryable(x.failed.Kind) {
		return false
	}
	x.delay = transport.Backoff(x.attempts)
	if hint > 0 {
		x.delay = hint + transport.Jitter(transport.RetryMargin)
	}
	return x.attempts <= x.client.options.MaxRetries && transport.Fits(ctx, x.delay)
}

// observe tells of one attempt.
func (x *exchange) observe(ctx context.Context, status int) {
	if x.client.options.Observe == nil {
		return
	}
	call := Call{
		Method:     x.request.method,
		Host:       x.client.host,
		Path:       x.path(),
		Number:     x.attempts,
		HTTPStatus: status,
		Duration:   time.Since(x.sent),
	}
	if x.failed != nil {
		call.Cause = x.failed.Cause
	}
	x.client.options.Observe(ctx, call)
}

// path is that of the request below the API's URL.
func (x *exchange) path() string {
	path, _, _ := strings.Cut(strings.TrimPrefix(x.request.address, x.client.url), "?")
	return path
}
