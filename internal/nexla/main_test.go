package nexla_test

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// atOnce is how many of these tests run in parallel: they wait most of the
// time, so that the number of processors does not matter.
const atOnce = 16

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", strconv.Itoa(atOnce)); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
