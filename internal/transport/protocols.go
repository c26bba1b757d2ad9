package transport

import (
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

// protocols sends each request over the transport for the protocol that its host
// speaks. To find out, the first request to a host goes ahead until its
// connection is there; without that, each request of the first burst would dial
// and shake hands for an HTTP/2 connection of its own.
type protocols struct {
	// multiplexed is for HTTP/2, and for the requests that find out.
	multiplexed http.RoundTripper
	// single is for HTTP/1.1, a connection for each request.
	single http.RoundTripper
	// patience bounds the wait for another request's connection.
	patience time.Duration

	mu    sync.Mutex
	hosts map[string]*hostProtocol
}

// hostProtocol is what is known of one host.
type hostProtocol struct {
	// settled is closed when the first connection is there, or will not be.
	settled chan struct{}
	once    sync.Once
	isHTTP2 bool // Set before settled is closed.
}

// mostPatience is the longest wait for another request's connection. One that
// stalls must not use up the time of all others.
const mostPatience = 2 * time.Second

func newProtocols(multiplexed, single http.RoundTripper, timeout time.Duration) *protocols {
	return &protocols{
		multiplexed: multiplexed, single: single, patience: min(mostPatience, timeout/4), hosts: map[string]*hostProtocol{},
	}
}

// RoundTrip implements [http.RoundTripper].
func (p *protocols) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" {
		return p.single.RoundTrip(request) // HTTP/2 is spoken over TLS only.
	}
	host, first := p.of(request.URL.Host)
	if first {
		return p.findOut(request, host)
	}
	timer := time.NewTimer(p.patience)
	defer timer.Stop()
	select {
	case <-host.settled:
		if host.isHTTP2 {
			return p.multiplexed.RoundTrip(request.WithContext(httptrace.WithClientTrace(request.Context(), refuseSecondUse())))
		}
	case <-timer.C: // Nothing is known yet.
	case <-request.Context().Done(): // The transport reports it.
	}
	return p.single.RoundTrip(request)
}

// findOut sends the first request to a host.
func (p *protocols) findOut(request *http.Request, host *hostProtocol) (*http.Response, error) {
	settle := func(known bool) {
		host.once.Do(func() {
			if !known {
				p.forget(request.URL.Host, host)
			}
			close(host.settled)
		})
	}
	defer settle(false)
	trace := refuseSecondUse()
	refuse := trace.GotConn
	trace.GotConn = func(got httptrace.GotConnInfo) {
		host.isHTTP2 = speaksHTTP2(got)
		settle(true)
		refuse(got)
	}
	return p.multiplexed.RoundTrip(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
}

// refuseSecondUse closes an HTTP/1.1 connection that was used before, which
// happens if a host speaks HTTP/2 on some connections only. Nothing was written
// on it, so that net/http takes another one.
func refuseSecondUse() *httptrace.ClientTrace {
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

// of returns what is known of a host, and whether this request is to find out.
func (p *protocols) of(name string) (host *hostProtocol, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	host, known := p.hosts[name]
	if !known {
		host = &hostProtocol{settled: make(chan struct{})}
		p.hosts[name] = host
	}
	return host, !known
}

// forget has the next request find out again: this one had no connection.
func (p *protocols) forget(name string, host *hostProtocol) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hosts[name] == host {
		delete(p.hosts, name)
	}
}
