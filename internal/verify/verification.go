package verify

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// verification is one verification: which scheme and which probe comes next.
type verification struct {
	verifier *Verifier
	request  Request
	limit    *rateLimit
	host     *hostScheme
	search   *schemeSearch
	started  time.Time
	attempts int
	// tried has the results of the probes that were sent with the last scheme, by path.
	tried map[string]Result
}

func newVerification(v *Verifier, request Request) *verification {
	return &verification{
		verifier: v,
		request:  request,
		limit:    v.rateLimits.of(v.keys.rateLimit(request), request.Definition.Limit),
		host:     v.hostSchemes.of(request.Definition.Type, strings.TrimRight(request.BaseURL, "/")),
		search:   &schemeSearch{},
		started:  time.Now(),
	}
}

// run tries the schemes in order. It tries the next one only if the vendor rejected
// the previous one.
func (v *verification) run(ctx context.Context) Result {
	if v.mustFindScheme() {
		v.search = v.host.search(ctx)
		defer v.search.release()
	}

	var last Result
	for _, scheme := range v.schemes() {
		last = v.tryProbes(ctx, scheme)
		if last.Status != connector.Rejected {
			break
		}
	}
	if last.Status == connector.Inconclusive {
		// The scheme is still unknown, and the next credential would not find it either.
		v.search.giveUp()
	}
	if last.Status == connector.Verified && v.request.Pinned == "" {
		v.host.accept(last.Scheme)
	}
	if last.Status == connector.Verified {
		return v.complete(ctx, last)
	}
	return v.finish(last)
}

// mustFindScheme reports whether there are several schemes and none is pinned or known
// from the prior state.
func (v *verification) mustFindScheme() bool {
	return v.request.Definition.HasSchemeChoice() && v.request.Pinned == "" && v.request.PriorScheme == ""
}

// schemes lists the schemes to try: only the pinned one, or first the credential's
// previous one, then the one that the host has accepted, then the others in the
// definition's order.
func (v *verification) schemes() []connector.Scheme {
	names := []string{v.request.PriorScheme, v.host.scheme()}
	names = append(names, v.request.Definition.SchemeNames()...)
	if v.request.Pinned != "" {
		names = []string{v.request.Pinned}
	}
	var schemes []connector.Scheme
	for i, name := range names {
		scheme, known := v.request.Definition.Scheme(name)
		if known && !slices.Contains(names[:i], name) {
			schemes = append(schemes, scheme)
		}
	}
	return schemes
}

// tryProbes sends the probes in order until a result applies to more than its route.
// If every route is limited, a request with WaitForRoute waits for the one that opens
// first.
func (v *verification) tryProbes(ctx context.Context, scheme connector.Scheme) Result {
	probes := v.decidingProbes()
	v.tried = map[string]Result{}
	// If a route is still limited after the time that the vendor sent, the wait is
	// repeated like any retry: the clocks may differ by more than the limit.
	for waits := 0; ; waits++ {
		var first *connector.Probe // The limited route that opens first.
		var result, limited Result
		for i := range probes {
			result = v.exchange(ctx, scheme, probes[i])
			v.tried[probes[i].Path] = result
			result.covered = probes[i].Reports()
			if len(probes) < len(v.request.Definition.Probes) {
				result.restricted = v.request.Required
			}
			if !result.RouteOnly {
				return result
			}
			if result.Reason == connector.ReasonRateLimited && (first == nil || opensBefore(result.RetryAt, limited.RetryAt)) {
				first, limited = &probes[i], result
			}
		}
		if first == nil {
			return result
		}
		limited.routesLimited = true
		limited.waitedForRoute = v.request.WaitForRoute
		wait := transport.WaitUntil(limited.RetryAt, time.Now()) + transport.Jitter(routeMargin)
		if !v.request.WaitForRoute || waits > v.verifier.options.MaxRetries || limited.RetryAt.IsZero() || !transport.Fits(ctx, wait) {
			return limited
		}
		v.pause(ctx, limited.Reason, wait)
		if !transport.Sleep(ctx, wait) {
			return limited
		}
		probes = []connector.Probe{*first}
	}
}

// opensBefore reports whether the first of two routes opens earlier. A route without
// a known time is the last.
func opensBefore(a, b time.Time) bool {
	return !a.IsZero() && (b.IsZero() || a.Before(b))
}

// pause reports a wait that is about to begin.
func (v *verification) pause(ctx context.Context, reason connector.Reason, wait time.Duration) {
	if observe := v.verifier.options.ObservePause; observe != nil && wait > 0 {
		observe(ctx, Pause{
			Connector: v.request.Definition.Type, Host: connector.Host(v.request.BaseURL), Reason: reason, Until: time.Now().Add(wait),
		})
	}
}

// routeMargin spreads the requests that wait for a route to open, and allows for a
// vendor that sends the time in whole seconds.
const routeMargin = 500 * time.Millisecond

// finish adds the number of requests and the duration of the whole verification.
func (v *verification) finish(result Result) Result {
	result.Attempts, result.rejectionRepeated = v.attempts, v.request.NewSecret
	result.At = time.Now()
	result.Elapsed = result.At.Sub(v.started)
	return result
}
