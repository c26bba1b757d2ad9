package main

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"testing"
	"time"
)

// client returns a client that trusts a vendor, with its own connections.
func client(t *testing.T, v *vendor) *http.Client {
	t.Helper()
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(v.authority) {
		t.Fatal("the vendor's authority is not a certificate")
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: time.Minute}
}

// ping sends a request with the key of a number, and returns the status, or 0 without
// a response.
func ping(t *testing.T, through *http.Client, v *vendor, number int) (status int, protocol string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, v.url("resci")+"/ping", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "ApiKey "+key(number))
	response, err := through.Do(request)
	if err != nil {
		return 0, ""
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	return response.StatusCode, response.Proto
}

func newVendor(t *testing.T, protocol string) *vendor {
	t.Helper()
	v, err := startVendor(protocol)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.close)
	return v
}

func TestVendorIsOneRoundTripAwayAndThreeForANewConnection(t *testing.T) {
	t.Parallel()
	for protocol, spoken := range map[string]string{http1: "HTTP/1.1", http2: "HTTP/2.0"} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			const rtt = 100 * time.Millisecond
			v := newVendor(t, protocol)
			v.reset(behavior{RTT: rtt})
			through := client(t, v)
			for i, least := range []time.Duration{3 * rtt, rtt} {
				begun := time.Now()
				status, proto := ping(t, through, v, i)
				took := time.Since(begun)
				if status != http.StatusOK || proto != spoken {
					t.Errorf("status %d over %q, want 200 over %s", status, proto, spoken)
				}
				if took < least {
					t.Errorf("request %d took %s, want at least %s", i+1, took, least)
				}
			}
			if got := v.seen(); got.Requests != 2 || got.Connections != 1 || got.PeakConcurrency != 1 || got.Faults != 0 {
				t.Errorf("counted %+v", got)
			}
		})
	}
}

func TestVendorRejectsAndLimitsAShare(t *testing.T) {
	t.Parallel()
	const n = 200
	for _, protocol := range []string{http1, http2} {
		for name, c := range map[string]struct {
			set    behavior
			status int
			want   int
			faults int
		}{
			"revoked": {behavior{RevokedPercent: 20}, http.StatusUnauthorized, 40, 0},
			"limited": {behavior{LimitedPercent: 1}, http.StatusTooManyRequests, 2, 2},
			"none":    {behavior{}, http.StatusOK, n, 0},
		} {
			t.Run(protocol+" "+name, func(t *testing.T) {
				t.Parallel()
				v := newVendor(t, protocol)
				v.reset(c.set)
				through := client(t, v)
				got := 0
				for i := range n {
					if status, _ := ping(t, through, v, i); status == c.status {
						got++
					}
				}
				if seen := v.seen(); got != c.want || seen.Requests != n || seen.Faults != c.faults {
					t.Errorf("%d responses %d, want %d; counted %+v", got, c.status, c.want, seen)
				}
			})
		}
	}
}

func TestVendorCountsEachResetAsAFault(t *testing.T) {
	t.Parallel()
	const n = 100
	for _, protocol := range []string{http1, http2} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			v := newVendor(t, protocol)
			v.reset(behavior{ResetPercent: 5})
			through := client(t, v)
			responses := 0
			for i := range n {
				if status, _ := ping(t, through, v, i); status == http.StatusOK {
					responses++
				}
			}
			// net/http itself repeats a request on a connection that it used before.
			if seen := v.seen(); seen.Faults < 5 || seen.Requests-seen.Faults != responses {
				t.Errorf("%d responses, counted %+v", responses, seen)
			}
		})
	}
}

func TestKeysKeepTheirNumber(t *testing.T) {
	t.Parallel()
	for _, number := range []int{0, 7, 123456} {
		if got, known := keyNumber(key(number)); !known || got != number {
			t.Errorf("the key of %d has the number %d", number, got)
		}
	}
	for _, other := range []string{"", "bench-key-000001", "bench-key-x-not-a-secret"} {
		if _, known := keyNumber(other); known {
			t.Errorf("%q is read as a key", other)
		}
	}
}
