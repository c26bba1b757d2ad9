package transport

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

// attemptsOf sends a request, and repeats it after each failure.
func attemptsOf(t *testing.T, client *Client, url string, maxRetries int) (attempts []Attempt) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Send(request, Exchange{MaxRetries: maxRetries, Judge: func(_ context.Context, attempt Attempt) (bool, time.Time) {
		attempts = append(attempts, attempt)
		return attempt.Failure != nil, time.Time{}
	}})
	return attempts
}

// TestSilentConnectionIsReplaced: nothing ends a connection whose network has gone, so
// that a retry on it would fail like the request.
func TestSilentConnectionIsReplaced(t *testing.T) {
	t.Parallel()
	server, _ := tlsServer(t, true, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	var silent atomic.Bool
	address := relay(t, func(conn net.Conn) {
		behind, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			return
		}
		isFirst := !silent.Load()
		pass := func(to io.Writer, from io.Reader) {
			buffer := make([]byte, 4096)
			for {
				n, err := from.Read(buffer)
				if err != nil {
					return
				}
				if !isFirst || !silent.Load() {
					_, _ = to.Write(buffer[:n])
				}
			}
		}
		go pass(behind, conn)
		pass(conn, behind)
	})
	client := NewClient(Options{Timeout: time.Second, RootCAs: trusting(server.Certificate())})
	if attempts := attemptsOf(t, client, address, 0); attempts[0].Failure != nil {
		t.Fatal(attempts[0].Failure)
	}
	silent.Store(true)
	attempts := attemptsOf(t, client, address, 1)
	if last := attempts[len(attempts)-1]; last.Failure != nil || len(attempts) != 2 {
		t.Errorf("after %d attempts, failure %v", len(attempts), last.Failure)
	}
}
