package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// tlsServer counts the connections that are made to it.
func tlsServer(t *testing.T, http2 bool, handler http.HandlerFunc) (server *httptest.Server, connections *atomic.Int32) {
	t.Helper()
	connections = &atomic.Int32{}
	server = httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = http2
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server, connections
}

// trusting trusts one certificate and no other.
func trusting(certificate *x509.Certificate) func() *x509.CertPool {
	return func() *x509.CertPool {
		roots := x509.NewCertPool()
		roots.AddCert(certificate)
		return roots
	}
}

func clientOf(server *httptest.Server) *Client {
	return NewClient(Options{Timeout: 10 * time.Second, RootCAs: trusting(server.Certificate())})
}

// burst makes so many requests at once and returns how many failed.
func burst(client *Client, url string, count int) (failed int32) {
	var failures atomic.Int32
	var all sync.WaitGroup
	for range count {
		all.Go(func() {
			request, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
			response, err := client.http.Do(request)
			if err != nil {
				failures.Add(1)
				return
			}
			_ = response.Body.Close()
		})
	}
	all.Wait()
	return failures.Load()
}

// TestFirstBurstSharesOneConnectionOverHTTP2, beside those that are opened before the
// protocol is known.
func TestFirstBurstSharesOneConnectionOverHTTP2(t *testing.T) {
	t.Parallel()
	for http2, most := range map[bool]int32{true: 1 + firstSpares, false: 20 + mostSpares} {
		server, connections := tlsServer(t, http2, func(http.ResponseWriter, *http.Request) { time.Sleep(20 * time.Millisecond) })
		if failed := burst(clientOf(server), server.URL, 20); failed != 0 {
			t.Errorf("HTTP/2 %t: %d requests failed", http2, failed)
		}
		if got := connections.Load(); got > most {
			t.Errorf("HTTP/2 %t: %d connections, want at most %d", http2, got, most)
		}
	}
}

// TestFewRequestsConnectBeforeTheProtocolIsKnown, so that over HTTP/1.1 they wait no
// longer than one.
func TestFewRequestsConnectBeforeTheProtocolIsKnown(t *testing.T) {
	t.Parallel()
	for _, http2 := range []bool{false, true} {
		server, _ := tlsServer(t, http2, func(http.ResponseWriter, *http.Request) {})
		var accepted atomic.Int32
		all := make(chan struct{})
		address := relay(t, func(conn net.Conn) {
			if accepted.Add(1) == 1+firstSpares {
				close(all)
			}
			select {
			case <-all:
			case <-time.After(10 * time.Second):
				t.Errorf("HTTP/2 %t: %d connections, want %d before the first handshake", http2, accepted.Load(), 1+firstSpares)
			}
			forward(conn, server)
		})
		connections := newConnections(time.Minute, trusting(server.Certificate()))
		connections.detectionLimit = time.Minute // After this time, each request connects by itself.
		client := &Client{http: &http.Client{Transport: connections}}
		if failed := burst(client, address, 1+firstSpares); failed != 0 {
			t.Errorf("HTTP/2 %t: %d requests failed", http2, failed)
		}
	}
}

// relay returns the URL of a listener that serves each connection on its own.
func relay(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(conn)
		}
	}()
	return "https://" + listener.Addr().String()
}

// forward copies what a connection and a server send to each other.
func forward(conn net.Conn, server *httptest.Server) {
	behind, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		return
	}
	go func() { _, _ = io.Copy(behind, conn) }()
	_, _ = io.Copy(conn, behind)
}

// TestConnectionOverHTTP11IsUsedOnce: a surplus response that arrives some
// milliseconds late finds no other request on its connection.
func TestConnectionOverHTTP11IsUsedOnce(t *testing.T) {
	t.Parallel()
	for name, secure := range map[string]bool{"plain": false, "TLS": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var served atomic.Int32
			handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				hijacked, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					return
				}
				number := served.Add(1)
				response := "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
				_, _ = hijacked.Write([]byte(response))
				time.Sleep(time.Duration(number%5) * 10 * time.Millisecond)
				_, _ = hijacked.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
				time.Sleep(100 * time.Millisecond)
				_ = hijacked.Close()
			})
			server := httptest.NewUnstartedServer(handler)
			roots := x509.NewCertPool()
			if secure {
				server.StartTLS()
				roots.AddCert(server.Certificate())
			} else {
				server.Start()
			}
			t.Cleanup(server.Close)
			client := NewClient(Options{Timeout: 10 * time.Second, RootCAs: func() *x509.CertPool { return roots }})
			for i := range 20 {
				request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
				response, err := client.http.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				_ = response.Body.Close()
				if response.StatusCode != http.StatusUnauthorized {
					t.Errorf("request %d got the response %d to none", i, response.StatusCode)
				}
				time.Sleep(5 * time.Millisecond)
			}
			if got := served.Load(); got != 20 {
				t.Errorf("%d requests were served, want 20", got)
			}
		})
	}
}

// TestSessionsAreResumed: a connection for each request costs one handshake in full.
func TestSessionsAreResumed(t *testing.T) {
	t.Parallel()
	var full, resumed atomic.Int32
	server, _ := tlsServer(t, false, func(_ http.ResponseWriter, r *http.Request) {
		if r.TLS.DidResume {
			resumed.Add(1)
		} else {
			full.Add(1)
		}
	})
	client := clientOf(server)
	for range 10 {
		burst(client, server.URL, 1)
	}
	if full.Load() > 2 || resumed.Load() < 8 { // The session of the first arrives behind its response.
		t.Errorf("%d handshakes in full and %d resumed", full.Load(), resumed.Load())
	}
}

