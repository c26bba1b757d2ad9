package faults_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// This file causes the failures of the network.

// network is shared by the cells, which differ in host names and ports.
type network struct {
	proxy        *rejectingProxy
	silent       string // An address that accepts no connection and rejects none.
	certificates certificates
}

var theNetwork network

func networkFailures() []failure {
	unreachable := func(name, cause string, requests cost, set func(network) target) failure {
		return failure{name: name, status: inconclusive, reason: connector.ReasonUnreachable, cost: requests, network: set, cause: cause}
	}
	timeout := func(name string, set func(network) target) failure {
		return failure{
			name: name, status: inconclusive, reason: connector.ReasonTimeout, cost: repeated, network: set, endless: true, cause: "within request_timeout",
		}
	}
	list := []failure{
		unreachable("DNS: no such host", "the host name could not be resolved", once, hostNamed("unknown")),
		unreachable("DNS: the name server fails", "the name server did not respond", repeated, hostNamed("failing")),
		unreachable("connection refused", "the connection was refused", repeated, at(closedPort)),
		unreachable("TLS: expired", "not valid, expired or not valid yet", once, network.expired),
		unreachable("TLS: wrong name", "for another host name", once, network.wrongName),
		unreachable("TLS: unknown issuer", "an authority that is not trusted here", once, network.unknownIssuer),
		timeout("timeout at connect", func(n network) target { return at("http://" + n.silent)(n) }),
		timeout("timeout at the TLS handshake", network.silentServer),
		withoutDescriptors(),
	}
	for _, status := range []int{http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusBadGateway} {
		cause, requests := "the proxy in HTTPS_PROXY did not open the connection", repeated
		if status == http.StatusProxyAuthRequired {
			cause, requests = "the proxy in HTTPS_PROXY requires a user name and password", once
		}
		list = append(list, unreachable(fmt.Sprintf("proxy rejects with %d", status), cause, requests, behindProxy(status)))
	}
	return list
}

// closedPort is the port of a service that is no longer in use.
const closedPort = "http://127.0.0.1:1"

// startNetwork replaces the resolver of the process, and sets its proxy. Loopback
// addresses use neither.
func startNetwork() (end func(), err error) {
	resolver, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go serveNames(resolver)
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", resolver.LocalAddr().String())
	}}
	theNetwork.proxy = newRejectingProxy()
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		_ = os.Setenv(name, theNetwork.proxy.URL)
	}
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		_ = os.Setenv(name, ".direct.example.com")
	}
	if theNetwork.silent, err = listenSilently(); err != nil {
		return nil, err
	}
	theNetwork.certificates, err = newCertificates()
	return func() {
		theNetwork.proxy.Close()
		_ = os.Remove(theNetwork.certificates.file)
		_ = resolver.Close()
	}, err
}

// The response codes of a name server, RFC 1035.
const (
	serverFailure = 2
	noSuchName    = 3
)

// serveNames resolves no name, and fails for names that contain "failing".
func serveNames(resolver net.PacketConn) {
	query := make([]byte, 1500)
	for {
		n, from, err := resolver.ReadFrom(query)
		if err != nil {
			return
		}
		code := byte(noSuchName)
		if strings.Contains(string(query[:n]), "failing") {
			code = serverFailure
		}
		if n > 3 {
			query[2], query[3] = 0x81, 0x80|code // A response, recursion available.
			_, _ = resolver.WriteTo(query[:n], from)
		}
	}
}

// hostNamed is a vendor with a host name of this kind.
func hostNamed(kind string) func(network) target {
	return func(network) target {
		return target{baseURL: fmt.Sprintf("https://%s-%d.direct.example.com", kind, numbers.Add(1)), close: func() {}}
	}
}

// at is a vendor at an address whose requests cannot be counted.
func at(baseURL string) func(network) target {
	return func(network) target { return target{baseURL: baseURL, close: func() {}} }
}

// listenSilently fills the queue of a socket whose connections are not accepted. The
// system then does not respond to further ones.
func listenSilently() (address string, err error) {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return "", err
	}
	if err := syscall.Bind(socket, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return "", err
	}
	if err := syscall.Listen(socket, 0); err != nil {
		return "", err
	}
	bound, err := syscall.Getsockname(socket)
	if err != nil {
		return "", err
	}
	v4, isV4 := bound.(*syscall.SockaddrInet4)
	if !isV4 {
		return "", fmt.Errorf("bound to %T", bound)
	}
	address = net.JoinHostPort("127.0.0.1", strconv.Itoa(v4.Port))
	for range 100 {
		if _, err := net.DialTimeout("tcp", address, 200*time.Millisecond); err != nil {
			return address, nil //nolint:nilerr // The queue is full, and the connections stay open.
		}
	}
	return "", fmt.Errorf("%s still accepts connections", address)
}

// rejectingProxy rejects every CONNECT with the status in the host name.
type rejectingProxy struct {
	*httptest.Server

	mu       sync.Mutex
	requests map[string]int
}

func newRejectingProxy() *rejectingProxy {
	p := &rejectingProxy{requests: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.requests[r.URL.Hostname()]++
		p.mu.Unlock()
		status, _ := strconv.Atoi(strings.Split(r.URL.Hostname(), ".")[1])
		http.Error(w, "rejected by the example proxy", max(status, http.StatusBadRequest))
	}))
	return p
}

// behindProxy is a vendor whose host the proxy rejects.
func behindProxy(status int) func(network) target {
	return func(n network) target {
		host := fmt.Sprintf("vendor-%d.%d.example.com", numbers.Add(1), status)
		return target{baseURL: "https://" + host, close: func() {}, requests: func() int {
			n.proxy.mu.Lock()
			defer n.proxy.mu.Unlock()
			return n.proxy.requests[host]
		}}
	}
}

// silentServer accepts connections and sends nothing.
func (n network) silentServer() target { return n.accepting(func(net.Conn) {}) }

// handshaking presents a certificate and closes the connection, so connections are
// counted.
func (n network) handshaking(certificate tls.Certificate) target {
	return n.accepting(func(c net.Conn) {
		_ = tls.Server(c, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}).Handshake()
		_ = c.Close()
	})
}

func (n network) accepting(serve func(net.Conn)) target {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	var accepted atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		var open []net.Conn
		for {
			c, err := listener.Accept()
			if err != nil {
				for _, c := range open {
					_ = c.Close()
				}
				return
			}
			accepted.Add(1)
			open = append(open, c)
			go serve(c)
		}
	}()
	return target{
		baseURL:  "https://" + listener.Addr().String(),
		requests: func() int { return int(accepted.Load()) },
		close:    func() { _ = listener.Close(); <-done },
	}
}
