package nexlablock

import (
	"context"
	"fmt"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Work is the pending work in Nexla.
type Work struct {
	// id is the credential in Nexla; 0 if there is none.
	id int64
	// create creates a credential.
	create bool
	// adopt takes over the credential id in place.
	adopt bool
	// configure sends vendor, template and the whole configuration, and probes.
	configure bool
	// rename sends name and description; tag sends tags.
	rename, tag bool
	// share replaces the accessors.
	share bool
	// remove deletes the credential, or leaves it there if abandon is set.
	remove, abandon bool
}

// Due reports whether there is any.
func (w Work) Due() bool {
	return w.create || w.adopt || w.configure || w.rename || w.tag || w.share || w.remove
}

// needsNexla reports whether the work requires a request to Nexla.
func (w Work) needsNexla() bool { return w.Due() && (!w.remove || !w.abandon) }

// sendsSecret reports whether the work sends the whole configuration, and so the secret.
func (w Work) sendsSecret() bool { return w.create || w.adopt || w.configure }

// Detect compares the configuration with what was applied last, as a refresh has
// corrected it. Its errors are those of the plan.
func (b Block) Detect(ctx context.Context, in Inputs) (Work, diag.Diagnostics) {
	planned, diags := in.Plan.arguments(ctx)
	if in.State == nil {
		if planned == nil {
			return Work{}, diags
		}
		diags.Append(b.checkTemplate(in, *planned)...)
		return Work{id: planned.CredentialID.ValueInt64(), create: planned.CredentialID.IsNull(), adopt: !planned.CredentialID.IsNull()}, diags
	}
	prior, more := in.State.arguments(ctx)
	diags.Append(more...)
	work := Work{id: CredentialID(in.State)}
	switch {
	case diags.HasError(), planned == nil && work.id == 0:
	case planned == nil && (prior == nil || in.Change.New):
		diags.AddError(problemNoBlock.Title(),
			fmt.Sprintf("The credential %q was imported as nexla:%d, and its configuration has no nexla block. Add one (nexla {} is enough), or import the credential by its name.",
				in.Plan.text(attrName), work.id))
	case planned == nil:
		work.remove, work.abandon = true, prior.abandons()
	case work.id == 0:
		work.id = planned.CredentialID.ValueInt64()
		work.adopt = !planned.CredentialID.IsNull()
		work.create = !work.adopt
	default:
		diags.Append(b.checkIdentity(*planned, prior, work.id, in.Private)...)
		work.adopt = prior == nil || in.Change.New // An import adopts.
		if prior != nil {
			b.compare(&work, in, *planned, *prior)
		}
	}
	return work, diags
}

// checkTemplate compares the block of a new credential with the vendor's templates,
// if they were read in this process already. A credential to adopt has a template.
func (b Block) checkTemplate(in Inputs, planned arguments) diag.Diagnostics {
	if !planned.CredentialID.IsNull() && planned.AuthTemplateID.IsNull() {
		return nil
	}
	if b.access.client == nil || planned.VendorName.IsUnknown() || planned.AuthTemplateID.IsUnknown() || planned.Parameters.IsUnknown() {
		return nil
	}
	for _, field := range b.definition.Fields {
		if field.Optional && in.Fields[field.Name].Value.IsUnknown() {
			return nil
		}
	}
	vendor, known := b.access.client.KnownVendor(planned.vendorName(b.definition))
	if !known {
		return nil
	}
	fieldLabels := labels(b.definition, func(field string) bool { return !in.Fields[field].Value.IsNull() })
	if _, _, err := vendor.Choose(planned.AuthTemplateID.ValueInt64(), fieldLabels, planned.parameters(fieldLabels)); err != nil {
		values, _ := in.Values()
		b.redact(in.State, values)
		return diag.Diagnostics{noTemplate(b.access.client, in.Plan.text(attrName), err)}
	}
	return nil
}

// checkIdentity rejects what would be another credential in Nexla.
func (b Block) checkIdentity(planned arguments, prior *arguments, id int64, private lifecycle.PrivateState) diag.Diagnostics {
	var difference string
	switch {
	case !planned.CredentialID.IsNull() && !planned.CredentialID.IsUnknown() && planned.CredentialID.ValueInt64() != id:
		difference = fmt.Sprintf("credential_id is %d, and the credential in Nexla is %d", planned.CredentialID.ValueInt64(), id)
	case prior == nil || planned.VendorName.IsUnknown() || planned.AuthTemplateID.IsUnknown():
	case private.NexlaVendor != "" && planned.vendorName(b.definition) != private.NexlaVendor:
		difference = fmt.Sprintf("the vendor is %q, and the credential in Nexla is of %q", planned.vendorName(b.definition), private.NexlaVendor)
	case private.NexlaTemplate != 0 && !planned.AuthTemplateID.IsNull() && planned.AuthTemplateID.ValueInt64() != private.NexlaTemplate:
		difference = fmt.Sprintf("auth_template_id is %d, and the credential in Nexla uses %d", planned.AuthTemplateID.ValueInt64(), private.NexlaTemplate)
	}
	if difference == "" {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(problemOther.Title(),
		fmt.Sprintf("In the nexla block %s. A credential in Nexla cannot change its vendor, template or id. Remove the block, apply, and add it again. With deletion_policy = \"delete\" that deletes the credential in Nexla; set \"abandon\" and apply first to keep it there.", difference))}
}

// compare finds the differences of a credential that is in Nexla already.
func (b Block) compare(work *Work, in Inputs, planned, prior arguments) {
	work.configure = in.Private.NexlaDirty || in.Private.Lost || in.Change.New || in.Change.Secret != lifecycle.SecretSame || !planned.Parameters.Equal(prior.Parameters)
	for _, field := range b.definition.Fields {
		if !field.Secret && in.Plan.differs(in.State, field.Name) {
			work.configure = true
		}
	}
	work.rename = in.Plan.differs(in.State, attrName) || in.Plan.differs(in.State, attrDescription)
	work.tag = !fullyKnown(planned.Tags)
	for _, tag := range planned.tags() {
		work.tag = work.tag || !slices.Contains(prior.tags(), tag)
	}
	// Removing the blocks removes what they had set. Nexla's list is not changed if
	// there never were any.
	configured := len(planned.Accessors.Elements()) > 0 || len(prior.Accessors.Elements()) > 0
	work.share = !fullyKnown(planned.Accessors) || configured && (in.Private.NexlaDirty || in.Private.Lost || !planned.Accessors.Equal(prior.Accessors))
}

// fullyKnown reports whether a set and everything in it is known. An unknown part
// makes the whole value unknown: it may be equal to another element, or be sent.
func fullyKnown(set types.Set) bool {
	value, err := set.ToTerraformValue(context.Background())
	return err == nil && value.IsFullyKnown()
}

// Plan sets nexla_credential and the default of deletion_policy in a plan, and
// reports what prevents the work.
func (b Block) Plan(ctx context.Context, in Inputs, work Work, planned Attributes) diag.Diagnostics {
	diags := defaultDeletionPolicy(ctx, in, planned)
	switch {
	case work.create, work.adopt && work.id == 0: // The id itself is known after apply.
		planned.set(AttrCredential, types.ObjectUnknown(credentialTypes()))
	case work.remove:
		planned.set(AttrCredential, NoCredential())
	case work.Due():
		planned.set(AttrCredential, changingCredential(work.id))
	case in.State == nil:
		planned.set(AttrCredential, NoCredential())
	default:
		planned.set(AttrCredential, in.State[AttrCredential])
	}
	if b.access.claims.plan(work.id, in.State.text(attrID), work) {
		diags.Append(keptAndDeleted(work.id))
	} else if !work.remove && b.access.claims.keptByAnother(work.id, in.State.text(attrID)) {
		diags.Append(keptTwice(work.id))
	}
	diags.Append(b.missingKey(planned, work)...)
	if !work.create && !work.adopt {
		diags.Append(remainingTags(ctx, planned, in.State)...)
	}
	return diags
}

// defaultDeletionPolicy sets what the configuration leaves out: an adopted credential
// may have another owner. It is kept from state as long as credential_id is the same.
func defaultDeletionPolicy(ctx context.Context, in Inputs, planned Attributes) diag.Diagnostics {
	config, diags := in.Config.arguments(ctx)
	if config == nil || !config.DeletionPolicy.IsNull() {
		return diags
	}
	policy := types.StringValue(deletionDelete)
	switch {
	case config.CredentialID.IsUnknown():
		policy = types.StringUnknown() // It may be null.
	case !config.CredentialID.IsNull():
		policy = types.StringValue(deletionAbandon)
	}
	prior, more := in.State.arguments(ctx)
	diags.Append(more...)
	if prior != nil && prior.CredentialID.Equal(config.CredentialID) && prior.DeletionPolicy.ValueString() != "" {
		policy = prior.DeletionPolicy
	}
	planned.setArgument(ctx, "deletion_policy", policy)
	return diags
}

// missingKey is an error if work is due, and a warning if none is.
func (b Block) missingKey(planned Attributes, work Work) diag.Diagnostics {
	if b.access.client != nil || b.access.unknown {
		return nil
	}
	name := planned.text(attrName)
	if work.needsNexla() {
		return diag.Diagnostics{noKeyForWork(name)}
	}
	if object := planned[Name]; object != nil && !object.IsNull() {
		return diag.Diagnostics{diag.NewWarningDiagnostic(problemNotChecked.Title(),
			"No change is pending in Nexla, so the plan continues. "+keyHint)}
	}
	return nil
}

// remainingTags warns, once, of tags that cannot be removed in Nexla.
func remainingTags(ctx context.Context, planned, state Attributes) diag.Diagnostics {
	block, diags := planned.arguments(ctx)
	prior, more := state.arguments(ctx)
	diags.Append(more...)
	if block == nil || prior == nil || !fullyKnown(block.Tags) {
		return diags
	}
	remaining := slices.DeleteFunc(prior.tags(), func(tag string) bool { return slices.Contains(block.tags(), tag) })
	if len(remaining) > 0 {
		diags.AddWarning(problemTags.Title(planned.text(attrName)),
			fmt.Sprintf("Nexla's API only adds tags. To remove %s, use Nexla's user interface.", problems.QuotedList(remaining)))
	}
	return diags
}
