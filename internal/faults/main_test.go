package faults_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
)

// canary is where redirects lead, and canaryAsked counts who follows.
var (
	canary      string
	canaryAsked atomic.Int64
)

func TestMain(m *testing.M) {
	os.Exit(prepared(m.Run))
}

// prepared sets up what belongs to the process as a whole: its environment, its
// name server and its proxy, none of which a cell could have of its own.
func prepared(run func() int) int {
	// There are many short-lived providers, and memory enough for them.
	debug.SetGCPercent(400)
	// As in main.go: net/http logs what it cannot place, secrets among it.
	log.SetOutput(io.Discard)
	// The developer's own settings must not decide a cell.
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "CONNECTOR_") || strings.HasPrefix(name, "NEXLA_") {
			_ = os.Unsetenv(name)
		}
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { canaryAsked.Add(1) }))
	defer elsewhere.Close()
	canary = strings.TrimPrefix(elsewhere.URL, "http://")
	end, err := startNetwork()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer end()
	if os.Getenv(childVariable) != "" {
		return runChild()
	}
	return run()
}
