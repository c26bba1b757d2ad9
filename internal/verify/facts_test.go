package verify_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// The facts of the vendor of these tests.
const everything = connector.FactAccount | connector.FactScopes | connector.FactExpiry | connector.FactEnvironment

// reporting is a credential whose vendor has a cheap probe, /ping, one with the
// account, /account, and one with the scopes and the environment, /key.
func reporting(f *fake, facts, optional connector.Facts) verify.Request {
	request := f.at("paymo", "a")
	request.Definition = &connector.Definition{
		Type: "acme", Title: "Acme", Fields: request.Definition.Fields, Schemes: request.Definition.Schemes[:1],
		Probes: []connector.Probe{
			{Path: "/ping"},
			{Path: "/account", Account: connector.AccountPaths{ID: connector.Expr("id")}},
			{Path: "/key", Scopes: connector.InBody("scopes"), Environment: connector.InBody("live")},
		},
		Rules: []connector.Rule{{Status: []int{401}, Means: connector.InvalidCredential}},
	}
	request.Required, request.Optional = facts, optional
	return request
}

// acmeVendor responds as that vendor does, with another status on one path.
func acmeVendor(t *testing.T, broken string, status int) (f *fake, paths func() []string) {
	t.Helper()
	var mu sync.Mutex
	var sent []string
	f = newFake(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		sent = append(sent, r.URL.Path)
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == broken {
			w.WriteHeader(status)
		}
		_, _ = w.Write([]byte(map[string]string{"/ping": `{}`, "/account": `{"id":"42"}`, "/key": `{"scopes":["read"],"live":true}`}[r.URL.Path]))
	})
	return f, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(sent)
	}
}

// TestProbesThatAreSent: only a probe that reports what is required decides, and
// otherwise the cheapest one.
func TestProbesThatAreSent(t *testing.T) {
	t.Parallel()
	const account, scopes, environment = connector.FactAccount, connector.FactScopes, connector.FactEnvironment
	for name, c := range map[string]struct {
		required, optional connector.Facts
		broken             string
		paths              []string
		status             connector.Status
		reported           connector.Facts
	}{
		"nothing":                                {0, 0, "", []string{"/ping"}, connector.Verified, 0},
		"scopes":                                 {scopes, 0, "", []string{"/key"}, connector.Verified, scopes | environment},
		"scopes and environment":                 {scopes | environment, 0, "", []string{"/key"}, connector.Verified, scopes | environment},
		"scopes and account":                     {scopes | account, 0, "", []string{"/account", "/key"}, connector.Verified, scopes | environment | account},
		"what no probe reports":                  {connector.FactExpiry, 0, "", []string{"/ping"}, connector.Verified, 0},
		"everything optional":                    {0, everything, "", []string{"/key", "/account"}, connector.Verified, scopes | environment | account},
		"scopes, everything optional":            {scopes, everything, "", []string{"/key", "/account"}, connector.Verified, scopes | environment | account},
		"scopes, and their probe fails":          {scopes, 0, "/key", []string{"/key"}, connector.Inconclusive, 0},
		"scopes, and another probe fails":        {scopes, everything, "/account", []string{"/key", "/account"}, connector.Verified, scopes | environment},
		"scopes and account, and one fails":      {scopes | account, 0, "/key", []string{"/account", "/key"}, connector.Inconclusive, 0},
		"account optional, and its probe fails":  {0, account, "/account", []string{"/account"}, connector.Inconclusive, 0},
		"everything optional, the account fails": {0, everything, "/account", []string{"/key", "/account"}, connector.Verified, scopes | environment},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, paths := acmeVendor(t, c.broken, http.StatusInternalServerError)
			settings := options()
			settings.MaxRetries = 0
			verifier := verify.New(settings)
			for range 2 {
				result := mustVerify(t, verifier, reporting(f, c.required, c.optional))
				if result.Status != c.status || factsOf(result) != c.reported {
					t.Errorf("%s with %s, want %s with %s", result.Status, factsOf(result).Names(), c.status, c.reported.Names())
				}
			}
			if got := paths(); !slices.Equal(got, c.paths) {
				t.Errorf("sent %q, want %q", got, c.paths)
			}
		})
	}
}

