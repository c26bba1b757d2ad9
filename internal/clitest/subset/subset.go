// Package subset leaves connectors out of the provider. The CLI reads the schemas of all
// connectors in each command, which takes a quarter of the CPU time of the tests with the
// CLI, and more with each new connector.
package subset

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

const (
	providerName = "connector"
	// Prefix begins the type name of what belongs to a connector, which ends with its name.
	Prefix = providerName + "_credential_"
)

// complete is everything that the provider implements.
type complete interface {
	provider.ProviderWithEphemeralResources
	provider.ProviderWithFunctions
	provider.ProviderWithActions
	provider.ProviderWithListResources
}

type subset struct {
	complete
	types []string
}

// Of returns the provider with these types alone, such as connector_credential_paymo, and
// with everything that belongs to no connector.
func Of(all provider.Provider, types ...string) provider.Provider {
	of, isComplete := all.(complete)
	if !isComplete {
		panic("the provider does not implement everything that the CLI is to be offered")
	}
	return &subset{complete: of, types: types}
}

func (s *subset) Resources(ctx context.Context) []func() resource.Resource {
	return keep(ctx, s.types, s.complete.Resources(ctx), resource.MetadataRequest{ProviderTypeName: providerName},
		func(response resource.MetadataResponse) string { return response.TypeName })
}

func (s *subset) DataSources(ctx context.Context) []func() datasource.DataSource {
	return keep(ctx, s.types, s.complete.DataSources(ctx), datasource.MetadataRequest{ProviderTypeName: providerName},
		func(response datasource.MetadataResponse) string { return response.TypeName })
}

func (s *subset) EphemeralResources(ctx context.Context) []func() ephemeral.EphemeralResource {
	return keep(ctx, s.types, s.complete.EphemeralResources(ctx), ephemeral.MetadataRequest{ProviderTypeName: providerName},
		func(response ephemeral.MetadataResponse) string { return response.TypeName })
}

func (s *subset) ListResources(ctx context.Context) []func() list.ListResource {
	return keep(ctx, s.types, s.complete.ListResources(ctx), resource.MetadataRequest{ProviderTypeName: providerName},
		func(response resource.MetadataResponse) string { return response.TypeName })
}

// described has a type name, which the framework reads in the same way from everything.
type described[Q, R any] interface {
	Metadata(ctx context.Context, request Q, response *R)
}

// keep removes what belongs to a connector that is not among the types.
func keep[T described[Q, R], Q, R any](ctx context.Context, types []string, constructors []func() T, request Q, nameIn func(R) string) []func() T {
	return slices.DeleteFunc(constructors, func(construct func() T) bool {
		var response R
		construct().Metadata(ctx, request, &response)
		name := nameIn(response)
		return strings.HasPrefix(name, Prefix) && !slices.Contains(types, name)
	})
}
