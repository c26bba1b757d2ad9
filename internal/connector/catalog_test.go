package connector_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// takenNames can be no field's name: Terraform's own arguments, and the
// attributes that every credential has.
var takenNames = []string{
	"connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner",

	"account", "allow_unverified", "auth_scheme", "base_url", "connector", "description", "header_names", "headers", "id", "name",
	"nexla", "nexla_credential", "region", "rotate_after", "rotated_at", "secret_revision", "secrets_wo_version", "status",
	"status_reason", "verification", "verified_at",
}

// lowerSnake is the form of all names that a user writes.
var lowerSnake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func TestEveryDefinitionIsFoundByItsType(t *testing.T) {
	types := connector.Types()
	if want := []string{"precoro", "paymo", "clari_copilot", "resci", "customerly"}; !slices.Equal(types, want) {
		t.Errorf("types %q, want %q", types, want)
	}
	for i, d := range connector.All() {
		if slices.Index(types, d.Type) != i {
			t.Errorf("type %q is not unique", d.Type)
		}
		if found, ok := connector.ByType(d.Type); !ok || found.Title != d.Title {
			t.Errorf("type %q finds %v", d.Type, found)
		}
	}
	for _, unknown := range []string{"", "Precoro", "clari-copilot", "precoro "} {
		if d, found := connector.ByType(unknown); found || d != nil {
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

func TestWhichFieldsAreSecret(t *testing.T) {
	want := map[string]bool{
		"precoro.api_token": true, "precoro.user_email": false,
		"paymo.api_key":         true,
		"clari_copilot.api_key": true, "clari_copilot.api_password": true,
		"resci.api_key":      true,
		"customerly.api_key": true,
	}
	fields := 0
	for _, d := range connector.All() {
		for _, field := range d.Fields {
			fields++
			if secret, known := want[d.Type+"."+field.Name]; !known || secret != field.Secret {
				t.Errorf("%s.%s: secret is %t", d.Type, field.Name, field.Secret)
			}
		}
	}
	if fields != len(want) {
		t.Errorf("%d fields, want %d", fields, len(want))
	}
}

func TestBaseURLsArePlainHTTPSAddresses(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		if len(d.Regions) == 0 {
			t.Fatal("there is no base URL")
		}
		for i, region := range d.Regions {
			if problem := connector.CheckBaseURL(region.BaseURL); problem != "" {
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

func TestDocumentedBaseURLs(t *testing.T) {
	for _, c := range []struct{ connector, region, want string }{
		{"precoro", "", "https://api.precoro.com"},
		{"precoro", "global", "https://api.precoro.com"},
		{"precoro", "us", "https://api.precoro.us"},
		{"paymo", "", "https://app.paymoapp.com/api"},
		{"clari_copilot", "", "https://rest-api.copilot.clari.com"},
		{"resci", "", "https://data.retentionscience.com/v3"},
		{"customerly", "", "https://api.customerly.io/v1"},
	} {
		if got, ok := definition(t, c.connector).BaseURL(c.region); !ok || got != c.want {
			t.Errorf("%s, region %q: %q, want %q", c.connector, c.region, got, c.want)
		}
	}
}

func TestProbesAreSafeToAsk(t *testing.T) {
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
				t.Errorf("path %q comes twice, and routes are told apart by it", probe.Path)
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

func TestDocumentedProbes(t *testing.T) {
	want := map[string][]string{
		"precoro":       {"/taxes?page=1&per_page=10", "/users?page=1&per_page=10 *", "/warehouses?page=1&per_page=10"},
		"paymo":         {"/me *"},
		"clari_copilot": {"/topics", "/users"},
		"resci":         {"/ping *", "/import_jobs"},
		"customerly":    {"/tags", "/users/list?page=0&per_page=1"},
	}
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		var got []string
		for _, probe := range d.Probes {
			text := strings.TrimPrefix(probe.URL("https://proxy.example.com/vendor/"), "https://proxy.example.com/vendor")
			if probe.TellsAccount {
				text += " *"
			}
			got = append(got, text)
		}
		if !slices.Equal(got, want[d.Type]) {
			t.Errorf("probes %q, want %q", got, want[d.Type])
		}
	})
}

func TestEnvironmentVariablesAreThoseOfTheDocumentation(t *testing.T) {
	fields := map[string][]string{
		"precoro":       {"PRECORO_API_TOKEN", "PRECORO_USER_EMAIL"},
		"paymo":         {"PAYMO_API_KEY"},
		"clari_copilot": {"CLARI_COPILOT_API_KEY", "CLARI_COPILOT_API_PASSWORD"},
		"resci":         {"RESCI_API_KEY"},
		"customerly":    {"CUSTOMERLY_API_KEY"},
	}
	endpoints := map[string]string{
		"precoro":       "CONNECTOR_ENDPOINT_PRECORO",
		"paymo":         "CONNECTOR_ENDPOINT_PAYMO",
		"clari_copilot": "CONNECTOR_ENDPOINT_CLARI_COPILOT",
		"resci":         "CONNECTOR_ENDPOINT_RESCI",
		"customerly":    "CONNECTOR_ENDPOINT_CUSTOMERLY",
	}
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		var got []string
		for _, field := range d.Fields {
			got = append(got, d.Env(field))
		}
		if !slices.Equal(got, fields[d.Type]) {
			t.Errorf("variables %q, want %q", got, fields[d.Type])
		}
		if got := d.EndpointEnv(); got != endpoints[d.Type] {
			t.Errorf("variable %q, want %q", got, endpoints[d.Type])
		}
	})
}

func TestClosedListsAreComplete(t *testing.T) {
	var statuses, reasons []string
	for _, status := range connector.Statuses() {
		statuses = append(statuses, string(status))
	}
	for _, reason := range connector.Reasons() {
		reasons = append(reasons, string(reason))
	}
	if want := []string{"verified", "rejected", "inconclusive", "unverified"}; !slices.Equal(statuses, want) {
		t.Errorf("statuses %q, want %q", statuses, want)
	}
	if want := []string{
		"accepted", "refused", "forbidden", "blocked", "rate_limited", "unreachable", "timeout", "server_error",
		"redirected", "unexpected_answer", "not_asked",
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
