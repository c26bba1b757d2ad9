package provider

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// queryResult is one result of a query.
type queryResult struct {
	name, nexlaID string
	resource      map[string]string
	// nexla is the block nexla of the resource.
	nexla map[string]string
}

// query lists the credentials of a connector in Nexla, as terraform query does.
func (p *protocol) query(connectorType string, filters map[string]string, limit int64, whole bool) (all []queryResult, diagnostics string) {
	p.t.Helper()
	name := "connector_credential_" + connectorType
	kind := p.schemas.ListResourceSchemas[name].ValueType()
	values := map[string]tftypes.Value{}
	for filter, value := range filters {
		values[filter] = tftypes.NewValue(tftypes.String, value)
	}
	config := testkit.Encode(kind, testkit.Object(kind, values))
	validated, err := p.server.ValidateListResourceConfig(p.t.Context(), &tfprotov6.ValidateListResourceConfigRequest{TypeName: name, Config: config})
	if err != nil || len(validated.Diagnostics) > 0 {
		p.t.Fatal(err, words(validated.Diagnostics))
	}
	identities, err := p.server.GetResourceIdentitySchemas(p.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		p.t.Fatal(err)
	}
	stream, err := p.server.ListResource(p.t.Context(), &tfprotov6.ListResourceRequest{TypeName: name, Config: config, IncludeResource: whole, Limit: limit})
	if err != nil {
		p.t.Fatal(err)
	}
	for result := range stream.Results {
		if len(result.Diagnostics) > 0 {
			diagnostics = words(result.Diagnostics)
			continue
		}
		one := queryResult{name: result.DisplayName, nexlaID: texts(identities.IdentitySchemas[name].ValueType(), result.Identity.IdentityData)[nexlablock.IdentityID]}
		if whole {
			kind := p.schemas.ResourceSchemas[name].ValueType()
			one.resource, one.nexla = texts(kind, result.Resource), p.block(kind, result.Resource, nexlablock.Name)
		}
		all = append(all, one)
	}
	return all, diagnostics
}

// block returns the members of a block that are texts, numbers or sets of texts,
// as text.
func (p *protocol) block(kind tftypes.Type, value *tfprotov6.DynamicValue, name string) map[string]string {
	p.t.Helper()
	decoded, err := value.Unmarshal(kind)
	if err != nil {
		p.t.Fatal(err)
	}
	var whole, members map[string]tftypes.Value
	if err := errors.Join(decoded.As(&whole), whole[name].As(&members)); err != nil {
		p.t.Fatal(err)
	}
	all := texts(testkit.AttributeType(kind, name), testkit.Encode(testkit.AttributeType(kind, name), whole[name]))
	var elements []tftypes.Value
	if err := members["tags"].As(&elements); err != nil {
		p.t.Fatal(err)
	}
	var tags []string
	for _, element := range elements {
		var tag string
		if err := element.As(&tag); err != nil {
			p.t.Fatal(err)
		}
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	all["tags"] = strings.Join(tags, " ")
	return all
}

// addListedCredentials adds three credentials of Precoro and one of Paymo to Nexla.
func addListedCredentials(vendors *sandbox.Sandbox) (ids []string) {
	for _, c := range []struct {
		vendor, name string
		tags         []string
	}{
		{"precoro_api", "procurement", []string{"terraform"}},
		{"precoro_api", "archive", nil},
		{"paymo_api", "timesheets", []string{"terraform"}},
		{"precoro_api", "procurement", []string{"terraform", "finance"}},
	} {
		id := vendors.Nexla().Add(sandbox.NexlaCredential{Name: c.name, VendorName: c.vendor, Tags: c.tags, TemplateConfig: map[string]string{}})
		ids = append(ids, fmt.Sprint(id))
	}
	return ids
}

func TestQueryListsTheCredentialsOfOneConnector(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	ids := addListedCredentials(vendors)
	for name, c := range map[string]struct {
		connector string
		filters   map[string]string
		limit     int64
		want      []string
	}{
		"all of Precoro": {"precoro", nil, 0, []string{ids[0], ids[1], ids[3]}},
		"all of Paymo":   {"paymo", nil, 0, []string{ids[2]}},
		"none":           {"resci", nil, 0, nil},
		"by name":        {"precoro", map[string]string{"name": "procurement"}, 0, []string{ids[0], ids[3]}},
		"by tag":         {"precoro", map[string]string{"tag": "terraform"}, 0, []string{ids[0], ids[3]}},
		"by both":        {"precoro", map[string]string{"name": "procurement", "tag": "finance"}, 0, []string{ids[3]}},
		"no more than":   {"precoro", nil, 2, []string{ids[0], ids[1]}},
	} {
		t.Run(name, func(t *testing.T) {
			all, diagnostics := newProtocol(t, vendors, "strict").query(c.connector, c.filters, c.limit, false)
			var got []string
			for _, one := range all {
				got = append(got, one.nexlaID)
			}
			if diagnostics != "" || fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("found %v, want %v %s", got, c.want, diagnostics)
			}
		})
	}
}

