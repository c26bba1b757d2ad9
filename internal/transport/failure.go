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
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
)

// Kind classifies a failure.
type Kind int

const (
	// Unreachable is no connection, or one that broke.
	Unreachable Kind = iota
	// Timeout is the lack of a complete response in time.
	Timeout
	// Unusable is a response that cannot be read.
	Unusable
)

// Failure is the reason why there is no usable response. Its causes are a closed
// list: error texts are never shown, because net/http quotes what it could not
// parse, and *url.Error quotes the query.
type Failure struct {
	Kind Kind
	// Cause is a clause for a diagnostic.
	Cause string
	// Permanent is set if an immediate retry cannot succeed.
	Permanent bool
}

// The causes that a setting can prevent.
const (
	// CauseUnknownIssuer is a certificate that Options.RootCAs have not signed.
	CauseUnknownIssuer = "the server's certificate is signed by an authority that is not trusted here"
	// CauseProxyIssuer is the same of a proxy that is reached over TLS.
	CauseProxyIssuer = "the certificate of the proxy in HTTPS_PROXY is signed by an authority that is not trusted here"
	// CauseAttemptTimeout is the end of Options.Timeout.
	CauseAttemptTimeout = "no complete response arrived in the time for one request"
	// CauseProxyTimeout is the end of Options.Timeout before a proxy opened the connection.
	CauseProxyTimeout = "the proxy in HTTPS_PROXY did not open the connection in the time for one request"
	// CauseTimeBudget is the end of the context.
	CauseTimeBudget = "no response arrived in the time for all requests"
	// CauseRequestHeaders is a request that is not sent, because the server limits its headers.
	CauseRequestHeaders = "the headers of the request are larger than the server accepts"
)

// The failures, by their cause.
var (
	failedNoSuchHost     = Failure{Unreachable, "the host name could not be resolved", true}
	failedDNS            = Failure{Unreachable, "the name server did not respond", false}
	failedRefused        = Failure{Unreachable, "the connection was refused", false}
	failedReset          = Failure{Unreachable, "the connection was reset", false}
	failedNoRoute        = Failure{Unreachable, "there is no route to the host", false}
	failedUnknownIssuer  = Failure{Unreachable, CauseUnknownIssuer, true}
	failedWrongName      = Failure{Unreachable, "the server's certificate is for another host name", true}
	failedCertificate    = Failure{Unreachable, "the server's certificate is not valid, expired or not valid yet", true}
	failedTLS            = Failure{Unreachable, "the TLS handshake failed", false}
	failedProxy          = Failure{Unreachable, "the proxy in HTTPS_PROXY did not open the connection", false}
	failedProxyName      = Failure{Unreachable, "the host name of the proxy in HTTPS_PROXY could not be resolved", true}
	failedProxyDNS       = Failure{Unreachable, "the name server did not respond about the proxy in HTTPS_PROXY", false}
	failedProxyPassword  = Failure{Unreachable, "the proxy in HTTPS_PROXY requires a user name and password (HTTP 407)", true}
	failedProxyIssuer    = Failure{Unreachable, CauseProxyIssuer, true}
	failedProxyTimeout   = Failure{Timeout, CauseProxyTimeout, false}
	failedBroken         = Failure{Unreachable, "the connection was closed before the response was complete", false}
	failedFiles          = Failure{Unreachable, "this machine has no file descriptor left for a connection", false}
	failedProtocol       = Failure{Unreachable, "the response is not valid HTTP", false}
	failedRequestTimeout = Failure{Timeout, CauseAttemptTimeout, false}
	failedTimeBudget     = Failure{Timeout, CauseTimeBudget, true}
	failedTooLarge       = Failure{Unusable, "the response is larger than 1 MiB", true}
	failedHeaders        = Failure{Unusable, "the headers of the response are larger than 256 KiB", true}
	failedRequestHeaders = Failure{Unusable, CauseRequestHeaders, true}
	failedEncoding       = Failure{Unusable, "the response cannot be decompressed", true}
)

// The alerts of failed handshakes by their texts, because crypto/tls does not export
// their type.
var alerts = []struct {
	words  string
	failed Failure
}{
	{"certificate required", Failure{Unreachable, "the server requires a client certificate, which the provider does not send", true}},
	{"bad certificate", Failure{Unreachable, "the server requires a client certificate, which the provider does not send", true}},
	{"protocol version not supported", failedTLSVersion},
	{"handshake failure", Failure{Unreachable, "the server ended the TLS handshake: there is no common cipher suite, or it requires a client certificate", true}},
	{"insufficient security", Failure{Unreachable, "the server ended the TLS handshake: there is no common cipher suite", true}},
	{"unrecognized name", Failure{Unreachable, "the server does not know the host name (TLS alert unrecognized_name)", true}},
	{"no application protocol", Failure{Unreachable, "the server speaks neither HTTP/1.1 nor HTTP/2 (TLS alert no_application_protocol)", true}},
}

