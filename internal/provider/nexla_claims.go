package provider

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// nexlaClaims remembers which resource of this process creates or adopts which
// credential in Nexla, so that another resource never deletes it: one that is
// replaced, or renamed without a moved block, hands its credential over.
type nexlaClaims struct {
	mu sync.Mutex
	by map[int64]string // The id of the resource.
}

// claim notes that a resource holds a credential of Nexla's.
func (c *nexlaClaims) claim(id int64, resource string) {
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

// claimedByAnother reports whether a resource other than this one holds it.
func (c *nexlaClaims) claimedByAnother(id int64, resource string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	holder, claimed := c.by[id]
	return claimed && holder != resource
}

// nexlaLeftToAnother says why a credential is not deleted.
func nexlaLeftToAnother(name string, id int64) diag.Diagnostic {
	return diag.NewWarningDiagnostic(problemNexlaKept.title(name),
		fmt.Sprintf("Another resource of this run created or adopted the credential %d, so it is not deleted. If a resource was renamed, use a moved block instead.", id))
}
