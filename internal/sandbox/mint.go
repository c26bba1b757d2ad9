package sandbox

import (
	"fmt"
	"maps"
	"strings"
)

// Mint makes a new credential, as a person does in the vendor's settings, and
// returns its fields. Where the vendor keeps one key at a time (Precoro per user
// and company, Clari Copilot per workspace) the demo credential and those minted
// before end at once [doc].
func (v *Vendor) Mint() map[string]string {
	v.mu.Lock()
	v.minted++
	number := v.minted
	if v.kind.oneKey {
		for credential := range v.credentials {
			v.credentials[credential] = false
		}
	}
	v.mu.Unlock()

	fields := maps.Clone(v.kind.demo)
	for name, value := range fields {
		// Every secret of the sandbox says that it is none; an address stays.
		fields[name] = strings.Replace(value, "-not-a-secret", fmt.Sprintf("-minted-%d-not-a-secret", number), 1)
	}
	v.Issue(fields)
	return fields
}
