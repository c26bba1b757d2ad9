package sandbox

import (
	"fmt"
	"testing"
	"time"
)

func TestPaymoTakesFiveRequestsInFiveSeconds(t *testing.T) {
	now := &clock{now: time.Date(2025, 12, 16, 9, 0, 0, 0, time.UTC)}
	v := newSandboxAt(t, Config{}, now.Now).Vendor("paymo")
	me := func() reply { return get(t, v.BaseURL()+"/me", caseOf(t, "paymo").headers...) }
	for remaining := 4; remaining >= 0; remaining-- {
		answered := me()
		answered.want(t, 200, `"user_hash"`)
		h := answered.header
		if got := h.Get("X-Ratelimit-Limit") + " " + h.Get("X-Ratelimit-Remaining") + " " + h.Get("X-Ratelimit-Decay-Period"); got != fmt.Sprintf("5 %d 5", remaining) {
			t.Errorf("rate headers %s", got)
		}
	}
	now.advance(1500 * time.Millisecond)
	limited := me()
	limited.want(t, 429, `"message"`)
	if got := limited.header.Get("Retry-After"); got != "4" {
		t.Errorf("Retry-After %q, want 4", got)
	}
	now.advance(3500 * time.Millisecond)
	me().want(t, 200)
}

func TestNegativeRouteWindowSwitchesTheLimitsOff(t *testing.T) {
	v := newSandbox(t, Config{RouteWindow: -1}).Vendor("paymo")
	for range 7 {
		answered := get(t, v.BaseURL()+"/me", caseOf(t, "paymo").headers...)
		answered.want(t, 200)
		if answered.header.Get("X-Ratelimit-Limit") != "" {
			t.Error("rate headers without a rate limit")
		}
	}
}
