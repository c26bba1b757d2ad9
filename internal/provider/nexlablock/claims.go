package nexlablock

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// claims are which resource of this process creates or adopts which credential in
// Nexla, so that another resource neither adopts nor deletes it: if one is replaced, or
// renamed without a moved block, its credential belongs to the new resource.
type claims struct {
	mu sync.Mutex
	by map[int64]string // The id of the resource.
	// kept and deleted are the ids of the resources that have or adopt a credential after
	// the plan, and of those whose plan deletes it. The id of a new resource is empty.
	kept, deleted map[int64][]string
	// changing has a channel for each update or deletion in progress, which is closed at its end.
	changing map[int64][]chan struct{}
}

// change records that a resource updates or deletes its credential, until the returned
// function is called. The credential may give up its name.
func (c *claims) change(id int64) (end func()) {
	if id == 0 {
		return func() {}
	}
	done := make(chan struct{})
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changing == nil {
		c.changing = map[int64][]chan struct{}{}
	}
	c.changing[id] = append(c.changing[id], done)
	delete(c.deleted, id) // A planned deletion has begun.
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.changing[id] = slices.DeleteFunc(c.changing[id], func(other chan struct{}) bool { return other == done })
		close(done)
	}
}

// wait waits until one of the credentials that were being changed no longer is. It
// reports whether there was one.
func (c *claims) wait(ctx context.Context, ids []int64) bool {
	c.mu.Lock()
	var changing []chan struct{}
	for _, id := range ids {
		changing = append(changing, c.changing[id]...)
	}
	c.mu.Unlock()
	if len(changing) == 0 {
		return false
	}
	select {
	case <-changing[0]:
		return true
	case <-ctx.Done():
		return false
	}
}

// claim records that a resource has a credential in Nexla, and reports false if another
// one has it already.
func (c *claims) claim(id int64, resource string) bool {
	if id == 0 {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if holder, claimed := c.by[id]; claimed {
		return holder == resource
	}
	if c.by == nil {
		c.by = map[int64]string{}
	}
	c.by[id] = resource
	return true
}

// plan records what the plan of a resource does to its credential. It reports whether
// one resource deletes the credential and another one has it or adopts it: at apply,
// either may be first. The CLI plans the destruction of a replaced resource during the
// apply, when the new one may have adopted the credential.
func (c *claims) plan(id int64, resource string, work Work) (conflict bool) {
	if id == 0 || work.remove && work.abandon {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil {
		c.kept, c.deleted = map[int64][]string{}, map[int64][]string{}
	}
	same, others := c.kept, c.deleted
	if work.remove {
		same, others = c.deleted, c.kept
	}
	same[id] = append(same[id], resource)
	_, claimed := c.by[id]
	return !claimed && slices.ContainsFunc(others[id], func(other string) bool { return other != resource })
}

// keptByAnother reports whether another resource also has or adopts the credential after
// the plan. Both exist: the CLI plans a resource that is replaced twice, as itself and as new.
func (c *claims) keptByAnother(id int64, resource string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return resource != "" && slices.ContainsFunc(c.kept[id], func(other string) bool { return other != "" && other != resource })
}

// claimedByAnother reports whether a resource other than this one has it.
func (c *claims) claimedByAnother(id int64, resource string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	holder, claimed := c.by[id]
	return claimed && holder != resource
}

// keptForAnother explains why a credential is not deleted.
func keptForAnother(name string, id int64) diag.Diagnostic {
	return diag.NewWarningDiagnostic(problemKept.Title(name),
		fmt.Sprintf("Another resource of this run created or adopted the credential %d, so it is not deleted. If a resource was renamed, use a moved block instead.", id))
}

// sharedWithAnother explains why a credential is not adopted.
func sharedWithAnother(id int64) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemShared.Title(id),
		"Another resource of this run created or adopted it, and each would overwrite the name and the secret of the other. For this one, nothing was changed.\n\n"+
			"Remove credential_id from one of the two resources, or import the credential into one of them only.")
}

// keptTwice explains why two resources change in every apply.
func keptTwice(id int64) diag.Diagnostic {
	return diag.NewWarningDiagnostic(problemShared.Title(id),
		"Another resource of this configuration has it too, and each apply of one overwrites the name and the secret of the other.\n\n"+
			"Keep one of the two: use a removed block with destroy = false for the other resource.")
}

// keptAndDeleted explains why a plan cannot do both.
func keptAndDeleted(id int64) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemKeptAndDeleted.Title(id),
		"One resource of this plan has or adopts it, and another one that has it is destroyed or loses its nexla block, which deletes it in Nexla. Nothing was changed.\n\n"+
			"If a resource was renamed, use a moved block instead. Otherwise use a removed block with destroy = false for the other resource, or set its deletion_policy to \"abandon\" and apply first. To destroy all, run the destroy with -refresh=false.")
}