// TestResultOfAProbeThatWasSentIsKept: a probe whose route is gone is not sent again to
// complete the result of another one, and its reason stays.
func TestResultOfAProbeThatWasSentIsKept(t *testing.T) {
	t.Parallel()
	f, paths := acmeVendor(t, "/account", http.StatusNotFound)
	verifier := verify.New(options())
	for range 2 {
		result := mustVerify(t, verifier, reporting(f, connector.FactScopes|connector.FactAccount, 0))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnexpectedResponse)
	}
	wantVerified(t, mustVerify(t, verifier, reporting(f, connector.FactScopes, 0)))
	if got := paths(); !slices.Equal(got, []string{"/account", "/key", "/key"}) {
		t.Errorf("sent %q", got)
	}
}

func factsOf(result verify.Result) connector.Facts {
	var facts connector.Facts
	if result.Account.ID != "" {
		facts |= connector.FactAccount
	}
	if result.Report.Scopes.Present {
		facts |= connector.FactScopes
	}
	if result.Report.Environment.Present {
		facts |= connector.FactEnvironment
	}
	return facts
}

// TestFailedOptionalProbeIsSentAgainIfItsFactIsRequired: its failure would be taken for a
// vendor that does not report the fact.
func TestFailedOptionalProbeIsSentAgainIfItsFactIsRequired(t *testing.T) {
	t.Parallel()
	f, paths := acmeVendor(t, "/account", http.StatusInternalServerError)
	settings := options()
	settings.MaxRetries = 0
	verifier := verify.New(settings)
	for range 2 {
		wantVerified(t, mustVerify(t, verifier, reporting(f, 0, everything)))
		wantOutcome(t, mustVerify(t, verifier, reporting(f, connector.FactAccount, everything)), connector.Inconclusive, connector.ReasonServerError)
		wantVerified(t, mustVerify(t, verifier, reporting(f, connector.FactScopes, everything)))
	}
	if got := paths(); !slices.Equal(got, []string{"/key", "/account", "/account"}) {
		t.Errorf("sent %q", got)
	}
}

// TestRequirementsOfTwoResourcesShareResponses: the response that one needs serves the
// other, and a failure to report does not reach who requires nothing.
func TestRequirementsOfTwoResourcesShareResponses(t *testing.T) {
	t.Parallel()
	f, paths := acmeVendor(t, "", 0)
	verifier := verify.New(options())
	for _, required := range []connector.Facts{connector.FactScopes, connector.FactEnvironment, 0, connector.FactScopes} {
		wantVerified(t, mustVerify(t, verifier, reporting(f, required, 0)))
	}
	if got := paths(); !slices.Equal(got, []string{"/key"}) {
		t.Errorf("sent %q, want one request", got)
	}

	settings := options()
	settings.MaxRetries = 0
	for name, order := range map[string][]connector.Facts{
		"plain first": {0, connector.FactScopes, 0, connector.FactScopes},
		"plain last":  {connector.FactScopes, 0, 0},
	} {
		f, paths := acmeVendor(t, "/key", http.StatusInternalServerError)
		verifier := verify.New(settings)
		for _, required := range order {
			want := connector.Verified
			if required != 0 {
				want = connector.Inconclusive
			}
			if result := mustVerify(t, verifier, reporting(f, required, 0)); result.Status != want {
				t.Errorf("%s, requires %s: %s, want %s", name, required.Names(), result.Status, want)
			}
		}
		if got := len(paths()); got != 2 {
			t.Errorf("%s: %d requests, want 2", name, got)
		}
	}
}

// TestRejectionByTheCompletingProbe replaces an acceptance.
func TestRejectionByTheCompletingProbe(t *testing.T) {
	t.Parallel()
	f, _ := acmeVendor(t, "/key", http.StatusUnauthorized)
	verifier := verify.New(options())
	wantVerified(t, mustVerify(t, verifier, reporting(f, 0, 0)))
	wantOutcome(t, mustVerify(t, verifier, reporting(f, 0, everything)), connector.Rejected, connector.ReasonInvalidCredential)
}

// TestEnvironmentOfTheHostThatIsUsed: a base URL at the host of another region shows the
// environment of that region, and not that of the default.
func TestEnvironmentOfTheHostThatIsUsed(t *testing.T) {
	t.Parallel()
	f, _ := acmeVendor(t, "", 0)
	request := reporting(f, connector.FactEnvironment, 0)
	request.Definition.Probes = request.Definition.Probes[:1]
	request.Definition.Regions = []connector.Region{
		{Name: "live", BaseURL: "https://acme.example.com", Environment: connector.Live},
		{Name: "sandbox", BaseURL: f.URL, Environment: connector.Test},
	}
	result := mustVerify(t, verify.New(options()), request)
	wantVerified(t, result)
	if got := result.Report.Environment.Value; got != connector.Test {
		t.Errorf("environment %q, want %q", got, connector.Test)
	}
}
