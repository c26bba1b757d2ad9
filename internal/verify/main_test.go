package verify_test

import (
	"flag"
	"io"
	"log"
	"os"
	"strconv"
	"testing"
)

// atOnce is how many of these tests run in parallel: they wait for limits and
// timeouts most of the time, so that the number of processors does not matter.
const atOnce = 16

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", strconv.Itoa(atOnce)); err != nil {
		panic(err)
	}
	// As in main.go: net/http logs what it cannot place, secrets among it.
	log.SetOutput(io.Discard)
	os.Exit(m.Run())
}
