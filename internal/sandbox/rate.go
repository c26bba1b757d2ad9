package sandbox

import "time"

// rate is how many requests a vendor serves in a period, counted from the
// first request of each.
type rate struct {
	requests int
	period   time.Duration
}

// rateWindow counts the requests of one key since the first of a period.
type rateWindow struct {
	began time.Time
	count int
}

// hasLimits reports whether this sandbox keeps to the vendors' rate limits.
func (v *Vendor) hasLimits() bool { return v.sandbox.config.RouteWindow >= 0 }

// countRequest counts a request of a key. A result above zero says that it was one
// too many, and how long the rest of the period is. Without limits it counts nothing.
func (v *Vendor) countRequest(key string, now time.Time, allowed rate) time.Duration {
	if !v.hasLimits() {
		return 0
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	window := v.rates[key]
	if window == nil || now.Sub(window.began) >= allowed.period {
		window = &rateWindow{began: now}
		v.rates[key] = window
	}
	if window.count >= allowed.requests {
		return window.began.Add(allowed.period).Sub(now)
	}
	window.count++
	return 0
}
