package provider

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const zendeskX = "connector_credential_zendesk.x"

// tenant is the demo credential of Zendesk with another label.
func tenant(fields map[string]string, label string) map[string]string {
	other := maps.Clone(fields)
	other["subdomain"] = label
	return other
}

func TestChangedTenantIsAChangedCredentialAndNoRotation(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("zendesk")
	demo := vendor.Demo()
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	workspace.Configure(declare("zendesk", "x", demo))
	expect(t, workspace.Run("apply"), 0, "1 added")
	before := workspace.Attributes(zendeskX)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	other := tenant(demo, "sandbox-desk-2")
	vendor.Issue(other)
	workspace.Configure(declare("zendesk", "x", other))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	after := workspace.Attributes(zendeskX)
	if after["subdomain"] != "sandbox-desk-2" || after["secret_revision"] != before["secret_revision"] || after["rotated_at"] != before["rotated_at"] {
		t.Errorf("the state was %v and is %v", before, after)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// A changed credential that is rejected is an error, and an unchanged one a warning.
	vendor.Revoke(demo)
	vendor.Revoke(other)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "Warning: Zendesk rejected")
	workspace.Configure(declare("zendesk", "x", demo))
	expect(t, workspace.Run("plan"), 1, "Error: Zendesk rejected")
	searchSecrets(t, workspace, []map[string]string{{"api_token": demo["api_token"]}}, nil)
}

func TestTenantThatIsNoLabelIsAnErrorDuringValidation(t *testing.T) {
	t.Parallel()
	const form = "must be one DNS label, such as acme in acme.zendesk.com"
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("zendesk").Demo()
	for name, label := range map[string]string{"host": "acme.zendesk.com", "scheme": "https://acme", "port": "acme:443", "at": "acme@example", "underscore": "acme_eu", "alphabet": "bücher"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := newWorkspace(t, vendors)
			workspace.Configure(declare("zendesk", "x", tenant(demo, label)))
			expect(t, workspace.Run("validate"), 1, "Invalid subdomain", "The argument subdomain "+form)
			line := fmt.Sprintf("subdomain = %q", label)
			workspace.Configure(fromEnvironment("zendesk", line) + "ephemeral \"connector_credential_zendesk\" \"x\" {\n" + line + "\n}\n")
			output := workspace.Run("validate")
			expect(t, output, 1, "The argument subdomain "+form)
			if got := strings.Count(output.Text, "Error: "); got != 2 {
				t.Errorf("%d errors, want one of each kind\n%s", got, output.Raw)
			}
			workspace = newWorkspace(t, vendors)
			setFields(workspace, vendors.Vendor("zendesk"), tenant(demo, label))
			workspace.Configure(fromEnvironment("zendesk"))
			expect(t, workspace.Run("plan"), 1, "ZENDESK_SUBDOMAIN "+form)
			workspace.Configure("output \"x\" {\n  value     = provider::connector::request_headers(\"zendesk\", " + hclMap(tenant(demo, label)) + ")\n  sensitive = true\n}\n")
			expect(t, workspace.Run("plan"), 1, form)
		})
	}
	if got := len(vendors.Requests()); got != 0 {
		t.Errorf("%d requests", got)
	}
}

func TestUnknownTenantIsCheckedWhenItIsKnown(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	fields := vendors.Vendor("zendesk").Demo()
	delete(fields, "subdomain")
	workspace := newWorkspace(t, vendors)
	configure := func(label string) {
		workspace.Configure(fmt.Sprintf("resource \"terraform_data\" \"label\" {\n  input = %q\n}\n", label) +
			declare("zendesk", "x", fields, "subdomain = terraform_data.label.output"))
	}
	configure("acme.zendesk.com")
	expect(t, workspace.Run("validate"), 0)
	expect(t, workspace.Run("plan"), 0, "2 to add")
	expect(t, workspace.Run("apply"), 1, "must be one DNS label")
	if got := len(vendors.Requests()); got != 0 {
		t.Errorf("%d requests", got)
	}
	configure("sandbox-desk")
	expect(t, workspace.Run("apply"), 0)
	if got := workspace.Attributes(zendeskX); got["status"] != "verified" || got["subdomain"] != "sandbox-desk" {
		t.Errorf("status %v of %v", got["status"], got["subdomain"])
	}
}

func TestTenantIsRequiredAndReadFromTheEnvironment(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("zendesk")
	demo := vendor.Demo()
	without := maps.Clone(demo)
	delete(without, "subdomain")

	workspace := newWorkspace(t, vendors)
	workspace.Configure(declare("zendesk", "x", without, fmt.Sprintf("base_url = %q", vendor.BaseURL())))
	expect(t, workspace.Run("validate"), 1, `The argument "subdomain" is required`)

	workspace = newWorkspace(t, vendors)
	setFields(workspace, vendor, without)
	workspace.Configure(fromEnvironment("zendesk"))
	expect(t, workspace.Run("plan"), 1, "ZENDESK_SUBDOMAIN")
	setFields(workspace, vendor, demo)
	expect(t, workspace.Run("apply"), 0)
	if got := dataAttributes(t, workspace, "zendesk"); got["status"] != "verified" {
		t.Errorf("status = %v", got["status"])
	}

	// No header has it, so that the function takes it and does not require it.
	workspace = newWorkspace(t, vendors)
	workspace.Configure("output \"same\" {\n  value = nonsensitive(provider::connector::request_headers(\"zendesk\", " + hclMap(without) +
		") == provider::connector::request_headers(\"zendesk\", " + hclMap(demo) + "))\n}\n")
	expect(t, workspace.Run("apply"), 0, "same = true")
}

// TestBaseURLOfATenant: without base_url and endpoints, the label makes the host.
func TestBaseURLOfATenant(t *testing.T) {
	t.Parallel()
	definition, _ := catalog.ByType("zendesk")
	field := func(label types.String) func(string) types.String {
		return func(name string) types.String {
			if name != "subdomain" {
				return types.StringNull()
			}
			return label
		}
	}
	none, own := types.StringNull(), types.StringValue("https://proxy.example.com")
	endpoint := map[string]types.String{"zendesk": types.StringValue("https://endpoint.example.com")}
	for what, c := range map[string]struct {
		own       types.String
		endpoints map[string]types.String
		label     types.String
		want      types.String
	}{
		"label":            {none, nil, types.StringValue("acme"), types.StringValue("https://acme.zendesk.com")},
		"unknown":          {none, nil, types.StringUnknown(), types.StringUnknown()},
		"absent":           {none, nil, none, types.StringUnknown()},
		"no label":         {none, nil, types.StringValue("acme.example.com/"), types.StringUnknown()},
		"base_url":         {own, endpoint, types.StringValue("acme"), own},
		"endpoints":        {none, endpoint, types.StringValue("acme"), endpoint["zendesk"]},
		"unknown base_url": {types.StringUnknown(), nil, types.StringValue("acme"), types.StringUnknown()},
	} {
		if got := (&settings{endpoints: c.endpoints}).baseURL(definition, c.own, none, field(c.label)); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}
