package provider

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// invoke validates, plans and invokes connector_verify, as the CLI does, and
// returns what was said meanwhile and in the end.
func (p *protocol) invoke(connectorType string, fields, more map[string]string) (progress []string, diagnostics string) {
	p.t.Helper()
	kind := p.schemas.ActionSchemas["connector_verify"].Schema.ValueType()
	values := map[string]tftypes.Value{attrConnector: tftypes.NewValue(tftypes.String, connectorType)}
	given := map[string]tftypes.Value{}
	for name, value := range fields {
		given[name] = tftypes.NewValue(tftypes.String, value)
	}
	values[attrFields] = tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, given)
	for name, value := range more {
		values[name] = tftypes.NewValue(tftypes.String, value)
	}
	config := p.encode(kind, object(p.t, kind, values))
	validated, err := p.server.ValidateActionConfig(p.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: "connector_verify", Config: config})
	if err != nil {
		p.t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return nil, words(validated.Diagnostics)
	}
	planned, err := p.server.PlanAction(p.t.Context(), &tfprotov6.PlanActionRequest{ActionType: "connector_verify", Config: config})
	if err != nil || len(planned.Diagnostics) > 0 {
		p.t.Fatal(err, words(planned.Diagnostics))
	}
	stream, err := p.server.InvokeAction(p.t.Context(), &tfprotov6.InvokeActionRequest{ActionType: "connector_verify", Config: config})
	if err != nil {
		p.t.Fatal(err)
	}
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress = append(progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			diagnostics = words(event.Diagnostics)
		}
	}
	return progress, diagnostics
}

func TestActionVerifiesAndSaysWhatItDoes(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for _, vendor := range vendors.Vendors() {
		vendors.ResetRequests()
		progress, diagnostics := newProtocol(t, vendors, "strict").invoke(vendor.Name(), vendor.Demo(), nil)
		said := strings.Join(progress, "\n")
		if diagnostics != "" || !strings.Contains(said, "Asked "+strings.TrimPrefix(vendors.URL(), "http://")+", attempt 1") || !strings.Contains(said, "verified (accepted)") {
			t.Errorf("%s: progress %q, diagnostics %s", vendor.Name(), said, diagnostics)
		}
		for _, value := range vendor.Demo() {
			if strings.Contains(said, value) {
				t.Errorf("%s: the progress shows a field", vendor.Name())
			}
		}
		if len(vendors.Requests()) == 0 {
			t.Errorf("%s was not asked", vendor.Name())
		}
	}
}

func TestActionFailsAsThePoliciesSay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		policy   string
		fault    string
		key      string
		says     string
		requests int
	}{
		"refused":              {"strict", "", "wrong-key", "ERROR: ReSci Refuses the Credential of This Action", 1},
		"refused and lenient":  {"lenient", "", "wrong-key", "ERROR: ReSci Refuses the Credential of This Action", 1},
		"no verdict":           {"strict", "html", "", "ERROR: ReSci Gives No Verdict", 1},
		"no verdict, lenient":  {"lenient", "html", "", "WARNING: ReSci Gives No Verdict", 1},
		"not asked, by policy": {"off", "", "wrong-key", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendors := startSandbox(t, noLimits())
			vendor := vendors.Vendor("resci")
			fields := vendor.Demo()
			if c.key != "" {
				fields["api_key"] = c.key
			}
			if c.fault != "" {
				vendor.Break(sandbox.Fault{Name: c.fault})
			}
			progress, diagnostics := newProtocol(t, vendors, c.policy).invoke("resci", fields, nil)
			if !strings.HasPrefix(diagnostics, c.says) || strings.Contains(diagnostics, fields["api_key"]) {
				t.Errorf("diagnostics %s, want %q", diagnostics, c.says)
			}
			if c.policy == "off" && (len(progress) != 1 || !strings.Contains(progress[0], "unverified (not_verified)")) {
				t.Errorf("progress %q", progress)
			}
			if got := len(vendor.Requests()); got != c.requests {
				t.Errorf("%d requests, want %d", got, c.requests)
			}
		})
	}
}

func TestActionTellsOfWaits(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	vendor.BreakNext(1, sandbox.Fault{Name: "rate_limited", Argument: "1"})
	progress, diagnostics := newProtocol(t, vendors, "strict").invoke("resci", vendor.Demo(), nil)
	said := strings.Join(progress, "\n")
	for _, words := range []string{"attempt 1, scheme api_key: HTTP 429", "Waiting for 127.0.0.1:", "rate_limited", "attempt 2, scheme api_key: HTTP 200"} {
		if !strings.Contains(said, words) {
			t.Errorf("the progress does not say %q: %s %s", words, said, diagnostics)
		}
	}
}

func TestActionRefusesWhatTheConnectorDoesNotHave(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	p := newProtocol(t, vendors, "strict")
	for want, c := range map[string]struct {
		connector    string
		fields, more map[string]string
	}{
		`"precoro" "paymo"`:              {"nobody", nil, nil},
		`Its fields are "api_key"`:       {"paymo", map[string]string{"hidden-example": "hidden-example"}, nil},
		`"api_key", "basic"`:             {"paymo", nil, map[string]string{attrAuthScheme: "hidden-example"}},
		`"global", "us"`:                 {"precoro", nil, map[string]string{attrRegion: "hidden-example"}},
		"Paymo has no regions":           {"paymo", nil, map[string]string{attrRegion: "us"}},
		"must begin with https://":       {"paymo", nil, map[string]string{attrBaseURL: "http://api.example.com"}},
		"environment variable PAYMO_API": {"paymo", nil, nil},
	} {
		_, diagnostics := p.invoke(c.connector, c.fields, c.more)
		if !strings.HasPrefix(diagnostics, "ERROR") || !strings.Contains(diagnostics, want) || strings.Contains(diagnostics, "hidden-example") {
			t.Errorf("%s: diagnostics %s", want, diagnostics)
		}
	}
	if got := len(vendors.Requests()); got != 0 {
		t.Errorf("%d requests, want none", got)
	}
}
