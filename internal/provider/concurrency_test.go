package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// crowdVariable is how many credentials are planned at once. `make crowd` takes a
// thousand, which would be most of the time that all other tests take.
const crowdVariable = "CONNECTOR_TEST_CROWD"

func crowdSize(t *testing.T) int {
	t.Helper()
	text, set := os.LookupEnv(crowdVariable)
	if !set {
		return 200
	}
	size, err := strconv.Atoi(text)
	if err != nil || size < 1 {
		t.Fatalf("%s is to be a number", crowdVariable)
	}
	return size
}

// wantDiagnostic is the expected diagnostic of one credential.
type wantDiagnostic struct {
	severity string // Empty: nothing at all.
	says     string
}

// failures are those of half of the credentials. Each has vendors of its own, at which
// every request fails that way, except for the revoked ones, which are at the same
// host as the valid ones.
var failures = []struct {
	fault string
	wantDiagnostic
}{
	{"", wantDiagnostic{"error", "rejected the credential"}},
	{"rate_limited=86400", wantDiagnostic{"warning", "limits the rate of requests"}},
	{"server_error", wantDiagnostic{"warning", "returned HTTP 500"}},
	{"html", wantDiagnostic{"warning", "does not show whether the credential is valid"}},
	{"reset", wantDiagnostic{"warning", "could not be reached"}},
}

// TestCrowdOfCredentialsGetsTheRightOutcomeForEach plans many different
// credentials of all connectors, fifty at a time, every second one broken: what
// is said of each is about that one, and nothing is said of a good one.
func TestCrowdOfCredentialsGetsTheRightOutcomeForEach(t *testing.T) {
	t.Parallel()
	crowd := crowdSize(t)
	healthy := startSandbox(t, noLimits())
	var broken []*sandbox.Sandbox
	for _, failure := range failures {
		vendors := healthy
		if failure.fault != "" {
			vendors = startSandbox(t, noLimits())
			fault, err := sandbox.ParseFault(failure.fault)
			if err != nil {
				t.Fatal(err)
			}
			for _, vendor := range vendors.Vendors() {
				vendor.Break(fault)
			}
		}
		broken = append(broken, vendors)
	}

	// base_url does not replace the host of a token endpoint.
	names := slices.DeleteFunc(sandbox.VendorNames(), func(name string) bool { return len(healthy.Vendor(name).Endpoints()) > 1 })
	want := map[string]wantDiagnostic{}
	var configuration strings.Builder
	for i := range crowd {
		name, label := names[i/2%len(names)], fmt.Sprintf("c%d", i)
		fields := oneOfMany(healthy.Vendor(name), i)
		base, outcome := healthy, wantDiagnostic{}
		if i%2 == 1 {
			which := i / 2 / len(names) % len(failures)
			base, outcome = broken[which], failures[which].wantDiagnostic
		} else {
			healthy.Vendor(name).Issue(fields)
		}
		want["connector_credential_"+name+"."+label] = outcome
		configuration.WriteString(declare(name, label, fields, fmt.Sprintf("base_url = %q", base.Vendor(name).BaseURL())))
	}

	workspace := newWorkspace(t, healthy)
	workspace.Limit = 10 * time.Minute
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "1"
	workspace.Configure(configuration.String())
	output := workspace.Run("plan", "-json", "-parallelism=50")
	if output.ExitCode != 1 {
		t.Errorf("exit code %d", output.ExitCode)
	}
	reported := diagnosticsByAddress(t, output.Stdout)
	wrong := 0
	for _, address := range slices.Sorted(maps.Keys(want)) {
		if problem := compareOutcome(reported[address], want[address]); problem != "" {
			if wrong++; wrong <= 10 {
				t.Errorf("%s: %s", address, problem)
			}
		}
		delete(reported, address)
	}
	if wrong > 10 {
		t.Errorf("and %d more", wrong-10)
	}
	for address, diagnostics := range reported {
		t.Errorf("of %q: %v", address, diagnostics)
	}
	t.Logf("%d credentials in %s", crowd, output.Took)
}

// oneOfMany is a credential that differs from the others of its vendor in each secret.
func oneOfMany(vendor *sandbox.Vendor, number int) map[string]string {
	fields := vendor.Demo()
	for name, value := range fields {
		if secretField(vendor.Name(), name) {
			fields[name] = fmt.Sprintf("%d-%s", number, value)
		}
	}
	return fields
}

// diagnostic is a diagnostic of `plan -json`.
type diagnostic struct {
	Severity, Summary, Detail, Address string
}

func diagnosticsByAddress(t *testing.T, stdout string) map[string][]diagnostic {
	t.Helper()
	found := map[string][]diagnostic{}
	for line := range strings.Lines(stdout) {
		var message struct {
			Type       string     `json:"type"`
			Diagnostic diagnostic `json:"diagnostic"`
		}
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if message.Type == "diagnostic" && !strings.Contains(message.Diagnostic.Summary, "development overrides") {
			found[message.Diagnostic.Address] = append(found[message.Diagnostic.Address], message.Diagnostic)
		}
	}
	return found
}

// compareOutcome returns the difference between the diagnostics of one credential and
// the expected one.
func compareOutcome(reported []diagnostic, want wantDiagnostic) string {
	switch {
	case want.severity == "" && len(reported) == 0:
		return ""
	case want.severity == "" || len(reported) != 1:
		return fmt.Sprintf("want %q and got %v", want, reported)
	case reported[0].Severity != want.severity || !strings.Contains(reported[0].Summary+reported[0].Detail, want.says):
		return fmt.Sprintf("want %q and got %v", want, reported)
	default:
		return ""
	}
}
