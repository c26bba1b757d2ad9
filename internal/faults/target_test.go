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
	close    func()
}

const (
	// shortTimeout is request_timeout if nothing else ends a request, and
	// ampleTimeout is long enough for a busy machine otherwise.
	shortTimeout = 400 * time.Millisecond
	ampleTimeout = 10 * time.Second
)

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
	fault, err := sandbox.ParseFault(f.fault())
	if err != nil {
		return target{}, err
	}
	vendor := vendors.Vendor(of.vendor)
	vendor.Break(fault)
	started := target{
		baseURL: vendor.BaseURL(),
		// All requests to the sandbox, so that a redirect within it counts.
		requests: func() int { return len(vendors.Requests()) },
		close:    func() { _ = vendors.Close() },
	}
	if f.secure {
		started.authority, err = writeAuthority(folder, vendors.CertificatePEM())
	}
	return started, err
}

func writeAuthority(folder string, pem []byte) (string, error) {
	file := filepath.Join(folder, fmt.Sprintf("authority-%d.pem", numbers.Add(1)))
	return file, os.WriteFile(file, pem, 0o600)
}
