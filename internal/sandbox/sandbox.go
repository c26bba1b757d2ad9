package sandbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Config has the address, limits and latency of a sandbox. The zero
// value is a healthy sandbox on a free port.
type Config struct {
	// Address is the loopback address to listen on, "127.0.0.1:0" when empty.
	// Start accepts only a loopback address, because demo credentials are public.
	Address string

	// RouteWindow is how long Precoro serves the same GET only once, a minute
	// when zero. A negative value switches the rule off, and with it Paymo's
	// limit of five requests in five seconds and its rate headers, so that a
	// test about something else never waits.
	RouteWindow time.Duration

	// Latency is added before every response of a vendor and of Nexla, faults included.
	Latency time.Duration

	// TLS serves https, with HTTP/2 on offer, under a certificate that is made at
	// the start for 127.0.0.1, ::1 and localhost.
	TLS bool
}

// Sandbox is one running server with all vendors and Nexla. It is safe for
// concurrent use.
type Sandbox struct {
	config      Config
	now         func() time.Time
	listener    *listener
	server      *http.Server
	certificate []byte
	vendors     []*Vendor
	acme        *Vendor
	nexla       *Nexla
	log         requestLog

	closeOnce sync.Once
	closeErr  error
	closed    chan struct{} // Closed by Close: ends the faults that hang.
	served    chan struct{} // Closed when the accept loop has ended.
}

// Start listens and serves in the background until Close. It fails where the
// address is not a loopback address or is taken.
func Start(cfg Config) (*Sandbox, error) {
	return start(cfg, time.Now)
}

// start is Start with a clock, so that tests of the limits need not wait.
func start(cfg Config, now func() time.Time) (*Sandbox, error) {
	if cfg.Address == "" {
		cfg.Address = "127.0.0.1:0"
	}
	if cfg.RouteWindow == 0 {
		cfg.RouteWindow = time.Minute
	}
	if err := CheckLoopback(cfg.Address); err != nil {
		return nil, err
	}

	s := &Sandbox{
		config: cfg,
		now:    now,
		closed: make(chan struct{}),
		served: make(chan struct{}),
	}
	for _, kind := range vendorKinds() {
		s.vendors = append(s.vendors, newVendor(s, kind))
	}
	s.acme = newVendor(s, acme())
	s.nexla = newNexla(s)
	s.server = &http.Server{
		Handler:           http.HandlerFunc(s.serve),
		ConnContext:       rememberConnection,
		ReadHeaderTimeout: 30 * time.Second,
		// A failed handshake or a client that leaves is what tests order here,
		// and are not printed to the terminal.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	if cfg.TLS {
		certificate, certificatePEM, err := newCertificate(now())
		if err != nil {
			return nil, fmt.Errorf("making the sandbox's certificate: %w", err)
		}
		s.certificate = certificatePEM
		s.server.TLSConfig = &tls.Config{
			Certificates: []tls.Certificate{certificate},
			MinVersion:   tls.VersionTLS12,
		}
	}

	inner, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", cfg.Address)
	if err != nil {
		return nil, fmt.Errorf("the sandbox cannot listen: %w", err)
	}
	// Under TLS the bytes of the connection are cipher text, so there is no
	// header to be read from them.
	s.listener = &listener{Listener: inner, tapped: !cfg.TLS, open: map[*connection]struct{}{}}

	go func() {
		defer close(s.served)
		// Both end with http.ErrServerClosed, and only because of Close.
		if cfg.TLS {
			_ = s.server.ServeTLS(s.listener, "", "")
		} else {
			_ = s.server.Serve(s.listener)
		}
	}()
	return s, nil
}

// Close ends the sandbox at once, including connections that hang on purpose.
// A second call does nothing.
func (s *Sandbox) Close() error {
	s.closeOnce.Do(func() {
		close(s.closed)
		s.closeErr = s.server.Close()
		<-s.served // From here on no connection is added.
		// The server has forgotten the connections that a fault has hijacked.
		s.listener.closeAll()
		if errors.Is(s.closeErr, net.ErrClosed) {
			s.closeErr = nil
		}
	})
	return s.closeErr
}

// URL is the address of the sandbox, such as "http://127.0.0.1:8765".
func (s *Sandbox) URL() string {
	scheme := "http"
	if s.config.TLS {
		scheme = "https"
	}
	return scheme + "://" + s.listener.Addr().String()
}

// CertificatePEM is the certificate to trust when the sandbox serves TLS, and
// nil when it does not.
func (s *Sandbox) CertificatePEM() []byte {
	return append([]byte(nil), s.certificate...)
}

// Vendor returns one vendor, such as "clari_copilot", or "acme". It panics on
// any name that is not known, which is an error in the program.
func (s *Sandbox) Vendor(name string) *Vendor {
	v := s.vendor(name)
	if v == nil {
		panic(CheckVendor(name).Error())
	}
	return v
}

// vendor is Vendor for names that came from outside: nil where there is none.
func (s *Sandbox) vendor(name string) *Vendor {
	for _, v := range append(s.Vendors(), s.acme) {
		if v.kind.name == name {
			return v
		}
	}
	return nil
}

// Vendors returns all vendors in the order in which the connectors are documented.
func (s *Sandbox) Vendors() []*Vendor {
	return append([]*Vendor(nil), s.vendors...)
}

// Acme returns the vendor that no connector is for, and that Vendors leaves out:
// custom credentials are declared for it.
func (s *Sandbox) Acme() *Vendor { return s.acme }

// Nexla returns Nexla, which is none of the vendors: it holds their credentials.
func (s *Sandbox) Nexla() *Nexla { return s.nexla }

// Requests returns the requests so far, in order of arrival. Requests to no
// vendor's prefix are among them, with an empty Vendor; the control API's are not.
func (s *Sandbox) Requests() []Request {
	return s.log.requests("")
}

// ResetRequests forgets the recorded requests. It leaves limits and faults alone.
func (s *Sandbox) ResetRequests() {
	s.log.reset()
}

// Connections is how many TCP connections were accepted so far.
func (s *Sandbox) Connections() int {
	return int(s.listener.accepted.Load())
}

// CheckLoopback returns an error unless a listening address is "host:port" with a host
// that only this machine can reach.
func CheckLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is not an address of the form host:port", address)
	}
	if !isLoopback(host) {
		return fmt.Errorf("%q is not a loopback address: the sandbox has public credentials and listens on "+
			"127.0.0.1, ::1 or localhost only", address)
	}
	return nil
}

// isLoopback takes a host without its port.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
