package provider

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// putInFront has the workspace reach Nexla through a proxy, until restore is called.
func putInFront(t *testing.T, vendors *sandbox.Sandbox, workspace *clitest.Workspace, serve func(http.ResponseWriter, *http.Request, http.Handler)) (restore func()) {
	t.Helper()
	target, err := url.Parse(vendors.URL())
	if err != nil {
		t.Fatal(err)
	}
	nexla := httputil.NewSingleHostReverseProxy(target)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve(w, r, nexla) }))
	t.Cleanup(front.Close)
	direct := workspace.Env["NEXLA_API_URL"]
	workspace.Env["NEXLA_API_URL"] = front.URL + strings.TrimPrefix(direct, vendors.URL())
	return func() { workspace.Env["NEXLA_API_URL"] = direct }
}

// TestSharingKeepsWhatIsKnownOfTheCredential: an update that replaces the accessors alone
// changes nothing else in Nexla.
func TestSharingKeepsWhatIsKnownOfTheCredential(t *testing.T) {
	t.Parallel()
	_, vendor, workspace := savedInNexla(t, "resci")
	before := nexlaCredentialOf(workspace, "resci")
	workspace.Configure(inNexla(vendor, "accessor {\n type = \"TEAM\"\n id = 12\n access_roles = [\"collaborator\"]\n}"))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	after := nexlaCredentialOf(workspace, "resci")
	for _, name := range []string{"id", "verified_at", "verified_status", "owner", "organization_id"} {
		if before[name] == nil || fmt.Sprint(after[name]) != fmt.Sprint(before[name]) {
			t.Errorf("%s was %v and is %v", name, before[name], after[name])
		}
	}
}

// TestAdoptedCredentialKeepsItsTemplate: the fields match several templates, and the
// credential that is adopted has one of them already. The vendor was read before.
func TestAdoptedCredentialKeepsItsTemplate(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	parameters := []sandbox.NexlaParameter{{Name: "key", DisplayName: "API Key Value", Secured: true}}
	vendors.Nexla().SetTemplates("resci", sandbox.NexlaTemplate{ID: 71, Name: "one", Parameters: parameters}, sandbox.NexlaTemplate{ID: 72, Name: "two", Parameters: parameters})
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "resci-x", VendorName: "resci", TemplateConfig: map[string]string{}})
	workspace := nexlaWorkspace(t, vendors)
	adopting := func(lines ...string) {
		block := slices.Concat([]string{"depends_on = [data.connector_nexla_vendor.resci]", "nexla {", fmt.Sprintf("credential_id = %d", id)}, lines, []string{"}"})
		workspace.Configure("data \"connector_nexla_vendor\" \"resci\" {\n  connector = \"resci\"\n}\n" + declare("resci", "x", vendor.Demo(), block...))
	}
	adopting("auth_template_id = 72")
	expect(t, workspace.Run("apply"), 1, "Another vendor or template in Nexla", fmt.Sprintf("auth_template_id is 72, and the credential %d in Nexla uses 71", id), "Nothing was changed")
	adopting()
	expect(t, workspace.Run("apply"), 0, "1 added")
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	adopting("auth_template_id = 71")
	expect(t, workspace.Run("apply"), 0, "1 changed")
}

// TestUnknownCredentialIDDecidesTheDeletionPolicyAtApply: the default depends on whether
// it is set.
func TestUnknownCredentialIDDecidesTheDeletionPolicyAtApply(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "resci-x", VendorName: "resci", TemplateConfig: map[string]string{}})
	for adopted, policy := range map[string]string{"": "delete", fmt.Sprint(id): "abandon"} {
		workspace := nexlaWorkspace(t, vendors)
		declared := inNexla(vendors.Vendor("resci"), "credential_id = terraform_data.id.output == \"\" ? null : tonumber(terraform_data.id.output)")
		if adopted == "" {
			declared = strings.Replace(declared, `"resci-x"`, `"new"`, 1)
		}
		workspace.Configure(fmt.Sprintf("resource \"terraform_data\" \"id\" {\n  input = %q\n}\n", adopted) + declared)
		expect(t, workspace.Run("apply"), 0, "2 added")
		block := fmt.Sprint(workspace.Attributes("connector_credential_resci.x")["nexla"])
		if !strings.Contains(block, "deletion_policy:"+policy) {
			t.Errorf("credential_id %q: the block is %s", adopted, block)
		}
		expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
	}
}

