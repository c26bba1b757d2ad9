package transport

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// twiceAnswering is a server that sends a second answer, which nobody asked for,
// behind the first one that it gives on each connection.
func twiceAnswering(t *testing.T, stray string) (url string, connections *atomic.Int32) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	connections = &atomic.Int32{}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			go func() {
				defer func() { _ = conn.Close() }()
				read := bufio.NewReader(conn)
				for more := stray; ; more = "" {
					request, err := http.ReadRequest(read)
					if err != nil {
						return
					}
					_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Answers: %s\r\n\r\n%s", request.URL.Path, more)
				}
			}()
		}
	}()
	return "http://" + listener.Addr().String(), connections
}

func answers(ctx context.Context, client *http.Client, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	return response.Header.Get("X-Answers"), response.Body.Close()
}

// The second request takes the connection while net/http has put it back and not
// yet looked at what came behind the first answer.
func TestAnswerThatNobodyAskedForIsNotTakenForTheNext(t *testing.T) {
	t.Parallel()
	url, connections := twiceAnswering(t, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Answers: nothing\r\n\r\n")
	client := NewClient(Options{Timeout: 10 * time.Second})

	second := make(chan string, 1)
	overtake := func(error) {
		taken := make(chan struct{})
		var once sync.Once
		go func() {
			ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
				GetConn: func(string) { once.Do(func() { close(taken) }) },
			})
			got, err := answers(ctx, client, url+"/second")
			if err != nil {
				got = err.Error()
			}
			second <- got
		}()
		<-taken
		time.Sleep(50 * time.Millisecond) // The request is on its way, if anything lets it.
	}
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{PutIdleConn: overtake})
	if got, err := answers(ctx, client, url+"/first"); err != nil || got != "/first" {
		t.Errorf("the first answer is that to %q (%v)", got, err)
	}
	if got := <-second; got != "/second" {
		t.Errorf("the second answer is that to %q", got)
	}
	if got := connections.Load(); got != 2 {
		t.Errorf("%d connections, want 2: the first cannot be used again", got)
	}
}

func TestConnectionWithNothingLeftIsUsedAgain(t *testing.T) {
	t.Parallel()
	url, connections := twiceAnswering(t, "")
	client := NewClient(Options{Timeout: 10 * time.Second})
	for range 20 {
		if got, err := answers(t.Context(), client, url+"/any"); err != nil || got != "/any" {
			t.Fatalf("the answer is that to %q (%v)", got, err)
		}
	}
	if got := connections.Load(); got != 1 {
		t.Errorf("%d connections, want 1", got)
	}
}
