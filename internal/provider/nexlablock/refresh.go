package nexlablock

import (
	"context"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Refresh corrects state by what is in Nexla, if the plan policy permits requests.
// What cannot be read keeps the state.
func (b Block) Refresh(ctx context.Context, state Attributes, plan lifecycle.Policy) diag.Diagnostics {
	id := CredentialID(state)
	if id == 0 || b.access.client == nil || !plan.Verifies() {
		return nil
	}
	block, diags := state.arguments(ctx)
	if diags.HasError() {
		return diags
	}
	b.redactStored(state)
	current, err := b.access.client.Get(ctx, id)
	if nexla.IsNotFound(err) {
		state.set(AttrCredential, NoCredential())
		return diags
	}
	if err == nil && block != nil && len(block.Accessors.Elements()) > 0 {
		err = b.refreshAccessors(ctx, state, id)
	}
	if err != nil {
		diags.Append(notRefreshed(state.text(attrName), b.withoutSecrets(state, err)))
		return diags
	}
	state.set(AttrCredential, credentialValue(current))
	if current.Name != "" && !current.HasName(state.text(attrName)) {
		state.set(attrName, types.StringValue(current.Name))
	}
	if !current.HasDescription(state.text(attrDescription)) {
		state.set(attrDescription, attrvalue.TextOrNull(current.Description))
	}
	if block != nil {
		if tags := block.tags(); slices.ContainsFunc(tags, current.LacksTag) {
			state.setArgument(ctx, "tags", attrvalue.TextSet(slices.DeleteFunc(tags, current.LacksTag)))
		}
	}
	return diags
}

// refreshAccessors reads the list back if it is configured. An accessor that is in
// both stays as it is written.
func (b Block) refreshAccessors(ctx context.Context, state Attributes, id int64) error {
	current, err := b.access.client.Accessors(ctx, id)
	if err != nil {
		return err
	}
	object, isObject := state[Name].(types.Object)
	if !isObject {
		return nil
	}
	configured, isSet := object.Attributes()["accessor"].(types.Set)
	if !isSet {
		return nil
	}
	elementType := configured.ElementType(ctx)
	var elements []attr.Value
	for _, accessor := range current {
		elements = append(elements, accessorValue(elementType, accessor, configured))
	}
	read, diags := types.SetValue(elementType, elements)
	if diags.HasError() {
		return nil // What does not fit the schema is left as it is.
	}
	state.setArgument(ctx, "accessor", read)
	return nil
}

// accessorValue is an accessor as the configuration would write it: by id, or by
// e-mail address if it is configured by that.
func accessorValue(elementType attr.Type, accessor nexla.Accessor, configured types.Set) attr.Value {
	byEmail, byID := types.StringNull(), types.Int64Value(accessor.ID)
	roles := attrvalue.TextSet(accessor.AccessRoles)
	for _, element := range configured.Elements() {
		object, isObject := element.(types.Object)
		if !isObject {
			continue
		}
		email, isText := object.Attributes()["email"].(types.String)
		id, isNumber := object.Attributes()["id"].(types.Int64)
		isByEmail := isText && isNumber && !email.IsNull() && strings.EqualFold(email.ValueString(), accessor.Email)
		if isByEmail {
			byEmail = email
			if id.IsNull() {
				byID = id
			}
		}
		isSame := isByEmail || id.Equal(types.Int64Value(accessor.ID)) && object.Attributes()["type"].Equal(types.StringValue(accessor.Type))
		if written, isSet := object.Attributes()["access_roles"].(types.Set); isSet && isSame && sameTexts(written, roles) {
			roles = written // An element may be null.
		}
	}
	objectType, isObject := elementType.(types.ObjectType)
	if !isObject {
		return nil
	}
	return types.ObjectValueMust(objectType.AttrTypes, map[string]attr.Value{
		"type": types.StringValue(accessor.Type), "id": byID, "email": byEmail, "access_roles": roles,
	})
}

func sameTexts(a, b types.Set) bool {
	return slices.Equal(attrvalue.SetTexts(a), attrvalue.SetTexts(b))
}
