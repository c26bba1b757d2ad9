package verify

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// AccessToken is a token that a credential was exchanged for.
type AccessToken struct {
	Value secret.Value
	// Issued is when the request was sent, and ExpiresAt the end of its lifetime; zero
	// if that is not known.
	Issued, ExpiresAt time.Time
	// scopes is the scope that the token endpoint reported.
	scopes any
}

// isValid reports whether the token can still be sent. A tenth of its lifetime, and
// at most ten seconds, are left for the way to the vendor.
func (t AccessToken) isValid(now time.Time) bool {
	margin := min(10*time.Second, t.ExpiresAt.Sub(t.Issued)/10)
	return t.Value.Reveal() != "" && (t.ExpiresAt.IsZero() || now.Before(t.ExpiresAt.Add(-margin)))
}

// isYoung reports whether the token is in the first half of its lifetime, so that it
// can be returned to users.
func (t AccessToken) isYoung(now time.Time) bool {
	return t.isValid(now) && (t.ExpiresAt.IsZero() || now.Sub(t.Issued) < t.ExpiresAt.Sub(t.Issued)/2)
}

// clients are the clients of token endpoints, each with its token of this process.
type clients struct {
	mu  sync.Mutex
	all map[credentialKey]*client
}

// client is one client of a token endpoint. Its fields are read and written in turn,
// so that concurrent verifications share one exchange.
type client struct {
	lock   chan struct{}
	token  AccessToken
	failed *Result
	// failedErrors are the error codes with which failed was judged.
	failedErrors []connector.TokenError
}

func (c *clients) of(key credentialKey) *client {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil {
		c.all = map[credentialKey]*client{}
	}
	found := c.all[key]
	if found == nil {
		found = &client{lock: make(chan struct{}, 1)}
		c.all[key] = found
	}
	return found
}

// AccessToken exchanges a credential for a token, or returns the token of this
// process if that is in the first half of its life. Without a token, the result has
// the reason. The only error is that ctx was cancelled.
func (v *Verifier) AccessToken(ctx context.Context, request Request) (AccessToken, Result, error) {
	limited, cancel := context.WithTimeout(ctx, v.options.VerificationTimeout)
	defer cancel()
	c := newVerification(v, request)
	token, failed := c.accessToken(limited, request.Definition.Schemes[0], AccessToken.isYoung)
	if ctx.Err() != nil {
		return AccessToken{}, Result{}, fmt.Errorf("the exchange was interrupted: %w", ctx.Err())
	}
	if failed != nil {
		return AccessToken{}, c.finish(*failed), nil
	}
	return token, Result{}, nil
}

// exchange sends one probe with one scheme, and with an access token if the headers
// carry one. If the vendor accepts new secrets late, a rejection is repeated as long as
// there is time.
func (v *verification) exchange(ctx context.Context, scheme connector.Scheme, probe connector.Probe) Result {
	if scheme.Token == nil {
		return v.sendProbe(ctx, scheme, probe, connector.Response{Values: v.request.Values})
	}
	var rejected Result
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		result := v.sendWithToken(ctx, scheme, probe)
		if result.Reason == connector.ReasonTimeout && rejected.Status != "" && ctx.Err() != nil {
			return rejected // There was no time for a further response.
		}
		rejected = result
		if result.Status != connector.Rejected || !v.request.NewSecret || !scheme.Token.AcceptsLate || !transport.Fits(ctx, wait) {
			return result
		}
		v.pause(ctx, result.Reason, wait)
		if !transport.Sleep(ctx, wait) {
			return result
		}
	}
}

// The waits between the retries of a vendor that accepts new secrets late.
const (
	firstWait   = 500 * time.Millisecond
	longestWait = 8 * time.Second
)

// sendWithToken sends a probe with a token of this process or a new one. If the vendor
// does not accept a token from before this verification, it was revoked in the
// meantime, and is exchanged once more.
func (v *verification) sendWithToken(ctx context.Context, scheme connector.Scheme, probe connector.Probe) Result {
	token, failed := v.accessToken(ctx, scheme, AccessToken.isValid)
	if failed != nil {
		return *failed
	}
	result := v.sendToken(ctx, scheme, probe, token)
	if !token.Issued.Before(v.started) || result.Status != connector.Rejected && result.HTTPStatus != http.StatusUnauthorized {
		return result
	}
	token, failed = v.accessToken(ctx, scheme, func(other AccessToken, now time.Time) bool {
		return other.Issued.After(token.Issued) && other.isValid(now)
	})
	if failed != nil {
		return *failed
	}
	return v.sendToken(ctx, scheme, probe, token)
}

