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
	"subject", "scenario", "protocol", "n", "rtt_ms", "command", "wall_s", "limit_s", "ratio_to_limit", "ratio_to_limit_and_twin",
	"wall_ms_per_credential", "growth_ms_per_credential", "requests", "faults", "connections", "peak_concurrency",
	"provider_cpu_s", "cli_cpu_s", "provider_peak_mb", "cli_peak_mb", "provider_files", "providers",
}

// headings are the columns that the Markdown table shows, shorter.
var headings = map[string]string{
	"subject": "of", "scenario": "scenario", "protocol": "protocol", "n": "n", "rtt_ms": "RTT ms", "command": "command",
	"wall_s": "wall s", "limit_s": "limit s", "ratio_to_limit": "wall / limit", "ratio_to_limit_and_twin": "wall / (limit + terraform_data)",
	"requests": "requests", "connections": "connections", "peak_concurrency": "at a time", "provider_cpu_s": "provider CPU s", "cli_cpu_s": "CLI CPU s",
	"provider_peak_mb": "provider MB", "cli_peak_mb": "CLI MB", "provider_files": "files",
}

func seconds(of time.Duration) string { return fmt.Sprintf("%.2f", of.Seconds()) }

// record are the columns of a row.
func (r *results) record(of *row) []string {
	s, limit := of.scenario, of.limit()
	withTwin, perMore := "", ""
	if twin := r.twinOf(of); twin != nil {
		withTwin = ratio(of.Wall, limit+twin.Wall)
	}
	if small := r.smaller(of); small != nil {
		perMore = fmt.Sprintf("%.2f", growth(small, of, wallOf))
	}
	cells := []string{
		s.subject, s.name, s.protocol, strconv.Itoa(s.n), strconv.FormatInt(s.knobs.RTT.Milliseconds(), 10), of.step.name,
		seconds(of.Wall), seconds(limit), ratio(of.Wall, limit), withTwin, fmt.Sprintf("%.2f", perCredential(of.Wall, s.n)), perMore,
		strconv.Itoa(of.Requests), strconv.Itoa(of.Faults), strconv.Itoa(of.Connections), strconv.Itoa(of.PeakConcurrency),
	}
	if !of.Measured {
		return append(cells, make([]string, len(columns)-len(cells))...)
	}
	return append(cells, seconds(of.ProviderCPU), seconds(of.CLICPU), megabytes(of.ProviderPeakKB), megabytes(of.CLIPeakKB),
		strconv.Itoa(of.ProviderFiles), strconv.Itoa(of.Providers))
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
	_ = writer.Write(columns) // Flush tells of errors.
	for i := range r.rows {
		_ = writer.Write(r.record(&r.rows[i]))
	}
	writer.Flush()
	return writer.Error()
}

// markdown is the whole report.
func (r *results) markdown() string {
	var text strings.Builder
	fmt.Fprintf(&text, "Measured with %s, %s/%s, %d processors, a parallelism of %d.\n", r.version, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), atATime)
	text.WriteString("The limit is the time that the round trips of the requests take, so many at a time; a new connection takes two more.\n")
	if !r.withHTTP {
		text.WriteString("\nThe `http` data source was left out: no binary of that provider was given with -http-provider.\n")
	}
	text.WriteString("\n## Bounds\n\n")
	writeTable(&text, []string{"bound", "at most", "measured", ""}, r.boundRecords())
	text.WriteString("\n## Growth with n\n\nMilliseconds for each credential more, from n to n.\n\n")
	writeTable(&text, []string{"of", "scenario", "protocol", "RTT ms", "command", "from", "to", "wall", "provider CPU", "CLI CPU"}, r.growthRecords())
	text.WriteString("\n## Start\n\n")
	fmt.Fprintf(&text, "From the start of the provider to its first schema: %d ms (the middle of %d; the longest %d ms). The schema has %d KB, the stripped binary %.1f MB.\n",
		r.starts.middle().Milliseconds(), len(r.starts.Times), r.starts.longest().Milliseconds(), r.starts.Schema/1024, float64(r.size)/1e6)
	text.WriteString("\n## Commands\n\n")
	r.writeCommands(&text)
	return text.String()
}

// writeCommands writes the table of all rows.
func (r *results) writeCommands(to *strings.Builder) {
	var shown []int
	var titles []string
	for i, column := range columns {
		if title := headings[column]; title != "" {
			shown, titles = append(shown, i), append(titles, title)
		}
	}
	records := make([][]string, 0, len(r.rows))
	for i := range r.rows {
		all := r.record(&r.rows[i])
		cells := make([]string, 0, len(shown))
		for _, column := range shown {
			cells = append(cells, all[column])
		}
		records = append(records, cells)
	}
	writeTable(to, titles, records)
}

// growthRecords are the rows of the table of growth.
func (r *results) growthRecords() [][]string {
	var records [][]string
	for i := range r.rows {
		large := &r.rows[i]
		small := r.smaller(large)
		if small == nil {
			continue
		}
		s := large.scenario
		record := []string{
			s.subject, s.name, s.protocol, strconv.FormatInt(s.knobs.RTT.Milliseconds(), 10), large.step.name,
			strconv.Itoa(small.scenario.n), strconv.Itoa(s.n), fmt.Sprintf("%.2f", growth(small, large, wallOf)), "", "",
		}
		if large.Measured {
			record[8] = fmt.Sprintf("%.2f", growth(small, large, providerCPUOf))
			record[9] = fmt.Sprintf("%.2f", growth(small, large, cliCPUOf))
		}
		records = append(records, record)
	}
	return records
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
