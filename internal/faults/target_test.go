package faults_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// target is the address of the vendor of one cell.
type target struct {
	baseURL   string
	authority string // A file of certificate authorities to trust; may be empty.
	// requests counts requests, or connections if the failure precedes any request;
	// nil if they cannot be counted.
	requests func() int
	// tokens lists the access tokens that were issued; nil if there are none.
	tokens func() []string
	close  func()
}

const (
	// shortTimeout is request_timeout if nothing else ends a request, and
	// ampleTimeout is long enough for a busy machine otherwise. probeTimeout is
	// short, and long enough for an exchange before the probe.
	shortTimeout = 400 * time.Millisecond
	probeTimeout = 2 * time.Second
	ampleTimeout = 10 * time.Second
)

// timeout is request_timeout if nothing else ends a request.
func (s subject) timeout() time.Duration {
	if s.atProbe {
		return probeTimeout
	}
	return shortTimeout
}

// numbers make the cells' files and host names unique.
var numbers atomic.Int64

// newTarget starts a vendor with a failure.
func newTarget(f failure, of subject, folder string) (target, error) {
	if f.network != nil {
		return f.network(theNetwork), nil
	}
	vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1, TLS: f.secure})
	if err != nil {
		return target{}, err
	}
	vendor := vendors.Vendor(of.vendor)
	vendor.Issue(of.rotated(vendor.Demo())) // The fault is what fails.
	if err := f.breakVendor(vendor, of); err != nil {
		return target{}, err
	}
	started := target{
		baseURL: vendor.BaseURL(),
		// All requests to the sandbox, so that a redirect within it counts.
		requests: func() int { return len(vendors.Requests()) },
		tokens:   vendor.Tokens,
		close:    func() { _ = vendors.Close() },
	}
	if f.secure {
		started.authority, err = writeAuthority(folder, vendors.CertificatePEM())
	}
	return started, err
}

// breakVendor orders the fault for all requests, or for the probes alone.
func (f failure) breakVendor(vendor *sandbox.Vendor, of subject) error {
	if f.fault == nil {
		return nil
	}
	fault, err := sandbox.ParseFault(f.fault())
	if err != nil {
		return err
	}
	if !of.atProbe {
		vendor.Break(fault)
		return nil
	}
	for _, probe := range of.definition().Probes {
		vendor.BreakPath(probe.Path, fault)
	}
	return nil
}

func writeAuthority(folder string, pem []byte) (string, error) {
	file := filepath.Join(folder, fmt.Sprintf("authority-%d.pem", numbers.Add(1)))
	return file, os.WriteFile(file, pem, 0o600)
}
