package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// closedAddress is an address without a server. A port that was free a moment
// ago may have been taken by another test.
const closedAddress = "127.0.0.1:1"

// invoke runs the command to its end.
func invoke(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errOut bytes.Buffer
	code = run(t.Context(), args, &out, &errOut)
	return code, out.String(), errOut.String()
}

// serveInBackground starts the command, waits for its env file and returns the
// address that this names. The returned function interrupts the command and returns its exit code and its standard output.
func serveInBackground(t *testing.T, envFile string) (address string, stop func() (int, string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var stdout, stderr bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"-listen", "127.0.0.1:0", "-route-window", "-1s", "-env-file", envFile}, &stdout, &stderr)
	}()
	t.Cleanup(cancel)
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		if lines, err := os.ReadFile(envFile); err == nil {
			_, rest, _ := strings.Cut(string(lines), `="http://`)
			address, _, _ = strings.Cut(rest, "/")
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the env file does not appear")
		}
	}
	return address, func() (int, string) {
		cancel()
		return <-done, stdout.String()
	}
}

func TestServesAndIsSteeredUntilInterrupted(t *testing.T) {
	envFile := filepath.Join(t.TempDir(), "sandbox.env")
	address, stop := serveInBackground(t, envFile)
	info, err := os.Stat(envFile)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	lines, err := os.ReadFile(envFile)
	if err != nil {
		t.Fatal(err)
	}

	ping := func() int {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/resci/ping", nil)
		request.Header.Set("Authorization", "ApiKey sandbox-resci-key-not-a-secret")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	for _, step := range []struct {
		args string
		want int
		says string
	}{
		{"-revoke resci", 401, "resci rejects its demo credential\n"},
		{"-restore resci", 200, "resci accepts its demo credential\n"},
		{"-break resci=rate_limited=3", 429, "resci fails with rate_limited=3\n"},
		{"-mend resci -take paymo=api_key,basic", 200, "resci has no faults\npaymo reads api_key,basic\n"},
		{"-report github.X-OAuth-Scopes=repo -report resci.site_id=42", 200, "github reports X-OAuth-Scopes as repo\nresci reports site_id as 42\n"},
	} {
		code, stdout, stderr := invoke(t, append([]string{"-listen", address}, strings.Fields(step.args)...)...)
		if code != 0 || stdout != step.says || stderr != "" {
			t.Errorf("%s: exit %d, %q, %q", step.args, code, stdout, stderr)
		}
		if got := ping(); got != step.want {
			t.Errorf("after %s: status %d, want %d", step.args, got, step.want)
		}
	}
	code, table, _ := invoke(t, "-listen", address, "-requests")
	rows := strings.Split(strings.TrimSpace(table), "\n")
	if code != 0 || len(rows) != 6 || !strings.HasPrefix(rows[0], "TIME") ||
		!strings.Contains(rows[3], "resci   GET     /ping  429") {
		t.Errorf("exit %d, table:\n%s", code, table)
	}

	code, stdout := stop()
	if code != 0 {
		t.Errorf("exit %d after an interrupt", code)
	}
	if stdout != string(lines) {
		t.Errorf("stdout and env file differ:\n%s\n%s", stdout, lines)
	}
	if _, err := os.Stat(envFile); !os.IsNotExist(err) {
		t.Errorf("the env file is still there: %v", err)
	}
}

func TestOneOfSeveralKeysIsRevoked(t *testing.T) {
	envFile := filepath.Join(t.TempDir(), "sandbox.env")
	address, _ := serveInBackground(t, envFile)
	t.Setenv(addressVariable, address) // As after sourcing the file: no -listen.
	key := func(number string) string { return "sandbox-resci-key-created-" + number + "-not-a-secret" }
	for _, step := range []struct{ args, prints string }{
		{"-create resci", "# Credential 1 of resci; revoke it with: connector-sandbox -revoke resci=1\n" +
			"export RESCI_API_KEY=\"" + key("1") + "\"\nexport TF_VAR_resci_api_key=\"" + key("1") + "\"\n"},
		{"-create resci -revoke resci=1", "# Credential 2 of resci; revoke it with: connector-sandbox -revoke resci=2\n" +
			"export RESCI_API_KEY=\"" + key("2") + "\"\nexport TF_VAR_resci_api_key=\"" + key("2") + "\"\n" +
			"resci rejects credential 1\n"},
		{"-keys resci", "CREDENTIAL  STATUS\nresci       accepted\nresci=1     rejected\nresci=2     accepted\n"},
		{"-restore resci=1 -revoke resci -keys resci", "resci accepts credential 1\nresci rejects its demo credential\n" +
			"CREDENTIAL  STATUS\nresci       rejected\nresci=1     accepted\nresci=2     accepted\n"},
	} {
		code, stdout, stderr := invoke(t, strings.Fields(step.args)...)
		if code != 0 || stdout != step.prints || stderr != "" {
			t.Errorf("%s: exit %d, %q, %q", step.args, code, stdout, stderr)
		}
	}
	code, stdout, stderr := invoke(t, "-revoke", "resci=3")
	if code != exitFailed || stdout != "" || !strings.Contains(stderr, "resci has 2 created credentials") {
		t.Errorf("a credential that does not exist: exit %d, %q, %q", code, stdout, stderr)
	}
}

func TestAddressComesFromTheEnvironment(t *testing.T) {
	t.Setenv(addressVariable, closedAddress)
	if code, _, stderr := invoke(t, "-mend", "paymo"); code != exitFailed || !strings.Contains(stderr, closedAddress) {
		t.Errorf("exit %d, %q", code, stderr)
	}
	if code, _, stderr := invoke(t, "-listen", "127.0.0.1:2", "-mend", "paymo"); code != exitFailed || !strings.Contains(stderr, "127.0.0.1:2") {
		t.Errorf("-listen does not take precedence: exit %d, %q", code, stderr)
	}
	t.Setenv(addressVariable, "sandbox.example.com:8765")
	if code, _, stderr := invoke(t, "-mend", "paymo"); code != exitUsage || !strings.Contains(stderr, "loopback") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	t.Setenv(addressVariable, "")
	if code, stdout, _ := invoke(t, "-help"); code != 0 || !strings.Contains(stdout, addressVariable) || !strings.Contains(stdout, defaultAddress) {
		t.Errorf("help: exit %d, %q", code, stdout)
	}
}

func TestNexlaIsBrokenAndMended(t *testing.T) {
	envFile := filepath.Join(t.TempDir(), "sandbox.env")
	address, _ := serveInBackground(t, envFile)
	for _, step := range []struct {
		args string
		want int
	}{{"-break nexla=unavailable=3", 503}, {"-mend nexla", 401}} {
		code, stdout, stderr := invoke(t, append([]string{"-listen", address}, strings.Fields(step.args)...)...)
		if code != 0 || !strings.HasPrefix(stdout, "nexla ") || stderr != "" {
			t.Errorf("%s: exit %d, %q, %q", step.args, code, stdout, stderr)
		}
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/nexla/data_credentials", nil)
		request.Header.Set("Accept", "application/vnd.nexla.api.v1+json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != step.want {
			t.Errorf("after %s: status %d, want %d", step.args, response.StatusCode, step.want)
		}
	}
	_, table, _ := invoke(t, "-listen", address, "-requests")
	if !strings.Contains(table, "nexla   GET     /data_credentials  503") {
		t.Errorf("table:\n%s", table)
	}
}

func TestOutputCanBeSourced(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine")
	}
	envFile := filepath.Join(t.TempDir(), "sandbox.env")
	address, _ := serveInBackground(t, envFile)
	variables := map[string]string{
		"CONNECTOR_ENDPOINT_PRECORO":        "http://" + address + "/precoro",
		"CONNECTOR_ENDPOINT_PAYMO":          "http://" + address + "/paymo",
		"CONNECTOR_ENDPOINT_CLARI_COPILOT":  "http://" + address + "/clari_copilot",
		"CONNECTOR_ENDPOINT_RESCI":          "http://" + address + "/resci",
		"CONNECTOR_ENDPOINT_CUSTOMERLY":     "http://" + address + "/customerly",
		"PRECORO_API_TOKEN":                 "sandbox-precoro-token-not-a-secret",
		"PRECORO_USER_EMAIL":                "integrations@example.com",
		"PAYMO_API_KEY":                     "sandbox-paymo-key-not-a-secret",
		"CLARI_COPILOT_API_KEY":             "sandbox-clari-copilot-key-not-a-secret",
		"CLARI_COPILOT_API_PASSWORD":        "sandbox-clari-copilot-password-not-a-secret",
		"RESCI_API_KEY":                     "sandbox-resci-key-not-a-secret",
		"CUSTOMERLY_API_KEY":                "sandbox-customerly-token-not-a-secret",
		"CONNECTOR_SANDBOX_ADDRESS":         address,
		"NEXLA_API_URL":                     "http://" + address + "/nexla",
		"NEXLA_SERVICE_KEY":                 "sandbox-nexla-service-key-not-a-secret",
		"TF_VAR_acme_base_url":              "http://" + address + "/acme",
		"TF_VAR_acme_api_key":               "sandbox-acme-key-not-a-secret",
		"TF_VAR_precoro_api_token":          "sandbox-precoro-token-not-a-secret",
		"TF_VAR_precoro_user_email":         "integrations@example.com",
		"TF_VAR_paymo_api_key":              "sandbox-paymo-key-not-a-secret",
		"TF_VAR_clari_copilot_api_key":      "sandbox-clari-copilot-key-not-a-secret",
		"TF_VAR_clari_copilot_api_password": "sandbox-clari-copilot-password-not-a-secret",
		"TF_VAR_resci_api_key":              "sandbox-resci-key-not-a-secret",
		"TF_VAR_customerly_api_key":         "sandbox-customerly-token-not-a-secret",
	}
	for _, vendor := range sandbox.VendorNames() {
		variables["CONNECTOR_ENDPOINT_"+strings.ToUpper(vendor)] = "http://" + address + "/" + vendor
	}
	for name, want := range variables {
		script := `eval "$(cat "$1")" && sh -c 'printf %s "$` + name + `"'`
		out, err := exec.CommandContext(t.Context(), shell, "-eu", "-c", script, "sh", envFile).CombinedOutput()
		if err != nil || string(out) != want {
			t.Errorf("%s is %q, want %q (%v)", name, out, want, err)
		}
	}
}

