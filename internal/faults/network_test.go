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

// This file makes the failures that are the network's and not a vendor's.

// network is what the cells share, and hold apart by host names and ports.
type network struct {
	proxy        *refusingProxy
	deaf         string // An address that answers no attempt at a connection.
	certificates certificates
}

var theNetwork network

func networkFailures() []failure {
	unreachable := func(name, cause string, requests cost, set func(network) world) failure {
		return failure{name: name, status: inconclusive, reason: connector.ReasonUnreachable, cost: requests, network: set, cause: cause}
	}
	timeout := func(name string, set func(network) world) failure {
		return failure{
			name: name, status: inconclusive, reason: connector.ReasonTimeout, cost: repeated, network: set, endless: true, cause: "within request_timeout",
		}
	}
	list := []failure{
		unreachable("DNS: no such host", "the host name could not be resolved", once, named("unknown")),
		unreachable("DNS: the name server fails", "the name server did not respond", repeated, named("sick")),
		unreachable("connection refused", "the connection was refused", repeated, at(nobodyThere)),
		unreachable("TLS: expired", "not valid, expired or not valid yet", once, network.expired),
		unreachable("TLS: wrong name", "for another host name", once, network.wrongName),
		unreachable("TLS: unknown issuer", "an authority that is not trusted here", once, network.unknownIssuer),
		timeout("timeout at connect", func(n network) world { return at("http://" + n.deaf)(n) }),
		timeout("timeout at the TLS handshake", network.mute),
		withoutDescriptors(),
	}
	for _, status := range []int{http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusBadGateway} {
		cause, requests := "the proxy in HTTPS_PROXY did not open the connection", repeated
		if status == http.StatusProxyAuthRequired {
			cause, requests = "the proxy in HTTPS_PROXY requires a user name and password", once
		}
		list = append(list, unreachable(fmt.Sprintf("proxy refuses with %d", status), cause, requests, behindProxy(status)))
	}
	return list
}

// nobodyThere is the port of a service that no machine has any more.
const nobodyThere = "http://127.0.0.1:1"

// startNetwork replaces the resolver of the process, and sets its proxy. Loopback
// addresses are looked up nowhere and asked directly.
func startNetwork() (end func(), err error) {
	resolver, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go answerNames(resolver)
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", resolver.LocalAddr().String())
	}}
	theNetwork.proxy = newRefusingProxy()
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		_ = os.Setenv(name, theNetwork.proxy.URL)
	}
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		_ = os.Setenv(name, ".direct.example.com")
	}
	if theNetwork.deaf, err = listenDeaf(); err != nil {
		return nil, err
	}
	theNetwork.certificates, err = newCertificates()
	return func() {
		theNetwork.proxy.Close()
		_ = os.Remove(theNetwork.certificates.authority)
		_ = resolver.Close()
	}, err
}

// The codes of a name server's answer, RFC 1035.
const (
	serverFailure = 2
	noSuchName    = 3
)

// answerNames knows no name, and fails for those with "sick" in them.
func answerNames(resolver net.PacketConn) {
	question := make([]byte, 1500)
	for {
		n, from, err := resolver.ReadFrom(question)
		if err != nil {
			return
		}
		code := byte(noSuchName)
		if strings.Contains(string(question[:n]), "sick") {
			code = serverFailure
		}
		if n > 3 {
			question[2], question[3] = 0x81, 0x80|code // A response, recursion available.
			_, _ = resolver.WriteTo(question[:n], from)
		}
	}
}

// named is a vendor with a name of this kind.
func named(kind string) func(network) world {
	return func(network) world {
		return world{baseURL: fmt.Sprintf("https://%s-%d.direct.example.com", kind, numbers.Add(1)), close: func() {}}
	}
}

// at is a vendor at an address where nobody can count.
func at(baseURL string) func(network) world {
	return func(network) world { return world{baseURL: baseURL, close: func() {}} }
}

// listenDeaf fills the queue of a socket that nobody accepts from: the system
// then answers no further attempt at a connection.
func listenDeaf() (address string, err error) {
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
			return address, nil //nolint:nilerr // It is what is wanted. The connections stay open, and the queue full.
		}
	}
	return "", fmt.Errorf("%s still takes connections", address)
}

// refusingProxy refuses every CONNECT with the status in the host's name.
type refusingProxy struct {
	*httptest.Server

	mu    sync.Mutex
	asked map[string]int
}

func newRefusingProxy() *refusingProxy {
	p := &refusingProxy{asked: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked[r.URL.Hostname()]++
		p.mu.Unlock()
		status, _ := strconv.Atoi(strings.Split(r.URL.Hostname(), ".")[1])
		http.Error(w, "refused by the example proxy", max(status, http.StatusBadRequest))
	}))
	return p
}

// behindProxy is a vendor whose host the proxy refuses.
func behindProxy(status int) func(network) world {
	return func(n network) world {
		host := fmt.Sprintf("vendor-%d.%d.example.com", numbers.Add(1), status)
		return world{baseURL: "https://" + host, close: func() {}, seen: func() int {
			n.proxy.mu.Lock()
			defer n.proxy.mu.Unlock()
			return n.proxy.asked[host]
		}}
	}
}

// mute accepts connections and says nothing.
func (n network) mute() world { return n.accepting(func(net.Conn) {}) }

// handshaking shows a certificate. Nobody gets further than that, so that the
// connections are what can be counted.
func (n network) handshaking(certificate tls.Certificate) world {
	return n.accepting(func(c net.Conn) {
		_ = tls.Server(c, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}).Handshake()
		_ = c.Close()
	})
}

func (n network) accepting(serve func(net.Conn)) world {
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
	return world{
		baseURL: "https://" + listener.Addr().String(),
		seen:    func() int { return int(accepted.Load()) },
		close:   func() { _ = listener.Close(); <-done },
	}
}
