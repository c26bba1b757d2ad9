package verify

import (
	"context"
	"sync"
)

// hosts remember, per connector and base URL, which scheme was accepted there.
type hosts struct {
	mu  sync.Mutex
	all map[string]*hostScheme
}

func (h *hosts) of(connectorType, baseURL string) *hostScheme {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all == nil {
		h.all = map[string]*hostScheme{}
	}
	key := connectorType + " " + baseURL
	host := h.all[key]
	if host == nil {
		host = &hostScheme{turn: make(chan struct{}, 1), settled: make(chan struct{})}
		h.all[key] = host
	}
	return host
}

// hostScheme is what one host has accepted in this process.
//
// While nothing is known, credentials that remember no scheme take turns, so
// that finding out costs one refused request for the host and not one for each
// credential that happens to be verified at the same time.
type hostScheme struct {
	turn    chan struct{}
	settled chan struct{}

	mu       sync.Mutex
	accepted string
	open     bool
}

// learned returns the scheme that the host accepted last, or "".
func (h *hostScheme) learned() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.accepted
}

// accept notes a scheme that the host has accepted and lets everybody go on.
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

// enter waits for this caller's turn, or until turns are no longer needed. The
// caller leaves when its own scheme is found or refused.
func (h *hostScheme) enter(ctx context.Context) *turn {
	select {
	case <-h.settled:
		return &turn{}
	default:
	}
	select {
	case h.turn <- struct{}{}:
		return &turn{host: h}
	case <-h.settled:
	case <-ctx.Done():
	}
	return &turn{}
}

// turn is one caller's right to find out what a host accepts. A turn without a
// host is that of a caller who has nothing to find out; its methods do nothing.
type turn struct {
	host *hostScheme
}

// giveUp lets everybody go on without a known scheme: the host is unwell, and
// waiting for each other would only add up its delays.
func (t *turn) giveUp() {
	if t.host != nil {
		t.host.mu.Lock()
		defer t.host.mu.Unlock()
		t.host.settle()
	}
}

// leave hands the turn on.
func (t *turn) leave() {
	if t.host != nil {
		<-t.host.turn
	}
}
