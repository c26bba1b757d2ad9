package provider

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
)

// TestEveryArgumentInStatePlansAnUpdate: package lifecycle lists the arguments that
// are kept in state, and one that it does not list would never be applied.
func TestEveryArgumentInStatePlansAnUpdate(t *testing.T) {
	t.Parallel()
	for _, of := range credentialTypes() {
		schema := of.resourceSchema()
		arguments := map[string]bool{}
		for name, attribute := range schema.Attributes {
			arguments[name] = (attribute.IsRequired() || attribute.IsOptional()) && !attribute.IsWriteOnly()
		}
		for name := range schema.Blocks {
			arguments[name] = true
		}
		delete(arguments, attrAuthScheme) // It is compared with the configuration.
		for name, isKept := range arguments {
			in := lifecycle.Inputs{
				Definition: of.shape(), Differing: map[string]bool{name: true},
				Prior: &lifecycle.Prior{Computed: lifecycle.Computed{SecretRevision: lifecycle.Known[int64](1)}},
			}
			if got := lifecycle.DetectChange(in).Arguments; got != isKept {
				t.Errorf("%s.%s: plans an update: %t, want %t", of.shape().Type, name, got, isKept)
			}
		}
	}
}
