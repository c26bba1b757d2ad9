package provider

import (
	"strconv"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// importByIdentity imports as a CLI from 1.12 on does, and reads what it got.
func (p *protocol) importByIdentity(name string, identity map[string]tftypes.Value) (state, identified map[string]string, diagnostics string) {
	p.t.Helper()
	identities, err := p.server.GetResourceIdentitySchemas(p.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		p.t.Fatal(err)
	}
	kind := identities.IdentitySchemas[name].ValueType()
	imported, err := p.server.ImportResourceState(p.t.Context(), &tfprotov6.ImportResourceStateRequest{
		TypeName: name, Identity: &tfprotov6.ResourceIdentityData{IdentityData: testkit.Encode(kind, testkit.Object(kind, identity))},
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if len(imported.Diagnostics) > 0 {
		return nil, nil, words(imported.Diagnostics)
	}
	one := imported.ImportedResources[0]
	read, err := p.server.ReadResource(p.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: name, CurrentState: one.State, Private: one.Private, CurrentIdentity: one.Identity,
	})
	if err != nil || len(read.Diagnostics) > 0 {
		p.t.Fatal(err, words(read.Diagnostics))
	}
	return texts(p.schemas.ResourceSchemas[name].ValueType(), read.NewState), texts(kind, read.NewIdentity.IdentityData), ""
}

func TestCredentialInNexlaIsImportedByItsIdentity(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "procurement", VendorName: "precoro_api", TemplateConfig: map[string]string{}})
	p := newProtocol(t, vendors, "strict")
	number := map[string]tftypes.Value{nexlablock.IdentityID: tftypes.NewValue(tftypes.Number, id)}
	state, identity, diagnostics := p.importByIdentity("connector_credential_precoro", number)
	if diagnostics != "" || state[attrName] != "procurement" || state[attrStatus] != "unverified" {
		t.Errorf("state %v %s", state, diagnostics)
	}
	if identity[nexlablock.IdentityID] != strconv.Itoa(id) || identity[attrID] == "" || identity[attrID] != state[attrID] {
		t.Errorf("identity %v, and the state's id is %s", identity, state[attrID])
	}
	if _, _, diagnostics = p.importByIdentity("connector_credential_paymo", number); diagnostics == "" {
		t.Error("another vendor's credential was imported")
	}
	if _, _, diagnostics = p.importByIdentity("connector_credential_precoro", nil); diagnostics == "" {
		t.Error("an identity that names nothing was imported")
	}
	if got := len(vendors.Requests()); got == 0 {
		t.Error("no request was sent to Nexla")
	}
}

func TestEveryCredentialHasAnIdentityWithItsID(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	p := newProtocol(t, vendors, "off")
	identities, err := p.server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil || len(identities.Diagnostics) > 0 {
		t.Fatal(err, words(identities.Diagnostics))
	}
	for name := range p.schemas.ResourceSchemas {
		kind := p.schemas.ResourceSchemas[name].ValueType()
		state := testkit.Object(kind, map[string]tftypes.Value{
			attrID: tftypes.NewValue(tftypes.String, "00000000-0000-4000-8000-000000000000"), attrName: tftypes.NewValue(tftypes.String, "x"),
		})
		// As a state that an older CLI wrote: without any identity.
		read, err := p.server.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: name, CurrentState: testkit.Encode(kind, state)})
		if err != nil || len(read.Diagnostics) > 0 {
			t.Fatal(err, words(read.Diagnostics))
		}
		identity := texts(identities.IdentitySchemas[name].ValueType(), read.NewIdentity.IdentityData)
		if identity[attrID] != "00000000-0000-4000-8000-000000000000" || identity[nexlablock.IdentityID] != "" {
			t.Errorf("%s: identity %v", name, identity)
		}
	}
}
