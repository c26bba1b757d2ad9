package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// ErrNotRunning is returned if no sandbox responds at an address.
var ErrNotRunning = errors.New("no sandbox responds")

// Client sends commands to the control API of a running sandbox. An error wraps
// ErrNotRunning if no sandbox runs there; otherwise it is the sandbox's message.
type Client struct {
	address string
	http    *http.Client
}

// NewClient returns a client for the sandbox at "host:port". It does not connect.
func NewClient(address string) *Client {
	return &Client{
		address: address,
		http: &http.Client{
			Timeout: 10 * time.Second,
			// Without the proxy of the environment, which cannot reach this
			// machine's loopback.
			Transport: &http.Transport{DisableKeepAlives: true},
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse
			},
		},
	}
}

// Revoke makes a vendor reject its demo credential.
func (c *Client) Revoke(ctx context.Context, vendor string) error {
	return c.post(ctx, "revoke", command{Vendor: vendor}, nil)
}

// Restore makes a vendor accept its demo credential again.
func (c *Client) Restore(ctx context.Context, vendor string) error {
	return c.post(ctx, "restore", command{Vendor: vendor}, nil)
}

// RevokeCreated makes a vendor reject the created credential with this number,
// which counts from 1.
func (c *Client) RevokeCreated(ctx context.Context, vendor string, number int) error {
	return c.post(ctx, "revoke", command{Vendor: vendor, Number: number}, nil)
}

// RestoreCreated makes a vendor accept a created credential again.
func (c *Client) RestoreCreated(ctx context.Context, vendor string, number int) error {
	return c.post(ctx, "restore", command{Vendor: vendor, Number: number}, nil)
}

// Accepted reports whether a vendor accepts its demo credential and, after it,
// each created one.
func (c *Client) Accepted(ctx context.Context, vendor string) ([]bool, error) {
	var accepted []bool
	err := c.post(ctx, "accepted", command{Vendor: vendor}, &accepted)
	return accepted, err
}

// Break makes every request to a vendor, or to "nexla", fail.
func (c *Client) Break(ctx context.Context, vendor string, f Fault) error {
	return c.post(ctx, "break", command{Vendor: vendor, Fault: f.String()}, nil)
}

// Mend ends all faults of a vendor, or of "nexla".
func (c *Client) Mend(ctx context.Context, vendor string) error {
	return c.post(ctx, "mend", command{Vendor: vendor}, nil)
}

// Take sets which header forms a vendor reads.
func (c *Client) Take(ctx context.Context, vendor string, schemes ...string) error {
	return c.post(ctx, "take", command{Vendor: vendor, Schemes: schemes}, nil)
}

// Report changes what a vendor reports about its demo credential, see [Vendor.Report].
func (c *Client) Report(ctx context.Context, vendor string, values map[string]any) error {
	return c.post(ctx, "report", command{Vendor: vendor, Report: values}, nil)
}

// Create makes a vendor create a credential.
func (c *Client) Create(ctx context.Context, vendor string) (Created, error) {
	var created Created
	err := c.post(ctx, "create", command{Vendor: vendor}, &created)
	return created, err
}

// Requests returns what the sandbox has recorded.
func (c *Client) Requests(ctx context.Context) ([]Request, error) {
	var list []Request
	err := c.do(ctx, http.MethodGet, "requests", nil, &list)
	return list, err
}

// post sends a command and decodes the response into result, unless that is nil.
func (c *Client) post(ctx context.Context, verb string, cmd command, result any) error {
	body, err := json.Marshal(cmd)
	if err != nil {
		return err
	}
	if result == nil {
		result = &struct{}{}
	}
	return c.do(ctx, http.MethodPost, verb, body, result)
}

// do sends one request and decodes its response into result.
func (c *Client) do(ctx context.Context, method, verb string, body []byte, result any) error {
	request, err := http.NewRequestWithContext(ctx, method, "http://"+c.address+controlPrefix+verb, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("%w at %s: %w", ErrNotRunning, c.address, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.Header.Get(controlHeader) == "" {
		return fmt.Errorf("%w at %s: something else listens there", ErrNotRunning, c.address)
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		var rejection struct {
			Error string `json:"error"`
		}
		if json.Unmarshal(content, &rejection) != nil || rejection.Error == "" {
			return fmt.Errorf("the sandbox responded with %s", response.Status)
		}
		return errors.New(rejection.Error)
	}
	return json.Unmarshal(content, result)
}
