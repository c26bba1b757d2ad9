package clitest

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"text/tabwriter"
)

// Searched counts the places and bytes that were searched for one secret.
type Searched struct {
	Places int
	Bytes  int64
}

// report has the searches of a test program, by test.
var report reports

type reports struct {
	mu  sync.Mutex
	all map[string]*reportRow
}

type reportRow struct {
	secrets, commands, hits int
	searched                Searched
}

func (r *reports) add(test string, secrets int, searched Searched, commands, hits int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all == nil {
		r.all = map[string]*reportRow{}
	}
	row := r.all[test]
	if row == nil {
		row = &reportRow{}
		r.all[test] = row
	}
	row.secrets += secrets
	row.hits += hits
	row.commands = max(row.commands, commands)
	row.searched.Places += searched.Places
	row.searched.Bytes += searched.Bytes
}

// Report prints how much each test has searched for secrets. If a test passed, its
// hits are expected: it planted the secret, or checks that the search finds one.
func Report(to io.Writer) {
	report.mu.Lock()
	defer report.mu.Unlock()
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	var sum reportRow
	_, _ = fmt.Fprintln(table, "path\tsecrets\tforms of each\tcommands\tplaces searched\tMB searched\thits")
	row := func(name string, r reportRow) {
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%.1f\t%d\n",
			name, r.secrets, len(Encodings("example")), r.commands, r.searched.Places, float64(r.searched.Bytes)/1e6, r.hits)
	}
	for _, name := range slices.SortedFunc(maps.Keys(report.all), cmp.Compare[string]) {
		r := report.all[name]
		row(name, *r)
		sum.secrets += r.secrets
		sum.commands += r.commands
		sum.hits += r.hits
		sum.searched.Places += r.searched.Places
		sum.searched.Bytes += r.searched.Bytes
	}
	row(fmt.Sprintf("%d paths", len(report.all)), sum)
	_ = table.Flush()
}
