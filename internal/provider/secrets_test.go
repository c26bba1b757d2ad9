package provider

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// canaries are the demo credential of a vendor with secrets that cannot be mistaken for anything else.
func canaries(vendor *sandbox.Vendor, mark string) map[string]string {
	fields := vendor.Demo()
	definition, _ := catalog.ByType(vendor.Name())
	for i, field := range definition.SecretFields() {
		// The end stays: it can be the label of the host.
		fields[field.Name] = fmt.Sprintf("cAnArY-%s-%s-%d/+?&\"<>é-%s", vendor.Name(), mark, i, fields[field.Name])
	}
	return fields
}

// publicValues are the demo values of the fields that are not secret. A name is not
// enough: one vendor keeps secret what another one shows.
var publicValues = sync.OnceValue(func() map[string]bool {
	open := map[string]bool{}
	for _, definition := range catalog.All() {
		transcript, _ := transcripts.Of(definition.Type)
		for name, value := range transcript.Credential() {
			if !secretField(definition.Type, name) {
				open[value] = true
			}
		}
	}
	return open
})

// searchSecrets fails for each place in which a secret of any vendor is found.
func searchSecrets(t *testing.T, workspace *clitest.Workspace, credentials []map[string]string, except func(string) bool) {
	t.Helper()
	var secrets []string
	for _, fields := range credentials {
		for _, value := range fields {
			if !publicValues()[value] {
				secrets = append(secrets, value)
			}
		}
	}
	for _, where := range workspace.LeaksOfAny(secrets, except) {
		t.Error("a secret leaks in " + where)
	}
}

// hclMap writes fields as HCL does.
func hclMap(fields map[string]string) string {
	var members []string
	for name, value := range fields {
		members = append(members, fmt.Sprintf("%s = %q", name, value))
	}
	return "{ " + strings.Join(members, ", ") + " }"
}

// customCanaries declares custom credentials with secrets that cannot be
// mistaken for anything else: resources and an ephemeral resource, with headers
// and with HTTP Basic, and a data source where secrets are kept in state anyway.
// The suffix makes the resources' arguments write-only.
func customCanaries(vendors *sandbox.Sandbox, mark, suffix string, issue bool) (configuration string, secrets map[string]string) {
	secrets = map[string]string{}
	for _, name := range []string{"header", "bearer", "password"} {
		secrets[name] = fmt.Sprintf("cAnArY-acme-%s-%s/+?&\"<>é", mark, name)
		if issue {
			vendors.Acme().Issue(map[string]string{"api_key": secrets[name]})
		}
	}
	bearer := fmt.Sprintf("headers%%s = { Authorization = %q, X-Tenant = \"tenant-4711\" }", "Bearer "+secrets["bearer"])
	basic := fmt.Sprintf("basic_auth%%s = { username = \"integrations@example.com\", password = %q }", secrets["password"])
	where := fmt.Sprintf("base_url = %q", vendors.Acme().BaseURL())
	probe := strings.Replace(meProbe, "account.email", "to_string(@)", 1) // A vendor may reflect anything anywhere.
	configuration = custom(vendors, "x", fmt.Sprintf("headers%s = { X-Api-Key = %q }", suffix, secrets["header"]), probe) +
		custom(vendors, "basic", fmt.Sprintf(basic, suffix), `headers`+suffix+` = { X-Tenant = "tenant-4711" }`) +
		"ephemeral \"connector_credential_custom\" \"x\" {\n  allow_unverified = true\n" + where + "\n" + fmt.Sprintf(basic, "") + meProbe + "\n}\n" +
		"ephemeral \"connector_credential_custom\" \"bearer\" {\n  allow_unverified = true\n" + where + "\n" + fmt.Sprintf(bearer, "") + meProbe + "\n}\n" +
		fmt.Sprintf("resource \"consumer_request\" \"acme\" {\n  url = %q\n  headers_wo = "+
			"merge(ephemeral.connector_credential_custom.bearer.headers, ephemeral.connector_credential_custom.x.request_headers)\n}\n", vendors.URL()+"/unknown")
	if suffix == "" {
		configuration += "data \"connector_credential_custom\" \"x\" {\n  allow_unverified = true\n" + where + "\n" + fmt.Sprintf(bearer, "") + meProbe + "\n}\n"
	}
	return configuration, secrets
}

// faultsToSearch are the faults under which all output and files are searched for
// secrets: those that repeat secrets or that net/http logs, and every one for the
// report. Package faults searches the responses and logs of the provider under
// every fault for every connector.
func faultsToSearch() []string {
	faults := []string{"", "echo", "unsolicited", "redirect=https://elsewhere.example.com/", "malformed_http"}
	if os.Getenv(reportVariable) == "" {
		return faults
	}
	for _, info := range sandbox.Faults() {
		named := func(fault string) bool { name, _, _ := strings.Cut(fault, "="); return name == info.Name }
		if slices.ContainsFunc(faults, named) {
			continue
		}
		if _, err := sandbox.ParseFault(info.Name); err == nil {
			faults = append(faults, info.Name)
		} else {
			faults = append(faults, info.Name+"=503") // The others take a status, or a number of seconds.
		}
	}
	return faults
}

