package nexlablock

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// claims are which resource of this process creates or adopts which credential in
// Nexla, so that another resource never deletes it: if one is replaced, or renamed
// without a moved block, its credential belongs to the new resource.
type claims struct {
	mu sync.Mutex
	by map[int64]string // The id of the resource.
}

// claim records that a resource has a credential in Nexla.
func (c *claims) claim(id int64, resource string) {
	if id == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by = map[int64]string{}
	}
	c.by[id] = resource
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