// TestQueryComparesNamesAsTheyAre: cleaning removes the joiner, and a configuration may
// write the letter as one character.
func TestQueryComparesNamesAsTheyAre(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for received, configured := range map[string]string{"cafe\u0301": "caf\u00e9", "team \U0001f469\u200d\U0001f4bb": "team \U0001f469\u200d\U0001f4bb"} {
		vendors.Nexla().Add(sandbox.NexlaCredential{Name: received, VendorName: "resci", TemplateConfig: map[string]string{}})
		all, diagnostics := newProtocol(t, vendors, "strict").query("resci", map[string]string{"name": configured}, 0, false)
		if diagnostics != "" || len(all) != 1 {
			t.Errorf("%q: found %v %s", configured, all, diagnostics)
		}
	}
}

func TestQueryIncludesTheResourceIfRequested(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	addListedCredentials(vendors)
	all, diagnostics := newProtocol(t, vendors, "strict").query("precoro", map[string]string{"name": "archive"}, 0, true)
	if diagnostics != "" || len(all) != 1 {
		t.Fatalf("found %v %s", all, diagnostics)
	}
	if got := all[0]; got.name != "archive" || got.resource[attrName] != "archive" || got.resource[attrConnector] != "precoro" {
		t.Errorf("found %+v", got)
	}
}

func TestQueryReadsAllPages(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	const many = 250
	for i := range many {
		vendors.Nexla().Add(sandbox.NexlaCredential{Name: fmt.Sprintf("c%d", i), VendorName: "resci", TemplateConfig: map[string]string{}})
	}
	all, diagnostics := newProtocol(t, vendors, "strict").query("resci", nil, 0, false)
	if diagnostics != "" || len(all) != many {
		t.Errorf("found %d, want %d %s", len(all), many, diagnostics)
	}
}

// TestQueriesShareOneListingPerVendor: credentials of other vendors are not read.
func TestQueriesShareOneListingPerVendor(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for i := range 250 {
		vendors.Nexla().Add(sandbox.NexlaCredential{Name: fmt.Sprintf("c%d", i), VendorName: "resci", TemplateConfig: map[string]string{}})
	}
	ids := addListedCredentials(vendors)
	p := newProtocol(t, vendors, "strict")
	for range 2 {
		for connectorType, want := range map[string]int{"precoro": 3, "paymo": 1} {
			if all, diagnostics := p.query(connectorType, nil, 0, false); len(all) != want {
				t.Errorf("%s: found %v of %v %s", connectorType, all, ids, diagnostics)
			}
		}
	}
	listings := 0
	for _, request := range vendors.Nexla().Requests() {
		if request.Method == http.MethodGet && strings.HasSuffix(request.Path, "/data_credentials") {
			listings++
		}
	}
	if listings != 2 {
		t.Errorf("%d listings, want one for each vendor", listings)
	}
}

func TestQueryReportsThatNexlaDoesNotRespond(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().Break(sandbox.Fault{Name: "server_error"})
	all, diagnostics := newProtocol(t, vendors, "strict").query("precoro", nil, 0, false)
	if len(all) != 0 || !strings.Contains(diagnostics, `ERROR: Nexla: listing the credentials of the vendor "precoro_api" failed`) {
		t.Errorf("found %v, diagnostics %s", all, diagnostics)
	}
}

