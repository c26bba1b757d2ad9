package provider

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

func TestCompanyRootIsTrustedBesideTheSystemsOverHTTP2(t *testing.T) {
	t.Parallel()
	const n, parallelism = 20, 10 // Terraform's default.
	vendors := startSandbox(t, sandbox.Config{TLS: true, RouteWindow: noLimits().RouteWindow})
	workspace := newWorkspace(t, vendors)
	workspace.Configure(distinct(vendors.Vendor("resci"), n))

	expect(t, workspace.Run("plan"), 0, "20 to add", "could not be verified", "ca_cert_file can add one")
	expectRequests(t, vendors, "plan without the authority", 0)

	authority := filepath.Join(t.TempDir(), "corp.pem")
	if err := os.WriteFile(authority, vendors.CertificatePEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace.Env["CONNECTOR_CA_CERT_FILE"] = authority
	before := vendors.Connections()
	output := workspace.Run("plan")
	expect(t, output, 0, "20 to add")
	expectSilent(t, output, "could not be verified")
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

// TestAuthoritiesAreReadCompletely: what is wrong in the file is an error with the
// number of the block, and not a later one about the vendor's certificate.
func TestAuthoritiesAreReadCompletely(t *testing.T) {
	t.Parallel()
	vendors, err := sandbox.Start(sandbox.Config{TLS: true, RouteWindow: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = vendors.Close() })
	good := string(vendors.CertificatePEM())
	broken := strings.Replace(good, "MII", "!!!", 1)
	notOne := "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n"
	key := "-----BEGIN EXAMPLE KEY-----\naGVsbG8=\n-----END EXAMPLE KEY-----\n"
	for name, c := range map[string]struct {
		content, problem string
		number           int
	}{
		"one": {good, "", 1}, "two": {good + "# a comment\n" + good, "", 2}, "byte order mark": {"\ufeff" + good, "", 1}, "CRLF": {strings.ReplaceAll(good, "\n", "\r\n"), "", 1},
		"text around":   {"subject=example\n" + good + "trailing\n", "", 1},
		"broken second": {good + broken, "block 2 cannot be read", 0}, "broken first": {broken + good, "block 1 cannot be read", 0},
		"no certificate": {good + notOne, "block 2 cannot be parsed", 0}, "cut off": {good + good[:len(good)-40], "block 2 cannot be read", 0},
		"another type": {key + good, "something else than a certificate in block 1", 0},
		"empty":        {"", "no certificate in PEM form", 0}, "text": {"hello", "no certificate in PEM form", 0}, "DER": {"0\x82\x01", "looks like DER", 0},
	} {
		authorities, problem := parseAuthorities([]byte(c.content))
		if len(authorities) != c.number || c.problem == "" && problem != "" || !strings.Contains(problem, c.problem) {
			t.Errorf("%s: %d authorities, problem %q; want %d and %q", name, len(authorities), problem, c.number, c.problem)
		}
	}
}

// TestProxyThatCannotBeParsedIsAnError: net/http would ignore it, and send the
// credential the direct way.
func TestProxyThatCannotBeParsedIsAnError(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for _, variable := range proxyVariables {
		workspace := newWorkspace(t, vendors)
		workspace.Env[variable] = "http://user:hidden-password@[::1"
		workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))
		output := workspace.Run("plan")
		expect(t, output, 1, variable, "must be the URL of a proxy")
		expectSilent(t, output, "hidden-password")
	}
	workspace := newWorkspace(t, vendors)
	workspace.Env["HTTPS_PROXY"] = "http://user:hidden-password@proxy.example.com\u200b:3128"
	workspace.Configure(declare("resci", "x", vendors.Vendor("resci").Demo()))
	output := workspace.Run("plan")
	expect(t, output, 1, "HTTPS_PROXY", "U+200B is character 46")
	expectSilent(t, output, "hidden-password")
	for _, good := range []string{"", "http://proxy.example.com:3128", "proxy.example.com:3128", "https://a:b@proxy.example.com", "socks5://127.0.0.1:1080", "proxy"} {
		if good != "" && !isProxy(good) && !isProxy("http://"+good) {
			t.Errorf("%q is rejected", good)
		}
	}
}

// TestContentInPlaceOfACertificateFileIsNotShown: CI systems keep a file's content in a
// variable, and such a file often has the private key too.
func TestContentInPlaceOfACertificateFileIsNotShown(t *testing.T) {
	t.Parallel()
	key := "-----BEGIN EXAMPLE KEY-----\n" + secretCanary + "\n-----END EXAMPLE KEY-----\n"
	for name, value := range map[string]string{
		"PEM": key, "PEM in one line": strings.ReplaceAll(key, "\n", " "), "base64": base64.StdEncoding.EncodeToString([]byte(key)),
		"no PEM": secretCanary + "\n", "long": strings.Repeat("MII"+secretCanary, 500),
	} {
		inBlock := fmt.Sprintf("provider \"connector\" {\n  ca_cert_file = %q\n}\n", value)
		for place, block := range map[string]string{"variable": "", "block": inBlock} {
			t.Run(name+" in the "+place, func(t *testing.T) {
				t.Parallel()
				workspace := clitest.New(t)
				workspace.Trace = true
				if block == "" {
					workspace.Env[envCACertFile] = value
				}
				workspace.Configure(block + declare("resci", "x", map[string]string{"api_key": "x"}))
				output := workspace.Run("plan")
				expect(t, output, 1, "Unreadable certificate file", "must be the path of the file")
				expectSilent(t, output, secretCanary, base64.StdEncoding.EncodeToString([]byte(secretCanary))[:20])
			})
		}
	}
}
