package faults_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// snapshot is what the CLI stores between two calls: a state or a plan, with its
// private state.
type snapshot struct {
	value   tftypes.Value
	private []byte
}

// baseline has the states and plans of a connector with a healthy vendor, from which
// its cells start. The provider created them, over the same protocol.
type baseline struct {
	subject subject
	baseURL string // Of the healthy vendor.
	fields  map[string]string
	rotated map[string]string
	secrets secretForms
	// pinnedURL sets base_url in a data source.
	pinnedURL bool
	// requirements are arguments of every configuration, and in every state and plan.
	requirements map[string]tftypes.Value

	writeOnly snapshot // The state of a credential whose secret is not in state.
	stored    snapshot // The state of one whose secret is in state.

	created  snapshot // The plans of a creation, a rotation and another change.
	rotation snapshot
	update   snapshot
}

// otherDescription is a change that leaves the credential unchanged.
const otherDescription = "changed"

// baselines are those of all subjects, created when they are first used. The healthy
// vendors live as long as the process.
var baselines = sync.OnceValue(func() map[string]func() (*baseline, error) {
	vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
	all := map[string]func() (*baseline, error){}
	for _, of := range subjects() {
		all[of.name] = sync.OnceValues(func() (*baseline, error) {
			if err != nil {
				return nil, err
			}
			return newBaseline(context.Background(), vendors, of)
		})
	}
	return all
})

func baselineOf(of subject) (*baseline, error) { return baselines()[of.name]() }

// newBaseline plans and applies with a healthy vendor. A diagnostic or a leak is an error.
func newBaseline(ctx context.Context, vendors *sandbox.Sandbox, of subject) (*baseline, error) {
	vendor := vendors.Vendor(of.vendor)
	b := &baseline{subject: of, baseURL: vendor.BaseURL(), fields: of.fields(vendors)}
	b.rotated = of.rotated(b.fields)
	b.secrets = secretFormsOf(of, b.fields, b.rotated)
	vendor.Issue(b.rotated)
	server, err := serve(ctx, providerOptions{
		endpoints: endpoints(of, b.baseURL), policy: strict, requestTimeout: ampleTimeout,
	})
	if err != nil {
		return nil, err
	}
	var problems []error
	check := func(seen *observed, err error) snapshot {
		if err != nil {
			problems = append(problems, err)
			return snapshot{value: tftypes.NewValue(b.resourceType(), nil)}
		}
		for _, d := range seen.diagnostics {
			problems = append(problems, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		}
		for _, place := range b.secrets.leaks(seen) {
			problems = append(problems, errors.New(place))
		}
		return snapshot{seen.after, seen.private}
	}
	config := b.config(b.fields, writeOnly, b.baseURL, "")
	nothing := snapshot{value: tftypes.NewValue(b.resourceType(), nil)}
	b.created = check(b.plan(ctx, server, nothing, config))
	b.writeOnly = check(b.apply(ctx, server, nothing, b.created, config))
	b.rotation = check(b.plan(ctx, server, b.writeOnly, b.config(b.rotated, writeOnly, b.baseURL, "")))
	b.update = check(b.plan(ctx, server, b.writeOnly, b.config(b.fields, writeOnly, b.baseURL, otherDescription)))

	// A stored secret is in plan and state.
	all := b.secrets
	b.secrets = nil
	inState := b.config(b.fields, stored, b.baseURL, "")
	b.stored = check(b.apply(ctx, server, nothing, check(b.plan(ctx, server, nothing, inState)), inState))
	b.secrets = all
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s with a healthy vendor: %w", of.name, errors.Join(problems...))
	}
	return b, nil
}

// endpoints has the address of a connector. A custom credential has its own.
func endpoints(of subject, baseURL string) map[string]string {
	if of.isCustom() {
		return nil
	}
	if definition := of.definition(); definition.TokenBaseURL() != "" {
		return map[string]string{of.name: baseURL, definition.TokenEndpoint(): baseURL}
	}
	return map[string]string{of.name: baseURL}
}

func (b *baseline) schema() *tfprotov6.Schema { return schemas().ResourceSchemas[b.subject.resource()] }

func (b *baseline) resourceType() tftypes.Type { return b.schema().ValueType() }

// requiring is a baseline with requirements, as they are in configuration and state.
func (b *baseline) requiring(requirements map[string]tftypes.Value) *baseline {
	other := *b
	other.requirements = requirements
	return &other
}

// arguments declare the credential with its requirements.
func (b *baseline) arguments(of tftypes.Object, fields map[string]string, where secretPlace, baseURL string) map[string]tftypes.Value {
	arguments := b.subject.arguments(of, fields, where, baseURL)
	maps.Copy(arguments, b.requirements)
	return arguments
}

// config is a configuration of the resource. An empty description is omitted.
func (b *baseline) config(fields map[string]string, where secretPlace, baseURL, description string) tftypes.Value {
	shape, _ := b.resourceType().(tftypes.Object)
	arguments := b.arguments(shape, fields, where, baseURL)
	arguments["name"] = testkit.Text(b.credentialName())
	if description != "" {
		arguments["description"] = testkit.Text(description)
	}
	return testkit.Object(shape, arguments)
}

func (b *baseline) credentialName() string { return b.subject.name + "-x" }

// movedTo is a state or a plan with the requirements, and with the vendor at another
// address. Only a custom credential stores the address.
func (b *baseline) movedTo(from snapshot, baseURL string) snapshot {
	if from.value.IsNull() {
		return from
	}
	attributes := testkit.Attributes(from.value)
	maps.Copy(attributes, b.requirements)
	if b.subject.isCustom() {
		attributes["base_url"] = testkit.Text(baseURL)
	}
	if client := attributes["oauth2"]; b.subject.name == customClient && !client.IsNull() {
		moved := testkit.Attributes(client)
		moved["token_url"] = testkit.Text(baseURL + clientTokenPath)
		attributes["oauth2"] = tftypes.NewValue(client.Type(), moved)
	}
	return snapshot{tftypes.NewValue(from.value.Type(), attributes), from.private}
}
