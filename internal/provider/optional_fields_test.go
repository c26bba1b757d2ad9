package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// organization issues a key of a Stripe organization, with the account that it
// is used for.
func organization(vendor *sandbox.Vendor, account string) map[string]string {
	fields := map[string]string{"api_key": "sk_org_cAnArY-optional-5c1d-not-a-secret", "stripe_context": account}
	vendor.Issue(fields)
	return fields
}

// sentIn lists the names of the headers of state.
func sentIn(workspace *clitest.Workspace) string {
	return fmt.Sprint(workspace.Attributes("connector_credential_stripe.x")["header_names"])
}

func TestOptionalFieldIsSentIfItIsSetAndChangesTheCredential(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("stripe")
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	demo := vendor.Demo()
	workspace.Configure(declare("stripe", "x", demo))
	expect(t, workspace.Run("apply"), 0, "1 added")
	if got := sentIn(workspace); got != "[Authorization]" {
		t.Errorf("header_names = %s", got)
	}
	workspace.Configure(declare("stripe", "x", demo, "stripe_context = null"))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	first, second := organization(vendor, "acct_sandboxone"), organization(vendor, "acct_sandboxtwo")
	workspace.Configure(declare("stripe", "x", first))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	before := workspace.Attributes("connector_credential_stripe.x")
	if got := sentIn(workspace); got != "[Authorization Stripe-Context]" || before["stripe_context"] != "acct_sandboxone" {
		t.Errorf("header_names = %s, stripe_context = %v", got, before["stripe_context"])
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	workspace.Configure(declare("stripe", "x", second))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	after := workspace.Attributes("connector_credential_stripe.x")
	if after["secret_revision"] != before["secret_revision"] || after["rotated_at"] != before["rotated_at"] {
		t.Error("another account counts as a rotation")
	}
	// A changed credential that is rejected is an error, and not a warning.
	second["stripe_context"] = "acct_sandboxthree"
	workspace.Configure(declare("stripe", "x", second))
	expect(t, workspace.Run("plan"), 1, "Error: Stripe", "Check api_key and stripe_context")
	searchSecrets(t, workspace, []map[string]string{{"api_key": first["api_key"]}}, nil)
}

func TestOptionalFieldThatTheKeyNeedsIsMissing(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	const key = `"sk_org_cAnArY-missing-77aa-not-a-secret"`
	for name, configuration := range map[string]string{
		"stored":     "resource \"connector_credential_stripe\" \"x\" {\n  name    = \"x\"\n  api_key = " + key + "\n}\n",
		"write-only": "resource \"connector_credential_stripe\" \"x\" {\n  name       = \"x\"\n  api_key_wo = " + key + "\n}\n",
		"data":       fromEnvironment("stripe", "api_key = "+key),
		"ephemeral":  "ephemeral \"connector_credential_stripe\" \"x\" {\n  api_key = " + key + "\n}\n",
		"function":   "output \"x\" {\n  value     = provider::connector::request_headers(\"stripe\", { api_key = " + key + " })\n  sensitive = true\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := newWorkspace(t, vendors)
			workspace.Configure(configuration)
			command := "plan"
			if strings.HasPrefix(configuration, "resource") {
				command = "validate"
			}
			output := workspace.Run(command)
			expect(t, output, 1, "stripe_context must be set for an organization key (sk_org_)")
			if reads := name == "data" || name == "ephemeral"; strings.Contains(output.Text, "STRIPE_STRIPE_CONTEXT") != reads {
				t.Errorf("the environment variable is named: %t, want %t\n%s", !reads, reads, output.Raw)
			}
			if got := len(vendors.Requests()); got != 0 {
				t.Errorf("%d requests", got)
			}
		})
	}
}

