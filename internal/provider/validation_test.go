package provider

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// longText is a text of that many characters.
func longText(length int) string { return strings.Repeat("x", length) }

// secretCanary is a value that no message may show.
const secretCanary = "canary-7f3a9c51"

func TestBadInputIsRejectedOfflineWithTheArgument(t *testing.T) {
	t.Parallel()
	paymo := func(lines ...string) string {
		return "resource \"connector_credential_paymo\" \"x\" {\n" + strings.Join(lines, "\n") + "\n}\n"
	}
	precoro := func(lines ...string) string {
		return strings.Replace(paymo(lines...), "_paymo", "_precoro", 1)
	}
	const named, keyed = `name = "x"`, `api_key_wo = "` + secretCanary + `"`
	block := func(line string) string { return "provider \"connector\" {\n" + line + "\n}\n" + paymo(named, keyed) }

	for name, c := range map[string]struct {
		configuration string
		says          []string
	}{
		"both F and F_wo":                     {paymo(named, keyed, `api_key = "`+secretCanary+`"`), []string{"Both api_key and api_key_wo are set"}},
		"neither F nor F_wo":                  {paymo(named), []string{"Missing api_key_wo", "Exactly one of api_key and api_key_wo"}},
		"empty secret":                        {paymo(named, `api_key_wo = ""`), []string{"Invalid api_key", "must not be empty"}},
		"line break in a secret":              {paymo(named, `api_key_wo = "`+secretCanary+`\n"`), []string{"Invalid api_key", "white space"}},
		"control character in a secret":       {paymo(named, `api_key_wo = "`+secretCanary+`\u0007x"`), []string{"Invalid api_key", "control characters"}},
		"colon in a Basic user name":          {paymo(named, `api_key = "`+secretCanary+`:x"`), []string{"Invalid api_key", "colon"}},
		"missing name":                        {paymo(keyed), []string{`"name" is required`}},
		"empty name":                          {paymo(`name = ""`, keyed), []string{"name", "between 1 and 255"}},
		"long name":                           {paymo(`name = "`+longText(256)+`"`, keyed), []string{"name", "between 1 and 255"}},
		"long description":                    {paymo(named, keyed, `description = "`+longText(256)+`"`), []string{"description", "at most 255"}},
		"no e-mail address":                   {precoro(named, `api_token_wo = "t"`, `user_email = "integrations"`), []string{"user_email", "e-mail address"}},
		"missing e-mail address":              {precoro(named, `api_token_wo = "t"`), []string{`"user_email" is required`}},
		"unknown region":                      {precoro(named, `api_token_wo = "t"`, `user_email = "a@example.com"`, `region = "eu"`), []string{"region", "global", "us"}},
		"region of a connector without":       {paymo(named, keyed, `region = "us"`), []string{`"region" is not expected`}},
		"unknown scheme":                      {paymo(named, keyed, `auth_scheme = "bearer"`), []string{"auth_scheme", "api_key", "basic"}},
		"scheme of a connector with one":      {precoro(named, `api_token_wo = "t"`, `user_email = "a@example.com"`, `auth_scheme = "basic"`), []string{"auth_scheme"}},
		"plain http":                          {paymo(named, keyed, `base_url = "http://api.example.com"`), []string{"base_url", "https"}},
		"base URL with a query":               {paymo(named, keyed, `base_url = "https://api.example.com?x=1"`), []string{"base_url", "query"}},
		"base URL with a password":            {paymo(named, keyed, `base_url = "https://u:p@api.example.com"`), []string{"base_url", "user name or password"}},
		"relative base URL":                   {paymo(named, keyed, `base_url = "api.example.com"`), []string{"base_url", "absolute URL"}},
		"zero-width space in a base URL":      {paymo(named, keyed, `base_url = "https://api.example.com\u200b"`), []string{"base_url", "U+200B is character 24"}},
		"zero-width space in endpoints":       {block(`endpoints = { paymo = "https://\u200bx.example.com" }`), []string{"endpoints", "U+200B is character 9"}},
		"zero-width space in api_url":         {block("nexla {\n" + `api_url = "https://x.example.com\u200b"` + "\n}"), []string{"nexla.api_url", "U+200B is character 22"}},
		"duration without unit":               {paymo(named, keyed, `rotate_after = "90"`), []string{"rotate_after", "duration"}},
		"negative duration":                   {paymo(named, keyed, `rotate_after = "-1h"`), []string{"rotate_after", "positive"}},
		"misspelt phase":                      {paymo(named, keyed, `verification = { paln = "off" }`), []string{"verification", "plan", "apply"}},
		"unknown policy":                      {paymo(named, keyed, `verification = { plan = "of" }`), []string{"verification", "strict", "lenient", "off"}},
		"misspelt phase in the provider":      {block(`verification = { aply = "off" }`), []string{"verification", "plan", "apply"}},
		"unknown policy in the provider":      {block(`verification = { plan = "maybe" }`), []string{"verification", "lenient"}},
		"unknown connector in endpoints":      {block(`endpoints = { precorro = "https://x.example.com" }`), []string{"endpoints", "precoro"}},
		"plain http in endpoints":             {block(`endpoints = { precoro = "http://x.example.com" }`), []string{"endpoints", "https"}},
		"request_timeout without unit":        {block(`request_timeout = "10"`), []string{"request_timeout", "duration"}},
		"verification_timeout of zero":        {block(`verification_timeout = "0s"`), []string{"verification_timeout", "positive"}},
		"negative max_retries":                {block(`max_retries = -1`), []string{"max_retries", "between 0 and 20"}},
		"fraction in max_retries":             {block(`max_retries = 1.5`), []string{"Invalid number", "The argument max_retries must be a whole number."}},
		"huge max_retries":                    {block(`max_retries = 1e30`), []string{"Invalid number", "The argument max_retries must be a whole number."}},
		"fraction in a block":                 {paymo(named, keyed, "nexla {", `credential_id = 1.5`, "}"), []string{"Invalid number", "The argument nexla.credential_id must be a whole number."}},
		"fraction in a block in a block":      {paymo(named, keyed, "nexla {", "accessor {", `type = "TEAM"`, `id = 1.5`, `access_roles = ["admin"]`, "}", "}"), []string{"The argument nexla.accessor.id must be a whole number."}},
		"fraction in a set":                   {strings.Replace(paymo(named, `base_url = "https://api.example.com"`, `headers_wo = { "X-Api-Key" = "`+secretCanary+`" }`, "probe {", `path = "/"`, `accepted_status = [200.5]`, "}"), "_paymo", "_custom", 1), []string{"The argument probe.accepted_status must be a whole number."}},
		"fraction in a data source":           {"data \"connector_nexla_credential\" \"x\" {\n  id = 1.5\n}\n", []string{"The argument id must be a whole number."}},
		"unknown argument of the provider":    {block(`verify = true`), []string{`"verify" is not expected`}},
		"unknown argument of a credential":    {paymo(named, keyed, `api_token_wo = "x"`), []string{`"api_token_wo" is not expected`}},
		"computed argument of the credential": {paymo(named, keyed, `status = "verified"`), []string{"status"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := clitest.New(t)
			workspace.Configure(c.configuration)
			output := workspace.Run("validate")
			expect(t, output, 1, c.says...)
			expectSilent(t, output, secretCanary)
			expectSilent(t, output, "error in the provider")
		})
	}
}

