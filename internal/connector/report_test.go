package connector_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// checkCovered tests that an accepted response covers what its probe reports, and that
// no other does.
func checkCovered(t *testing.T, d *connector.Definition, probe connector.Probe, outcome connector.Outcome) {
	t.Helper()
	var covered connector.Facts
	for fact, is := range map[connector.Facts]bool{
		connector.FactScopes: outcome.Report.Scopes.Covered, connector.FactExpiry: outcome.Report.ExpiresAt.Covered,
		connector.FactEnvironment: outcome.Report.Environment.Covered,
	} {
		if is {
			covered |= fact
		}
	}
	allowed := probe.Reports() | d.Reports()&connector.FactEnvironment
	if !allowed.Has(covered) || outcome.Status != connector.Verified && covered != 0 {
		t.Errorf("%s %s: a response that is %s covers %s", d.Type, probe.Path, outcome.Status, covered.Names())
	}
}

// reportOfBody is the report of a custom credential whose probe returns this body.
func reportOfBody(t *testing.T, body string, values connector.Values) connector.Report {
	t.Helper()
	custom := connector.Custom{BaseURL: "https://api.example.com", HeaderNames: []string{"X-Key"}, Probe: connector.CustomProbe{
		Target: "/me", Scopes: connector.Expr("scopes"), ExpiresAt: connector.Expr("expires_at"), Environment: connector.Expr("environment"),
	}}
	d := custom.Definition()
	outcome := d.Judge(connector.Response{Probe: d.Probes[0], Status: 200, Body: []byte(body), Values: values, Header: headerOf(jsonType)})
	if outcome.Status != connector.Verified {
		t.Fatalf("%s: %+v", body, outcome)
	}
	return outcome.Report
}

func TestScopesAreReadFromListsAndTexts(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]string{
		`{"scopes":["b","a","b"]}`:               {"a", "b"},
		`{"scopes":[]}`:                          {},
		`{"scopes":""}`:                          {},
		`{"scopes":"read write"}`:                {"read", "write"},
		`{"scopes":"write,read"}`:                {"read", "write"},
		`{"scopes":" read ,  write,\tread\n"}`:   {"read", "write"},
		`{"scopes":["Read all","x:y"]}`:          {"Read all", "x:y"},
		`{"scopes":["a\u202eb","\u0000","c\n"]}`: {"ab", "c"},
		`{"scopes":[1,null,"a",{"b":1}]}`:        {"a"},
		`{"scopes":null}`:                        nil,
		`{"scopes":true}`:                        nil,
		`{"scopes":7}`:                           nil,
		`{"scopes":{"a":true}}`:                  nil,
		`{}`:                                     nil,
	} {
		got := reportOfBody(t, body, nil).Scopes
		if !got.Covered || got.Present != (want != nil) || want != nil && !slices.Equal(got.Value.List(), want) {
			t.Errorf("%s: %+v, want %q", body, got, want)
		}
	}
}

func TestScopesAreCleanedLikeTheAccount(t *testing.T) {
	t.Parallel()
	values := connector.Values{connector.FieldHeaders: secret.New(connector.EncodeTexts(map[string]*string{"X-Key": new("canary-not-a-secret")}))}
	long := strings.Repeat("s", 300)
	got := reportOfBody(t, `{"scopes":["a","key:canary-not-a-secret","`+long+`","canary-not\u200b-a-secret"]}`, values).Scopes.Value.List()
	if want := []string{"a", long[:255]}; !slices.Equal(got, want) {
		t.Errorf("scopes %q, want %q", got, want)
	}
}

func TestExpiryIsRFC3339ADateOrSeconds(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		`"2027-01-02T03:04:05Z"`:      "2027-01-02T03:04:05Z",
		`"2027-01-02T03:04:05.9Z"`:    "2027-01-02T03:04:05Z",
		`"2027-01-02T05:04:05+02:00"`: "2027-01-02T03:04:05Z",
		`"2027-01-02"`:                "2027-01-02T00:00:00Z",
		`1798858800`:                  "2027-01-02T03:00:00Z",
		`1798858800.75`:               "2027-01-02T03:00:00Z",
		`"1798858800"`:                "2027-01-02T03:00:00Z",
		`"1798858800.5"`:              "2027-01-02T03:00:00Z",
		`0`:                           "",
		`"0"`:                         "",
		`""`:                          "",
		`null`:                        "",
		`-1`:                          "",
		`false`:                       "",
		`"never"`:                     "",
		`"02/01/2027"`:                "",
		`"2027-01-02 03:04:05"`:       "",
		`1798858800000`:               "",
		`1e300`:                       "",
		`"inf"`:                       "",
		`"0x10"`:                      "",
		`[1798858800]`:                "",
		`"0001-01-01T00:00:00Z"`:      "",
	} {
		got := reportOfBody(t, `{"expires_at":`+value+`}`, nil).ExpiresAt
		text := ""
		if got.Present {
			text = got.Value.Format(time.RFC3339)
		}
		if !got.Covered || text != want {
			t.Errorf("%s: %+v, want %q", value, got, want)
		}
	}
}

