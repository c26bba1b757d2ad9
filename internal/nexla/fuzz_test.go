package nexla_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// FuzzResponses gives every call the same status, link and body:
// none panics, and each error is one of this package's that shows no token.
func FuzzResponses(f *testing.F) {
	const known = "example-access-token-0"
	for _, body := range []string{
		"", "null", "[]", "{}", `"x"`, "1", "<html>", "[null]", `[{"id":1}]`, `{"id":1,"name":"a"}`, `{"id":"1","vendor":2,"tags":[null]}`,
		`{"id":1e3,"owner":"7"}`, `{"id":1,"name":"precoro_api","auth_templates":[1,{"id":2,"auth_parameters":[{"name":"p","order":"1"}]}]}`,
		`{"accessors":[{"type":"TEAM","id":1}]}`, `{"data_sources":[1,"2",{"id":3},null],"message":"` + known + `"}`,
		`{"request_id":1,"status":"pending"}`, `{"error":{"a":1},"error_description":"no"}`, `{"id":99999999999999999999}`, "\xff\xfe", "[[[[", `{"id":-0}`,
	} {
		for _, status := range []int{200, 401, 403, 404, 405, 500} {
			f.Add(status, `<?page=2>; rel="Next"`, body)
		}
	}
	f.Add(200, `<https://example.com/>; rel=next`, "[]")
	f.Add(302, "", "")

	var status int
	var link, body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Link"] = []string{link}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	f.Cleanup(server.Close)
	f.Fuzz(func(t *testing.T, s int, l, b string) {
		if s < 200 || s > 599 {
			return
		}
		status, link, body = s, l, b
		c := nexla.New(nexla.Options{
			URL: server.URL, AccessToken: secret.New(known), RequestTimeout: 5 * time.Second, Budget: 5 * time.Second,
		})
		ctx := t.Context()
		_, get := c.Get(ctx, 1)
		_, list := c.Owned(ctx, "precoro_api", "a")
		_, vendor := c.Vendor(ctx, "precoro_api")
		_, create := c.Create(ctx, newCredential("b"))
		_, update := c.Update(ctx, 1, nexla.Change{Tags: []string{"x"}})
		_, probe := c.Probe(ctx, 1)
		_, accessors := c.Accessors(ctx, 1)
		for _, err := range []error{get, list, vendor, create, update, probe, accessors, c.Delete(ctx, 1), c.ReplaceAccessors(ctx, 1, nil)} {
			if err == nil {
				continue
			}
			_, ours := errors.AsType[*nexla.Error](err)
			_, used := errors.AsType[*nexla.InUseError](err)
			_, exists := errors.AsType[*nexla.ExistsError](err)
			if !ours && !used && !exists || contains(err.Error(), known) {
				t.Errorf("%T %v", err, err)
			}
		}
	})
}
