package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// step is one control flag: a request to a running sandbox.
type step func(ctx context.Context, client *sandbox.Client, stdout io.Writer) error

// addStepFlags declares the control flags. Each may be given more than once, and
// adds to steps in the order of the command line.
func addStepFlags(flags *flag.FlagSet, steps *[]step) {
	add := func(done string, run func(context.Context, *sandbox.Client) error) {
		*steps = append(*steps, func(ctx context.Context, client *sandbox.Client, stdout io.Writer) error {
			if err := run(ctx, client); err != nil {
				return err
			}
			_, err := fmt.Fprintln(stdout, done)
			return err
		})
	}
	forCredential := func(name, usage, verb string, demo func(*sandbox.Client, context.Context, string) error,
		created func(*sandbox.Client, context.Context, string, int) error,
	) {
		flags.Func(name, usage, func(value string) error {
			vendor, number, err := parseCredential(value)
			switch {
			case err != nil:
				return err
			case number == 0:
				add(vendor+" "+verb+" its demo credential", func(ctx context.Context, client *sandbox.Client) error {
					return demo(client, ctx, vendor)
				})
			default:
				add(fmt.Sprintf("%s %s credential %d", vendor, verb, number), func(ctx context.Context, client *sandbox.Client) error {
					return created(client, ctx, vendor, number)
				})
			}
			return nil
		})
	}
	forCredential("revoke", "make a vendor reject a credential: `vendor` for its demo credential, vendor=2 for the second that -create created",
		"rejects", (*sandbox.Client).Revoke, (*sandbox.Client).RevokeCreated)
	forCredential("restore", "make a vendor accept a revoked credential again: `vendor` or vendor=2",
		"accepts", (*sandbox.Client).Restore, (*sandbox.Client).RestoreCreated)

	forVendor := func(name, usage string, write func(context.Context, *sandbox.Client, io.Writer, string) error) {
		flags.Func(name, usage, func(vendor string) error {
			if err := sandbox.CheckVendor(vendor); err != nil {
				return err
			}
			*steps = append(*steps, func(ctx context.Context, client *sandbox.Client, stdout io.Writer) error {
				return write(ctx, client, stdout, vendor)
			})
			return nil
		})
	}
	forVendor("create", "create another credential for this `vendor`, and print the lines to export it", printCreated)
	forVendor("keys", "list the credentials of this `vendor`, and whether it accepts them", printKeys)

	flags.Func("mend", "end all faults of this `vendor`, or of nexla", func(vendor string) error {
		if err := sandbox.CheckBreakable(vendor); err != nil {
			return err
		}
		add(vendor+" has no faults", func(ctx context.Context, client *sandbox.Client) error { return client.Mend(ctx, vendor) })
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
	flags.Func("report", "change what a vendor reports about its demo credential: `vendor.name=value`, with a header or a member of the JSON body, such as github.X-OAuth-Scopes=repo", func(value string) error {
		target, text, found := strings.Cut(value, "=")
		vendor, name, hasName := strings.Cut(target, ".")
		if err := sandbox.CheckVendor(vendor); err != nil {
			return err
		}
		if !found || !hasName || name == "" {
			return fmt.Errorf("use the form %s.name=value", vendor)
		}
		var reported any
		if json.Unmarshal([]byte(text), &reported) != nil {
			reported = text
		}
		add(vendor+" reports "+name+" as "+text, func(ctx context.Context, client *sandbox.Client) error {
			return client.Report(ctx, vendor, map[string]any{name: reported})
		})
		return nil
	})
	flags.BoolFunc("requests", "list the requests that the sandbox has received", func(string) error {
		*steps = append(*steps, printRequests)
		return nil
	})
}

// parseCredential reads "paymo" or "paymo=2". The demo credential has the number 0.
func parseCredential(value string) (vendor string, number int, err error) {
	vendor, text, found := strings.Cut(value, "=")
	if err := sandbox.CheckVendor(vendor); err != nil {
		return "", 0, err
	}
	if !found {
		return vendor, 0, nil
	}
	if number, err = strconv.Atoi(text); err != nil || number < 1 {
		return "", 0, fmt.Errorf("use the form %[1]s=1 for the first credential that -create created, or %[1]s for the demo credential", vendor)
	}
	return vendor, number, nil
}

// control runs the steps in order, up to the first that fails.
func control(ctx context.Context, opts options, stdout io.Writer) error {
	client := sandbox.NewClient(opts.address)
	for _, step := range opts.steps {
		err := step(ctx, client, stdout)
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

// printCreated creates a credential, and writes what a shell must run to use it.
func printCreated(ctx context.Context, client *sandbox.Client, stdout io.Writer, vendor string) error {
	created, err := client.Create(ctx, vendor)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(stdout, "# Credential %[2]d of %[1]s; revoke it with: connector-sandbox -revoke %[1]s=%[2]d\n", vendor, created.Number)
	for _, field := range slices.Sorted(maps.Keys(created.Fields)) {
		name, value := vendor+"_"+field, created.Fields[field]
		_, _ = fmt.Fprintf(stdout, "export %s=%q\nexport TF_VAR_%s=%q\n", strings.ToUpper(name), value, name, value)
	}
	return nil
}

// printKeys writes a table of a vendor's credentials, by the names that -revoke takes.
func printKeys(ctx context.Context, client *sandbox.Client, stdout io.Writer, vendor string) error {
	list, err := client.Accepted(ctx, vendor)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(stdout, 0, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "CREDENTIAL\tSTATUS")
	for number, accepted := range list {
		name, status := vendor, "rejected"
		if number > 0 {
			name = fmt.Sprintf("%s=%d", vendor, number)
		}
		if accepted {
			status = "accepted"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\n", name, status)
	}
	return table.Flush()
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
