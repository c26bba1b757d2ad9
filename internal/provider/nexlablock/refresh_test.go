package nexlablock

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestRefreshKeepsWhatNexlaDoesNotReport: otherwise, each plan would set it again.
func TestRefreshKeepsWhatNexlaDoesNotReport(t *testing.T) {
	t.Parallel()
	for members, want := range map[string]struct {
		description types.String
		tags        []string
	}{
		``:                                    {types.StringValue("old"), []string{"a", "b"}},
		`,"description":null,"tags":null`:     {types.StringNull(), nil},
		`,"description":"new","tags":["b"]`:   {types.StringValue("new"), []string{"b"}},
		`,"description":"old","tags":["c"]`:   {types.StringValue("old"), nil},
		`,"description":"old","tags":[null]`:  {types.StringValue("old"), nil},
		`,"description":"","tags":["b","a"]`:  {types.StringNull(), []string{"a", "b"}},
		`,"description":"old","tags":["a",7]`: {types.StringValue("old"), []string{"a", "b"}}, // It cannot be read.
	} {
		t.Run(members, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				if r.URL.Path == "/token" {
					_, _ = fmt.Fprint(w, `{"access_token":"example-session","expires_in":3600}`)
					return
				}
				_, _ = fmt.Fprintf(w, `{"id":7,"name":"x"%s}`, members)
			}))
			t.Cleanup(server.Close)
			var diags diag.Diagnostics
			access := NewAccess(&Settings{APIURL: types.StringValue(server.URL), ServiceKey: types.StringValue("example-key"), AccessToken: types.StringNull()}, Options{}, &diags)
			definition, _ := catalog.ByType("paymo")
			state := Attributes{
				attrName: types.StringValue("x"), attrDescription: types.StringValue("old"),
				AttrCredential: credentialValue(nexla.Credential{ID: 7}), Name: blockWithTags("a", "b"),
			}
			diags.Append(New(definition, access).Refresh(t.Context(), state, lifecycle.Lenient)...)
			block, more := state.arguments(t.Context())
			if diags.Append(more...); diags.HasError() {
				t.Fatal(diags)
			}
			if got := state[attrDescription]; !got.Equal(want.description) {
				t.Errorf("description %s, want %s", got, want.description)
			}
			if !block.Tags.Equal(attrvalue.TextSet(want.tags)) {
				t.Errorf("tags %s, want %s", block.Tags, want.tags)
			}
		})
	}
}

// blockWithTags is a block that has only these tags.
func blockWithTags(tags ...string) types.Object {
	definition, _ := catalog.ByType("paymo")
	kind, isObject := Schema(definition).Type().(types.ObjectType)
	accessors, isSet := kind.AttrTypes["accessor"].(types.SetType)
	if !isObject || !isSet {
		return types.Object{}
	}
	values := map[string]attr.Value{
		"vendor_name": types.StringNull(), "auth_template_id": types.Int64Null(), "parameters": types.MapNull(types.StringType),
		"tags": attrvalue.TextSet(tags), "credential_id": types.Int64Null(), "deletion_policy": types.StringValue(deletionDelete),
		"probe": types.BoolValue(true), "accessor": types.SetValueMust(accessors.ElemType, nil),
	}
	return types.ObjectValueMust(kind.AttrTypes, values)
}