var failedTLSVersion = Failure{Unreachable, "the server does not support TLS 1.2 or later", true}

// failedHandshake names the alert.
func failedHandshake(err error) Failure {
	for _, alert := range alerts {
		if strings.Contains(err.Error(), "tls: "+alert.words) {
			return alert.failed
		}
	}
	return failedTLS
}

// endedHTTP2 reports whether the server has ended a stream or a connection of HTTP/2.
// Package net/http does not export the types of these errors.
func endedHTTP2(err error) bool {
	return slices.ContainsFunc([]string{"; received from peer", "http2: server sent GOAWAY", "http2: Transport received", "http2: client connection lost"}, func(words string) bool {
		return strings.Contains(err.Error(), words)
	})
}

// hasLargeHeaders reports whether the headers of a response exceed headerLimit. The errors
// of package net/http for this have no type.
func hasLargeHeaders(err error) bool {
	return slices.ContainsFunc([]string{"server response headers exceeded", "response header list larger than", "header list too large"}, func(words string) bool {
		return strings.Contains(err.Error(), words)
	})
}

// byProxy reports whether the connection through a proxy failed.
func byProxy(err error) bool {
	operation, ok := errors.AsType[*net.OpError](err)
	return ok && slices.Contains([]string{"proxyconnect", "socks connect"}, operation.Op)
}

// failedProxyStatus names the status of a proxy's response.
func failedProxyStatus(status int) Failure {
	if status == http.StatusProxyAuthRequired {
		return failedProxyPassword
	}
	return Failure{failedProxy.Kind, fmt.Sprintf("%s (HTTP %d)", failedProxy.Cause, status), failedProxy.Permanent}
}

// fromTLS reports whether crypto/tls has ended a handshake because of what the server
// sent, with words that begin so. Most of these errors have no type.
func fromTLS(err error, words string) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if strings.HasPrefix(err.Error(), "tls: "+words) {
			return true
		}
	}
	return false
}

// explain returns why a request failed, or the reading of its response. The end
// of ctx, which is the time budget, is the cause of any failure after it.
func explain(ctx context.Context, err error) Failure {
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
	var proxy proxyError
	switch {
	case ctx.Err() != nil:
		return failedTimeBudget
	case errors.Is(err, errAttemptTimeout) && byProxy(err):
		return failedProxyTimeout
	case errors.Is(err, errAttemptTimeout):
		return failedRequestTimeout
	case errors.As(err, &operation) && operation.Op == "proxyconnect" && errors.As(err, &dns):
		if dns.IsNotFound {
			return failedProxyName
		}
		return failedProxyDNS
	case errors.Is(err, errBodyTooLarge):
		return failedTooLarge
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return failedEncoding
	case errors.As(err, &dns) && dns.IsNotFound:
		return failedNoSuchHost
	case errors.As(err, &dns):
		return failedDNS
	case errors.As(err, &timeout) && timeout.Timeout() && byProxy(err):
		return failedProxyTimeout
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, os.ErrDeadlineExceeded):
		return failedRequestTimeout
	case errors.As(err, &proxy):
		return failedProxyStatus(proxy.status)
	case byProxy(err) && errors.As(err, &issuer):
		return failedProxyIssuer
	case byProxy(err):
		return failedProxy
	case errors.As(err, &issuer):
		return failedUnknownIssuer
	case errors.As(err, &name):
		return failedWrongName
	case errors.As(err, &invalid), errors.As(err, &verifying):
		return failedCertificate
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch),
		errors.As(err, &operation) && (operation.Op == "remote error" || operation.Op == "local error"): // TLS alerts.
		return failedHandshake(err)
	case strings.Contains(err.Error(), "tls: server selected unsupported protocol version"):
		return failedTLSVersion
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return failedFiles
	case errors.Is(err, syscall.ECONNREFUSED):
		return failedRefused
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return failedReset
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return failedNoRoute
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errRepeated), endedHTTP2(err):
		return failedBroken
	case fromTLS(err, "failed to parse certificate"):
		return failedCertificate
	case fromTLS(err, ""):
		return failedTLS
	case strings.Contains(err.Error(), "http2: request header list larger than"):
		return failedRequestHeaders
	case hasLargeHeaders(err):
		return failedHeaders
	default:
		return failedProtocol
	}
}
