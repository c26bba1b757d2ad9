package main

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// guide is the measured part of the guide "Performance".
func (r *results) guide() string {
	var text strings.Builder
	fmt.Fprintf(&text, "Measured with %s on %s/%s with %d processors. Wall time in seconds:\n\n", r.version, runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	var records [][]string
	for _, compared := range r.comparisonRecords() {
		records = append(records, compared[:len(guideTitles)])
	}
	writeTable(&text, guideTitles, records)
	text.WriteString("\nResources of a first plan of 1,000 credentials:\n\n")
	writeTable(&text, []string{"", "empty provider", "connector", "connector, HTTP/2", "`http` data source"}, r.resourceRecords())
	if row := r.product(scenarioCount, http1, boundN, savedApply); row != nil {
		fmt.Fprintf(&text, "\nA credential takes %s bytes of state", stateBytes(row))
		if twin := r.twinOf(row); twin != nil {
			fmt.Fprintf(&text, ", a `terraform_data` with one key %s", stateBytes(twin))
		}
		text.WriteString(".\n")
	}
	return text.String()
}

// guideTitles are the first columns of the comparison, in the words of the guide.
var guideTitles = []string{
	"command", "credentials", "scenario", "empty provider", "connector", "ratio", "connector, HTTP/2", "connector, `plan = \"off\"`", "`http` data source", "`terraform_data`",
}

// resourceRecords compares what the first plan of boundN credentials uses.
func (r *results) resourceRecords() [][]string {
	rows := []*row{
		r.find(rowKey{subjectFloor, scenarioCount, "", boundN, 0, firstPlan}),
		r.product(scenarioCount, http1, boundN, firstPlan),
		r.product(scenarioCount, http2, boundN, firstPlan),
		r.find(rowKey{subjectHTTP, scenarioCount, http1, boundN, boundRTT, firstPlan}),
	}
	var records [][]string
	for _, line := range []struct {
		name  string
		value func(*row) string
	}{
		{"requests", func(r *row) string { return strconv.Itoa(r.Requests) }},
		{"connections", func(r *row) string { return strconv.Itoa(r.Connections) }},
		{"open files of the provider", func(r *row) string { return strconv.Itoa(r.ProviderFiles) }},
		{"CPU of the provider", func(r *row) string { return seconds(r.ProviderCPU) + " s" }},
		{"CPU of the CLI", func(r *row) string { return seconds(r.CLICPU) + " s" }},
		{"peak memory of the provider", func(r *row) string { return megabytes(r.ProviderPeakKB) + " MB" }},
	} {
		record := []string{line.name}
		for _, row := range rows {
			if row == nil {
				record = append(record, "")
				continue
			}
			record = append(record, line.value(row))
		}
		records = append(records, record)
	}
	return records
}
