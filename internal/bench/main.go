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

// run measures what the arguments ask for, and writes the report.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	asked, err := parse(args, stderr)
	if err != nil {
		return err
	}
	begun := time.Now()
	say := func(format string, values ...any) {
		_, _ = fmt.Fprintf(stderr, "%4.0f s  %s\n", time.Since(begun).Seconds(), fmt.Sprintf(format, values...))
	}
	folder, err := os.MkdirTemp("", "connector-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	installed, err := install(ctx, asked.cli, asked.httpProvider, folder)
	if err != nil {
		return err
	}
	b, err := newBench(installed, asked.matrix.repeat, say)
	if err != nil {
		return err
	}
	defer b.close()
	measured := &results{size: installed.size, version: installed.version, withHTTP: asked.httpProvider != ""}
	if measured.starts, err = measureStarts(ctx, installed.binary, asked.starts); err != nil {
		return err
	}
	for _, s := range asked.matrix.list(b.vendors, measured.withHTTP) {
		rows, err := b.measure(ctx, s)
		if err != nil {
			return err
		}
		measured.rows = append(measured.rows, rows...)
	}
	return measured.write(asked.out, stdout)
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
	table, err := os.Create(filepath.Join(folder, "bench.csv")) //nolint:gosec // The folder that was named.
	if err != nil {
		return err
	}
	if err := errors.Join(r.writeCSV(table), table.Close()); err != nil {
		return err
	}
	written := map[string]string{"bench.md": report}
	if picture := plot(r.curves(reachRTT)); picture != "" {
		written["bench.svg"] = picture
	}
	for name, content := range written {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(stdout, "\nThis table is in %[1]s/bench.md, all columns are in %[1]s/bench.csv, the plot is %[1]s/bench.svg.\n", folder)
	return err
}
