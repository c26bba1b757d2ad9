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
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpproxy"
)

const (
	// bodyLimit bounds what is read of a body, after decompression.
	bodyLimit = 1 << 20
	// headerLimit bounds what is read of an answer's headers.
	headerLimit = 256 << 10
	// idleConnections is per host; fewer than Terraform's -parallelism would
	// make every further request dial and shake hands anew.
	idleConnections = 64
)

var (
	// errBodyTooLarge is a body beyond bodyLimit.
	errBodyTooLarge = errors.New("body too large")
	// errProxyRefused is a proxy's answer to CONNECT other than 200.
	errProxyRefused = errors.New("proxy refused")
	// errTurnedAway is a new connection that the server gave up unanswered.
	errTurnedAway = errors.New("turned away")
)

// Options are the settings of a client.
type Options struct {
	// Timeout bounds one request, the answer's body included.
	Timeout time.Duration
	// RootCAs are the certificate authorities to trust; nil means the system's.
	RootCAs *x509.CertPool
}

// NewClient makes the client that requests go through. It opens no connection.
//
// No redirect is followed, not even on the same host: net/http would forward
// X-Auth-Token, X-Api-Key, email and any header but Authorization to another one.
func NewClient(options Options) *http.Client {
	proxy := httpproxy.FromEnvironment().ProxyFunc()
	return &http.Client{
		Timeout: options.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
		Transport: sharedTransport{&pioneers{hosts: map[string]*pioneer{}, next: &http.Transport{
			Proxy:                  func(request *http.Request) (*url.URL, error) { return proxy(request.URL) },
			DialContext:            dialWatched(&net.Dialer{Timeout: options.Timeout, KeepAlive: 30 * time.Second}),
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: options.RootCAs},
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    idleConnections,
			IdleConnTimeout:        90 * time.Second,
			MaxResponseHeaderBytes: headerLimit,
			OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
				if answer.StatusCode != http.StatusOK {
					return errProxyRefused
				}
				return nil
			},
		}}},
	}
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
			if got.Reused {
				waitUntilDrained(ctx, got.Conn)
			} else {
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
