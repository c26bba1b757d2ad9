package nexla_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// wantKind checks that an error is Nexla's and of that kind, and returns it.
func wantKind(t testing.TB, err error, kind nexla.Kind) nexla.Error {
	t.Helper()
	failed, ok := errors.AsType[*nexla.Error](err)
	if !ok {
		t.Fatalf("error %v (%T), want one of kind %d", err, err, kind)
	}
	if failed.Kind != kind {
		t.Errorf("kind %d, want %d: %v", failed.Kind, kind, err)
	}
	return *failed
}

func wantNone(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantWithin(t testing.TB, begun time.Time, limit time.Duration) {
	t.Helper()
	if took := time.Since(begun); took > limit {
		t.Errorf("took %s, want at most %s", took, limit)
	}
}

// newCredential is a credential to create.
func newCredential(name string) nexla.NewCredential {
	return nexla.NewCredential{
		Name: name, CredentialsType: "rest", VendorID: 1234, VendorName: "precoro_api", AuthTemplateID: 5678,
		Config: map[string]secret.Value{"x_auth": secret.New(configValue)},
		Tags:   []string{"terraform"},
	}
}

// The lines of requests.
const (
	token  = "POST /token"
	list   = "GET /data_credentials"
	create = "POST /data_credentials"
	get    = "GET /data_credentials/30001"
	update = "PUT /data_credentials/30001"
	remove = "DELETE /data_credentials/30001"
	probe  = "GET /data_credentials/30001/probe"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// count returns how many requests of that line were made.
func (f *fake) count(line string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, one := range f.requests {
		if one.line == line {
			n++
		}
	}
	return n
}

// last returns the last request of that line.
func (f *fake) last(t testing.TB, line string) *seen {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range slices.Backward(f.requests) {
		if one.line == line {
			return one
		}
	}
	t.Fatalf("%s was not requested", line)
	return nil
}

// wantCounts checks how often each line was requested, and that nothing else was.
func (f *fake) wantCounts(t testing.TB, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	f.mu.Lock()
	for _, one := range f.requests {
		got[one.line]++
	}
	f.mu.Unlock()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("requests %v, want %v", got, want)
	}
}

// atATime makes the same call many times at once and returns what failed.
func atATime(times int, call func() error) []error {
	var mu sync.Mutex
	var failed []error
	var calls sync.WaitGroup
	for range times {
		calls.Go(func() {
			if err := call(); err != nil {
				mu.Lock()
				failed = append(failed, err)
				mu.Unlock()
			}
		})
	}
	calls.Wait()
	return failed
}

func reading(t testing.TB, c *nexla.Client) func() error {
	return func() error {
		_, err := c.Get(t.Context(), 30001)
		return err
	}
}

// wantKindOutside is wantKind for another goroutine than the test's.
func wantKindOutside(t testing.TB, err error, kind nexla.Kind) {
	t.Helper()
	failed, ok := err.(*nexla.Error) //nolint:errorlint // The error itself.
	if !ok || failed.Kind != kind {
		t.Errorf("error %v, want one of kind %d", err, kind)
	}
}
