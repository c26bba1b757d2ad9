package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// nexlaBlock is what the credential resource knows of its nexla block.
type nexlaBlock interface {
	Validate(ctx context.Context, config nexlablock.Attributes) diag.Diagnostics
	// Detect returns the work that is due in Nexla.
	Detect(ctx context.Context, in nexlablock.Inputs) (nexlablock.Work, diag.Diagnostics)
	Plan(ctx context.Context, in nexlablock.Inputs, work nexlablock.Work, planned nexlablock.Attributes) diag.Diagnostics
	Apply(ctx context.Context, in nexlablock.Inputs, applied nexlablock.Attributes) (lifecycle.Nexla, diag.Diagnostics)
	Refresh(ctx context.Context, state nexlablock.Attributes, plan lifecycle.Policy) diag.Diagnostics
	Change(state nexlablock.Attributes) (end func())
	PlanDelete(ctx context.Context, state nexlablock.Attributes) diag.Diagnostics
	Delete(ctx context.Context, state nexlablock.Attributes) diag.Diagnostics
	Import(ctx context.Context, id int64, set func(at path.Path, value any)) (name string, diags diag.Diagnostics)
}

// nexla returns the block of the resource's connector.
func (r *credentialResource) nexla() nexlaBlock {
	if r.settings == nil {
		return nexlablock.New(r.definition, nil)
	}
	return nexlablock.New(r.definition, r.settings.nexla)
}

// NexlaAccess implements [nexlablock.ProviderData].
func (s *settings) NexlaAccess() *nexlablock.Access { return s.nexla }

// forNexla are the inputs of a plan or an apply for the nexla block.
func (in inputs) forNexla(change lifecycle.Change) nexlablock.Inputs {
	inputs := nexlablock.Inputs{Inputs: in.Inputs, Change: change, Config: in.config.values, Plan: in.plan.values}
	if in.state != nil {
		inputs.State = in.state.values
	}
	return inputs
}
