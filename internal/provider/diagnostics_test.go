package provider

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/mitchellh/go-wordwrap"
)

// aCredential is one of a connector, as its diagnostics see it.
func aCredential(definition *connector.Definition) verificationRequest {
	values := connector.Values{}
	for _, field := range definition.Fields {
		values[field.Name] = secret.New("x")
		if field.KeyLabel != nil {
			values[field.Name] = secret.New("x-us6")
		}
	}
	request := verificationRequest{definition: definition, name: "example-name", values: values}
	request.baseURL, _ = definition.BaseURL("")
	request.baseURL, _ = definition.TenantURL(request.baseURL, func(name string) string { return values[name].Reveal() })
	return request
}

// results are a result for each reason, with the longest of what varies.
func results(definition *connector.Definition) []verify.Result {
	rejected := func(status int) verify.Result {
		return verify.Result{
			Outcome: connector.Outcome{Status: connector.Rejected, Reason: connector.ReasonInvalidCredential, Evidence: fmt.Sprintf("HTTP %d", status)},
			Host:    "api.long-name.example.com", HTTPStatus: status, Attempts: 2, Elapsed: 12300 * time.Millisecond,
		}
	}
	unsent := rejected(401) // The exchange for another credential was rejected.
	unsent.Attempts = 0
	all := []verify.Result{rejected(401), rejected(403), rejected(500), unsent}
	for _, reason := range connector.Reasons() {
		if reason == connector.ReasonAccepted || reason == connector.ReasonNotVerified || reason == connector.ReasonInvalidCredential {
			continue
		}
		result := rejected(503)
		result.Outcome = connector.Outcome{Status: connector.Inconclusive, Reason: reason, Evidence: "HTTP 403 in a form that " + definition.Title + " is not known to use"}
		if insufficient := []connector.Reason{connector.ReasonMissingScope, connector.ReasonWrongEnvironment, connector.ReasonWrongAccount}; slices.Contains(insufficient, reason) {
			result.Status, result.Evidence = connector.Insufficient, "HTTP 200"
		}
		result.Cause = "the TLS handshake failed: the certificate is signed by an unknown authority"
		result.RetryAt = time.Now()
		all = append(all, result)
	}
	for _, rule := range definition.Rules {
		if rule.Means.Notice == (connector.Notice{}) {
			continue
		}
		result := rejected(403)
		result.Outcome = rule.Means
		result.Evidence = "HTTP 403"
		all = append(all, result)
	}
	return all
}

// situations are all ways to come to a diagnostic.
func situations(credential verificationRequest) []verificationRequest {
	var all []verificationRequest
	for _, phase := range []lifecycle.Phase{lifecycle.PhasePlan, lifecycle.PhaseApply} {
		for _, policy := range []lifecycle.Policy{lifecycle.Strict, lifecycle.Lenient} {
			for _, changed := range []bool{true, false} {
				for _, exists := range []bool{true, false} {
					all = append(all, inSituation(credential, lifecycle.Verification{Phase: phase, Policy: policy, Changed: changed}, exists))
				}
			}
		}
	}
	reading := inSituation(credential, lifecycle.Verification{Phase: lifecycle.PhasePlan, Policy: lifecycle.Strict, Changed: true}, false)
	reading.stateless = true
	return append(all, reading)
}

// inSituation returns the request of one credential in a situation.
func inSituation(request verificationRequest, verification lifecycle.Verification, exists bool) verificationRequest {
	request.Verification, request.exists = verification, exists
	return request
}

