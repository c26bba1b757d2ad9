package nexlablock

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
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

// TestReadsShowNoMessage: Nexla has the secret of a credential that is imported, listed or
// read by a data source, and nothing else in the run has it.
func TestReadsShowNoMessage(t *testing.T) {
	t.Parallel()
	server := rejectingEverything(t)
	definition, _ := catalog.ByType("paymo")
	reading := func(source datasource.DataSource, arguments map[string]tftypes.Value) func(*Access) diag.Diagnostics {
		return func(access *Access) diag.Diagnostics {
			var described datasource.SchemaResponse
			source.Schema(t.Context(), datasource.SchemaRequest{}, &described)
			object, _ := described.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
			values := map[string]tftypes.Value{}
			for name, kind := range object.AttributeTypes {
				values[name] = tftypes.NewValue(kind, nil)
			}
			maps.Copy(values, arguments)
			configured, _ := source.(datasource.DataSourceWithConfigure)
			configured.Configure(t.Context(), datasource.ConfigureRequest{ProviderData: provider{access}}, &datasource.ConfigureResponse{})
			var read datasource.ReadResponse
			source.Read(t.Context(), datasource.ReadRequest{Config: tfsdk.Config{Schema: described.Schema, Raw: tftypes.NewValue(object, values)}}, &read)
			return read.Diagnostics
		}
	}
	text := func(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	for name, read := range map[string]func(*Access) diag.Diagnostics{
		"import": func(access *Access) diag.Diagnostics {
			_, diags := New(definition, access).Import(t.Context(), 7, func(path.Path, any) {})
			return diags
		},
		"credential by ID":   reading(NewCredentialDataSource(), map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.Number, 7)}),
		"credential by name": reading(NewCredentialDataSource(), map[string]tftypes.Value{"name": text("x"), "connector": text("paymo")}),
		"credentials":        reading(NewCredentialsDataSource(), nil),
		"vendor":             reading(NewVendorDataSource(), map[string]tftypes.Value{"connector": text("paymo")}),
		"query": func(access *Access) diag.Diagnostics {
			query := NewListResource(definition)
			var described list.ListResourceSchemaResponse
			query.ListResourceConfigSchema(t.Context(), list.ListResourceSchemaRequest{}, &described)
			object, _ := described.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
			config := tftypes.NewValue(object, map[string]tftypes.Value{"name": tftypes.NewValue(tftypes.String, nil), "tag": tftypes.NewValue(tftypes.String, nil)})
			configured, _ := query.(list.ListResourceWithConfigure)
			configured.Configure(t.Context(), resource.ConfigureRequest{ProviderData: provider{access}}, &resource.ConfigureResponse{})
			var diags diag.Diagnostics
			var stream list.ListResultsStream
			query.List(t.Context(), list.ListRequest{Config: tfsdk.Config{Schema: described.Schema, Raw: config}}, &stream)
			for result := range stream.Results {
				diags.Append(result.Diagnostics...)
			}
			return diags
		},
	} {
		var diags diag.Diagnostics
		access := NewAccess(&Settings{APIURL: types.StringValue(server.URL), ServiceKey: types.StringValue("example-key"), AccessToken: types.StringNull()}, Options{}, &diags)
		diags.Append(read(access)...)
		text := ""
		for _, d := range diags {
			text += d.Summary() + ": " + d.Detail() + "\n"
		}
		if !strings.Contains(text, "Nexla rejected the request") || !strings.Contains(text, "HTTP 422") || strings.Contains(text, canary) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// TestTemplateErrorShowsNoSecret: the form of a vendor is read before a secret is known,
// and the names of its parameters are sent as Nexla has them.
func TestTemplateErrorShowsNoSecret(t *testing.T) {
	t.Parallel()
	form := func(id int) string {
		return fmt.Sprintf(`{"id":%d,"name":%[2]q,"auth_parameters":[{"name":%[2]q,"display_name":%[2]q}]}`, id, "form-"+canary)
	}
	for name, forms := range map[string]string{"parameters": form(1), "choice of templates": form(1) + "," + form(2)} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if r.URL.Path == "/token" {
				_, _ = fmt.Fprint(w, `{"access_token":"example-session","expires_in":3600}`)
				return
			}
			_, _ = fmt.Fprintf(w, `{"id":5,"name":"paymo_api","auth_templates":[%s]}`, forms)
		}))
		t.Cleanup(server.Close)
		definition, _ := catalog.ByType("paymo")
		plan := Attributes{
			attrID: types.StringValue("1"), attrName: types.StringValue("x"), attrDescription: types.StringNull(), "api_key": types.StringNull(),
			AttrCredential: NoCredential(), Name: blockWithTags("a"),
		}
		inputs := Inputs{Config: plan, Plan: plan, Inputs: lifecycle.Inputs{Definition: definition, Fields: map[string]lifecycle.Field{
			"api_key": {Value: lifecycle.Known(secret.New(canary)), WriteOnly: true},
		}}}
		var diags diag.Diagnostics
		access := NewAccess(&Settings{APIURL: types.StringValue(server.URL), ServiceKey: types.StringValue("example-key"), AccessToken: types.StringNull()}, Options{}, &diags)
		if _, err := access.client.Vendor(t.Context(), definition.NexlaVendor); err != nil {
			t.Fatal(err)
		}
		block := New(definition, access)
		_, planned := block.Detect(t.Context(), inputs)
		_, applied := block.Apply(t.Context(), inputs, plan)
		for phase, found := range map[string]diag.Diagnostics{"plan": planned, "apply": applied} {
			text := ""
			for _, d := range append(found, diags...) {
				text += d.Summary() + ": " + d.Detail() + "\n"
			}
			if !strings.Contains(text, "form-[redacted]") || strings.Contains(text, canary) {
				t.Errorf("%s, %s: %s", name, phase, text)
			}
		}
	}
}

// provider is the data of a configured provider.
type provider struct{ access *Access }

func (p provider) NexlaAccess() *Access { return p.access }
