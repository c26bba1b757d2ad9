package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// nexlaImportPrefix makes an import id one of Nexla's.
const nexlaImportPrefix = "nexla:"

// applyNexla updates Nexla after the verification, and returns what private state keeps
// of it, also if it fails.
func (r *credentialResource) applyNexla(ctx context.Context, applied record, in inputs, change lifecycle.Change) (lifecycle.Nexla, diag.Diagnostics) {
	state, private := in.state, in.Private.Nexla
	work, diags := r.detectNexlaWork(ctx, in, change)
	if diags.HasError() {
		return private, diags
	}
	if !work.due() {
		applied.set(attrNexlaCredential, nexlaCredentialNone())
		if state != nil {
			applied.copyFrom(*state, attrNexlaCredential)
		}
		return private, diags
	}
	if work.reaches() && r.settings.nexla.client == nil {
		diags.Append(nexlaNoKey(applied.text(attrName).ValueString()))
		return private, diags
	}
	block, more := readNexlaBlock(ctx, applied)
	diags.Append(more...)
	values, known := in.Values()
	if diags.HasError() || !known {
		return private, diags
	}
	task := &nexlaApply{
		definition:  r.definition,
		client:      r.settings.nexla.client,
		claims:      r.settings.nexla.claims,
		resource:    applied.text(attrID).ValueString(),
		policy:      in.Policies.Apply,
		name:        applied.text(attrName).ValueString(),
		description: applied.text(attrDescription).ValueString(),
		values:      values,
		block:       block,
		work:        work,
		private:     private,
	}
	credential := task.run(withMasks(ctx, r.definition, values))
	diags.Append(task.diags...)
	switch {
	case diags.HasError():
	case work.remove:
		applied.set(attrNexlaCredential, nexlaCredentialNone())
	default:
		applied.set(attrNexlaCredential, nexlaCredentialValue(credential))
	}
	return task.private, diags
}

// refreshNexla corrects state by what Nexla holds. What cannot be read leaves
// all as it is.
func (r *credentialResource) refreshNexla(ctx context.Context, state record) diag.Diagnostics {
	id := nexlaID(state)
	if id == 0 || r.settings == nil || r.settings.nexla.client == nil || !r.policies(state).Plan.Verifies() {
		return nil
	}
	block, diags := readNexlaBlock(ctx, state)
	if diags.HasError() {
		return diags
	}
	there, err := r.settings.nexla.client.Get(ctx, id)
	if nexla.IsNotFound(err) {
		state.set(attrNexlaCredential, nexlaCredentialNone())
		return diags
	}
	if err == nil && block != nil && len(block.Accessors.Elements()) > 0 {
		err = r.refreshAccessors(ctx, state, id)
	}
	if err != nil {
		problem := nexlaProblem(state.text(attrName).ValueString(), "refreshing the credential", err)
		diags.AddWarning(problem.Summary(), problem.Detail()+"\n\nState stays as it is, and this blocks nothing.")
		return diags
	}
	state.set(attrNexlaCredential, nexlaCredentialValue(there))
	if there.Name != "" && !nexla.SameName(there.Name, state.text(attrName).ValueString()) {
		state.set(attrName, types.StringValue(there.Name))
	}
	if there.Description != state.text(attrDescription).ValueString() {
		state.set(attrDescription, textOrNull(there.Description))
	}
	if block != nil {
		var tags []string
		for _, tag := range block.tags() {
			if slices.Contains(there.Tags, tag) {
				tags = append(tags, tag)
			}
		}
		if len(tags) != len(block.tags()) {
			setInBlock(ctx, state, "tags", textSet(tags))
		}
	}
	return diags
}

// refreshAccessors reads the list back where it is declared here. An accessor
// that is there as declared stays as it is written.
func (r *credentialResource) refreshAccessors(ctx context.Context, state record, id int64) error {
	there, err := r.settings.nexla.client.Accessors(ctx, id)
	if err != nil {
		return err
	}
	object, isObject := state.values[blockNexla].(types.Object)
	if !isObject {
		return nil
	}
	declared, isSet := object.Attributes()["accessor"].(types.Set)
	if !isSet {
		return nil
	}
	elementType := declared.ElementType(ctx)
	var elements []attr.Value
	for _, accessor := range there {
		elements = append(elements, accessorValue(elementType, accessor, declared))
	}
	read, diags := types.SetValue(elementType, elements)
	if diags.HasError() {
		return nil // What does not fit the schema is left as it is.
	}
	setInBlock(ctx, state, "accessor", read)
	return nil
}

// accessorValue is an accessor as the configuration would write it: by id, or by
// e-mail address where that is how it is declared.
func accessorValue(elementType attr.Type, accessor nexla.Accessor, declared types.Set) attr.Value {
	byEmail, byID := types.StringNull(), types.Int64Value(accessor.ID)
	for _, element := range declared.Elements() {
		object, isObject := element.(types.Object)
		if !isObject {
			continue
		}
		email, isText := object.Attributes()["email"].(types.String)
		id, isNumber := object.Attributes()["id"].(types.Int64)
		if isText && isNumber && !email.IsNull() && strings.EqualFold(email.ValueString(), accessor.Email) {
			byEmail = email
			if id.IsNull() {
				byID = id
			}
		}
	}
	objectType, isObject := elementType.(types.ObjectType)
	if !isObject {
		return nil
	}
	return types.ObjectValueMust(objectType.AttrTypes, map[string]attr.Value{
		"type": types.StringValue(accessor.Type), "id": byID, "email": byEmail, "access_roles": textSet(accessor.AccessRoles),
	})
}

// setInBlock changes one argument of the block nexla.
func setInBlock(ctx context.Context, state record, name string, value attr.Value) {
	object, isObject := state.values[blockNexla].(types.Object)
	if !isObject || object.IsNull() {
		return
	}
	attributes := object.Attributes()
	attributes[name] = value
	state.set(blockNexla, types.ObjectValueMust(object.AttributeTypes(ctx), attributes))
}

// deleteNexla removes Nexla's half of a credential that is destroyed.
func (r *credentialResource) deleteNexla(ctx context.Context, state record) diag.Diagnostics {
	id := nexlaID(state)
	block, diags := readNexlaBlock(ctx, state)
	if id == 0 || diags.HasError() || (block != nil && block.abandons()) {
		return diags
	}
	name := state.text(attrName).ValueString()
	if r.settings == nil || r.settings.nexla.client == nil {
		diags.Append(nexlaNoKey(name))
		return diags
	}
	if r.settings.nexla.claims.claimedByAnother(id, state.text(attrID).ValueString()) {
		diags.Append(nexlaLeftToAnother(name, id))
		return diags
	}
	if err := r.settings.nexla.client.Delete(ctx, id); err != nil {
		diags.Append(nexlaProblem(name, "deleting the credential", err))
	}
	return diags
}

// importFromNexla looks a credential up by its id there.
func (r *credentialResource) importFromNexla(ctx context.Context, id int64) (nexla.Credential, diag.Diagnostics) {
	label := fmt.Sprintf("%s%d", nexlaImportPrefix, id)
	client, diags := r.settings.nexlaReader("An import")
	if diags.HasError() {
		return nexla.Credential{}, diags
	}
	there, err := client.Get(ctx, id)
	if err != nil {
		diags.Append(nexlaProblem(label, "Importing", err))
		return there, diags
	}
	if there.VendorName != r.definition.NexlaVendor {
		diags.AddError(problemNexlaOtherVendor.title(id),
			fmt.Sprintf("It is of %q. Import it into the resource of that connector; this one is of %q.", there.VendorName, r.definition.NexlaVendor))
	}
	return there, diags
}
