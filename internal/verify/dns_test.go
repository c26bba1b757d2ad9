package verify_test

import (
	"context"
	"net"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// The codes of a name server's answer, RFC 1035.
const (
	serverFailure = 2
	noSuchName    = 3
)

// newNameServer answers every question with a code and replaces the process's
// own resolver, so that no test in this file is parallel.
func newNameServer(t *testing.T, code byte) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		question := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(question)
			if err != nil {
				return
			}
			if n < 12 {
				continue
			}
			question[2], question[3] = 0x81, 0x80|code // A response, recursion available.
			_, _ = server.WriteTo(question[:n], from)
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
	result := ask(t, verify.New(options()), behindProxy("vendor.example.com"))
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
	result := ask(t, verify.New(settings), behindProxy("vendor.example.com"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Attempts != 2 || result.Cause != "the name server did not respond" {
		t.Errorf("%d attempts, cause %q", result.Attempts, result.Cause)
	}
}

// nobodyThere is the port of a service that no machine has any more. One that was
// free a moment ago may have been taken by another test.
const nobodyThere = "http://127.0.0.1:1"

func TestPortWithoutAServerIsUnreachable(t *testing.T) {
	t.Parallel()
	request := newFake(t, accept).at("resci", "a")
	request.BaseURL = nobodyThere
	settings := options()
	settings.MaxRetries = 1
	result := ask(t, verify.New(settings), request)
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
	if result.Attempts != 2 || result.Cause != "the connection was refused" {
		t.Errorf("%d attempts, cause %q", result.Attempts, result.Cause)
	}
}
