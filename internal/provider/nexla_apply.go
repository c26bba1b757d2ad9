package provider

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

// nexlaApply carries out the work at Nexla for one credential.
type nexlaApply struct {
	definition *connector.Definition
	client     *nexla.Client
	claims     *nexlaClaims
	// resource is the id of the resource.
	resource string
	policy   lifecycle.Policy
	name     string
	// description is always sent, empty if there is none.
	description string
	values      connector.Values
	block       *nexlaBlock
	work        nexlaWork
	diags       diag.Diagnostics
	// private is what private state keeps.
	private lifecycle.Nexla
}

// run does the work and returns the credential as Nexla holds it afterwards.
func (a *nexlaApply) run(ctx context.Context) nexla.Credential {
	switch {
	case a.work.create:
		created := a.create(ctx)
		a.claims.claim(created.ID, a.resource)
		return created
	case a.work.adopt:
		a.claims.claim(a.work.id, a.resource)
		return a.adopt(ctx)
	case a.work.remove:
		a.remove(ctx)
		return nexla.Credential{}
	default:
		return a.update(ctx)
	}
}

func (a *nexlaApply) fail(doing string, err error) {
	a.diags.Append(nexlaProblem(a.name, doing, err))
}

// chosen is a template with the configuration for it.
type chosen struct {
	vendor   nexla.Vendor
	template nexla.Template
	config   map[string]secret.Value
}

// choose finds the vendor's template and matches its parameters with the fields.
func (a *nexlaApply) choose(ctx context.Context, templateID int64) (chosen, bool) {
	vendor, err := a.client.Vendor(ctx, a.block.vendorName(a.definition))
	if err != nil {
		a.fail("looking up the vendor of the credential", err)
		return chosen{}, false
	}
	labels := nexlaLabels(a.definition, func(field string) bool { return a.values[field].Reveal() != "" })
	template, parameters, err := vendor.Choose(templateID, labels, a.block.mapped(labels))
	if err != nil {
		a.diags.AddError(problemNexlaNoTemplate.title(a.name), err.Error())
		return chosen{}, false
	}
	config := map[string]secret.Value{}
	for field, parameter := range parameters {
		config[parameter] = a.values[field]
	}
	a.private.NexlaVendor, a.private.NexlaTemplate = vendor.Name, template.ID
	return chosen{vendor: vendor, template: template, config: config}, true
}

// create makes the credential. What was saved is removed again if Nexla cannot
// use it: state beside an error would taint the resource.
func (a *nexlaApply) create(ctx context.Context) nexla.Credential {
	with, found := a.choose(ctx, a.block.AuthTemplateID.ValueInt64())
	if !found {
		return nexla.Credential{}
	}
	created, err := a.client.Create(ctx, nexla.NewCredential{
		Name: a.name, Description: a.description, CredentialsType: with.template.CredentialsType,
		VendorID: with.vendor.ID, VendorName: with.vendor.Name, AuthTemplateID: with.template.ID,
		Config: with.config, Tags: a.block.tags(),
	})
	if err != nil {
		a.fail("saving the credential", err)
		return nexla.Credential{}
	}
	a.share(ctx, created.ID)
	if !a.diags.HasError() {
		created = a.probe(ctx, created)
	}
	if a.diags.HasError() {
		// Not with a context that an interrupt may have ended already.
		if err := a.client.Delete(context.WithoutCancel(ctx), created.ID); err != nil {
			a.diags.AddError(problemNexlaLeft.title(a.name),
				fmt.Sprintf("What was saved could not be removed again. Delete the credential %d in Nexla, or take it over with credential_id = %d.", created.ID, created.ID))
			a.fail("Removing", err)
		}
	}
	return created
}

// adopt takes over what somebody else has made, and sends everything.
func (a *nexlaApply) adopt(ctx context.Context) nexla.Credential {
	there, err := a.client.Get(ctx, a.work.id)
	if err != nil {
		a.fail("Adopting", err)
		return nexla.Credential{}
	}
	if vendor := a.block.vendorName(a.definition); there.VendorName != vendor {
		a.diags.AddError(problemNexlaOtherVendor.title(there.ID),
			fmt.Sprintf("It is of %q, and %q is declared. Nothing was changed.", there.VendorName, vendor))
		return nexla.Credential{}
	}
	template := a.block.AuthTemplateID.ValueInt64()
	if template == 0 {
		template = there.AuthTemplateID
	}
	a.work.configure, a.work.share = true, a.work.share || len(a.block.Accessors.Elements()) > 0
	return a.change(ctx, there, template)
}

