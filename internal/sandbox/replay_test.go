package sandbox

import (
	"net/http"
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
)

// TestVendorTakesTheMethodsOfItsTranscript: APIs that speak GraphQL have one
// path, and every request to it is a POST.
func TestVendorTakesTheMethodsOfItsTranscript(t *testing.T) {
	const exchange = "source: made up\nrole: accepted\nexpect: verified accepted\nstatus: 200\n\n{}\n"
	for request, want := range map[string][]string{
		"GET /me":       nil,
		"POST /graphql": {http.MethodPost},
	} {
		transcript, err := transcripts.Parse("example", []byte("source: made up\n-- accepted --\nrequest: "+request+"\n"+exchange))
		if err != nil {
			t.Fatal(err)
		}
		if got := replayed(transcript).methods; !slices.Equal(got, want) {
			t.Errorf("%s: the vendor takes %v besides GET, want %v", request, got, want)
		}
	}
}

// TestHeaderOfTwoVendorsIsOneScheme: several vendors read a header of the same
// name, and a request with it carries one credential.
func TestHeaderOfTwoVendorsIsOneScheme(t *testing.T) {
	seen := map[string]bool{}
	for _, group := range schemeHeaders {
		for _, name := range group {
			if name = http.CanonicalHeaderKey(name); seen[name] {
				t.Errorf("%s is in two groups, and a request with it would have two schemes", name)
			}
			seen[name] = true
		}
	}
}
