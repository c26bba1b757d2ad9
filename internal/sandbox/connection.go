package sandbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// listener counts the connections and keeps those that are open, since the HTTP
// server loses sight of a connection as soon as a fault hijacks it.
type listener struct {
	net.Listener
	tapped   bool
	accepted atomic.Int64

	mu   sync.Mutex
	open map[*connection]struct{}
}

func (l *listener) Accept() (net.Conn, error) {
	inner, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.accepted.Add(1)
	c := &connection{Conn: inner, listener: l}
	if l.tapped {
		c.tap = &headerTap{}
	}
	l.mu.Lock()
	l.open[c] = struct{}{}
	l.mu.Unlock()
	return c, nil
}

// closeAll ends every connection that is still open.
func (l *listener) closeAll() {
	l.mu.Lock()
	open := make([]*connection, 0, len(l.open))
	for c := range l.open {
		open = append(open, c)
	}
	l.mu.Unlock()
	for _, c := range open {
		_ = c.Close()
	}
}

// connection is an accepted TCP connection that can be reset, and whose
// incoming bytes are watched for the header names as the client wrote them.
type connection struct {
	net.Conn
	listener  *listener
	tap       *headerTap // nil under TLS
	encrypted *tls.Conn  // nil without TLS
}

func (c *connection) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.tap != nil {
		c.tap.saw(p[:n])
	}
	return n, err
}

func (c *connection) Close() error {
	c.listener.mu.Lock()
	delete(c.listener.open, c)
	c.listener.mu.Unlock()
	return c.Conn.Close()
}

// reset closes with an RST instead of a FIN: the client learns that the
// connection is gone, not that it ended well.
func (c *connection) reset() {
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

type connectionKey struct{}

// rememberConnection is the server's ConnContext: it lets a request find the
// connection it came on.
func rememberConnection(ctx context.Context, c net.Conn) context.Context {
	if encrypted, ok := c.(*tls.Conn); ok {
		c = encrypted.NetConn()
		if own, ok := c.(*connection); ok {
			own.encrypted = encrypted
		}
	}
	return context.WithValue(ctx, connectionKey{}, c)
}

// connectionOf returns the connection of a request; Start has put it there.
func connectionOf(r *http.Request) *connection {
	c, _ := r.Context().Value(connectionKey{}).(*connection)
	return c
}

// tapLimit bounds what a tap holds back for a request that never becomes one.
const tapLimit = 1 << 20

// headerTap keeps the bytes of a connection from the end of one request's head
// to the end of the next, because net/http changes header names to their
// canonical form before a handler sees them.
type headerTap struct {
	mu      sync.Mutex
	pending []byte
}

func (t *headerTap) saw(p []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.pending)+len(p) <= tapLimit {
		t.pending = append(t.pending, p...)
	}
}

// names returns the header names of the request with this request line, as they
// were sent, and drops all bytes up to the end of its head, values included. It
// returns nil where the head cannot be found.
func (t *headerTap) names(requestLine string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	start := bytes.Index(t.pending, []byte(requestLine))
	if start < 0 {
		t.forget(len(t.pending))
		return nil
	}
	length := bytes.Index(t.pending[start:], []byte("\r\n\r\n"))
	if length < 0 {
		t.forget(len(t.pending))
		return nil
	}
	var names []string
	for _, line := range strings.Split(string(t.pending[start:start+length]), "\r\n")[1:] {
		name, _, _ := strings.Cut(line, ":")
		names = append(names, name)
	}
	t.forget(start + length + len("\r\n\r\n"))
	return names
}

// skip drops the first n bytes that came after the last head: a body, which is
// not to be kept until the next request.
func (t *headerTap) skip(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(min(n, len(t.pending)))
}

// forget drops and overwrites the first n pending bytes.
func (t *headerTap) forget(n int) {
	rest := slices.Clone(t.pending[n:])
	clear(t.pending)
	t.pending = rest
}

// headerNames lists the names of a request's headers: as sent and in that order
// over plain HTTP/1.1, where Host is one of them; canonical and sorted otherwise.
func headerNames(r *http.Request) []string {
	if c := connectionOf(r); c != nil && c.tap != nil {
		if names := c.tap.names(r.Method + " " + r.RequestURI + " " + r.Proto + "\r\n"); names != nil {
			return names
		}
	}
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
