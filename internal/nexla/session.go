package nexla

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// renewBefore is how long before its end a session is renewed. One that lives
// for less than twice as long is renewed at half its life.
const renewBefore = time.Minute

// session is what all calls of a client share.
type session struct {
	mu      sync.Mutex
	current grant // The zero grant: none yet.
	running *flight[grant]
	// rejection is the error of a service key that Nexla rejects. It is tried once per
	// process: a second request would be rejected too, and count as an attack.
	rejection error
	// seen are the secrets in responses to the exchange, for redaction.
	seen []forms
}

// grant is one session.
type grant struct {
	token secret.Value
	// number distinguishes sessions: a server may return the same token twice.
	number int
	// renewAt is the zero time where Nexla did not say how long it lives.
	renewAt time.Time
}

func (g grant) isFresh(now time.Time) bool {
	return g.number != 0 && (g.renewAt.IsZero() || now.Before(g.renewAt))
}

// authorization is the header of a request in this session.
func (g grant) authorization() secret.Value {
	return secret.New("Bearer " + g.token.Reveal())
}

// do sends a request in the session. If Nexla rejects that with a 401, it is
// renewed once and the request repeated once; a 401 says that nothing was done.
func (c *Client) do(ctx context.Context, r *request) *exchange {
	current, err := c.grant(ctx, r.operation, 0)
	if err != nil {
		return c.unsent(err, r)
	}
	x := c.send(ctx, current.authorization(), r)
	if x.response.Status != http.StatusUnauthorized || !c.renewable() {
		return x
	}
	renewed, err := c.grant(ctx, r.operation, current.number)
	if err != nil {
		failed := c.unsent(err, r)
		failed.lost = x.lost
		return failed
	}
	again := c.send(ctx, renewed.authorization(), r)
	again.lost = again.lost || x.lost
	return again
}

// unsent returns the exchange of a request that was not sent, because there is no session.
func (c *Client) unsent(err error, r *request) *exchange {
	return &exchange{client: c, request: r, failed: asError(err, r.operation)}
}

func (c *Client) renewable() bool { return c.options.ServiceKey.Reveal() != "" }

// grant returns a session, a newer one than that of the number stale. However
// many callers want a new one, one exchange makes it.
func (c *Client) grant(ctx context.Context, operation string, stale int) (grant, error) {
	if ctx.Err() != nil {
		return grant{}, c.ended(ctx, operation)
	}
	if !c.renewable() {
		if c.options.AccessToken.Reveal() == "" {
			return grant{}, c.failure(Rejected, operation, causeNoSession)
		}
		return grant{token: c.options.AccessToken}, nil
	}
	s := &c.session
	s.mu.Lock()
	if s.rejection != nil {
		defer s.mu.Unlock()
		return grant{}, s.rejection
	}
	if s.current.number != stale && s.current.isFresh(time.Now()) {
		defer s.mu.Unlock()
		return s.current, nil
	}
	if s.running == nil {
		s.running = startFlight(ctx, c.exchangeKey)
	}
	running := s.running
	s.mu.Unlock()
	return join(ctx, c, operation, running)
}

// exchangeKey exchanges the service key for a session and keeps the outcome.
func (c *Client) exchangeKey(ctx context.Context) (grant, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	begun := time.Now()
	x := c.send(ctx, secret.New("Basic "+c.options.ServiceKey.Reveal()), &request{
		operation: "exchange the service key for a session",
		method:    http.MethodPost,
		address:   c.url + "/token",
		repeat:    true, // It makes nothing but a session.
	})
	token, err := x.token()

	s := &c.session
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running = nil
	if err != nil {
		if isKind(err, Rejected) {
			s.rejection = err
		}
		return grant{}, err
	}
	s.seen = append(s.seen, allFormsOf(slices.Values(token.secrets()))...)
	s.current = grant{
		token:   secret.New(token.AccessToken),
		number:  s.current.number + 1,
		renewAt: token.renewAt(begun),
	}
	return s.current, nil
}

// token reads the response to the exchange. A malformed key is a 400, an unknown
// one a 401 [seen].
func (x *exchange) token() (wireToken, error) {
	if x.failed != nil {
		switch x.failed.HTTPStatus {
		case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
			if x.failed.Kind != Unexpected { // What is in HTML is not Nexla's.
				x.failed.Kind = Rejected
			}
		}
		return wireToken{}, x.failed
	}
	var token wireToken
	if err := x.decode(&token); err != nil {
		return wireToken{}, err
	}
	isInvisible := func(r rune) bool { return r <= ' ' || r > '~' } // Not fit for a header.
	if token.AccessToken == "" || strings.ContainsFunc(token.AccessToken, isInvisible) {
		return wireToken{}, x.unexpected(causeMalformed)
	}
	return token, nil
}

// wireToken is the response to POST /token [spec].
type wireToken struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   number `json:"expires_in"` // Seconds.
	Membership  struct {
		APIKey string `json:"api_key"`
	} `json:"org_membership"`
}

func (t wireToken) secrets() []secret.Value {
	return []secret.Value{secret.New(t.AccessToken), secret.New(t.Membership.APIKey)}
}

// longestSession bounds what is believed of a session's life, in seconds.
const longestSession = 365 * 24 * 60 * 60

func (t wireToken) renewAt(begun time.Time) time.Time {
	if t.ExpiresIn <= 0 {
		return time.Time{} // A 401 will show it.
	}
	life := time.Duration(min(int64(t.ExpiresIn), longestSession)) * time.Second
	return begun.Add(life - min(renewBefore, life/2))
}
