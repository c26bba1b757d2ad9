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
	// Observe is told of every attempt, for logging. May be nil.
	Observe func(context.Context, Attempt)
	// Mask returns a context through which these texts are masked in logs. May be nil.
	Mask func(ctx context.Context, texts []string) context.Context
	// Pausing is told of every pause before it begins. May be nil.
	Pausing func(context.Context, Pause)
}

// Pause is a time in which a verification waits before it asks (again).
type Pause struct {
	Connector string
	Host      string
	// Reason is why: the limit, or what the last attempt came to.
	Reason connector.Reason
	Until  time.Time
}

// Attempt is one HTTP request and what came of it. None of it is secret.
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

// Request asks for the verification of one credential.
type Request struct {
	Definition *connector.Definition
	BaseURL    string
	// TokenBaseURL is the base URL of the token endpoint; empty if it is BaseURL.
	TokenBaseURL string
	Values       connector.Values
	// Pinned is the only scheme to try; empty means all.
	Pinned string
	// Remembered is the scheme that was accepted before, tried first.
	Remembered string
	// Region is the name of the region that the credential belongs to.
	Region string
	// Required are facts that decide: only a probe that reports them does.
	Required connector.Facts
	// Wanted are facts to report too, as long as a probe for them responds.
	Wanted connector.Facts
	// NewSecret is set for a changed credential at apply: if the vendor accepts new
	// secrets late, a rejection is repeated.
	NewSecret bool
	// MaySkip allows an inconclusive result without a request if the host hangs.
	MaySkip bool
	// Patient waits for a limited route if the wait fits into the time budget.
	Patient bool
}

// Result is the answer to a [Request].
type Result struct {
	connector.Outcome

	// Scheme is the scheme that was accepted, or "".
	Scheme string
	// Host is where the vendor was asked.
	Host string
	// NoToken is set if there was no access token to send a probe with.
	NoToken bool
	// HTTPStatus is that of the answer that decided; 0 if there was none.
	HTTPStatus int
	// Cause says in a few words what went wrong where there was no usable answer.
	Cause string
	// Attempts counts the HTTP requests made.
	Attempts int
	// At is when the answer came.
	At time.Time
	// Elapsed is how long the verification took.
	Elapsed time.Duration

	// covered are the facts whose probes have responded.
	covered connector.Facts
	// restricted are the facts to which the choice of probes was restricted.
	restricted    connector.Facts
	settled       bool // A rejection was repeated.
	patient       bool
	routesLimited bool
}

// Verifier verifies credentials. It is safe for concurrent use and meant to
// live as long as one plan or apply.
type Verifier struct {
	options Options
	client  *transport.Client
	keys    keyer

	mu      sync.Mutex
	entries map[credentialKey]*entry

	allowances allowances
	hosts      hosts
	health     health
	clients    clients
}

// New makes a [Verifier]. It opens no connection.
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
		result, running, mine := v.lookUp(ctx, key, request)
		if running == nil {
			return *result, nil
		}
		select {
		case <-running.done:
			if mine {
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
		return r.covered.Has(request.facts())
	case r.Status == connector.Rejected && request.NewSecret && !r.settled && request.Definition.AcceptsLate():
		return false
	case r.restricted&^request.Required != 0:
		return false // Another probe can decide.
	case r.routesLimited:
		return r.patient || !request.Patient
	default:
		return true
	}
}
