package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// found is one result of a query.
type found struct {
	name, nexlaID string
	resource      map[string]string
}

// query lists what Nexla holds of a connector, as terraform query does.
func (p *protocol) query(connectorType string, filters map[string]string, limit int64, whole bool) (all []found, diagnostics string) {
	p.t.Helper()
	name := "connector_credential_" + connectorType
	kind := p.schemas.ListResourceSchemas[name].ValueType()
	values := map[string]tftypes.Value{}
	for filter, value := range filters {
		values[filter] = tftypes.NewValue(tftypes.String, value)
	}
	config := p.encode(kind, object(p.t, kind, values))
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
		one := found{name: result.DisplayName, nexlaID: p.texts(identities.IdentitySchemas[name].ValueType(), result.Identity.IdentityData)[identityNexlaID]}
		if whole {
			one.resource = p.texts(p.schemas.ResourceSchemas[name].ValueType(), result.Resource)
		}
		all = append(all, one)
	}
	return all, diagnostics
}

// hold has Nexla hold three credentials of Precoro's and one of Paymo's.
func hold(vendors *sandbox.Sandbox) (ids []string) {
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

func TestQueryListsWhatNexlaHoldsOfOneConnector(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	ids := hold(vendors)
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

func TestQueryHandsOverTheResourceWhereItIsWanted(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	hold(vendors)
	all, diagnostics := newProtocol(t, vendors, "strict").query("precoro", map[string]string{"name": "archive"}, 0, true)
	if diagnostics != "" || len(all) != 1 {
		t.Fatalf("found %v %s", all, diagnostics)
	}
	if got := all[0]; got.name != "archive" || got.resource[attrName] != "archive" || got.resource[attrConnector] != "precoro" {
		t.Errorf("found %+v", got)
	}
}

func TestQueryPagesThroughWhatNexlaHolds(t *testing.T) {
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

func TestQueryThatNexlaDoesNotAnswerSaysSo(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendors.Nexla().Break(sandbox.Fault{Name: "server_error"})
	all, diagnostics := newProtocol(t, vendors, "strict").query("precoro", nil, 0, false)
	if len(all) != 0 || !strings.HasPrefix(diagnostics, "ERROR: ") || !strings.Contains(diagnostics, "Nexla") {
		t.Errorf("found %v, diagnostics %s", all, diagnostics)
	}
}
