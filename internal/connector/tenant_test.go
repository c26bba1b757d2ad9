package connector_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// tenantDefinition has a host per customer, and a connector whose key shows the host.
func tenantDefinition() *connector.Definition {
	return (&connector.Definition{
		Type:  "acme",
		Title: "Acme",
		Fields: []connector.Field{
			{Name: "subdomain", Title: "Subdomain", Tenant: true},
			{Name: "api_key", Title: "API Key", Secret: true},
		},
		Regions: []connector.Region{{Name: "com", BaseURL: "https://{subdomain}.vendor.example/api"}, {Name: "eu", BaseURL: "https://{subdomain}.eu.vendor.example/api"}},
	}).Prepare()
}

func TestTenantIsOneDNSLabel(t *testing.T) {
	tenant := tenantDefinition().Fields[0]
	for _, label := range []string{"acme", "a", "7", "ACME", "acme-eu", "acme--eu", "4cme", "xn--bcher-kva", "acme-test", strings.Repeat("a", 63)} {
		if problem := tenant.CheckValue(label); problem != "" {
			t.Errorf("%q %s", label, problem)
		}
	}
	for what, value := range map[string]string{
		"nothing":              "",
		"space":                "hidden acme",
		"space at the end":     "hidden ",
		"line break":           "hidden\n",
		"null":                 "hidden\x00",
		"scheme":               "https://hidden",
		"scheme without host":  "https:",
		"two slashes":          "//hidden",
		"slash":                "hidden/",
		"path":                 "hidden/api",
		"backslash":            `hidden\api`,
		"port":                 "hidden:443",
		"user":                 "hidden@evil",
		"query":                "hidden?x=1",
		"fragment":             "hidden#x",
		"percent":              "hidden%2e",
		"underscore":           "hidden_acme",
		"dot":                  "hidden.acme",
		"dot at the end":       "hidden.",
		"dot at the beginning": ".hidden",
		"ideographic dot":      "hidden\u3002acme",
		"the vendor's host":    "hidden.vendor.example",
		"URL":                  "https://hidden.vendor.example/api",
		"hyphen first":         "-hidden",
		"hyphen last":          "hidden-",
		"only a hyphen":        "-",
		"64 characters":        strings.Repeat("h", 64),
		"umlaut":               "hidden-b\u00fccher",
		"Cyrillic":             "\u0430\u0441\u043c\u0435",
		"full width":           "\uff41\uff43\uff4d\uff45",
		"Kelvin sign":          "hidden\u212a",
		"soft hyphen":          "hid\u00adden",
		"braces":               "{subdomain}",
		"brackets":             "[::1]",
		"star":                 "*",
		"not UTF-8":            "hidden\xff",
	} {
		problem := tenant.CheckValue(value)
		if !strings.HasPrefix(problem, "must ") || !strings.Contains(problem, "one DNS label, such as acme in acme.vendor.example: ASCII letters, digits and hyphens, no hyphen at either end, at most 63 characters") {
			t.Errorf("%s: problem %q", what, problem)
		}
		if strings.Contains(problem, "hidden") {
			t.Errorf("%s: the message repeats it: %s", what, problem)
		}
	}
}

func TestTenantIsTheFirstLabelOfTheBaseURL(t *testing.T) {
	d := tenantDefinition()
	for _, c := range []struct{ region, label, want string }{
		{"com", "acme", "https://acme.vendor.example/api"},
		{"eu", "acme-2", "https://acme-2.eu.vendor.example/api"},
		{"com", "ACME", "https://acme.vendor.example/api"},
		{"com", "", ""},
		{"com", "evil.example/", ""},
		{"com", "{subdomain}", ""},
	} {
		base, _ := d.BaseURL(c.region)
		got, complete := d.TenantURL(base, func(string) string { return c.label })
		if got != c.want || complete != (c.want != "") {
			t.Errorf("%s in %s: %q, want %q", c.label, c.region, got, c.want)
		}
	}
	if got, complete := d.TenantURL("https://api.example.com/v1", func(string) string { return "" }); !complete || got != "https://api.example.com/v1" {
		t.Errorf("a base URL without a label: %q", got)
	}
}

