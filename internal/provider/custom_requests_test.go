package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestCustomCredentialsSendEachDeclaredProbeOnce(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	same := acmeHeaders(vendors)
	workspace.Configure(custom(vendors, "a", same) + custom(vendors, "b", same, `rate_limit = "5/s"`, `description = "the same"`) +
		custom(vendors, "head", same, "probe {\n    method = \"HEAD\"\n    path = \"/v1/me\"\n  }") +
		custom(vendors, "post", same, "probe {\n    method = \"POST\"\n    path = \"/graphql\"\n    body = jsonencode({ query = \"{ viewer { id } }\" })\n"+
			"    read_only = true\n    accepted_when = \"data.viewer\"\n    account = { id = \"data.viewer.id\" }\n  }") +
		custom(vendors, "legacy", same, "probe {\n    path = \"/v1/legacy?full=1\"\n    rejected_when = \"contains(error.message, 'token')\"\n  }"))

	expect(t, workspace.Run("apply"), 0, "5 added")
	sent := map[string]int{}
	for _, request := range vendors.Requests() {
		sent[strings.TrimSpace(fmt.Sprintf("%s %s %s %d", request.Method, request.Path, request.Query, request.Status))]++
	}
	for request, want := range map[string]int{"GET /v1/me  200": 2, "HEAD /v1/me  200": 2, "POST /graphql  200": 2, "GET /v1/legacy full=1 200": 2} {
		if sent[request] != want {
			t.Errorf("%s: %d times, want %d in %v", request, sent[request], want, sent)
		}
	}
	vendors.ResetRequests()
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	expectRequests(t, vendors, "plan of four probes", 4)
	wantAttributes(t, "POST", workspace.Attributes("connector_credential_custom.post"), map[string]string{
		"account": "map[email:<nil> id:viewer-1 name:<nil> organization:<nil> role:<nil>]",
	})

	// The vendor's rejection with a 500 is recognized, and its outage is inconclusive.
	vendors.Acme().Revoke(vendors.Acme().Demo())
	output := workspace.Run("plan", "-detailed-exitcode")
	expect(t, output, 2, `rejected the credential "legacy"`, `rejected the credential "head"`, `rejected the credential "post"`, "HTTP 500, and rejected_when (")
}

func TestCustomRateLimitIsKept(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["CONNECTOR_VERIFICATION_TIMEOUT"] = "5s"
	probe := func(method string) string {
		return fmt.Sprintf("probe {\n    method = %q\n    path = \"/v1/me\"\n  }", method)
	}
	workspace.Configure(custom(vendors, "get", acmeHeaders(vendors), `rate_limit = "1/h"`, probe("GET")) +
		custom(vendors, "head", acmeHeaders(vendors), `rate_limit = "1/h"`, probe("HEAD")))
	expect(t, workspace.Run("plan"), 0, "could not be verified", "and the provider keeps to the limit", "2 to add")
	expectRequests(t, vendors, "plan of two probes at one an hour", 1)
}

func TestUnknownPartsOfACustomCredentialAreRequiredAtApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	key := vendors.Acme().Demo()["api_key"]
	configuration := func(key, when string) string {
		return fmt.Sprintf(`
resource "terraform_data" "x" {
  input = { base_url = %q, headers = { "X-Api-Key" = %q }, path = "/v1/me", when = %q, rate = "5/s" }
}
`, vendors.Acme().BaseURL(), key, when) +
			custom(vendors, "address", acmeHeaders(vendors), "base_url = terraform_data.x.output.base_url", `rotate_after = "1h"`) +
			custom(vendors, "whole", "headers_wo = terraform_data.x.output.headers") +
			custom(vendors, "element", `headers_wo = { "X-Api-Key" = terraform_data.x.output.headers["X-Api-Key"], "X-Tenant" = "tenant-4711" }`) +
			custom(vendors, "stored", `headers = { "X-Api-Key" = terraform_data.x.output.headers["X-Api-Key"] }`) +
			custom(vendors, "password", `basic_auth_wo = { username = "integrations@example.com", password = terraform_data.x.output.headers["X-Api-Key"] }`) +
			custom(vendors, "rate", acmeHeaders(vendors), "rate_limit = terraform_data.x.output.rate") +
			custom(vendors, "probe", acmeHeaders(vendors), "probe {\n    path = terraform_data.x.output.path\n"+
				"    accepted_when = terraform_data.x.output.when\n    account = { id = terraform_data.x.output.when }\n  }") + fmt.Sprintf(`
data "connector_credential_custom" "x" {
  base_url = %q
  headers  = terraform_data.x.output.headers
  probe {
    path = "/v1/me"
  }
}
`, vendors.Acme().BaseURL())
	}
	workspace.Configure(configuration(key, "account.id"))
	expect(t, workspace.Run("plan"), 0, "8 to add")
	expectRequests(t, vendors, "plan", 0)
	expect(t, workspace.Run("apply"), 0, "8 added")
	for _, label := range []string{"address", "whole", "element", "stored", "password", "rate", "probe"} {
		wantAttributes(t, label, workspace.Attributes("connector_credential_custom."+label), map[string]string{"status": "verified"})
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// What turns out to be wrong is an error, and not the end of the provider.
	workspace.Configure(configuration("wrong-key", "account."))
	output := workspace.Run("apply")
	expect(t, output, 1, `rejected the credential "whole"`, `rejected the credential "element"`, `rejected the credential "password"`, "is not a valid JMESPath expression: it ends too early, at character 9")
	expectSilent(t, output, "panic", "plugin did not respond", "inconsistent")
}

