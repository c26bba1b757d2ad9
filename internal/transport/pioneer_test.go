package transport

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
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

func clientOf(server *httptest.Server) *http.Client {
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return NewClient(Options{Timeout: 10 * time.Second, RootCAs: roots})
}

// burst makes so many requests at once and returns how many failed.
func burst(client *http.Client, url string, count int) (failed int32) {
	var failures atomic.Int32
	var all sync.WaitGroup
	for range count {
		all.Go(func() {
			request, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
			response, err := client.Do(request)
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

func TestFirstBurstSharesOneConnectionOverHTTP2(t *testing.T) {
	t.Parallel()
	for http2, most := range map[bool]int32{true: 1, false: 20} {
		server, connections := tlsServer(t, http2, func(http.ResponseWriter, *http.Request) { time.Sleep(20 * time.Millisecond) })
		if failed := burst(clientOf(server), server.URL, 20); failed != 0 {
			t.Errorf("HTTP/2 %t: %d requests failed", http2, failed)
		}
		if got := connections.Load(); got > most {
			t.Errorf("HTTP/2 %t: %d connections, want at most %d", http2, got, most)
		}
	}
}

func TestFailedFirstRequestHoldsUpNobody(t *testing.T) {
	t.Parallel()
	server, _ := tlsServer(t, true, func(http.ResponseWriter, *http.Request) {})
	client := NewClient(Options{Timeout: 10 * time.Second, RootCAs: x509.NewCertPool()}) // It trusts nobody.
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
	listener, err := net.Listen("tcp", "127.0.0.1:0") // Nobody shakes hands here.
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	client := NewClient(Options{Timeout: time.Minute})
	ask := func(ctx context.Context) error {
		request, _ := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+listener.Addr().String(), nil)
		response, err := client.Do(request)
		if err == nil {
			_ = response.Body.Close()
		}
		return err
	}
	first, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = ask(first) })
	second, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := ask(second); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	leave()
	all.Wait()
}