func (v *verification) sendToken(ctx context.Context, scheme connector.Scheme, probe connector.Probe, token AccessToken) Result {
	values := v.request.Values.WithToken(token.Value)
	if mask := v.verifier.options.Mask; mask != nil {
		ctx = mask(ctx, v.request.Definition.SecretTexts(values))
	}
	return v.sendProbe(ctx, scheme, probe, connector.Response{Values: values, TokenScopes: token.scopes})
}

// accessToken returns the client's token if it is usable, or exchanges a new one. A
// failed exchange is remembered like a verification, unless it was not sent or the
// caller waits for the vendor to accept a new secret.
func (v *verification) accessToken(ctx context.Context, scheme connector.Scheme, usable func(AccessToken, time.Time) bool) (AccessToken, *Result) {
	client := v.verifier.clients.of(v.verifier.keys.client(v.tokenURL(scheme), *scheme.Token, v.request.Values))
	select {
	case client.lock <- struct{}{}:
		defer func() { <-client.lock }()
	case <-ctx.Done():
		return AccessToken{}, &Result{
			Outcome: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonTimeout},
			Host:    connector.Host(v.tokenURL(scheme)), Cause: transport.CauseTimeBudget, NoToken: true,
		}
	}
	if usable(client.token, time.Now()) {
		return client.token, nil
	}
	if client.failed != nil && !v.request.NewSecret && slices.Equal(client.failedErrors, scheme.Token.Errors) {
		return AccessToken{}, client.failed
	}
	before := v.attempts
	token, result := v.exchangeToken(ctx, scheme)
	result.NoToken = result.Status != connector.Verified
	switch {
	case result.Status == connector.Verified:
		client.token, client.failed = token, nil
		return token, nil
	case result.Status == connector.Inconclusive && client.token.isValid(time.Now()) && usable(client.token, client.token.Issued):
		return client.token, nil // It is old, but there is no newer one.
	case v.attempts > before && ctx.Err() == nil:
		client.failed, client.failedErrors = &result, scheme.Token.Errors
	}
	return AccessToken{}, &result
}

// tokenURL is the address of the token endpoint.
func (v *verification) tokenURL(scheme connector.Scheme) string {
	baseURL := v.request.TokenBaseURL
	if baseURL == "" {
		baseURL = v.request.BaseURL
	}
	return scheme.Token.URL(baseURL, v.request.Values)
}

// exchangeToken sends the token request. The rate limit of the API counts it if the
// host is the same.
func (v *verification) exchangeToken(ctx context.Context, scheme connector.Scheme) (AccessToken, Result) {
	address := v.tokenURL(scheme)
	var token AccessToken
	e := &exchange{
		verification: v, scheme: scheme, path: scheme.Token.Path,
		judgeResponse: func(attempt transport.Attempt, response connector.Response) connector.Outcome {
			read, outcome := v.request.Definition.JudgeToken(*scheme.Token, response)
			token = AccessToken{Value: read.Value, Issued: time.Now().Add(-attempt.Duration), scopes: read.Scopes}
			if read.Lifetime > 0 {
				token.ExpiresAt = token.Issued.Add(read.Lifetime)
			}
			return outcome
		},
	}
	e.result.Host = connector.Host(address)
	if e.result.Host == connector.Host(v.request.BaseURL) {
		e.limit = v.limit
	}
	headers, form := scheme.Token.Build(v.request.Values)
	e.send(ctx, http.MethodPost, address, form.Reveal(), func(to http.Header) {
		to.Set("Content-Type", "application/x-www-form-urlencoded")
		// net/http repeats the request on a new connection if the server has closed the
		// one of HTTP/2, as it does for a GET. A header without a value is not sent.
		to["Idempotency-Key"] = nil
		for _, header := range headers {
			to.Set(header.Name, header.Value.Reveal())
		}
	})
	return token, e.result
}
