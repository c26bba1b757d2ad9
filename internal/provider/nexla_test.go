package provider

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// nexlaWorkspace is a workspace whose provider finds vendors and Nexla.
func nexlaWorkspace(t *testing.T, vendors *sandbox.Sandbox) *clitest.Workspace {
	t.Helper()
	workspace := newWorkspace(t, vendors)
	workspace.Env["NEXLA_API_URL"] = vendors.Nexla().BaseURL()
	workspace.Env["NEXLA_SERVICE_KEY"] = vendors.Nexla().ServiceKey()
	return workspace
}

// inNexla declares the demo credential of a vendor with a block nexla of these lines.
func inNexla(vendor *sandbox.Vendor, lines ...string) string {
	return declare(vendor.Name(), "x", vendor.Demo(), append(append([]string{"nexla {"}, lines...), "}")...)
}

// savedInNexla applies the demo credential of a vendor with a block nexla of these lines.
func savedInNexla(t *testing.T, name string, lines ...string) (*sandbox.Sandbox, *sandbox.Vendor, *clitest.Workspace) {
	t.Helper()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor(name)
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(inNexla(vendor, lines...))
	expect(t, workspace.Run("apply"), 0, "1 added")
	return vendors, vendor, workspace
}

// held returns the one credential that Nexla holds.
func savedCredential(t *testing.T, vendors *sandbox.Sandbox) sandbox.NexlaCredential {
	t.Helper()
	all := vendors.Nexla().Credentials()
	if len(all) != 1 {
		t.Fatalf("Nexla has %d credentials, want 1", len(all))
	}
	return all[0]
}

// calls counts the requests to Nexla by method and path, ids replaced.
func calls(vendors *sandbox.Sandbox) map[string]int {
	counted := map[string]int{}
	for _, request := range vendors.Nexla().Requests() {
		path := request.Path
		for part := range strings.SplitSeq(path, "/") {
			if part != "" && strings.Trim(part, "0123456789") == "" {
				path = strings.Replace(path, part, "ID", 1)
			}
		}
		counted[request.Method+" "+path]++
	}
	return counted
}

// nexlaCredentialOf returns nexla_credential of x in state.
func nexlaCredentialOf(workspace *clitest.Workspace, vendor string) map[string]any {
	object, _ := workspace.Attributes("connector_credential_" + vendor + ".x")["nexla_credential"].(map[string]any)
	return object
}

