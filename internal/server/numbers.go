package server

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The ends of the framework's errors about a number that an integer argument cannot hold.
// They call it an error in the provider that should be reported.
const (
	noInteger   = " is not an integer."
	noInteger64 = " cannot be represented as a 64-bit integer."
)

func (s *server) ValidateProviderConfig(ctx context.Context, request *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	response, err := s.fullServer.ValidateProviderConfig(ctx, request)
	if response != nil {
		response.Diagnostics = s.aboutNumbers(ctx, response.Diagnostics, request.Config, func(all *tfprotov6.GetProviderSchemaResponse) *tfprotov6.Schema { return all.Provider })
	}
	return response, err
}

func (s *server) ValidateResourceConfig(ctx context.Context, request *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	response, err := pass(ctx, s.fullServer.ValidateResourceConfig, request)
	if response != nil {
		response.Diagnostics = s.aboutNumbers(ctx, response.Diagnostics, request.Config, func(all *tfprotov6.GetProviderSchemaResponse) *tfprotov6.Schema {
			return all.ResourceSchemas[request.TypeName]
		})
	}
	return response, err
}

func (s *server) ValidateDataResourceConfig(ctx context.Context, request *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	response, err := pass(ctx, s.fullServer.ValidateDataResourceConfig, request)
	if response != nil {
		response.Diagnostics = s.aboutNumbers(ctx, response.Diagnostics, request.Config, func(all *tfprotov6.GetProviderSchemaResponse) *tfprotov6.Schema {
			return all.DataSourceSchemas[request.TypeName]
		})
	}
	return response, err
}

func (s *server) ValidateEphemeralResourceConfig(ctx context.Context, request *tfprotov6.ValidateEphemeralResourceConfigRequest) (*tfprotov6.ValidateEphemeralResourceConfigResponse, error) {
	response, err := pass(ctx, s.fullServer.ValidateEphemeralResourceConfig, request)
	if response != nil {
		response.Diagnostics = s.aboutNumbers(ctx, response.Diagnostics, request.Config, func(all *tfprotov6.GetProviderSchemaResponse) *tfprotov6.Schema {
			return all.EphemeralResourceSchemas[request.TypeName]
		})
	}
	return response, err
}

// ImportResourceState covers the numbers of an identity.
func (s *server) ImportResourceState(ctx context.Context, request *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	response, err := pass(ctx, s.fullServer.ImportResourceState, request)
	if response != nil && request.Identity != nil {
		response.Diagnostics = aboutNumbers(response.Diagnostics, request.Identity.IdentityData, func() (tftypes.Type, error) {
			all, err := s.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
			if err != nil {
				return nil, err
			}
			return all.IdentitySchemas[request.TypeName].ValueType(), nil
		})
	}
	return response, err
}

// aboutNumbers is [aboutNumbers] for a configuration.
func (s *server) aboutNumbers(ctx context.Context, diagnostics []*tfprotov6.Diagnostic, config *tfprotov6.DynamicValue, schemaIn func(*tfprotov6.GetProviderSchemaResponse) *tfprotov6.Schema) []*tfprotov6.Diagnostic {
	return aboutNumbers(diagnostics, config, func() (tftypes.Type, error) {
		all, err := s.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
		if err != nil {
			return nil, err
		}
		return schemaIn(all).ValueType(), nil
	})
}

// aboutNumbers replaces the framework's errors about fractions and numbers beyond 64 bits
// by one for each argument. The provider has no argument for any other number.
func aboutNumbers(diagnostics []*tfprotov6.Diagnostic, from *tfprotov6.DynamicValue, typeOf func() (tftypes.Type, error)) []*tfprotov6.Diagnostic {
	isAboutNumber := func(d *tfprotov6.Diagnostic) bool {
		text := strings.TrimSpace(d.Detail)
		return strings.HasSuffix(text, noInteger) || strings.HasSuffix(text, noInteger64)
	}
	if !slices.ContainsFunc(diagnostics, isAboutNumber) {
		return diagnostics
	}
	kind, err := typeOf()
	if err != nil {
		return diagnostics
	}
	value, err := from.Unmarshal(kind)
	if err != nil {
		return diagnostics
	}
	found := fractions(value)
	if len(found) == 0 {
		return diagnostics // They are about something else, and remain errors.
	}
	replaced := slices.DeleteFunc(slices.Clone(diagnostics), isAboutNumber)
	for _, path := range found {
		replaced = append(replaced, &tfprotov6.Diagnostic{
			Severity:  tfprotov6.DiagnosticSeverityError,
			Summary:   "Invalid number",
			Detail:    fmt.Sprintf("The argument %s must be a whole number.", argumentName(path)),
			Attribute: untilSet(path),
		})
	}
	return replaced
}

// fractions returns where a value has fractions or integers beyond 64 bits.
func fractions(value tftypes.Value) []*tftypes.AttributePath {
	var found []*tftypes.AttributePath
	_ = tftypes.Walk(value, func(path *tftypes.AttributePath, element tftypes.Value) (bool, error) {
		var number big.Float
		if element.Type().Is(tftypes.Number) && element.IsKnown() && !element.IsNull() && element.As(&number) == nil {
			if _, accuracy := number.Int64(); accuracy != big.Exact {
				found = append(found, path)
			}
		}
		return true, nil
	})
	return found
}

// argumentName returns the names in a path, as in "nexla.accessor.id".
func argumentName(path *tftypes.AttributePath) string {
	var names []string
	for _, step := range path.Steps() {
		if name, isName := step.(tftypes.AttributeName); isName {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

// untilSet returns the path of the first set on a path: the CLI does not find the line of
// an element of a set.
func untilSet(path *tftypes.AttributePath) *tftypes.AttributePath {
	steps := path.Steps()
	if i := slices.IndexFunc(steps, isSetElement); i >= 0 {
		steps = steps[:i]
	}
	return tftypes.NewAttributePathWithSteps(steps)
}

func isSetElement(step tftypes.AttributePathStep) bool {
	_, isElement := step.(tftypes.ElementKeyValue)
	return isElement
}
