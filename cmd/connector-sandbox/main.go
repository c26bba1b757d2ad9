// Command connector-sandbox serves the vendors' APIs and Nexla's in
// miniature on loopback, so that Terraform modules can be tried without accounts.
//
// Without a control flag it serves until it is interrupted, and prints what to
// export so that the provider finds it. With one it steers the sandbox that is
// already running at the address of -listen:
//
//	connector-sandbox -env-file sandbox.env &
//	. ./sandbox.env && terraform plan
//	connector-sandbox -revoke precoro
//	eval "$(connector-sandbox -mint precoro)"
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
