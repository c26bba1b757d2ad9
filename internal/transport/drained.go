package transport

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
)

// watchedConn knows whether everything that has arrived was looked at: a reader
// only asks the network for more when it has nothing left.
//
// net/http puts a connection back for the next request before it has seen whether
// more than the answer came. Where a server or a proxy sends an answer too many,
// the next request, perhaps of another credential, would get it as its own: a
// verdict that nobody gave. net/http finds the surplus and drops the connection
// as soon as it looks, so the next request only has to wait for that.
type watchedConn struct {
	net.Conn
	mu      sync.Mutex
	drained bool
	waiting chan struct{} // Closed when drained becomes true; nil while nobody waits.
}

// dialWatched has a dialer make watched connections.
func dialWatched(dialer *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &watchedConn{Conn: conn}, nil
	}
}

// Read implements [net.Conn].
func (c *watchedConn) Read(buffer []byte) (int, error) {
	c.setDrained(true)
	n, err := c.Conn.Read(buffer)
	if err == nil {
		c.setDrained(false)
	}
	return n, err
}

// Close implements [net.Conn]. Nobody needs to wait for what is dropped.
func (c *watchedConn) Close() error {
	c.setDrained(true)
	return c.Conn.Close()
}

func (c *watchedConn) setDrained(drained bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drained = drained
	if drained && c.waiting != nil {
		close(c.waiting)
		c.waiting = nil
	}
}

// untilDrained is closed as soon as nothing is left to look at.
func (c *watchedConn) untilDrained() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drained {
		done := make(chan struct{})
		close(done)
		return done
	}
	if c.waiting == nil {
		c.waiting = make(chan struct{})
	}
	return c.waiting
}

// waitUntilDrained holds a request back until its connection, which was used
// before, has nothing left of what came then. HTTP/2 numbers its answers and
// needs no such wait.
func waitUntilDrained(ctx context.Context, conn net.Conn) {
	for {
		wrapped, isTLS := conn.(*tls.Conn)
		if !isTLS {
			break
		}
		if wrapped.ConnectionState().NegotiatedProtocol == "h2" {
			return
		}
		conn = wrapped.NetConn() // Twice behind a proxy that is spoken to over TLS.
	}
	watched, ok := conn.(*watchedConn)
	if !ok {
		return
	}
	select {
	case <-watched.untilDrained():
	case <-ctx.Done():
	}
}
