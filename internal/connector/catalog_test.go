package connector_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// takenNames can be no field's name: Terraform's own arguments, and the
// attributes that every credential has.
var takenNames = []string{
	"connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner",

	"account", "allow_unverified", "auth_scheme", "base_url", "connector", "description", "environment", "expires_at", "expiry_warning",
	"header_names", "headers", "id", "name", "nexla", "nexla_credential", "region", "required_account", "required_environment",
	"required_scopes", "rotate_after", "rotated_at", "scopes", "secret_revision", "secrets_wo_version", "status", "status_reason",
	"verification", "verified_at",
}

// lowerSnake is the form of all names that a user writes.
var lowerSnake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func TestEveryDefinitionIsFoundByItsType(t *testing.T) {
	types := catalog.Types()
	if len(types) != len(catalog.All()) {
		t.Errorf("%d types of %d definitions", len(types), len(catalog.All()))
	}
	for i, d := range catalog.All() {
		if slices.Index(types, d.Type) != i {
			t.Errorf("type %q is not unique", d.Type)
		}
		if found, ok := catalog.ByType(d.Type); !ok || found.Title != d.Title {
			t.Errorf("type %q finds %v", d.Type, found)
		}
	}
	for _, unknown := range []string{"", "Precoro", "clari-copilot", "precoro "} {
		if d, found := catalog.ByType(unknown); found || d != nil {
			t.Errorf("type %q finds %v", unknown, d)
		}
	}
}

func TestEveryDefinitionHasAnExampleCredential(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) { exampleValues(t, d) })
}

func TestFieldNamesClashWithNothing(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		seen := slices.Clone(takenNames)
		take := func(name string) {
			if slices.Contains(seen, name) {
				t.Errorf("%s is taken", name)
			}
			seen = append(seen, name)
		}
		for _, field := range d.Fields {
			take(field.Name)
			if field.Secret {
				take(field.Name + "_wo")
			}
		}
	})
}

func TestNamesAreLowerSnakeCase(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		names := append([]string{d.Type}, d.SchemeNames()...)
		for _, field := range d.Fields {
			names = append(names, field.Name)
		}
		if d.HasRegions() {
			names = append(names, d.RegionNames()...)
		}
		for _, name := range names {
			if !lowerSnake.MatchString(name) {
				t.Errorf("%q is not in lower snake case", name)
			}
		}
	})
}

func TestEveryDefinitionHasASecretField(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		secret := d.SecretFields()
		if len(secret) == 0 {
			t.Error("there is no secret field")
		}
		for _, field := range secret {
			if !field.Secret {
				t.Errorf("%s is listed as secret and is not", field.Name)
			}
		}
	})
}

func TestBaseURLsArePlainHTTPSAddresses(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		if len(d.Regions) == 0 {
			t.Fatal("there is no base URL")
		}
		for i, region := range d.Regions {
			address, _ := d.TenantURL(region.BaseURL, func(field string) string { return exampleValues(t, d)[field].Reveal() })
			if problem := connector.CheckBaseURL(address); problem != "" {
				t.Errorf("%s %s", region.BaseURL, problem)
			}
			if !strings.HasPrefix(region.BaseURL, "https://") || strings.HasSuffix(region.BaseURL, "/") {
				t.Errorf("%s must begin with https:// and not end with a slash", region.BaseURL)
			}
			if d.HasRegions() == (region.Name == "") {
				t.Errorf("region %q of %d", region.Name, len(d.Regions))
			}
			if slices.Index(d.RegionNames(), region.Name) != i {
				t.Errorf("region %q is not unique", region.Name)
			}
		}
		if first, ok := d.BaseURL(""); !ok || first != d.Regions[0].BaseURL {
			t.Errorf("the default base URL is %q", first)
		}
		if other, ok := d.BaseURL("nowhere"); ok || other != "" {
			t.Errorf("an unknown region has the base URL %q", other)
		}
	})
}

func TestProbesAreSafeToSend(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		if len(d.Probes) == 0 {
			t.Fatal("there is no probe")
		}
		paths := map[string]bool{}
		for _, probe := range d.Probes {
			if !strings.HasPrefix(probe.Path, "/") || strings.ContainsAny(probe.Path, "?#{} ") {
				t.Errorf("path %q", probe.Path)
			}
			if paths[probe.Path] {
				t.Errorf("path %q comes twice, and it identifies the route", probe.Path)
			}
			paths[probe.Path] = true
			query, err := url.ParseQuery(probe.Query)
			if err != nil || query.Encode() != probe.Query {
				t.Errorf("query %q is not in its encoded form", probe.Query)
			}
			for _, field := range d.Fields {
				if query.Has(field.Name) || strings.Contains(probe.Query, "{") {
					t.Errorf("query %q carries the field %s", probe.Query, field.Name)
				}
			}
		}
	})
}

func TestEnvironmentVariablesAreTypeAndFieldInCapitals(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		for _, field := range d.Fields {
			if got, want := d.Env(field), strings.ToUpper(d.Type)+"_"+strings.ToUpper(field.Name); got != want {
				t.Errorf("variable %s, want %s", got, want)
			}
		}
		if got, want := d.EndpointEnv(), "CONNECTOR_ENDPOINT_"+strings.ToUpper(d.Type); got != want {
			t.Errorf("variable %s, want %s", got, want)
		}
	})
	// One that is written out, because a rule can be wrong on both sides.
	clari := definition(t, "clari_copilot")
	if got := clari.Env(clari.Fields[1]) + " " + clari.EndpointEnv(); got != "CLARI_COPILOT_API_PASSWORD CONNECTOR_ENDPOINT_CLARI_COPILOT" {
		t.Errorf("variables %s", got)
	}
}

// TestVariablesOfTwoConnectorsNeverMeet: a type that begins with another's could
// make the same name of another field.
func TestVariablesOfTwoConnectorsNeverMeet(t *testing.T) {
	owner := map[string]string{}
	for _, d := range catalog.All() {
		for _, field := range d.Fields {
			if other, taken := owner[d.Env(field)]; taken {
				t.Errorf("%s is read by %s and by %s", d.Env(field), other, d.Type)
			}
			owner[d.Env(field)] = d.Type
		}
	}
}

func TestClosedListsAreComplete(t *testing.T) {
	var statuses, reasons []string
	for _, status := range connector.Statuses() {
		statuses = append(statuses, string(status))
	}
	for _, reason := range connector.Reasons() {
		reasons = append(reasons, string(reason))
	}
	if want := []string{"verified", "rejected", "insufficient", "inconclusive", "unverified"}; !slices.Equal(statuses, want) {
		t.Errorf("statuses %q, want %q", statuses, want)
	}
	if want := []string{
		"accepted", "invalid_credential", "forbidden", "account_inactive", "missing_scope",
		"wrong_environment", "wrong_account", "not_reported", "blocked", "rate_limited", "unreachable", "timeout", "server_error",
		"redirected", "unexpected_response", "not_verified",
	}; !slices.Equal(reasons, want) {
		t.Errorf("reasons %q, want %q", reasons, want)
	}
}

func TestHostShowsNothingButHostAndPort(t *testing.T) {
	for baseURL, want := range map[string]string{
		"https://api.example.com":                 "api.example.com",
		"https://proxy.example.com:8443/vendor/":  "proxy.example.com:8443",
		"http://[::1]:8080/x":                     "[::1]:8080",
		"https://user:password@proxy.example.com": "proxy.example.com",
		"https://%zz":                             "",
		"":                                        "",
	} {
		if got := connector.Host(baseURL); got != want {
			t.Errorf("host of %q: %q, want %q", baseURL, got, want)
		}
	}
}
