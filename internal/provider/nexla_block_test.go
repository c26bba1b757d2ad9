package provider

import (
	"testing"
)

// TestUsersOfACredentialAreListed: it may have sources, destinations, both, or others.
func TestUsersOfACredentialAreListed(t *testing.T) {
	t.Parallel()
	vendors, _, workspace := savedInNexla(t, "resci")
	id := savedCredential(t, vendors).ID
	for want, users := range map[string][2][]int{
		"used by the data sources 7001. ":                           {{7001}, nil},
		"used by the destinations 8002, 8003. ":                     {nil, {8002, 8003}},
		"used by the data sources 7001 and the destinations 8002. ": {{7001}, {8002}},
	} {
		vendors.Nexla().Use(id, users[0], users[1])
		output := workspace.Run("destroy")
		expect(t, output, 1, want)
	}
}
