package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// The exit codes of the command.
const (
	exitDone   = 0
	exitFailed = 1 // The order was understood and could not be carried out.
	exitUsage  = 2 // The command line is wrong, and nothing was done.
)

const defaultAddress = "127.0.0.1:8765"

// addressVariable names the environment variable with the default of -listen. The
// lines to export set it, so that control flags reach the same sandbox.
const addressVariable = "CONNECTOR_SANDBOX_ADDRESS"

const helpText = `Simulates the APIs of the vendors and of Nexla on a loopback address.

Without a control flag, it serves until you interrupt it, and prints the variables to export:

  connector-sandbox -env-file sandbox.env

The flags -break, -create, -keys, -mend, -report, -requests, -restore, -revoke and -take control
the running sandbox. You can combine and repeat them; they run in the order of the command line:

  . ./sandbox.env
  connector-sandbox -revoke paymo -break resci=unavailable
`

// options is a command line that has been understood.
type options struct {
	address     string
	routeWindow time.Duration
	envFile     string
	listFaults  bool
	steps       []step // Control flags, in the order in which they were given.
}

// run is the command. It serves until ctx ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opts, err := parse(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitDone
	case err != nil:
		printError(stderr, err)
		return exitUsage
	case opts.listFaults:
		printFaults(stdout)
		return exitDone
	case len(opts.steps) > 0:
		err = control(ctx, opts, stdout)
	default:
		err = serve(ctx, opts, stdout, stderr)
	}
	if err != nil {
		printError(stderr, err)
		return exitFailed
	}
	return exitDone
}

// printError writes an error. There is nowhere to report a failure of that to.
func printError(stderr io.Writer, err error) {
	_, _ = fmt.Fprintln(stderr, "connector-sandbox:", err)
}

// parse reads the flags, and checks their values against the sandbox's own lists
// so that a misspelt name is found before any request is sent or served.
func parse(args []string, stdout io.Writer) (options, error) {
	var opts options
	flags := flag.NewFlagSet("connector-sandbox", flag.ContinueOnError)
	// The errors are printed by run, once and without the whole usage.
	flags.SetOutput(io.Discard)
	flags.StringVar(&opts.address, "listen", cmp.Or(os.Getenv(addressVariable), defaultAddress),
		"loopback `address` to listen on, or of the running sandbox to control; the environment variable "+addressVariable+" sets the default")
	flags.DurationVar(&opts.routeWindow, "route-window", time.Minute,
		"`duration` in which Precoro accepts the same GET only once; a negative one disables this and Paymo's rate limit")
	flags.StringVar(&opts.envFile, "env-file", "",
		"also write the export lines to this `file` (mode 0600); removed when the sandbox stops")
	flags.BoolVar(&opts.listFaults, "faults", false, "list the faults for -break, and exit")
	addStepFlags(flags, &opts.steps)

	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		_, _ = io.WriteString(stdout, helpText+"\nFlags:\n")
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return opts, err
	}
	if err != nil {
		return opts, err
	}
	if flags.NArg() > 0 {
		return opts, fmt.Errorf("unexpected argument %q: use flags only, see -help", flags.Arg(0))
	}
	if opts.routeWindow == 0 {
		return opts, errors.New("-route-window must not be 0: use a negative duration to disable the limit")
	}
	if len(opts.steps) > 0 {
		flags.Visit(func(f *flag.Flag) {
			if f.Name == "env-file" || f.Name == "route-window" {
				err = fmt.Errorf("-%s applies to starting a sandbox, and has no effect with a control flag", f.Name)
			}
		})
		if err != nil {
			return opts, err
		}
	}
	return opts, sandbox.CheckLoopback(opts.address)
}

// serve runs a sandbox until ctx ends.
func serve(ctx context.Context, opts options, stdout, stderr io.Writer) error {
	running, err := sandbox.Start(sandbox.Config{Address: opts.address, RouteWindow: opts.routeWindow})
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%w\nAnother sandbox may be running there: use it, or start this one with -listen 127.0.0.1:0 to use a free port", err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = running.Close() }()

	lines := environment(running)
	if opts.envFile != "" {
		if err := writeEnvironment(opts.envFile, lines); err != nil {
			return fmt.Errorf("writing -env-file: %w", err)
		}
		defer removeEnvironment(opts.envFile, lines)
	}
	if _, err := io.WriteString(stdout, lines); err != nil {
		return err
	}
	<-ctx.Done()
	_, _ = fmt.Fprintln(stderr, "connector-sandbox: stopped")
	return nil
}
