package provider

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// actionConfig is the configuration of a connector_verify.
func (p *protocol) actionConfig(connectorType string, fields map[string]any, more map[string]string) *tfprotov6.DynamicValue {
	p.t.Helper()
	kind := p.schemas.ActionSchemas["connector_verify"].Schema.ValueType()
	values := map[string]tftypes.Value{attrConnector: tftypes.NewValue(tftypes.String, connectorType)}
	if fields != nil {
		entries := map[string]tftypes.Value{}
		for name, value := range fields {
			entries[name] = tftypes.NewValue(tftypes.String, value)
		}
		values[attrFields] = tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, entries)
	}
	for name, value := range more {
		values[name] = tftypes.NewValue(tftypes.String, value)
	}
	return testkit.Encode(kind, testkit.Object(kind, values))
}

// checkAction validates and plans, and returns the first diagnostics.
func (p *protocol) checkAction(config *tfprotov6.DynamicValue) string {
	p.t.Helper()
	validated, err := p.server.ValidateActionConfig(p.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: "connector_verify", Config: config})
	if err != nil {
		p.t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return words(validated.Diagnostics)
	}
	return p.planAction(config)
}

func (p *protocol) planAction(config *tfprotov6.DynamicValue) string {
	p.t.Helper()
	planned, err := p.server.PlanAction(p.t.Context(), &tfprotov6.PlanActionRequest{ActionType: "connector_verify", Config: config})
	if err != nil {
		p.t.Fatal(err)
	}
	return words(planned.Diagnostics)
}

