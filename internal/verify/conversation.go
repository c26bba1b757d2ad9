package verify

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// conversation is one verification: which scheme and which probe comes next.
type conversation struct {
	verifier *Verifier
	request  Request
	allowed  *allowance
	host     *hostScheme
	search   *schemeSearch
	begun    time.Time
	attempts int
	// tried has the paths of the probes that were sent.
	tried map[string]bool
}

func newConversation(v *Verifier, request Request) *conversation {
	return &conversation{
		verifier: v,
		request:  request,
		allowed:  v.allowances.of(v.keys.limit(request), request.Definition.Limit),
		host:     v.hosts.of(request.Definition.Type, strings.TrimRight(request.BaseURL, "/")),
		search:   &schemeSearch{},
		begun:    time.Now(),
		tried:    map[string]bool{},
	}
}

// ask tries the schemes in order, the next one only after the vendor refused
// the one before.
func (c *conversation) ask(ctx context.Context) Result {
	if c.mustFindScheme() {
		c.search = c.host.search(ctx)
		defer c.search.release()
	}

	var last Result
	for _, scheme := range c.schemes() {
		last = c.askProbes(ctx, scheme)
		if last.Status != connector.Rejected {
			break
		}
	}
	if last.Status == connector.Inconclusive {
		// Nothing was learned, and the next one would learn no more.
		c.search.giveUp()
	}
	if last.Status == connector.Verified && c.request.Pinned == "" {
		c.host.accept(last.Scheme)
	}
	if last.Status == connector.Verified {
		return c.complete(ctx, last)
	}
	return c.finish(last)
}

// mustFindScheme tells whether there is a choice and nothing to go by.
func (c *conversation) mustFindScheme() bool {
	return c.request.Definition.HasSchemeChoice() && c.request.Pinned == "" && c.request.Remembered == ""
}

// schemes lists what to try: the pinned one alone, or first what this
// credential used before, then what this host has accepted, then the
// definition's order.
func (c *conversation) schemes() []connector.Scheme {
	names := []string{c.request.Remembered, c.host.learned()}
	names = append(names, c.request.Definition.SchemeNames()...)
	if c.request.Pinned != "" {
		names = []string{c.request.Pinned}
	}
	var schemes []connector.Scheme
	for i, name := range names {
		scheme, known := c.request.Definition.Scheme(name)
		if known && !slices.Contains(names[:i], name) {
			schemes = append(schemes, scheme)
		}
	}
	return schemes
}

// askProbes asks one probe after the other until one gives an answer that is
// not about its route alone. Where every route is limited, a patient request
// waits for the one that opens first.
func (c *conversation) askProbes(ctx context.Context, scheme connector.Scheme) Result {
	probes := c.deciding()
	// A route that is limited again after the time that the vendor named is
	// repeated as any answer is: the clocks may differ by more than the limit.
	for waits := 0; ; waits++ {
		var opens *connector.Probe // The limited route that opens first.
		var last, limited Result
		for i := range probes {
			last = c.exchange(ctx, scheme, probes[i])
			c.tried[probes[i].Path] = true
			last.covered = probes[i].Reports()
			if len(probes) < len(c.request.Definition.Probes) {
				last.restricted = c.request.Required
			}
			if !last.RouteOnly {
				return last
			}
			if last.Reason == connector.ReasonRateLimited && (opens == nil || opensBefore(last.RetryAt, limited.RetryAt)) {
				opens, limited = &probes[i], last
			}
		}
		if opens == nil {
			return last
		}
		limited.routesLimited = true
		limited.patient = c.request.Patient
		wait := transport.WaitUntil(limited.RetryAt, time.Now()) + transport.Jitter(routeMargin)
		if !c.request.Patient || waits > c.verifier.options.MaxRetries || limited.RetryAt.IsZero() || !transport.Fits(ctx, wait) {
			return limited
		}
		c.pause(ctx, limited.Reason, wait)
		if !transport.Sleep(ctx, wait) {
			return limited
		}
		probes = []connector.Probe{*opens}
	}
}

// opensBefore compares when two routes open. One that does not say is the last.
func opensBefore(a, b time.Time) bool {
	return !a.IsZero() && (b.IsZero() || a.Before(b))
}

// pause tells of a wait that is about to begin.
func (c *conversation) pause(ctx context.Context, reason connector.Reason, wait time.Duration) {
	if tell := c.verifier.options.Pausing; tell != nil && wait > 0 {
		tell(ctx, Pause{
			Connector: c.request.Definition.Type, Host: connector.Host(c.request.BaseURL), Reason: reason, Until: time.Now().Add(wait),
		})
	}
}

// routeMargin spreads the requests that wait for a route to open, and allows
// for a vendor that tells the time in whole seconds.
const routeMargin = 500 * time.Millisecond

// finish adds what the conversation as a whole has cost.
func (c *conversation) finish(result Result) Result {
	result.Attempts, result.settled = c.attempts, c.request.NewSecret
	result.At = time.Now()
	result.Elapsed = result.At.Sub(c.begun)
	return result
}
