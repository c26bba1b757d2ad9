package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// credentialType is all in which a custom credential differs from one of a built-in
// connector: its schemas, its checks, and how its definition is found.
type credentialType interface {
	// shape is the definition that schemas are made from. For a custom credential it
	// has the fields and no headers.
	shape() *connector.Definition
	// define returns the definition of one credential. While an argument that it
	// depends on is unknown, it has no headers.
	define(ctx context.Context, from attributes) (*connector.Definition, diag.Diagnostics)
	// variable is the environment variable that a data source or an ephemeral resource
	// reads a field from; empty if it reads none.
	variable(field connector.Field) string
	// check rejects what no validator of a single argument sees.
	check(ctx context.Context, config attributes) diag.Diagnostics

	resourceSchema() resource.Schema
	dataSourceSchema() datasource.Schema
	ephemeralSchema() ephemeral.Schema
}

// credentialTypes are the custom credential and one for each connector.
func credentialTypes() []credentialType {
	all := []credentialType{customCredential{}}
	for _, definition := range catalog.All() {
		all = append(all, builtIn{definition})
	}
	return all
}

// builtIn is the credential of a connector in the catalog.
type builtIn struct {
	definition *connector.Definition
}

func (b builtIn) shape() *connector.Definition { return b.definition }

func (b builtIn) define(context.Context, attributes) (*connector.Definition, diag.Diagnostics) {
	return b.definition, nil
}

func (b builtIn) variable(field connector.Field) string { return b.definition.Env(field) }

// check has nothing to do: the validators of the arguments see everything.
func (builtIn) check(context.Context, attributes) diag.Diagnostics { return nil }

func (b builtIn) resourceSchema() resource.Schema     { return credentialSchema(b.definition) }
func (b builtIn) dataSourceSchema() datasource.Schema { return dataSourceSchema(b.definition) }
func (b builtIn) ephemeralSchema() ephemeral.Schema   { return ephemeralSchema(b.definition) }

// customCredential is the credential whose definition its arguments declare.
type customCredential struct{}

func (customCredential) shape() *connector.Definition { return connector.CustomShape() }

func (customCredential) define(ctx context.Context, from attributes) (*connector.Definition, diag.Diagnostics) {
	return defineCustom(ctx, from)
}

func (customCredential) variable(connector.Field) string { return "" }

func (customCredential) check(ctx context.Context, config attributes) diag.Diagnostics {
	return checkCustom(ctx, config)
}

func (customCredential) resourceSchema() resource.Schema     { return customSchema() }
func (customCredential) dataSourceSchema() datasource.Schema { return customDataSourceSchema() }
func (customCredential) ephemeralSchema() ephemeral.Schema   { return customEphemeralSchema() }
