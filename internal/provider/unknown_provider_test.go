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

// readWith configures the provider with these arguments, and reads the data source of a
// vendor.
func readWith(t *testing.T, vendor *sandbox.Vendor, deferral bool, arguments map[string]tftypes.Value) *tfprotov6.ReadDataSourceResponse {
	t.Helper()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	kind := p.schemas.Provider.ValueType()
	configured, err := p.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: testkit.Encode(kind, testkit.Object(kind, arguments))})
	if err != nil || len(configured.Diagnostics) > 0 {
		t.Fatal(err, words(configured.Diagnostics))
	}
	name := "connector_credential_" + vendor.Name()
	kind = p.schemas.DataSourceSchemas[name].ValueType()
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