// TestCredentialOfEachConnectorIsSavedInNexlaAndProbed has all connectors in one
// configuration.
func TestCredentialOfEachConnectorIsSavedInNexlaAndProbed(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	var configuration strings.Builder
	for _, definition := range catalog.All() {
		configuration.WriteString(inNexla(vendors.Vendor(definition.Type)))
	}
	workspace.Configure(configuration.String())
	expect(t, workspace.Run("apply"), 0, fmt.Sprintf("%d added", len(catalog.All())))

	all := map[string]sandbox.NexlaCredential{}
	for _, saved := range vendors.Nexla().Credentials() {
		all[saved.Name] = saved
	}
	if len(all) != len(catalog.All()) {
		t.Errorf("%d credentials in Nexla, want %d", len(all), len(catalog.All()))
	}
	for _, definition := range catalog.All() {
		saved := all[definition.Type+"-x"]
		if saved.VendorName != definition.NexlaVendor || saved.VerifiedAt.IsZero() {
			t.Errorf("%s is saved for %q, verified at %s", definition.Type, saved.VendorName, saved.VerifiedAt)
		}
		demo := vendors.Vendor(definition.Type).Demo()
		if got, want := slices.Sorted(maps.Values(saved.TemplateConfig)), slices.Sorted(maps.Values(demo)); !slices.Equal(got, want) {
			t.Errorf("%s: Nexla has %d values, not those of the credential", definition.Type, len(got))
		}
		state := nexlaCredentialOf(workspace, definition.Type)
		if fmt.Sprint(state["id"]) != fmt.Sprint(saved.ID) || state["verified_at"] == nil || state["verified_status"] != "200 Ok" || state["owner"] == nil {
			t.Errorf("%s: state %v", definition.Type, state)
		}
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	expect(t, workspace.Run("destroy"), 0, fmt.Sprintf("%d destroyed", len(catalog.All())))
	if left := vendors.Nexla().Credentials(); len(left) != 0 {
		t.Errorf("left in Nexla: %d", len(left))
	}
}

func TestNexlaIsNotContactedWithoutABlock(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Configure(declareRepresentatives(vendors))
	expect(t, workspace.Run("apply"), 0, eachRepresentative("added"))
	if got := calls(vendors); len(got) != 0 {
		t.Errorf("calls: %v", got)
	}
}

func TestRejectedCredentialIsNotSavedInNexla(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	workspace := nexlaWorkspace(t, vendors)
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
	vendors.Vendor("resci").Revoke(vendors.Vendor("resci").Demo())
	workspace.Configure(inNexla(vendors.Vendor("resci")))
	expect(t, workspace.Run("apply"), 1, "ReSci rejected")
	if got := calls(vendors); len(got) != 0 {
		t.Errorf("calls: %v", got)
	}
}

func TestRenameSendsNoSecretAndRotationSendsAll(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "precoro", `tags = ["terraform"]`)
	id := savedCredential(t, vendors).ID

	vendors.ResetRequests()
	workspace.Configure(strings.Replace(inNexla(vendor, `tags = ["terraform", "finance"]`), `name = "precoro-x"`, "name = \"renamed\"\n  description = \"new\"", 1))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	saved := savedCredential(t, vendors)
	if saved.ID != id || saved.Name != "renamed" || saved.Description != "new" || len(saved.Tags) != 2 {
		t.Errorf("saved: %+v", saved)
	}
	if got := calls(vendors); got["PUT /data_credentials/ID"] != 1 || got["GET /data_credentials/ID/probe"] != 0 || got["POST /data_credentials"] != 0 {
		t.Errorf("calls: %v", got)
	}
	for _, request := range vendors.Nexla().Requests() {
		if slices.Contains(request.BodyKeys, "template_config") {
			t.Errorf("a rename sent %v", request.BodyKeys)
		}
	}

	fields := vendor.CreateKey()
	vendors.ResetRequests()
	configuration := strings.Replace(declare("precoro", "x", fields, "nexla {", `tags = ["terraform", "finance"]`, "}"), `name = "precoro-x"`, "name = \"renamed\"\n  description = \"new\"", 1)
	workspace.Configure(configuration)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	saved = savedCredential(t, vendors)
	if saved.ID != id || !slices.Contains(slices.Collect(maps.Values(saved.TemplateConfig)), fields["api_token"]) {
		t.Error("the new secret is not in Nexla under the same id")
	}
	if got := calls(vendors); got["PUT /data_credentials/ID"] != 1 || got["GET /data_credentials/ID/probe"] != 1 {
		t.Errorf("calls: %v", got)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// A tag that is taken out stays in Nexla, which is said once.
	workspace.Configure(strings.Replace(configuration, `["terraform", "finance"]`, `["terraform"]`, 1))
	expect(t, workspace.Run("apply"), 0, "stay in Nexla", `To remove "finance", use Nexla's user interface.`)
	quiet := workspace.Run("plan", "-detailed-exitcode")
	expect(t, quiet, 0, "No changes")
	expectSilent(t, quiet, "stay in Nexla")
}

func TestDriftInNexlaIsPlannedBack(t *testing.T) {
	t.Parallel()
	vendors, _, workspace := savedInNexla(t, "paymo")
	before := workspace.Attributes("connector_credential_paymo.x")

	vendors.Nexla().Rename(savedCredential(t, vendors).ID, "renamed in the UI")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, `"renamed in the UI" -> "paymo-x"`)
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).Name; got != "paymo-x" {
		t.Errorf("the name in Nexla is %q", got)
	}

	vendors.Nexla().Remove(savedCredential(t, vendors).ID)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	after := workspace.Attributes("connector_credential_paymo.x")
	if after["id"] != before["id"] || after["secret_revision"] != before["secret_revision"] || nexlaCredentialOf(workspace, "paymo")["id"] == nil {
		t.Errorf("state: %v", after)
	}
	savedCredential(t, vendors)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

func TestCredentialInUseIsNotDeleted(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "paymo")
	id := savedCredential(t, vendors).ID
	vendors.Nexla().Use(id, []int{7001}, []int{8002})
	expect(t, workspace.Run("destroy"), 1, "is in use in Nexla", "7001", "8002", "abandon")
	if nexlaCredentialOf(workspace, "paymo")["id"] == nil {
		t.Error("state was lost")
	}

	workspace.Configure(inNexla(vendor, `deletion_policy = "abandon"`))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("destroy"), 0, "1 destroyed")
	if got := savedCredential(t, vendors).ID; got != id {
		t.Errorf("Nexla has %d", got)
	}
}