func TestUnknownOptionalFieldIsNotTakenForMissing(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	fields := organization(vendors.Vendor("stripe"), "acct_sandboxone")
	workspace := newWorkspace(t, vendors)
	workspace.Configure("resource \"terraform_data\" \"account\" {\n  input = \"acct_sandboxone\"\n}\n" +
		declare("stripe", "x", map[string]string{"api_key": fields["api_key"]}, "stripe_context = terraform_data.account.output"))
	expect(t, workspace.Run("validate"), 0)
	expect(t, workspace.Run("apply"), 0, "2 added")
	if got := sentIn(workspace); got != "[Authorization Stripe-Context]" {
		t.Errorf("header_names = %s", got)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestReadingsTakeOptionalFieldsFromTheEnvironment(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("stripe")
	target, url := newRecorder(t)
	configuration := fromEnvironment("stripe") + fmt.Sprintf("ephemeral \"connector_credential_stripe\" \"x\" {}\n"+
		"resource \"consumer_request\" \"x\" {\n  url        = %q\n  headers_wo = ephemeral.connector_credential_stripe.x.headers\n}\n", url)
	fields := organization(vendor, "acct_sandboxone")
	for _, c := range []struct {
		fields  map[string]string
		names   string
		context string
	}{
		{vendor.Demo(), "[Authorization]", ""},
		{fields, "[Authorization Stripe-Context]", "acct_sandboxone"},
	} {
		workspace := newWorkspace(t, vendors)
		setFields(workspace, vendor, c.fields)
		workspace.Configure(configuration)
		expect(t, workspace.Run("apply"), 0, "1 added")
		got := dataAttributes(t, workspace, "stripe")
		if got["status"] != "verified" || fmt.Sprint(got["header_names"]) != c.names {
			t.Errorf("status = %v, header_names = %v, want %s", got["status"], got["header_names"], c.names)
		}
		headers := target.headers()
		last := headers[len(headers)-1]
		if last.Get("Stripe-Context") != c.context || len(last.Values("Stripe-Context")) > 1 || (last.Get("Stripe-Version") == "") != (c.context == "") {
			t.Errorf("the ephemeral resource has the context %q, want %q", last.Get("Stripe-Context"), c.context)
		}
	}
	progress, diagnostics := newProtocol(t, vendors, "strict").invoke("stripe", fields, nil)
	if diagnostics != "" || !strings.Contains(strings.Join(progress, "\n"), "verified (accepted)") {
		t.Errorf("action: %q, %s", progress, diagnostics)
	}
}

func TestFunctionTakesOptionalFields(t *testing.T) {
	t.Parallel()
	for call, want := range map[string]string{
		`{ api_key = "k" }`:                                     `{"Authorization":"Bearer k"}`,
		`{ api_key = "k", stripe_context = null }`:              `{"Authorization":"Bearer k"}`,
		`{ api_key = "sk_org_k", stripe_context = "acct_one" }`: `{"Authorization":"Bearer sk_org_k","Stripe-Context":"acct_one","Stripe-Version":"2025-12-15.clover"}`,
	} {
		workspace := clitest.New(t)
		workspace.Configure("output \"x\" {\n  value = provider::connector::request_headers(\"stripe\", " + call + ")\n}\n")
		expect(t, workspace.Run("apply"), 0)
		var shown struct {
			Values struct {
				Outputs struct {
					X struct {
						Value json.RawMessage `json:"value"`
					} `json:"x"`
				} `json:"outputs"`
			} `json:"values"`
		}
		output := workspace.Run("show", "-json")
		if err := json.Unmarshal([]byte(output.Stdout), &shown); err != nil {
			t.Fatalf("%v:\n%s", err, output.Raw)
		}
		if got := string(shown.Values.Outputs.X.Value); got != want {
			t.Errorf("%s: %s, want %s", call, got, want)
		}
	}
	workspace := clitest.New(t)
	workspace.Configure("output \"x\" {\n  value = provider::connector::request_headers(\"stripe\", { stripe_context = \"acct_one\" })\n}\n")
	expect(t, workspace.Run("plan"), 1, `"api_key" is missing`, `"api_key", and optionally "stripe_context"`)
}

func TestOptionalFieldFillsAParameterOfNexlaOnlyIfItIsSet(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("stripe")
	fields := organization(vendor, "acct_sandboxone")
	template := vendors.Nexla().Templates("stripe_api")[0]
	workspace := nexlaWorkspace(t, vendors)

	// The form has no parameter for it: a credential without the field does not need one.
	mapped := `parameters = { stripe_context = "account" }`
	workspace.Configure(declare("stripe", "x", vendor.Demo(), "nexla {", mapped, "}"))
	expect(t, workspace.Run("apply"), 0, "1 added")
	workspace.Configure(declare("stripe", "x", fields, "nexla {", "}"))
	expect(t, workspace.Run("apply"), 1, `no parameter has field "stripe_context"'s label "Stripe Context"`)

	template.Parameters = append(template.Parameters, sandbox.NexlaParameter{Name: "account", DisplayName: "Account", Field: "stripe_context", DataType: "string", Optional: true})
	vendors.Nexla().SetTemplates("stripe_api", template)
	workspace.Configure(declare("stripe", "x", fields, "nexla {", mapped, "}"))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).TemplateConfig["account"]; got != fields["stripe_context"] {
		t.Errorf("Nexla has the account %q", got)
	}
	workspace.Configure(declare("stripe", "x", vendor.Demo(), "nexla {", mapped, "}"))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got, sent := savedCredential(t, vendors).TemplateConfig["account"]; sent {
		t.Errorf("Nexla still has the account %q", got)
	}
}

func TestMoveKeepsAnOptionalFieldThatWasDeclared(t *testing.T) {
	t.Parallel()
	definition, _ := catalog.ByType("stripe")
	for name, c := range map[string]struct{ sent, want map[string]string }{
		"without": {map[string]string{"authorization": "Bearer k"}, map[string]string{"api_key": "k"}},
		"with": {
			map[string]string{"authorization": "Bearer k", "stripe-context": "acct_one"},
			map[string]string{"api_key": "k", "stripe_context": "acct_one"},
		},
		"with its version": {
			map[string]string{"authorization": "Bearer k", "stripe-context": "acct_one", "stripe-version": "2025-12-15.clover"},
			map[string]string{"api_key": "k", "stripe_context": "acct_one"},
		},
		"without the key": {map[string]string{"stripe-context": "acct_one"}, nil},
	} {
		if got := lifecycle.FieldsOfCustom(definition, c.sent, nil); !maps.Equal(got, c.want) || (got != nil) != (c.want != nil) {
			t.Errorf("%s: %d fields, want %d", name, len(got), len(c.want))
		}
	}
}

// TestMoveReadsTheSecretsOfEveryConnector: a custom credential declares the headers
// that carry the secrets, and leaves out those that are the same for every credential.
func TestMoveReadsTheSecretsOfEveryConnector(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		values := connector.Values{}
		for _, field := range definition.Fields {
			values[field.Name] = secret.New("value-of-" + field.Name)
		}
		for _, scheme := range definition.Schemes {
			if scheme.Token != nil {
				continue // A custom credential has the secret in a block oauth2.
			}
			sent := map[string]string{}
			for i, header := range scheme.Build(values) {
				if !scheme.Headers[i].IsFixed() {
					sent[header.Name] = header.Value.Reveal()
				}
			}
			fields := lifecycle.FieldsOfCustom(definition, sent, nil)
			for _, field := range definition.SecretFields() {
				if fields[field.Name] != values[field.Name].Reveal() {
					t.Errorf("%s, scheme %s: %s is not read", definition.Type, scheme.Name, field.Name)
				}
			}
		}
	}
}

