package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"
)

var columns = []string{
	"subject", "scenario", "protocol", "n", "rtt_ms", "command", "wall_s", "limit_s", "ratio_to_floor",
	"wall_ms_per_credential", "growth_ms_per_credential", "requests", "faults", "connections", "peak_concurrency",
	"provider_cpu_s", "cli_cpu_s", "provider_peak_mb", "cli_peak_mb", "provider_files", "providers", "state_bytes_per_credential",
}

func seconds(of time.Duration) string { return fmt.Sprintf("%.2f", of.Seconds()) }

// record are the columns of a row.
func (r *results) record(of *row) []string {
	s := of.scenario
	toFloor, perMore := "", ""
	if floor := r.floorOf(of); floor != nil && s.subject != subjectFloor {
		toFloor = ratio(of.Wall, floor.Wall)
	}
	if small := r.smaller(of); small != nil {
		perMore = fmt.Sprintf("%.2f", growth(small, of))
	}
	cells := []string{
		s.subject, s.name, s.protocol, strconv.Itoa(s.n), strconv.FormatInt(s.behavior.RTT.Milliseconds(), 10), of.step.name,
		seconds(of.Wall), seconds(of.limit()), toFloor, fmt.Sprintf("%.2f", perCredential(of.Wall, s.n)), perMore,
		strconv.Itoa(of.Requests), strconv.Itoa(of.Faults), strconv.Itoa(of.Connections), strconv.Itoa(of.PeakConcurrency),
	}
	used := make([]string, len(columns)-len(cells)-1)
	if of.Measured {
		used = []string{
			seconds(of.ProviderCPU), seconds(of.CLICPU), megabytes(of.ProviderPeakKB), megabytes(of.CLIPeakKB),
			strconv.Itoa(of.ProviderFiles), strconv.Itoa(of.Providers),
		}
	}
	return append(append(cells, used...), stateBytes(of))
}

func megabytes(kilobytes int) string {
	if kilobytes == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", float64(kilobytes)/1024)
}

// writeCSV writes every row with every column.
func (r *results) writeCSV(to io.Writer) error {
	writer := csv.NewWriter(to)
	_ = writer.Write(columns) // Flush returns errors.
	for i := range r.rows {
		_ = writer.Write(r.record(&r.rows[i]))
	}
	writer.Flush()
	return writer.Error()
}

// markdown is the whole report.
func (r *results) markdown() string {
	var text strings.Builder
	fmt.Fprintf(&text, "Measured with %s, %s/%s, %d processors, -parallelism=%d and a round trip of %s.\n",
		r.version, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), defaultParallelism, boundRTT)
	text.WriteString("The floor is an empty provider with the same schemas, whose plans wait for one round trip.\n")
	if !r.withHTTP {
		text.WriteString("\nThe `http` data source was not measured: -http-provider is not set.\n")
	}
	text.WriteString("\n## Comparison\n\nWall time in seconds. The ratio is that of connector to floor.\n\n")
	writeTable(&text, comparisonTitles, r.comparisonRecords())
	text.WriteString("\n## Bounds\n\n")
	writeTable(&text, []string{"bound", "maximum", "measured", ""}, r.boundRecords())
	text.WriteString("\n## Start\n\n")
	fmt.Fprintf(&text, "From the start of the provider to its first schema: %d ms (median of %d; maximum %d ms). The schema has %d KB, the stripped binary %.1f MB.\n",
		r.starts.median().Milliseconds(), len(r.starts.Times), r.starts.longest().Milliseconds(), r.starts.Schema/1024, float64(r.size)/1e6)
	text.WriteString("\n## Commands\n\n")
	records := make([][]string, 0, len(r.rows))
	for i := range r.rows {
		records = append(records, r.record(&r.rows[i]))
	}
	writeTable(&text, columns, records)
	return text.String()
}

var comparisonTitles = []string{
	"command", "credentials", "scenario", "floor", "connector", "ratio", "connector, HTTP/2", "connector, plan = off", "http data source", "terraform_data",
	"state bytes: floor", "connector", "terraform_data",
}

// comparisonRecords has a row for each command that the floor ran too.
func (r *results) comparisonRecords() [][]string {
	var records [][]string
	for i := range r.rows {
		floor := &r.rows[i]
		s, step := floor.scenario, floor.step.name
		row := r.product(s.name, http1, s.n, step)
		if s.subject != subjectFloor || row == nil {
			continue
		}
		off, theirs := r.product(scenarioOff, http1, s.n, step), r.find(rowKey{subjectHTTP, s.name, http1, s.n, boundRTT, step})
		if s.name != scenarioCount {
			off = nil
		}
		twin := r.find(rowKey{subjectTwin, s.name, "", s.n, 0, step})
		records = append(records, []string{
			step, strconv.Itoa(s.n), s.name, wall(floor), wall(row), ratio(row.Wall, floor.Wall),
			wall(r.product(s.name, http2, s.n, step)), wall(off), wall(theirs), wall(twin),
			stateBytes(floor), stateBytes(row), stateBytes(twin),
		})
	}
	return records
}

func wall(of *row) string {
	if of == nil {
		return ""
	}
	return seconds(of.Wall)
}

func stateBytes(of *row) string {
	if of == nil || of.StateBytes == 0 {
		return ""
	}
	return strconv.Itoa(of.StateBytes / of.scenario.n)
}

// writeTable writes a table in Markdown.
func writeTable(to *strings.Builder, titles []string, records [][]string) {
	line := func(cells []string) { to.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(titles)
	to.WriteString(strings.Repeat("| --- ", len(titles)) + "|\n")
	for _, record := range records {
		line(record)
	}
}
