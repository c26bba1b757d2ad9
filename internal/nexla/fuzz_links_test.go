package nexla_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// FuzzNextPage checks where a listing sends the session: only to the same path of the
// same origin, whatever a link contains.
func FuzzNextPage(f *testing.F) {
	const current = "https://nexla.example.com/api/data_credentials?page=1&per_page=100"
	for _, seed := range []string{
		"", "<2>; rel=next", `<?page=2>; rel="Next"`, "<https://other.example.com/api/data_credentials>; rel=next", "<//other.example.com>; rel=next",
		"<http://nexla.example.com/api/data_credentials>; rel=next", "<https://user:x@nexla.example.com/api/data_credentials>; rel=next",
		"<https://nexla.example.com:443/api/data_credentials?page=2>; rel=next", "<https://NEXLA.example.com/api/data_credentials/?page=2>; rel=next",
		"<https://nexla.example.com:8443/api/data_credentials>; rel=next", "</api/data_credentials/1/probe>; rel=next", "</api/data_credentials/%2e%2e>; rel=next",
		"<../token>; rel=next", "<?page=2>; rel=prev, <?page=3>; rel='prev next'", "<<>>; rel=next", "<\\\\other.example.com>; rel=next", "<99999999999999999999>; rel=next",
		"<-1>; rel=next", "<?page=2#x>; rel=next", "<https:data_credentials>; rel=next", "<https://nexla.example.com%2eother.example.com/>; rel=next",
	} {
		f.Add(seed)
	}
	c := nexla.New(nexla.Options{URL: "https://nexla.example.com/api", AccessToken: secret.New("example-token")})
	f.Fuzz(func(t *testing.T, link string) {
		address, ok := c.NextPage(current, link)
		if address == "" {
			return
		}
		if !ok {
			t.Fatalf("%q: %q and not ok", link, address)
		}
		next, err := http.NewRequest(http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatalf("%q: %q cannot be requested: %v", link, address, err)
		}
		want, _ := url.Parse(current)
		if next.URL.Scheme != want.Scheme || next.URL.Host != want.Host || next.Host != want.Host || next.URL.User != nil ||
			strings.TrimRight(next.URL.EscapedPath(), "/") != want.EscapedPath() || next.URL.Fragment != "" {
			t.Errorf("%q leads to %q", link, address)
		}
	})
}
