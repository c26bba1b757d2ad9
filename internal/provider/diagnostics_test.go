package provider

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/mitchellh/go-wordwrap"
)

// aCredential is one of a connector, as its diagnostics see it.
func aCredential(definition *connector.Definition) verificationRequest {
	values := connector.Values{}
	for _, field := range definition.Fields {
		values[field.Name] = secret.New("x")
	}
	return verificationRequest{definition: definition, name: "example-name", values: values}
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
		{zoom, "invalid_scope", "Run again later. If the error remains, check the client at Zoom."},
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