// invokeAction invokes connector_verify, and returns its progress and its
// diagnostics.
func (p *protocol) invokeAction(config *tfprotov6.DynamicValue) (progress []string, diagnostics string) {
	p.t.Helper()
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

// invoke validates, plans and invokes connector_verify, as the CLI does.
func (p *protocol) invoke(connectorType string, fields, more map[string]string) (progress []string, diagnostics string) {
	p.t.Helper()
	config := p.actionConfig(connectorType, entries(fields), more)
	if diagnostics := p.checkAction(config); diagnostics != "" {
		return nil, diagnostics
	}
	return p.invokeAction(config)
}

// entries are fields as entries of a map, of which some may be null.
func entries(fields map[string]string, null ...string) map[string]any {
	all := map[string]any{}
	for name, value := range fields {
		all[name] = value
	}
	for _, name := range null {
		all[name] = nil
	}
	return all
}

func TestActionVerifiesAndReportsProgress(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	for _, vendor := range vendors.Vendors() {
		vendors.ResetRequests()
		progress, diagnostics := newProtocol(t, vendors, "strict").invoke(vendor.Name(), vendor.Demo(), nil)
		said := strings.Join(progress, "\n")
		if diagnostics != "" || !strings.Contains(said, "Request to "+strings.TrimPrefix(vendors.URL(), "http://")+", attempt 1") || !strings.Contains(said, "verified (accepted)") {
			t.Errorf("%s: progress %q, diagnostics %s", vendor.Name(), said, diagnostics)
		}
		for _, value := range vendor.Demo() {
			if strings.Contains(said, value) {
				t.Errorf("%s: the progress shows a field", vendor.Name())
			}
		}
		if len(vendors.Requests()) == 0 {
			t.Errorf("no request was sent to %s", vendor.Name())
		}
	}
}

func TestActionFollowsThePolicies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		policy   string
		fault    string
		key      string
		says     string
		requests int
	}{
		"rejected":              {"strict", "", "wrong-key", "ERROR: ReSci rejected the credential of this action", 1},
		"rejected and lenient":  {"lenient", "", "wrong-key", "ERROR: ReSci rejected the credential of this action", 1},
		"inconclusive":          {"strict", "html", "", "ERROR: ReSci: ", 1},
		"inconclusive, lenient": {"lenient", "html", "", "WARNING: ReSci: ", 1},
		"policy off":            {"off", "", "wrong-key", "", 0},
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

// TestStepsOfAnActionNameItsArguments: an action saves nothing, but a resource that has
// triggered it may have changed. Its fields are entries of a map.
func TestStepsOfAnActionNameItsArguments(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	vendor := vendors.Vendor("resci")
	t.Setenv("RESCI_API_KEY", "")
	p := newProtocol(t, vendors, "strict")
	_, rejected := p.invoke("resci", map[string]string{"api_key": "wrong-key"}, nil)
	_, missing := p.invoke("resci", nil, nil)
	vendor.Break(sandbox.Fault{Name: "html"})
	_, inconclusive := newProtocol(t, vendors, "strict").invoke("resci", vendor.Demo(), nil)
	for diagnostics, want := range map[string]string{
		rejected:     "Check api_key.",
		missing:      "Set the entry api_key of fields or the environment variable RESCI_API_KEY.",
		inconclusive: `set verification = { apply = "lenient" } in the provider block.`,
	} {
		if !strings.Contains(diagnostics, want) || strings.Contains(diagnostics, "Nothing was") {
			t.Errorf("diagnostics %s, want %q", diagnostics, want)
		}
	}
}

func TestActionReportsWaits(t *testing.T) {
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

func TestActionRejectsWhatTheConnectorDoesNotHave(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	p := newProtocol(t, vendors, "strict")
	for want, c := range map[string]struct {
		connector    string
		fields, more map[string]string
	}{
		`"precoro" "paymo"`:              {"unknown", nil, nil},
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

// TestActionChecksABaseURLThatValidationDidNotKnow: in a module, or of a resource that
// triggers the action, it is known later.
func TestActionChecksABaseURLThatValidationDidNotKnow(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	for _, baseURL := range []string{"http://vendor.example.invalid", "https://hidden:example@vendor.example.invalid"} {
		config := p.actionConfig("resci", map[string]any{"api_key": "example-api-key"}, map[string]string{attrBaseURL: baseURL})
		planned := p.planAction(config)
		progress, invoked := p.invokeAction(config)
		for _, diagnostics := range []string{planned, invoked} {
			if !strings.HasPrefix(diagnostics, "ERROR: Invalid base URL") || strings.Contains(diagnostics, "hidden") || len(progress) > 0 {
				t.Errorf("%s: progress %q, diagnostics %s", baseURL, progress, diagnostics)
			}
		}
	}
}

// TestOneOfTwoHostsIsFoundBeforeAnythingChanges: with a resource that triggers the action,
// the resource had changed when the action failed.
func TestOneOfTwoHostsIsFoundBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	for _, connectorType := range []string{"resci", "zoom"} {
		config := p.actionConfig(connectorType, nil, map[string]string{attrBaseURL: "https://vendor.example.invalid"})
		if diagnostics := p.planAction(config); diagnostics != "" {
			t.Errorf("both hosts of %s are replaced: %s", connectorType, diagnostics)
		}
	}
	kind := p.schemas.Provider.ValueType()
	configured, err := p.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.14.0", Config: testkit.Encode(kind, testkit.Object(kind, nil))})
	if err != nil || len(configured.Diagnostics) > 0 {
		t.Fatal(err, words(configured.Diagnostics))
	}
	config := p.actionConfig("zoom", nil, map[string]string{attrBaseURL: "https://vendor.example.invalid"})
	if diagnostics := p.planAction(config); !strings.HasPrefix(diagnostics, "ERROR: Zoom has two hosts, and only one is replaced") {
		t.Errorf("diagnostics %s", diagnostics)
	}
}

// TestActionNeverVerifiesTheEnvironmentForAFieldThatIsNull: from
// Terraform 1.16 on, -invoke takes ephemeral values out of the configuration after
// the plan. The environment then
// held another credential, which was verified and reported as accepted.
func TestActionNeverVerifiesTheEnvironmentForAFieldThatIsNull(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	for _, vendor := range vendors.Vendors() {
		definition, _ := catalog.ByType(vendor.Name())
		for _, field := range definition.Fields {
			t.Setenv(definition.Env(field), vendor.Demo()[field.Name])
		}
	}
	for _, vendor := range vendors.Vendors() {
		definition, _ := catalog.ByType(vendor.Name())
		for _, field := range definition.Fields {
			vendors.ResetRequests()
			p := newProtocol(t, vendors, "lenient")
			if diagnostics := p.checkAction(p.actionConfig(vendor.Name(), entries(vendor.Demo()), nil)); diagnostics != "" {
				t.Errorf("%s: %s", vendor.Name(), diagnostics)
			}
			progress, diagnostics := p.invokeAction(p.actionConfig(vendor.Name(), entries(vendor.Demo(), field.Name), nil))
			for _, text := range []string{"ERROR: Field " + field.Name + " is null", "-invoke", definition.Env(field)} {
				if !strings.Contains(diagnostics, text) {
					t.Errorf("%s: the diagnostics of %s do not contain %q: %s", vendor.Name(), field.Name, text, diagnostics)
				}
			}
			if len(progress) > 0 || len(vendors.Requests()) > 0 {
				t.Errorf("%s: progress %q, %d requests", vendor.Name(), progress, len(vendors.Requests()))
			}
		}
	}
}

// TestFieldThatIsNullIsFoundBeforeAnythingChanges: an action that a resource
// triggers is invoked once the resource has changed.
func TestFieldThatIsNullIsFoundBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	p := newProtocol(t, vendors, "strict")
	config := p.actionConfig("precoro", map[string]any{"api_token": "sandbox-precoro-token-not-a-secret", "user_email": nil}, nil)
	for phase, diagnostics := range map[string]string{"validation": p.checkAction(config), "plan": p.planAction(config)} {
		if !strings.HasPrefix(diagnostics, "ERROR: Field user_email is null") || !strings.Contains(diagnostics, "PRECORO_USER_EMAIL") {
			t.Errorf("%s: %s", phase, diagnostics)
		}
		if strings.Contains(diagnostics, "-invoke") {
			t.Errorf("%s gives a cause that does not apply: %s", phase, diagnostics)
		}
	}
	unknown := p.actionConfig("precoro", map[string]any{"api_token": tftypes.UnknownValue, "user_email": tftypes.UnknownValue}, nil)
	if diagnostics := p.checkAction(unknown); diagnostics != "" {
		t.Errorf("values that are not known yet: %s", diagnostics)
	}
}

// TestFieldThatCannotBeValidIsFoundBeforeAnythingChanges: with a resource that triggers
// the action, the resource had changed when the action failed.
func TestFieldThatCannotBeValidIsFoundBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, startSandbox(t, noLimits()), "strict")
	for _, c := range []struct{ connector, field, value, want string }{
		{"paymo", "api_key", " hidden-example", "ERROR: Invalid api_key"},
		{"precoro", "api_token", "\ufeffhidden-example", "ERROR: Invalid api_token"},
		{"zendesk", "subdomain", "https://hidden-example.zendesk.com", "ERROR: Invalid subdomain"},
	} {
		config := p.actionConfig(c.connector, map[string]any{c.field: c.value}, nil)
		for phase, diagnostics := range map[string]string{"validation": p.checkAction(config), "plan": p.planAction(config)} {
			if !strings.HasPrefix(diagnostics, c.want) || strings.Contains(diagnostics, "hidden") {
				t.Errorf("%s of %s: %s", phase, c.connector, diagnostics)
			}
		}
	}
}