func TestEnvironmentIsLiveTestOrABoolean(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]connector.Environment{
		`"live"`: connector.Live, `"test"`: connector.Test, `true`: connector.Live, `false`: connector.Test,
		`"LIVE"`: "", `"production"`: "", `""`: "", `null`: "", `1`: "",
	} {
		got := reportOfBody(t, `{"environment":`+value+`}`, nil).Environment
		if !got.Covered || got.Present != (want != "") || got.Value != want {
			t.Errorf("%s: %+v, want %q", value, got, want)
		}
	}
}

// TestEnvironmentShownByFieldOrRegion: the response takes precedence, and neither
// belongs to a credential that was not accepted.
func TestEnvironmentShownByFieldOrRegion(t *testing.T) {
	t.Parallel()
	probe := connector.Probe{Path: "/me"}
	d := &connector.Definition{
		Type: "acme", Probes: []connector.Probe{probe}, Fields: []connector.Field{{Name: "key", Secret: true}},
		Regions: []connector.Region{{Name: "live", Environment: connector.Live}, {Name: "sandbox", Environment: connector.Test}, {Name: "other"}},
		KnownEnvironment: func(values connector.Values) connector.Environment {
			if strings.HasPrefix(values["key"].Reveal(), "test_") {
				return connector.Test
			}
			return ""
		},
	}
	judged := func(status int, body, key, region string, environment *connector.Source) connector.Reported[connector.Environment] {
		probe := probe
		probe.Environment = environment
		return d.Judge(connector.Response{
			Probe: probe, Status: status, Body: []byte(body), Header: headerOf(jsonType), Region: region, Values: connector.Values{"key": secret.New(key)},
		}).Report.Environment
	}
	for name, c := range map[string]struct {
		got  connector.Reported[connector.Environment]
		want connector.Environment
	}{
		"prefix of the key":         {judged(200, `{}`, "test_not-a-secret", "live", nil), connector.Test},
		"default region":            {judged(200, `{}`, "key-not-a-secret", "", nil), connector.Live},
		"region":                    {judged(200, `{}`, "key-not-a-secret", "sandbox", nil), connector.Test},
		"neither":                   {judged(200, `{}`, "key-not-a-secret", "other", nil), ""},
		"response":                  {judged(200, `{"live":true}`, "test_not-a-secret", "sandbox", connector.InBody("live")), connector.Live},
		"response without it":       {judged(200, `{}`, "test_not-a-secret", "live", connector.InBody("live")), connector.Test},
		"credential not accepted":   {judged(500, `{}`, "test_not-a-secret", "live", nil), ""},
		"value that a hook returns": {judged(200, `{}`, "key-not-a-secret", "other", connector.FoundBy(func(connector.Response) any { return connector.Live })), connector.Live},
	} {
		if c.got.Present != (c.want != "") || c.got.Value != c.want {
			t.Errorf("%s: %+v, want %q", name, c.got, c.want)
		}
	}
	if !d.Reports().Has(connector.FactEnvironment) || d.ProbesReport() != 0 {
		t.Errorf("reports %s, and its probes %s", d.Reports().Names(), d.ProbesReport().Names())
	}
}

// TestRegionsThatShowTheEnvironment: a region without a kind of its own shows none.
func TestRegionsThatShowTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		connector, region string
		want              connector.Environment
	}{
		{"okta", "", ""},
		{"okta", "emea", ""},
		{"okta", "preview", connector.Test},
		{"paypal", "", connector.Live},
		{"paypal", "sandbox", connector.Test},
		{"square", "production", connector.Live},
		{"square", "sandbox", connector.Test},
	} {
		if got := definition(t, c.connector).RegionEnvironment(c.region); got != c.want {
			t.Errorf("%s in the region %q: %q, want %q", c.connector, c.region, got, c.want)
		}
	}
}

