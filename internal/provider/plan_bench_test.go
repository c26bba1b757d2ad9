package provider

import (
	"fmt"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// benched is a configured provider that plans credentials of one connector.
type benched struct {
	server tfprotov6.ProviderServer
	vendor *sandbox.Vendor
	of     tftypes.Type
}

func newBenched(b *testing.B) benched {
	b.Helper()
	vendors, err := sandbox.Start(sandbox.Config{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = vendors.Close() })
	vendor := vendors.Vendor("resci")
	b.Setenv("CONNECTOR_ENDPOINT_RESCI", vendor.BaseURL())
	server := providerserver.NewProtocol6(New("bench"))()
	schemas, err := server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	configured, err := server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{Config: nullObject(b, schemas.Provider.ValueType(), nil)})
	if err != nil || len(configured.Diagnostics) > 0 {
		b.Fatal(err, configured.Diagnostics)
	}
	return benched{server: server, vendor: vendor, of: schemas.ResourceSchemas["connector_credential_resci"].ValueType()}
}

// plan plans a new credential with a key, which is issued.
func (s benched) plan(b *testing.B, key string) {
	b.Helper()
	s.vendor.Issue(map[string]string{"api_key": key})
	prior, err := tfprotov6.NewDynamicValue(s.of, tftypes.NewValue(s.of, nil))
	if err != nil {
		b.Fatal(err)
	}
	config := nullObject(b, s.of, map[string]tftypes.Value{
		"name":       tftypes.NewValue(tftypes.String, "bench"),
		"api_key_wo": tftypes.NewValue(tftypes.String, key),
	})
	planned, err := s.server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: "connector_credential_resci", Config: config, ProposedNewState: config, PriorState: &prior,
	})
	if err != nil || len(planned.Diagnostics) > 0 {
		b.Fatal(err, planned.Diagnostics)
	}
}

// BenchmarkPlanOfANewCredential is one PlanResourceChange with its verification
// by a vendor on this machine.
func BenchmarkPlanOfANewCredential(b *testing.B) {
	server := newBenched(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		server.plan(b, fmt.Sprintf("example-key-%d", i))
	}
}

// BenchmarkPlanOfAKnownSecret is one PlanResourceChange whose answer is there:
// the work of the framework and of the plan alone.
func BenchmarkPlanOfAKnownSecret(b *testing.B) {
	server := newBenched(b)
	b.ReportAllocs()
	for b.Loop() {
		server.plan(b, "example-key")
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

// nullObject is an object whose attributes are null but for the given ones.
func nullObject(b testing.TB, of tftypes.Type, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	object, isObject := of.(tftypes.Object)
	if !isObject {
		b.Fatalf("%s is no object", of)
	}
	attributes := map[string]tftypes.Value{}
	for name, attributeType := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(attributeType, nil)
		if value, given := values[name]; given {
			attributes[name] = value
		}
	}
	encoded, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, attributes))
	if err != nil {
		b.Fatal(err)
	}
	return &encoded
}