// TestActionReportsWhatComesFromTheEnvironment: an ephemeral map as a whole
// cannot be distinguished from omitted fields, but the output shows it.
func TestActionReportsWhatComesFromTheEnvironment(t *testing.T) {
	vendors := startSandbox(t, noLimits())
	demo := vendors.Vendor("clari_copilot").Demo()
	t.Setenv("CLARI_COPILOT_API_KEY", demo["api_key"])
	t.Setenv("CLARI_COPILOT_API_PASSWORD", demo["api_password"])
	p := newProtocol(t, vendors, "strict")
	for _, c := range []struct {
		fields map[string]any
		from   []string
	}{
		{nil, []string{"api_key is read from the environment variable CLARI_COPILOT_API_KEY", "api_password is read from the environment variable CLARI_COPILOT_API_PASSWORD"}},
		{map[string]any{"api_key": demo["api_key"]}, []string{"api_password is read from the environment variable CLARI_COPILOT_API_PASSWORD"}},
		{entries(demo), nil},
	} {
		progress, diagnostics := p.invokeAction(p.actionConfig("clari_copilot", c.fields, nil))
		said := strings.Join(progress, "\n")
		if diagnostics != "" || !strings.Contains(said, "verified (accepted)") || strings.Count(said, "environment") != len(c.from) {
			t.Errorf("progress %q, diagnostics %s", progress, diagnostics)
		}
		for _, text := range c.from {
			if !strings.Contains(said, text) {
				t.Errorf("the progress does not contain %q: %q", text, progress)
			}
		}
	}
}

// TestBaseURLOfEachKindReplacesEndpointsInTheNextStep: the provider's endpoints are set as
// well, and have no effect.
func TestBaseURLOfEachKindReplacesEndpointsInTheNextStep(t *testing.T) {
	t.Parallel()
	vendors := startSandbox(t, noLimits())
	p := newProtocol(t, vendors, "strict")
	vendor := vendors.Vendor("resci")
	address := vendor.BaseURL() + "/nowhere"
	fields := vendor.Demo()
	fields[attrBaseURL] = address

	const name = "connector_credential_resci"
	results := map[string]string{}
	_, results["action"] = p.invoke("resci", vendor.Demo(), map[string]string{attrBaseURL: address})
	kind := p.schemas.DataSourceSchemas[name].ValueType()
	config := map[string]tftypes.Value{}
	for argument, value := range fields {
		config[argument] = tftypes.NewValue(tftypes.String, value)
	}
	read, err := p.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: testkit.Encode(kind, testkit.Object(kind, config))})
	if err != nil {
		t.Fatal(err)
	}
	results["data source"] = words(read.Diagnostics)
	kind = p.schemas.ResourceSchemas[name].ValueType()
	config[attrName] = testkit.Text("campaigns")
	planned, err := p.server.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: name, Config: testkit.Encode(kind, testkit.Object(kind, config)),
		ProposedNewState: testkit.Encode(kind, testkit.Object(kind, config)), PriorState: testkit.Encode(kind, tftypes.NewValue(kind, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	results["resource"] = words(planned.Diagnostics)
	for of, text := range results {
		if !strings.Contains(text, "Check base_url: it must lead to ReSci's API.") || strings.Contains(strings.ToLower(text), "endpoint") {
			t.Errorf("%s: %s", of, text)
		}
	}
}
