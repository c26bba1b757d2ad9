package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// nexlaWork is what is due at Nexla to make it agree with the plan.
type nexlaWork struct {
	// id is the credential that is there; 0 where there is none.
	id int64
	// create makes a credential.
	create bool
	// adopt takes over the credential id in place.
	adopt bool
	// configure sends vendor, template and the whole configuration, and probes.
	configure bool
	// rename sends name and description; tag sends tags.
	rename, tag bool
	// share replaces the accessors.
	share bool
	// remove takes the credential away, or leaves it there if abandon is set.
	remove, abandon bool
}

func (w nexlaWork) due() bool {
	return w.create || w.adopt || w.configure || w.rename || w.tag || w.share || w.remove
}

// reaches tells whether Nexla has to be called for it.
func (w nexlaWork) reaches() bool { return w.due() && (!w.remove || !w.abandon) }

// detectNexlaWork compares what is wanted with what was last applied, as a
// refresh has corrected it. Its errors are those of the plan.
func (r *credentialResource) detectNexlaWork(ctx context.Context, in inputs, change lifecycle.Change) (nexlaWork, diag.Diagnostics) {
	plan, state, private := in.plan, in.state, in.Private
	wanted, diags := readNexlaBlock(ctx, plan)
	if state == nil {
		if wanted == nil {
			return nexlaWork{}, diags
		}
		diags.Append(r.checkNexlaTemplate(in, *wanted)...)
		return nexlaWork{id: wanted.CredentialID.ValueInt64(), create: wanted.CredentialID.IsNull(), adopt: !wanted.CredentialID.IsNull()}, diags
	}
	before, more := readNexlaBlock(ctx, *state)
	diags.Append(more...)
	work := nexlaWork{id: nexlaID(*state)}
	switch {
	case diags.HasError(), wanted == nil && work.id == 0:
	case wanted == nil && (before == nil || change.New):
		diags.AddError(problemNexlaNoBlock.title(),
			fmt.Sprintf("The credential %q was imported as nexla:%d, and its configuration has no nexla block. Add one (nexla {} is enough), or import the credential by its name.",
				plan.text(attrName).ValueString(), work.id))
	case wanted == nil:
		work.remove, work.abandon = true, before.abandons()
	case work.id == 0:
		work.id = wanted.CredentialID.ValueInt64()
		work.adopt = !wanted.CredentialID.IsNull()
		work.create = !work.adopt
	default:
		diags.Append(r.checkNexlaIdentity(*wanted, before, work.id, private)...)
		work.adopt = before == nil || change.New // An import adopts.
		if before != nil {
			r.compareNexla(&work, plan, *state, *wanted, *before, private, change)
		}
	}
	return work, diags
}

// checkNexlaTemplate compares the block of a new credential with the vendor's
// templates, if they were read in this process already.
func (r *credentialResource) checkNexlaTemplate(in inputs, wanted nexlaBlock) diag.Diagnostics {
	client := r.settings.nexla.client
	if client == nil || wanted.VendorName.IsUnknown() || wanted.AuthTemplateID.IsUnknown() || wanted.Parameters.IsUnknown() {
		return nil
	}
	values := fieldValues(r.definition, in.config)
	for _, field := range r.definition.Fields {
		if field.Optional && values[field.Name].IsUnknown() {
			return nil
		}
	}
	vendor, known := client.KnownVendor(wanted.vendorName(r.definition))
	if !known {
		return nil
	}
	labels := nexlaLabels(r.definition, func(field string) bool { _, set := values[field]; return set })
	if _, _, err := vendor.Choose(wanted.AuthTemplateID.ValueInt64(), labels, wanted.mapped(labels)); err != nil {
		return diag.Diagnostics{diag.NewErrorDiagnostic(problemNexlaNoTemplate.title(in.plan.text(attrName).ValueString()), err.Error())}
	}
	return nil
}

// checkNexlaIdentity refuses what would be another credential in Nexla.
func (r *credentialResource) checkNexlaIdentity(wanted nexlaBlock, before *nexlaBlock, id int64, private lifecycle.PrivateState) diag.Diagnostics {
	var differs string
	switch {
	case !wanted.CredentialID.IsNull() && !wanted.CredentialID.IsUnknown() && wanted.CredentialID.ValueInt64() != id:
		differs = fmt.Sprintf("credential_id is %d, and the credential in Nexla is %d", wanted.CredentialID.ValueInt64(), id)
	case before == nil || wanted.VendorName.IsUnknown() || wanted.AuthTemplateID.IsUnknown():
	case private.NexlaVendor != "" && wanted.vendorName(r.definition) != private.NexlaVendor:
		differs = fmt.Sprintf("the vendor is %q, and the credential in Nexla is of %q", wanted.vendorName(r.definition), private.NexlaVendor)
	case private.NexlaTemplate != 0 && !wanted.AuthTemplateID.IsNull() && wanted.AuthTemplateID.ValueInt64() != private.NexlaTemplate:
		differs = fmt.Sprintf("auth_template_id is %d, and the credential in Nexla uses %d", wanted.AuthTemplateID.ValueInt64(), private.NexlaTemplate)
	}
	if differs == "" {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(problemNexlaOther.title(),
		fmt.Sprintf("In the nexla block %s. A credential in Nexla cannot change its vendor, template or id. Remove the block, apply, and add it again. With deletion_policy = \"delete\" that deletes the credential in Nexla; set \"abandon\" and apply first to keep it there.", differs))}
}

