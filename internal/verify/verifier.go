package verify

import (
	"context"
	"crypto/x509"
	"fmt"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// Options are the settings of a [Verifier].
type Options struct {
	// RequestTimeout bounds one HTTP attempt, its body included.
	RequestTimeout time.Duration
	// VerificationTimeout bounds one verification, retries and waiting included.
	VerificationTimeout time.Duration
	// MaxRetries is how often an attempt is repeated.
	MaxRetries int
	// RootCAs returns the certificate authorities to trust; nil means the system's.
	RootCAs func() *x509.CertPool
	// UserAgent is sent with every request.
	UserAgent string
	// Observe is called after every attempt, for logging. May be nil.
	Observe func(context.Context, Attempt)
	// Mask returns a context through which these texts are masked in logs. May be nil.
	Mask func(ctx context.Context, texts []string) context.Context
	// ObservePause is called before every pause. May be nil.
	ObservePause func(context.Context, Pause)
}

// Pause is a wait of a verification before its next request.
type Pause struct {
	Connector string
	Host      string
	// Reason is the rate limit, or the reason of the last attempt's outcome.
	Reason connector.Reason
	Until  time.Time
}

// Attempt is one HTTP request and its outcome. None of it is secret.
type Attempt struct {
	Connector string
	Host      string
	Path      string
	Scheme    string
	// Number counts from 1 within one probe.
	Number int
	// HTTPStatus is 0 if there was no response.
	HTTPStatus int
	Reason     connector.Reason
	// Cause is the cause of a failed request.
	Cause    string
	Duration time.Duration
}

// Request describes the verification of one credential.
type Request struct {
	Definition *connector.Definition
	BaseURL    string
	// TokenBaseURL is the base URL of the token endpoint; empty if it is BaseURL.
	TokenBaseURL string
	Values       connector.Values
	// Pinned is the only scheme to try; empty means all.
	Pinned string
	// PriorScheme is the scheme in the prior state, which is tried first.
	PriorScheme string
	// Region is the name of the region that the credential belongs to.
	Region string
	// Required are facts that decide: only a probe that reports them does.
	Required connector.Facts
	// Optional are facts to report too, if a probe for them responds.
	Optional connector.Facts
	// NewSecret is set for a changed credential at apply: if the vendor accepts new
	// secrets late, a rejection is repeated.
	NewSecret bool
	// MaySkip allows an inconclusive result without a request if the host hangs.
	MaySkip bool
	// WaitForRoute waits for a limited route if the wait fits into the time budget.
	WaitForRoute bool
}

// Result is the result of a [Request].
type Result struct {
	connector.Outcome

	// Scheme is the scheme that was accepted, or "".
	Scheme string
	// Host is the host of the request that decided.
	Host string
	// NoToken is set if there was no access token to send a probe with.
	NoToken bool
	// HTTPStatus is the status of the response that decided; 0 if there was none.
	HTTPStatus int
	// Cause is a short description of the failure if there was no usable response.
	Cause string
	// Attempts counts the HTTP requests made.
	Attempts int
	// At is the time of the result.
	At time.Time
	// Elapsed is how long the verification took.
	Elapsed time.Duration

	// covered are the facts whose probes have responded.
	covered connector.Facts
	// attempted are the optional facts whose probes were sent.
	attempted connector.Facts
	// restricted are the facts to which the choice of probes was restricted.
	restricted        connector.Facts
	rejectionRepeated bool // A rejection was repeated.
	routesLimited     bool // Every route was limited.
	waitedForRoute    bool // The request had WaitForRoute.
	skipped           bool // No request was sent, because the host hangs.
}

// Verifier verifies credentials. It is safe for concurrent use and meant to
// live as long as one plan or apply.
type Verifier struct {
	options Options
	client  *transport.Client
	keys    keyer

	mu      sync.Mutex
	entries map[credentialKey]*entry

	rateLimits  rateLimits
	hostSchemes hostSchemes
	health      health
	clients     clients
}

// New returns a [Verifier]. It opens no connection.
func New(options Options) *Verifier {
	return &Verifier{
		options: options,
		client:  transport.NewClient(transport.Options{Timeout: options.RequestTimeout, RootCAs: options.RootCAs}),
		keys:    newKeyer(),
		entries: map[credentialKey]*entry{},
	}
}

// Verify returns the result for a credential: a cached one if it suffices, that of a
// verification under way, or that of a new one. The only error is that ctx was
// canceled.
func (v *Verifier) Verify(ctx context.Context, request Request) (Result, error) {
	key := v.keys.credential(request)
	for {
		result, running, started := v.lookUp(ctx, key, request)
		if running == nil {
			return *result, nil
		}
		select {
		case <-running.done:
			if started {
				return running.result, nil
			}
			// Another caller's request may require less, so its result is checked like a
			// cached one.
		case <-ctx.Done():
			v.leave(key, running)
			return Result{}, fmt.Errorf("verification was interrupted: %w", ctx.Err())
		}
	}
}

// suffices reports whether a cached result has all that a request requires.
func (r *Result) suffices(request Request) bool {
	switch {
	case r.Status == connector.Verified:
		return r.known(request).Has(request.facts())
	case r.Status == connector.Rejected && request.NewSecret && !r.rejectionRepeated && request.Definition.AcceptsLate():
		return false
	case r.restricted&^request.Required != 0:
		return false // Another probe can decide.
	case r.skipped && !request.MaySkip:
		return false // The request requires a response.
	case r.routesLimited:
		return r.waitedForRoute || !request.WaitForRoute
	default:
		return true
	}
}
