package provider

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.Resource                   = (*credentialResource)(nil)
	_ resource.ResourceWithConfigure      = (*credentialResource)(nil)
	_ resource.ResourceWithValidateConfig = (*credentialResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*credentialResource)(nil)
	_ resource.ResourceWithImportState    = (*credentialResource)(nil)
)

// newCredentialResource creates the resource of one credential type.
func newCredentialResource(of credentialType) resource.Resource {
	return &credentialResource{credentialType: of, definition: of.shape()}
}

// credentialResource is connector_credential_<connector>, for every connector.
type credentialResource struct {
	credentialType credentialType
	// definition is the shape of the type, see [credentialType].
	definition *connector.Definition
	settings   *settings
}

func (r *credentialResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_credential_" + r.definition.Type
}

func (r *credentialResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.credentialType.resourceSchema()
}

func (r *credentialResource) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	// Absent during validation, which is offline.
	r.settings, _ = req.ProviderData.(*settings)
}

func (r *credentialResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	config, diags := readAttributes(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(r.credentialType.check(ctx, config)...)
	resp.Diagnostics.Append(checkSecretChoice(r.definition, config, nil)...)
	resp.Diagnostics.Append(checkFieldValues(r.definition, secretsOf(r.definition, func(field string) types.String {
		return secretValue(config, field)
	}))...)
	resp.Diagnostics.Append(checkFieldsTogether(r.definition, fieldValues(r.definition, config), noHint)...)
	resp.Diagnostics.Append(r.nexla().Validate(ctx, config.values)...)
}

func (r *credentialResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	in, diags := r.readInputs(ctx, req.Config, req.Plan, tfsdk.State{}, nil)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	applied, private, diags := r.apply(ctx, in)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return // Without a state nothing is left behind, and nothing is tainted.
	}
	resp.Diagnostics.Append(applied.write(ctx, &resp.State)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, applied)...)
	resp.Diagnostics.Append(writePrivateState(ctx, private, resp.Private)...)
}

// Read verifies only a credential whose secrets are in state, because a refresh has no
// configuration. A rejection is recorded; every other result keeps the prior state.
func (r *credentialResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state, diags := readAttributes(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	private, diags := readPrivateState(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	definition, diags := r.credentialType.define(ctx, state)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(r.refresh(ctx, definition, state, private)...)
	if r.settings != nil {
		resp.Diagnostics.Append(r.nexla().Refresh(ctx, state.values, r.policies(state).Plan)...)
	}
	resp.Diagnostics.Append(state.write(ctx, &resp.State)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, state)...)
}

func (r *credentialResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	in, diags := r.readInputs(ctx, req.Config, req.Plan, req.State, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer r.nexla().Change(in.state.values)()
	applied, private, diags := r.apply(ctx, in)
	resp.Diagnostics.Append(diags...)
	if private.NexlaDirty != in.Private.NexlaDirty || !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(writePrivateState(ctx, private, resp.Private)...)
	}
	if resp.Diagnostics.HasError() {
		// The prior state is kept, and so are its hashes. Private state that is lost stays
		// lost, because Nexla may have another secret.
		if applied.values != nil {
			resp.Diagnostics.Append(applied.write(ctx, &resp.State)...)
		}
		return
	}
	resp.Diagnostics.Append(applied.write(ctx, &resp.State)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, applied)...)
}

// Delete deletes the credential in Nexla, if there is one. The vendor is not contacted.
func (r *credentialResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	state, diags := readAttributes(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(r.nexla().Delete(ctx, state.values)...)
	}
}

// ImportState adopts a credential by name, or by its ID in Nexla, which an
// identity has too. It counts as new until its first apply, which verifies it
// with the secret of the configuration.
func (r *credentialResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	name, id, diags := r.toImport(ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	set := func(at path.Path, value any) { resp.Diagnostics.Append(resp.State.SetAttribute(ctx, at, value)...) }
	if id != 0 {
		name, diags = r.nexla().Import(ctx, id, set)
		resp.Diagnostics.Append(diags...)
		if resp.Diagnostics.HasError() {
			return
		}
	} else if r.definition.NexlaVendor != "" {
		set(path.Root(nexlablock.AttrCredential), nexlablock.NoCredential())
	}
	set(path.Root(attrID), uuid.NewString())
	set(path.Root(attrName), name)
	set(path.Root(attrConnector), r.definition.Type)
	set(path.Root(attrStatus), string(connector.Unverified))
	set(path.Root(attrStatusReason), string(connector.ReasonNotVerified))
	set(path.Root(attrAccount), accountValue(connector.Account{}))
}

// toImport reads what is to be imported: a name, or an id in Nexla.
func (r *credentialResource) toImport(ctx context.Context, req resource.ImportStateRequest) (name string, nexlaID int64, diags diag.Diagnostics) {
	if req.ID == "" {
		nexlaID, diags = r.nexlaIDToImport(ctx, req.Identity)
		if nexlaID == 0 && !diags.HasError() {
			hint := "Use id instead of identity."
			if r.definition.NexlaVendor != "" {
				hint = fmt.Sprintf("An identity names a credential of Nexla's, by %s.", nexlablock.IdentityID)
			}
			diags.AddError(problemInvalidImportID.Title(),
				fmt.Sprintf("A credential is imported by its name, 1 to %d characters, and the configuration must have the same name. %s", textLimit, hint))
		}
		return "", nexlaID, diags
	}
	if nexlaID, hasPrefix := nexlablock.ParseImportID(req.ID); hasPrefix && r.definition.NexlaVendor != "" {
		if nexlaID == 0 {
			diags.AddError(problemInvalidImportID.Title(), "A credential of Nexla's is imported as nexla:<id>, such as nexla:30388.")
		}
		return "", nexlaID, diags
	}
	if utf8.RuneCountInString(req.ID) > textLimit {
		diags.AddError(problemInvalidImportID.Title(),
			fmt.Sprintf("A credential is imported by its name, 1 to %d characters, and the configuration must have the same name.", textLimit))
	}
	return req.ID, 0, diags
}
