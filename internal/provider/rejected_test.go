package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
)

// keyVariable declares a credential whose secret comes from TF_VAR_key, so that
// a saved plan can be applied with another one.
func keyVariable(lines ...string) string {
	return "variable \"key\" {\n  type      = string\n  ephemeral = true\n}\n" +
		"resource \"connector_credential_resci\" \"x\" {\n  name = \"marketing\"\n  api_key_wo = var.key\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

// plannedStatus reads status, reason and the actions out of a plan in JSON.
func plannedChange(t *testing.T, text string) (after map[string]any, unknown map[string]any, actions string) {
	t.Helper()
	var plan struct {
		ResourceChanges []struct {
			Address string
			Change  struct {
				Actions      []string
				After        map[string]any
				AfterUnknown map[string]any `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(text), &plan); err != nil {
		t.Fatal(err)
	}
	for _, change := range plan.ResourceChanges {
		if change.Address == resciX {
			return change.Change.After, change.Change.AfterUnknown, strings.Join(change.Change.Actions, ",")
		}
	}
	t.Fatal("the plan has no change of the credential")
	return nil, nil, ""
}

// TestRejectionIsKnownInThePlanAndRecordedByTheFailedApply: whatever is built on
// status sees the rejection: checks, policies on the JSON plan, outputs.
func TestRejectionIsKnownInThePlanAndRecordedByTheFailedApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	workspace := newWorkspace(t, vendors)
	workspace.Env["TF_VAR_key"] = "key-one"
	workspace.Configure(keyVariable() + `
check "key" {
  assert {
    condition     = connector_credential_resci.x.status != "rejected"
    error_message = "The key is ${connector_credential_resci.x.status} (${connector_credential_resci.x.status_reason})."
  }
}
output "status" {
  value = connector_credential_resci.x.status
}
resource "terraform_data" "dependent" {
  input = connector_credential_resci.x.id
}
resource "terraform_data" "neighbour" {
  input = "first"
}
`)
	expect(t, workspace.Run("apply"), 0, "3 added")
	before := workspace.Attributes(resciX)

	vendors.Vendor("resci").Revoke(map[string]string{"api_key": "key-one"})
	expect(t, workspace.Run("plan", "-detailed-exitcode", "-out=saved.tfplan"), 2,
		`= "verified" -> "rejected"`, `= "accepted" -> "invalid_credential"`, "(known after apply)",
		"The key is rejected (invalid_credential).", `"verified" -> "rejected"`, "0 to add, 1 to change, 0 to destroy")
	after, unknown, actions := plannedChange(t, workspace.Run("show", "-json", "saved.tfplan").Raw)
	if actions != "update" || after["status"] != "rejected" || after["status_reason"] != "invalid_credential" || unknown["verified_at"] != true {
		t.Errorf("%s to %v, unknown %v", actions, after, unknown)
	}
	for _, name := range []string{"id", "auth_scheme", "secret_revision", "rotated_at"} {
		if fmt.Sprint(after[name]) != fmt.Sprint(before[name]) {
			t.Errorf("%s is planned as %v, and was %v", name, after[name], before[name])
		}
	}

	expect(t, workspace.Run("apply"), 1, "Error: ")
	failed := workspace.Attributes(resciX)
	for name, value := range map[string]any{"status": "rejected", "status_reason": "invalid_credential"} {
		if failed[name] != value {
			t.Errorf("the failed apply records %s %v, want %v", name, failed[name], value)
		}
		before[name] = value
	}
	if fmt.Sprint(failed) != fmt.Sprint(before) {
		t.Errorf("the state was %v and is %v", before, failed)
	}
	expect(t, workspace.Run("show"), 0, `status = "rejected"`)
	// It is planned again until it is accepted, and the hash is still there to compare with.
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change", "The key is rejected")

	vendors.Vendor("resci").Restore(map[string]string{"api_key": "key-one"})
	expect(t, workspace.Run("apply"), 0, `"rejected" -> (known after apply)`, "1 changed")
	restored := workspace.Attributes(resciX)
	if restored["status"] != "verified" || restored["secret_revision"] != before["secret_revision"] || restored["rotated_at"] != before["rotated_at"] {
		t.Errorf("restored: %v", restored)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestRejectedCredentialFailsItsOwnApplyAlone: a change beside the rejection is
// not saved either, and everything else is.
func TestRejectedCredentialFailsItsOwnApplyAlone(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	workspace := newWorkspace(t, vendors)
	workspace.Env["TF_VAR_key"] = "key-one"
	configuration := func(text string) string {
		return keyVariable(`description = "`+text+`"`) + "resource \"terraform_data\" \"neighbour\" {\n  input = \"" + text + "\"\n}\n"
	}
	workspace.Configure(configuration("first"))
	expect(t, workspace.Run("apply"), 0)
	vendors.Vendor("resci").Revoke(map[string]string{"api_key": "key-one"})
	workspace.Configure(configuration("second"))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, `"verified" -> "rejected"`, "2 to change")
	expect(t, workspace.Run("apply"), 1)
	if got := workspace.Attributes(resciX); got["description"] != "first" || got["status"] != "rejected" {
		t.Errorf("state: %v", got)
	}
	if got := workspace.Attributes("terraform_data.neighbour"); !strings.Contains(fmt.Sprint(got["input"]), "second") {
		t.Errorf("the neighbour: %v", got)
	}
}

// TestResultThatChangesAfterTheSavedPlan: the CLI stops the resource.
func TestResultThatChangesAfterTheSavedPlan(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one")
	workspace := newWorkspace(t, vendors)
	workspace.Env["TF_VAR_key"] = "key-one"
	workspace.Configure(keyVariable())
	expect(t, workspace.Run("apply"), 0)
	before := workspace.Attributes(resciX)
	vendors.Vendor("resci").Revoke(map[string]string{"api_key": "key-one"})
	expect(t, workspace.Run("plan", "-out=saved.tfplan"), 0)
	vendors.Vendor("resci").Restore(map[string]string{"api_key": "key-one"})
	expect(t, workspace.Run("apply", "saved.tfplan"), 1, "Provider produced inconsistent final plan")
	if after := workspace.Attributes(resciX); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("the state was %v and is %v", before, after)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestTestCommandSeesTheRejectedStatus: terraform test with command = plan.
func TestTestCommandSeesTheRejectedStatus(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("resci").Demo()
	workspace := newWorkspace(t, vendors)
	workspace.Configure(declare("resci", "x", demo))
	if err := os.WriteFile(filepath.Join(workspace.Dir, "status.tftest.hcl"), []byte(`
run "create" {}
run "revoked" {
  command = plan
  assert {
    condition     = connector_credential_resci.x.status == "verified"
    error_message = "The status is ${connector_credential_resci.x.status}."
  }
}
`), 0o600); err != nil {
		t.Fatal(err)
	}
	expect(t, workspace.Run("test"), 0, "2 passed, 0 failed")
}

// TestReplacedCredentialHasAnotherRevision: whatever follows the revision sees a
// new secret also where the resource is new.
func TestReplacedCredentialHasAnotherRevision(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	workspace := newWorkspace(t, vendors)
	workspace.Env["TF_VAR_key"] = "key-one"
	configuration := keyVariable() + "resource \"terraform_data\" \"consumer\" {\n  triggers_replace = connector_credential_resci.x.secret_revision\n}\n"
	workspace.Configure(configuration)
	expect(t, workspace.Run("apply"), 0, "2 added")
	seen := map[string]bool{fmt.Sprint(workspace.Attributes(resciX)["secret_revision"]): true}
	for what, again := range map[string]func() clitest.Output{
		"replaced": func() clitest.Output { return workspace.Run("apply", "-replace="+resciX) },
		"removed and imported": func() clitest.Output {
			workspace.Configure("removed {\n  from = " + resciX + "\n  lifecycle {\n    destroy = false\n  }\n}\nremoved {\n  from = terraform_data.consumer\n  lifecycle {\n    destroy = false\n  }\n}\n")
			expect(t, workspace.Run("apply"), 0)
			workspace.Configure(configuration + "import {\n  to = " + resciX + "\n  id = \"marketing\"\n}\n")
			return workspace.Run("apply")
		},
	} {
		workspace.Env["TF_VAR_key"] = map[string]string{"key-one": "key-two", "key-two": "key-one"}[workspace.Env["TF_VAR_key"]]
		expect(t, again(), 0, "terraform_data.consumer")
		revision := fmt.Sprint(workspace.Attributes(resciX)["secret_revision"])
		if seen[revision] {
			t.Errorf("%s: the revision %s is repeated", what, revision)
		}
		seen[revision] = true
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	}
}

// TestRemovedSchemeIsUnpinned: state keeps what was accepted, and the pin goes.
func TestRemovedSchemeIsUnpinned(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("paymo").Demo()
	workspace := newWorkspace(t, vendors)
	stored := func(lines ...string) string {
		return "resource \"connector_credential_paymo\" \"x\" {\n  name = \"paymo-x\"\n  api_key = \"" + demo["api_key"] + "\"\n  " + strings.Join(lines, "\n  ") + "\n}\n"
	}
	workspace.Configure(stored(`auth_scheme = "basic"`))
	expect(t, workspace.Run("apply"), 0)
	workspace.Configure(stored())
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	// The vendor reads another form now: a refresh tries both, and rejects nothing.
	vendors.Vendor("paymo").Take("api_key")
	expect(t, workspace.Run("apply", "-refresh-only"), 0)
	if got := workspace.Attributes("connector_credential_paymo.x"); got["status"] != "verified" {
		t.Errorf("the status is %v", got["status"])
	}
}

// TestIgnoredSecretIsNotMissing: ignore_changes replaces the write-only secret by
// the null of the state.
func TestIgnoredSecretIsNotMissing(t *testing.T) {
	t.Parallel()
	for _, ignored := range []string{"all", "[api_key_wo]"} {
		vendors := startSandbox(t, noLimits())
		issueResci(vendors, "key-one")
		workspace := newWorkspace(t, vendors)
		workspace.Env["TF_VAR_key"] = "key-one"
		lifecycle := "lifecycle {\n    ignore_changes = " + ignored + "\n  }"
		workspace.Configure(keyVariable(lifecycle))
		expect(t, workspace.Run("apply"), 0, "1 added")
		before := workspace.Attributes(resciX)

		workspace.Env["TF_VAR_key"] = "key-that-is-ignored"
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		expect(t, workspace.Run("plan", "-refresh-only"), 0, "No changes")
		if ignored != "all" {
			workspace.Configure(keyVariable(lifecycle, `description = "other"`))
			expect(t, workspace.Run("apply"), 0, "1 changed")
			after := workspace.Attributes(resciX)
			if after["description"] != "other" || after["secret_revision"] != before["secret_revision"] || after["status"] != "verified" {
				t.Errorf("state: %v", after)
			}
			// The secret that was ignored is not remembered as the one in use.
			workspace.Env["TF_VAR_key"] = "key-one"
			workspace.Configure(keyVariable(`description = "other"`))
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			workspace.Configure(keyVariable(lifecycle, `description = "other"`))
		}
		expect(t, workspace.Run("destroy"), 0, "1 destroyed")
	}
}

// TestVersionRotatesAnIgnoredSecret: a plan does not have the secret, but secrets_wo_version
// alone decides whether it is another one. The apply has both, and verifies.
func TestVersionRotatesAnIgnoredSecret(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	workspace := newWorkspace(t, vendors)
	configure := func(key, version string) {
		workspace.Env["TF_VAR_key"] = key
		workspace.Configure(keyVariable("secrets_wo_version = "+version, "lifecycle {\n    ignore_changes = [api_key_wo]\n  }"))
	}
	configure("key-one", `"1"`)
	expect(t, workspace.Run("apply"), 0, "1 added")
	revision, _ := workspace.Attributes(resciX)["secret_revision"].(float64)
	rotated := map[string]string{"status": "verified", "secrets_wo_version": "2", "secret_revision": fmt.Sprint(revision + 1)}

	configure("key-two", `"1"`)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	configure("key-two", `"2"`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	wantAttributes(t, "rotated", workspace.Attributes(resciX), rotated)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	configure("wrong-key", `"3"`)
	expect(t, workspace.Run("apply"), 1, "rejected the credential")
	wantAttributes(t, "rejected", workspace.Attributes(resciX), rotated)
}

// TestImportWithAnIgnoredSecretNamesTheCause: an import has no secret in state, and
// ignore_changes puts that in the place of the configured one.
func TestImportWithAnIgnoredSecretNamesTheCause(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	configure := func(ignored string) {
		lifecycle := "lifecycle {\n  ignore_changes = [" + ignored + "]\n}"
		workspace.Configure("import {\n  to = connector_credential_resci.x\n  id = \"resci-x\"\n}\nimport {\n  to = connector_credential_custom.x\n  id = \"x\"\n}\n" +
			declare("resci", "x", vendors.Vendor("resci").Demo(), lifecycle) +
			custom(vendors, "x", acmeHeaders(vendors), strings.ReplaceAll(lifecycle, "api_key_wo", "headers_wo")))
	}
	configure("api_key_wo")
	expect(t, workspace.Run("plan"), 1, "Missing api_key_wo", "Missing secret", "ignore_changes replaces it", "Remove the secret from ignore_changes")
	configure("")
	expect(t, workspace.Run("apply"), 0, "2 imported")
	configure("api_key_wo")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestMoveToWriteOnlyWithAnIgnoredSecretNamesTheCause: ignore_changes keeps the stored
// secret beside the write-only one.
func TestMoveToWriteOnlyWithAnIgnoredSecretNamesTheCause(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := newWorkspace(t, vendors)
	configure := func(argument string) {
		workspace.Configure(fmt.Sprintf("resource \"connector_credential_resci\" \"x\" {\n  name = \"resci-x\"\n  %s = %q\n  lifecycle {\n    ignore_changes = [api_key]\n  }\n}\n",
			argument, vendors.Vendor("resci").Demo()["api_key"]))
	}
	configure("api_key")
	expect(t, workspace.Run("apply"), 0, "1 added")
	configure("api_key_wo")
	expect(t, workspace.Run("plan"), 1, "Exactly one of api_key and api_key_wo", "ignore_changes keeps the value of the state")
}

// TestIgnoredArgumentKeepsItsValueAtApply: the CLI plans with the prior value, and
// passes the apply the configuration as it is written.
func TestIgnoredArgumentKeepsItsValueAtApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	precoro := vendors.Vendor("precoro").Demo()
	for name, c := range map[string]struct {
		address, ignored string
		lines            func(value string) string
		first, second    string
	}{
		"field": {"connector_credential_precoro.x", "user_email", func(value string) string {
			return declare("precoro", "x", map[string]string{"api_token": precoro["api_token"]}, fmt.Sprintf("user_email = %q", value))
		}, precoro["user_email"], "somebody-else@example.com"},
		"region": {"connector_credential_precoro.x", "region", func(value string) string {
			return declare("precoro", "x", precoro, fmt.Sprintf("region = %q", value))
		}, "us", "global"},
		"stored secret": {resciX, "api_key", func(value string) string {
			return fmt.Sprintf("resource \"connector_credential_resci\" \"x\" {\n  name = \"resci-x\"\n  api_key = %q\n}\n", value)
		}, vendors.Vendor("resci").Demo()["api_key"], "wrong-key"},
		"scheme": {"connector_credential_paymo.x", "auth_scheme", func(value string) string {
			return declare("paymo", "x", vendors.Vendor("paymo").Demo(), fmt.Sprintf("auth_scheme = %q", value))
		}, "basic", "api_key"},
		"fixed headers": {customX, "fixed_headers", func(value string) string {
			return custom(vendors, "x", acmeHeaders(vendors), fmt.Sprintf("fixed_headers = { \"X-Acme-Version\" = %q }", value), "probe {\n path = \"/v2/me\"\n accepted_when = \"account.id\"\n }")
		}, "2026-11-01", "2020-01-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := newWorkspace(t, vendors)
			configure := func(value, description string) {
				body := strings.TrimSuffix(strings.TrimSpace(c.lines(value)), "}")
				workspace.Configure(body + "  description = \"" + description + "\"\n  lifecycle {\n    ignore_changes = [" + c.ignored + "]\n  }\n}\n")
			}
			configure(c.first, "one")
			expect(t, workspace.Run("apply"), 0, "1 added")
			before := workspace.Attributes(c.address)
			configure(c.second, "one")
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			configure(c.second, "two")
			expect(t, workspace.Run("apply"), 0, "1 changed")
			wantAttributes(t, "after another change", workspace.Attributes(c.address), map[string]string{
				"description": "two", "status": "verified", c.ignored: fmt.Sprint(before[c.ignored]), "secret_revision": fmt.Sprint(before["secret_revision"]),
			})
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
		})
	}
}

// TestSecretBesideAnIgnoredOneIsRotated: the plan has one of the two secrets and
// cannot verify; the apply has both.
func TestSecretBesideAnIgnoredOneIsRotated(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("clari_copilot").Demo()
	vendors.Vendor("clari_copilot").Issue(map[string]string{"api_key": demo["api_key"], "api_password": "password-two"})
	workspace := newWorkspace(t, vendors)
	configure := func(password string) {
		workspace.Configure(fmt.Sprintf("resource \"connector_credential_clari_copilot\" \"x\" {\n  name = \"calls\"\n  api_key_wo = %q\n  api_password_wo = %q\n  lifecycle {\n    ignore_changes = [api_key_wo]\n  }\n}\n",
			demo["api_key"], password))
	}
	configure(demo["api_password"])
	expect(t, workspace.Run("apply"), 0, "1 added")
	before := workspace.Attributes("connector_credential_clari_copilot.x")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	configure("password-two")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	revision, _ := before["secret_revision"].(float64)
	wantAttributes(t, "rotated", workspace.Attributes("connector_credential_clari_copilot.x"), map[string]string{"status": "verified", "secret_revision": fmt.Sprint(revision + 1)})
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	configure("wrong-password")
	expect(t, workspace.Run("apply"), 1, "Clari Copilot")
	wantAttributes(t, "rejected", workspace.Attributes("connector_credential_clari_copilot.x"), map[string]string{"status": "verified", "secret_revision": fmt.Sprint(revision + 1)})
}

// TestCustomCredentialIsMovedToABuiltInConnector keeps identity and revision.
func TestCustomCredentialIsMovedToABuiltInConnector(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ custom, builtIn string }{
		"write-only":           {`headers_wo = { "authorization" = "ApiKey key-one" }`, `api_key_wo = "key-one"`},
		"stored":               {`headers = { "Authorization" = "ApiKey key-one" }`, `api_key = "key-one"`},
		"stored to write-only": {`headers = { "Authorization" = "ApiKey key-one" }`, `api_key_wo = "key-one"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			issueResci(vendors, "key-one", "key-two")
			workspace := newWorkspace(t, vendors)
			workspace.Configure(fmt.Sprintf(`
resource "connector_credential_custom" "x" {
  name     = "marketing"
  base_url = %q
  %s
  probe {
    path = "/ping"
  }
}
`, vendors.Vendor("resci").BaseURL(), c.custom))
			expect(t, workspace.Run("apply"), 0, "1 added")
			before := workspace.Attributes("connector_credential_custom.x")

			moved := "moved {\n  from = connector_credential_custom.x\n  to = connector_credential_resci.x\n}\n" +
				"resource \"connector_credential_resci\" \"x\" {\n  name = \"marketing\"\n  "
			workspace.Configure(moved + c.builtIn + "\n}\n")
			expect(t, workspace.Run("apply"), 0, "(moved from connector_credential_custom.x)", "0 added, 1 changed, 0 destroyed")
			after := workspace.Attributes(resciX)
			for _, attribute := range []string{"id", "secret_revision", "rotated_at"} {
				if fmt.Sprint(after[attribute]) != fmt.Sprint(before[attribute]) {
					t.Errorf("%s was %v and is %v", attribute, before[attribute], after[attribute])
				}
			}
			if after["status"] != "verified" || after["auth_scheme"] != "api_key" || after["connector"] != "resci" {
				t.Errorf("state: %v", after)
			}
			expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
			workspace.Configure(moved + strings.Replace(c.builtIn, "key-one", "key-two", 1) + "\n}\n")
			expect(t, workspace.Run("apply"), 0, "1 changed")
			revision, _ := after["secret_revision"].(float64)
			if got, want := workspace.Attributes(resciX)["secret_revision"], revision+1; got != want {
				t.Errorf("the revision is %v, want %v", got, want)
			}
		})
	}
}

// TestReplacedSourceIsFollowedIntoNexla: what takes its version from another
// credential sends the new secret to Nexla, also if that one is replaced.
func TestReplacedSourceIsFollowedIntoNexla(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	issueResci(vendors, "key-one", "key-two")
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["TF_VAR_key"] = "key-one"
	workspace.Configure(keyVariable() + `
resource "connector_credential_resci" "saved" {
  name               = "saved"
  api_key_wo         = var.key
  secrets_wo_version = tostring(connector_credential_resci.x.secret_revision)
  nexla {}
}
`)
	expect(t, workspace.Run("apply"), 0, "2 added")
	workspace.Env["TF_VAR_key"] = "key-two"
	before := calls(vendors)["PUT /data_credentials/ID"]
	expect(t, workspace.Run("apply", "-replace="+resciX), 0)
	if got := calls(vendors)["PUT /data_credentials/ID"] - before; got != 1 {
		t.Errorf("%d PUTs, want 1", got)
	}
	if !slices.Contains(slices.Collect(maps.Values(savedCredential(t, vendors).TemplateConfig)), "key-two") {
		t.Error("Nexla keeps the old key")
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}