// TestObjectWithoutANameIsIdentifiedByItsFields: by those that are not secret, as a list.
func TestObjectWithoutANameIsIdentifiedByItsFields(t *testing.T) {
	t.Parallel()
	fields := []connector.Field{{Name: "account_id"}, {Name: "client_id"}, {Name: "region"}, {Name: "client_secret", Secret: true}}
	values := connector.Values{"account_id": secret.New("a"), "client_id": secret.New("b"), "client_secret": secret.New("c")}
	for want, shown := range map[string][]connector.Field{
		`the credential of this data source "a", "b"`: fields,
		`the credential of this data source`:          fields[2:],
	} {
		if got := label(verificationRequest{definition: &connector.Definition{Fields: shown}, kind: "data source", values: values}); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	fromEnvironment := verificationRequest{definition: &connector.Definition{Fields: fields}, kind: "data source", values: values, fromEnvironment: map[string]bool{"client_id": true}}
	if got, want := label(fromEnvironment), `the credential of this data source "a"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestDiagnosticsHaveEightLinesAtMost: title, evidence, consequence and next step.
func TestDiagnosticsHaveEightLinesAtMost(t *testing.T) {
	for _, definition := range catalog.All() {
		for _, result := range results(definition) {
			for _, request := range situations(aCredential(definition)) {
				if request.severity(result) == lifecycle.Pass {
					continue
				}
				kind, of := problemOf(request, result)
				text := kind.Title(of...) + "\n" + detail(request, result)
				if lines := strings.Split(wordwrap.WrapString(text, 78), "\n"); len(lines) > 9 { // With the blank one.
					t.Errorf("%d lines:\n%s", len(lines), strings.Join(lines, "\n"))
				}
				for _, flaw := range []string{"  ", "%!", "()", "..", " ,", " .", "\n\n\n", "0 requests"} {
					if strings.Contains(text, flaw) {
						t.Errorf("the diagnostic has %q:\n%s", flaw, text)
					}
				}
			}
		}
	}
}

// TestDiagnosticsSayWhatTheVendorReports: each is about what happened, and its step is
// one that helps. None speaks of a firewall or a permission unless that is the cause.
func TestDiagnosticsSayWhatTheVendorReports(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ connector, exchange, finding, step string }{
		{"brevo", "address that is not on the list", "does not allow the IP address of this machine (HTTP 401)", "Add the address at https://app.brevo.com/security/authorised_ips."},
		{"databricks", "address that is not on the list", "does not allow the IP address of this machine (HTTP 403)", "Add the address to the IP access list of the workspace."},
		{"databricks_oauth", "address that is not on the list", "does not allow the IP address of this machine (HTTP 403)", "Add the address to the IP access list of the workspace."},
		{"jira", "captcha", "requires a captcha of the user after failed logins (HTTP 403)", "solve the captcha"},
		{"marketo", "missing permission or address", "denied access for a missing permission or for the address of this machine (HTTP 200)", "check the IP allowlist"},
		{"marketo", "outage", "returned HTTP 200 OK with an error of its own, after 1 request", "Run again when Marketo is available."},
		{"new_relic", "wrong region", "denied the request (HTTP 403)", "Check region"},
		{"surveymonkey", "another data center", "belongs to another data center (HTTP 401)", "Check region"},
		{"smartsheet", "single sign-on", "requires single sign-on for the account (HTTP 401)", "may use access tokens"},
		{"gitlab", "DPoP is required", "requires a proof of possession (DPoP)", "Use the token of a user"},
		{"gitlab", "blocked owner", "the account is closed, blocked, unpaid", "Reactivate, pay or upgrade the account at GitLab."},
		{"github", "locked out after wrong tokens", "denied the request (HTTP 403)", "Find out why GitHub denies the request"},
		{"chargebee", "site blocked", "denied the request (HTTP 403)", "Find out why Chargebee denies the request"},
		{"airtable", "no right", "reported a missing permission (HTTP 403)", "Grant the credential the missing permission at Airtable."},
		{"salesforce", "no user under Run As", "(HTTP 400 with the error invalid_grant)", "Select a user under Run As"},
		{"salesforce", "flow that is not enabled", "(HTTP 400 with the error unsupported_grant_type)", "check domain, client_id and the client at Salesforce"},
		{"microsoft_graph", "no such tenant in other words", "(HTTP 400 with the error invalid_request, 90002)", "check tenant_id, client_id and the client at Microsoft Graph"},
		{"zoom", "wrong account", "(HTTP 400 with the error invalid_request)", "check account_id, client_id and the client at Zoom"},
	} {
		t.Run(c.connector+" "+c.exchange, func(t *testing.T) {
			t.Parallel()
			definition, _ := catalog.ByType(c.connector)
			request := inSituation(aCredential(definition), lifecycle.Verification{Phase: lifecycle.PhasePlan, Policy: lifecycle.Lenient, Changed: true}, false)
			text := detail(request, resultOfExchange(t, definition, c.exchange))
			if !strings.Contains(text, c.finding) || !strings.Contains(text, c.step) {
				t.Errorf("%s\nshould say %q and %q", text, c.finding, c.step)
			}
		})
	}
}

// resultOfExchange is the result of the response that a transcript has under this name.
func resultOfExchange(t *testing.T, definition *connector.Definition, name string) verify.Result {
	t.Helper()
	transcript, _ := transcripts.Of(definition.Type)
	i := slices.IndexFunc(transcript.Exchanges, func(e transcripts.Exchange) bool { return e.Name == name })
	if i < 0 {
		t.Fatalf("the transcript of %s has no exchange %q", definition.Type, name)
	}
	e := transcript.Exchanges[i]
	response := connector.Response{Status: e.Status, Header: e.Header, Body: e.Body, Values: aCredential(definition).values}
	result := verify.Result{Host: "api.example.com", HTTPStatus: e.Status, Attempts: 1}
	if transcript.IsTokenExchange(e) {
		_, result.Outcome = definition.JudgeToken(*definition.Schemes[0].Token, response)
		return result
	}
	response.Probe = definition.Probes[slices.IndexFunc(definition.Probes, func(p connector.Probe) bool { return p.Path == e.Path })]
	result.Outcome = definition.Judge(response)
	return result
}

// TestUnclearAddressNamesTheArgumentsInItsHost: a customer's label that does not exist
// leads to another host, unless base_url replaces it.
func TestUnclearAddressNamesTheArgumentsInItsHost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ connector, region, baseURL, step string }{
		{"zendesk", "", "https://x.zendesk.com", "Check subdomain, base_url, the provider's endpoints and CONNECTOR_ENDPOINT_ZENDESK"},
		{"zendesk", "", "https://proxy.example.com/zendesk", "Check base_url, the provider's endpoints and CONNECTOR_ENDPOINT_ZENDESK"},
		{"okta", "emea", "https://x.okta-emea.com", "Check subdomain, region, base_url, the provider's endpoints and CONNECTOR_ENDPOINT_OKTA"},
		{"salesforce", "", "https://x.my.salesforce.com", "Check domain, base_url, the provider's endpoints and CONNECTOR_ENDPOINT_SALESFORCE"},
		{"mailchimp", "", "https://us6.api.mailchimp.com/3.0", "Check api_key, base_url, the provider's endpoints and CONNECTOR_ENDPOINT_MAILCHIMP"},
		{"precoro", "us", "https://api.precoro.us", "Check base_url, the provider's endpoints and CONNECTOR_ENDPOINT_PRECORO"},
	} {
		definition, _ := catalog.ByType(c.connector)
		request := inSituation(aCredential(definition), lifecycle.Verification{Phase: lifecycle.PhasePlan, Policy: lifecycle.Lenient, Changed: true}, false)
		request.region, request.baseURL = c.region, c.baseURL
		result := verify.Result{Host: "api.example.com", HTTPStatus: 404, Attempts: 1, Outcome: connector.Outcome{
			Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, Evidence: "HTTP 404", RouteOnly: true,
		}}
		if text := detail(request, result); !strings.Contains(text, c.step) {
			t.Errorf("%s at %s: %s\nshould say %q", c.connector, c.baseURL, text, c.step)
		}
	}
}

// TestAddressOfBaseURLNamesNoOtherSetting: base_url takes precedence, so the diagnostic
// listed endpoints and its variable, which had no effect on the request.
func TestAddressOfBaseURLNamesNoOtherSetting(t *testing.T) {
	t.Parallel()
	for reason, step := range map[connector.Reason]string{
		connector.ReasonBlocked:            "and check base_url.",
		connector.ReasonUnreachable:        "Check the network and HTTPS_PROXY, as well as base_url.",
		connector.ReasonTimeout:            "Check the network and HTTPS_PROXY, as well as base_url.",
		connector.ReasonRedirected:         "Check base_url: it must lead to Zendesk's API.",
		connector.ReasonUnexpectedResponse: "Check base_url: it must lead to Zendesk's API.",
	} {
		for _, address := range []string{"https://proxy.example.com/zendesk", "https://x.zendesk.com"} {
			definition, _ := catalog.ByType("zendesk")
			request := inSituation(aCredential(definition), lifecycle.Verification{Phase: lifecycle.PhasePlan, Policy: lifecycle.Strict, Changed: true}, false)
			request.baseURL, request.ownBaseURL = address, true
			result := verify.Result{Host: "proxy.example.com", Attempts: 1, Outcome: connector.Outcome{Status: connector.Inconclusive, Reason: reason}}
			if text := detail(request, result); !strings.Contains(text, step) || strings.Contains(strings.ToLower(text), "endpoint") || strings.Contains(text, "subdomain") {
				t.Errorf("%s: %s\nshould say %q", reason, text, step)
			}
		}
	}
}

// TestUnmetRequirementsHaveEightLines: all of them at once, with several scopes. Only a
// list of more than longestList characters is cut.
func TestUnmetRequirementsHaveEightLines(t *testing.T) {
	stripe, _ := catalog.ByType("stripe")
	credential := aCredential(stripe)
	credential.requirements = lifecycle.Requirements{Environment: connector.Live, Account: map[string]string{"id": "acct_0123456789abcdef", "email": "payments@example.com"}}
	credential.unmetRequirements = lifecycle.UnmetRequirements{WrongEnvironment: true, WrongAccount: []string{"email", "id"}}
	var scopes []string
	for i := range 6 {
		scopes = append(scopes, fmt.Sprintf("example_scope_%d", i))
	}
	if text := nameList(slices.Repeat(scopes, 20)); !strings.HasSuffix(text, " and 85 more") {
		t.Errorf("a long list ends with %q", text[len(text)-20:])
	}
	github, _ := catalog.ByType("github")
	scoped := aCredential(github)
	scoped.unmetRequirements = lifecycle.UnmetRequirements{MissingScopes: scopes[3:]}
	for _, c := range []struct {
		request verificationRequest
		reason  connector.Reason
		says    string
	}{{credential, connector.ReasonWrongAccount, `instead of "acct_0123456789abcdef". Its environment is test instead of live.`}, {scoped, connector.ReasonMissingScope, "It lacks the required scopes example_scope_3, example_scope_4, example_scope_5, and has example_scope_0, example_scope_1, example_scope_2."}} {
		result := verify.Result{
			Host: "api.example.com", HTTPStatus: 200, Attempts: 1,
			Outcome: connector.Outcome{
				Status: connector.Insufficient, Reason: c.reason, Evidence: "HTTP 200", Account: connector.Account{ID: "acct_fedcba9876543210", Email: "other@example.com"},
				Report: connector.Report{
					Scopes:      connector.Reported[connector.ScopeList]{Covered: true, Present: true, Value: connector.NewScopeList(scopes[:3]...)},
					Environment: connector.Reported[connector.Environment]{Covered: true, Present: true, Value: connector.Test},
				},
			},
		}
		for _, request := range situations(c.request) {
			kind, of := problemOf(request, result)
			text := kind.Title(of...) + "\n" + detail(request, result)
			if lines := strings.Split(wordwrap.WrapString(text, 78), "\n"); len(lines) > 9 {
				t.Errorf("%d lines:\n%s", len(lines), strings.Join(lines, "\n"))
			}
			if !strings.Contains(text, c.says) || strings.Contains(text, "reject") || strings.Contains(text, "revo") {
				t.Errorf("the text lacks %q, or speaks of a rejection:\n%s", c.says, text)
			}
		}
	}
}

// TestDiagnosticsContainOnlyWhatApplies covers what depends on the case.
func TestDiagnosticsContainOnlyWhatApplies(t *testing.T) {
	customerly, _ := catalog.ByType("customerly")
	at := func(phase lifecycle.Phase, changed, exists bool) verificationRequest {
		return inSituation(aCredential(customerly), lifecycle.Verification{Phase: phase, Policy: lifecycle.Strict, Changed: changed}, exists)
	}
	reject := results(customerly)
	plan := at(lifecycle.PhasePlan, true, false)
	for _, c := range []struct {
		what     string
		text     string
		contains string
		want     bool
	}{
		{"new at plan", detail(plan, reject[0]), "-refresh=false", false},
		{"existing at plan", detail(at(lifecycle.PhasePlan, true, true), reject[0]), "-refresh=false", true},
		{"at apply", detail(at(lifecycle.PhaseApply, true, true), reject[0]), "-refresh=false", false},
		{"401", detail(plan, reject[0]), "This is how", false},
		{"500", detail(plan, reject[2]), "returned HTTP 500 for both authentication schemes (authentication, authorization), after 2 requests in 12.3s. This is how Customerly rejects a credential.", true},
		{"unchanged at apply", detail(at(lifecycle.PhaseApply, false, true), reject[0]), "State records the rejection and keeps everything else.", true},
		{"changed at apply", detail(at(lifecycle.PhaseApply, true, false), reject[0]), "Nothing was saved.", true},
	} {
		if strings.Contains(c.text, c.contains) != c.want {
			t.Errorf("%s: contains %q: %t, want %t:\n%s", c.what, c.contains, !c.want, c.want, c.text)
		}
	}
}

// TestErrorCodeOfATokenEndpointNamesItsArgument: a built-in connector has no such
// argument.
func TestErrorCodeOfATokenEndpointNamesItsArgument(t *testing.T) {
	custom := connector.Custom{
		BaseURL: "https://api.example.com", Token: &connector.CustomToken{URL: "https://login.example.com/token", ClientID: "example"},
	}.Definition()
	zoom, _ := catalog.ByType("zoom")
	for _, c := range []struct {
		definition *connector.Definition
		code, step string
	}{
		{custom, "invalid_scope", "Check oauth2.scope."},
		{custom, "unsupported_grant_type", "Check grant_type in oauth2.parameters."},
		{custom, "invalid_request", "Check oauth2.client_auth, scope and parameters."},
		{custom, "temporarily_unavailable", "Run again later. If the error remains, check the client at "},
		{zoom, "invalid_scope", "Run again later. If the error remains, check account_id, client_id and the client at Zoom."},
	} {
		result := verify.Result{
			Host: "login.example.com", HTTPStatus: 400, Attempts: 1,
			Outcome: connector.Outcome{
				Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse, Evidence: "HTTP 400 with the error " + c.code, TokenError: c.code,
			},
		}
		for _, request := range situations(aCredential(c.definition)) {
			if text := detail(request, result); !strings.Contains(text, c.step) || strings.Contains(c.step, "Check oauth2") && strings.Contains(text, "Run again later") {
				t.Errorf("%s, %s lacks %q:\n%s", c.definition.Type, c.code, c.step, text)
			}
		}
	}
}

// TestLargeHeadersNameTheSecrets: the step was to check the address, although it was right
// and a whole file had been set instead of a key.
func TestLargeHeadersNameTheSecrets(t *testing.T) {
	t.Parallel()
	outcome := connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonUnexpectedResponse}
	ofResponse, unsent := outcome, outcome
	ofResponse.Evidence = "HTTP 431"
	for _, c := range []struct {
		result verify.Result
		text   string
	}{
		{verify.Result{HTTPStatus: 431, Attempts: 1, Outcome: ofResponse}, "(HTTP 431)"},
		{verify.Result{Cause: transport.CauseRequestHeaders, Attempts: 1, Outcome: unsent}, "The request was not sent: its headers are larger than api.example.com accepts."},
	} {
		definition, _ := catalog.ByType("clari_copilot")
		request := inSituation(aCredential(definition), lifecycle.Verification{Phase: lifecycle.PhasePlan, Policy: lifecycle.Lenient, Changed: true}, false)
		c.result.Host = "api.example.com"
		text := detail(request, c.result)
		if !strings.Contains(text, c.text) || !strings.Contains(text, "Check the length of api_key and api_password") || strings.Contains(text, attrBaseURL) {
			t.Errorf("got:\n%s\nshould contain %q and name the secrets", text, c.text)
		}
		delete(request.values, "api_password")
		if text := detail(request, c.result); !strings.Contains(text, "Check the length of api_key:") {
			t.Errorf("got:\n%s\nshould name no secret that is not set", text)
		}
	}
}
