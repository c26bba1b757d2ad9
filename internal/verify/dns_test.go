package verify_test

import (
	"context"
	"net"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// The response codes of a name server, RFC 1035.
const (
	serverFailure = 2
	noSuchName    = 3
)

// newNameServer responds to every query with a code. It replaces the resolver of the
// process, so that no test in this file is parallel.
func newNameServer(t *testing.T, code byte) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		query := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(query)
			if err != nil {
				return
			}
			if n < 12 {
				continue
			}
			query[2], query[3] = 0x81, 0x80|code // A response, recursion available.
			_, _ = server.WriteTo(query[:n], from)
		}
	}()
	previous := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	t.Cleanup(func() {
		net.DefaultResolver = previous
		_ = server.Close()
	})
}

// noProxy has a made-up name looked up here and not by a proxy.
func noProxy(t *testing.T) {
	t.Helper()
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		t.Setenv(name, "")
	}
}

func TestHostWithoutAnAddressIsLookedUpOnce(t *testing.T) {
	noProxy(t)
	newNameServer(t, noSuchName)
	result := mustVerify(t, verify.New(options()), behindProxy("vendor.example.com"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Attempts != 1 || result.Cause != "the host name could not be resolved" {
		t.Errorf("%d attempts, cause %q", result.Attempts, result.Cause)
	}
}

func TestFailedNameServerIsRetried(t *testing.T) {
	noProxy(t)
	newNameServer(t, serverFailure)
	settings := options()
	settings.MaxRetries = 1
	result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Attempts != 2 || result.Cause != "the name server did not respond" {
		t.Errorf("%d attempts, cause %q", result.Attempts, result.Cause)
	}
}

// TestProxyThatCannotBeLookedUpIsTheCause, and not the vendor.
func TestProxyThatCannotBeLookedUpIsTheCause(t *testing.T) {
	for code, want := range map[byte]string{
		noSuchName:    "the host name of the proxy in HTTPS_PROXY could not be resolved",
		serverFailure: "the name server did not respond about the proxy in HTTPS_PROXY",
	} {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Setenv(name, "http://user:hidden@proxy.example.com:3128")
		}
		newNameServer(t, code)
		settings := options()
		settings.MaxRetries = 0
		result := mustVerify(t, verify.New(settings), behindProxy("vendor.example.com"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		if result.Cause != want {
			t.Errorf("cause %q, want %q", result.Cause, want)
		}
	}
}

// nobodyThere is the port of a service that no machine has any more. One that was
// free a moment ago may have been taken by another test.
const closedPort = "http://127.0.0.1:1"

func TestPortWithoutAServerIsUnreachable(t *testing.T) {
	t.Parallel()
	request := newFake(t, accept).at("resci", "a")
	request.BaseURL = closedPort
	settings := options()
	settings.MaxRetries = 1
	result := mustVerify(t, verify.New(settings), request)
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Attempts != 2 || result.Cause != "the connection was refused" {
		t.Errorf("%d attempts, cause %q", result.Attempts, result.Cause)
	}
}
