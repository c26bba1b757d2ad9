package faults_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// world is where the vendor of one cell is to be found, and what it has seen.
type world struct {
	baseURL   string
	authority string // A file of certificate authorities to trust; may be empty.
	// seen is how many requests have come, or attempts at a connection where a
	// failure is before any request; nil where nobody could count them.
	seen  func() int
	close func()
}

const (
	// impatience is request_timeout where nothing else ends a request, and
	// patience is enough for a busy machine everywhere else.
	impatience = 400 * time.Millisecond
	patience   = 10 * time.Second
)

// numbers tell the cells' files and host names apart.
var numbers atomic.Int64

// newWorld sets a failure up for one connector.
func newWorld(f failure, of subject, folder string) (world, error) {
	if f.network != nil {
		return f.network(theNetwork), nil
	}
	vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1, TLS: f.secure})
	if err != nil {
		return world{}, err
	}
	fault, err := sandbox.ParseFault(f.fault())
	if err != nil {
		return world{}, err
	}
	vendor := vendors.Vendor(of.vendor)
	vendor.Break(fault)
	made := world{
		baseURL: vendor.BaseURL(),
		// All that the sandbox was asked, so that a redirect within it counts.
		seen:  func() int { return len(vendors.Requests()) },
		close: func() { _ = vendors.Close() },
	}
	if f.secure {
		made.authority, err = writeAuthority(folder, vendors.CertificatePEM())
	}
	return made, err
}

func writeAuthority(folder string, pem []byte) (string, error) {
	file := filepath.Join(folder, fmt.Sprintf("authority-%d.pem", numbers.Add(1)))
	return file, os.WriteFile(file, pem, 0o600)
}
