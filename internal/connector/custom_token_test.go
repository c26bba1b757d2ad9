package connector_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// customClient declares a client of a token endpoint.
func customClient() connector.Custom {
	return connector.Custom{
		BaseURL: "https://api.example.com",
		Probe:   connector.CustomProbe{Method: http.MethodGet, Target: "/v1/me"},
		Token:   &connector.CustomToken{URL: "https://login.example.com/oauth/token/", ClientID: "client+1"},
	}
}

func clientSecret(text string) connector.Values {
	return connector.Values{connector.FieldClientSecret: secret.New(text)}
}

// tokenRequest returns the request of a declaration, as it is sent.
func tokenRequest(declared connector.Custom, values connector.Values) (address, authorization, form string) {
	definition := declared.Definition()
	request := definition.Schemes[0].Token
	headers, body := request.Build(values)
	for _, header := range headers {
		authorization += header.Name + ": " + header.Value.Reveal()
	}
	return request.URL(definition.TokenBaseURL(), values), authorization, body.Reveal()
}

func TestDeclaredTokenRequestIsSent(t *testing.T) {
	values := clientSecret("s/e+c")
	address, authorization, form := tokenRequest(customClient(), values)
	wantEqual(t, "address", []string{address}, []string{"https://login.example.com/oauth/token/"})
	wantEqual(t, "header", []string{authorization}, []string{"Authorization: Basic Y2xpZW50JTJCMTpzJTJGZSUyQmM="}) // client%2B1:s%2Fe%2Bc
	wantEqual(t, "form", []string{form}, []string{"grant_type=client_credentials"})

	post := customClient()
	post.Token.ClientAuth, post.Token.Scope = connector.ClientSecretPost, "read write"
	post.Token.Parameters = map[string]string{"audience": "https://api.example.com", "grant_type": "account_credentials"}
	_, authorization, form = tokenRequest(post, values)
	wantEqual(t, "header", []string{authorization}, []string{""})
	wantEqual(t, "form", []string{form}, []string{"audience=https%3A%2F%2Fapi.example.com&client_id=client%2B1&client_secret=s%2Fe%2Bc&grant_type=account_credentials&scope=read+write"})
}

// TestFieldsAreNeverInTheAddressOfATokenEndpoint: names in braces stand for fields in
// the paths of built-in connectors, and are text in a declared address.
func TestFieldsAreNeverInTheAddressOfATokenEndpoint(t *testing.T) {
	declared := customClient()
	declared.Token.URL = "https://login.example.com/{" + connector.FieldClientSecret + "}/token"
	address, _, _ := tokenRequest(declared, clientSecret("example-secret"))
	if strings.Contains(address, "example-secret") {
		t.Errorf("the secret is in the address %s", address)
	}
}

// TestTokenIsSentBesideDeclaredHeaders: the headers of the API are not those of the
// token request, and all that is secret is known to redaction.
func TestTokenIsSentBesideDeclaredHeaders(t *testing.T) {
	declared := customClient()
	declared.HeaderNames = []string{"X-Tenant"}
	definition := declared.Definition()
	values := clientSecret("example-secret")
	values[connector.FieldHeaders] = texts(map[string]string{"X-Tenant": "tenant-1"})
	values = values.WithToken(secret.New("example-token"))
	var got []string
	for _, header := range definition.Schemes[0].Build(values) {
		got = append(got, header.Name+": "+header.Value.Reveal())
	}
	wantEqual(t, "headers", got, []string{"X-Tenant: tenant-1", "Authorization: Bearer example-token"})
	wantEqual(t, "scheme", definition.SchemeNames(), []string{connector.ClientCredentials})
	hidden := strings.Join(definition.SecretTexts(values), "\n")
	for _, text := range []string{"example-secret", "example-token", "tenant-1"} {
		if !strings.Contains(hidden, text) {
			t.Errorf("%s is not hidden", text)
		}
	}
	if field := definition.SecretFields()[len(definition.SecretFields())-1]; field.Name != connector.FieldClientSecret || field.Optional {
		t.Errorf("the last field is %s, optional: %t", field.Name, field.Optional)
	}
	if field := connector.CustomShape().SecretFields()[2]; !field.Optional {
		t.Error("a credential without a token request requires the secret of a client")
	}
}