// TestUpdateThatCannotBeReadBackMarksTheCredential: Nexla carries out an update without a
// body in its response, and the credential cannot be read then.
func TestUpdateThatCannotBeReadBackMarksTheCredential(t *testing.T) {
	t.Parallel()
	vendors, vendor, workspace := savedInNexla(t, "resci")
	one := regexp.MustCompile(`/data_credentials/\d+$`)
	var updated atomic.Bool
	restore := putInFront(t, vendors, workspace, func(w http.ResponseWriter, r *http.Request, nexla http.Handler) {
		switch {
		case r.Method == http.MethodPut:
			nexla.ServeHTTP(httptest.NewRecorder(), r)
			updated.Store(true)
		case updated.Load() && one.MatchString(r.URL.Path):
			w.WriteHeader(http.StatusForbidden)
		default:
			nexla.ServeHTTP(w, r)
		}
	})
	workspace.Configure(declare("resci", "x", vendor.CreateKey(), "nexla {", "}"))
	expect(t, workspace.Run("apply"), 1, "updating the credential", "HTTP 403")

	// The previous secret is configured again, and Nexla has the other one.
	restore()
	workspace.Configure(inNexla(vendor))
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 2, "1 to change")
	expect(t, workspace.Run("apply"), 0, "1 changed")
	for _, value := range savedCredential(t, vendors).TemplateConfig {
		if value != vendor.Demo()["api_key"] {
			t.Error("the secret in Nexla is not the configured one")
		}
	}
	expect(t, workspace.Run("plan", "-detailed-exitcode"), 0, "No changes")
}

// TestMarkSendsTheAccessorsToo: the response to new accessors is lost, and the previous
// ones are configured again. Without a refresh, state does not have those in Nexla.
func TestMarkSendsTheAccessorsToo(t *testing.T) {
	t.Parallel()
	team := func(id int) string {
		return fmt.Sprintf("accessor {\n type = \"TEAM\"\n id = %d\n access_roles = [\"collaborator\"]\n}", id)
	}
	vendors, vendor, workspace := savedInNexla(t, "resci", team(12))
	workspace.Env["CONNECTOR_VERIFICATION_PLAN"] = "off"
	workspace.Env["CONNECTOR_MAX_RETRIES"] = "0"
	restore := putInFront(t, vendors, workspace, func(w http.ResponseWriter, r *http.Request, nexla http.Handler) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/accessors") {
			nexla.ServeHTTP(httptest.NewRecorder(), r)
			w.WriteHeader(http.StatusGatewayTimeout)
			return
		}
		nexla.ServeHTTP(w, r)
	})
	workspace.Configure(inNexla(vendor, team(13)))
	expect(t, workspace.Run("apply"), 1, "sharing the credential", "HTTP 504")
	restore()
	workspace.Configure(inNexla(vendor, team(12)))
	expect(t, workspace.Run("apply"), 0, "1 changed")
	if got := savedCredential(t, vendors).Accessors; len(got) != 1 || got[0].ID != 12 {
		t.Errorf("accessors: %+v", got)
	}
}

// TestUsersOfACredentialAreListed: it may have sources, destinations, both, or others.
func TestUsersOfACredentialAreListed(t *testing.T) {
	t.Parallel()
	vendors, _, workspace := savedInNexla(t, "resci")
	id := savedCredential(t, vendors).ID
	for want, users := range map[string][2][]int{
		"used by the data sources 7001. ":                           {{7001}, nil},
		"used by the destinations 8002, 8003. ":                     {nil, {8002, 8003}},
		"used by the data sources 7001 and the destinations 8002. ": {{7001}, {8002}},
	} {
		vendors.Nexla().Use(id, users[0], users[1])
		output := workspace.Run("destroy")
		expect(t, output, 1, want)
	}
}

// TestCredentialThatIsDeletedAfterTheListingIsLeftOut: a listing does not have the tags, so
// each credential is read by itself.
func TestCredentialThatIsDeletedAfterTheListingIsLeftOut(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	gone := vendors.Nexla().Add(sandbox.NexlaCredential{Name: "gone", VendorName: "resci", TemplateConfig: map[string]string{}})
	vendors.Nexla().Add(sandbox.NexlaCredential{Name: "there", VendorName: "resci", TemplateConfig: map[string]string{}})
	workspace := nexlaWorkspace(t, vendors)
	putInFront(t, vendors, workspace, func(w http.ResponseWriter, r *http.Request, nexla http.Handler) {
		if strings.HasSuffix(r.URL.Path, fmt.Sprintf("/data_credentials/%d", gone)) {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		nexla.ServeHTTP(w, r)
	})
	workspace.Configure("data \"connector_nexla_credentials\" \"all\" {}\noutput \"names\" {\n  value = join(\",\", data.connector_nexla_credentials.all.credentials[*].name)\n}\n")
	expect(t, workspace.Run("apply"), 0, `names = "there"`)
}
