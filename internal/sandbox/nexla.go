package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// nexlaName is the path prefix, and the name in commands and recordings.
const nexlaName = "nexla"

// Nexla is the credential part of Nexla's API in miniature: sessions, data
// credentials, probes, accessors, and the vendors' templates. It is no vendor:
// it holds the credentials of the others. It is safe for concurrent use.
//
// Its marks for sources are three of their own:
//
//	[spec] Nexla's published OpenAPI
//	[sdk]  its official SDKs
//	[seen] observed behavior of its server, which is published nowhere
type Nexla struct {
	breakage
	sandbox *Sandbox

	mu          sync.Mutex
	sessions    map[string]time.Time // Token to the end of its life.
	created     int
	sessionLife time.Duration
	keyRejected bool
	vendors     []*nexlaVendor
	lastID      int // Of templates and parameters.
	held        map[int]*NexlaCredential
	lastHeld    int
	users       map[string]int // E-mail address to id.
	judge       func(NexlaCredential) (status int, message string)
	losses      []nexlaLoss
	pageSize    int
	nextLink    string
	listInFull  bool
}

// The ids that exist from the start.
const (
	nexlaOwnerID     = 5001
	nexlaOrgID       = 601
	nexlaFirstHeldID = 30388
)

func newNexla(s *Sandbox) *Nexla {
	n := &Nexla{
		sandbox:     s,
		sessions:    map[string]time.Time{},
		sessionLife: time.Hour, // [spec]
		lastID:      6000,
		held:        map[int]*NexlaCredential{},
		lastHeld:    nexlaFirstHeldID - 1,
		users:       map[string]int{nexlaOwnerEmail: nexlaOwnerID},
	}
	n.judge = n.verifyWithVendor
	n.addVendors()
	return n
}

// BaseURL is the value for NEXLA_API_URL, such as "http://127.0.0.1:8765/nexla".
func (n *Nexla) BaseURL() string { return n.sandbox.URL() + "/" + nexlaName }

// ServiceKey is the one key that POST /token takes.
func (n *Nexla) ServiceKey() string { return "sandbox-nexla-service-key-not-a-secret" }

// OwnerID is the id of the owner of the service key and of all sessions.
func (n *Nexla) OwnerID() int { return nexlaOwnerID }

// AccessToken makes one session token, valid now and for as long as
// SetSessionLife said last, for NEXLA_ACCESS_TOKEN.
func (n *Nexla) AccessToken() string {
	token, _ := n.openSession(n.sandbox.now())
	return token
}

// RejectServiceKey makes POST /token respond with 401, as for a key that was revoked.
// Sessions that are open stay open.
func (n *Nexla) RejectServiceKey(reject bool) {
	n.change(func() { n.keyRejected = reject })
}

// SetSessionLife sets how long the session tokens made from now on are valid, an
// hour by default. What POST /token says of it is rounded down to whole seconds.
func (n *Nexla) SetSessionLife(life time.Duration) {
	n.change(func() { n.sessionLife = life })
}

// EndSessions makes Nexla reject all session tokens that it has issued.
func (n *Nexla) EndSessions() {
	n.change(func() { clear(n.sessions) })
}

// ProbeWith sets what a probe finds: 200 is a valid credential, and every other
// status is returned with the message, or with an empty body where that is
// empty. A message with 200 makes a response with a body, where the default has
// none. The function gets a copy, and may change the sandbox. nil brings the
// default back: 200 where the vendor of the same sandbox accepts the values, and
// 403 otherwise.
func (n *Nexla) ProbeWith(judge func(NexlaCredential) (status int, message string)) {
	if judge == nil {
		judge = n.verifyWithVendor
	}
	n.change(func() { n.judge = judge })
}

// PageSize limits the pages of listings to this many entries, even if the
// client requests no paging. 0 is the default: all at once unless paging is requested [spec].
func (n *Nexla) PageSize(rows int) {
	n.change(func() { n.pageSize = rows })
}

// NextLink has every listing say that its next page is at this address, which a
// client must not follow to another origin. An empty one ends that.
func (n *Nexla) NextLink(url string) {
	n.change(func() { n.nextLink = url })
}

// ListInFull has listings show tags, auth_template and managed too. The
// specification has them in the response about one credential only, and no client
// says whether the server keeps to that.
func (n *Nexla) ListInFull(full bool) {
	n.change(func() { n.listInFull = full })
}

// nexlaLoss is a response that will be lost.
type nexlaLoss struct {
	method  string
	applied bool
	hangs   bool // The connection stays open without a response, where it is reset otherwise.
}

// LoseResponses resets the connection instead of responding to the next count requests
// that create (POST), change (PUT) or delete (DELETE) a credential: after the change if
// applied is set, and before it otherwise. The client cannot distinguish the two.
// Requests for a token or about accessors, and those without a valid session, do not
// count. Several calls add up, and Mend ends them. It panics on any other method, which
// is an error in the program.
func (n *Nexla) LoseResponses(count int, applied bool, method string) {
	n.lose(count, nexlaLoss{method: method, applied: applied})
}

// HangResponses is [Nexla.LoseResponses] with a connection that stays open until the
// client closes it, so that a test can end the client in the meantime.
func (n *Nexla) HangResponses(count int, applied bool, method string) {
	n.lose(count, nexlaLoss{method: method, applied: applied, hangs: true})
}

func (n *Nexla) lose(count int, loss nexlaLoss) {
	if !slices.Contains([]string{"POST", "PUT", "DELETE"}, loss.method) {
		panic(fmt.Sprintf("the responses to %q cannot be lost: choose POST, PUT or DELETE", loss.method))
	}
	n.change(func() {
		for range count {
			n.losses = append(n.losses, loss)
		}
	})
}

// Mend ends all faults, and the losses of LoseResponses and HangResponses.
func (n *Nexla) Mend() {
	n.breakage.Mend()
	n.change(func() { n.losses = nil })
}

// Requests returns the requests to Nexla so far, in order of arrival.
func (n *Nexla) Requests() []Request { return n.sandbox.log.requests(nexlaName) }

// change runs with the lock held.
func (n *Nexla) change(apply func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	apply()
}

// nextLoss takes the first loss of a method from the queue.
func (n *Nexla) nextLoss(method string) (loss nexlaLoss, lost bool) {
	n.change(func() {
		i := slices.IndexFunc(n.losses, func(l nexlaLoss) bool { return l.method == method })
		if i >= 0 {
			loss, lost = n.losses[i], true
			n.losses = slices.Delete(n.losses, i, i+1)
		}
	})
	return loss, lost
}

// openSession makes a token that is valid from now on.
func (n *Nexla) openSession(now time.Time) (token string, life time.Duration) {
	n.change(func() {
		n.created++
		token, life = fmt.Sprintf("sandbox-nexla-session-%d-not-a-secret", n.created), n.sessionLife
		n.sessions[token] = now.Add(life)
		// Those that have ended need not be kept.
		maps.DeleteFunc(n.sessions, func(_ string, end time.Time) bool { return end.Before(now) })
	})
	return token, life
}

// sessionOpen reports whether a token is valid.
func (n *Nexla) sessionOpen(token string, now time.Time) (open bool) {
	n.change(func() {
		end, known := n.sessions[token]
		open = known && now.Before(end)
	})
	return open
}