func TestCustomReadingsReportAndReturnHeaders(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	target, url := newRecorder(t)
	workspace := newWorkspace(t, vendors)
	workspace.Env["TF_VAR_key"] = vendors.Acme().Demo()["api_key"]
	arguments := fmt.Sprintf(`
  base_url   = %q
  headers    = { "X-Tenant" = "tenant-4711", "user-agent" = "acme/1" }
  basic_auth = { username = "integrations@example.com", password = var.key }
  %s
`, vendors.Acme().BaseURL(), meProbe)
	configuration := func(more string) string {
		return "variable \"key\" {\n  sensitive = true\n}\n" +
			"data \"connector_credential_custom\" \"x\" {\n" + arguments + more + "}\n" +
			"ephemeral \"connector_credential_custom\" \"x\" {\n" + arguments + more + "}\n" +
			"resource \"consumer_request\" \"x\" {\n  url = \"" + url + "\"\n  headers_wo = ephemeral.connector_credential_custom.x.request_headers\n}\n"
	}
	workspace.Configure(configuration(""))
	expect(t, workspace.Run("plan"), 0)
	expectRequests(t, vendors, "plan of a data source and an ephemeral resource", 1)
	expect(t, workspace.Run("apply"), 0, "1 added")
	wantAttributes(t, "data source", dataAttributes(t, workspace, "custom"), map[string]string{
		"status": "verified", "status_reason": "accepted", "connector": "custom", "auth_scheme": "custom", "header_names": "[X-Tenant user-agent Authorization]",
		"account": "map[email:integrations@example.com id:90071992547409931 name:<nil> organization:<nil> role:<nil>]",
	})
	got := target.headers()
	if len(got) != 1 || got[0].Get("X-Tenant") != "tenant-4711" || !strings.HasPrefix(got[0].Get("Authorization"), "Basic ") {
		t.Errorf("%d requests arrived, not one with the declared header and HTTP Basic", len(got))
	}

	vendors.Acme().Revoke(vendors.Acme().Demo())
	rejected := workspace.Run("plan")
	expect(t, rejected, 1, "rejected the credential of this data source", "rejected the credential of this ephemeral resource", "Check headers and basic_auth.", "allow_unverified = true")
	workspace.Configure(configuration("  allow_unverified = true\n"))
	expect(t, workspace.Run("apply"), 0)
	wantAttributes(t, "rejected", dataAttributes(t, workspace, "custom"), map[string]string{"status": "rejected", "status_reason": "invalid_credential", "header_names": "<nil>"})

	vendors.ResetRequests()
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
	expect(t, workspace.Run("plan"), 0)
	expectRequests(t, vendors, "plan while off", 0)
	workspace.Configure("data \"connector_credential_custom\" \"x\" {\n  base_url = \"https://api.acme.example\"\n" + meProbe + "\n}\n")
	expect(t, workspace.Run("plan"), 1, "Missing secret", "At least one of headers, basic_auth and")
}

// TestUnmatchedConditionsAreANextStep: the address is often right, and what the probe
// declares about the response is not.
func TestUnmatchedConditionsAreANextStep(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	const conditions = "correct the probe's accepted_status, accepted_when, rejected_status or rejected_when"
	for _, probe := range []string{"path = \"/v1/me\"\n accepted_when = \"account.uid\"", "path = \"/v1/none\""} {
		workspace.Configure(custom(vendors, "x", acmeHeaders(vendors), "probe {\n "+probe+"\n }"))
		expect(t, workspace.Run("plan"), 0, "could not be verified", "Check base_url and the probe's path", conditions)
	}
	// Without a response there is nothing to match.
	vendors.Acme().Break(sandbox.Fault{Name: "malformed_http"})
	broken := workspace.Run("plan")
	expect(t, broken, 0, "could not be verified")
	expectSilent(t, broken, conditions)
}
