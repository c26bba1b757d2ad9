package connector_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

const tokenType = "application/json;charset=UTF-8"

// judgeToken classifies a response of the token endpoint of a fictitious vendor.
func judgeToken(request connector.TokenRequest, status int, contentType, body string, headers ...string) (connector.Token, connector.Outcome) {
	header := http.Header{"Content-Type": {contentType}}
	for i := 0; i+1 < len(headers); i += 2 {
		header.Set(headers[i], headers[i+1])
	}
	definition := &connector.Definition{Title: "Example"}
	return definition.JudgeToken(request, connector.Response{Status: status, Header: header, Body: []byte(body)})
}

func TestTokensAreReadAsRFC6749DescribesThem(t *testing.T) {
	for what, c := range map[string]struct {
		status   int
		label    string
		body     string
		token    string
		lifetime time.Duration
	}{
		"complete":              {200, tokenType, `{"access_token":"abc","token_type":"Bearer","expires_in":3600}`, "abc", time.Hour},
		"without a type":        {200, tokenType, `{"access_token":"abc","scope":"x"}`, "abc", 0},
		"null type":             {200, tokenType, `{"access_token":"abc","token_type":null}`, "abc", 0},
		"type in capitals":      {201, tokenType, `{"access_token":"abc","token_type":"BEARER"}`, "abc", 0},
		"lifetime as text":      {200, tokenType, `{"access_token":"abc","expires_in":"32400"}`, "abc", 9 * time.Hour},
		"lifetime with decimal": {200, tokenType, `{"access_token":"abc","expires_in":3599.0}`, "abc", 3599 * time.Second},
		"lifetime of zero":      {200, tokenType, `{"access_token":"abc","expires_in":0}`, "abc", 0},
		"negative lifetime":     {200, tokenType, `{"access_token":"abc","expires_in":-1}`, "abc", 0},
		"endless lifetime":      {200, tokenType, `{"access_token":"abc","expires_in":1e300}`, "abc", 0},
		"lifetime in words":     {200, tokenType, `{"access_token":"abc","expires_in":"soon"}`, "abc", 0},
		"lifetime of no number": {200, tokenType, `{"access_token":"abc","expires_in":"NaN"}`, "abc", 0},
		"plain text":            {200, "text/plain", `{"access_token":"abc"}`, "abc", 0},
		"byte order mark":       {200, tokenType, "\ufeff" + `{"access_token":"abc"}`, "abc", 0},
		"empty error":           {200, tokenType, `{"access_token":"abc","error":""}`, "abc", 0},

		"no token":               {200, tokenType, `{"token_type":"Bearer"}`, "", 0},
		"empty token":            {200, tokenType, `{"access_token":""}`, "", 0},
		"token as a number":      {200, tokenType, `{"access_token":12}`, "", 0},
		"token with a space":     {200, tokenType, `{"access_token":"a b"}`, "", 0},
		"token with a break":     {200, tokenType, `{"access_token":"a\r\nX-Other: b"}`, "", 0},
		"token beyond ASCII":     {200, tokenType, `{"access_token":"ä"}`, "", 0},
		"another type":           {200, tokenType, `{"access_token":"abc","token_type":"mac"}`, "", 0},
		"type as a number":       {200, tokenType, `{"access_token":"abc","token_type":1}`, "", 0},
		"an error beside it":     {200, tokenType, `{"access_token":"abc","error":"invalid_client"}`, "", 0},
		"a list":                 {200, tokenType, `[{"access_token":"abc"}]`, "", 0},
		"a web page":             {200, "text/html", `<html>abc</html>`, "", 0},
		"JSON that breaks off":   {200, tokenType, `{"access_token":"abc"`, "", 0},
		"a form":                 {200, "application/x-www-form-urlencoded", `access_token=abc&token_type=bearer`, "", 0},
		"a status of redirects":  {302, tokenType, `{"access_token":"abc"}`, "", 0},
		"a status of rejections": {401, tokenType, `{"access_token":"abc"}`, "", 0},
	} {
		t.Run(what, func(t *testing.T) {
			token, outcome := judgeToken(connector.TokenRequest{}, c.status, c.label, c.body)
			if token.Value.Reveal() != c.token || token.Lifetime != c.lifetime {
				t.Errorf("token %q for %s, want %q for %s", token.Value.Reveal(), token.Lifetime, c.token, c.lifetime)
			}
			if (outcome.Status == connector.Verified) != (c.token != "") || outcome.Status == connector.Rejected {
				t.Errorf("%s, %s", outcome.Status, outcome.Reason)
			}
		})
	}
}

