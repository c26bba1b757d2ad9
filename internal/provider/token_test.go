package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

const (
	salesforceToken = "/services/oauth2/token"
	salesforceProbe = "/services/oauth2/userinfo"
)

// wantPaths compares what a vendor received since the last reset.
func wantPaths(t *testing.T, vendors *sandbox.Sandbox, what string, want ...string) {
	t.Helper()
	var got []string
	for _, request := range vendors.Requests() {
		got = append(got, request.Path)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
	vendors.ResetRequests()
}

// TestCredentialIsExchangedOncePerRun: resource, data source and ephemeral resource of
// one client share the exchange and the probe.
func TestCredentialIsExchangedOncePerRun(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("salesforce")
	target, url := newRecorder(t)
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	fields := canaries(vendor, "exchanged")
	vendor.Issue(fields)
	setFields(workspace, vendor, fields)
	workspace.Configure(declare("salesforce", "x", fields) + `
output "x" {
  value = join(" ", [
    connector_credential_salesforce.x.status, connector_credential_salesforce.x.auth_scheme,
    join(",", connector_credential_salesforce.x.header_names), connector_credential_salesforce.x.account.id,
  ])
}
data "connector_credential_salesforce" "x" {}
ephemeral "connector_credential_salesforce" "x" {}
resource "consumer_request" "x" {
  url        = "` + url + `"
  headers_wo = ephemeral.connector_credential_salesforce.x.headers
}
`)
	expect(t, workspace.Run("plan"), 0, "2 to add")
	wantPaths(t, vendors, "plan", salesforceToken, salesforceProbe)
	expect(t, workspace.Run("apply"), 0, "2 added", "verified client_credentials Authorization 005000000000001AAA")
	wantPaths(t, vendors, "plan and apply in two processes", salesforceToken, salesforceProbe, salesforceToken, salesforceProbe)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	vendors.ResetRequests()

	sent := target.headers()
	if len(sent) != 1 || !strings.HasPrefix(sent[0].Get("Authorization"), "Bearer "+vendor.Tokens()[0]) {
		t.Errorf("%d requests with the headers arrived", len(sent))
	}

	vendor.Revoke(fields)
	rejected := workspace.Run("plan")
	expect(t, rejected, 1, `Salesforce rejected the credential of this data source`, "HTTP 400 with the error invalid_client", "after 1 request", "Check domain, client_id and client_secret.")
	wantPaths(t, vendors, "rejected", salesforceToken)
	searchSecrets(t, workspace, []map[string]string{fields}, nil)
	searchSecrets(t, workspace, []map[string]string{issuedTokens(vendors)}, nil)
}

// TestSwappedVariablesShowNoSecret: the variables of an ID and of a secret are easily
// swapped, and the vendor rejects that.
func TestSwappedVariablesShowNoSecret(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("zoom")
	fields := vendor.Demo()
	canary := fields["client_secret"]
	fields["client_id"], fields["client_secret"] = canary, fields["client_id"]
	workspace := newWorkspace(t, vendors)
	setFields(workspace, vendor, fields)
	workspace.Trace = true
	workspace.Configure(`
data "connector_credential_zoom" "x" {}
ephemeral "connector_credential_zoom" "x" {}
`)
	expect(t, workspace.Run("plan"), 1, "Zoom rejected the credential of this data source", "Zoom rejected the credential of this ephemeral resource")
	if leaks := workspace.Leaks(canary, nil); len(leaks) > 0 {
		t.Errorf("the secret is in %q", leaks)
	}
}

// TestTokenEndpointIsDescribedInDiagnostics: it is the host that matters, and the code.
func TestTokenEndpointIsDescribedInDiagnostics(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("salesforce")
	workspace := newWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	workspace.Configure(declare("salesforce", "x", vendor.Demo()))
	for fault, says := range map[string]string{
		"server_error":                           "returned HTTP 500",
		"html":                                   "HTTP 200 without an access token",
		"error_member":                           "If the error remains, check domain, client_id and the client at Salesforce",
		"forbidden_html":                         "A firewall, proxy or gateway in front of",
		"redirect=https://elsewhere.example.com": "redirects to another address",
	} {
		parsed, err := sandbox.ParseFault(fault)
		if err != nil {
			t.Fatal(err)
		}
		vendor.BreakPath(salesforceToken, parsed)
		expect(t, workspace.Run("plan"), 0, "Salesforce: the credential \"salesforce-x\" could not be verified", says)
		wantPaths(t, vendors, fault, salesforceToken)
	}
}

func TestFunctionCannotExchange(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Configure(fmt.Sprintf("output \"x\" {\n  value = provider::connector::request_headers(\"salesforce\", %s)\n}\n", hclMap(vendors.Vendor("salesforce").Demo())))
	expect(t, workspace.Run("plan"), 1, "Use the ephemeral resource connector_credential_salesforce")
	wantPaths(t, vendors, "function")
}

// TestEphemeralResourceWithoutAToken: there are no headers to return, so it is an error
// unless the configuration allows it.
func TestEphemeralResourceWithoutAToken(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("salesforce")
	workspace := newWorkspace(t, vendors)
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	setFields(workspace, vendor, vendor.Demo())
	_, url := newRecorder(t)
	configuration := func(arguments string) string {
		return "ephemeral \"connector_credential_salesforce\" \"x\" {\n" + arguments + "}\n" +
			"resource \"consumer_request\" \"x\" {\n  url = \"" + url + "\"\n  headers_wo = { has = tostring(ephemeral.connector_credential_salesforce.x.headers != null) }\n}\n"
	}
	vendor.BreakPath(salesforceToken, sandbox.Fault{Name: "server_error"})
	workspace.Configure(configuration(""))
	expect(t, workspace.Run("plan"), 1, "could not be verified", "Without an access token there are no headers", "allow_unverified = true")
	workspace.Configure(configuration("allow_unverified = true\n"))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expectSilent(t, workspace.Run("plan"), "could not be verified")

	// The policy off still exchanges, and sends no probe.
	workspace = newWorkspace(t, vendors)
	setFields(workspace, vendor, vendor.Demo())
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
	workspace.Configure(configuration(""))
	vendor.Mend()
	vendors.ResetRequests()
	expect(t, workspace.Run("plan"), 0)
	wantPaths(t, vendors, "policy off", salesforceToken)
	vendor.Revoke(vendor.Demo())
	expect(t, workspace.Run("plan"), 1, "Salesforce rejected the credential of this ephemeral resource")
}

func TestOneOfTwoHostsIsNotReplaced(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("zoom")
	for what, c := range map[string]struct {
		drop, line string
		exitCode   int
	}{
		"token endpoint missing": {"CONNECTOR_ENDPOINT_ZOOM_TOKEN", "", 1},
		"API missing":            {"CONNECTOR_ENDPOINT_ZOOM", "", 1},
		"base_url for the API":   {"CONNECTOR_ENDPOINT_ZOOM", fmt.Sprintf("base_url = %q", vendor.BaseURL()), 0},
		"both":                   {"", "", 0},
	} {
		workspace := newWorkspace(t, vendors)
		delete(workspace.Env, c.drop)
		workspace.Configure(declare("zoom", "x", vendor.Demo(), c.line))
		vendors.ResetRequests()
		output := workspace.Run("plan")
		expect(t, output, c.exitCode)
		if c.exitCode == 1 {
			expect(t, output, 1, "Zoom has two hosts, and only one is replaced")
			wantPaths(t, vendors, what)
		}
	}
	workspace := newWorkspace(t, vendors)
	delete(workspace.Env, "CONNECTOR_ENDPOINT_ZOOM")
	delete(workspace.Env, "CONNECTOR_ENDPOINT_ZOOM_TOKEN")
	workspace.Configure(declare("zoom", "x", vendor.Demo(), fmt.Sprintf("base_url = %q", vendor.BaseURL())))
	expect(t, workspace.Run("plan"), 1, "Zoom has two hosts, and only one is replaced")
}
