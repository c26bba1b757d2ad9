package provider

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// invalidBlock is the body of an invalid block, with the expected texts of its error.
type invalidBlock struct {
	body string
	says []string
}

func TestBadCustomCredentialIsRejectedOfflineAndShowsNoSecret(t *testing.T) {
	t.Parallel()
	const (
		keyed = `headers_wo = { "X-Api-Key" = "` + secretCanary + `" }`
		basic = `basic_auth_wo = { username = "` + secretCanary + `", password = "` + secretCanary + `" }`
		path  = `path = "/v1/me"`
	)
	with := func(probe string, lines ...string) string {
		return "name = \"x\"\nbase_url = \"https://api.acme.example\"\n" + strings.Join(lines, "\n") + "\nprobe {\n" + probe + "\n}\n"
	}
	// Many mistakes in one configuration: each is a resource of its own.
	mistakes := []invalidBlock{
		{with(path), []string{"Missing secret", "At least one of headers_wo, basic_auth_wo and"}},
		{with(path, keyed, `headers = { "X-Api-Key" = "`+secretCanary+`" }`), []string{"Both headers and headers_wo are set", "Exactly one of headers and headers_wo"}},
		{with(path, basic, `basic_auth = { username = "`+secretCanary+`", password = "" }`), []string{"Both basic_auth and basic_auth_wo are set"}},
		{with(path, `headers_wo = {}`), []string{"Missing secret"}},
		{with(path, `headers_wo = { "X `+secretCanary+`" = "x" }`), []string{"has a name that is not allowed: each must be a header name: letters, digits"}},
		{with(path, `headers_wo = { "Host" = "`+secretCanary+`" }`), []string{"must not be one of the headers that the connection and the message are made of"}},
		{with(path, `headers_wo = { "X-Api-Key" = "`+secretCanary+`\n" }`), []string{"has a value that is not allowed: each must not contain white space at its end"}},
		{with(path, `headers = { "X-Api-Key" = "`+secretCanary+`\u0007x" }`), []string{"control characters"}},
		{with(path, `headers = { "X-Api-Key" = "" }`), []string{"each must not be empty"}},
		{with(path, `headers = { "X-Api-Key" = null }`), []string{"must not hold a null"}},
		{with(path, `headers_wo = { "X-Key" = "`+secretCanary+`", "x-key" = "`+secretCanary+`" }`), []string{"two names that differ in upper and lower case alone"}},
		{with(path, `headers_wo = { "authorization" = "Bearer `+secretCanary+`" }`, basic), []string{"Two Authorization headers", "keep one of them"}},
		{with(path, `basic_auth_wo = { user = "`+secretCanary+`", password = "x" }`), []string{"Invalid basic_auth", "exactly the keys username and password"}},
		{with(path, `basic_auth_wo = { username = "`+secretCanary+`" }`), []string{"exactly the keys username and password"}},
		{with(path, `basic_auth_wo = { username = "`+secretCanary+`:x", password = "" }`), []string{"must not contain a colon"}},
		{with(path, `basic_auth = { username = "", password = "" }`), []string{"an empty username and an empty password"}},
		{with("", keyed), []string{"Missing probe.path", "needs a path", `path = "/v1/me"`}},
		{with(`path = "v1/me"`, keyed), []string{"Invalid path", "must be a path that begins with a slash"}},
		{with(`path = "v1/me?key=`+secretCanary+`"`, keyed), []string{"Invalid path", "probe.path must be a path that begins with a slash"}},
		{with(`path = "https://user:`+secretCanary+`@api.acme.example/me"`, keyed), []string{"Invalid path", "probe.path must be a path"}},
		{with(`path = "/v1\u200b/me"`, keyed), []string{"probe.path must not contain format characters", "U+200B is character 4"}},
		{strings.Replace(with(path, keyed), "https://", "https://\\u00ad", 1), []string{"base_url must not contain format characters", "U+00AD is character 9"}},
		{with(`path = "/v1/me#x"`, keyed), []string{"must not contain a fragment"}},
		{with(path+"\nmethod = \"DELETE\"", keyed), []string{"probe.method", `"GET" "HEAD" "POST"`}},
		{with(path+"\nmethod = \"POST\"\nread_only = true", keyed), []string{"A POST needs a body"}},
		{with(path+"\nmethod = \"POST\"\nbody = \"{}\"", keyed), []string{"Set read_only = true to say that this one changes nothing"}},
		{with(path+"\nmethod = \"POST\"\nbody = \"{}\"\nread_only = false", keyed), []string{"Set read_only = true"}},
		{with(path+"\nbody = \"{}\"", keyed), []string{"Only a POST has a body"}},
		{with(path+"\ncontent_type = \"text/plain\"", keyed), []string{"It is the type of body, and there is none"}},
		{with(path+"\nmethod = \"POST\"\nbody = \"{}\"\nread_only = true\ncontent_type = \"a\\nb\"", keyed), []string{"Invalid header value", "probe.content_type"}},
		{with(path+"\nmethod = \"HEAD\"\naccepted_when = \"id\"", keyed), []string{"The response to a HEAD has no body", "Use GET"}},
		{with(path+"\naccepted_status = [200, 302]", keyed), []string{"accepted_status", "must be from 200 to 299, or, if accepted_when is set, from 400 to 499"}},
		{with(path+"\naccepted_status = []", keyed), []string{"accepted_status", "at least 1"}},
		{with(path+"\nrejected_status = [500]", keyed), []string{"rejected_status", "must be from 400 to 499"}},
		{with(path+"\nrejected_status = [401, 429]", keyed), []string{"rejected_status", "none of 408, 425 and 429"}},
		{with(path+"\naccepted_status = [200, 404]\naccepted_when = \"code == 'missing'\"\nrejected_status = [401, 404]", keyed), []string{"rejected_status", "must not contain 404, which is in accepted_status"}},
		{with(path+"\nrejected_when = \"contains(error.message, 'x'\"", keyed), []string{"Invalid expression", "probe.rejected_when is not a valid JMESPath expression: it ends too early, at character 28"}},
		{with(path+"\naccepted_when = \"a == 'ü' b\"", keyed), []string{"probe.accepted_when is not a valid JMESPath expression: it is not understood from character 10 on"}},
		{with(path+"\naccepted_when = \"lengthy(a)\"", keyed), []string{"there is no function lengthy, at character 1"}},
		{with(path+"\naccount = { id = \"a..b\" }", keyed), []string{`probe.account["id"] is not a valid JMESPath expression`, "from character 3 on"}},
		{with(path+"\naccount = { phone = \"a\" }", keyed), []string{"account", `"email"`, `"organization"`}},
		{with(path, keyed, `rate_limit = "5"`), []string{"Invalid rate", "such as 5/s, 100/m, 1000/h or 10/15s"}},
		{with(path, keyed, `key_menu_path = ""`), []string{"key_menu_path", "between 1 and 255"}},
		{strings.Replace(with(path, keyed), "https://", "http://", 1), []string{"Invalid base URL", "base_url"}},
		{"name = \"x\"\nbase_url = \"https://api.acme.example\"\n" + keyed + "\n", []string{"Missing probe", "needs a block probe with the request that verifies it"}},
		{with(path+"\naccepted_status = [404]", keyed), []string{"accepted_status", "if accepted_when is set, from 400 to 499 without 401, 403, 407, 408, 425"}},
		{with(path+"\naccepted_when = \"id\"\naccepted_status = [403]", keyed), []string{"accepted_status", "without 401, 403, 407"}},
		{with(path+"\naccepted_when = \"[@,@,@,@,@,@,@,@]\"", keyed), []string{"its lists and objects have more than 6 commas in all"}},
		{with(path, keyed, `fixed_headers = { "Host" = "x" }`), []string{"Invalid fixed header", "connection and the message"}},
		{with(path, keyed, `fixed_headers = { "X-Version" = "2026\u200b-01" }`), []string{"Invalid header value", "format characters, which are invisible: U+200B is character 5"}},
		{with(path, keyed, `fixed_headers = { "X-Version" = "" }`), []string{"Invalid header value", "must not be empty"}},
		{with(path, keyed, `fixed_headers = { "x-api-key" = "y" }`), []string{"Invalid fixed header", "x-api-key is sent already"}},
		{with(path, basic, `fixed_headers = { "authorization" = "y" }`), []string{"authorization is sent already"}},
		{with(path, keyed, `fixed_headers = { "X-Version" = "1", "x-version" = "2" }`), []string{"x-version is sent already"}},
		{with(path, `headers_wo = { "X-Api-Key" = "`+secretCanary+`\ufeff" }`), []string{"format characters", "U+FEFF is character"}},
		{with(path, `basic_auth_wo = { username = "x", password = "•••• `+secretCanary+`" }`), []string{"mask characters", "U+2022 is character 1"}},
		{strings.Replace(with(path, keyed), "https://", "https://user:"+secretCanary+"@", 1), []string{"Invalid base URL", "user name or password"}},
		{strings.Replace(with(path, keyed), ".example\"", ".example?key="+secretCanary+"\"", 1), []string{"Invalid base URL", "query or a fragment"}},
		{strings.Replace(with(path, keyed), ".example\"", ".example#"+secretCanary+"\"", 1), []string{"Invalid base URL", "query or a fragment"}},
		{with(path, keyed, `auth_scheme = "custom"`), []string{"auth_scheme"}},
	}
	t.Run("as a resource", func(t *testing.T) {
		t.Parallel()
		validateAll(t, "resource", mistakes)
	})
	t.Run("as a data source and an ephemeral resource", func(t *testing.T) {
		t.Parallel()
		for _, kind := range []string{"data", "ephemeral"} {
			var readings []invalidBlock
			for _, m := range mistakes {
				body := strings.NewReplacer("name = \"x\"\n", "", "headers_wo", "headers", "basic_auth_wo", "basic_auth").Replace(m.body)
				switch text := strings.Join(m.says, " "); {
				case strings.Contains(text, "Both "), strings.Contains(text, "Missing secret"), strings.Contains(text, "auth_scheme"), strings.Contains(text, "key_menu_path"):
					continue // Of the resource alone.
				}
				readings = append(readings, invalidBlock{body, m.says})
			}
			validateAll(t, kind, readings)
		}
	})
}

// validateAll validates each mistake. The provider validates all of them in
// a few commands, because each command costs a second.
func validateAll(t *testing.T, kind string, mistakes []invalidBlock) {
	t.Helper()
	workspace := clitest.New(t)
	var configuration strings.Builder
	for i, m := range mistakes {
		configuration.WriteString(kind + " \"connector_credential_custom\" \"m" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + "\" {\n" + m.body + "}\n")
	}
	workspace.Configure(configuration.String())
	output := workspace.Run("validate")
	if output.ExitCode != 1 {
		t.Fatalf("exit code %d:\n%s", output.ExitCode, output.Raw)
	}
	for _, m := range mistakes {
		for _, text := range m.says {
			if !strings.Contains(output.Text, text) {
				t.Errorf("%s does not say %q about:\n%s", kind, text, m.body)
			}
		}
	}
	// Nothing is said of what is right, and nothing secret is said at all.
	expectSilent(t, output, secretCanary, "X-Key\"", "x-key\"")
	if errors := strings.Count(output.Raw, "Error: "); errors < len(mistakes) || errors > len(mistakes)+3 {
		t.Errorf("%s: %d errors for %d mistakes:\n%s", kind, errors, len(mistakes), output.Raw)
	}
}
