// Command floor is a provider with the schemas of terraform-provider-connector
// that does nothing with them. A plan of a resource waits for as long as one round
// trip to a vendor takes. What the CLI needs with this provider, it needs with any
// provider that has these attributes.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// roundTripVariable is the environment variable with the time that a plan waits.
const roundTripVariable = "BENCH_FLOOR_ROUND_TRIP"

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve serves with the same settings of the runtime as the product.
func serve() error {
	log.SetOutput(io.Discard)
	debug.SetGCPercent(400)
	for _, logger := range []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO"} {
		if err := os.Setenv(logger, "off"); err != nil {
			return err
		}
	}
	roundTrip, err := time.ParseDuration(os.Getenv(roundTripVariable))
	if err != nil {
		return fmt.Errorf("%s: %w", roundTripVariable, err)
	}
	product := server.New(provider.New("bench"))
	return tf6server.Serve("registry.terraform.io/connector-credentials/connector", func() tfprotov6.ProviderServer {
		return &floor{ProviderServer: product, roundTrip: roundTrip}
	})
}
