package provider

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// recorder is an HTTP server that keeps the headers of what it receives.
type recorder struct {
	mu       sync.Mutex
	received []http.Header
}

func newRecorder(t *testing.T) (*recorder, string) {
	t.Helper()
	kept := &recorder{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		kept.mu.Lock()
		defer kept.mu.Unlock()
		kept.received = append(kept.received, request.Header.Clone())
	}))
	t.Cleanup(server.Close)
	return kept, server.URL
}

func (r *recorder) headers() []http.Header {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.received
}

func TestEphemeralHeadersReachAServerAndNothingElse(t *testing.T) {
	t.Parallel()
	for way, consumer := range map[string]string{
		"write-only argument": "resource \"consumer_request\" \"x\" {\n  url                = %q\n  headers_wo         = ephemeral.connector_credential_precoro.x.headers\n  headers_wo_version = 1\n}\n",
		"provider block":      "provider \"consumer\" {\n  headers = ephemeral.connector_credential_precoro.x.headers\n}\nresource \"consumer_request\" \"x\" {\n  url = %q\n}\n",
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			target, url := newRecorder(t)
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor("precoro")
			fields := vendor.Demo()
			fields["api_token"] = "cAnArY-precoro-headers-0a1b2c" // Plain, because it must arrive unchanged.
			vendor.Issue(fields)
			workspace := newWorkspace(t, vendors)
			workspace.Trace = true
			setFields(workspace, vendor, fields)
			workspace.Configure("ephemeral \"connector_credential_precoro\" \"x\" {}\n" + fmt.Sprintf(consumer, url))

			expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
			expect(t, workspace.Run("apply", "saved.tfplan"), 0, "1 added")
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			got := target.headers()
			if len(got) != 1 || got[0].Get("X-AUTH-TOKEN") != fields["api_token"] || got[0].Get("email") != fields["user_email"] {
				t.Errorf("%d requests arrived, not one with the credential's headers", len(got))
			}
			expect(t, workspace.Run("show", "-json"), 0)
			searchSecrets(t, workspace, []map[string]string{fields}, nil)
		})
	}
}

func TestEphemeralHeadersSetAWriteOnlyArgumentOfThisProvider(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("clari_copilot")
	workspace := newWorkspace(t, vendors)
	setFields(workspace, vendor, vendor.Demo())
	workspace.Configure(`
ephemeral "connector_credential_clari_copilot" "x" {}

resource "connector_credential_clari_copilot" "x" {
  name            = "from-ephemeral"
  api_key_wo      = ephemeral.connector_credential_clari_copilot.x.headers["X-Api-Key"]
  api_password_wo = ephemeral.connector_credential_clari_copilot.x.headers["X-Api-Password"]
}
`)
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestEphemeralSecretOfAnotherProviderSetsAWriteOnlyArgument(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("paymo")
	fields := canaries(vendor, "file")
	vendor.Issue(fields)
	workspace := newWorkspace(t, vendors)
	workspace.Trace = true
	secret := filepath.Join(t.TempDir(), "paymo-key")
	if err := os.WriteFile(secret, []byte(fields["api_key"]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace.Configure(fmt.Sprintf(`
ephemeral "consumer_secret_file" "paymo" {
  path = %q
}

resource "connector_credential_paymo" "x" {
  name       = "timesheets"
  api_key_wo = ephemeral.consumer_secret_file.paymo.value
}
`, secret))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	searchSecrets(t, workspace, []map[string]string{fields}, nil)
}