// tokenError is a body in the form of RFC 6749, section 5.2.
func tokenError(code string) string {
	return fmt.Sprintf(`{"error":%q,"error_description":"the secret client-secret-4711 is wrong"}`, code)
}

// TestErrorCodesOfTokenEndpointsHaveTheirMeaning has every code of RFC 6749, section
// 5.2, under each status that vendors send it with.
func TestErrorCodesOfTokenEndpointsHaveTheirMeaning(t *testing.T) {
	for code, rejects := range map[string]bool{
		"invalid_request":        false,
		"invalid_client":         true,
		"invalid_grant":          true,
		"unauthorized_client":    true,
		"unsupported_grant_type": false,
		"invalid_scope":          false,
		// Those of other sections, and of no section.
		"access_denied":           false,
		"server_error":            false,
		"temporarily_unavailable": false,
		"Invalid_Client":          false,
		"invalid_client_id":       false,
		"":                        false,
	} {
		for _, status := range []int{400, 401, 403, 404, 418, 500, 503} {
			t.Run(fmt.Sprint(code, " ", status), func(t *testing.T) {
				want := connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse}
				switch {
				case rejects && (status == 400 || status == 401):
					want = connector.InvalidCredential
				case status >= 500:
					want.Reason = connector.ReasonServerError
				}
				_, got := judgeToken(connector.TokenRequest{}, status, tokenType, tokenError(code))
				if got.Status != want.Status || got.Reason != want.Reason {
					t.Errorf("%s, %s; want %s, %s", got.Status, got.Reason, want.Status, want.Reason)
				}
				if strings.Contains(got.Evidence, "4711") {
					t.Errorf("the evidence repeats the description: %s", got.Evidence)
				}
			})
		}
	}
}

func TestDefinitionsAddAndRemoveErrorCodes(t *testing.T) {
	request := connector.TokenRequest{
		Errors: []connector.TokenError{
			{Status: 400, Code: "invalid_client_id", Means: connector.InvalidCredential},
			{Status: 400, Code: "invalid_grant", Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse}},
			{Code: "app_disabled", Means: connector.InvalidCredential},
			{Status: 403, Code: "denied", Means: connector.InvalidCredential},
		},
		Number: connector.Expr("error_codes[0]"),
	}
	for _, c := range []struct {
		status int
		code   string
		want   connector.Status
	}{
		{400, "invalid_client_id", connector.Rejected},
		{401, "invalid_client_id", connector.Inconclusive},
		{400, "invalid_grant", connector.Inconclusive},
		{401, "invalid_grant", connector.Rejected},
		{400, "app_disabled", connector.Rejected},
		{401, "app_disabled", connector.Rejected},
		{403, "app_disabled", connector.Inconclusive},
		{403, "denied", connector.Rejected},
		{403, "invalid_client", connector.Inconclusive},
		{500, "app_disabled", connector.Inconclusive},
	} {
		_, got := judgeToken(request, c.status, tokenType, tokenError(c.code))
		if got.Status != c.want || got.TokenError != c.code {
			t.Errorf("%d %s: %s with the code %q, want %s", c.status, c.code, got.Status, got.TokenError, c.want)
		}
	}

	_, got := judgeToken(request, 401, tokenType, `{"error":"invalid_client","error_codes":[7000215]}`)
	if got.Evidence != "HTTP 401 with the error invalid_client, 7000215" {
		t.Errorf("evidence %q", got.Evidence)
	}
	for _, number := range []string{`"secret-4711"`, `"7000215 client-secret"`, `1234567890123`, `-1`, `null`} {
		if _, got := judgeToken(request, 401, tokenType, `{"error":"invalid_client","error_codes":[`+number+`]}`); got.Evidence != "HTTP 401 with the error invalid_client" {
			t.Errorf("the number %s: evidence %q", number, got.Evidence)
		}
	}
	if _, got := judgeToken(request, 400, tokenType, tokenError("client-secret-4711")); got.TokenError != "" || strings.Contains(got.Evidence, "4711") {
		t.Errorf("a code that is not known is shown: %+v", got)
	}
}

