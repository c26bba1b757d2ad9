// Command docschema prints the provider's schemas as JSON, in the form of
// `terraform providers schema -json`, for the generator of the documentation.
//
// The CLI itself prints what it knows of: one before 1.14 leaves out actions and
// list resources, and OpenTofu does so at any version. What the documentation
// says must not depend on the CLI that happens to be there.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// providerKey is the name under which the generator looks for the provider.
const providerKey = "registry.terraform.io/hashicorp/connector"

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	served := server.New(provider.New("docs"))
	schemas, err := served.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return fmt.Errorf("reading the schemas: %w", err)
	}
	identities, err := served.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return fmt.Errorf("reading the identities: %w", err)
	}
	for _, diagnostic := range append(schemas.Diagnostics, identities.Diagnostics...) {
		return fmt.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	return encoder.Encode(object{
		"format_version":   "1.0",
		"provider_schemas": object{providerKey: providerSchemas(schemas, identities)},
	})
}
