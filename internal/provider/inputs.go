package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// inputs are what a plan or an apply of one credential starts from.
type inputs struct {
	config record
	plan   record
	// state is nil at a creation.
	state *record
	kept  memory
}

// readInputs reads them from a request. A creation has neither state nor private state.
func readInputs(ctx context.Context, config tfsdk.Config, plan tfsdk.Plan, state tfsdk.State, private privateReader) (inputs, diag.Diagnostics) {
	var in inputs
	var diags, more diag.Diagnostics
	in.config, diags = readRecord(ctx, config)
	in.plan, more = readRecord(ctx, plan)
	diags.Append(more...)
	in.config = withIgnoredChanges(in.config, in.plan)
	if !state.Raw.IsNull() {
		prior, more := readRecord(ctx, state)
		diags.Append(more...)
		in.state = &prior
		in.kept, more = readMemory(ctx, private)
		diags.Append(more...)
		// An import has none yet, and so has not lost it.
		in.kept.lost = in.kept.lost && !prior.revision().IsNull()
	}
	return in, diags
}

// withIgnoredChanges takes the arguments that a plan carries from the plan. With
// ignore_changes, the CLI plans with the prior values, and still passes the
// configuration as it is written to the apply. Write-only arguments are in no plan.
func withIgnoredChanges(config, plan record) record {
	effective := config.clone()
	for name := range effective.values {
		if !slices.Contains(computedAttributes(), name) && !strings.HasSuffix(name, writeOnlySuffix) && name != blockNexla {
			effective.copyFrom(plan, name)
		}
	}
	// The scheme is computed where it is not set.
	if scheme := plan.text(attrAuthScheme); !config.text(attrAuthScheme).IsNull() && !scheme.IsNull() && !scheme.IsUnknown() {
		effective.set(attrAuthScheme, scheme)
	}
	return effective
}

// check refuses secrets that are missing or cannot be sent, before any call. At
// plan and apply a value may be known that validation did not know.
func (r *credentialResource) check(in inputs) diag.Diagnostics {
	var diags diag.Diagnostics
	if in.state == nil || in.state.revision().IsNull() || !secretsWithheld(r.definition, in.config) {
		diags = checkSecretChoice(r.definition, in.config, in.state)
	}
	values := fieldValues(r.definition, in.config)
	diags.Append(checkFieldValues(r.definition, values)...)
	diags.Append(checkFieldsTogether(r.definition, values, noHint)...)
	return diags
}
