package verify

import (
	"context"
	"sync"
)

// hosts have the accepted scheme per connector and base URL.
type hostSchemes struct {
	mu  sync.Mutex
	all map[string]*hostScheme
}

func (h *hostSchemes) of(connectorType, baseURL string) *hostScheme {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all == nil {
		h.all = map[string]*hostScheme{}
	}
	key := connectorType + " " + baseURL
	host := h.all[key]
	if host == nil {
		host = &hostScheme{searching: make(chan struct{}, 1), settled: make(chan struct{})}
		h.all[key] = host
	}
	return host
}

// hostScheme is the scheme that one host has accepted in this process.
//
// As long as none is known, one credential without a known scheme searches at a
// time, so that the search costs one rejected request for the host and not one for
// each credential that is verified at the same time.
type hostScheme struct {
	searching chan struct{} // Holds a value while one searches.
	settled   chan struct{} // Closed when no search is needed any more.

	mu       sync.Mutex
	accepted string
	open     bool
}

// learned returns the scheme that the host accepted last, or "".
func (h *hostScheme) scheme() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.accepted
}

// accept records a scheme that the host has accepted, and ends the search.
func (h *hostScheme) accept(scheme string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.accepted = scheme
	h.settle()
}

func (h *hostScheme) settle() {
	if !h.open {
		h.open = true
		close(h.settled)
	}
}

// search waits until no other caller searches, or until no search is needed. The
// caller releases the result after its own scheme is accepted or rejected.
func (h *hostScheme) search(ctx context.Context) *schemeSearch {
	select {
	case <-h.settled:
		return &schemeSearch{}
	default:
	}
	select {
	case h.searching <- struct{}{}:
		return &schemeSearch{host: h}
	case <-h.settled:
	case <-ctx.Done():
	}
	return &schemeSearch{}
}

// schemeSearch is one caller's search for the scheme that a host accepts. Without a
// host, nothing is searched, and its methods do nothing.
type schemeSearch struct {
	host *hostScheme
}

// giveUp ends the search for all: the host has an outage, and waiting for each other
// would only add up its delays.
func (s *schemeSearch) giveUp() {
	if s.host != nil {
		s.host.mu.Lock()
		defer s.host.mu.Unlock()
		s.host.settle()
	}
}

// release lets the next caller search.
func (s *schemeSearch) release() {
	if s.host != nil {
		<-s.host.searching
	}
}
