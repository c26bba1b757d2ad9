package provider

import (
	"fmt"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// BenchmarkPlanOfANewCredential is one PlanResourceChange with its verification
// by a vendor on this machine.
func BenchmarkPlanOfANewCredential(b *testing.B) {
	vendors, err := sandbox.Start(sandbox.Config{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = vendors.Close() }()
	b.Setenv("CONNECTOR_ENDPOINT_RESCI", vendors.Vendor("resci").BaseURL())
	ctx := b.Context()
	server := providerserver.NewProtocol6(New("bench"))()
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	settingsType := schemas.Provider.ValueType()
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: nullObject(b, settingsType, nil)})
	if err != nil || len(configured.Diagnostics) > 0 {
		b.Fatal(err, configured.Diagnostics)
	}
	resourceType := schemas.ResourceSchemas["connector_credential_resci"].ValueType()
	prior, _ := tfprotov6.NewDynamicValue(resourceType, tftypes.NewValue(resourceType, nil))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		key := fmt.Sprintf("example-key-%d", i)
		vendors.Vendor("resci").Issue(map[string]string{"api_key": key})
		config := nullObject(b, resourceType, map[string]tftypes.Value{
			"name":       tftypes.NewValue(tftypes.String, "bench"),
			"api_key_wo": tftypes.NewValue(tftypes.String, key),
		})
		planned, err := server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
			TypeName: "connector_credential_resci", Config: config, ProposedNewState: config, PriorState: &prior,
		})
		if err != nil || len(planned.Diagnostics) > 0 {
			b.Fatal(err, planned.Diagnostics)
		}
	}
}

// nullObject is an object whose attributes are null but for the given ones.
func nullObject(b *testing.B, of tftypes.Type, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
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
