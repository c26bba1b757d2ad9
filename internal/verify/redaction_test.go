package verify_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// newRawVendor responds to every request with the same bytes and closes the connection.
func newRawVendor(t *testing.T, response string) (baseURL string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer func() { _ = connection.Close() }()
				if _, err := http.ReadRequest(bufio.NewReader(connection)); err == nil {
					_, _ = connection.Write([]byte(response))
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		open.Wait()
	})
	return "http://" + listener.Addr().String()
}

// reflectedSecret is what the vendors of this file send back.
const reflectedSecret = "reflected-example-secret"

// withReflectedSecret is a credential whose secrets are all the same.
func withReflectedSecret(connectorType, baseURL string) verify.Request {
	definition, _ := catalog.ByType(connectorType)
	values := connector.Values{}
	for _, field := range definition.Fields {
		values[field.Name] = secret.New("integrations@example.com")
	}
	for _, field := range definition.SecretFields() {
		values[field.Name] = secret.New(reflectedSecret)
	}
	return verify.Request{Definition: definition, BaseURL: baseURL, Values: values}
}

func TestResponsesThatNetHTTPQuotesShowNoSecret(t *testing.T) {
	t.Parallel()
	const secret = reflectedSecret
	for name, response := range map[string]string{
		"reason phrase":            "HTTP/1.1 401 " + secret + "\r\nContent-Length: 0\r\n\r\n",
		"status code":              "HTTP/1.1 " + secret + " Unauthorized\r\n\r\n",
		"protocol":                 secret + " 401 Unauthorized\r\n\r\n",
		"no HTTP":                  secret + "\r\n\r\n",
		"header line":              "HTTP/1.1 200 OK\r\n" + secret + "\r\n\r\n",
		"header name":              "HTTP/1.1 200 OK\r\n" + secret + " x: y\r\n\r\n",
		"header value":             "HTTP/1.1 200 OK\r\nX-Echo: " + secret + "\r\nContent-Length: 0\r\n\r\n",
		"length":                   "HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n",
		"two lengths":              "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: " + secret + "\r\n\r\nx",
		"transfer encoding":        "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + secret + "\r\n\r\n",
		"chunk":                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + secret + "\r\n",
		"trailer":                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: " + secret + "\r\n\r\n0\r\n" + secret + "\r\n\r\n",
		"location":                 "HTTP/1.1 302 Found\r\nLocation: https://example.com/%zz" + secret + "\r\nContent-Length: 0\r\n\r\n",
		"location that is good":    "HTTP/1.1 302 Found\r\nLocation: https://example.com/" + secret + "\r\nContent-Length: 0\r\n\r\n",
		"retry after":              "HTTP/1.1 429 Slow\r\nRetry-After: " + secret + "\r\nContent-Length: 0\r\n\r\n",
		"content type":             "HTTP/1.1 200 OK\r\nContent-Type: " + secret + "\r\nContent-Length: 0\r\n\r\n",
		"compressed":               "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 24\r\n\r\n" + secret,
		"body":                     "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n" + secret,
		"body that is too short":   "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + secret,
		"informational status":     "HTTP/1.1 103 " + secret + "\r\nLink: " + secret + "\r\n\r\nHTTP/1.1 401 " + secret + "\r\nContent-Length: 0\r\n\r\n",
		"unknown switch":           "HTTP/1.1 101 " + secret + "\r\nUpgrade: " + secret + "\r\nConnection: upgrade\r\n\r\n" + secret,
		"account of the user":      "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + `{"users":[{"id":"` + secret + `","name":"x` + secret + `"}]}`,
		"site of the organization": "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + `{"site_id":"` + secret + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			baseURL := newRawVendor(t, response)
			for _, d := range catalog.All() {
				var attempts []verify.Attempt
				settings := options()
				settings.MaxRetries = 0
				settings.Observe = func(_ context.Context, attempt verify.Attempt) { attempts = append(attempts, attempt) }
				request := withReflectedSecret(d.Type, baseURL)
				result := mustVerify(t, verify.New(settings), request)
				if len(attempts) == 0 {
					t.Error("nothing was observed")
				}
				result.Account.Email = "" // Precoro's is what was sent, and no secret.
				wantNothingLeaks(t, request, fmt.Sprintf("%+v %#v %+v", result, result, attempts))
			}
		})
	}
}
