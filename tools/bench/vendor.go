package main

import (
	"crypto/elliptic"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// The protocols of the vendor.
const (
	http1 = "HTTP/1.1"
	http2 = "HTTP/2"
)

// behavior is how the vendor behaves while one command runs.
type behavior struct {
	// RTT is the round trip: a response takes one, a new connection two more, one
	// for TCP and one for TLS.
	RTT time.Duration
	// RevokedPercent of the keys are rejected.
	RevokedPercent int
	// LimitedPercent of the responses are a 429 with a Retry-After of one second.
	LimitedPercent int
	// ResetPercent of the requests end with a reset.
	ResetPercent int
}

// counts are what the vendor counts while one command runs.
type counts struct {
	// Requests are all of them, Faults those that met a fault.
	Requests, Faults int
	Connections      int
	PeakConcurrency  int
	// TooSoon are requests above the vendor's documented rate.
	TooSoon int
}

// vendor is a server with TLS that simulates ReSci below /resci, which has no rate
// limit, and Precoro below /precoro, which has one.
type vendor struct {
	server    *http.Server
	listener  net.Listener
	authority []byte

	mu       sync.Mutex
	behavior behavior
	counts   counts
	inFlight int
	lastSeen map[string]time.Time // By Precoro token.
}

// startVendor starts a vendor with one protocol.
func startVendor(protocol string) (*vendor, error) {
	certificate, authority, err := newCertificate("vendor", elliptic.P256())
	if err != nil {
		return nil, err
	}
	inner, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // It does not wait.
	if err != nil {
		return nil, fmt.Errorf("the vendor cannot listen: %w", err)
	}
	v := &vendor{authority: authority, lastSeen: map[string]time.Time{}}
	v.listener = delayedListener{inner, v}
	protocols := &http.Protocols{}
	protocols.SetHTTP1(protocol == http1)
	protocols.SetHTTP2(protocol == http2)
	v.server = &http.Server{
		Handler:           http.HandlerFunc(v.serve),
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12},
		Protocols:         protocols,
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0), // Clients end without closing their connections.
	}
	go func() {
		if err := v.server.ServeTLS(v.listener, "", ""); !errors.Is(err, http.ErrServerClosed) {
			panic(err)
		}
	}()
	return v, nil
}

func (v *vendor) close() { _ = v.server.Close() }

// url is the base URL of one of the two connectors.
func (v *vendor) url(connector string) string {
	return "https://" + v.listener.Addr().String() + "/" + connector
}

// reset sets its behavior and its counts.
func (v *vendor) reset(to behavior) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.behavior, v.counts = to, counts{}
	clear(v.lastSeen)
}

// seen returns the counts since the last reset.
func (v *vendor) seen() counts {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.counts
}

// delayedListener accepts connections that take two round trips to be established.
type delayedListener struct {
	net.Listener
	vendor *vendor
}

func (l delayedListener) Accept() (net.Conn, error) {
	connection, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.vendor.mu.Lock()
	defer l.vendor.mu.Unlock()
	l.vendor.counts.Connections++
	return &delayedConnection{Conn: connection, delay: 2 * l.vendor.behavior.RTT}, nil
}

// delayedConnection delays the first bytes, which are the client's part of the TLS
// handshake, and are read by the goroutine of this connection alone.
type delayedConnection struct {
	net.Conn
	once  sync.Once
	delay time.Duration
}

func (c *delayedConnection) Read(into []byte) (int, error) {
	c.once.Do(func() { time.Sleep(c.delay) })
	return c.Conn.Read(into)
}

// arrive counts a request, and selects its fault.
func (v *vendor) arrive() (now behavior, limited, reset bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.inFlight++
	v.counts.Requests++
	v.counts.PeakConcurrency = max(v.counts.PeakConcurrency, v.inFlight)
	// By number, so that each run has the same faults.
	limited = everyNth(v.counts.Requests, v.behavior.LimitedPercent)
	reset = !limited && everyNth(v.counts.Requests, v.behavior.ResetPercent)
	if limited || reset {
		v.counts.Faults++
	}
	return v.behavior, limited, reset
}

func (v *vendor) leave() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.inFlight--
}

// everyNth reports whether a number is one of a percentage, evenly spread.
func everyNth(number, percent int) bool {
	return number*percent/100 > (number-1)*percent/100
}

func (v *vendor) serve(w http.ResponseWriter, r *http.Request) {
	now, limited, reset := v.arrive()
	defer v.leave()
	time.Sleep(now.RTT)
	switch {
	case reset:
		breakOff(w)
	case limited:
		w.Header().Set("Retry-After", "1")
		respond(w, http.StatusTooManyRequests, `{"message":"slow down"}`)
	case strings.HasPrefix(r.URL.Path, "/precoro/"):
		v.servePrecoro(w, r)
	case r.URL.Path == "/resci/ping":
		number, known := keyNumber(strings.TrimPrefix(r.Header.Get("Authorization"), "ApiKey "))
		if !known || everyNth(number+1, now.RevokedPercent) {
			respond(w, http.StatusUnauthorized, `{"message":"Not authorized"}`)
			return
		}
		respond(w, http.StatusOK, fmt.Sprintf(`{"site_id":%d}`, number+1))
	default:
		respond(w, http.StatusNotFound, `{"message":"no such route"}`)
	}
}

const (
	// precoroInterval is the documented time between two requests.
	precoroInterval = time.Second
	// arrivalMargin is the difference that a busy machine makes between two arrivals.
	arrivalMargin = 50 * time.Millisecond
)

// servePrecoro does not serve the first route, so that each verification needs a
// second request, and counts the requests above the rate limit.
func (v *vendor) servePrecoro(w http.ResponseWriter, r *http.Request) {
	token := r.Header.Get("X-Auth-Token")
	if _, known := keyNumber(token); !known {
		respond(w, http.StatusUnauthorized, `{"message":"Unauthorized"}`)
		return
	}
	v.mu.Lock()
	if last, exists := v.lastSeen[token]; exists && time.Since(last) < precoroInterval-arrivalMargin {
		v.counts.TooSoon++
	}
	v.lastSeen[token] = time.Now()
	v.mu.Unlock()
	if r.URL.Path == "/precoro/taxes" {
		respond(w, http.StatusNotFound, `{"message":"no such route"}`)
		return
	}
	respond(w, http.StatusOK, `{"data":[]}`)
}

func respond(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) //nolint:gosec // A constant, except for a number.
}

// breakOff resets the connection, or with HTTP/2 the stream alone: the others on the
// connection are not among those to reset.
func breakOff(w http.ResponseWriter) {
	hijacker, canHijack := w.(http.Hijacker)
	if !canHijack {
		panic(http.ErrAbortHandler)
	}
	connection, _, err := hijacker.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if secure, isTLS := connection.(*tls.Conn); isTLS {
		connection = secure.NetConn()
	}
	if far, isFar := connection.(*delayedConnection); isFar {
		if tcp, isTCP := far.Conn.(*net.TCPConn); isTCP {
			_ = tcp.SetLinger(0)
		}
	}
	_ = connection.Close()
}
