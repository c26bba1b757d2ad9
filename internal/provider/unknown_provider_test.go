package provider

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// configuredWith configures the provider with these arguments.
func configuredWith(t *testing.T, arguments map[string]tftypes.Value) *protocol {
	t.Helper()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	kind := p.schemas.Provider.ValueType()
	configured, err := p.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: testkit.Encode(kind, testkit.Object(kind, arguments))})
	if err != nil || len(configured.Diagnostics) > 0 {
		t.Fatal(err, words(configured.Diagnostics))
	}
	return p
}

// readWith configures the provider with these arguments, and reads the data source of a
// vendor.
func readWith(t *testing.T, vendor *sandbox.Vendor, deferral bool, arguments map[string]tftypes.Value) *tfprotov6.ReadDataSourceResponse {
	t.Helper()
	p := configuredWith(t, arguments)
	name := "connector_credential_" + vendor.Name()
	kind := p.schemas.DataSourceSchemas[name].ValueType()
	fields := map[string]tftypes.Value{}
	for field, value := range vendor.Demo() {
		fields[field] = tftypes.NewValue(tftypes.String, value)
	}
	read, err := p.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: name, Config: testkit.Encode(kind, testkit.Object(kind, fields)),
		ClientCapabilities: &tfprotov6.ReadDataSourceClientCapabilities{DeferralAllowed: deferral},
	})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// TestDataSourceOfAnUnknownProviderIsNotUnverified: the CLI may not read it again. It is
// deferred, or an error under the policy strict.
func TestDataSourceOfAnUnknownProviderIsNotUnverified(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	text := func(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	ofTexts := tftypes.Map{ElementType: tftypes.String}
	strict := tftypes.NewValue(ofTexts, map[string]tftypes.Value{string(lifecycle.PhasePlan): text("strict")})
	zoom := vendors.Vendor("zoom").Endpoints()
	for name, arguments := range map[string]map[string]tftypes.Value{
		"endpoints":      {argEndpoints: tftypes.NewValue(ofTexts, tftypes.UnknownValue)},
		"API":            {argEndpoints: tftypes.NewValue(ofTexts, map[string]tftypes.Value{"zoom": unknown, "zoom_token": text(zoom["zoom_token"])})},
		"token endpoint": {argEndpoints: tftypes.NewValue(ofTexts, map[string]tftypes.Value{"zoom": text(zoom["zoom"]), "zoom_token": unknown})},
		"a setting":      {argCACertFile: unknown},
	} {
		arguments[argVerification] = strict
		read := readWith(t, vendors.Vendor("zoom"), false, arguments)
		if diagnostics := words(read.Diagnostics); !strings.HasPrefix(diagnostics, "ERROR") || !strings.Contains(diagnostics, "known only after apply") {
			t.Errorf("%s: %s", name, diagnostics)
		}
		read = readWith(t, vendors.Vendor("zoom"), true, arguments)
		if read.Deferred == nil || len(read.Diagnostics) > 0 {
			t.Errorf("%s is not deferred: %s", name, words(read.Diagnostics))
		}
	}
	if sent := len(vendors.Requests()); sent > 0 {
		t.Errorf("%d requests", sent)
	}
}

// TestDataSourceThatAllowsItIsUnverifiedForAnUnknownProvider: allow_unverified did not apply
// to a provider configuration that is unknown, so the plan failed with no way to continue
// but depends_on.
func TestDataSourceThatAllowsItIsUnverifiedForAnUnknownProvider(t *testing.T) {
	t.Parallel()
	vendor := startSandbox(t, noLimits()).Vendor("paymo")
	ofTexts := tftypes.Map{ElementType: tftypes.String}
	for _, policy := range []string{"strict", "lenient"} {
		p := configuredWith(t, map[string]tftypes.Value{
			argVerification: tftypes.NewValue(ofTexts, map[string]tftypes.Value{string(lifecycle.PhasePlan): tftypes.NewValue(tftypes.String, policy)}),
			argEndpoints:    tftypes.NewValue(ofTexts, tftypes.UnknownValue),
		})
		kind := p.schemas.DataSourceSchemas["connector_credential_paymo"].ValueType()
		arguments := map[string]tftypes.Value{attrAllowUnverified: tftypes.NewValue(tftypes.Bool, true)}
		for field, value := range vendor.Demo() {
			arguments[field] = tftypes.NewValue(tftypes.String, value)
		}
		read, err := p.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
			TypeName: "connector_credential_paymo", Config: testkit.Encode(kind, testkit.Object(kind, arguments)),
		})
		if err != nil || len(read.Diagnostics) > 0 {
			t.Fatalf("%s: %v %s", policy, err, words(read.Diagnostics))
		}
		if state := testkit.Attributes(testkit.Decode(kind, read.State)); !state[attrStatus].Equal(testkit.Text("unverified")) {
			t.Errorf("%s: the status is %v", policy, state[attrStatus])
		}
	}
}

// TestActionOfAnUnknownProviderIsNotUnverified: -invoke configures the provider without
// applying what its values come from. The action then contacted no vendor, and succeeded.
func TestActionOfAnUnknownProviderIsNotUnverified(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	text := func(value any) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	ofTexts := tftypes.Map{ElementType: tftypes.String}
	endpoints := tftypes.NewValue(ofTexts, map[string]tftypes.Value{"resci": text(tftypes.UnknownValue)})
	known := tftypes.NewValue(ofTexts, map[string]tftypes.Value{"resci": text(vendor.BaseURL())})
	for name, c := range map[string]struct {
		policy    any
		endpoints tftypes.Value
		want      string
	}{
		"strict":           {"strict", endpoints, "ERROR: "},
		"lenient":          {"lenient", endpoints, "WARNING: "},
		"off":              {"off", endpoints, ""},
		"unknown policy":   {tftypes.UnknownValue, known, "ERROR: "},
		"all policies":     {nil, known, "ERROR: "},
		"unknown settings": {"strict", tftypes.NewValue(ofTexts, tftypes.UnknownValue), "ERROR: "},
	} {
		policies := tftypes.NewValue(ofTexts, tftypes.UnknownValue)
		if c.policy != nil {
			policies = tftypes.NewValue(ofTexts, map[string]tftypes.Value{string(lifecycle.PhaseApply): text(c.policy)})
		}
		_, diagnostics := configuredWith(t, map[string]tftypes.Value{argEndpoints: c.endpoints, argVerification: policies}).invoke("resci", vendor.Demo(), nil)
		if !strings.HasPrefix(diagnostics, c.want) || (diagnostics == "") != (c.want == "") || c.want != "" && !strings.Contains(diagnostics, "known only after apply") {
			t.Errorf("%s: %s", name, diagnostics)
		}
	}
	if sent := len(vendors.Requests()); sent > 0 {
		t.Errorf("%d requests", sent)
	}
}