func TestWriteOnlySecretsAreNeverWritten(t *testing.T) {
	t.Parallel()
	for _, fault := range faultsToSearch() {
		name := fault
		if name == "" {
			name = "healthy"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			declared := withExchanged(vendors)
			workspace := newWorkspace(t, vendors)
			workspace.Trace = true

			var secrets []map[string]string
			functions := 0
			configuration := func(mark string, issue bool) string {
				var text strings.Builder
				functions = 0
				for _, vendor := range declared {
					fields := canaries(vendor, mark)
					secrets = append(secrets, fields)
					if issue {
						vendor.Issue(fields)
					}
					text.WriteString(declare(vendor.Name(), "x", fields))
					setFields(workspace, vendor, fields)
					fmt.Fprintf(&text, "data \"connector_credential_%[1]s\" \"x\" {\n  allow_unverified = true\n}\n"+
						"ephemeral \"connector_credential_%[1]s\" \"x\" {}\n"+
						"resource \"consumer_request\" %[1]q {\n  url        = %[2]q\n  headers_wo = ephemeral.connector_credential_%[1]s.x.headers\n}\n",
						vendor.Name(), vendors.URL()+"/unknown")
					if vendor.TokenPath() != "" {
						continue // The function sends no request for an access token.
					}
					functions++
					fmt.Fprintf(&text, "resource \"consumer_request\" \"%s-function\" {\n  url = %q\n  headers_wo = provider::connector::request_headers(%q, %s)\n}\n",
						vendor.Name(), vendors.URL()+"/unknown", vendor.Name(), hclMap(fields))
				}
				ofCustom, its := customCanaries(vendors, mark, writeOnlySuffix, issue)
				secrets = append(secrets, its)
				return text.String() + ofCustom
			}

			workspace.Configure(configuration("first", true))
			expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", 2*len(declared)+functions+3))
			if fault != "" {
				// Short, because there are faults that only a timeout ends.
				workspace.Env["CONNECTOR_REQUEST_TIMEOUT"] = "1s"
				workspace.Env["CONNECTOR_VERIFICATION_TIMEOUT"] = "3s"
				workspace.Env["CONNECTOR_MAX_RETRIES"] = "1"
				broken, err := sandbox.ParseFault(fault)
				if err != nil {
					t.Fatal(err)
				}
				for _, vendor := range append(vendors.Vendors(), vendors.Acme()) {
					vendor.Break(broken)
				}
			}
			workspace.Run("plan", "-out=unchanged.tfplan")
			workspace.Configure(configuration("second", true))
			workspace.Run("plan", "-out=rotated.tfplan")
			workspace.Run("apply")
			workspace.Configure(configuration("wrong", false))
			workspace.Run("plan")
			workspace.Run("show", "-json")
			workspace.Run("destroy")
			importing := configuration("first", true)
			for _, vendor := range declared {
				importing += fmt.Sprintf("import {\n  to = connector_credential_%[1]s.x\n  id = \"%[1]s-x\"\n}\n", vendor.Name())
			}
			workspace.Configure(importing)
			workspace.Run("apply")
			workspace.Run("state", "pull")
			searchSecrets(t, workspace, secrets, nil)
			searchSecrets(t, workspace, []map[string]string{issuedTokens(vendors)}, nil)
		})
	}
}

// withExchanged are the representatives, and connectors that exchange their credentials:
// with the client's secret in HTTP Basic, and in a form.
func withExchanged(vendors *sandbox.Sandbox) []*sandbox.Vendor {
	return append(representatives(vendors), vendors.Vendor("zoom"), vendors.Vendor("salesforce"))
}

// issuedTokens are the access tokens that credentials were exchanged for.
func issuedTokens(vendors *sandbox.Sandbox) map[string]string {
	tokens := map[string]string{}
	for _, vendor := range vendors.Vendors() {
		for _, token := range vendor.Tokens() {
			tokens[token] = token
		}
	}
	return tokens
}

