package sandbox

import (
	"testing"
	"time"
)

func TestPaymoAcceptsFiveRequestsInFiveSeconds(t *testing.T) {
	now := &clock{now: time.Date(2025, 12, 16, 9, 0, 0, 0, time.UTC)}
	v := newSandboxAt(t, Config{}, now.Now).Vendor("paymo")
	me := func() reply { return get(t, v.BaseURL()+"/me", demoHeaders(t, "paymo")...) }
	for range 5 {
		me().want(t, 200, `"user_hash"`)
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
		get(t, v.BaseURL()+"/me", demoHeaders(t, "paymo")...).want(t, 200)
	}
}
