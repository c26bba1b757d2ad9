package nexlablock

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Apply does the work in Nexla after the verification. It sets nexla_credential and
// returns what private state keeps, beside an error too.
func (b Block) Apply(ctx context.Context, in Inputs, applied Attributes) (lifecycle.Nexla, diag.Diagnostics) {
	private := in.Private.Nexla
	work, diags := b.Detect(ctx, in)
	if diags.HasError() {
		return private, diags
	}
	if !work.Due() {
		applied.set(AttrCredential, NoCredential())
		if in.State != nil {
			applied.set(AttrCredential, in.State[AttrCredential])
		}
		return private, diags
	}
	if work.needsNexla() && b.access.client == nil {
		diags.Append(noKeyForWork(applied.text(attrName)))
		return private, diags
	}
	block, more := applied.arguments(ctx)
	diags.Append(more...)
	values, known := in.Values()
	if work.sendsSecret() && (in.Change.Withheld || !known) {
		diags.Append(ignoredSecret(applied.text(attrName)))
	}
	if diags.HasError() {
		return private, diags
	}
	b.redact(in.State, values)
	task := &run{
		definition:  b.definition,
		client:      b.access.client,
		claims:      &b.access.claims,
		resource:    applied.text(attrID),
		inState:     in.State != nil,
		policy:      in.Policies.Apply,
		name:        applied.text(attrName),
		description: applied.text(attrDescription),
		values:      values,
		block:       block,
		work:        work,
		private:     private,
	}
	credential := task.do(ctx)
	diags.Append(task.diags...)
	switch {
	case diags.HasError():
	case work.remove:
		applied.set(AttrCredential, NoCredential())
	case credential.Name == "" && credential.ID == CredentialID(in.State):
		applied.set(AttrCredential, in.State[AttrCredential]) // It could not be read.
	default:
		applied.set(AttrCredential, credentialValue(credential))
	}
	return task.private, diags
}

// redact has the secrets redacted from Nexla's texts, also from those about work that does
// not send them.
func (b Block) redact(state Attributes, values connector.Values) {
	if b.access.client == nil {
		return
	}
	b.redactStored(state)
	for _, field := range b.definition.SecretFields() {
		b.access.client.Redact(values[field.Name])
	}
}

// run is the work in Nexla for one credential.
type run struct {
	definition *connector.Definition
	client     *nexla.Client
	claims     *claims
	// resource is the id of the resource.
	resource string
	// inState is set if it is in state already, so that it cannot be imported.
	inState bool
	policy  lifecycle.Policy
	name    string
	// description is always sent, empty if there is none.
	description string
	values      connector.Values
	block       *arguments
	work        Work
	diags       diag.Diagnostics
	// private is what private state keeps.
	private lifecycle.Nexla
}

// do does the work and returns the credential as it is in Nexla afterwards.
func (r *run) do(ctx context.Context) nexla.Credential {
	switch {
	case r.work.create:
		created := r.create(ctx)
		r.claims.claim(created.ID, r.resource)
		return created
	case r.work.adopt && !r.claims.claim(r.work.id, r.resource):
		r.diags.Append(sharedWithAnother(r.work.id))
		return nexla.Credential{}
	case r.work.adopt:
		return r.adopt(ctx)
	case r.work.remove:
		r.remove(ctx)
		return nexla.Credential{}
	default:
		return r.update(ctx)
	}
}

func (r *run) fail(doing string, err error) {
	r.diags.Append(failure(r.name, doing, err))
}

// missing explains that Nexla does not have what the block names, and what to do next.
func (r *run) missing(doing, happened string, err error, next string) {
	at := ""
	if failed, isError := errors.AsType[*nexla.Error](err); isError {
		at = fmt.Sprintf(", at %s (HTTP %d)", failed.Host, failed.HTTPStatus)
	}
	r.diags.AddError(problemFailed.Title(doing, r.name), fmt.Sprintf("%s%s.\n\n%s", happened, at, next))
}

// configuration is that of a credential, for one of the vendor's templates.
type configuration struct {
	vendor   nexla.Vendor
	template nexla.Template
	values   map[string]secret.Value
	// public has the parameters that are not secret.
	public map[string]bool
}

