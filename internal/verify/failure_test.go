package verify

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// dialling wraps an error as net/http's client returns it.
func dialling(err error) error {
	return &url.Error{Op: "Get", URL: "https://hidden.example.com/?hidden", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
}

func TestFailuresAndTheirCauses(t *testing.T) {
	t.Parallel()
	const hidden = "hidden-example-value"
	for _, c := range []struct {
		name      string
		err       error
		reason    connector.Reason
		cause     string
		permanent bool
	}{
		{"no such host", dialling(&net.DNSError{Err: hidden, Name: hidden, IsNotFound: true}), connector.ReasonUnreachable, causeNoSuchHost, true},
		{"name server", dialling(&net.DNSError{Err: hidden, Name: hidden, IsTemporary: true}), connector.ReasonUnreachable, causeDNS, false},
		{"slow name server", dialling(&net.DNSError{Err: hidden, IsTimeout: true}), connector.ReasonUnreachable, causeDNS, false},
		{"refused", dialling(os.NewSyscallError("connect", syscall.ECONNREFUSED)), connector.ReasonUnreachable, causeRefused, false},
		{"reset", dialling(os.NewSyscallError("read", syscall.ECONNRESET)), connector.ReasonUnreachable, causeReset, false},
		{"broken pipe", dialling(os.NewSyscallError("write", syscall.EPIPE)), connector.ReasonUnreachable, causeReset, false},
		{"no route", dialling(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), connector.ReasonUnreachable, causeNoRoute, false},
		{"no network", dialling(os.NewSyscallError("connect", syscall.ENETUNREACH)), connector.ReasonUnreachable, causeNoRoute, false},
		{"no files", dialling(os.NewSyscallError("socket", syscall.EMFILE)), connector.ReasonUnreachable, causeFiles, false},
		{"timeout", dialling(os.ErrDeadlineExceeded), connector.ReasonTimeout, causeRequestTimeout, false},
		{"timeout of the client", &url.Error{Err: context.DeadlineExceeded}, connector.ReasonTimeout, causeRequestTimeout, false},
		{"proxy", &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: errors.New(hidden)}}, connector.ReasonUnreachable, causeProxy, false},
		{"proxy that refuses", &url.Error{Err: errProxyRefused}, connector.ReasonUnreachable, causeProxy, false},
		{"unknown issuer", &url.Error{Err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}, connector.ReasonUnreachable, causeUnknownIssuer, true},
		{"wrong name", &url.Error{Err: &tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: hidden}}}, connector.ReasonUnreachable, causeWrongName, true},
		{"expired", &url.Error{Err: &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}}, connector.ReasonUnreachable, causeCertificate, true},
		{"no TLS", &url.Error{Err: tls.RecordHeaderError{Msg: hidden}}, connector.ReasonUnreachable, causeTLS, false},
		{"end", &url.Error{Err: io.EOF}, connector.ReasonUnreachable, causeBroken, false},
		{"end in the body", fmt.Errorf("body: %w", io.ErrUnexpectedEOF), connector.ReasonUnreachable, causeBroken, false},
		{"too large", errBodyTooLarge, connector.ReasonUnexpectedAnswer, causeTooLarge, false},
		{"no gzip", fmt.Errorf("body: %w", gzip.ErrHeader), connector.ReasonUnexpectedAnswer, causeEncoding, false},
		{"wrong checksum", fmt.Errorf("body: %w", gzip.ErrChecksum), connector.ReasonUnexpectedAnswer, causeEncoding, false},
		{"anything else", &url.Error{Err: errors.New("malformed HTTP response \"" + hidden + "\"")}, connector.ReasonUnreachable, causeProtocol, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			outcome, cause := failure(t.Context(), c.err)
			if outcome.Status != connector.Inconclusive || outcome.Reason != c.reason || cause != c.cause {
				t.Errorf("%s, %s, %q; want %s, %q", outcome.Status, outcome.Reason, cause, c.reason, c.cause)
			}
			if strings.Contains(cause, "hidden") {
				t.Errorf("the cause quotes the error: %q", cause)
			}
			if again := retryable(outcome, cause); again != (!c.permanent && c.reason != connector.ReasonUnexpectedAnswer) {
				t.Errorf("repeated: %t", again)
			}
		})
	}
}

func TestEndOfTheTimeBudgetIsTheCauseOfAnyFailure(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	outcome, cause := failure(ctx, io.ErrUnexpectedEOF)
	if outcome.Reason != connector.ReasonTimeout || cause != causeTimeBudget || retryable(outcome, cause) {
		t.Errorf("%s, %q", outcome.Reason, cause)
	}
}

func TestBrokenCompressionIsNoBrokenConnection(t *testing.T) {
	t.Parallel()
	outcome, cause := failure(t.Context(), fmt.Errorf("body: %w", flate.CorruptInputError(17)))
	if outcome.Reason != connector.ReasonUnexpectedAnswer || cause != causeEncoding {
		t.Errorf("%s, %q", outcome.Reason, cause)
	}
}

func TestRefusalsAndProofsAreNeverRepeated(t *testing.T) {
	t.Parallel()
	repeated := map[connector.Reason]bool{
		connector.ReasonRateLimited: true, connector.ReasonServerError: true, connector.ReasonUnreachable: true, connector.ReasonTimeout: true,
	}
	for _, reason := range connector.Reasons() {
		if got := retryable(connector.Outcome{Reason: reason}, ""); got != repeated[reason] {
			t.Errorf("%s is repeated: %t", reason, got)
		}
		if retryable(connector.Outcome{Reason: reason, RouteOnly: true}, "") {
			t.Errorf("%s of one route is repeated", reason)
		}
	}
}
