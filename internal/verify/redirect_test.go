package verify_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

func TestNoRedirectIsFollowedToAnotherHost(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			other := newFake(t, accept)
			f := newFake(t, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, other.URL+r.URL.RequestURI(), status)
			})
			for _, d := range catalog.All() {
				result := mustVerify(t, verify.New(options()), f.at(d.Type, "a"))
				wantOutcome(t, result, connector.Inconclusive, connector.ReasonRedirected)
				if result.HTTPStatus != status || result.Attempts != 1 {
					t.Errorf("%s: HTTP %d after %d requests", d.Type, result.HTTPStatus, result.Attempts)
				}
			}
			if got := len(other.requests()); got != 0 {
				t.Errorf("%d requests to the other host", got)
			}
			if got := len(f.requests()); got != len(catalog.All()) {
				t.Errorf("%d requests to the vendor", got)
			}
		})
	}
}

func TestNoRedirectIsFollowedOnTheSameHost(t *testing.T) {
	t.Parallel()
	f := newFake(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			accept(w, r)
			return
		}
		http.Redirect(w, r, "/login", http.StatusFound)
	})
	result := mustVerify(t, verify.New(options()), f.at("clari_copilot", "a"))
	wantOutcome(t, result, connector.Inconclusive, connector.ReasonRedirected)
	if got := len(f.requests()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}

func TestRedirectWithoutAnAddressIsARedirect(t *testing.T) {
	t.Parallel()
	f := newFake(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) })
	wantOutcome(t, mustVerify(t, verify.New(options()), f.at("resci", "a")), connector.Inconclusive, connector.ReasonRedirected)
}

// TestRedirectToABrokenAddressIsARedirect: net/http alone makes an error of the response.
func TestRedirectToABrokenAddressIsARedirect(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://[broken", "https://login.example.com/%zz", "https://login.example.com:port/"} {
		f := newFake(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", address)
			w.WriteHeader(http.StatusFound)
		})
		result := mustVerify(t, verify.New(options()), f.at("resci", "a"))
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonRedirected)
		if result.HTTPStatus != http.StatusFound || result.Attempts != 1 {
			t.Errorf("%s: HTTP %d after %d requests", address, result.HTTPStatus, result.Attempts)
		}
	}
}
