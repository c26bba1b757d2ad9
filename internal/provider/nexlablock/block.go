package nexlablock

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// importPrefix precedes the ID of a credential in Nexla in an import ID.
const importPrefix = "nexla:"

// Block is the nexla block of a connector's credentials. If the schema has no such
// block, its methods do nothing.
type Block struct {
	definition *connector.Definition
	access     *Access
}

// New returns the block of a connector. The access is nil before the provider is
// configured.
func New(definition *connector.Definition, access *Access) Block {
	if access == nil {
		access = &Access{}
	}
	return Block{definition: definition, access: access}
}

// Inputs are what a plan or an apply starts from.
type Inputs struct {
	lifecycle.Inputs
	Change lifecycle.Change

	Config, Plan Attributes
	// State is nil at a creation.
	State Attributes
}

// Validate rejects accessors that Nexla cannot identify, or that it would merge into one.
func (b Block) Validate(ctx context.Context, config Attributes) diag.Diagnostics {
	block, diags := config.arguments(ctx)
	if block == nil || block.Accessors.IsUnknown() {
		return diags
	}
	var accessors []accessorArguments
	diags.Append(block.Accessors.ElementsAs(ctx, &accessors, false)...)
	identified := map[string]bool{}
	for _, accessor := range accessors {
		problem := accessor.problem()
		if identity := accessor.identity(); problem == "" && identity != "" {
			if identified[identity] {
				problem = fmt.Sprintf("Two accessor blocks are about the same accessor, %s. List all its access_roles in one block.", identity)
			}
			identified[identity] = true
		}
		if problem != "" {
			diags.AddAttributeError(path.Root(Name), problemAccessor.Title(), problem)
		}
	}
	return diags
}

// problem returns what is wrong with an accessor, or "".
func (a accessorArguments) problem() string {
	if !a.Type.IsUnknown() && !slices.Contains(accessorTypes(), a.Type.ValueString()) {
		return fmt.Sprintf("The type of an accessor block must be one of %s, and is %q.", strings.Join(accessorTypes(), ", "), a.Type.ValueString())
	}
	if problem := a.identityProblem(); problem != "" {
		return problem
	}
	isNull := func(role attr.Value) bool { return role.IsNull() }
	if !a.AccessRoles.IsUnknown() && len(slices.DeleteFunc(a.AccessRoles.Elements(), isNull)) == 0 {
		return fmt.Sprintf("The access_roles of an accessor block are empty. Set at least one of %s.", strings.Join(accessRoles(), ", "))
	}
	for _, element := range a.AccessRoles.Elements() {
		if role, isText := element.(types.String); isText && !role.IsNull() && !role.IsUnknown() && !slices.Contains(accessRoles(), role.ValueString()) {
			return fmt.Sprintf("The access_roles of an accessor block must be among %s, and include %q.", strings.Join(accessRoles(), ", "), role.ValueString())
		}
	}
	return ""
}

// identityProblem returns what is wrong with the identity of an accessor, or "".
func (a accessorArguments) identityProblem() string {
	email := a.Email.ValueString()
	switch parsed, err := mail.ParseAddress(email); {
	case a.ID.IsNull() && a.Email.IsNull():
		return "An accessor block needs id, or email for a USER."
	case !a.ID.IsNull() && !a.ID.IsUnknown() && a.ID.ValueInt64() < 1:
		return fmt.Sprintf("The id of an accessor block, %d, is not the ID of a %s in Nexla.", a.ID.ValueInt64(), a.Type.ValueString())
	case a.ID.ValueInt64() != 0 && email != "":
		return fmt.Sprintf("An accessor block has both id, %d, and email, %q. Keep one of the two.", a.ID.ValueInt64(), email)
	case a.ID.IsNull() && !a.Type.IsUnknown() && a.Type.ValueString() != accessorUser:
		return fmt.Sprintf("An accessor block of the type %s needs id. Only a USER can be identified by email.", a.Type.ValueString())
	case !a.Email.IsNull() && !a.Email.IsUnknown() && (err != nil || parsed.Address != email):
		return fmt.Sprintf("The email of an accessor block, %q, is not an e-mail address such as ada@example.com.", email)
	default:
		return ""
	}
}

// identity is what Nexla identifies an accessor by, or "" while it is unknown.
func (a accessorArguments) identity() string {
	switch {
	case a.Type.IsUnknown() || a.ID.IsUnknown() || a.Email.IsUnknown():
		return ""
	case a.ID.IsNull():
		return fmt.Sprintf("%s %s", a.Type.ValueString(), strings.ToLower(a.Email.ValueString()))
	default:
		return fmt.Sprintf("%s %d", a.Type.ValueString(), a.ID.ValueInt64())
	}
}

// accessorUser is the type of an accessor that can be identified by an e-mail address.
const accessorUser = "USER"

// accessorTypes lists the types of an accessor.
func accessorTypes() []string { return []string{accessorUser, "TEAM", "ORG"} }

// accessRoles lists the roles of an accessor.
func accessRoles() []string { return []string{"collaborator", "operator", "admin", "owner"} }

// PlanDelete reports what a destroy could not do. It sends no request.
func (b Block) PlanDelete(ctx context.Context, state Attributes) diag.Diagnostics {
	block, diags := state.arguments(ctx)
	if id := CredentialID(state); id != 0 && !diags.HasError() {
		work := Work{id: id, remove: true, abandon: block.abandons()}
		if b.access.claims.plan(id, state.text(attrID), work) {
			diags.Append(keptAndDeleted(id))
		}
		diags.Append(b.missingKey(state, work)...)
	}
	return diags
}

