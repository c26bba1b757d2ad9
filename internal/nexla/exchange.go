package nexla

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
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
	// probe means that Nexla sends a request to the vendor before it responds.
	probe bool
	// config is what a new credential is made of, which its messages must not
	// repeat. Its secrets are in Client.secrets, too.
	config map[string]secret.Value
}

// exchange is a request with its attempts.
type exchange struct {
	client  *Client
	request *request
	// response is the last attempt's; the zero one if there was none.
	response transport.Response
	// failed is why it is no success, or nil.
	failed *Error
	// lost is set when an attempt may have been carried out and its response was
	// not received.
	lost bool
}

// send makes an exchange with that authorization.
func (c *Client) send(ctx context.Context, authorization secret.Value, r *request) *exchange {
	x := &exchange{client: c, request: r}
	client, retries := c.http, 0
	if r.repeat {
		retries = c.options.MaxRetries
	}
	if r.probe {
		client = c.probing
		bounded, cancel := context.WithTimeoutCause(ctx, c.probeTime, errProbeTime)
		defer cancel()
		ctx = bounded
	}
	made, err := http.NewRequestWithContext(ctx, r.method, r.address, strings.NewReader(r.body.Reveal()))
	if err != nil {
		x.failed = c.failure(Unavailable, r.operation, causeURL)
		return x
	}
	made.Header.Set("Accept", mediaType)
	made.Header.Set("Authorization", authorization.Reveal())
	made.Header.Set("User-Agent", c.options.UserAgent)
	made.Header.Set("Cache-Control", "no-cache, no-store")
	if made.ContentLength > 0 {
		made.Header.Set("Content-Type", "application/json")
	}
	made.Close = r.probe // A probe must not be repeated, not even by net/http.

	// An error is a failure that judge has seen, or the end of ctx in a wait.
	_ = client.Send(made, transport.Exchange{MaxRetries: retries, Judge: x.judge})
	if x.failed != nil && retryable(x.failed.Kind) && errors.Is(ctx.Err(), context.Canceled) {
		x.failed.Cause = causeInterrupted
	}
	return x
}

// mayHaveChanged reports whether a change may have been made although no response
// says so.
func (x *exchange) mayHaveChanged() bool {
	if x.failed == nil {
		return true
	}
	switch x.failed.Kind {
	case Unavailable, Unexpected, ResponseLost:
		return true
	default:
		return x.lost
	}
}

// judge reads the response, or the failure, and decides whether to repeat the
// request.
func (x *exchange) judge(ctx context.Context, attempt transport.Attempt) (retry bool, notBefore time.Time) {
	x.response, x.failed = transport.Response{}, nil
	// A 401 counts even if its body could not be read.
	if attempt.Failure == nil || attempt.Status() == http.StatusUnauthorized {
		x.response = *attempt.Response
		x.classify()
	} else {
		x.fail(ctx, attempt)
	}
	x.observe(ctx, attempt)
	if attempt.Response != nil {
		if wait := transport.RetryAfter(attempt.Response.Header, time.Now()); wait > 0 {
			notBefore = time.Now().Add(wait)
		}
	}
	return x.failed != nil && retryable(x.failed.Kind), notBefore
}

// classify notes what the response means.
func (x *exchange) classify() {
	x.failed = x.request.classify(x.response)
	if x.failed == nil {
		return
	}
	x.failed.Host, x.failed.URLSource, x.failed.KeySource = x.client.host, x.client.options.URLSource, x.client.options.KeySource
	x.failed.Message = x.message()
	x.lost = x.lost || mayHaveTakenEffect(x.response.Status)
}

// message is Nexla's own word for it, fit to be shown.
func (x *exchange) message() string {
	text := reason(x.response)
	if text == "" {
		return ""
	}
	return x.client.clean(text, allFormsOf(maps.Values(x.request.config))...)
}

// fail notes why there was no usable response.
func (x *exchange) fail(ctx context.Context, attempt transport.Attempt) {
	kind, cause := Unavailable, attempt.Failure.Cause
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		cause = causeInterrupted
	case x.request.probe && errors.Is(context.Cause(ctx), errProbeTime):
		cause = fmt.Sprintf("no response arrived within %s", x.client.probeTime)
	case attempt.Failure.Kind == transport.Unusable:
		kind = Unexpected
	}
	x.failed = x.client.failure(kind, x.request.operation, cause)
	x.failed.HTTPStatus = attempt.Status()
	// A rejection counts without its body.
	rejected := attempt.Status() >= 300 && !mayHaveTakenEffect(attempt.Status())
	x.lost = x.lost || attempt.Connected && !rejected
}

// observe reports one attempt.
func (x *exchange) observe(ctx context.Context, attempt transport.Attempt) {
	if x.client.options.Observe == nil {
		return
	}
	call := Call{
		Method:     x.request.method,
		Host:       x.client.host,
		Path:       x.path(),
		Number:     attempt.Number,
		HTTPStatus: attempt.Status(),
		Duration:   attempt.Duration,
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
