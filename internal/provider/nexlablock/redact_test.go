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
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const canary = "canary-not-a-secret"

// rejectingEverything is Nexla with a message that repeats the secret.
func rejectingEverything(t *testing.T) *httptest.Server {
	t.Helper()
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
	return server
}

// TestStoredSecretIsRedactedFromMessages: Nexla knows the secret from an earlier run, and
// this run knows it from state.
func TestStoredSecretIsRedactedFromMessages(t *testing.T) {
	t.Parallel()
	server := rejectingEverything(t)
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

// TestWriteOnlySecretIsNotInMessages: an apply knows it from the configuration, and redacts
// it even if it does not send it. A refresh and a destroy do not know it, and show no
// message.
func TestWriteOnlySecretIsNotInMessages(t *testing.T) {
	t.Parallel()
	server := rejectingEverything(t)
	definition, _ := catalog.ByType("paymo")
	attributes := func(name string, block types.Object) Attributes {
		return Attributes{
			attrID: types.StringValue("1"), attrName: types.StringValue(name), attrDescription: types.StringNull(), "api_key": types.StringNull(),
			AttrCredential: credentialValue(nexla.Credential{ID: 7}), Name: block,
		}
	}
	state := attributes("x", blockWithTags("a"))
	apply := func(state, plan Attributes) func(Block) diag.Diagnostics {
		inputs := lifecycle.Inputs{Definition: definition, Fields: map[string]lifecycle.Field{
			"api_key": {Value: lifecycle.Known(secret.New(canary)), WriteOnly: true},
		}}
		return func(block Block) diag.Diagnostics {
			_, diags := block.Apply(t.Context(), Inputs{Inputs: inputs, Config: plan, Plan: plan, State: state}, plan)
			return diags
		}
	}
	const redacted = "cannot use [redacted]"
	for name, c := range map[string]struct {
		call func(Block) diag.Diagnostics
		want string
	}{
		"refresh":       {func(block Block) diag.Diagnostics { return block.Refresh(t.Context(), state, lifecycle.Lenient) }, "HTTP 422"},
		"destroy":       {func(block Block) diag.Diagnostics { return block.Delete(t.Context(), state) }, "HTTP 422"},
		"new name":      {apply(state, attributes("y", blockWithTags("a"))), redacted},
		"new tag":       {apply(state, attributes("x", blockWithTags("b"))), redacted},
		"block removed": {apply(state, attributes("x", types.ObjectNull(blockWithTags().AttributeTypes(t.Context())))), redacted},
		"creation":      {apply(nil, attributes("x", blockWithTags("a"))), redacted},
	} {
		var diags diag.Diagnostics
		access := NewAccess(&Settings{APIURL: types.StringValue(server.URL), ServiceKey: types.StringValue("example-key"), AccessToken: types.StringNull()}, Options{}, &diags)
		diags.Append(c.call(New(definition, access))...)
		text := ""
		for _, d := range diags {
			text += d.Summary() + ": " + d.Detail() + "\n"
		}
		if !strings.Contains(text, c.want) || strings.Contains(text, canary) {
			t.Errorf("%s: %s", name, text)
		}
	}
}