// Change records that an update of the credential in state is in progress, until the
// returned function is called. It precedes the verification, so that a resource that
// is created at the same time waits for the name that this one gives up.
func (b Block) Change(state Attributes) (end func()) {
	return b.access.claims.change(CredentialID(state))
}

// Delete deletes the credential in Nexla, unless the policy is to abandon it or
// another resource of this run has it.
func (b Block) Delete(ctx context.Context, state Attributes) diag.Diagnostics {
	id := CredentialID(state)
	block, diags := state.arguments(ctx)
	if id == 0 || diags.HasError() || block.abandons() {
		return diags
	}
	defer b.access.claims.change(id)()
	name := state.text(attrName)
	switch {
	case b.access.client == nil:
		diags.Append(noKeyForWork(name))
	case b.access.claims.claimedByAnother(id, state.text(attrID)):
		diags.Append(keptForAnother(name, id))
	default:
		b.redactStored(state)
		if err := b.access.client.Delete(ctx, id); err != nil {
			diags.Append(deletionFailure(name, b.withoutSecrets(state, err)))
		}
	}
	return diags
}

// redactStored has the secrets that a state contains redacted from Nexla's texts.
func (b Block) redactStored(state Attributes) {
	for _, field := range b.definition.SecretFields() {
		if stored := state.text(field.Name); stored != "" {
			b.access.client.Redact(secret.New(stored))
		}
	}
}

// withoutSecrets leaves out Nexla's message if a secret is not in state: neither a refresh
// nor a destroy has the configuration, so the secret could not be redacted.
func (b Block) withoutSecrets(state Attributes, err error) error {
	for _, field := range b.definition.SecretFields() {
		if state.text(field.Name) == "" {
			return nexla.WithoutMessage(err)
		}
	}
	return err
}

// ParseImportID returns the ID in Nexla that an import ID such as nexla:30388 has,
// which is 0 if it is not a number, and whether it has the prefix at all.
func ParseImportID(importID string) (id int64, hasPrefix bool) {
	number, hasPrefix := strings.CutPrefix(importID, importPrefix)
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0, hasPrefix
	}
	return max(id, 0), hasPrefix
}

// Import reads the credential with an ID in Nexla, sets the attributes that are
// known of it, and returns its name. The block is among them, so that a generated
// configuration has it too.
func (b Block) Import(ctx context.Context, id int64, set func(at path.Path, value any)) (name string, diags diag.Diagnostics) {
	client, diags := b.access.reader("An import")
	if diags.HasError() {
		return "", diags
	}
	credential, err := client.Get(ctx, id)
	if err != nil {
		diags.Append(readFailure(fmt.Sprintf("%s%d", importPrefix, id), "importing the credential", err,
			"Check the ID, and whether the owner of the key has access to this credential."))
		return "", diags
	}
	if !credential.IsOf(b.definition.NexlaVendor) {
		diags.AddError(problemOtherVendor.Title(id),
			fmt.Sprintf("It is of %q. Import it into the resource of that connector; this one is of %q.", credential.VendorName, b.definition.NexlaVendor))
		return "", diags
	}
	b.setImported(ctx, credential, set)
	return credential.Name, diags
}

// setImported sets the attributes of a credential that is imported or listed.
func (b Block) setImported(ctx context.Context, credential nexla.Credential, set func(at path.Path, value any)) {
	set(path.Root(AttrCredential), credentialValue(credential))
	set(path.Root(Name).AtName("deletion_policy"), deletionDelete)
	set(path.Root(Name).AtName("probe"), true)
	for field, value := range b.reportedFields(ctx, credential) {
		set(path.Root(field), value)
	}
}

// reportedFields returns the fields that are not secret, as far as Nexla reports
// them. The labels of the vendor's form decide which value belongs to which
// field; if they do not match, or the form cannot be read, the user fills in the
// fields.
func (b Block) reportedFields(ctx context.Context, credential nexla.Credential) map[string]string {
	fields := map[string]string{}
	if len(b.definition.SecretFields()) == len(b.definition.Fields) {
		return fields
	}
	vendor, err := b.access.client.Vendor(ctx, b.definition.NexlaVendor)
	if err != nil {
		return fields
	}
	// A form may have no parameter for an optional field.
	var template nexla.Template
	var parameters map[string]string
	for _, withOptional := range []bool{true, false} {
		fieldLabels := labels(b.definition, func(string) bool { return withOptional })
		if template, parameters, err = vendor.Choose(credential.AuthTemplateID, fieldLabels, nil); err == nil {
			break
		}
	}
	if err != nil {
		return fields
	}
	reported := credential.ReportedFields(template, parameters)
	for _, field := range b.definition.Fields {
		if value, isReported := reported[field.Name]; isReported && !field.Secret && field.CheckValue(value) == "" {
			fields[field.Name] = value
		}
	}
	return fields
}

// labels are the labels by which Nexla's form shows the fields. An optional field
// that is not set fills no parameter.
func labels(definition *connector.Definition, isSet func(field string) bool) map[string]string {
	labels := map[string]string{}
	for _, field := range definition.Fields {
		if !field.Optional || isSet(field.Name) {
			labels[field.Name] = field.Title
		}
	}
	return labels
}

// NoCredential is the value of nexla_credential without the block.
func NoCredential() types.Object { return types.ObjectNull(credentialTypes()) }
