package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpproxy"
)

const (
	// bodyLimit bounds what is read of a body, after decompression.
	bodyLimit = 1 << 20
	// headerLimit bounds what is read of a response's headers.
	headerLimit = 256 << 10
	// tlsSessions is how many hosts' TLS sessions are kept to resume.
	tlsSessions = 256
	// connectTimeout bounds dialing and the TLS handshake where no request does.
	connectTimeout = 30 * time.Second
)

var (
	// errBodyTooLarge is a body beyond bodyLimit.
	errBodyTooLarge = errors.New("body too large")
	// errTurnedAway is a new connection that the server gave up without a response.
	errTurnedAway = errors.New("turned away")
)

// proxyError is a proxy's response to CONNECT other than 200.
type proxyError struct{ status int }

func (e proxyError) Error() string { return fmt.Sprintf("the proxy returned HTTP %d", e.status) }

// Options are the settings of a client.
type Options struct {
	// Timeout bounds one request, the response's body included.
	Timeout time.Duration
	// RootCAs are the certificate authorities to trust; nil means the system's.
	RootCAs *x509.CertPool
}

// NewClient makes the client that requests go through. It opens no connection.
//
// No redirect is followed, not even on the same host: net/http would forward
// X-Auth-Token, X-Api-Key, email and any header but Authorization to another one.
//
// Over HTTP/1.1, each request has a connection of its own. There a response
// belongs to a request by its place alone: one that nobody asked for, and that
// arrives when the connection has been reused, would be taken for the verdict on
// another credential. HTTP/2 numbers its responses, and one connection serves all
// requests to a host. TLS sessions are resumed, so that a connection costs one
// round trip less.
func NewClient(options Options) *http.Client {
	limit := options.Timeout
	if limit <= 0 {
		limit = connectTimeout
	}
	base := &http.Transport{
		Proxy:                  proxyOf(httpproxy.FromEnvironment().ProxyFunc()),
		DialContext:            (&net.Dialer{Timeout: limit, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    limit,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: options.RootCAs, ClientSessionCache: tls.NewLRUClientSessionCache(tlsSessions)},
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: headerLimit,
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
			if answer.StatusCode != http.StatusOK {
				return proxyError{answer.StatusCode}
			}
			return nil
		},
	}
	multiplexed := base.Clone()
	multiplexed.ForceAttemptHTTP2 = true
	base.DisableKeepAlives = true
	// Not nil: that would let net/http negotiate HTTP/2.
	base.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}

	return &http.Client{
		Timeout: options.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
		Transport: sharedTransport{newProtocols(multiplexed, base, limit)},
	}
}

// proxyOf sends nothing to a proxy that goes to this machine, however the name of
// the machine is spelled: the credential would leave it in the clear.
func proxyOf(fromEnvironment func(*url.URL) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(request *http.Request) (*url.URL, error) {
		if isLoopback(request.URL.Hostname()) {
			return nil, nil //nolint:nilnil // This is how net/http wants to be told.
		}
		return fromEnvironment(request.URL)
	}
}

func isLoopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// sharedTransport hides CloseIdleConnections, which go-retryablehttp calls
// after every failure, from it: the connections belong to all verifications.
type sharedTransport struct{ http.RoundTripper }

// RoundTrip sends a request on one new connection at most. Where a server
// answers with HTTP/2's GOAWAY, net/http repeats on a new connection at once, and
// does so for as long as the request may take: hundreds of times a second where
// every connection is turned away. Repeating is for the caller to decide, who
// counts and waits. That a connection of before has gone is still made good.
func (t sharedTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(request.Context())
	var sentOnNew atomic.Bool
	response, err := t.RoundTripper.RoundTrip(request.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(got httptrace.GotConnInfo) {
			if !got.Reused {
				sentOnNew.Store(true)
			}
		},
		GetConn: func(string) {
			if sentOnNew.Load() {
				cancel(errTurnedAway)
			}
		},
	})))
	if err != nil && errors.Is(context.Cause(ctx), errTurnedAway) {
		return nil, errTurnedAway
	}
	if err == nil && response.StatusCode < http.StatusOK {
		// 101 gives the connection away as a body that no context ends.
		_ = response.Body.Close()
		response.Body = http.NoBody
	}
	return response, err
}

// ReadBody reads a body to its limit and no further, and closes it.
func ReadBody(response *http.Response) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(response.Body, bodyLimit+1))
	_ = response.Body.Close()
	response.Body = http.NoBody // go-retryablehttp would read on otherwise.
	switch {
	case err != nil:
		return nil, fmt.Errorf("body could not be read: %w", err)
	case len(body) > bodyLimit:
		return nil, errBodyTooLarge
	default:
		return body, nil
	}
}
