// Command terraform-provider-connector is the plugin that Terraform and
// OpenTofu start.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// sourceAddress is where the provider is registered.
const sourceAddress = "registry.terraform.io/connector-credentials/connector"

// version is set by the release build.
var version = "dev"

func main() {
	debugged := flag.Bool("debug", false, "serve for a debugger such as delve, and print how to attach the CLI")
	flag.Parse()

	server.PrepareProcess()

	var options []tf6server.ServeOpt
	if *debugged {
		options = append(options, tf6server.WithManagedDebug())
	}
	err := tf6server.Serve(sourceAddress, func() tfprotov6.ProviderServer { return server.New(provider.New(version)) }, options...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
