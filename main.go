// Command terraform-provider-connector is the plugin that Terraform and
// OpenTofu start.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// sourceAddress is where the provider is registered.
const sourceAddress = "registry.terraform.io/connector-credentials/connector"

// version is set by the release build.
var version = "dev"

// gcPercent has the garbage collector run less often than it would by itself. A
// plan makes much garbage and keeps little: with 1,000 credentials this takes a
// third of the provider's time off, for some 20 MB more. GOGC wins over it.
const gcPercent = 400

// loggers are the variables that set the levels of the plugin SDK's loggers and
// of the provider's. Each must be off: if only the root logger is, the others still
// format every line before they drop it.
var loggers = []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_PROVIDER_CONNECTOR"}

// quietLoggers turns them off unless a log is requested. Otherwise they write to
// standard error, and the CLI parses and drops each line: with hundreds of
// credentials, that costs more than everything else.
func quietLoggers() {
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "TF_LOG") {
			return
		}
	}
	for _, variable := range loggers {
		_ = os.Setenv(variable, "off") // It only fails for an invalid name.
	}
}

func main() {
	debugged := flag.Bool("debug", false, "serve for a debugger such as delve, and print how to attach the CLI")
	flag.Parse()

	// net/http prints bytes that a server sent out of turn to the standard
	// logger, and a vendor may send a secret back.
	log.SetOutput(io.Discard)

	quietLoggers()

	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}

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