// compareNexla finds what differs for a credential that is in Nexla already.
func (r *credentialResource) compareNexla(work *nexlaWork, plan, state record, wanted, before nexlaBlock, private lifecycle.PrivateState, change lifecycle.Change) {
	work.configure = private.NexlaDirty || private.Lost || change.New || change.Secret != lifecycle.SecretSame || !wanted.Parameters.Equal(before.Parameters)
	for _, field := range r.definition.Fields {
		if !field.Secret && plan.differs(state, field.Name) {
			work.configure = true
		}
	}
	work.rename = plan.differs(state, attrName) || plan.differs(state, attrDescription)
	work.tag = !fullyKnown(wanted.Tags)
	for _, tag := range wanted.tags() {
		work.tag = work.tag || !slices.Contains(before.tags(), tag)
	}
	// Blocks that are removed take back what they had set. Nexla's list is not
	// touched if there never were any.
	declared := len(wanted.Accessors.Elements()) > 0 || len(before.Accessors.Elements()) > 0
	work.share = !fullyKnown(wanted.Accessors) || declared && !wanted.Accessors.Equal(before.Accessors)
}

// fullyKnown reports whether a set and everything in it is known. An unknown part
// makes the whole value unknown: it may be equal to another element, or be sent.
func fullyKnown(set types.Set) bool {
	value, err := set.ToTerraformValue(context.Background())
	return err == nil && value.IsFullyKnown()
}

// planNexla plans nexla_credential and says what stands in the way.
func (r *credentialResource) planNexla(ctx context.Context, planned record, state *record, work nexlaWork) diag.Diagnostics {
	switch {
	case work.create:
		planned.setUnknown(ctx, attrNexlaCredential)
	case work.remove:
		planned.set(attrNexlaCredential, nexlaCredentialNone())
	case work.adopt && work.id == 0: // The id itself is known after apply.
		planned.setUnknown(ctx, attrNexlaCredential)
	case work.due():
		planned.set(attrNexlaCredential, nexlaCredentialChanging(work.id))
	case state == nil:
		planned.set(attrNexlaCredential, nexlaCredentialNone())
	default:
		planned.copyFrom(*state, attrNexlaCredential)
	}
	diags := r.nexlaKeyMissing(planned, work)
	if state != nil {
		diags.Append(nexlaTagsLeft(ctx, planned, *state)...)
	}
	return diags
}

// nexlaKeyMissing is an error where work is due and a warning where none is.
func (r *credentialResource) nexlaKeyMissing(planned record, work nexlaWork) diag.Diagnostics {
	if access := r.settings.nexla; access.client != nil || access.unknown {
		return nil
	}
	name := planned.text(attrName).ValueString()
	if work.reaches() {
		return diag.Diagnostics{nexlaNoKey(name)}
	}
	if object := planned.values[blockNexla]; object != nil && !object.IsNull() {
		return diag.Diagnostics{diag.NewWarningDiagnostic(problemNexlaNotChecked.title(name),
			"Nothing is due at Nexla, so this blocks nothing. "+nexlaKeyHint)}
	}
	return nil
}

// nexlaTagsLeft warns, once, of tags that Nexla cannot take off.
func nexlaTagsLeft(ctx context.Context, planned, state record) diag.Diagnostics {
	wanted, diags := readNexlaBlock(ctx, planned)
	before, more := readNexlaBlock(ctx, state)
	diags.Append(more...)
	if wanted == nil || before == nil || !fullyKnown(wanted.Tags) {
		return diags
	}
	var left []string
	for _, tag := range before.tags() {
		if !slices.Contains(wanted.tags(), tag) {
			left = append(left, tag)
		}
	}
	if len(left) > 0 {
		diags.AddWarning(problemNexlaTags.title(planned.text(attrName).ValueString()),
			fmt.Sprintf("Nexla's API only adds tags. Take %s off in Nexla's user interface if they should go.", quotedList(left)))
	}
	return diags
}
