package nexlablock

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestStoredSecretIsRedactedFromMessages: Nexla knows the secret from an earlier run, and
// this run knows it from state.
func TestStoredSecretIsRedactedFromMessages(t *testing.T) {
	t.Parallel()
	const canary = "canary-not-a-secret"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/token" {
			_, _ = fmt.Fprint(w, `{"access_token":"example-session","expires_in":3600}`)
			return
		}
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = fmt.Fprintf(w, `{"message":"cannot use %s"}`, canary)
	}))
	t.Cleanup(server.Close)
	definition, _ := catalog.ByType("paymo")
	state := Attributes{
		attrID: types.StringValue("1"), attrName: types.StringValue("x"), "api_key": types.StringValue(canary),
		AttrCredential: credentialValue(nexla.Credential{ID: 7}),
	}
	for name, call := range map[string]func(Block) diag.Diagnostics{
		"refresh": func(block Block) diag.Diagnostics { return block.Refresh(t.Context(), state, lifecycle.Lenient) },
		"destroy": func(block Block) diag.Diagnostics { return block.Delete(t.Context(), state) },
	} {
		var diags diag.Diagnostics
		access := NewAccess(&Settings{APIURL: types.StringValue(server.URL), ServiceKey: types.StringValue("example-key"), AccessToken: types.StringNull()}, Options{}, &diags)
		diags.Append(call(New(definition, access))...)
		text := ""
		for _, d := range diags {
			text += d.Summary() + ": " + d.Detail() + "\n"
		}
		if !strings.Contains(text, "cannot use [redacted]") || strings.Contains(text, canary) {
			t.Errorf("%s: %s", name, text)
		}
	}
}
