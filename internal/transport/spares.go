package transport

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"sync"
	"time"
)

const (
	// parallelism is how many requests the CLI has sent at a time, by default.
	parallelism = 10
	// mostSpares is the most connections that wait for requests to one host. Twice
	// the parallelism, because a TLS connection takes two round trips to open and a
	// request takes one.
	mostSpares = 2 * parallelism
	// firstSpares is the most of them while a host's protocol is not known: one for each
	// request except the one that detects it. Over HTTP/2 they are of no use.
	firstSpares = parallelism - 1
	// spareLife is how long an open connection waits for its request: less than the
	// time after which servers close one.
	spareLife = 2 * time.Second
)

// spares dials connections to a host before requests need them: while its protocol is not
// known, and once it has received several. Where each request has a connection of its own,
// it then takes one round trip instead of three.
type spares struct {
	dialer dialer

	mu    sync.Mutex
	hosts map[string]*hostSpares
}

type dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// hostSpares are the connections to one host.
type hostSpares struct {
	connected int
	waiting   []*spare // The oldest first.
}

// spare is a connection that no request has taken.
type spare struct {
	dialed chan struct{} // Closed when conn is set, or dialing has failed.
	conn   net.Conn

	watched chan struct{} // Closed when watch has returned.
	intact  bool          // Set before watched is closed: the server has neither ended the connection nor sent anything.
}

func newSpares(dialer dialer) *spares {
	return &spares{dialer: dialer, hosts: map[string]*hostSpares{}}
}

// DialContext returns a connection that nothing was sent on, and dials for later
// requests, of which a host with one credential needs none.
func (s *spares) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := s.connect(ctx, network, address)
	if err == nil {
		s.dialAhead(network, address)
	}
	return conn, err
}

func (s *spares) connect(ctx context.Context, network, address string) (net.Conn, error) {
	for {
		oldest := s.take(address)
		if oldest == nil {
			return s.dialer.DialContext(ctx, network, address)
		}
		select {
		case <-oldest.dialed:
			if oldest.conn != nil && oldest.claim() {
				return oldest.conn, nil
			}
		case <-ctx.Done():
			go oldest.close()
			return nil, ctx.Err()
		}
	}
}

// take returns the oldest spare, or nil.
func (s *spares) take(address string) *spare {
	s.mu.Lock()
	defer s.mu.Unlock()
	host := s.hosts[address]
	if host == nil || len(host.waiting) == 0 {
		return nil
	}
	oldest := host.waiting[0]
	host.waiting = host.waiting[1:]
	return oldest
}

// dialAhead counts a connection, and dials as many as further requests may need: one for
// two so far, and one for each once they are as many as the CLI has sent at a time, because
// it sends the others then.
func (s *spares) dialAhead(network, address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	host := s.host(address)
	host.connected++
	expected := host.connected / 2
	if host.connected >= firstSpares {
		expected = host.connected + 1 // The connection that detected the protocol is not counted.
	}
	for range min(mostSpares, expected) - len(host.waiting) {
		s.add(host, network, address)
	}
}

// dialFirst dials for a request to a host whose protocol is not known yet.
func (s *spares) dialFirst(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if host := s.host(address); len(host.waiting) < firstSpares {
		s.add(host, "tcp", address)
	}
}

// drop closes what waits for requests to a host.
func (s *spares) drop(address string) {
	for old := s.take(address); old != nil; old = s.take(address) {
		go old.close()
	}
}

// host returns a host's spares. The caller holds the lock, as for add.
func (s *spares) host(address string) *hostSpares {
	host := s.hosts[address]
	if host == nil {
		host = &hostSpares{}
		s.hosts[address] = host
	}
	return host
}

func (s *spares) add(host *hostSpares, network, address string) {
	added := &spare{dialed: make(chan struct{}), watched: make(chan struct{})}
	host.waiting = append(host.waiting, added)
	go s.dial(network, address, added)
}

// dial connects a spare. The dialer has a time limit of its own.
func (s *spares) dial(network, address string, added *spare) {
	conn, err := s.dialer.DialContext(context.Background(), network, address)
	if err != nil {
		s.remove(address, added)
	} else {
		added.conn = conn
		go s.watch(address, added)
		time.AfterFunc(spareLife, func() {
			if s.remove(address, added) {
				added.close()
			}
		})
	}
	close(added.dialed)
}

// watch removes a spare that the server ends before a request takes it. A request on it
// would fail, and net/http does not repeat a request on a connection that is new to it.
func (s *spares) watch(address string, waiting *spare) {
	var surplus [1]byte
	_, err := waiting.conn.Read(surplus[:])
	waiting.intact = errors.Is(err, os.ErrDeadlineExceeded)
	close(waiting.watched)
	if s.remove(address, waiting) {
		waiting.close()
	}
}

// claim ends the watch for a request, and reports whether the connection can be used.
func (s *spare) claim() bool {
	_ = s.conn.SetReadDeadline(time.Unix(1, 0))
	<-s.watched
	if !s.intact {
		_ = s.conn.Close()
		return false
	}
	return s.conn.SetReadDeadline(time.Time{}) == nil
}

// remove reports whether no request has taken the spare.
func (s *spares) remove(address string, old *spare) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.hosts[address].waiting
	at := slices.Index(waiting, old)
	if at < 0 {
		return false
	}
	s.hosts[address].waiting = slices.Delete(waiting, at, at+1)
	return true
}

// close closes the connection when it is there.
func (s *spare) close() {
	<-s.dialed
	if s.conn != nil {
		_ = s.conn.Close()
	}
}
