// Command terraform-provider-connector is the plugin that Terraform and
// OpenTofu start.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// sourceAddress is where the provider is registered.
const sourceAddress = "registry.terraform.io/connector-credentials/connector"

// version is set by the release build.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger such as delve, and print how to attach the CLI")
	flag.Parse()

	// net/http prints bytes that a server sent out of turn to the standard
	// logger, and a vendor may send a secret back.
	log.SetOutput(io.Discard)

	newProvider := func() frameworkprovider.Provider { return provider.New(version) }
	err := providerserver.Serve(context.Background(), newProvider, providerserver.ServeOpts{
		Address: sourceAddress,
		Debug:   *debug,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