// TestEachTenantBaseURLIsCompleteWithItsLabels covers every connector: no
// placeholder is left over, the label is the beginning of the host, and a field of
// the base URL is required, and sent in no header.
func TestEachTenantBaseURLIsCompleteWithItsLabels(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		values := exampleValues(t, d)
		for _, region := range d.Regions {
			address, complete := d.TenantURL(region.BaseURL, func(field string) string { return values[field].Reveal() })
			parsed, err := url.Parse(address)
			if !complete || err != nil || strings.ContainsAny(address, "{}") {
				t.Fatalf("%s becomes %q", region.BaseURL, address)
			}
			for _, field := range d.Fields {
				if field.Tenant && !strings.HasPrefix(parsed.Host, values[field.Name].Reveal()+".") {
					t.Errorf("%s is not the first label of %s", field.Name, parsed.Host)
				}
			}
		}
		for _, field := range d.Fields {
			if field.Tenant && (field.Secret || field.Optional || !strings.Contains(d.Regions[0].BaseURL, "{"+field.Name+"}")) {
				t.Errorf("%s must be required, not secret, and in the base URL", field.Name)
			}
			if field.KeyLabel == nil {
				continue
			}
			if !field.Secret || field.KeyLabel.Of("no-label-in-this-key!") != "" || field.CheckValue("no-label-in-this-key!") == "" {
				t.Errorf("%s must be secret, and an error without its label", field.Name)
			}
		}
	})
}

func TestLabelOfAKeyIsReadFromTheKey(t *testing.T) {
	d := (&connector.Definition{
		Type: "acme",
		Fields: []connector.Field{{Name: "api_key", Secret: true, KeyLabel: &connector.KeyLabel{Name: "data_center", Of: func(key string) string {
			_, label, _ := strings.Cut(key, "-")
			return label
		}}}},
		Regions: []connector.Region{{BaseURL: "https://{data_center}.api.vendor.example/3.0"}},
	}).Prepare()
	for key, want := range map[string]string{
		"hidden-us6":                "https://us6.api.vendor.example/3.0",
		"hidden":                    "",
		"hidden-":                   "",
		"hidden-evil.example/x?y=z": "",
		"":                          "",
	} {
		if got, complete := d.TenantURL(d.Regions[0].BaseURL, func(string) string { return key }); got != want || complete != (want != "") {
			t.Errorf("%q: %q, want %q", key, got, want)
		}
	}
}

// TestSecondLabelsAreThoseOfTheVendor: hosts of test environments have one more label.
func TestSecondLabelsAreThoseOfTheVendor(t *testing.T) {
	d := (&connector.Definition{
		Fields:  []connector.Field{{Name: "domain", Tenant: true, SecondLabels: []string{"sandbox", "develop"}}},
		Regions: []connector.Region{{BaseURL: "https://{domain}.my.vendor.example"}},
	}).Prepare()
	for value, want := range map[string]string{
		"acme":               "https://acme.my.vendor.example",
		"acme--uat.sandbox":  "https://acme--uat.sandbox.my.vendor.example",
		"Acme-dev.DEVELOP":   "https://acme-dev.develop.my.vendor.example",
		"acme.scratch":       "",
		"acme.":              "",
		".sandbox":           "",
		"acme.sandbox.my":    "",
		"acme.sandbox@evil":  "",
		"acme-.sandbox":      "",
		"a.acme.sandbox":     "",
		"acme.my.vendor.com": "",
	} {
		address, complete := d.TenantURL(d.Regions[0].BaseURL, func(string) string { return value })
		problem := d.Fields[0].CheckValue(value)
		if address != want || complete != (want != "") || (problem == "") != complete {
			t.Errorf("%q: %q, %t, %q; want %q", value, address, complete, problem, want)
		}
		if problem != "" && !strings.Contains(problem, "one of .sandbox, .develop may follow, such as acme--uat.sandbox") {
			t.Errorf("%q: the message does not show the form: %s", value, problem)
		}
	}
}

func TestTenantInAPathIsAUUIDOrADomain(t *testing.T) {
	for _, value := range []string{"contoso.onmicrosoft.com", "example.com", "0a1B2c3d-0000-4000-8000-0123456789ab", "xn--bcher-kva.example"} {
		if problem := connector.CheckPathTenant(value); problem != "" {
			t.Errorf("%q %s", value, problem)
		}
	}
	for _, value := range []string{
		"common", "Organizations", "consumers", "", "acme", "0a1b2c3d", "0a1b2c3d-0000-4000-8000-0123456789a", "{0a1b2c3d-0000-4000-8000-0123456789ab}",
		"../common", "example.com/common", "example.com/", "example..com", ".example.com", "example.com.", "example.com?x", "example.com#x", "exa%6dple.com",
		"exa_mple.com", "bücher.example", "example.com\n", " example.com", "https://example.com", "example.com:443", "user@example.com", strings.Repeat("a.", 127) + "com",
	} {
		problem := connector.CheckPathTenant(value)
		if !strings.Contains(problem, "a UUID, or a domain name") || value != "" && strings.Contains(problem, "must not contain "+value) {
			t.Errorf("%q: problem %q", value, problem)
		}
	}
}