// update sends what differs.
func (a *nexlaApply) update(ctx context.Context) nexla.Credential {
	return a.change(ctx, nexla.Credential{ID: a.work.id}, cmp.Or(a.private.NexlaTemplate, a.block.AuthTemplateID.ValueInt64()))
}

// change sends what is due for a credential that is there. An error after
// something may have been changed leaves a mark, so that the next plan sends
// everything again.
func (a *nexlaApply) change(ctx context.Context, there nexla.Credential, templateID int64) nexla.Credential {
	changes := nexla.Change{Name: &a.name, Description: &a.description, Tags: a.block.tags()}
	if a.work.configure {
		with, found := a.choose(ctx, templateID)
		if !found {
			return there
		}
		changes.VendorID, changes.AuthTemplateID, changes.Config = with.vendor.ID, with.template.ID, with.config
	}
	if a.work.configure || a.work.rename || a.work.tag {
		changed, err := a.client.Update(ctx, there.ID, changes)
		if err != nil {
			a.private.NexlaDirty = a.private.NexlaDirty || mayHaveChanged(err)
			a.fail("updating the credential", err)
			return there
		}
		there = changed
	}
	if a.work.configure {
		there = a.probe(ctx, there)
	}
	if a.work.share && !a.diags.HasError() {
		a.share(ctx, there.ID)
	}
	a.private.NexlaDirty = a.diags.HasError()
	return there
}

// mayHaveChanged tells whether a failed request may have been carried out.
func mayHaveChanged(err error) bool {
	var failed *nexla.Error
	if !errors.As(err, &failed) {
		return true
	}
	return failed.Kind == nexla.AnswerLost || failed.Kind == nexla.Unavailable || failed.Kind == nexla.Unexpected
}

func (a *nexlaApply) share(ctx context.Context, id int64) {
	accessors, diags := a.block.accessors(ctx)
	a.diags.Append(diags...)
	if len(accessors) == 0 && !a.work.share || a.diags.HasError() {
		return
	}
	if err := a.client.ReplaceAccessors(ctx, id, accessors); err != nil {
		a.fail("Sharing", err)
	}
}

// probe lets Nexla try the credential, and returns it as it is afterwards.
func (a *nexlaApply) probe(ctx context.Context, there nexla.Credential) nexla.Credential {
	if !a.block.Probe.ValueBool() {
		return there
	}
	found, err := a.client.Probe(ctx, there.ID)
	switch {
	case err != nil && a.policy == lifecycle.Strict:
		a.fail("probing the credential", err)
		return there
	case err != nil:
		problem := nexlaProblem(a.name, "probing the credential", err)
		a.diags.AddWarning(problem.Summary(), problem.Detail())
		return there
	case !found.Valid:
		reason := "It gives no reason."
		if found.Message != "" {
			reason = fmt.Sprintf("Its reason: %q.", found.Message)
		}
		a.diags.AddError(problemNexlaUnusable.title(a.name),
			fmt.Sprintf("The probe of the credential %d found it not valid (HTTP %d), although the vendor accepted it from here. %s\n\nCheck which addresses the vendor allows, and the parameters of the template. To go without the probe, set probe = false.", there.ID, found.HTTPStatus, reason))
		return there
	}
	if fresh, err := a.client.Get(ctx, there.ID); err == nil {
		return fresh
	}
	return there
}

func (a *nexlaApply) remove(ctx context.Context) {
	a.private.NexlaVendor, a.private.NexlaTemplate, a.private.NexlaDirty = "", 0, false
	if a.work.abandon {
		return
	}
	if a.claims.claimedByAnother(a.work.id, a.resource) {
		a.diags.Append(nexlaLeftToAnother(a.name, a.work.id))
		return
	}
	if err := a.client.Delete(ctx, a.work.id); err != nil {
		a.fail("deleting the credential", err)
	}
}
