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
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// sourceAddress is where the provider is registered.
const sourceAddress = "registry.terraform.io/connector-credentials/connector"

// version is set by the release build.
var version = "dev"

// quietSDK switches the plugin SDK's own log off where nobody wants one. It
// writes TRACE lines to the standard error even then, and the CLI parses each:
// with hundreds of credentials that costs more than everything else.
func quietSDK() {
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "TF_LOG") {
			return
		}
	}
	_ = os.Setenv("TF_LOG_SDK", "off") // It only fails for an invalid name.
}

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger such as delve, and print how to attach the CLI")
	flag.Parse()

	// net/http prints bytes that a server sent out of turn to the standard
	// logger, and a vendor may send a secret back.
	log.SetOutput(io.Discard)

	quietSDK()

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
