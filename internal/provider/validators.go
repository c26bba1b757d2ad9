package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// textValidator rejects a text if check returns a problem. Unlike the validators of
// the framework, it never prints the value, which may be a secret in the wrong argument.
type textValidator struct {
	kind        problems.Problem
	of          []any
	description string
	check       func(string) string
	// mayBeSecret says that a value must not be shown with its line. May be nil.
	mayBeSecret func(string) bool
}

var _ validator.String = textValidator{}

func (v textValidator) Description(context.Context) string         { return v.description }
func (v textValidator) MarkdownDescription(context.Context) string { return v.description }

func (v textValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	problem := v.check(req.ConfigValue.ValueString())
	if problem != "" && v.mayBeSecret != nil && v.mayBeSecret(req.ConfigValue.ValueString()) {
		// At a path, the CLI prints the line of the configuration.
		resp.Diagnostics.AddError(v.kind.Title(v.of...), fmt.Sprintf("The argument %s %s.", req.Path, problem))
		return
	}
	if problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, v.kind.Title(v.of...), fmt.Sprintf("The argument %s %s.", req.Path, problem))
	}
}

// isDuration wants a positive duration such as "90s" or "2160h".
func isDuration() validator.String {
	return textValidator{
		kind:        problemInvalidDuration,
		description: "a positive duration such as 90s, 5m or 2160h",
		check: func(value string) string {
			_, problem := parseDuration(value)
			return problem
		},
	}
}

// isDurationOrZero wants a duration that may be zero.
func isDurationOrZero() validator.String {
	return textValidator{
		kind:        problemInvalidDuration,
		description: "a duration such as 720h, or 0s",
		check: func(value string) string {
			_, problem := parseDurationOrZero(value)
			return problem
		},
	}
}

// isBaseURL wants https, or http to a loopback host.
func isBaseURL() validator.String {
	return textValidator{
		kind:        problemInvalidBaseURL,
		description: "an https URL, or an http URL of a loopback host",
		check:       connector.CheckBaseURL,
		mayBeSecret: mayHaveSecret,
	}
}

// mayHaveSecret reports whether an address may have a password, or a key in a query or a
// fragment.
func mayHaveSecret(address string) bool { return strings.ContainsAny(address, "@?#") }

// isRate wants a number of requests and a period.
func isRate() validator.String {
	return textValidator{
		kind:        problemInvalidRate,
		description: "a rate such as 5/s, 100/m, 1000/h or 10/15s",
		check: func(value string) string {
			_, problem := connector.ParseRate(value)
			return problem
		},
	}
}

// isTarget wants the path of a probe.
func isTarget() validator.String {
	return textValidator{
		kind:        problemInvalidPath,
		description: "a path that begins with a slash, such as /v1/me",
		check:       connector.CheckTarget,
		mayBeSecret: mayHaveSecret,
	}
}

// isExpression wants what compiles as JMESPath.
func isExpression() validator.String {
	return textValidator{
		kind:        problemInvalidExpression,
		description: "a JMESPath expression, see https://jmespath.org",
		check: func(value string) string {
			if _, err := connector.CompileExpression(value); err != nil {
				return badExpression(err)
			}
			return ""
		},
	}
}

// fixedHeaderValidators want names and values that can be sent.
func fixedHeaderValidators() []validator.Map {
	return []validator.Map{
		mapvalidator.KeysAre(textValidator{
			kind: problemInvalidFixedHeader, description: "the name of a header", check: connector.CheckHeaderName,
		}),
		mapvalidator.ValueStringsAre(isHeaderText()),
	}
}

// isHeaderText wants what can be sent as the value of a header.
func isHeaderText() validator.String {
	return textValidator{
		kind:        problemInvalidHeaderValue,
		description: "a value that can be sent as an HTTP header",
		check:       connector.CheckHeaderText,
	}
}

// isFieldValue wants what the definition wants of a field that is not secret.
func isFieldValue(field connector.Field) validator.String {
	description := "a value that can be sent as an HTTP header"
	if field.Tenant {
		description = "one DNS label"
	}
	return textValidator{
		kind:        problemInvalidValue,
		of:          []any{field.Name},
		description: description,
		check:       field.CheckValue,
	}
}

// verificationValidators are those of every verification argument. It is a map, because
// Terraform silently ignores a misspelled key of an object.
func verificationValidators() []validator.Map {
	return []validator.Map{
		mapvalidator.KeysAre(stringvalidator.OneOf(lifecycle.PhaseNames()...)),
		mapvalidator.ValueStringsAre(stringvalidator.OneOf(lifecycle.PolicyNames()...)),
	}
}

// parseDuration reads a positive duration, or says what is wrong with the text.
func parseDuration(text string) (time.Duration, string) {
	duration, err := time.ParseDuration(text)
	if err != nil || duration <= 0 {
		return 0, "must be a positive duration with a unit, such as 90s, 5m or 2160h"
	}
	return duration, ""
}

// parseDurationOrZero reads a duration that may be zero, or says what is wrong with the text.
func parseDurationOrZero(text string) (time.Duration, string) {
	duration, err := time.ParseDuration(text)
	if err != nil || duration < 0 {
		return 0, "must be a duration with a unit, such as 720h, or 0s"
	}
	return duration, ""
}