func TestWrongCommandLinesExitWithTwo(t *testing.T) {
	vendors := strings.Join(sandbox.VendorNames(), ", ")
	for args, want := range map[string]string{
		"-listen 0.0.0.0:8765":         "loopback",
		"-listen :8765":                "loopback",
		"-revoke missing":              vendors + ", acme",
		"-break missing=reset":         vendors + ", acme, nexla",
		"-mend missing":                vendors + ", acme, nexla",
		"-revoke nexla":                "unknown vendor",
		"-create nexla":                "unknown vendor",
		"-keys missing":                vendors + ", acme",
		"-revoke paymo=0":              "use the form paymo=1",
		"-restore paymo=first":         "use the form paymo=1",
		"-report nexla.scope=x":        "unknown vendor",
		"-report attio.scope":          "use the form attio.name=value",
		"-report attio=scope":          "use the form attio.name=value",
		"-take nexla=basic":            "unknown vendor",
		"-break nexla=nonsense":        "rate_limited",
		"-break paymo":                 "-faults lists the faults",
		"-break paymo=nonsense":        "rate_limited",
		"-break paymo=status=abc":      "needs a status",
		"-take paymo=nonsense":         "api_key, basic",
		"-take resci=basic":            "one header form only",
		"-route-window 0":              "negative",
		"-mend paymo -env-file x":      "-env-file",
		"serve":                        "unexpected argument",
		"-nonsense":                    "nonsense",
		"-requests -route-window 10ms": "-route-window",
	} {
		code, stdout, stderr := invoke(t, strings.Fields(args)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestMissingSandboxErrorShowsHowToStart(t *testing.T) {
	code, _, stderr := invoke(t, "-listen", closedAddress, "-mend", "paymo")
	if code != exitFailed || !strings.Contains(stderr, "connector-sandbox -listen "+closedAddress) {
		t.Errorf("exit %d, %q", code, stderr)
	}
}

func TestTakenAddressAndUnwritableFileFail(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if code, stdout, stderr := invoke(t, "-listen", l.Addr().String()); code != exitFailed || stdout != "" || !strings.Contains(stderr, "-listen 127.0.0.1:0") {
		t.Errorf("taken address: exit %d, %q, %q", code, stdout, stderr)
	}
	missing := filepath.Join(t.TempDir(), "missing", "sandbox.env")
	if code, stdout, _ := invoke(t, "-listen", "127.0.0.1:0", "-env-file", missing); code != exitFailed || stdout != "" {
		t.Errorf("unwritable file: exit %d, %q", code, stdout)
	}
}

func TestHelpAndFaultsNeedNoServer(t *testing.T) {
	if code, stdout, _ := invoke(t, "-help"); code != 0 || !strings.Contains(stdout, "-env-file") {
		t.Errorf("help: exit %d, %q", code, stdout)
	}
	if code, stdout, _ := invoke(t, "-faults"); code != 0 || !strings.Contains(stdout, "rate_limited=<Retry-After") || !strings.Contains(stdout, "gzip_bomb\n    ") {
		t.Errorf("faults: exit %d, %q", code, stdout)
	}
}
