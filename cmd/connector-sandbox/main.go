// Command connector-sandbox simulates the APIs of the vendors and of Nexla on a
// loopback address, so that you can try Terraform modules without accounts.
//
// Without a control flag, it serves until it is interrupted, and prints the
// variables to export for the provider. With one, it controls the sandbox that
// is running at the address of -listen, or of CONNECTOR_SANDBOX_ADDRESS, which the
// printed lines set:
//
//	connector-sandbox -env-file sandbox.env >/dev/null &
//	until [ -f sandbox.env ]; do sleep 0.1; done
//	. ./sandbox.env && terraform plan
//	connector-sandbox -revoke precoro
//	eval "$(connector-sandbox -create paymo)"
//	connector-sandbox -revoke paymo=1 -keys paymo
//	connector-sandbox -break paymo=rate_limited=3
//	connector-sandbox -mend paymo -break nexla=unavailable
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
