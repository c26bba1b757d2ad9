package faults_test

import (
	"context"
	"fmt"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// kept is what the CLI keeps between two calls: a state, or a plan, with what
// the provider keeps beside it.
type kept struct {
	value   tftypes.Value
	private []byte
}

// baseline is what a healthy vendor has led to, from which every cell of a
// connector starts. It was made by the provider, through the same protocol.
type baseline struct {
	subject subject
	baseURL string // Of the vendor that was healthy.
	fields  map[string]string
	rotated map[string]string
	// pinnedURL has a data source say itself where its vendor is.
	pinnedURL bool

	writeOnly kept // The state of a credential whose secret is in no state.
	stored    kept // And of one whose secret is.

	created  kept // The plans of a creation, a rotation and of another change.
	rotation kept
	other    kept
}

// otherChange is the change that leaves the credential alone.
const otherChange = "changed"

// newBaseline plans and applies with a healthy vendor.
func newBaseline(ctx context.Context, vendors *sandbox.Sandbox, of subject) (*baseline, error) {
	vendor := vendors.Vendor(of.vendor)
	b := &baseline{subject: of, baseURL: vendor.BaseURL(), fields: of.fields(vendors)}
	b.rotated = of.rotated(b.fields)
	vendor.Issue(b.rotated)
	server, err := serve(ctx, providerOptions{
		endpoints: endpoints(of, b.baseURL), policy: strict, requestTimeout: 10 * time.Second,
	})
	if err != nil {
		return nil, err
	}
	nowhere := kept{value: tftypes.NewValue(b.resourceType(), nil)}
	plan := func(prior kept, config tftypes.Value) (planned kept) {
		if err != nil {
			return kept{}
		}
		var answer *tfprotov6.PlanResourceChangeResponse
		answer, err = server.PlanResourceChange(ctx, b.planRequest(prior, config))
		if err == nil {
			err = noDiagnostics(answer.Diagnostics)
		}
		if err != nil {
			return kept{}
		}
		return kept{decode(b.resourceType(), answer.PlannedState), answer.PlannedPrivate}
	}
	apply := func(prior, planned kept, config tftypes.Value) (state kept) {
		if err != nil {
			return kept{}
		}
		var answer *tfprotov6.ApplyResourceChangeResponse
		answer, err = server.ApplyResourceChange(ctx, b.applyRequest(prior, planned, config))
		if err == nil {
			err = noDiagnostics(answer.Diagnostics)
		}
		if err != nil {
			return kept{}
		}
		return kept{decode(b.resourceType(), answer.NewState), answer.Private}
	}
	config := b.config(b.fields, writeOnly, b.baseURL, "")
	b.created = plan(nowhere, config)
	b.writeOnly = apply(nowhere, b.created, config)
	inState := b.config(b.fields, stored, b.baseURL, "")
	b.stored = apply(nowhere, plan(nowhere, inState), inState)
	b.rotation = plan(b.writeOnly, b.config(b.rotated, writeOnly, b.baseURL, ""))
	b.other = plan(b.writeOnly, b.config(b.fields, writeOnly, b.baseURL, otherChange))
	if err != nil {
		return nil, fmt.Errorf("%s with a healthy vendor: %w", of.name, err)
	}
	return b, nil
}

// noDiagnostics wants nothing to be said, not even a warning.
func noDiagnostics(diagnostics []*tfprotov6.Diagnostic) error {
	for _, d := range diagnostics {
		return fmt.Errorf("%s: %s", d.Summary, d.Detail)
	}
	return nil
}

// endpoints lead a connector to an address. A custom credential has its own.
func endpoints(of subject, baseURL string) map[string]string {
	if of.isCustom() {
		return nil
	}
	return map[string]string{of.name: baseURL}
}

func (b *baseline) schema() *tfprotov6.Schema { return schemas().ResourceSchemas[b.subject.resource()] }

func (b *baseline) resourceType() tftypes.Type { return b.schema().ValueType() }

// config is a configuration of the resource; an empty description is none.
func (b *baseline) config(fields map[string]string, where keeping, baseURL, description string) tftypes.Value {
	shape, _ := b.resourceType().(tftypes.Object)
	given := b.subject.arguments(shape, fields, where, baseURL)
	given["name"] = text(b.credentialName())
	if description != "" {
		given["description"] = text(description)
	}
	return object(shape, given)
}

func (b *baseline) credentialName() string { return b.subject.name + "-x" }

func (b *baseline) planRequest(prior kept, config tftypes.Value) *tfprotov6.PlanResourceChangeRequest {
	of := b.resourceType()
	return &tfprotov6.PlanResourceChangeRequest{
		TypeName: b.subject.resource(), Config: encode(of, config), PriorState: encode(of, prior.value), PriorPrivate: prior.private,
		ProposedNewState: encode(of, proposed(b.schema(), config, prior.value)),
	}
}

func (b *baseline) applyRequest(prior, planned kept, config tftypes.Value) *tfprotov6.ApplyResourceChangeRequest {
	of := b.resourceType()
	return &tfprotov6.ApplyResourceChangeRequest{
		TypeName: b.subject.resource(), Config: encode(of, config), PriorState: encode(of, prior.value),
		PlannedState: encode(of, planned.value), PlannedPrivate: planned.private,
	}
}

// movedTo is a state or a plan of a vendor at another address. Only a custom
// credential keeps the address.
func (b *baseline) movedTo(from kept, baseURL string) kept {
	if !b.subject.isCustom() || from.value.IsNull() {
		return from
	}
	attributes := members(from.value)
	attributes["base_url"] = text(baseURL)
	return kept{tftypes.NewValue(from.value.Type(), attributes), from.private}
}