// Test101EndsTheRequest: its body is the connection, which nothing ends.
func Test101EndsTheRequest(t *testing.T) {
	t.Parallel()
	for name, secure := range map[string]bool{"plain": false, "TLS": true} {
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			hijacked, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			_, _ = hijacked.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: example\r\n\r\n"))
			<-r.Context().Done()
		})
		server := httptest.NewUnstartedServer(handler)
		roots := x509.NewCertPool()
		if secure {
			server.StartTLS()
			roots.AddCert(server.Certificate())
		} else {
			server.Start()
		}
		client := NewClient(Options{Timeout: 30 * time.Second, RootCAs: func() *x509.CertPool { return roots }})
		begun := time.Now()
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
		response, err := client.http.Do(request)
		if err == nil {
			_, err = io.ReadAll(response.Body)
		}
		if took := time.Since(begun); err != nil || response.StatusCode != http.StatusSwitchingProtocols || took > 5*time.Second {
			t.Errorf("%s: %v after %s", name, err, took)
		}
	}
}

// TestStalledFirstConnectionDelaysNoOtherRequest: the others have time left for their own.
func TestStalledFirstConnectionDelaysNoOtherRequest(t *testing.T) {
	t.Parallel()
	server, _ := tlsServer(t, true, func(http.ResponseWriter, *http.Request) {})
	var stalled atomic.Bool
	address := relay(t, func(conn net.Conn) {
		if !stalled.CompareAndSwap(false, true) { // The first one is accepted, and nothing else.
			forward(conn, server)
		}
	})
	client := NewClient(Options{Timeout: 5 * time.Second, RootCAs: trusting(server.Certificate())})
	if failed := burst(client, address, 10); failed > 1 {
		t.Errorf("%d requests failed, want the stalled one at most", failed)
	}
}

// TestLoopbackIsNeverReachedThroughAProxy, however it is spelled.
func TestLoopbackIsNeverReachedThroughAProxy(t *testing.T) {
	t.Parallel()
	through := exceptLocal(func(*url.URL) (*url.URL, error) { return url.Parse("http://proxy.example.com:3128") })
	for host, direct := range map[string]bool{
		"localhost": true, "LOCALHOST": true, "LocalHost.": true, "127.0.0.1": true, "127.8.9.10": true, "[::1]": true, "[::ffff:127.0.0.1]": true,
		"localhost.example.com": false, "vendor.example.com": false, "10.0.0.1": false,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+host+":9/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		proxy, err := through(request)
		if err != nil || (proxy == nil) != direct {
			t.Errorf("%s goes to %v, %v", host, proxy, err)
		}
	}
}

func TestFailedFirstRequestDelaysNoOtherRequest(t *testing.T) {
	t.Parallel()
	server, _ := tlsServer(t, true, func(http.ResponseWriter, *http.Request) {})
	client := NewClient(Options{Timeout: 10 * time.Second, RootCAs: x509.NewCertPool}) // It trusts no authority.
	begun := time.Now()
	if failed := burst(client, server.URL, 20); failed != 20 {
		t.Errorf("%d requests failed, want all 20", failed)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}

func TestWaitingForTheFirstRequestEndsWithItsOwnContext(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0") // It accepts no handshake.
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	client := NewClient(Options{Timeout: time.Minute})
	send := func(ctx context.Context) error {
		request, _ := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+listener.Addr().String(), nil)
		response, err := client.http.Do(request)
		if err == nil {
			_ = response.Body.Close()
		}
		return err
	}
	first, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = send(first) })
	second, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := send(second); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	leave()
	all.Wait()
}

// TestFirstConnectionDecidesTheProtocol: net/http can take a second connection for the
// same request, when others have read the protocol already.
func TestFirstConnectionDecidesTheProtocol(t *testing.T) {
	server, _ := tlsServer(t, true, func(http.ResponseWriter, *http.Request) {})
	conn, err := tls.Dial("tcp", server.Listener.Addr().String(), &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2"}, RootCAs: trusting(server.Certificate())(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // The test is over.
	other, _ := net.Pipe()
	twice := roundTrip(func(request *http.Request) (*http.Response, error) {
		trace := httptrace.ContextClientTrace(request.Context())
		trace.GotConn(httptrace.GotConnInfo{Conn: conn})
		trace.GotConn(httptrace.GotConnInfo{Conn: other})
		return nil, io.EOF
	})
	c := &connections{hosts: map[string]*hostProtocol{}}
	request := httptest.NewRequest(http.MethodGet, "https://api.example.com/", nil)
	host, _ := c.protocolOf(request.URL.Host)
	_, _ = c.detect(transports{http2: twice, spares: newSpares(&net.Dialer{})}, request, host)
	if !host.isHTTP2 {
		t.Error("a second connection has changed the protocol")
	}
}

// TestAddressIsTheOneThatIsDialed: a connection that is opened ahead under another
// address is never used.
func TestAddressIsTheOneThatIsDialed(t *testing.T) {
	for text, want := range map[string]string{
		"https://api.example.com":      "api.example.com:443",
		"https://api.example.com:8443": "api.example.com:8443",
		"https://bücher.example":       "xn--bcher-kva.example:443",
		"https://API.example.com":      "API.example.com:443",
		"https://api_x.example.com":    "api_x.example.com:443",
		"https://192.0.2.1":            "192.0.2.1:443",
		"https://[2001:db8::1]":        "[2001:db8::1]:443",
		"https://[fe80::1%25eth0]":     "[fe80::1%eth0]:443",
	} {
		var dialed string
		client := &http.Transport{DialTLSContext: func(_ context.Context, _, address string) (net.Conn, error) {
			dialed = address
			return nil, io.EOF
		}}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, text, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = client.RoundTrip(request)
		if got := addressOf(request.URL); got != want || got != dialed {
			t.Errorf("%s: %s, want %s as net/http dials: %s", text, got, want, dialed)
		}
	}
}
