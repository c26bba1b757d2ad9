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
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// headersCall is a call of the function, and the headers that it gives.
type headersCall struct {
	call string
	want map[string]string
}

func TestRequestHeadersGivesTheHeadersOfEachScheme(t *testing.T) {
	t.Parallel()
	workspace := clitest.New(t)
	calls := map[string]headersCall{
		"precoro":       {`"precoro", { api_token = "example-token", user_email = "a@example.com" }`, map[string]string{"X-AUTH-TOKEN": "example-token", "email": "a@example.com"}},
		"paymo":         {`"paymo", { api_key = "example-key" }`, map[string]string{"Authorization": "example-key"}},
		"paymo_basic":   {`"paymo", { api_key = "example-key" }, "basic"`, map[string]string{"Authorization": "Basic ZXhhbXBsZS1rZXk6eA=="}},
		"clari_copilot": {`"clari_copilot", { api_key = "k", api_password = "p" }`, map[string]string{"X-Api-Key": "k", "X-Api-Password": "p"}},
		"resci":         {`"resci", { api_key = "k" }`, map[string]string{"Authorization": "ApiKey k"}},
		"customerly":    {`"customerly", { api_key = "k" }`, map[string]string{"Authentication": "Bearer k"}},
		"customerly_2":  {`"customerly", { api_key = "k" }, "authorization"`, map[string]string{"Authorization": "Bearer k"}},
	}
	vendors := startSandbox(t, noLimits())
	// Besides what is written out above, every scheme of every connector.
	for _, d := range catalog.All() {
		for _, scheme := range d.Schemes {
			if scheme.Token != nil {
				continue // The function sends no request for a token.
			}
			values, fields := connector.Values{}, []string{}
			for name, value := range vendors.Vendor(d.Type).Demo() {
				values[name] = secret.New(value)
				fields = append(fields, fmt.Sprintf("%s = %q", name, value))
			}
			want := map[string]string{}
			for _, header := range scheme.Build(values) {
				want[header.Name] = header.Value.Reveal()
			}
			call := fmt.Sprintf("%q, { %s }", d.Type, strings.Join(fields, ", "))
			if d.HasSchemeChoice() {
				call += fmt.Sprintf(", %q", scheme.Name)
			}
			calls[d.Type+"_with_"+scheme.Name] = headersCall{call, want}
		}
	}
	var configuration string
	for name, c := range calls {
		configuration += fmt.Sprintf("output %q {\n  value = provider::connector::request_headers(%s)\n}\n", name, c.call)
	}
	workspace.Configure(configuration)
	expect(t, workspace.Run("apply"), 0)
	output := workspace.Run("show", "-json")
	var shown struct {
		Values struct {
			Outputs map[string]struct {
				Value map[string]string `json:"value"`
			} `json:"outputs"`
		} `json:"values"`
	}
	if err := json.Unmarshal([]byte(output.Stdout), &shown); err != nil {
		t.Fatalf("%v:\n%s", err, output.Raw)
	}
	for name, c := range calls {
		if got := shown.Values.Outputs[name].Value; !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestRequestHeadersErrorsListWhatIsExpected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		call string
		says []string
	}{
		"unknown connector":  {`"precorro", { api_token = "x" }`, []string{"no such connector", problems.QuotedList(catalog.Types())}},
		"custom credential":  {`"custom", { X-Api-Key = "x" }`, []string{"A custom credential declares its headers itself"}},
		"unknown scheme":     {`"paymo", { api_key = "x" }, "bearer"`, []string{"At most one scheme of Paymo", `"api_key", "basic"`}},
		"two schemes":        {`"paymo", { api_key = "x" }, "basic", "api_key"`, []string{"At most one scheme of Paymo"}},
		"missing field":      {`"precoro", { api_token = "x" }`, []string{`"user_email" is missing`, `"api_token", "user_email"`}},
		"null field":         {`"paymo", { api_key = null }`, []string{`"api_key" is missing`}},
		"surplus field":      {`"paymo", { api_key = "x", api_token = "y" }`, []string{`One of the fields is unknown to Paymo`, `Expected exactly "api_key"`}},
		"unsendable value":   {`"paymo", { api_key = var.key }`, []string{"api_key must not contain control characters"}},
		"no e-mail address":  {`"precoro", { api_token = "x", user_email = "y" }`, []string{"user_email must be an e-mail address"}},
		"a colon for Basic":  {`"paymo", { api_key = "a:b" }`, []string{"api_key must not contain a colon"}},
		"number as a field":  {`"resci", { api_key = [] }`, []string{"fields"}},
		"connector is null":  {`null, { api_key = "x" }`, []string{"connector"}},
		"unknown empty call": {`"resci", {}`, []string{`"api_key" is missing`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := clitest.New(t)
			workspace.Env["TF_VAR_key"] = secretCanary + "\x07"
			workspace.Configure(fmt.Sprintf("variable \"key\" {\n  default   = \"\"\n  sensitive = true\n}\noutput \"x\" {\n  value     = provider::connector::request_headers(%s)\n  sensitive = true\n}\n", c.call))
			output := workspace.Run("plan")
			expect(t, output, 1, c.says...)
			expectSilent(t, output, secretCanary)
		})
	}
}

func TestRequestHeadersOfAnEphemeralFieldAreEphemeral(t *testing.T) {
	t.Parallel()
	target, url := newRecorder(t)
	workspace := clitest.New(t)
	workspace.Trace = true
	fields := map[string]string{"api_key": "cAnArY-function-3f2e1d"}
	workspace.Env["TF_VAR_key"] = fields["api_key"]
	workspace.Configure(fmt.Sprintf(`
variable "key" {
  type      = string
  ephemeral = true
}

resource "consumer_request" "x" {
  url        = %q
  headers_wo = provider::connector::request_headers("resci", { api_key = var.key })
}
`, url))
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	expect(t, workspace.Run("apply", "saved.tfplan"), 0, "1 added")
	if got := target.headers(); len(got) != 1 || got[0].Get("Authorization") != "ApiKey "+fields["api_key"] {
		t.Errorf("%d requests arrived, not one with the header", len(got))
	}
	for _, where := range workspace.Leaks(fields["api_key"], nil) {
		t.Errorf("the key leaks in %s", where)
	}
}