// TestMovedSecretIsTheSameBesideAFixedHeader: a custom credential may declare a field that
// is not secret as a fixed header.
func TestMovedSecretIsTheSameBesideAFixedHeader(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ custom, builtIn string }{
		"stored":               {"headers", "api_token"},
		"stored to write-only": {"headers", "api_token_wo"},
		"write-only":           {"headers_wo", "api_token_wo"},
		"never accepted":       {"verification = { plan = \"off\", apply = \"off\" }\n  headers_wo", "api_token_wo"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor("precoro")
			token, email := vendor.Demo()["api_token"], vendor.Demo()["user_email"]
			workspace := newWorkspace(t, vendors)
			workspace.Configure(fmt.Sprintf(`
resource "connector_credential_custom" "x" {
  name          = "procurement"
  base_url      = %q
  fixed_headers = { email = %q }
  %s = { "X-AUTH-TOKEN" = %q }
  probe {
    path = "/users?page=1&per_page=10"
  }
}
`, vendor.BaseURL(), email, c.custom, token))
			expect(t, workspace.Run("apply"), 0, "1 added")
			before := workspace.Attributes("connector_credential_custom.x")

			workspace.Configure(fmt.Sprintf(`
moved {
  from = connector_credential_custom.x
  to   = connector_credential_precoro.x
}
resource "connector_credential_precoro" "x" {
  name       = "procurement"
  user_email = %q
  %s = %q
}
`, email, c.builtIn, token))
			expect(t, workspace.Run("apply"), 0, "0 added, 1 changed")
			after := workspace.Attributes("connector_credential_precoro.x")
			for _, kept := range []string{"id", "secret_revision", "rotated_at"} {
				if after[kept] != before[kept] {
					t.Errorf("%s was %v and is %v", kept, before[kept], after[kept])
				}
			}
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
}
