package verify_test

import (
	"fmt"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// withCachedResult returns a verifier that has the result of a request.
func withCachedResult(b *testing.B) (*verify.Verifier, verify.Request) {
	b.Helper()
	s, err := sandbox.Start(unlimited)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	verifier, request := verify.New(options()), demo(s.Vendor("resci"))
	if result, err := verifier.Verify(b.Context(), request); err != nil || result.Status != connector.Verified {
		b.Fatal(err, result.Reason)
	}
	return verifier, request
}

// BenchmarkCachedResult is what each call after the first one costs.
func BenchmarkCachedResult(b *testing.B) {
	verifier, request := withCachedResult(b)
	b.ReportAllocs()
	for b.Loop() {
		if result, err := verifier.Verify(b.Context(), request); err != nil || result.Status != connector.Verified {
			b.Fatal(err, result.Reason)
		}
	}
}

// BenchmarkConcurrentCachedResults is the same for callers at the same
// time, who share a lock.
func BenchmarkConcurrentCachedResults(b *testing.B) {
	verifier, request := withCachedResult(b)
	b.ReportAllocs()
	b.RunParallel(func(next *testing.PB) {
		for next.Next() {
			if result, err := verifier.Verify(b.Context(), request); err != nil || result.Status != connector.Verified {
				b.Error(err, result.Reason)
			}
		}
	})
}

// BenchmarkVerification is a whole verification by a vendor on this machine.
func BenchmarkVerification(b *testing.B) {
	s, err := sandbox.Start(unlimited)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	vendor, verifier := s.Vendor("resci"), verify.New(options())
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		fields := map[string]string{"api_key": fmt.Sprintf("example-key-%d", i)}
		vendor.Issue(fields)
		if result, err := verifier.Verify(b.Context(), credential(vendor, fields)); err != nil || result.Status != connector.Verified {
			b.Fatal(err, result.Reason)
		}
	}
}
