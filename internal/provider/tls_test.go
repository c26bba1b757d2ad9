package provider

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestCompanyRootIsTrustedBesideTheSystemsOverHTTP2(t *testing.T) {
	t.Parallel()
	const n, parallelism = 20, 10 // Terraform's default.
	vendors := startSandbox(t, sandbox.Config{TLS: true, RouteWindow: noLimits().RouteWindow})
	workspace := newWorkspace(t, vendors)
	workspace.Configure(distinct(vendors.Vendor("resci"), n))

	expect(t, workspace.Run("plan"), 0, "20 to add", "Gives No Verdict", "ca_cert_file can add one")
	expectRequests(t, vendors, "plan without the authority", 0)

	authority := filepath.Join(t.TempDir(), "corp.pem")
	if err := os.WriteFile(authority, vendors.CertificatePEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace.Env["CONNECTOR_CA_CERT_FILE"] = authority
	before := vendors.Connections()
	output := workspace.Run("plan")
	expect(t, output, 0, "20 to add")
	expectSilent(t, output, "Gives No Verdict")
	for _, request := range vendors.Requests() {
		if request.Proto != "HTTP/2.0" {
			t.Errorf("protocol %s", request.Proto)
		}
	}
	// Those that start together may each have dialled before one connection serves all.
	if got := vendors.Connections() - before; got > parallelism {
		t.Errorf("%d connections for %d credentials over HTTP/2", got, n)
	}
	expectRequests(t, vendors, "plan with the authority", n)
}
