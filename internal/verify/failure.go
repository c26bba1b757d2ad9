package verify

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"syscall"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// The causes of a failure without a usable answer. The texts of errors are
// never shown: net/http quotes what it could not parse, and *url.Error the query.
const (
	causeNoSuchHost     = "the host name could not be resolved"
	causeDNS            = "the name server did not answer"
	causeRefused        = "the connection was refused"
	causeReset          = "the connection was reset"
	causeNoRoute        = "there is no route to the host"
	causeUnknownIssuer  = "the server's certificate is signed by an authority that is not trusted here; ca_cert_file can add one"
	causeWrongName      = "the server's certificate is for another host name"
	causeCertificate    = "the server's certificate is not valid, expired or not valid yet"
	causeTLS            = "the TLS handshake failed"
	causeProxy          = "the proxy did not make the connection"
	causeBroken         = "the connection ended before the whole answer was there"
	causeRequestTimeout = "there was no whole answer within request_timeout"
	causeTimeBudget     = "there was no answer within verification_timeout"
	causeTooLarge       = "the answer is larger than 1 MiB"
	causeEncoding       = "the answer's compression is broken"
	causeFiles          = "this machine has no file descriptor left for a connection"
	causeProtocol       = "what was received is no proper HTTP answer"
	causeAddress        = "the base URL cannot be used"
)

// isPermanent tells whether repeating the request at once cannot help.
func isPermanent(cause string) bool {
	return slices.Contains([]string{
		causeNoSuchHost, causeUnknownIssuer, causeWrongName, causeCertificate, causeTimeBudget, causeAddress,
	}, cause)
}

// failure says what a failed attempt means. None of it is a refusal.
func failure(ctx context.Context, err error) (connector.Outcome, string) {
	reason, cause := explain(ctx, err)
	return connector.Outcome{Status: connector.Inconclusive, Reason: reason}, cause
}

func unusableAddress() (connector.Outcome, string) {
	return connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnreachable}, causeAddress
}

func explain(ctx context.Context, err error) (connector.Reason, string) {
	var (
		dns       *net.DNSError
		operation *net.OpError
		issuer    x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		verifying *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		corrupt   flate.CorruptInputError
		timeout   net.Error
	)
	switch {
	case ctx.Err() != nil:
		return connector.ReasonTimeout, causeTimeBudget
	case errors.Is(err, errBodyTooLarge):
		return connector.ReasonUnexpectedAnswer, causeTooLarge
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return connector.ReasonUnexpectedAnswer, causeEncoding
	case errors.As(err, &dns) && dns.IsNotFound:
		return connector.ReasonUnreachable, causeNoSuchHost
	case errors.As(err, &dns):
		return connector.ReasonUnreachable, causeDNS
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, os.ErrDeadlineExceeded):
		return connector.ReasonTimeout, causeRequestTimeout
	case errors.Is(err, errProxyRefused), errors.As(err, &operation) && operation.Op == "proxyconnect":
		return connector.ReasonUnreachable, causeProxy
	case errors.As(err, &issuer):
		return connector.ReasonUnreachable, causeUnknownIssuer
	case errors.As(err, &name):
		return connector.ReasonUnreachable, causeWrongName
	case errors.As(err, &invalid), errors.As(err, &verifying):
		return connector.ReasonUnreachable, causeCertificate
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch),
		errors.As(err, &operation) && (operation.Op == "remote error" || operation.Op == "local error"): // TLS alerts.
		return connector.ReasonUnreachable, causeTLS
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return connector.ReasonUnreachable, causeFiles
	case errors.Is(err, syscall.ECONNREFUSED):
		return connector.ReasonUnreachable, causeRefused
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return connector.ReasonUnreachable, causeReset
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return connector.ReasonUnreachable, causeNoRoute
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return connector.ReasonUnreachable, causeBroken
	default:
		return connector.ReasonUnreachable, causeProtocol
	}
}
