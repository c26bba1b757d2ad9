package provider

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ action.Action                   = (*verifyAction)(nil)
	_ action.ActionWithConfigure      = (*verifyAction)(nil)
	_ action.ActionWithModifyPlan     = (*verifyAction)(nil)
	_ action.ActionWithValidateConfig = (*verifyAction)(nil)
)

const (
	// attrFields is the map of a connector's fields.
	attrFields = "fields"
	// kindAction names the action in diagnostics.
	kindAction = "action"
)

func newVerifyAction() action.Action { return &verifyAction{} }

// verifyAction is connector_verify: it verifies a credential when it is invoked,
// on the path of the data source, and says what it does meanwhile.
type verifyAction struct {
	settings *settings
}

func (a *verifyAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_verify"
}

func (a *verifyAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Verifies a credential when you invoke it with `-invoke`, or before or after a resource changes with `action_trigger`. " +
			"A rejection fails the action. An inconclusive response fails it if the `apply` policy is `strict` (the default), and is a warning if it is `lenient`. If the policy is `off`, verification does not run. " +
			"Requires Terraform 1.14. OpenTofu has no actions.",
		Attributes: map[string]schema.Attribute{
			attrConnector: schema.StringAttribute{
				MarkdownDescription: "Name of the connector: " + codeList(catalog.Types()) + ".",
				Required:            true,
				Validators:          []validator.String{stringvalidator.OneOf(catalog.Types()...)},
			},
			attrFields: schema.MapAttribute{
				MarkdownDescription: "The connector's fields by name, such as `{ api_key = var.key }`. A field without an entry is read from the environment variable that the data source uses; " +
					"an entry that is null is an error. Only ephemeral values are kept out of plan files: Terraform writes every other value of this argument to them in clear text, although it is write-only. " +
					"From Terraform 1.16 on, `-invoke` removes ephemeral values, so leave the fields out there and set their environment variables.",
				ElementType: types.StringType,
				Optional:    true,
				WriteOnly:   true,
			},
			attrRegion: schema.StringAttribute{
				MarkdownDescription: "Region of the vendor, if the connector has regions. Default: the first region.",
				Optional:            true,
			},
			attrBaseURL: schema.StringAttribute{
				MarkdownDescription: "Base URL to use instead of the vendor's own. Takes precedence over the provider's `endpoints`.",
				Optional:            true,
				Validators:          []validator.String{isBaseURL()},
			},
			attrAuthScheme: schema.StringAttribute{
				MarkdownDescription: "Authentication scheme to use, if the connector has more than one. No other scheme is tried.",
				Optional:            true,
			},
		},
	}
}

func (a *verifyAction) Configure(_ context.Context, req action.ConfigureRequest, _ *action.ConfigureResponse) {
	// Absent during validation, which is offline.
	a.settings, _ = req.ProviderData.(*settings)
}

func (a *verifyAction) ValidateConfig(ctx context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	resp.Diagnostics.Append(checkAction(ctx, req.Config)...)
}

// ModifyPlan checks what is known by now: an action that a resource triggers can be
// invoked after the resource has changed.
func (a *verifyAction) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	resp.Diagnostics.Append(checkAction(ctx, req.Config)...)
	if config, diags := readAttributes(ctx, req.Config); !diags.HasError() {
		resp.Diagnostics.Append(checkActionAddress(ctx, config)...)
		if definition, known := catalog.ByType(config.text(attrConnector).ValueString()); known && a.settings != nil {
			resp.Diagnostics.Append(a.settings.checkHosts(definition, config.text(attrBaseURL))...)
		}
	}
}

// checkActionAddress rejects a base URL that validation did not know. Otherwise, the
// credential could be sent in the clear.
func checkActionAddress(ctx context.Context, config attributes) diag.Diagnostics {
	var checked validator.StringResponse
	isBaseURL().ValidateString(ctx, validator.StringRequest{Path: path.Root(attrBaseURL), ConfigValue: config.text(attrBaseURL)}, &checked)
	return checked.Diagnostics
}

// checkAction rejects what is wrong with a configuration that may be unknown in
// part.
func checkAction(ctx context.Context, from source) diag.Diagnostics {
	config, diags := readAttributes(ctx, from)
	if definition, known := catalog.ByType(config.text(attrConnector).ValueString()); known {
		diags.Append(checkActionChoice(definition, config)...)
		fields := actionFields(definition, config)
		values := map[string]types.String{}
		for _, field := range definition.Fields {
			values[field.Name] = fieldText(fields, field.Name)
		}
		diags.Append(checkFieldValues(definition, values)...)
		if field := nullField(definition, config); field != nil {
			env := definition.Env(*field)
			diags.AddError(problemNullField.Title(field.Name), fmt.Sprintf(
				"The entry %s of fields is null. The environment variable %s is used only if fields has no such entry.\n\nSet the value, or remove the entry and set %s.",
				field.Name, env, env))
		}
	}
	return diags
}

// nullField returns the first field whose entry in fields is null.
func nullField(definition *connector.Definition, config attributes) *connector.Field {
	entries := config.textMap(attrFields).Elements()
	for i, field := range definition.Fields {
		if entry, set := entries[field.Name]; set && entry.IsNull() {
			return &definition.Fields[i]
		}
	}
	return nil
}

