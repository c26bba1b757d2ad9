package provider

import (
	"fmt"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// planBench makes the calls that a CLI makes for one credential in a plan.
type planBench struct {
	*protocol
	vendor   *sandbox.Vendor
	typeName string
	kind     tftypes.Type
}

func newPlanBench(b *testing.B) planBench {
	b.Helper()
	vendors := startSandbox(b, sandbox.Config{})
	served := newProtocol(b, vendors, "strict")
	const typeName = "connector_credential_resci"
	return planBench{protocol: served, vendor: vendors.Vendor("resci"), typeName: typeName, kind: served.schemas.ResourceSchemas[typeName].ValueType()}
}

// configured is the configuration of a credential with a key, which is issued.
func (s planBench) configured(key string) *tfprotov6.DynamicValue {
	s.vendor.Issue(map[string]string{"api_key": key})
	return testkit.Encode(s.kind, testkit.Object(s.kind, map[string]tftypes.Value{
		"name":       tftypes.NewValue(tftypes.String, "bench"),
		"api_key_wo": tftypes.NewValue(tftypes.String, key),
	}))
}

// plan validates a configuration and plans it.
func (s planBench) plan(config, proposed, prior *tfprotov6.DynamicValue, private []byte) *tfprotov6.PlanResourceChangeResponse {
	s.t.Helper()
	validated, err := s.server.ValidateResourceConfig(s.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: s.typeName, Config: config, ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	if err != nil || len(validated.Diagnostics) > 0 {
		s.t.Fatal(err, words(validated.Diagnostics))
	}
	planned, err := s.server.PlanResourceChange(s.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: s.typeName, Config: config, ProposedNewState: proposed, PriorState: prior, PriorPrivate: private,
	})
	if err != nil || len(planned.Diagnostics) > 0 {
		s.t.Fatal(err, words(planned.Diagnostics))
	}
	return planned
}

// planNew plans a credential that is not there yet.
func (s planBench) planNew(config *tfprotov6.DynamicValue) *tfprotov6.PlanResourceChangeResponse {
	s.t.Helper()
	return s.plan(config, config, testkit.Encode(s.kind, tftypes.NewValue(s.kind, nil)), nil)
}

// BenchmarkPlanOfANewCredential is all that the first plan costs, verification
// by a vendor on this machine included.
func BenchmarkPlanOfANewCredential(b *testing.B) {
	s := newPlanBench(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.planNew(s.configured(fmt.Sprintf("example-key-%d", i)))
	}
}

// BenchmarkPlanOfAKnownSecret is the same with a cached result:
// the work of the framework and of the plan alone.
func BenchmarkPlanOfAKnownSecret(b *testing.B) {
	s := newPlanBench(b)
	config := s.configured("example-key")
	b.ReportAllocs()
	for b.Loop() {
		s.planNew(config)
	}
}

// BenchmarkPlanOfAnUnchangedCredential is the second plan, which refreshes first.
func BenchmarkPlanOfAnUnchangedCredential(b *testing.B) {
	s := newPlanBench(b)
	config := s.configured("example-key")
	planned := s.planNew(config)
	applied, err := s.server.ApplyResourceChange(b.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: s.typeName, Config: config, PlannedState: planned.PlannedState, PlannedPrivate: planned.PlannedPrivate,
		PriorState: testkit.Encode(s.kind, tftypes.NewValue(s.kind, nil)),
	})
	if err != nil || len(applied.Diagnostics) > 0 {
		b.Fatal(err, words(applied.Diagnostics))
	}
	b.ReportAllocs()
	for b.Loop() {
		read, err := s.server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
			TypeName: s.typeName, CurrentState: applied.NewState, Private: applied.Private, CurrentIdentity: applied.NewIdentity,
		})
		if err != nil || len(read.Diagnostics) > 0 {
			b.Fatal(err, words(read.Diagnostics))
		}
		s.plan(config, read.NewState, read.NewState, read.Private)
	}
}

// BenchmarkSchemas makes all schemas in a new server, which every start of the
// provider does.
func BenchmarkSchemas(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		schemas, err := providerserver.NewProtocol6(New("bench"))().GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
		if err != nil || len(schemas.ResourceSchemas) == 0 {
			b.Fatal(err)
		}
	}
}