func TestResponsesWithoutTokenOrCodeAreInconclusive(t *testing.T) {
	for what, c := range map[string]struct {
		status  int
		label   string
		body    string
		headers []string
		want    connector.Reason
	}{
		"rate limit":                  {429, tokenType, tokenError("invalid_client"), nil, connector.ReasonRateLimited},
		"rate limit with 401":         {401, tokenType, tokenError("invalid_client"), []string{"Retry-After", "7"}, connector.ReasonRateLimited},
		"exhausted limit with 401":    {401, tokenType, tokenError("invalid_client"), []string{"X-RateLimit-Remaining", "0"}, connector.ReasonRateLimited},
		"firewall":                    {403, "text/html", "<html>invalid_client</html>", nil, connector.ReasonBlocked},
		"firewall in JSON":            {403, tokenType, `{"message":"denied"}`, nil, connector.ReasonUnexpectedResponse},
		"401 in HTML":                 {401, "text/html", "<html></html>", nil, connector.ReasonBlocked},
		"401 without a body":          {401, tokenType, "", []string{"WWW-Authenticate", "Basic"}, connector.ReasonBlocked},
		"401 in plain text":           {401, "text/plain", "invalid_client", nil, connector.ReasonBlocked},
		"403 of a gateway":            {403, tokenType, tokenError("invalid_client"), []string{"WWW-Authenticate", "Negotiate"}, connector.ReasonBlocked},
		"401 of a gateway":            {401, tokenType, tokenError("invalid_client"), []string{"WWW-Authenticate", "Negotiate"}, connector.ReasonBlocked},
		"400 in HTML":                 {400, "text/html", "<html>Oauth error</html>", nil, connector.ReasonUnexpectedResponse},
		"a list of errors":            {400, tokenType, `[{"error":"invalid_client"}]`, nil, connector.ReasonUnexpectedResponse},
		"an object as the error":      {400, tokenType, `{"error":{"code":"invalid_client"}}`, nil, connector.ReasonUnexpectedResponse},
		"200 with an error":           {200, tokenType, tokenError("invalid_client"), nil, connector.ReasonUnexpectedResponse},
		"redirect":                    {307, tokenType, tokenError("invalid_client"), []string{"Location", "https://elsewhere.example.com"}, connector.ReasonRedirected},
		"server error":                {500, tokenType, tokenError("invalid_client"), nil, connector.ReasonServerError},
		"maintenance":                 {503, "text/html", "<html></html>", nil, connector.ReasonServerError},
		"unpaid account":              {402, tokenType, tokenError("invalid_client"), nil, connector.ReasonUnexpectedResponse},
		"no such path":                {404, tokenType, tokenError("invalid_client"), nil, connector.ReasonUnexpectedResponse},
		"switch of the protocol":      {101, tokenType, "", nil, connector.ReasonUnexpectedResponse},
		"401 of the vendor's own":     {401, tokenType, `{"message":"Unauthorized"}`, nil, connector.ReasonUnexpectedResponse},
		"401 with its own challenge":  {401, tokenType, `{"message":"Unauthorized"}`, []string{"WWW-Authenticate", `Basic realm="x"`}, connector.ReasonUnexpectedResponse},
		"a body that is cut off":      {400, tokenType, `{"error":"invalid_client"`, nil, connector.ReasonUnexpectedResponse},
		"an empty body with a 400":    {400, tokenType, "", nil, connector.ReasonUnexpectedResponse},
		"a null with a 400":           {400, tokenType, "null", nil, connector.ReasonUnexpectedResponse},
		"an error that is no text":    {401, tokenType, `{"error":["invalid_client"]}`, nil, connector.ReasonUnexpectedResponse},
		"an error in another member":  {401, tokenType, `{"code":"invalid_client"}`, nil, connector.ReasonUnexpectedResponse},
		"an error in a different key": {401, tokenType, `{"Error":"invalid_client"}`, nil, connector.ReasonUnexpectedResponse},
	} {
		t.Run(what, func(t *testing.T) {
			_, got := judgeToken(connector.TokenRequest{}, c.status, c.label, c.body, c.headers...)
			if got.Status != connector.Inconclusive || got.Reason != c.want {
				t.Errorf("%s, %s; want inconclusive, %s", got.Status, got.Reason, c.want)
			}
		})
	}
}