// checkActionChoice rejects what the connector does not have. It shows names of
// fields and never values.
func checkActionChoice(definition *connector.Definition, config attributes) diag.Diagnostics {
	var diags diag.Diagnostics
	choose := func(name string, from []string) {
		value := config.text(name)
		if !value.IsNull() && !value.IsUnknown() && !slices.Contains(from, value.ValueString()) {
			diags.AddAttributeError(path.Root(name), problemUnknownChoice.Title(name),
				fmt.Sprintf("The argument %s must be one of %s for %s, or be left out.", name, problems.QuotedList(from), definition.Title))
		}
	}
	choose(attrAuthScheme, definition.SchemeNames())
	if definition.HasRegions() {
		choose(attrRegion, definition.RegionNames())
	} else if !config.text(attrRegion).IsNull() {
		diags.AddAttributeError(path.Root(attrRegion), problemNoRegions.Title(), fmt.Sprintf("%s has no regions: leave region out.", definition.Title))
	}
	for _, given := range slices.Sorted(maps.Keys(config.textMap(attrFields).Elements())) {
		if !slices.Contains(definition.FieldNames(), given) {
			diags.AddError(problemUnknownField.Title(), fmt.Sprintf("One of the names in fields is not a field of %s. Its fields are %s.", definition.Title, problems.QuotedList(definition.FieldNames())))
			break
		}
	}
	return diags
}

// Invoke verifies. The configuration is validated again, because what was
// unknown then is known now.
func (a *verifyAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	config, diags := readAttributes(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || a.settings == nil {
		return
	}
	definition, known := catalog.ByType(config.text(attrConnector).ValueString())
	if !known {
		resp.Diagnostics.AddAttributeError(path.Root(attrConnector), problemUnknownConnector.Title(), fmt.Sprintf("Expected one of %s.", problems.QuotedList(catalog.Types())))
		return
	}
	resp.Diagnostics.Append(checkActionChoice(definition, config)...)
	resp.Diagnostics.Append(checkActionAddress(ctx, config)...)
	if field := nullField(definition, config); field != nil {
		resp.Diagnostics.AddError(problemNullField.Title(field.Name), nullAtInvocation(definition, *field))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	say := func(format string, words ...any) {
		resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf(format, words...)})
	}
	for _, field := range definition.Fields {
		if _, set := config.textMap(attrFields).Elements()[field.Name]; !set && os.Getenv(definition.Env(field)) != "" {
			say("%s: %s is read from the environment variable %s", definition.Title, field.Name, definition.Env(field))
		}
	}
	verified := credentialReader{credentialType: builtIn{definition}, settings: a.settings, kind: kindAction, phase: lifecycle.PhaseApply}
	request, result, diags := verified.read(withProgress(ctx, say), actionFields(definition, config))
	if verified.isProviderUnknown(request, result) {
		diags.Append(verified.unverified(request, stepOfAction)...)
	}
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		say("%s: %s (%s)", definition.Title, result.Status, result.Reason)
		reportFacts(say, definition, result.Report)
	}
}

// reportFacts reports, as progress, what the vendor reports about the key.
func reportFacts(say func(format string, words ...any), definition *connector.Definition, report connector.Report) {
	if report.Scopes.Present {
		say("%s: scopes: %s", definition.Title, nameList(report.Scopes.Value.List()))
	}
	if report.ExpiresAt.Present {
		say("%s: expires at %s", definition.Title, lifecycle.Timestamp(report.ExpiresAt.Value))
	}
	if report.Environment.Present {
		say("%s: environment: %s", definition.Title, report.Environment.Value)
	}
}

// nullAtInvocation is about an entry that was not null in the plan. The plan keeps
// no ephemeral value, and from Terraform 1.16 on, an action that is invoked with
// -invoke gets its configuration from the plan. The environment may hold another
// credential, so it is not used instead.
func nullAtInvocation(definition *connector.Definition, field connector.Field) string {
	env := definition.Env(field)
	return fmt.Sprintf("The entry %s of fields is null, so the credential was not verified. From version 1.16 on, Terraform removes ephemeral values from an action that is invoked with -invoke. "+
		"The environment variable %s is used only if fields has no such entry.\n\n"+
		"To invoke this action with -invoke, remove the entry and set %s. An action that a resource triggers receives ephemeral values.", field.Name, env, env)
}

// actionFields has each entry of fields in the place of the argument of that name.
func actionFields(definition *connector.Definition, config attributes) attributes {
	values := map[string]attr.Value{
		attrRegion: config.text(attrRegion), attrBaseURL: config.text(attrBaseURL), attrAuthScheme: config.text(attrAuthScheme),
	}
	given := config.textMap(attrFields).Elements()
	for _, field := range definition.Fields {
		values[field.Name] = types.StringNull()
		if value, isGiven := given[field.Name]; isGiven {
			values[field.Name] = value
		}
	}
	return attributes{values: values}
}

// progressKey is the context key of the function that reports an action's progress.
type progressKey struct{}

func withProgress(ctx context.Context, say func(format string, words ...any)) context.Context {
	return context.WithValue(ctx, progressKey{}, say)
}

// reportAttempt logs an attempt and reports it as the progress of an action.
func reportAttempt(ctx context.Context, attempt verify.Attempt) {
	logAttempt(ctx, attempt)
	if say, listening := ctx.Value(progressKey{}).(func(string, ...any)); listening {
		outcome := fmt.Sprintf("HTTP %d", attempt.HTTPStatus)
		if attempt.HTTPStatus == 0 {
			outcome = problems.Cause(attempt.Cause)
		}
		say("Request to %s, attempt %d, scheme %s: %s", attempt.Host, attempt.Number, attempt.Scheme, outcome)
	}
}

// reportPause logs a pause and reports it as the progress of an action.
func reportPause(ctx context.Context, pause verify.Pause) {
	logPause(ctx, pause)
	if say, listening := ctx.Value(progressKey{}).(func(string, ...any)); listening {
		say("Waiting for %s until %s: %s", pause.Host, pause.Until.UTC().Format(time.RFC3339), pause.Reason)
	}
}