func TestStoredSecretsAreInStateAndPlanOnly(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	declared := withExchanged(vendors)
	var secrets []map[string]string
	var configuration strings.Builder
	for _, vendor := range declared {
		fields := canaries(vendor, "stored")
		secrets = append(secrets, fields)
		vendor.Issue(fields)
		configuration.WriteString(strings.ReplaceAll(declare(vendor.Name(), "x", fields), writeOnlySuffix+" =", " ="))
	}
	ofCustom, its := customCanaries(vendors, "stored", "", true)
	workspace.Configure(configuration.String() + ofCustom)
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", len(declared)+3))
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0, "No changes")
	for i, vendor := range declared {
		vendor.Revoke(secrets[i])
	}
	for _, key := range its {
		vendors.Acme().Revoke(map[string]string{"api_key": key})
	}
	secrets = append(secrets, its)
	expect(t, workspace.Run("apply"), 1)
	expect(t, workspace.Run("plan", "-refresh-only"), 0)
	searchSecrets(t, workspace, []map[string]string{issuedTokens(vendors)}, nil)
	searchSecrets(t, workspace, secrets, func(file string) bool {
		return strings.HasPrefix(file, "terraform.tfstate") || strings.HasSuffix(file, ".tfplan")
	})
	if found := workspace.Leaks(slices.Collect(maps.Values(secrets[0]))[0], nil); len(found) == 0 {
		t.Error("the search does not find a secret that is in state on purpose")
	}
}

// TestSearchFindsWhatIsPlanted shows that the search above can fail, for each
// form of a secret and each kind of file.
func TestSearchFindsWhatIsPlanted(t *testing.T) {
	t.Parallel()
	const secret = "cAnArY-42/+?&\"<>é-end-of-it"
	plant := func(file string, content []byte) {
		workspace := clitest.New(t)
		if err := os.WriteFile(filepath.Join(workspace.Dir, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if len(workspace.Leaks(secret, nil)) == 0 {
			t.Errorf("a secret planted in %s is not found: %q", file, content)
		}
	}
	for _, form := range clitest.Encodings(secret) {
		plant("crash.log", []byte("before "+form+" after"))
	}
	for shift := range 3 {
		text := strings.Repeat("x", shift) + secret + ":password"
		plant("crash.log", []byte(base64.StdEncoding.EncodeToString([]byte(text))))
	}
	var plan bytes.Buffer
	archive := zip.NewWriter(&plan)
	member, err := archive.Create("tfplan")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = member.Write([]byte(secret))
	_ = archive.Close()
	plant("saved.tfplan", plan.Bytes())

	value := base64.StdEncoding.EncodeToString([]byte(`{"kept":"` + secret[:20] + `"}`))
	private := base64.StdEncoding.EncodeToString([]byte(`{"credential":"` + value + `"}`))
	workspace := clitest.New(t)
	state := `{"resources":[{"instances":[{"private":"` + private + `"}]}]}`
	if err := os.WriteFile(filepath.Join(workspace.Dir, "terraform.tfstate"), []byte(state), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(workspace.Leaks("cAnArY-42/+?&", nil)) == 0 {
		t.Error("a secret planted in private state is not found")
	}
}

// TestReplacedSecretIsNotReported: the vendor knows the secret of the last apply, and may
// repeat it about the new one. It is in state until the rotation, where it was stored.
func TestReplacedSecretIsNotReported(t *testing.T) {
	t.Parallel()
	var first atomic.Value
	vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		first.CompareAndSwap(nil, r.Header.Get("X-Api-Key"))
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"id":"4711","name":"replaces %[1]s","scopes":["read","of %[1]s"]}`, first.Load())
	}))
	t.Cleanup(vendor.Close)
	workspace := newWorkspace(t, startSandbox(t, noLimits()))
	configuration := func(key string) string {
		return fmt.Sprintf("resource \"connector_credential_custom\" \"x\" {\n  name = \"x\"\n  base_url = %q\n  headers = { X-Api-Key = %q }\n"+
			"  probe {\n    path = \"/me\"\n    accepted_when = \"id\"\n    account = { id = \"id\", name = \"name\" }\n    scopes = \"scopes\"\n  }\n}\n", vendor.URL, key)
	}
	workspace.Configure(configuration("cAnArY-first-not-a-secret"))
	expect(t, workspace.Run("apply"), 0, "1 added")
	workspace.Configure(configuration("cAnArY-second-not-a-secret"))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	wantAttributes(t, "rotated", workspace.Attributes(customX), map[string]string{
		"scopes": "[read]", "account": "map[email:<nil> id:4711 name:<nil> organization:<nil> role:<nil>]",
	})
}

func TestRedirectTargetReceivesNothing(t *testing.T) {
	t.Parallel()
	var received atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { received.Add(1) }))
	t.Cleanup(elsewhere.Close)
	vendors := startSandbox(t, noLimits())
	for _, vendor := range representatives(vendors) {
		vendor.Break(sandbox.Fault{Name: "redirect", Argument: elsewhere.URL + "/"})
	}
	workspace := newWorkspace(t, vendors)
	workspace.Configure(declareRepresentatives(vendors))
	expect(t, workspace.Run("plan"), 0, "no redirect is followed")
	if got := received.Load(); got != 0 {
		t.Errorf("the redirect's target received %d requests", got)
	}
	expectRequests(t, vendors, "plan", len(exampleConnectors))
}
