package provider

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// FuzzImport imports under any id into any resource, as a CLI does. What
// is adopted has the requested name, or is the one credential that
// Nexla holds, and counts as new; everything else is an error with words.
func FuzzImport(f *testing.F) {
	vendors := startSandbox(f, sandbox.Config{})
	vendors.Nexla().Add(sandbox.NexlaCredential{Name: "held", VendorName: "precoro_api", TemplateConfig: map[string]string{}})
	served := newProtocol(f, vendors, "strict")
	var types []string
	for name := range served.schemas.ResourceSchemas {
		types = append(types, name)
	}
	slices.Sort(types)
	for _, seed := range []string{
		"", "orders", "a b", "line\nbreak", "\x00", "é", strings.Repeat("n", 255), strings.Repeat("n", 256), strings.Repeat("é", 255),
		"nexla:", "nexla:30388", "nexla:1", "nexla:0", "nexla:-1", "nexla:+30388", "nexla:030388", "nexla: 30388", "nexla:30388 ", "nexla:0x76b4",
		"nexla:9223372036854775808", "nexla:30388/probe", "NEXLA:30388", "nexla:nexla:30388", "nexla:1e3",
	} {
		for _, resource := range []string{"connector_credential_precoro", "connector_credential_paymo", "connector_credential_custom"} {
			f.Add(slices.Index(types, resource), seed)
		}
	}
	f.Fuzz(func(t *testing.T, which int, id string) {
		if !utf8.ValidString(id) {
			return // A CLI cannot send it: the protocol's texts are UTF-8.
		}
		resource := types[(which%len(types)+len(types))%len(types)]
		response, err := served.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: resource, ID: id})
		if err != nil {
			t.Fatalf("%s %q: %v", resource, id, err)
		}
		if len(response.Diagnostics) > 0 {
			if len(response.ImportedResources) > 0 || response.Diagnostics[0].Summary == "" || response.Diagnostics[0].Detail == "" {
				t.Errorf("%s %q: %d imported beside %+v", resource, id, len(response.ImportedResources), response.Diagnostics[0])
			}
			return
		}
		if len(response.ImportedResources) != 1 {
			t.Fatalf("%s %q: %d imported", resource, id, len(response.ImportedResources))
		}
		state, err := response.ImportedResources[0].State.Unmarshal(served.schemas.ResourceSchemas[resource].ValueType())
		if err != nil {
			t.Fatalf("%s %q: %v", resource, id, err)
		}
		want := id
		if strings.HasPrefix(id, "nexla:") && resource != "connector_credential_custom" {
			want = "held"
			if resource != "connector_credential_precoro" {
				t.Errorf("%s %q: another vendor's credential is adopted", resource, id)
			}
		}
		if got := importedText(t, state, attrName); got != want || utf8.RuneCountInString(got) > textLimit {
			t.Errorf("%s %q: the name is %q", resource, id, got)
		}
		if got := importedText(t, state, attrStatus); got != "unverified" {
			t.Errorf("%s %q: the status is %q", resource, id, got)
		}
	})
}

func importedText(t *testing.T, state tftypes.Value, name string) string {
	t.Helper()
	attributes, text := map[string]tftypes.Value{}, ""
	if err := state.As(&attributes); err != nil {
		t.Fatal(err)
	}
	if err := attributes[name].As(&text); err != nil {
		t.Fatal(err)
	}
	return text
}
