package transport

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// attemptsOf sends a request, and repeats it after each failure.
func attemptsOf(t *testing.T, client *Client, url string, maxRetries int) (attempts []Attempt) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Send(request, Exchange{MaxRetries: maxRetries, Judge: func(_ context.Context, attempt Attempt) (bool, time.Time) {
		attempts = append(attempts, attempt)
		return attempt.Failure != nil, time.Time{}
	}})
	return attempts
}

// TestSilentConnectionIsReplaced: nothing ends a connection whose network has gone, so
// that a retry on it would fail like the request.
func TestSilentConnectionIsReplaced(t *testing.T) {
	t.Parallel()
	server, _ := tlsServer(t, true, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	var silent atomic.Bool
	address := relay(t, func(conn net.Conn) {
		behind, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			return
		}
		isFirst := !silent.Load()
		pass := func(to io.Writer, from io.Reader) {
			buffer := make([]byte, 4096)
			for {
				n, err := from.Read(buffer)
				if err != nil {
					return
				}
				if !isFirst || !silent.Load() {
					_, _ = to.Write(buffer[:n])
				}
			}
		}
		go pass(behind, conn)
		pass(conn, behind)
	})
	client := NewClient(Options{Timeout: 5 * time.Second, RootCAs: trusting(server.Certificate())})
	if attempts := attemptsOf(t, client, address, 0); attempts[0].Failure != nil {
		t.Fatal(attempts[0].Failure)
	}
	silent.Store(true)
	attempts := attemptsOf(t, client, address, 1)
	if last := attempts[len(attempts)-1]; last.Failure != nil || len(attempts) != 2 {
		t.Errorf("after %d attempts, failure %v", len(attempts), last.Failure)
	}
}

// http2Server has its own frames as responses to the headers of each request.
func http2Server(t *testing.T, respond func(framer *http2.Framer, stream uint32)) (client *Client, url string) {
	t.Helper()
	certified, _ := tlsServer(t, true, nil)
	address := relay(t, func(raw net.Conn) {
		conn := tls.Server(raw, &tls.Config{Certificates: certified.TLS.Certificates, NextProtos: []string{"h2"}})
		defer func() { _ = conn.Close() }()
		if _, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface))); err != nil {
			return
		}
		framer := http2.NewFramer(conn, conn)
		_ = framer.WriteSettings()
		for {
			frame, err := framer.ReadFrame()
			if err != nil {
				return
			}
			switch frame := frame.(type) {
			case *http2.SettingsFrame:
				if !frame.IsAck() {
					_ = framer.WriteSettingsAck()
				}
			case *http2.HeadersFrame:
				respond(framer, frame.StreamID)
			}
		}
	})
	return NewClient(Options{Timeout: 5 * time.Second, RootCAs: trusting(certified.Certificate())}), address
}

func writeOK(framer *http2.Framer, stream uint32) {
	var block bytes.Buffer
	_ = hpack.NewEncoder(&block).WriteField(hpack.HeaderField{Name: ":status", Value: "200"})
	_ = framer.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: block.Bytes(), EndHeaders: true, EndStream: true})
}

// TestRefusedStreamIsRepeatedByTheRetryLoopOnly, on a new connection and on a reused one.
// Package net/http would repeat it until the request timed out.
func TestRefusedStreamIsRepeatedByTheRetryLoopOnly(t *testing.T) {
	t.Parallel()
	for name, accepted := range map[string]int32{"new connection": 0, "reused connection": 1} {
		var requests atomic.Int32
		client, url := http2Server(t, func(framer *http2.Framer, stream uint32) {
			if requests.Add(1) <= accepted {
				writeOK(framer, stream)
				return
			}
			_ = framer.WriteRSTStream(stream, http2.ErrCodeRefusedStream)
		})
		for range accepted {
			attemptsOf(t, client, url, 0)
		}
		attempts := attemptsOf(t, client, url, 1)
		if sent := requests.Load() - accepted; sent != 2 || len(attempts) != 2 {
			t.Errorf("%s: %d requests in %d attempts, want 2 in 2", name, sent, len(attempts))
		}
		for _, attempt := range attempts {
			if attempt.Failure == nil || attempt.Failure.Cause != failedBroken.Cause {
				t.Errorf("%s: failure %v", name, attempt.Failure)
			}
		}
	}
}