// TestRegionOfABaseURL: a vendor's own host takes precedence over the region that was
// chosen, and any other host, such as a proxy's, leaves it.
func TestRegionOfABaseURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ connector, baseURL, chosen, want string }{
		{"paypal", "https://api-m.sandbox.paypal.com", "live", "sandbox"},
		{"paypal", "https://API-M.sandbox.paypal.com/", "", "sandbox"},
		{"paypal", "https://api-m.paypal.com", "sandbox", "live"},
		{"paypal", "https://proxy.example.com/api-m.sandbox.paypal.com", "live", "live"},
		{"paypal", "https://proxy.example.com", "sandbox", "sandbox"},
		{"okta", "https://acme.oktapreview.com", "okta", "preview"},
		{"okta", "https://acme.okta.com", "preview", "okta"},
		{"okta", "https://login.example.com", "okta", "okta"},
		{"zendesk", "https://acme.zendesk.com", "", ""},
	} {
		if got := definition(t, c.connector).RegionAt(c.baseURL, c.chosen); got != c.want {
			t.Errorf("%s at %s, region %q: %q, want %q", c.connector, c.baseURL, c.chosen, got, c.want)
		}
	}
}

// TestEnvironmentOfATenantsBaseURL: the name of the tenant in a vendor's own host takes
// precedence over the field.
func TestEnvironmentOfATenantsBaseURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		connector, field, value, baseURL string
		want                             connector.Environment
	}{
		{"salesforce", "domain", "acme", "https://acme--uat.sandbox.my.salesforce.com", connector.Test},
		{"salesforce", "domain", "acme--uat.sandbox", "https://acme.my.salesforce.com:443/", connector.Live},
		{"salesforce", "domain", "acme--uat.sandbox", "https://proxy.example.com/acme", connector.Test},
		{"chargebee", "site", "acme", "https://Acme-Test.chargebee.com/api/v2", connector.Test},
		{"chargebee", "site", "acme-test", "https://proxy.example.com", connector.Test},
		{"recharge", "api_token", "sk_test_example", "https://api.rechargeapps.com", connector.Test},
	} {
		d := definition(t, c.connector)
		probe := connector.Probe{Path: "/"}
		got := d.Judge(connector.Response{
			Probe: probe, Status: 200, Body: []byte(`{}`), Header: headerOf(jsonType), BaseURL: c.baseURL, Values: connector.Values{c.field: secret.New(c.value)},
		}).Report.Environment.Value
		if got != c.want {
			t.Errorf("%s %s at %s: %q, want %q", c.connector, c.value, c.baseURL, got, c.want)
		}
	}
}

func TestScopesThatIncludeOthers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		connector, scope, required string
		want                       bool
	}{
		{"attio", "record_permission:read-write", "record_permission:read", true},
		{"attio", "record_permission:read-write", "record_permission:read-write", true},
		{"attio", "record_permission:read", "record_permission:read-write", false},
		{"attio", "record_permission:read-write", "object_configuration:read", false},
		{"attio", "record_permission:read", "Record_permission:read", false},
		{"github", "admin:org", "read:org", true},
		{"github", "repo", "public_repo", true},
		{"github", "read:org", "admin:org", false},
		{"github", "repo", "read:org", false},
		{"stripe", "a:read-write", "a:read", false},
	} {
		if got := definition(t, c.connector).Satisfies([]string{"other", c.scope}, c.required); got != c.want {
			t.Errorf("%s: %s satisfies %s is %t, want %t", c.connector, c.scope, c.required, got, c.want)
		}
	}
}

// TestWhatPrecoroReportsCannotBeRequired: its only probe with the account is served
// once a minute.
func TestWhatPrecoroReportsCannotBeRequired(t *testing.T) {
	t.Parallel()
	for _, d := range catalog.All() {
		if missing := d.Reports() &^ d.Requirable(); (missing != 0) != (d.Type == "precoro") {
			t.Errorf("%s reports %s, and %s cannot be required", d.Type, d.Reports().Names(), missing.Names())
		}
	}
}

// TestReportsAreTheSameInTwoOrders: outcomes are compared.
func TestReportsAreTheSameInTwoOrders(t *testing.T) {
	t.Parallel()
	if connector.NewScopeList("b", "a", "a") != connector.NewScopeList("a", "b") {
		t.Error("two lists with the same scopes differ")
	}
	if got := (connector.ScopeList{}).List(); got == nil || len(got) != 0 {
		t.Errorf("no scopes are %q", got)
	}
}
