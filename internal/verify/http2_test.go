package verify_test

import (
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// TestStreamThatEndsEarlyIsABrokenConnection over HTTP/2, as a closed connection is over
// HTTP/1.1: before the response, or within its body.
func TestStreamThatEndsEarlyIsABrokenConnection(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(http.ResponseWriter){
		"before the response": func(http.ResponseWriter) {},
		"within the body": func(w http.ResponseWriter) {
			_, _ = w.Write([]byte(`{"topics":[`))
			_ = http.NewResponseController(w).Flush()
		},
	} {
		vendor := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			begin(w)
			panic(http.ErrAbortHandler) // RST_STREAM over HTTP/2.
		}))
		vendor.EnableHTTP2 = true
		vendor.StartTLS()
		t.Cleanup(vendor.Close)
		settings := options()
		settings.MaxRetries = 1
		roots := x509.NewCertPool()
		roots.AddCert(vendor.Certificate())
		settings.RootCAs = func() *x509.CertPool { return roots }
		request := newFake(t, accept).at("clari_copilot", "a")
		request.BaseURL = vendor.URL
		result := mustVerify(t, verify.New(settings), request)
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonUnreachable)
		if result.Attempts != 2 || result.Cause != "the connection was closed before the response was complete" {
			t.Errorf("%s: %d attempts, cause %q", name, result.Attempts, result.Cause)
		}
	}
}