// configure finds the vendor's template and matches its parameters with the fields.
func (r *run) configure(ctx context.Context, templateID int64) (configuration, bool) {
	vendorName := r.block.vendorName(r.definition)
	vendor, err := r.client.Vendor(ctx, vendorName)
	switch {
	case nexla.IsNotFound(err):
		r.missing("looking up the vendor of the credential", fmt.Sprintf("Nexla has no vendor %q", vendorName), err,
			"Set vendor_name in the nexla block to the name of the vendor in Nexla.")
		return configuration{}, false
	case err != nil:
		r.fail("looking up the vendor of the credential", err)
		return configuration{}, false
	}
	fieldLabels := labels(r.definition, func(field string) bool { return r.values[field].Reveal() != "" })
	template, parameters, err := vendor.Choose(templateID, fieldLabels, r.block.parameters(fieldLabels))
	if err != nil {
		r.diags.Append(noTemplate(r.client, r.name, err))
		return configuration{}, false
	}
	config, public := map[string]secret.Value{}, map[string]bool{}
	for _, field := range r.definition.Fields {
		if parameter, isSent := parameters[field.Name]; isSent {
			config[parameter], public[parameter] = r.values[field.Name], !field.Secret
		}
	}
	r.private.NexlaVendor, r.private.NexlaTemplate = vendor.Name, template.ID
	return configuration{vendor: vendor, template: template, values: config, public: public}, true
}

// create creates the credential. If Nexla cannot use it, it is deleted again: state
// with an error would taint the resource.
func (r *run) create(ctx context.Context) nexla.Credential {
	with, ok := r.configure(ctx, r.block.AuthTemplateID.ValueInt64())
	if !ok {
		return nexla.Credential{}
	}
	created, err := r.createUnlessExists(ctx, nexla.NewCredential{
		Name: r.name, Description: r.description, CredentialsType: with.template.CredentialsType,
		VendorID: with.vendor.ID, VendorName: with.vendor.Name, AuthTemplateID: with.template.ID,
		Config: with.values, Public: with.public, Tags: r.block.tags(),
	})
	if exists, doesExist := errors.AsType[*nexla.ExistsError](err); doesExist {
		r.diags.Append(alreadyExists(r.name, exists, r.inState))
		return nexla.Credential{}
	}
	if err != nil {
		r.fail("saving the credential", err)
		return nexla.Credential{}
	}
	r.share(ctx, created.ID)
	if !r.diags.HasError() {
		created = r.probe(ctx, created)
	}
	if r.diags.HasError() {
		// Not with a context that an interrupt may have ended already.
		if err := r.client.Delete(context.WithoutCancel(ctx), created.ID); err != nil {
			r.diags.AddError(problemLeft.Title(r.name),
				fmt.Sprintf("What was saved could not be removed again. Delete the credential %d in Nexla, or take it over with credential_id = %d.", created.ID, created.ID))
			r.diags.Append(deletionFailure(r.name, err))
		}
	}
	r.private.NexlaDirty = false // A mark is about the credential that this one replaces.
	return created
}

// createUnlessExists creates the credential. If another resource of this process is
// renaming or deleting one of that name, the name is free afterwards: an element that
// is inserted into the list of count has the name that the next one gives up.
func (r *run) createUnlessExists(ctx context.Context, credential nexla.NewCredential) (nexla.Credential, error) {
	for {
		created, err := r.client.Create(ctx, credential)
		exists, doesExist := errors.AsType[*nexla.ExistsError](err)
		if !doesExist || !r.claims.wait(ctx, exists.IDs) {
			return created, err
		}
	}
}

// adopt takes over a credential that exists, and sends everything.
func (r *run) adopt(ctx context.Context) nexla.Credential {
	current, err := r.client.Get(ctx, r.work.id)
	switch {
	case nexla.IsNotFound(err) && !r.block.CredentialID.IsNull():
		r.missing("adopting the credential", fmt.Sprintf("Nexla has no credential %d", r.work.id), err,
			"Correct credential_id in the nexla block, or remove it to create a credential.")
		return nexla.Credential{}
	case err != nil:
		r.fail("adopting the credential", err)
		return nexla.Credential{}
	}
	if vendor := r.block.vendorName(r.definition); !current.IsOf(vendor) {
		r.diags.AddError(problemOtherVendor.Title(current.ID),
			fmt.Sprintf("It is of %q, and %q is declared. Nothing was changed.", current.VendorName, vendor))
		return nexla.Credential{}
	}
	template := cmp.Or(r.block.AuthTemplateID.ValueInt64(), current.AuthTemplateID)
	if current.AuthTemplateID != 0 && template != current.AuthTemplateID {
		r.diags.AddError(problemOther.Title(),
			fmt.Sprintf("In the nexla block auth_template_id is %d, and the credential %d in Nexla uses %d. A credential in Nexla cannot change its template. Nothing was changed.\n\n"+
				"Remove auth_template_id to keep the template, or remove credential_id to create a credential.", template, current.ID, current.AuthTemplateID))
		return nexla.Credential{}
	}
	r.work.configure, r.work.share = true, r.work.share || len(r.block.Accessors.Elements()) > 0
	return r.change(ctx, current, template)
}

