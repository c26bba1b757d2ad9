package transport

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/net/http/httpproxy"
	"golang.org/x/net/idna"
)

// connections sends each request over a connection of the protocol that its host
// speaks.
//
// Over HTTP/1.1, each request has a connection of its own. There a response
// belongs to a request by its place alone: a surplus one that arrives when the
// connection has been reused would become the result of another credential.
// HTTP/2 numbers its responses, and one connection serves all requests to a host.
// TLS sessions are resumed, and connections are opened ahead of requests: see [spares].
type connections struct {
	// local is for http and this machine, which needs no certificate authorities.
	local http.RoundTripper
	// secure returns the transports for all other hosts.
	secure func() transports
	// detectionLimit bounds the wait for the connection that detects the protocol.
	detectionLimit time.Duration

	mu    sync.Mutex
	hosts map[string]*hostProtocol
}

// transports are one for each protocol.
type transports struct {
	// http2 also speaks HTTP/1.1, because the server chooses.
	http2 http.RoundTripper
	// http2ViaTLS is http2 for a proxy that is reached over TLS.
	http2ViaTLS http.RoundTripper
	http1       *http.Transport
	// spares are what http1 takes its connections from, unless there is a proxy.
	spares *spares
}

// dialFirst opens a connection over HTTP/1.1 for a request to a host whose protocol is
// being detected.
func (t transports) dialFirst(request *http.Request, host *hostProtocol) {
	select {
	case <-host.detected:
		return
	default:
	}
	if proxy, err := t.http1.Proxy(request); proxy == nil && err == nil {
		t.spares.dialFirst(addressOf(request.URL))
	}
}

// addressOf returns the address that net/http dials for a URL with https.
func addressOf(url *url.URL) string {
	host := url.Hostname()
	isASCII := !strings.ContainsFunc(host, func(r rune) bool { return r >= utf8.RuneSelf })
	if ascii, err := idna.Lookup.ToASCII(host); err == nil && !isASCII {
		host = ascii
	}
	return net.JoinHostPort(host, cmp.Or(url.Port(), "443"))
}

// hostProtocol is the protocol that one host speaks.
type hostProtocol struct {
	// detected is closed when the first connection is there, or has failed.
	detected chan struct{}
	once     sync.Once
	isHTTP2  bool // Set before detected is closed.
}

// longestDetection is the longest wait for another request's connection. One
// that stalls must not use up the time of all others.
const longestDetection = 2 * time.Second

func newConnections(connectLimit time.Duration, rootCAs func() *x509.CertPool) *connections {
	dialer := &net.Dialer{Timeout: connectLimit, KeepAlive: 30 * time.Second}
	transport := &http.Transport{
		Proxy:                  exceptLocal(httpproxy.FromEnvironment().ProxyFunc()),
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connectLimit,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, ClientSessionCache: tls.NewLRUClientSessionCache(tlsSessions)},
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: headerLimit,
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
			if response.StatusCode != http.StatusOK {
				return proxyError{response.StatusCode}
			}
			return nil
		},
	}
	return &connections{
		local: http1Only(transport),
		secure: sync.OnceValue(func() transports {
			trusting := transport.Clone()
			if rootCAs != nil {
				trusting.TLSClientConfig.RootCAs = rootCAs()
			} else {
				// Parsed while the first connection is dialed. Otherwise, its handshake parses them.
				go func() { _, _ = x509.SystemCertPool() }()
			}
			http2 := trusting.Clone()
			http2.ForceAttemptHTTP2 = true
			// A connection that silently ended, as with a change of networks, would be used
			// until the process ends. Each request and each retry would time out.
			http2.HTTP2 = &http.HTTP2Config{SendPingTimeout: connectLimit / 2, PingTimeout: connectLimit / 2}
			http1 := http1Only(trusting)
			byHTTP1 := &tls.Dialer{NetDialer: dialer, Config: http1.TLSClientConfig}
			spares := newSpares(byHTTP1)
			http1.DialTLSContext = spares.DialContext
			// Package net/http offers HTTP/2 to such a proxy, and then sends CONNECT over HTTP/1.1.
			http2ViaTLS := http2.Clone()
			http2ViaTLS.DialTLSContext = byHTTP1.DialContext
			return transports{http2: http2, http2ViaTLS: http2ViaTLS, http1: http1, spares: spares}
		}),
		detectionLimit: min(longestDetection, connectLimit/4),
		hosts:          map[string]*hostProtocol{},
	}
}

func http1Only(transport *http.Transport) *http.Transport {
	transport = transport.Clone()
	transport.DisableKeepAlives = true
	// Not nil: that would let net/http negotiate HTTP/2.
	transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	return transport
}

// proxyError is a proxy's response to CONNECT other than 200.
type proxyError struct{ status int }

func (e proxyError) Error() string { return fmt.Sprintf("the proxy returned HTTP %d", e.status) }

