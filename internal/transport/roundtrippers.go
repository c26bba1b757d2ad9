package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

// roundTrip is a function that implements [http.RoundTripper].
type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip implements [http.RoundTripper].
func (f roundTrip) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

var (
	// errAttemptTimeout is an attempt that has reached Options.Timeout.
	errAttemptTimeout = errors.New("attempt timed out")
	// errRepeated is an attempt that net/http would have repeated on another new
	// connection, or on the same one.
	errRepeated = errors.New("repeated")
	// errBodyTooLarge is a body beyond bodyLimit.
	errBodyTooLarge = errors.New("body too large")
)

// incompleteError is a response without its body.
type incompleteError struct {
	response *http.Response
	err      error
}

func (e *incompleteError) Error() string { return "body could not be read: " + e.err.Error() }
func (e *incompleteError) Unwrap() error { return e.err }

// limitAttempt bounds an attempt, its body included. The error says which of
// the limits in force ended it.
func limitAttempt(limit time.Duration) func(http.RoundTripper) http.RoundTripper {
	return func(next http.RoundTripper) http.RoundTripper {
		if limit <= 0 {
			return next
		}
		return roundTrip(func(request *http.Request) (*http.Response, error) {
			ctx, cancel := context.WithTimeoutCause(request.Context(), limit, errAttemptTimeout)
			defer cancel()
			response, err := next.RoundTrip(request.WithContext(ctx))
			if err != nil && errors.Is(context.Cause(ctx), errAttemptTimeout) {
				err = fmt.Errorf("%w: %w", errAttemptTimeout, err)
			}
			return response, err
		})
	}
}

// dialOnce sends a request on one new connection at most, and once on each. If a server
// returns HTTP/2's GOAWAY, net/http repeats on a new connection at once, and does so for
// as long as the request may take: hundreds of times a second if every connection
// ends like that. After REFUSED_STREAM, it repeats on the same connection with waits of
// its own, until the request times out. The retry loop counts and waits instead. A
// request on a reused connection that has ended is still repeated, unless it may have
// arrived and is not idempotent: after RST_STREAM with PROTOCOL_ERROR, net/http repeats
// even a POST.
func dialOnce(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(request *http.Request) (*http.Response, error) {
		ctx, cancel := context.WithCancelCause(request.Context())
		defer cancel(nil)
		var sentOnNew atomic.Bool
		last := sentOn{idempotent: isIdempotent(request)}
		response, err := next.RoundTrip(request.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			GotConn: func(got httptrace.GotConnInfo) {
				if !got.Reused {
					sentOnNew.Store(true)
				}
				if last.repeats(got) {
					cancel(errRepeated)
				}
			},
			WroteHeaders: last.wrote,
			GetConn: func(string) {
				if sentOnNew.Load() {
					cancel(errRepeated)
				}
			},
		})))
		if err != nil && errors.Is(context.Cause(ctx), errRepeated) {
			return nil, errRepeated
		}
		return response, err
	})
}

// isIdempotent reports whether a request may be repeated although it may have arrived,
// by the rules of net/http and of [Client.Send].
func isIdempotent(request *http.Request) bool {
	if request.Close {
		return false
	}
	switch request.Method {
	case http.MethodGet, http.MethodHead:
		return true
	}
	_, isMarked := request.Header["Idempotency-Key"]
	return isMarked
}

// sentOn is the connection of HTTP/2 that a request was sent on last.
type sentOn struct {
	idempotent bool

	mu    sync.Mutex
	conn  net.Conn
	http2 bool // Over HTTP/1.1, what is written may stay in a buffer.
	sent  bool
}

// wrote records that the request was sent on the connection.
func (s *sentOn) wrote() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = s.http2
}

// repeats takes the next connection, and reports whether the request must not be sent on
// it, because it was sent before.
func (s *sentOn) repeats(next httptrace.GotConnInfo) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sent && (s.conn == next.Conn || !s.idempotent) {
		return true
	}
	s.conn, s.http2, s.sent = next.Conn, speaksHTTP2(next), false
	return false
}

// readBody reads a body to its limit and no further, so that nothing of a
// response is left to read when a RoundTripper or the caller sees it.
func readBody(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(request *http.Request) (*http.Response, error) {
		response, err := next.RoundTrip(request)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(io.LimitReader(response.Body, bodyLimit+1))
		_ = response.Body.Close()
		if err == nil && len(body) > bodyLimit {
			err = errBodyTooLarge
		}
		if err != nil {
			return nil, &incompleteError{response, err}
		}
		response.Body = io.NopCloser(bytes.NewReader(body))
		return response, nil
	})
}

// closeUpgraded closes the connection of a response with status 101, which net/http
// returns as a body that no context ends.
func closeUpgraded(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(request *http.Request) (*http.Response, error) {
		response, err := next.RoundTrip(request)
		if err == nil && response.StatusCode < http.StatusOK {
			_ = response.Body.Close()
			response.Body = http.NoBody
		}
		return response, err
	})
}

// dropLocation drops the address of a redirect, which is never followed. Otherwise,
// [http.Client] makes an error of a response whose address it cannot parse.
func dropLocation(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(request *http.Request) (*http.Response, error) {
		response, err := next.RoundTrip(request)
		if err == nil {
			response.Header.Del("Location")
		}
		return response, err
	})
}
