// Command otherprovider is a provider for tests of configurations that use this
// provider beside others. The name of its file decides which one it is.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-"), ".exe")
	address := "registry.terraform.io/hashicorp/" + name
	served := func() provider.Provider { return &validated{name: name} }
	if name == "consumer" {
		address = "registry.terraform.io/connector-credentials/consumer"
		served = func() provider.Provider { return &consumer{} }
	}
	if err := providerserver.Serve(context.Background(), served, providerserver.ServeOpts{Address: address}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