// exceptLocal uses no proxy for a request to this machine, however the name of
// the machine is spelled: the credential would leave it in the clear.
func exceptLocal(proxy func(*url.URL) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(request *http.Request) (*url.URL, error) {
		if isLoopback(request.URL.Hostname()) {
			return nil, nil //nolint:nilnil // net/http takes this for no proxy.
		}
		return proxy(request.URL)
	}
}

func isLoopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// RoundTrip implements [http.RoundTripper]. The first request to a host detects
// its protocol, and the others wait for its connection. Otherwise, each request of
// the first burst would dial for an HTTP/2 connection of its own. For a few of them, a
// connection over HTTP/1.1 is opened meanwhile, so that they wait no longer than one.
func (c *connections) RoundTrip(request *http.Request) (*http.Response, error) {
	isHTTPS := request.URL.Scheme == "https"
	if !isHTTPS && isLoopback(request.URL.Hostname()) {
		return c.local.RoundTrip(request)
	}
	transports := c.secure()
	if !isHTTPS {
		return transports.http1.RoundTrip(request) // HTTP/2 is spoken over TLS only.
	}
	if proxy, err := transports.http1.Proxy(request); proxy != nil && err == nil {
		handshakes := int32(0)
		if proxy.Scheme == "https" {
			transports.http2, handshakes = transports.http2ViaTLS, 1
		}
		return nameProxy(func(request *http.Request) (*http.Response, error) { return c.send(transports, request) }, request, handshakes)
	}
	return c.send(transports, request)
}

// nameProxy marks an error of the connection through a proxy, before anything was sent to
// the host of the request. Package net/http marks only errors of dialing the proxy. The
// proxy's own handshakes precede that of the host.
func nameProxy(send roundTrip, request *http.Request, handshakes int32) (*http.Response, error) {
	var reached atomic.Bool
	var begun atomic.Int32
	response, err := send(request.WithContext(httptrace.WithClientTrace(request.Context(), &httptrace.ClientTrace{
		TLSHandshakeStart: func() {
			if begun.Add(1) > handshakes {
				reached.Store(true)
			}
		},
		GotConn: func(httptrace.GotConnInfo) { reached.Store(true) },
	})))
	if err != nil && !reached.Load() {
		err = &net.OpError{Op: "proxyconnect", Err: err}
	}
	return response, err
}

// send sends a request to a host with TLS.
func (c *connections) send(transports transports, request *http.Request) (*http.Response, error) {
	host, isFirst := c.protocolOf(request.URL.Host)
	if isFirst {
		return c.detect(transports, request, host)
	}
	transports.dialFirst(request, host)
	timer := time.NewTimer(c.detectionLimit)
	defer timer.Stop()
	select {
	case <-host.detected:
		if host.isHTTP2 {
			return transports.http2.RoundTrip(request.WithContext(httptrace.WithClientTrace(request.Context(), closeReusedHTTP1())))
		}
	case <-timer.C: // The protocol is not known yet.
	case <-request.Context().Done(): // The transport reports it.
	}
	return transports.http1.RoundTrip(request)
}

// detect sends the first request to a host.
func (c *connections) detect(transports transports, request *http.Request, host *hostProtocol) (*http.Response, error) {
	defer host.once.Do(func() {
		c.forget(request.URL.Host, host)
		close(host.detected)
	})
	trace := closeReusedHTTP1()
	closeReused := trace.GotConn
	trace.GotConn = func(got httptrace.GotConnInfo) {
		// Once: net/http may take a second connection, when others read the protocol.
		host.once.Do(func() {
			host.isHTTP2 = speaksHTTP2(got)
			close(host.detected)
			if host.isHTTP2 {
				transports.spares.drop(addressOf(request.URL))
			}
		})
		closeReused(got)
	}
	return transports.http2.RoundTrip(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
}

// closeReusedHTTP1 closes an HTTP/1.1 connection that was used before, which
// happens if a host speaks HTTP/2 on some connections only. Nothing was written
// on it, so that net/http takes another one.
func closeReusedHTTP1() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) {
		if got.Reused && !speaksHTTP2(got) {
			_ = got.Conn.Close()
		}
	}}
}

func speaksHTTP2(got httptrace.GotConnInfo) bool {
	conn, isTLS := got.Conn.(*tls.Conn)
	return isTLS && conn.ConnectionState().NegotiatedProtocol == "h2"
}

// protocolOf returns what is known of a host, and whether this request detects it.
func (c *connections) protocolOf(name string) (host *hostProtocol, isFirst bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	host, known := c.hosts[name]
	if !known {
		host = &hostProtocol{detected: make(chan struct{})}
		c.hosts[name] = host
	}
	return host, !known
}

// forget has the next request detect the protocol: this one had no connection.
func (c *connections) forget(name string, host *hostProtocol) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hosts[name] == host {
		delete(c.hosts, name)
	}
}
