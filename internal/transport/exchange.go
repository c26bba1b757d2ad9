package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Exchange says how often a request is sent, and what is called in between. It
// serves one call of [Client.Send], whose context bounds all attempts and waits.
type Exchange struct {
	// MaxRetries is how often the request may be repeated; 0 for one that must not be.
	MaxRetries int
	// Judge is called with each attempt, and returns whether to repeat the request,
	// and not before when; the zero time means after a growing backoff. A permanent
	// failure is never repeated, nor is a wait begun that ctx would end.
	Judge func(ctx context.Context, attempt Attempt) (retry bool, notBefore time.Time)
	// BeforeAttempt is called before each attempt, and may wait. Its error ends the
	// exchange. May be nil.
	BeforeAttempt func(context.Context) error
	// BeforeWait is called before each wait between two attempts. May be nil.
	BeforeWait func(ctx context.Context, wait time.Duration)
}

// Attempt is the outcome of one HTTP request.
type Attempt struct {
	// Number counts from 1 within an exchange.
	Number int
	// Response is nil if there was none. It has no body if Failure is not nil.
	Response *Response
	// Failure is nil if the response was read completely.
	Failure *Failure
	// Connected means that the request may have arrived.
	Connected bool
	Duration  time.Duration
}

// Response is a response that was read completely.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// Status returns the status of the response, and 0 if there was none.
func (a Attempt) Status() int {
	if a.Response == nil {
		return 0
	}
	return a.Response.Status
}

// Send sends a request until Judge is content, and returns an error if there was
// no response to the last attempt or no last attempt. Judge has seen them all.
//
// The request's body must be in memory, because it may be repeated. net/http
// repeats a GET by itself if a reused connection has ended; a request that must
// not be repeated sets Close.
func (c *Client) Send(request *http.Request, exchange Exchange) error {
	loop := &retryLoop{exchange: exchange}
	ctx := httptrace.WithClientTrace(request.Context(), &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { loop.connected.Store(true) },
	})
	request = request.WithContext(ctx)
	if request.Body == http.NoBody {
		request.Body = nil // Otherwise, go-retryablehttp makes it a body of unknown length.
	}
	repeatable, err := retryablehttp.FromRequest(request)
	if err != nil {
		return err
	}
	client := retryablehttp.Client{
		HTTPClient:   c.http,
		RetryMax:     exchange.MaxRetries,
		CheckRetry:   loop.checkRetry,
		Backoff:      func(time.Duration, time.Duration, int, *http.Response) time.Duration { return loop.wait },
		PrepareRetry: func(*http.Request) error { return loop.beforeAttempt(ctx) },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	if err := loop.beforeAttempt(ctx); err != nil {
		return err
	}
	response, err := client.Do(repeatable)
	if response != nil {
		_ = response.Body.Close() // It is in memory.
	}
	return err
}

// retryLoop has the hooks of go-retryablehttp, which sees each attempt once and
// calls them in this order: checkRetry, Backoff, PrepareRetry.
type retryLoop struct {
	exchange  Exchange
	attempts  int
	started   time.Time
	connected atomic.Bool
	wait      time.Duration
}

func (l *retryLoop) beforeAttempt(ctx context.Context) error {
	if l.exchange.BeforeAttempt != nil {
		if err := l.exchange.BeforeAttempt(ctx); err != nil {
			return err
		}
	}
	l.started = time.Now()
	l.connected.Store(false)
	return nil
}

func (l *retryLoop) checkRetry(ctx context.Context, response *http.Response, err error) (bool, error) {
	l.attempts++
	attempt := Attempt{Number: l.attempts, Duration: time.Since(l.started), Connected: l.connected.Load()}
	attempt.Response, attempt.Failure = outcome(ctx, response, err)
	retry, notBefore := l.exchange.Judge(ctx, attempt)
	if !retry || attempt.Failure != nil && attempt.Failure.Permanent || l.attempts > l.exchange.MaxRetries {
		return false, ctx.Err()
	}
	l.wait = backoff(l.attempts)
	if !notBefore.IsZero() {
		l.wait = WaitUntil(notBefore, time.Now()) + Jitter(retryMargin)
	}
	if !Fits(ctx, l.wait) {
		return false, ctx.Err()
	}
	if l.exchange.BeforeWait != nil {
		l.exchange.BeforeWait(ctx, l.wait)
	}
	return true, ctx.Err()
}

// outcome takes a response apart, or explains why there is none.
func outcome(ctx context.Context, response *http.Response, err error) (*Response, *Failure) {
	if incomplete, ok := errors.AsType[*incompleteError](err); ok {
		response = incomplete.response
	}
	var received *Response
	if response != nil {
		received = &Response{Status: response.StatusCode, Header: response.Header}
	}
	if err != nil {
		failure := explain(ctx, err)
		return received, &failure
	}
	received.Body, _ = io.ReadAll(response.Body) // It is in memory.
	return received, nil
}
