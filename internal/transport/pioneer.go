package transport

import (
	"net/http"
	"net/http/httptrace"
	"sync"
)

// pioneers has the first request to each host go ahead until its connection is
// there. Where that speaks HTTP/2 all others share it; without this each request
// of the first burst would dial and shake hands for a connection of its own.
type pioneers struct {
	next  http.RoundTripper
	mu    sync.Mutex
	hosts map[string]*pioneer
}

// pioneer is what the requests to one host wait for.
type pioneer struct {
	connected chan struct{}
	once      sync.Once
}

// arrive lets the others go on, be it because the connection is there or because
// there will be none: waiting for each other would only add up the delays.
func (p *pioneer) arrive() { p.once.Do(func() { close(p.connected) }) }

// RoundTrip implements [http.RoundTripper].
func (p *pioneers) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" {
		return p.next.RoundTrip(request) // HTTP/2 is spoken over TLS only.
	}
	host, first := p.of(request.URL.Host)
	if !first {
		select {
		case <-host.connected:
		case <-request.Context().Done(): // The transport reports it.
		}
		return p.next.RoundTrip(request)
	}
	defer host.arrive()
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { host.arrive() }}
	return p.next.RoundTrip(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
}

// of returns the pioneer of a host, and whether this request is it.
func (p *pioneers) of(name string) (host *pioneer, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	host, known := p.hosts[name]
	if !known {
		host = &pioneer{connected: make(chan struct{})}
		p.hosts[name] = host
	}
	return host, !known
}