func TestValidConfigurationPassesOffline(t *testing.T) {
	t.Parallel()
	workspace := clitest.New(t)
	workspace.Configure(`
variable "key" {
  type      = string
  ephemeral = true
}
provider "connector" {
  verification         = { plan = "strict", apply = null }
  request_timeout      = "5s"
  verification_timeout = "1m30s"
  max_retries          = 0
  endpoints            = { paymo = "https://proxy.example.com/paymo", resci = "http://[::1]:8080/v3" }
}
resource "connector_credential_paymo" "x" {
  name         = "ü"
  api_key_wo   = var.key
  auth_scheme  = "basic"
  rotate_after = "2160h"
}
`)
	expect(t, workspace.Run("validate"), 0, "Success")
}

func TestBadEnvironmentVariableIsReported(t *testing.T) {
	t.Parallel()
	for variable, value := range map[string]string{
		"CONNECTOR_VERIFICATION_PLAN":    "sometimes",
		"CONNECTOR_VERIFICATION_APPLY":   "on",
		"CONNECTOR_REQUEST_TIMEOUT":      "10",
		"CONNECTOR_VERIFICATION_TIMEOUT": "-1s",
		"CONNECTOR_MAX_RETRIES":          "many",
		"CONNECTOR_CA_CERT_FILE":         "/does/not/exist.pem",
		"CONNECTOR_ENDPOINT_PAYMO":       "http://api.example.com",
		"CONNECTOR_ENDPOINT_RESCI":       "https://api.example.com\u200b",
		"NEXLA_API_URL":                  "https://api.example.com\u200b",
	} {
		t.Run(variable, func(t *testing.T) {
			t.Parallel()
			workspace := clitest.New(t)
			workspace.Env[variable] = value
			workspace.Configure(declare("paymo", "x", map[string]string{"api_key": secretCanary}))
			output := workspace.Run("plan")
			expect(t, output, 1, variable)
			expectSilent(t, output, secretCanary)
		})
	}
}

func TestArgumentInTheBlockWinsOverItsVariable(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Env["CONNECTOR_ENDPOINT_PAYMO"] = "https://never.example.com"
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "not read"
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "not read"
	workspace.Configure(`
provider "connector" {
  verification = { plan = "strict" }
  max_retries  = 1
  endpoints    = { paymo = "` + vendors.Vendor("paymo").BaseURL() + `" }
}
` + declare("paymo", "x", vendors.Vendor("paymo").Demo()))
	expect(t, workspace.Run("plan"), 0)
	expectRequests(t, vendors, "plan", 2)
}