func TestTokenRequestsAreAsDocumented(t *testing.T) {
	values := connector.Values{"client_id": secret.New("id:1"), "client_secret": secret.New("se cret+/é"), "account_id": secret.New("a&b"), "tenant_id": secret.New("example.com")}
	request := connector.TokenRequest{
		Path: "/{tenant_id}/oauth2/token", ClientID: connector.Part{Field: "client_id"}, ClientSecret: "client_secret", ClientAuth: connector.ClientSecretPost,
		Scope: "https://graph.example.com/.default", Parameters: []connector.Parameter{{Name: "account_id", Part: connector.Part{Field: "account_id"}}},
	}
	if got := request.URL("https://login.example.com/", values); got != "https://login.example.com/example.com/oauth2/token" {
		t.Errorf("URL %s", got)
	}
	headers, form := request.Build(values)
	const post = "account_id=a%26b&client_id=id%3A1&client_secret=se+cret%2B%2F%C3%A9&grant_type=client_credentials&scope=https%3A%2F%2Fgraph.example.com%2F.default"
	if len(headers) != 0 || form.Reveal() != post {
		t.Errorf("%d headers, form %s", len(headers), form.Reveal())
	}

	request.ClientAuth, request.GrantType = connector.ClientSecretBasic, "account_credentials"
	headers, form = request.Build(values)
	const basic = "account_id=a%26b&grant_type=account_credentials&scope=https%3A%2F%2Fgraph.example.com%2F.default"
	if form.Reveal() != basic {
		t.Errorf("form %s", form.Reveal())
	}
	// id%3A1:se+cret%2B%2F%C3%A9
	if len(headers) != 1 || headers[0].Name != "Authorization" || headers[0].Value.Reveal() != "Basic aWQlM0ExOnNlK2NyZXQlMkIlMkYlQzMlQTk=" {
		t.Errorf("headers %q", revealed(headers))
	}
	if !request.EncodingMatters(values) {
		t.Error("form encoding changes the secret, and this is not reported")
	}
	if plain := (connector.Values{"client_id": secret.New("id"), "client_secret": secret.New("secret-1_2.3~4")}); request.EncodingMatters(plain) {
		t.Error("form encoding changes nothing, and a change is reported")
	}
}

// TestTokensAreSecret: the account must not repeat a token, and log masks need every
// form in which the client's secret is sent.
func TestTokensAreSecret(t *testing.T) {
	definition := (&connector.Definition{
		Fields: []connector.Field{{Name: "client_id"}, {Name: "client_secret", Secret: true}},
		Schemes: []connector.Scheme{{
			Name:    connector.ClientCredentials,
			Headers: []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", connector.TokenField)},
			Token:   &connector.TokenRequest{ClientID: connector.Part{Field: "client_id"}, ClientSecret: "client_secret", ClientAuth: connector.ClientSecretBasic},
		}},
	}).Prepare()
	values := connector.Values{"client_id": secret.New("id"), "client_secret": secret.New("se cret")}
	texts := strings.Join(definition.SecretTexts(values), " | ")
	for _, want := range []string{"se cret", "se+cret", "aWQ6c2UrY3JldA=="} {
		if !strings.Contains(texts, want) {
			t.Errorf("%q is not among the secrets: %s", want, texts)
		}
	}
	if strings.Contains(texts, "Bearer") {
		t.Errorf("a header without a token is among the secrets: %s", texts)
	}
	if texts := strings.Join(definition.SecretTexts(values.WithToken(secret.New("token-1"))), " | "); !strings.Contains(texts, "token-1") {
		t.Errorf("the token is not among the secrets: %s", texts)
	}
}
