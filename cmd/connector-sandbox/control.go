package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// step is one control flag: what to ask of a running sandbox.
type step func(ctx context.Context, client *sandbox.Client, stdout io.Writer) error

// addStepFlags declares the control flags. Each may be given more than once, and
// adds to steps in the order of the command line.
func addStepFlags(flags *flag.FlagSet, steps *[]step) {
	add := func(done string, ask func(context.Context, *sandbox.Client) error) {
		*steps = append(*steps, func(ctx context.Context, client *sandbox.Client, stdout io.Writer) error {
			if err := ask(ctx, client); err != nil {
				return err
			}
			_, err := fmt.Fprintln(stdout, done)
			return err
		})
	}
	forVendor := func(name, usage, done string, check func(string) error, ask func(*sandbox.Client, context.Context, string) error) {
		flags.Func(name, usage, func(vendor string) error {
			if err := check(vendor); err != nil {
				return err
			}
			add(vendor+done, func(ctx context.Context, client *sandbox.Client) error { return ask(client, ctx, vendor) })
			return nil
		})
	}
	forVendor("revoke", "make this `vendor` reject its demo credential", " rejects its demo credential",
		sandbox.CheckVendor, (*sandbox.Client).Revoke)
	forVendor("restore", "make this `vendor` accept its demo credential again", " accepts its demo credential",
		sandbox.CheckVendor, (*sandbox.Client).Restore)
	forVendor("mend", "end all faults of this `vendor`, or of nexla", " has no faults",
		sandbox.CheckBreakable, (*sandbox.Client).Mend)

	flags.Func("mint", "create a new credential for this `vendor`, and print the lines to export it", func(vendor string) error {
		if err := sandbox.CheckVendor(vendor); err != nil {
			return err
		}
		*steps = append(*steps, func(ctx context.Context, client *sandbox.Client, stdout io.Writer) error {
			return printMinted(ctx, client, stdout, vendor)
		})
		return nil
	})
	flags.Func("break", "make every request to a vendor, or to nexla, fail: `vendor=fault` or vendor=fault=argument", func(value string) error {
		vendor, text, found := strings.Cut(value, "=")
		if err := sandbox.CheckBreakable(vendor); err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("use the form %s=fault; -faults lists the faults", vendor)
		}
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			return err
		}
		add(vendor+" fails with "+fault.String(), func(ctx context.Context, client *sandbox.Client) error {
			return client.Break(ctx, vendor, fault)
		})
		return nil
	})
	flags.Func("take", "select the authentication schemes that a vendor accepts: `vendor=scheme,scheme`", func(value string) error {
		vendor, list, _ := strings.Cut(value, "=")
		schemes := strings.Split(list, ",")
		if err := sandbox.CheckSchemes(vendor, schemes); err != nil {
			return err
		}
		add(vendor+" reads "+list, func(ctx context.Context, client *sandbox.Client) error {
			return client.Take(ctx, vendor, schemes...)
		})
		return nil
	})
	flags.BoolFunc("requests", "list the requests that the sandbox has received", func(string) error {
		*steps = append(*steps, printRequests)
		return nil
	})
}

// control carries the steps out one after the other, up to the first that fails.
func control(ctx context.Context, opts options, stdout io.Writer) error {
	client := sandbox.NewClient(opts.address)
	for _, ask := range opts.steps {
		err := ask(ctx, client, stdout)
		if errors.Is(err, sandbox.ErrNotRunning) {
			return fmt.Errorf("%w\nStart one with: connector-sandbox -listen %s", err, opts.address)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// printRequests writes a table. A status of 0 means that none was sent.
func printRequests(ctx context.Context, client *sandbox.Client, stdout io.Writer) error {
	list, err := client.Requests(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(stdout, 0, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "TIME\tVENDOR\tMETHOD\tPATH\tSTATUS")
	for _, r := range list {
		path := r.Path
		if r.Query != "" {
			path += "?" + r.Query
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\n", r.At.Local().Format("15:04:05.000"), r.Vendor, r.Method, path, r.Status)
	}
	return table.Flush()
}

// printMinted writes what a shell has to run to use a new credential.
func printMinted(ctx context.Context, client *sandbox.Client, stdout io.Writer, vendor string) error {
	fields, err := client.Mint(ctx, vendor)
	if err != nil {
		return err
	}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		name := vendor + "_" + field
		_, _ = fmt.Fprintf(stdout, "export %s=%q\nexport TF_VAR_%s=%q\n", strings.ToUpper(name), fields[field], name, fields[field])
	}
	return nil
}

// printFaults lists what -break knows.
func printFaults(stdout io.Writer) {
	for _, f := range sandbox.Faults() {
		name := f.Name
		if f.Argument != "" {
			name += "=<" + f.Argument + ">"
		}
		_, _ = fmt.Fprintf(stdout, "%s\n    %s\n", name, f.Reason)
	}
}