func TestRemovedBlockDeletesTheCredentialInNexla(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci")
	workspace.Configure(declare("resci", "x", vendor.Demo()))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if left := len(vendors.Nexla().Credentials()); left != 0 || nexlaCredentialOf(workspace, "resci") != nil {
		t.Errorf("left in Nexla: %d, state: %v", left, nexlaCredentialOf(workspace, "resci"))
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	workspace.Configure(inNexla(vendor)) // Put back.
	expect(t, workspace.Run("apply"), 0, "1 changed")
	savedCredential(t, vendors)
}

func TestAccessorsAreReplacedCompletelyOrNotChanged(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	workspace := nexlaWorkspace(t, vendors)
	team := "accessor {\n type = \"TEAM\"\n id = 12\n access_roles = [\"collaborator\"]\n}"
	workspace.Configure(inNexla(vendor, team))
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	if got := savedCredential(t, vendors).Accessors; len(got) != 1 {
		t.Errorf("accessors: %+v", got)
	}
	workspace.Configure(inNexla(vendor, strings.Replace(team, "collaborator", "operator", 1)))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// A role that a condition leaves out is null, and no diff.
	workspace.Configure(inNexla(vendor, strings.Replace(team, `"collaborator"`, `"operator", null`, 1),
		"accessor {\n type = \"USER\"\n email = \"ada@example.com\"\n access_roles = [null, \"admin\"]\n}"))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	workspace.Configure(inNexla(vendor, strings.Replace(team, "collaborator", "operator", 1)))
	expect(t, workspace.Run("apply"), 0, "1 changed")

	// Somebody shares it with others in the UI: the declared list is the list.
	shareInNexla(t, vendors, savedCredential(t, vendors).ID, `{"accessors":[{"type":"TEAM","id":77,"access_roles":["admin"]}]}`)
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).Accessors; len(got) != 1 || got[0].ID != 12 {
		t.Errorf("accessors: %+v", got)
	}

	vendors.ResetRequests()
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).Accessors; len(got) != 0 {
		t.Errorf("the accessors of the removed blocks are still there: %+v", got)
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")

	// Those that were never declared are not touched.
	shareInNexla(t, vendors, savedCredential(t, vendors).ID, `{"accessors":[{"type":"TEAM","id":77,"access_roles":["admin"]}]}`)
	workspace.Configure(inNexla(vendor, `tags = ["other"]`))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).Accessors; len(got) != 1 {
		t.Errorf("accessors were touched: %+v", got)
	}
}

// shareInNexla replaces the accessors as Nexla's user interface does.
func shareInNexla(t *testing.T, vendors *sandbox.Sandbox, id int, body string) {
	t.Helper()
	url := fmt.Sprintf("%s/data_credentials/%d/accessors", vendors.Nexla().BaseURL(), id)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/vnd.nexla.api.v1+json")
	request.Header.Set("Content-Type", "application/vnd.nexla.api.v1+json")
	request.Header.Set("Authorization", "Bearer "+vendors.Nexla().AccessToken())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("status %d", response.StatusCode)
	}
}

// TestInvalidAccessorsAreRejectedByValidation: Nexla would reject them after it has the
// credential, or report them in another form in every plan.
func TestInvalidAccessorsAreRejectedByValidation(t *testing.T) {
	t.Parallel()
	const roles = "\n access_roles = [\"collaborator\"]\n}\n"
	user := "accessor {\n type = \"USER\"\n email = \"ada@example.com\"" + roles
	for name, c := range map[string]struct{ blocks, want string }{
		"without a name":       {"accessor {\n type = \"USER\"" + roles, "needs id, or email for a USER"},
		"team with an address": {"accessor {\n type = \"TEAM\"\n email = \"ada@example.com\"" + roles, "of the type TEAM needs id"},
		"no address":           {"accessor {\n type = \"USER\"\n email = \"Ada\"" + roles, "is not an e-mail address"},
		"both":                 {"accessor {\n type = \"USER\"\n id = 3\n email = \"ada@example.com\"" + roles, "has both id, 3, and email"},
		"same address":         {user + strings.Replace(strings.Replace(user, "ada@", "Ada@", 1), "collaborator", "admin", 1), "about the same accessor, USER ada@example.com"},
		"same id": {
			"accessor {\n type = \"ORG\"\n id = 3" + roles + "accessor {\n type = \"ORG\"\n id = 3\n access_roles = [\"admin\"]\n}\n",
			"about the same accessor, ORG 3",
		},
		"another type": {"accessor {\n type = \"team\"\n id = 3" + roles, "The type of an accessor block must be one of USER, TEAM, ORG, and is \"team\"."},
		"no id":        {"accessor {\n type = \"TEAM\"\n id = 0" + roles, "The id of an accessor block, 0, is not the ID of a TEAM in Nexla."},
		"empty email":  {"accessor {\n type = \"USER\"\n email = \"\"" + roles, "\"\", is not an e-mail address"},
		"no roles":     {"accessor {\n type = \"TEAM\"\n id = 3\n access_roles = []\n}\n", "The access_roles of an accessor block are empty."},
		"null role":    {"accessor {\n type = \"TEAM\"\n id = 3\n access_roles = [null]\n}\n", "The access_roles of an accessor block are empty."},
		"another role": {strings.Replace(user, "collaborator", "Admin", 1), "The access_roles of an accessor block must be among collaborator, operator, admin, owner, and include \"Admin\"."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := clitest.New(t)
			workspace.Configure(declare("resci", "x", map[string]string{"api_key": "example-key"}, "nexla {", c.blocks, "}"))
			output := workspace.Run("validate")
			expect(t, output, 1, "Invalid accessor", c.want)
			if strings.Contains(output.Text, "Value(") {
				t.Errorf("the message has the path of an element of a set:\n%s", output.Text)
			}
		})
	}
	workspace := clitest.New(t)
	workspace.Configure(declare("resci", "x", map[string]string{"api_key": "example-key"}, "nexla {", user,
		"accessor {\n type = \"USER\"\n id = 3"+roles, "accessor {\n type = \"TEAM\"\n id = 3"+roles, "}"))
	expect(t, workspace.Run("validate"), 0, "Success")
}
