package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures what the arguments select, and writes the report.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	selected, err := parse(args, stderr)
	if err != nil {
		return err
	}
	start := time.Now()
	log := func(format string, values ...any) {
		_, _ = fmt.Fprintf(stderr, "%4.0f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, values...))
	}
	folder, err := os.MkdirTemp("", "connector-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	build := buildRelease
	if selected.plain {
		build = buildPlain
	}
	installed, err := install(ctx, selected.cli, selected.httpProvider, folder, build)
	if err != nil {
		return err
	}
	log("built product and floor")
	b, err := newBench(installed, log)
	if err != nil {
		return err
	}
	defer b.close()
	measured := &results{size: installed.size, version: installed.version, withHTTP: selected.httpProvider != ""}
	if measured.starts, err = measureStarts(ctx, installed.binary, selected.starts); err != nil {
		return err
	}
	measured.rows, err = b.measure(ctx, selected.matrix.list(b.vendors, measured.withHTTP), selected.matrix.repeat)
	if err != nil {
		return err
	}
	return measured.write(selected.out, stdout)
}

// write writes the report to standard output and into the folder.
func (r *results) write(folder string, stdout io.Writer) error {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	report := r.markdown()
	if _, err := io.WriteString(stdout, report); err != nil {
		return err
	}
	table, err := os.Create(filepath.Join(folder, "bench.csv")) //nolint:gosec // The folder of the flag.
	if err != nil {
		return err
	}
	if err := errors.Join(r.writeCSV(table), table.Close()); err != nil {
		return err
	}
	for name, content := range map[string]string{"bench.md": report, "guide.md": r.guide()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	if curves := r.curves(); len(curves) > 0 {
		if err := plotCurves(curves, filepath.Join(folder, "bench.svg")); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(stdout, "\nThis report is in %[1]s/bench.md, all columns are in %[1]s/bench.csv, the plot is %[1]s/bench.svg.\n", folder)
	return err
}
