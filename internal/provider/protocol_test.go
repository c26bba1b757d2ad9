package provider

import (
	"math/big"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// protocol is the provider as a CLI sees it that is newer than the one at hand.
type protocol struct {
	t       testing.TB
	server  protocolServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// protocolServer is all that such a CLI calls.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// newProtocol serves a provider whose configuration finds the sandbox, with a
// policy for applies.
func newProtocol(t testing.TB, vendors *sandbox.Sandbox, applyPolicy string) *protocol {
	t.Helper()
	return newProtocolWith(t, vendors, applyPolicy, tftypes.NewValue(tftypes.String, vendors.Nexla().ServiceKey()))
}

// newProtocolWith is newProtocol with another key for Nexla.
func newProtocolWith(t testing.TB, vendors *sandbox.Sandbox, applyPolicy string, key tftypes.Value) *protocol {
	t.Helper()
	served, isWhole := server.New(New("test")).(protocolServer)
	if !isWhole {
		t.Fatal("actions and list resources are not served")
	}
	schemas, err := served.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	p := &protocol{t: t, server: served, schemas: schemas}
	endpoints := map[string]tftypes.Value{}
	for _, vendor := range vendors.Vendors() {
		endpoints[vendor.Name()] = tftypes.NewValue(tftypes.String, vendor.BaseURL())
	}
	texts := tftypes.Map{ElementType: tftypes.String}
	kind := schemas.Provider.ValueType()
	nexlaKind := memberType(t, kind, nexlablock.Name)
	config := p.encode(kind, object(t, kind, map[string]tftypes.Value{
		argEndpoints:    tftypes.NewValue(texts, endpoints),
		argVerification: tftypes.NewValue(texts, map[string]tftypes.Value{string(lifecycle.PhaseApply): tftypes.NewValue(tftypes.String, applyPolicy)}),
		nexlablock.Name: object(t, nexlaKind, map[string]tftypes.Value{
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

func memberType(t testing.TB, of tftypes.Type, name string) tftypes.Type {
	t.Helper()
	whole, isObject := of.(tftypes.Object)
	if !isObject || whole.AttributeTypes[name] == nil {
		t.Fatalf("there is no %s", name)
	}
	return whole.AttributeTypes[name]
}

// object is an object whose members are null but for the given ones.
func object(t testing.TB, of tftypes.Type, values map[string]tftypes.Value) tftypes.Value {
	t.Helper()
	whole, isObject := of.(tftypes.Object)
	if !isObject {
		t.Fatalf("%s is no object", of)
	}
	members := map[string]tftypes.Value{}
	for name, kind := range whole.AttributeTypes {
		members[name] = tftypes.NewValue(kind, nil)
		if value, given := values[name]; given {
			members[name] = value
		}
	}
	return tftypes.NewValue(of, members)
}

func (p *protocol) encode(kind tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	p.t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(kind, value)
	if err != nil {
		p.t.Fatal(err)
	}
	return &encoded
}

// texts are the members of a decoded object that are texts or numbers, as text.
func (p *protocol) texts(kind tftypes.Type, value *tfprotov6.DynamicValue) map[string]string {
	p.t.Helper()
	decoded, err := value.Unmarshal(kind)
	if err != nil {
		p.t.Fatal(err)
	}
	var members map[string]tftypes.Value
	if err := decoded.As(&members); err != nil {
		p.t.Fatal(err)
	}
	found := map[string]string{}
	for name, member := range members {
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

// words joins diagnostics for a comparison.
func words(diagnostics []*tfprotov6.Diagnostic) string {
	var all []string
	for _, diagnostic := range diagnostics {
		all = append(all, diagnostic.Severity.String()+": "+diagnostic.Summary+": "+diagnostic.Detail)
	}
	return strings.Join(all, "\n")
}
