package provider

import (
	"fmt"
	"strconv"
	"strings"
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

// TestIdentityWithoutAnIDInNexlaIsNotImported: the identity of a custom credential has
// nothing that can be imported.
func TestIdentityWithoutAnIDInNexlaIsNotImported(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	id := map[string]tftypes.Value{attrID: tftypes.NewValue(tftypes.String, "00000000-0000-4000-8000-000000000000")}
	for name, hint := range map[string]string{"custom": "Use id instead of identity.", "precoro": nexlablock.IdentityID} {
		_, _, diagnostics := p.importByIdentity("connector_credential_"+name, id)
		if !strings.HasPrefix(diagnostics, "ERROR: Invalid import ID") || !strings.Contains(diagnostics, hint) {
			t.Errorf("%s: %s", name, diagnostics)
		}
		if strings.Contains(diagnostics, nexlablock.IdentityID) == (name == "custom") {
			t.Errorf("%s: %s", name, diagnostics)
		}
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

// TestIdentityOfAnEarlierVersionIsUpgraded: CLIs from 1.12 on upgrade each identity
// in state, and one that is missing as if it had version 0. Terraform and OpenTofu
// 1.11 write states without identities.
func TestIdentityOfAnEarlierVersionIsUpgraded(t *testing.T) {
	t.Parallel()
	const id = "00000000-0000-4000-8000-000000000000"
	vendors := startSandbox(t, noLimits())
	p := newProtocol(t, vendors, "off")
	identities, err := p.server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	upgraded := 0
	for name, schema := range identities.IdentitySchemas {
		for version := range schema.Version {
			for from, want := range map[string]string{"": "", "null": "", `{"id":"` + id + `"}`: id} {
				raw := &tfprotov6.RawState{}
				if from != "" {
					raw.JSON = []byte(from)
				}
				response, err := p.server.UpgradeResourceIdentity(t.Context(), &tfprotov6.UpgradeResourceIdentityRequest{TypeName: name, Version: version, RawIdentity: raw})
				if err != nil || len(response.Diagnostics) > 0 {
					t.Fatal(name, from, err, words(response.Diagnostics))
				}
				switch identity := response.UpgradedIdentity; {
				case want == "" && identity != nil:
					t.Errorf("%s: %q became %v", name, from, texts(schema.ValueType(), identity.IdentityData))
				case want != "" && texts(schema.ValueType(), identity.IdentityData)[attrID] != want:
					t.Errorf("%s: %q lost its id", name, from)
				}
				upgraded++
			}
		}
	}
	if upgraded == 0 {
		t.Error("no identity has an earlier version")
	}
}

// TestFractionInAnIdentityIsTheUsersError: the framework calls it one in the provider.
func TestFractionInAnIdentityIsTheUsersError(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	for _, number := range []float64{1.5, 1e30} {
		identity := map[string]tftypes.Value{nexlablock.IdentityID: tftypes.NewValue(tftypes.Number, number)}
		_, _, diagnostics := p.importByIdentity("connector_credential_precoro", identity)
		if strings.Contains(diagnostics, "error in the provider") || !strings.Contains(diagnostics, "The argument "+nexlablock.IdentityID+" must be a whole number.") {
			t.Errorf("%v: diagnostics %q", number, diagnostics)
		}
	}
}

func TestIdentityOfNoCredentialIsNotSentToNexla(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	for _, number := range []int64{0, -1} {
		identity := map[string]tftypes.Value{nexlablock.IdentityID: tftypes.NewValue(tftypes.Number, number)}
		_, _, diagnostics := p.importByIdentity("connector_credential_precoro", identity)
		if want := fmt.Sprintf("nexla_credential_id is %d, which is not the ID", number); !strings.Contains(diagnostics, want) {
			t.Errorf("%d: diagnostics %q, want %q", number, diagnostics, want)
		}
	}
}