// TestGoAwayIsABrokenConnection, whatever its code: servers limit clients with it.
func TestGoAwayIsABrokenConnection(t *testing.T) {
	t.Parallel()
	for _, code := range []http2.ErrCode{http2.ErrCodeNo, http2.ErrCodeInternal, http2.ErrCodeEnhanceYourCalm} {
		client, url := http2Server(t, func(framer *http2.Framer, _ uint32) { _ = framer.WriteGoAway(0, code, []byte("hidden")) })
		attempts := attemptsOf(t, client, url, 1)
		for _, attempt := range attempts {
			if attempt.Failure == nil || attempt.Failure.Cause != failedBroken.Cause {
				t.Errorf("%s: failure %v", code, attempt.Failure)
			}
		}
		if len(attempts) != 2 {
			t.Errorf("%s: %d attempts, want 2", code, len(attempts))
		}
	}
}

// TestRequestThatMustNotBeRepeatedIsSentOnce: after RST_STREAM with PROTOCOL_ERROR, which
// gateways send for a broken response too, net/http repeats even a POST.
func TestRequestThatMustNotBeRepeatedIsSentOnce(t *testing.T) {
	t.Parallel()
	sent := func(code http2.ErrCode, edit func(*http.Request)) int32 {
		var requests atomic.Int32
		client, url := http2Server(t, func(framer *http2.Framer, stream uint32) {
			if requests.Add(1) == 2 {
				_ = framer.WriteRSTStream(stream, code)
				return
			}
			writeOK(framer, stream)
		})
		attemptsOf(t, client, url, 0) // The next request has a connection that was used.
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(`{"name":"example"}`))
		if err != nil {
			t.Fatal(err)
		}
		edit(request)
		_ = client.Send(request, Exchange{Judge: func(context.Context, Attempt) (bool, time.Time) { return false, time.Time{} }})
		return requests.Load() - 1
	}
	for _, code := range []http2.ErrCode{http2.ErrCodeProtocol, http2.ErrCodeRefusedStream, http2.ErrCodeInternal} {
		if got := sent(code, func(*http.Request) {}); got != 1 {
			t.Errorf("%s: sent %d times", code, got)
		}
		if got := sent(code, func(request *http.Request) {
			request.Method, request.Body, request.GetBody, request.ContentLength, request.Close = http.MethodGet, nil, nil, 0, true
		}); got != 1 {
			t.Errorf("%s with Close: sent %d times", code, got)
		}
	}
	if got := sent(http2.ErrCodeProtocol, func(request *http.Request) { request.Header["Idempotency-Key"] = nil }); got != 2 {
		t.Errorf("a request that may be repeated: sent %d times, want 2", got)
	}
}

// TestRequestLargerThanTheLimitOfHTTP2NamesIt: net/http does not send a request whose headers
// exceed the limit of the server, which was reported as a response that is not valid HTTP.
func TestRequestLargerThanTheLimitOfHTTP2NamesIt(t *testing.T) {
	t.Parallel()
	server, _ := tlsServer(t, true, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	client := NewClient(Options{Timeout: 5 * time.Second, RootCAs: trusting(server.Certificate())})
	if attempts := attemptsOf(t, client, server.URL, 0); attempts[0].Failure != nil {
		t.Fatalf("a small request: %v", attempts[0].Failure)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+strings.Repeat("k", 2<<20))
	var attempts []Attempt
	_ = client.Send(request, Exchange{MaxRetries: 1, Judge: func(_ context.Context, attempt Attempt) (bool, time.Time) {
		attempts = append(attempts, attempt)
		return attempt.Failure != nil && !attempt.Failure.Permanent, time.Time{}
	}})
	if len(attempts) != 1 || attempts[0].Failure == nil || *attempts[0].Failure != failedRequestHeaders {
		t.Errorf("got %d attempts, the first with %v; want one with %v", len(attempts), attempts[0].Failure, failedRequestHeaders)
	}
}
