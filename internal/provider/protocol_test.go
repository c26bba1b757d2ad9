package provider

import (
	"math/big"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// protocol calls the provider as a newer CLI does.
type protocol struct {
	t       testing.TB
	server  protocolServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// protocolServer has the methods that such a CLI calls.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// newProtocol serves a provider that is configured for the sandbox, with a policy
// for applies.
func newProtocol(t testing.TB, vendors *sandbox.Sandbox, applyPolicy string) *protocol {
	t.Helper()
	return newProtocolWith(t, vendors, applyPolicy, tftypes.NewValue(tftypes.String, vendors.Nexla().ServiceKey()))
}

// newProtocolWith is newProtocol with another key for Nexla.
func newProtocolWith(t testing.TB, vendors *sandbox.Sandbox, applyPolicy string, key tftypes.Value) *protocol {
	t.Helper()
	served, isComplete := server.New(New("test")).(protocolServer)
	if !isComplete {
		t.Fatal("actions and list resources are not served")
	}
	schemas, err := served.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	p := &protocol{t: t, server: served, schemas: schemas}
	endpoints := map[string]tftypes.Value{}
	for _, vendor := range vendors.Vendors() {
		for name, address := range vendor.Endpoints() {
			endpoints[name] = tftypes.NewValue(tftypes.String, address)
		}
	}
	texts := tftypes.Map{ElementType: tftypes.String}
	kind := schemas.Provider.ValueType()
	nexlaKind := testkit.AttributeType(kind, nexlablock.Name)
	config := testkit.Encode(kind, testkit.Object(kind, map[string]tftypes.Value{
		argEndpoints:    tftypes.NewValue(texts, endpoints),
		argVerification: tftypes.NewValue(texts, map[string]tftypes.Value{string(lifecycle.PhaseApply): tftypes.NewValue(tftypes.String, applyPolicy)}),
		nexlablock.Name: testkit.Object(nexlaKind, map[string]tftypes.Value{
			"api_url":     tftypes.NewValue(tftypes.String, vendors.Nexla().BaseURL()),
			"service_key": key,
		}),
	}))
	configured, err := served.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.14.0", Config: config})
	if err != nil || len(configured.Diagnostics) > 0 {
		t.Fatal(err, words(configured.Diagnostics))
	}
	return p
}

// texts returns the strings and numbers of an encoded object.
func texts(kind tftypes.Type, value *tfprotov6.DynamicValue) map[string]string {
	found := map[string]string{}
	for name, member := range testkit.Attributes(testkit.Decode(kind, value)) {
		var text string
		var number big.Float
		switch {
		case member.IsNull() || !member.IsKnown():
		case member.As(&text) == nil:
			found[name] = text
		case member.As(&number) == nil:
			found[name] = number.String()
		}
	}
	return found
}

// words joins diagnostics, so that a test can search them.
func words(diagnostics []*tfprotov6.Diagnostic) string {
	var all []string
	for _, diagnostic := range diagnostics {
		all = append(all, diagnostic.Severity.String()+": "+diagnostic.Summary+": "+diagnostic.Detail)
	}
	return strings.Join(all, "\n")
}
