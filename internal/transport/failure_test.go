package transport

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
)

// dialling wraps an error as net/http's client returns it.
func dialling(err error) error {
	return &url.Error{Op: "Get", URL: "https://hidden.example.com/?hidden", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
}

func TestFailuresAndTheirCauses(t *testing.T) {
	t.Parallel()
	const hidden = "hidden-example-value"
	for _, c := range []struct {
		name string
		err  error
		want Failure
	}{
		{"no such host", dialling(&net.DNSError{Err: hidden, Name: hidden, IsNotFound: true}), failedNoSuchHost},
		{"name server", dialling(&net.DNSError{Err: hidden, Name: hidden, IsTemporary: true}), failedDNS},
		{"slow name server", dialling(&net.DNSError{Err: hidden, IsTimeout: true}), failedDNS},
		{"connection refused", dialling(os.NewSyscallError("connect", syscall.ECONNREFUSED)), failedRefused},
		{"reset", dialling(os.NewSyscallError("read", syscall.ECONNRESET)), failedReset},
		{"broken pipe", dialling(os.NewSyscallError("write", syscall.EPIPE)), failedReset},
		{"no route", dialling(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), failedNoRoute},
		{"no network", dialling(os.NewSyscallError("connect", syscall.ENETUNREACH)), failedNoRoute},
		{"no files", dialling(os.NewSyscallError("socket", syscall.EMFILE)), failedFiles},
		{"timeout", dialling(os.ErrDeadlineExceeded), failedRequestTimeout},
		{"timeout of the client", &url.Error{Err: context.DeadlineExceeded}, failedRequestTimeout},
		{"proxy", &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: errors.New(hidden)}}, failedProxy},
		{"proxy that hangs", fmt.Errorf("%w: %w", errAttemptTimeout, &net.OpError{Op: "proxyconnect", Err: errors.New(hidden)}), failedProxyTimeout},
		{"proxy whose connection times out", &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: dialling(os.ErrDeadlineExceeded)}}, failedProxyTimeout},
		{"proxy that rejects", &url.Error{Err: proxyError{502}}, Failure{Unreachable, failedProxy.Cause + " (HTTP 502)", false}},
		{"proxy with an unknown issuer", &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}}, failedProxyIssuer},
		{"proxy with a password", &url.Error{Err: proxyError{407}}, failedProxyPassword},
		{"proxy without an address", &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: dialling(&net.DNSError{Err: hidden, IsNotFound: true})}}, failedProxyName},
		{"proxy that the name server does not look up", &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: dialling(&net.DNSError{Err: hidden, IsTemporary: true})}}, failedProxyDNS},
		{"client certificate", &url.Error{Err: &net.OpError{Op: "remote error", Err: errors.New("tls: certificate required")}}, alerts[0].failed},
		{"old TLS", &url.Error{Err: &net.OpError{Op: "remote error", Err: errors.New("tls: protocol version not supported")}}, failedTLSVersion},
		{"old TLS of the server", &url.Error{Err: errors.New("tls: server selected unsupported protocol version 301")}, failedTLSVersion},
		{"no common cipher", &url.Error{Err: &net.OpError{Op: "remote error", Err: errors.New("tls: handshake failure")}}, alerts[3].failed},
		{"another alert", &url.Error{Err: &net.OpError{Op: "remote error", Err: errors.New("tls: " + hidden)}}, failedTLS},
		{"unknown issuer", &url.Error{Err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}, failedUnknownIssuer},
		{"wrong name", &url.Error{Err: &tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: hidden}}}, failedWrongName},
		{"expired", &url.Error{Err: &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}}, failedCertificate},
		{"certificate that cannot be parsed", &url.Error{Err: errors.New("tls: failed to parse certificate from server: x509: " + hidden)}, failedCertificate},
		{"wrong signature", &url.Error{Err: errors.New("tls: invalid signature by the server certificate: " + hidden)}, failedTLS},
		{"no TLS", &url.Error{Err: tls.RecordHeaderError{Msg: hidden}}, failedTLS},
		{"end", &url.Error{Err: io.EOF}, failedBroken},
		{"end in the body", fmt.Errorf("body: %w", io.ErrUnexpectedEOF), failedBroken},
		{"too large", errBodyTooLarge, failedTooLarge},
		{"large headers", &url.Error{Err: errors.New("net/http: HTTP/1.x transport connection broken: net/http: server response headers exceeded 262144 bytes; aborted")}, failedHeaders},
		{"large headers over HTTP/2", &url.Error{Err: errors.New("stream error: stream ID 1; PROTOCOL_ERROR; http2: response header list larger than advertised limit")}, failedHeaders},
		{"large early hints over HTTP/2", &url.Error{Err: errors.New("stream error: stream ID 1; PROTOCOL_ERROR; header list too large")}, failedHeaders},
		{"no gzip", fmt.Errorf("body: %w", gzip.ErrHeader), failedEncoding},
		{"wrong checksum", fmt.Errorf("body: %w", gzip.ErrChecksum), failedEncoding},
		{"anything else", &url.Error{Err: errors.New("malformed HTTP response \"" + hidden + "\"")}, failedProtocol},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := explain(t.Context(), c.err)
			if got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
			if strings.Contains(got.Cause, "hidden") {
				t.Errorf("the cause quotes the error: %q", got.Cause)
			}
		})
	}
}

func TestEndOfTheTimeBudgetIsTheCauseOfAnyFailure(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := explain(ctx, io.ErrUnexpectedEOF); got != failedTimeBudget {
		t.Errorf("%+v", got)
	}
}

func TestBrokenCompressionIsNoBrokenConnection(t *testing.T) {
	t.Parallel()
	if got := explain(t.Context(), fmt.Errorf("body: %w", flate.CorruptInputError(17))); got != failedEncoding {
		t.Errorf("%+v", got)
	}
}
