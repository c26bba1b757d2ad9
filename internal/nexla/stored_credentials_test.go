package nexla_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

// wantOwned checks which credentials of a name are known.
func wantOwned(t testing.TB, c *nexla.Client, name string, want ...int64) {
	t.Helper()
	owned, err := c.Owned(t.Context(), "precoro_api", name)
	wantNone(t, err)
	var got []int64
	for _, one := range owned {
		got = append(got, one.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("of name %q: %v, want %v", name, got, want)
	}
}

func TestCredentialsAreListedOnceAndUpdated(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a", "b")
	c := f.client()
	wantOwned(t, c, "a", 30001)
	wantOwned(t, c, "b", 30002)
	wantOwned(t, c, "c")

	_, err := c.Create(t.Context(), newCredential("c"))
	wantNone(t, err)
	wantOwned(t, c, "c", 30003)

	name := "b"
	_, err = c.Update(t.Context(), 30001, nexla.Change{Name: &name})
	wantNone(t, err)
	wantOwned(t, c, "a")
	wantOwned(t, c, "b", 30001, 30002)

	wantNone(t, c.Delete(t.Context(), 30002))
	wantOwned(t, c, "b", 30001)

	// What is found to be gone is not known any more.
	f.mu.Lock()
	delete(f.known, 30003)
	f.mu.Unlock()
	if _, err := c.Get(t.Context(), 30003); !nexla.IsNotFound(err) {
		t.Error(err)
	}
	wantOwned(t, c, "c")

	// Somebody else's new one becomes known with its renaming.
	f.holds("precoro_api", "x")
	name = "y"
	_, err = c.Update(t.Context(), 30004, nexla.Change{Name: &name})
	wantNone(t, err)
	wantOwned(t, c, "y", 30004)
	if n := f.count(list); n != 1 {
		t.Errorf("listed %d times", n)
	}
	if query := f.last(t, list).query; query != "credentials_type=precoro_api&page=1&per_page=100" {
		t.Errorf("query %q", query)
	}
}

func TestConcurrentCallersListOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.slow = 50 * time.Millisecond
	c := f.client()
	failed := atATime(50, func() error {
		_, err := c.Owned(t.Context(), "precoro_api", "a")
		return err
	})
	if len(failed) > 0 {
		t.Error(failed[0])
	}
	f.wantCounts(t, map[string]int{token: 1, list: 1})
}

func TestListingThatFailedIsNotKept(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponse(1, list, respondWith(403, ""))
	c := f.client()
	_, err := c.Owned(t.Context(), "precoro_api", "a")
	wantKind(t, err, nexla.Forbidden)
	wantOwned(t, c, "a", 30001)
}

func TestChangeDuringTheListingIsNotOverlooked(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a", "b")
	f.replaceResponseAfter(1, list, func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(500 * time.Millisecond) // And then shows how it was before.
		respondWith(200, `[{"id":30002,"name":"b","vendor":{"id":1234,"name":"precoro_api"}},
			{"id":30001,"name":"a","vendor":{"id":1234,"name":"precoro_api"}}]`)(w, nil)
	})
	c := f.client()
	listed := make(chan error)
	go func() {
		_, err := c.Owned(t.Context(), "precoro_api", "a")
		listed <- err
	}()
	for f.count(list) == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	wantNone(t, c.Delete(t.Context(), 30001))
	name := "c"
	_, err := c.Update(t.Context(), 30002, nexla.Change{Name: &name})
	wantNone(t, err)
	wantNone(t, <-listed)
	wantOwned(t, c, "a")
	wantOwned(t, c, "b")
	wantOwned(t, c, "c", 30002)
	if n := f.count(list); n != 1 {
		t.Errorf("listed %d times", n)
	}
}

func TestListingIsRepeatedAfterALostRenaming(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponseAfter(2, update, breaks)
	c := f.client()
	wantOwned(t, c, "a", 30001)
	name := "b"
	_, err := c.Update(t.Context(), 30001, nexla.Change{Name: &name})
	wantKind(t, err, nexla.ResponseLost)
	wantOwned(t, c, "b", 30001)
	wantOwned(t, c, "a")
}