func TestResponsesToAccessTokens(t *testing.T) {
	blocked := connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonBlocked}
	forbidden := connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden}
	missingScope := connector.Outcome{Status: connector.Insufficient, Reason: connector.ReasonMissingScope}
	limited := connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonRateLimited}
	const invalid, insufficient = `Bearer realm="a, b", error="invalid_token"`, `Bearer error="insufficient_scope", scope="read"`
	for name, c := range map[string]struct {
		status                int
		challenge, kind, body string
		want                  connector.Outcome
	}{
		"401 in JSON":                        {401, "", jsonType, `{"message":"no"}`, connector.InvalidCredential},
		"401 invalid_token without a body":   {401, invalid, "", "", connector.InvalidCredential},
		"401 invalid_token unquoted":         {401, "bearer error=invalid_token", "", "", connector.InvalidCredential},
		"401 invalid_token after Basic":      {401, `Basic realm="x", ` + invalid, "", "", connector.InvalidCredential},
		"401 invalid_token in plain text":    {401, invalid, "text/plain", "expired", connector.InvalidCredential},
		"401 invalid_token in HTML":          {401, invalid, htmlType, htmlPage, blocked},
		"401 without a body":                 {401, "", "", "", blocked},
		"401 Bearer without an error":        {401, `Bearer realm="x"`, "", "", blocked},
		"401 error of another challenge":     {401, `Digest error="invalid_token"`, "", "", blocked},
		"403 insufficient_scope":             {403, insufficient, "", "", missingScope},
		"403 insufficient_scope in HTML":     {403, insufficient, htmlType, htmlPage, missingScope},
		"403 insufficient_scope in the body": {403, "", jsonType, `{"error":"insufficient_scope"}`, missingScope},
		"403 invalid_token":                  {403, invalid, jsonType, `{}`, forbidden},
		"403 in JSON":                        {403, "", jsonType, `{"error":"access_denied"}`, forbidden},
		"403 in HTML":                        {403, "", htmlType, htmlPage, blocked},
		"200":                                {200, "", jsonType, `{"id":1}`, connector.Outcome{Status: connector.Verified, Reason: connector.ReasonAccepted}},
		"429":                                {429, invalid, "", "", limited},
	} {
		definition := customClient().Definition()
		header := http.Header{}
		header.Set("Content-Type", c.kind)
		if c.challenge != "" {
			header.Set("Www-Authenticate", c.challenge)
		}
		values := clientSecret("example-secret").WithToken(secret.New("example-token"))
		got := definition.Judge(connector.Response{Probe: definition.Probes[0], Status: c.status, Header: header, Body: []byte(c.body), Values: values})
		if got.Status != c.want.Status || got.Reason != c.want.Reason {
			t.Errorf("%s: %s, %s (%s), want %s, %s", name, got.Status, got.Reason, got.Evidence, c.want.Status, c.want.Reason)
		}
	}
}

func TestDeclaredErrorCodesReject(t *testing.T) {
	declared := customClient()
	declared.Token.RejectedErrors = []string{"invalid_app"}
	definition := declared.Definition()
	judge := func(status int, code string) connector.Outcome {
		header := http.Header{"Content-Type": {jsonType}}
		_, outcome := definition.JudgeToken(*definition.Schemes[0].Token, connector.Response{Status: status, Header: header, Body: []byte(`{"error":"` + code + `"}`)})
		return outcome
	}
	for _, code := range []string{"invalid_app", "invalid_client", "unauthorized_client", "invalid_grant"} {
		if got := judge(400, code); got.Status != connector.Rejected || got.TokenError != code {
			t.Errorf("%s: %+v", code, got)
		}
	}
	for status, code := range map[int]string{400: "invalid_scope", 401: "other_app", 500: "invalid_app"} {
		if got := judge(status, code); got.Status != connector.Inconclusive {
			t.Errorf("%d %s: %+v", status, code, got)
		}
	}
}

func TestAnotherTokenRequestIsAnotherVariant(t *testing.T) {
	changes := map[string]func(*connector.Custom){
		"nothing":        func(*connector.Custom) {},
		"no token":       func(c *connector.Custom) { c.Token = nil },
		"token_url":      func(c *connector.Custom) { c.Token.URL = "https://login.example.com/oauth/token" },
		"client_id":      func(c *connector.Custom) { c.Token.ClientID = "another" },
		"client_auth":    func(c *connector.Custom) { c.Token.ClientAuth = connector.ClientSecretPost },
		"scope":          func(c *connector.Custom) { c.Token.Scope = "read" },
		"parameters":     func(c *connector.Custom) { c.Token.Parameters = map[string]string{"audience": "a"} },
		"rejected_error": func(c *connector.Custom) { c.Token.RejectedErrors = []string{"invalid_app"} },
	}
	seen := map[string]string{}
	for name, change := range changes {
		declared := customClient()
		change(&declared)
		variant := declared.Definition().Variant
		if before, twice := seen[variant]; twice {
			t.Errorf("%s and %s have the same variant", name, before)
		}
		seen[variant] = name
	}
}

func TestParametersContainNoCredential(t *testing.T) {
	for name, value := range map[string]string{"audience": "https://api.example.com", "resource": "", "grant_type": "account_credentials", "account_id": "1"} {
		if problem := connector.CheckParameter(name, value); problem != "" {
			t.Errorf("%s %s", name, problem)
		}
	}
	for _, name := range []string{
		"", "client_id", "client_secret", "Client_Secret", " client_secret", "code", "refresh_token", "username", "password", "PASSWORD", "scope",
		"assertion", "client_assertion", "client_assertion_type", "subject_token", "Grant_Type",
	} {
		problem := connector.CheckParameter(name, "example-value")
		if !strings.HasPrefix(problem, "must ") || strings.Contains(problem, "example-value") {
			t.Errorf("%q: %q", name, problem)
		}
	}
	for _, grant := range []string{
		"", "password", "Password", "refresh_token", "authorization_code", "implicit", "urn:ietf:params:oauth:grant-type:device_code",
		"urn:ietf:params:oauth:grant-type:jwt-bearer",
	} {
		if problem := connector.CheckParameter("grant_type", grant); !strings.HasPrefix(problem, "must ") {
			t.Errorf("the grant %q is accepted", grant)
		}
	}
	for code, valid := range map[string]bool{"invalid_app": true, "AADSTS7000215": true, "": false, "two words": false, `a"b`: false, "a\nb": false} {
		if (connector.CheckErrorCode(code) == "") != valid {
			t.Errorf("the code %q is valid: %t", code, !valid)
		}
	}
}
