package nexlablock

import (
	"context"
	"testing"
	"testing/synctest"
)

func TestWaitEndsWithTheChangeOfOneOfTheCredentials(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var c claims
		if c.wait(t.Context(), []int64{1, 2}) {
			t.Error("waited for a change that is not in progress")
		}
		end, endOther := c.change(1), c.change(3)
		defer endOther()
		waited := make(chan bool, 1)
		go func() { waited <- c.wait(t.Context(), []int64{2, 1}) }()
		synctest.Wait()
		if len(waited) > 0 {
			t.Fatal("did not wait for the change in progress")
		}
		end()
		if !<-waited {
			t.Error("reports that there was no change")
		}
		if c.wait(t.Context(), []int64{1}) {
			t.Error("waited for a change that has ended")
		}
	})
}

func TestWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	var c claims
	defer c.change(1)()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c.wait(ctx, []int64{1}) {
		t.Error("reports the end of a change that is in progress")
	}
}

// TestPlanOfAnAdoptionAndADeletionConflicts in either order, unless the adoption was
// applied, or the deletion is in progress.
func TestPlanOfAnAdoptionAndADeletionConflicts(t *testing.T) {
	t.Parallel()
	adopt, remove, abandon := Work{adopt: true}, Work{remove: true}, Work{remove: true, abandon: true}
	for name, c := range map[string]struct {
		first, second Work
		before        func(*claims)
		want          bool
	}{
		"adoption first":       {first: adopt, second: remove, want: true},
		"deletion first":       {first: remove, second: adopt, want: true},
		"abandoned":            {first: abandon, second: adopt},
		"adopted twice":        {first: adopt, second: adopt},
		"adoption was applied": {first: adopt, second: remove, before: func(c *claims) { c.claim(7, "new") }},
		"deletion has begun":   {first: remove, second: adopt, before: func(c *claims) { c.change(7)() }},
	} {
		var all claims
		if all.plan(7, c.first) {
			t.Errorf("%s: the first plan conflicts", name)
		}
		if c.before != nil {
			c.before(&all)
		}
		if got := all.plan(7, c.second); got != c.want {
			t.Errorf("%s: conflict is %t, want %t", name, got, c.want)
		}
	}
}
