package sandbox

import (
	"slices"
	"sync"
	"time"
)

// Request is one recorded request. It holds no header value besides the
// User-Agent, and of a body names only, and so no secret.
type Request struct {
	Vendor string `json:"vendor"` // Or "nexla"; empty where the path has no such prefix.
	Method string `json:"method"`
	Path   string `json:"path"` // Without the vendor's prefix.
	Query  string `json:"query,omitempty"`

	// HeaderNames are the names as sent and in that order over plain HTTP/1.1,
	// including Host; over TLS and HTTP/2 they are canonical and sorted.
	HeaderNames []string `json:"header_names"`
	UserAgent   string   `json:"user_agent,omitempty"`

	// BodyKeys are the names in the JSON object that was sent to Nexla, sorted and
	// without their values: whether a change carried a template_config.
	BodyKeys []string `json:"body_keys,omitempty"`

	// Status is the status of the response, and 0 where no status line was
	// sent: the connection was broken, hangs, or the response is pending.
	Status int `json:"status"`

	At         time.Time `json:"at"` // The arrival, before any latency.
	RemoteAddr string    `json:"remote_addr"`
	Proto      string    `json:"proto"`
}

// requestLog keeps requests in order of arrival. A request enters it when it
// arrives, and its status is filled in just before the response is sent, so that a
// client that has its response finds it in the log.
type requestLog struct {
	mu      sync.Mutex
	entries []*Request
}

func (l *requestLog) add(r Request) *Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry := &r
	l.entries = append(l.entries, entry)
	return entry
}

func (l *requestLog) recordStatus(entry *Request, status int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry.Status = status
}

func (l *requestLog) sawBody(entry *Request, keys []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry.BodyKeys = keys
}

func (l *requestLog) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = nil
}

// requests copies the entries of one vendor, or all where vendor is empty.
func (l *requestLog) requests(vendor string) []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := make([]Request, 0, len(l.entries))
	for _, entry := range l.entries {
		if vendor == "" || entry.Vendor == vendor {
			r := *entry
			r.HeaderNames = slices.Clone(r.HeaderNames)
			r.BodyKeys = slices.Clone(r.BodyKeys)
			list = append(list, r)
		}
	}
	return list
}
