package transport

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// pipeDialer takes a second for each connection, and counts what is open.
type pipeDialer struct {
	dialed, closed atomic.Int32
	fails          atomic.Bool
	servers        sync.Map // The server's end of each connection.
}

var errNoPipe = errors.New("no connection")

type countedConn struct {
	net.Conn
	closed *atomic.Int32
}

func (c *countedConn) Close() error {
	c.closed.Add(1)
	return c.Conn.Close()
}

func (d *pipeDialer) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	d.dialed.Add(1)
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if d.fails.Load() {
		return nil, errNoPipe
	}
	client, server := net.Pipe()
	conn := &countedConn{client, &d.closed}
	d.servers.Store(conn, server)
	return conn, nil
}

// TestFurtherRequestsFindAConnection, each one of its own, and what none took is closed.
func TestFurtherRequestsFindAConnection(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var dialer pipeDialer
		spares := newSpares(&dialer)
		seen := map[net.Conn]bool{}
		connect := func() time.Duration {
			begun := time.Now()
			conn, err := spares.DialContext(t.Context(), "tcp", "vendor.example.com:443")
			if err != nil || seen[conn] {
				t.Fatalf("connection used before: %t, error %v", seen[conn], err)
			}
			seen[conn] = true
			return time.Since(begun)
		}
		if took := connect(); took != time.Second {
			t.Errorf("the first took %s", took)
		}
		if got := dialer.dialed.Load(); got != 1 {
			t.Errorf("%d connections for one request, want 1", got)
		}
		for range 40 {
			connect()
		}
		time.Sleep(time.Second)
		for i := range 20 {
			if took := connect(); took != 0 {
				t.Errorf("request %d waited %s for its connection", i, took)
			}
		}
		time.Sleep(2 * spareLife)
		if got, want := dialer.dialed.Load()-int32(len(seen)), dialer.closed.Load(); got > mostSpares || got != want {
			t.Errorf("%d connections were not used, want at most %d; %d are closed", got, mostSpares, want)
		}
	})
}

// TestNextBurstFindsAConnectionForEachRequest once the first was as large as the CLI's.
func TestNextBurstFindsAConnectionForEachRequest(t *testing.T) {
	t.Parallel()
	for first, wantOpen := range map[int]int{firstSpares: parallelism, firstSpares / 2: firstSpares / 4} {
		synctest.Test(t, func(t *testing.T) {
			var dialer pipeDialer
			spares := newSpares(&dialer)
			connect := func() time.Duration {
				begun := time.Now()
				if _, err := spares.DialContext(t.Context(), "tcp", "vendor.example.com:443"); err != nil {
					t.Error(err)
				}
				return time.Since(begun)
			}
			var all sync.WaitGroup
			for range first {
				all.Go(func() { connect() })
			}
			all.Wait()
			time.Sleep(time.Second)
			var open atomic.Int32
			for range parallelism {
				all.Go(func() {
					if connect() == 0 {
						open.Add(1)
					}
				})
			}
			all.Wait()
			if got := int(open.Load()); got != wantOpen {
				t.Errorf("after %d requests, %d of %d found a connection, want %d", first, got, parallelism, wantOpen)
			}
			time.Sleep(2 * spareLife)
		})
	}
}

// TestFailedSpareIsNoFailureOfARequest: a request reports what its own connection met.
func TestFailedSpareIsNoFailureOfARequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var dialer pipeDialer
		spares := newSpares(&dialer)
		dial := func(ctx context.Context) error {
			_, err := spares.DialContext(ctx, "tcp", "vendor.example.com:443")
			return err
		}
		if err := errors.Join(dial(t.Context()), dial(t.Context())); err != nil {
			t.Fatal(err)
		}
		dialer.fails.Store(true) // The spare is being dialed.
		synctest.Wait()
		time.AfterFunc(time.Second, func() { dialer.fails.Store(false) })
		if err := dial(t.Context()); err != nil {
			t.Errorf("error %v, want a connection of its own", err)
		}
		time.Sleep(2 * spareLife)
		dialer.fails.Store(true)
		before := dialer.dialed.Load()
		for range 5 {
			if err := dial(t.Context()); !errors.Is(err, errNoPipe) {
				t.Errorf("error %v", err)
			}
		}
		if got := dialer.dialed.Load() - before; got != 5 {
			t.Errorf("%d connections for 5 requests to a host that does not respond", got)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := dial(ended); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}

// TestRequestsInTurnUseOpenConnections over TLS, and none is used twice.
func TestRequestsInTurnUseOpenConnections(t *testing.T) {
	t.Parallel()
	server, connections := tlsServer(t, false, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	client := clientOf(server)
	for range 30 {
		if failed := burst(client, server.URL, 1); failed != 0 {
			t.Fatal("a request failed")
		}
	}
	if got := connections.Load(); got < 30 || got > 30+mostSpares {
		t.Errorf("%d connections for 30 requests", got)
	}
}

// TestConnectionsBeforeTheProtocolIsKnown are bounded, serve the requests that wait, and are
// closed if they are of no use, even if they are still being dialed.
func TestConnectionsBeforeTheProtocolIsKnown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const address = "vendor.example.com:443"
		var dialer pipeDialer
		spares := newSpares(&dialer)
		for range 2 * firstSpares {
			spares.dialFirst(address)
		}
		begun := time.Now()
		conn, err := spares.DialContext(t.Context(), "tcp", address)
		if err != nil || time.Since(begun) != time.Second {
			t.Errorf("the request has its connection after %s, want that of the dialing: %v", time.Since(begun), err)
		}
		spares.dialFirst(address)
		spares.drop(address)
		time.Sleep(time.Second)
		synctest.Wait()
		if dialed, closed := dialer.dialed.Load(), dialer.closed.Load(); dialed != firstSpares+1 || closed != firstSpares {
			t.Errorf("%d connections and %d closed, want %d and all but the one that is used", dialed, closed, firstSpares+1)
		}
		time.Sleep(2 * spareLife)
		_ = conn.Close()
		if closed := dialer.closed.Load(); closed != firstSpares+1 {
			t.Errorf("%d closed, want each once", closed)
		}
	})
}

// TestSpareThatTheServerHasEndedIsNotUsed, nor one on which it has sent something: no
// request fails because its connection was opened early.
func TestSpareThatTheServerHasEndedIsNotUsed(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(net.Conn){
		"ended":            func(server net.Conn) { _ = server.Close() },
		"surplus response": func(server net.Conn) { _, _ = io.WriteString(server, "HTTP/1.1 401 Unauthorized\r\n\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var dialer pipeDialer
				spares := newSpares(&dialer)
				connect := func() (net.Conn, time.Duration) {
					begun := time.Now()
					conn, err := spares.DialContext(t.Context(), "tcp", "vendor.example.com:443")
					if err != nil {
						t.Fatal(err)
					}
					return conn, time.Since(begun)
				}
				for range 6 {
					conn, _ := connect()
					dialer.servers.Delete(conn)
				}
				time.Sleep(time.Second)
				synctest.Wait()
				early := int32(0)
				dialer.servers.Range(func(_, server any) bool {
					early++
					go end(server.(net.Conn)) //nolint:forcetypeassert // See pipeDialer.
					return true
				})
				synctest.Wait()
				if closed := dialer.closed.Load(); early == 0 || closed != early {
					t.Errorf("%d connections were opened early, and %d are closed", early, closed)
				}
				if _, took := connect(); took != time.Second {
					t.Errorf("a request has its connection after %s, want a new one", took)
				}
				time.Sleep(2 * spareLife) // For those that were opened since.
			})
		})
	}
}