// update sends the differences.
func (r *run) update(ctx context.Context) nexla.Credential {
	return r.change(ctx, nexla.Credential{ID: r.work.id}, cmp.Or(r.private.NexlaTemplate, r.block.AuthTemplateID.ValueInt64()))
}

// change sends what is due for a credential that exists. An error after a
// possible change leaves a mark, so that the next plan sends everything again.
func (r *run) change(ctx context.Context, current nexla.Credential, templateID int64) nexla.Credential {
	changes := nexla.Change{Name: &r.name, Description: &r.description, Tags: r.block.tags()}
	if r.work.configure {
		with, ok := r.configure(ctx, templateID)
		if !ok {
			return current
		}
		changes.VendorID, changes.AuthTemplateID = with.vendor.ID, with.template.ID
		changes.Config, changes.Public = with.values, with.public
	}
	sends := r.work.configure || r.work.rename || r.work.tag
	if sends {
		changed, err := r.client.Update(ctx, current.ID, changes)
		if err != nil {
			r.private.NexlaDirty = r.private.NexlaDirty || mayHaveChanged(err)
			r.fail("updating the credential", err)
			return current
		}
		current = changed
	}
	if r.work.configure {
		current = r.probe(ctx, current)
	}
	if r.work.share && !r.diags.HasError() {
		r.share(ctx, current.ID)
	}
	r.private.NexlaDirty = r.diags.HasError()
	if !sends && !r.diags.HasError() {
		// The response to a change of the accessors does not have the credential.
		if fresh, err := r.client.Get(ctx, current.ID); err == nil {
			return fresh
		}
	}
	return current
}

// mayHaveChanged reports whether a failed request may have been carried out.
func mayHaveChanged(err error) bool {
	var failed *nexla.Error
	if !errors.As(err, &failed) {
		return true
	}
	return failed.MayHaveChanged || failed.Kind == nexla.ResponseLost || failed.Kind == nexla.Unavailable || failed.Kind == nexla.Unexpected
}

func (r *run) share(ctx context.Context, id int64) {
	accessors, diags := r.block.accessors(ctx)
	r.diags.Append(diags...)
	if len(accessors) == 0 && !r.work.share || r.diags.HasError() {
		return
	}
	if err := r.client.ReplaceAccessors(ctx, id, accessors); err != nil {
		r.fail("sharing the credential", err)
	}
}

// probe has Nexla verify the credential, and returns it as it is afterwards.
func (r *run) probe(ctx context.Context, current nexla.Credential) nexla.Credential {
	if !r.block.Probe.ValueBool() {
		return current
	}
	probe, err := r.client.Probe(ctx, current.ID)
	switch {
	case err != nil && r.policy == lifecycle.Strict:
		r.fail("probing the credential", err)
		return current
	case err != nil:
		problem := failure(r.name, "probing the credential", err)
		r.diags.AddWarning(problem.Summary(), problem.Detail())
		return current
	case !probe.Valid:
		reason := "It gives no reason."
		if probe.Message != "" {
			reason = fmt.Sprintf("Its reason: %q.", probe.Message)
		}
		r.diags.AddError(problemUnusable.Title(r.name),
			fmt.Sprintf("The probe of the credential %d found it not valid (HTTP %d), although the vendor accepted it from here. %s\n\nCheck which addresses the vendor allows, and the parameters of the template. To go without the probe, set probe = false.", current.ID, probe.HTTPStatus, reason))
		return current
	}
	if fresh, err := r.client.Get(ctx, current.ID); err == nil {
		return fresh
	}
	return current
}

// remove ends the use of the credential in Nexla. If the deletion fails, state keeps the
// credential, and so private state keeps what it knows of it.
func (r *run) remove(ctx context.Context) {
	switch {
	case r.work.abandon:
	case r.claims.claimedByAnother(r.work.id, r.resource):
		r.diags.Append(keptForAnother(r.name, r.work.id))
	default:
		if err := r.client.Delete(ctx, r.work.id); err != nil {
			r.diags.Append(deletionFailure(r.name, err))
			return
		}
	}
	r.private = lifecycle.Nexla{}
}
