package sandbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

func TestStalledBodyBeginsAndNeverEnds(t *testing.T) {
	response := open(t, brokenReSci(t, "stalled_body"))
	start := make([]byte, 9)
	if _, err := io.ReadFull(response.Body, start); err != nil || string(start) != `{"data":[` {
		t.Errorf("began with %q, %v", start, err)
	}
	more := make(chan struct{})
	go func() {
		_, _ = response.Body.Read(start)
		close(more)
	}()
	select {
	case <-more:
		t.Error("there is more, or an end")
	case <-time.After(50 * time.Millisecond):
	}
}

func TestHugeHeaderIsTooLargeForAClientWithALimit(t *testing.T) {
	v := brokenReSci(t, "huge_header")
	response := get(t, v.BaseURL()+"/ping")
	if len(response.header.Get("X-Huge")) != 320<<10 || response.status != 200 {
		t.Errorf("status %d, header of %d bytes", response.status, len(response.header.Get("X-Huge")))
	}
	limited := &http.Client{Transport: &http.Transport{MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true}}
	if response, err := limited.Get(v.BaseURL() + "/ping"); err == nil {
		_ = response.Body.Close()
		t.Error("a client with a limit was served")
	}
}

func TestInformationalFloodHasNoFinalResponse(t *testing.T) {
	v := brokenReSci(t, "informational_flood")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	const enough = 100
	var received atomic.Int64
	request, _ := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		Got1xxResponse: func(code int, _ textproto.MIMEHeader) error {
			if code != http.StatusEarlyHints || received.Add(1) == enough {
				cancel()
			}
			return nil
		},
	}), http.MethodGet, v.BaseURL()+"/ping", nil)
	if response, err := client(t).Do(request); !errors.Is(err, context.Canceled) {
		if err == nil {
			_ = response.Body.Close()
		}
		t.Errorf("got %v", err)
	}
	if got := received.Load(); got < enough {
		t.Errorf("%d informational responses", got)
	}
}

// TestGoAwayAllowsToRepeat speaks HTTP/2 itself, because net/http hides the frame and repeats.
func TestGoAwayAllowsToRepeat(t *testing.T) {
	s := newSandbox(t, Config{TLS: true})
	s.Vendor("resci").Break(Fault{Name: "goaway"})
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.CertificatePEM())
	c, err := tls.Dial("tcp", s.listener.Addr().String(), &tls.Config{RootCAs: pool, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	var head bytes.Buffer
	fields := hpack.NewEncoder(&head)
	for _, field := range []hpack.HeaderField{
		{Name: ":method", Value: "GET"}, {Name: ":scheme", Value: "https"}, {Name: ":authority", Value: "localhost"}, {Name: ":path", Value: "/resci/ping"},
	} {
		_ = fields.WriteField(field)
	}
	_, _ = io.WriteString(c, http2.ClientPreface)
	framer := http2.NewFramer(c, c)
	_ = framer.WriteSettings()
	_ = framer.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head.Bytes(), EndStream: true, EndHeaders: true})
	for first := true; ; first = false {
		frame, err := framer.ReadFrame()
		if err != nil {
			t.Fatalf("no GOAWAY: %v", err)
		}
		if _, settings := frame.(*http2.SettingsFrame); first && !settings {
			t.Errorf("the first frame is %s", frame.Header())
		}
		if turned, away := frame.(*http2.GoAwayFrame); away {
			if turned.LastStreamID != 0 || turned.ErrCode != http2.ErrCodeNo {
				t.Errorf("last stream %d, %s", turned.LastStreamID, turned.ErrCode)
			}
			return
		}
	}
}
