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
	return keep(s, s.complete.Resources(ctx), func(of resource.Resource) string {
		var response resource.MetadataResponse
		of.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: providerName}, &response)
		return response.TypeName
	})
}

func (s *subset) DataSources(ctx context.Context) []func() datasource.DataSource {
	return keep(s, s.complete.DataSources(ctx), func(of datasource.DataSource) string {
		var response datasource.MetadataResponse
		of.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: providerName}, &response)
		return response.TypeName
	})
}

func (s *subset) EphemeralResources(ctx context.Context) []func() ephemeral.EphemeralResource {
	return keep(s, s.complete.EphemeralResources(ctx), func(of ephemeral.EphemeralResource) string {
		var response ephemeral.MetadataResponse
		of.Metadata(ctx, ephemeral.MetadataRequest{ProviderTypeName: providerName}, &response)
		return response.TypeName
	})
}

func (s *subset) ListResources(ctx context.Context) []func() list.ListResource {
	return keep(s, s.complete.ListResources(ctx), func(of list.ListResource) string {
		var response resource.MetadataResponse
		of.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: providerName}, &response)
		return response.TypeName
	})
}

// keep removes what belongs to another connector.
func keep[T any](s *subset, constructors []func() T, typeName func(T) string) []func() T {
	return slices.DeleteFunc(constructors, func(construct func() T) bool {
		name := typeName(construct())
		return strings.HasPrefix(name, Prefix) && !slices.Contains(s.types, name)
	})
}