// TestQueryFillsInWhatIsNotSecret, for each connector that has such a field, and
// so does an import by the id in Nexla.
func TestQueryAndImportSetFieldsThatAreNotSecret(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	filledIn := 0
	for _, vendor := range vendors.Vendors() {
		definition, _ := catalog.ByType(vendor.Name())
		templates := vendors.Nexla().Templates(definition.NexlaVendor)
		config := map[string]string{}
		for _, parameter := range templates[0].Parameters {
			config[parameter.Name] = vendor.Demo()[parameter.Field]
		}
		id := vendors.Nexla().Add(sandbox.NexlaCredential{
			Name: "held", VendorName: definition.NexlaVendor, Description: "Held", Tags: []string{"finance", "terraform"}, TemplateConfig: config,
		})
		p := newProtocol(t, vendors, "strict")
		all, diagnostics := p.query(vendor.Name(), nil, 0, true)
		if diagnostics != "" || len(all) != 1 {
			t.Fatalf("%s: found %v %s", vendor.Name(), all, diagnostics)
		}
		imported, _, diagnostics := p.importByIdentity("connector_credential_"+vendor.Name(), map[string]tftypes.Value{nexlablock.IdentityID: tftypes.NewValue(tftypes.Number, id)})
		if diagnostics != "" {
			t.Fatalf("%s: %s", vendor.Name(), diagnostics)
		}
		for _, field := range definition.Fields {
			want := vendor.Demo()[field.Name]
			if field.Secret {
				want = ""
			} else {
				filledIn++
			}
			for what, resource := range map[string]map[string]string{"query": all[0].resource, "import": imported} {
				if resource[field.Name] != want || resource[field.Name+writeOnlySuffix] != "" {
					t.Errorf("%s of %s: %s is %q, want %q", what, vendor.Name(), field.Name, resource[field.Name], want)
				}
			}
		}
		if block := all[0].nexla; block["tags"] != "finance terraform" || block["auth_template_id"] != fmt.Sprint(templates[0].ID) {
			t.Errorf("%s: the nexla block has %v", vendor.Name(), block)
		}
		if all[0].resource[attrDescription] != "Held" || imported[attrDescription] != "Held" {
			t.Errorf("%s: descriptions %q and %q", vendor.Name(), all[0].resource[attrDescription], imported[attrDescription])
		}
	}
	if filledIn < 2 {
		t.Errorf("%d fields are not secret", filledIn)
	}
}

// TestQueryLeavesFieldsEmptyThatNexlaDoesNotReport: the vendor's form may be gone, or
// have other labels, and none of that is an error of the query.
func TestQueryLeavesFieldsEmptyThatNexlaDoesNotReport(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*sandbox.Nexla, int){
		"nothing reported": func(n *sandbox.Nexla, id int) {
			n.Alter(id, func(c *sandbox.NexlaCredential) { c.TemplateConfig = nil })
		},
		"a template that is gone": func(n *sandbox.Nexla, id int) {
			n.Alter(id, func(c *sandbox.NexlaCredential) { c.TemplateID = 1 })
		},
		"no form": func(n *sandbox.Nexla, _ int) { n.SetTemplates("precoro_api") },
		"another label": func(n *sandbox.Nexla, _ int) {
			templates := n.Templates("precoro_api")
			for i := range templates[0].Parameters {
				templates[0].Parameters[i].DisplayName = "Something else"
			}
			n.SetTemplates("precoro_api", templates...)
		},
		"a secured parameter": func(n *sandbox.Nexla, _ int) {
			templates := n.Templates("precoro_api")
			for i := range templates[0].Parameters {
				templates[0].Parameters[i].Secured = true
			}
			n.SetTemplates("precoro_api", templates...)
		},
		"a value that cannot be sent": func(n *sandbox.Nexla, id int) {
			n.Alter(id, func(c *sandbox.NexlaCredential) { c.TemplateConfig["user_email_address"] = " ops@example.com" })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			id := vendors.Nexla().Add(sandbox.NexlaCredential{
				Name: "held", VendorName: "precoro_api", TemplateConfig: map[string]string{"user_email_address": "ops@example.com"},
			})
			prepare(vendors.Nexla(), id)
			all, diagnostics := newProtocol(t, vendors, "strict").query("precoro", nil, 0, true)
			if diagnostics != "" || len(all) != 1 || all[0].resource["user_email"] != "" {
				t.Errorf("found %+v %s", all, diagnostics)
			}
		})
	}
}

// TestQueryAndImportWithoutAKeyReportTheMissingKey: neither has a nexla block
// with work, and a key that is unknown is not missing.
func TestQueryAndImportWithoutAKeyReportTheMissingKey(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for value, want := range map[any]struct{ title, detail string }{
		nil:                  {"No key for Nexla", "NEXLA_SERVICE_KEY"},
		tftypes.UnknownValue: {"Nexla cannot be contacted before the apply", "known only after apply"},
	} {
		p := newProtocolWith(t, vendors, "strict", tftypes.NewValue(tftypes.String, value))
		all, queried := p.query("precoro", nil, 0, false)
		_, _, imported := p.importByIdentity("connector_credential_precoro", map[string]tftypes.Value{nexlablock.IdentityID: tftypes.NewValue(tftypes.Number, 30388)})
		for what, diagnostics := range map[string]string{"A query": queried, "An import": imported} {
			if !strings.HasPrefix(diagnostics, "ERROR: "+want.title+": "+what+" reads from Nexla, and ") || !strings.Contains(diagnostics, want.detail) {
				t.Errorf("%s, %v: %s", what, value, diagnostics)
			}
		}
		if len(all) > 0 || len(vendors.Requests()) > 0 {
			t.Errorf("found %v with %d requests", all, len(vendors.Requests()))
		}
	}
}
