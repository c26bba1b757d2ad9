package transport

import (
	"crypto/x509"
	"net/http"
	"slices"
	"sync"
	"time"
)

const (
	// bodyLimit bounds what is read of a body, after decompression.
	bodyLimit = 1 << 20
	// headerLimit bounds what is read of a response's headers.
	headerLimit = 256 << 10
	// tlsSessions is how many hosts' TLS sessions are kept to resume.
	tlsSessions = 256
	// connectTimeout bounds dialing and the TLS handshake where no request does.
	connectTimeout = 30 * time.Second
)

// Options are the settings of a [Client].
type Options struct {
	// Timeout bounds one attempt, the response's body included; 0 means no bound.
	Timeout time.Duration
	// RootCAs returns the certificate authorities to trust, and is called before
	// the first TLS connection; nil means the system's. See [SystemRootsAnd].
	RootCAs func() *x509.CertPool
}

// Client sends requests, see [Client.Send]. It is safe for concurrent use.
type Client struct {
	http *http.Client
}

// NewClient makes a client. It opens no connection.
//
// No redirect is followed, not even on the same host: net/http would forward
// X-Auth-Token, X-Api-Key, email and any header but Authorization to another one.
func NewClient(options Options) *Client {
	connectLimit := options.Timeout
	if connectLimit <= 0 {
		connectLimit = connectTimeout
	}
	return &Client{http: &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: chain(
			newConnections(connectLimit, options.RootCAs),
			dropLocation,
			limitAttempt(options.Timeout),
			dialOnce,
			readBody,
			closeUpgraded,
		),
	}}
}

// chain wraps a RoundTripper, the first wrapper outermost. The result does not
// implement CloseIdleConnections, which go-retryablehttp calls after every
// failure, because the connections belong to all requests.
func chain(innermost http.RoundTripper, wrappers ...func(http.RoundTripper) http.RoundTripper) http.RoundTripper {
	for _, wrap := range slices.Backward(wrappers) {
		innermost = wrap(innermost)
	}
	return innermost
}

// SystemRootsAnd returns the system's certificate authorities and those given.
// The system's are read, which takes milliseconds, when the result is first called.
func SystemRootsAnd(authorities []*x509.Certificate) func() *x509.CertPool {
	return sync.OnceValue(func() *x509.CertPool {
		roots, err := x509.SystemCertPool()
		if err != nil {
			roots = x509.NewCertPool()
		}
		for _, authority := range authorities {
			roots.AddCert(authority)
		}
		return roots
	})
}
