package nexla

import (
	"cmp"
	"context"
	"crypto/x509"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// DefaultURL is the API of Nexla's public cloud; private instances have their
// own [spec].
const DefaultURL = "https://dataops.nexla.io/nexla-api"

// defaultProbeTime bounds one probe. Nexla sends a request to the vendor meanwhile and
// takes up to a minute [seen].
const defaultProbeTime = 75 * time.Second

// interruptedLookupTime bounds the lookup of a credential whose POST was interrupted,
// because a user waits for the command to end.
const interruptedLookupTime = 10 * time.Second

// Options are the settings of a [Client].
type Options struct {
	// URL is the API's; empty means [DefaultURL].
	URL string
	// ServiceKey is exchanged for a session. It is preferred to AccessToken.
	ServiceKey secret.Value
	// AccessToken is a session that somebody else began and that cannot be renewed.
	AccessToken secret.Value
	// URLSource says where URL is set, such as "NEXLA_API_URL"; empty if it is the default.
	URLSource string
	// KeySource says which of the two is used and where it comes from, such as
	// "the access token in NEXLA_ACCESS_TOKEN", for errors.
	KeySource string
	// RequestTimeout bounds one HTTP attempt, its body included.
	RequestTimeout time.Duration
	// MaxRetries is how often a request that may be repeated is repeated.
	MaxRetries int
	// RootCAs returns the certificate authorities to trust; nil means the system's.
	RootCAs func() *x509.CertPool
	// UserAgent is sent with every request.
	UserAgent string
	// Observe is called with every attempt, for logging. May be nil.
	Observe func(context.Context, Call)
	// Budget bounds one operation, retries and waits included; 0 means no bound.
	// A probe has a time of its own.
	Budget time.Duration
}

// Call is one HTTP request and what came of it. None of it is secret.
type Call struct {
	Method string
	Host   string
	// Path is the one below the API's URL, without a query.
	Path string
	// Number counts the attempts of one request from 1.
	Number int
	// HTTPStatus is 0 if there was no response.
	HTTPStatus int
	// Cause says what went wrong where there was no usable response.
	Cause    string
	Duration time.Duration
}

// Client sends requests to Nexla for one user. It is safe for concurrent use.
type Client struct {
	options Options
	url     string // Without a slash at its end.
	host    string
	// http makes all requests but probes, which take longer.
	http    *transport.Client
	probing *transport.Client
	session session

	probeTime time.Duration

	mu sync.Mutex
	// vendors are the responses by name, and the requests under way.
	vendors map[string]*flight[Vendor]
	// createLocks are held during a Create, by vendor and name.
	createLocks map[vendorAndName]chan struct{}
	// secrets are those of credentials, because any later text of Nexla's may repeat them.
	secrets []knownSecret
	// keys are the service key and the access token.
	keys []forms

	stored storedCredentials
	// apiReadable is set once the API has shown credentials, so that a 404 is about one.
	apiReadable atomic.Bool
}

// New makes a client. It opens no connection.
func New(options Options) *Client {
	c := &Client{
		options:     options,
		url:         strings.TrimRight(cmp.Or(options.URL, DefaultURL), "/"),
		probeTime:   defaultProbeTime,
		vendors:     map[string]*flight[Vendor]{},
		createLocks: map[vendorAndName]chan struct{}{},
		keys:        []forms{formsOf(options.ServiceKey), formsOf(options.AccessToken)},
		stored:      storedCredentials{byVendor: map[string]*vendorCredentials{}},
	}
	if parsed, err := url.Parse(c.url); err == nil {
		c.host = parsed.Host
	}
	c.http = transport.NewClient(transport.Options{Timeout: options.RequestTimeout, RootCAs: options.RootCAs})
	// Probes are bounded by their context, see exchange.send.
	c.probing = transport.NewClient(transport.Options{RootCAs: options.RootCAs})
	return c
}

// begin starts the time of one operation.
func (c *Client) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	if c.options.Budget <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, c.options.Budget)
}

// knownSecret is a secret to redact from the texts of Nexla.
type knownSecret struct {
	value secret.Value
	forms forms
}

// remember keeps the secrets of a configuration, to redact them from later texts of Nexla.
func (c *Client) remember(config map[string]secret.Value, public map[string]bool) {
	for parameter, value := range config {
		if !public[parameter] {
			c.Redact(value)
		}
	}
}

// Redact has a secret of a credential redacted from all later texts of Nexla, which may
// know it from an earlier run.
func (c *Client) Redact(value secret.Value) {
	if value.Reveal() == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	isSame := func(known knownSecret) bool { return known.value.Reveal() == value.Reveal() }
	if !slices.ContainsFunc(c.secrets, isSame) {
		c.secrets = append(c.secrets, knownSecret{value, formsOf(value)})
	}
}

// secretForms are those of the secrets of all credentials.
func (c *Client) secretForms() []forms {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]forms, len(c.secrets))
	for i, known := range c.secrets {
		all[i] = known.forms
	}
	return all
}
