package faults_test

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
)

// canary is the address of redirects, and followed counts its requests.
var (
	canary   string
	followed atomic.Int64
)

// cellsAtOnce is how many cells run in parallel.
const cellsAtOnce = 96

func TestMain(m *testing.M) {
	os.Exit(prepared(m.Run))
}

// prepared sets up what all cells of a process share: environment, name server and
// proxy.
func prepared(run func() int) int {
	// There are many short-lived providers, and enough memory.
	debug.SetGCPercent(400)
	// As in main.go: net/http logs surplus bytes of responses, which can contain secrets.
	log.SetOutput(io.Discard)
	// The developer's settings must not affect a cell.
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "CONNECTOR_") || strings.HasPrefix(name, "NEXLA_") {
			_ = os.Unsetenv(name)
		}
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	defer elsewhere.Close()
	canary = strings.TrimPrefix(elsewhere.URL, "http://")
	end, err := startNetwork()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer end()
	if isChild() {
		return runChild()
	}
	// Most cells wait most of the time, so the number of processors is no limit.
	flag.Parse()
	if err := flag.Set("test.parallel", strconv.Itoa(cellsAtOnce)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return run()
}
