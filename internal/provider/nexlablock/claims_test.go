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

// TestPlanThatKeepsAndDeletesACredentialConflicts in either order, unless the same
// resource does both, the adoption was applied, or the deletion is in progress.
func TestPlanThatKeepsAndDeletesACredentialConflicts(t *testing.T) {
	t.Parallel()
	type plan struct {
		resource string
		work     Work
	}
	adoption, other, deletion := plan{"", Work{adopt: true}}, plan{"b", Work{}}, plan{"a", Work{remove: true}}
	for name, c := range map[string]struct {
		first, second plan
		before        func(*claims)
		want          bool
	}{
		"adoption first":       {first: adoption, second: deletion, want: true},
		"deletion first":       {first: deletion, second: adoption, want: true},
		"another one has it":   {first: other, second: deletion, want: true},
		"another one is last":  {first: deletion, second: other, want: true},
		"the same resource":    {first: plan{"a", Work{}}, second: deletion},
		"abandoned":            {first: plan{"a", Work{remove: true, abandon: true}}, second: adoption},
		"adopted twice":        {first: adoption, second: adoption},
		"deleted twice":        {first: deletion, second: plan{"b", Work{remove: true}}},
		"adoption was applied": {first: adoption, second: deletion, before: func(c *claims) { c.claim(7, "new") }},
		"deletion has begun":   {first: deletion, second: adoption, before: func(c *claims) { c.change(7)() }},
	} {
		var all claims
		if all.plan(7, c.first.resource, c.first.work) {
			t.Errorf("%s: the first plan conflicts", name)
		}
		if c.before != nil {
			c.before(&all)
		}
		if got := all.plan(7, c.second.resource, c.second.work); got != c.want {
			t.Errorf("%s: conflict is %t, want %t", name, got, c.want)
		}
	}
}
