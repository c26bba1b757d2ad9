package nexla

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Probe is the result of Nexla's request to the vendor with a credential.
type Probe struct {
	Valid bool
	// Message is the reason where it is not valid, cleaned and redacted; may be "".
	Message string
	// HTTPStatus is Nexla's status where it is not valid.
	HTTPStatus int
}

// errProbeTime ends a probe that takes too long.
var errProbeTime = errors.New("no time left for the probe")

// causeProbePending is the cause of a probe without a result.
const causeProbePending = "the probe has not ended"

// Probe makes Nexla verify a credential with the vendor. That takes up to a minute, so
// a probe has 75 seconds in addition to the budget. It is sent once, because each one
// is a request to the vendor, which may block an address after too many.
//
// A 4xx with a reason is a rejection by the vendor. Every other response except a 200
// is inconclusive and an *[Error]. A 401 may also be about the session: then reading
// the credential is rejected as well, and the probe is sent again in a new session.
func (c *Client) Probe(ctx context.Context, id int64) (Probe, error) {
	r := &request{
		operation: fmt.Sprintf("probe credential %d", id),
		method:    http.MethodGet,
		address:   c.credentialURL(id, "/probe"),
		named:     true,
		probe:     true,
	}
	current, err := c.grant(ctx, r.operation, 0)
	if err != nil {
		return Probe{}, asError(err, r.operation)
	}
	x := c.send(ctx, current.authorization(), r)
	good, err := c.sessionIsValid(ctx, current, x, id)
	if err == nil && !good && c.renewable() {
		if current, err = c.grant(ctx, r.operation, current.number); err != nil {
			return Probe{}, asError(err, r.operation)
		}
		x = c.send(ctx, current.authorization(), r)
		good, err = c.sessionIsValid(ctx, current, x, id)
	}
	switch {
	case err != nil:
		return Probe{}, err
	case !good:
		return Probe{}, x.failed
	default:
		return x.result()
	}
}

// sessionIsValid reports whether the session of a probe is valid. After a 401, it reads
// the credential in the same session to find out.
func (c *Client) sessionIsValid(ctx context.Context, current grant, x *exchange, id int64) (bool, error) {
	if x.failed == nil || x.failed.Kind != Rejected {
		return true, nil
	}
	ctx, cancel := c.begin(ctx)
	defer cancel()
	read := c.send(ctx, current.authorization(), c.getting(id))
	switch _, err := c.one(id, read); {
	case err == nil:
		return true, nil
	case read.failed != nil && read.failed.Kind == Rejected:
		return false, nil
	default:
		return false, err
	}
}

// result reads the response to a probe in a good session.
func (x *exchange) result() (Probe, error) {
	if x.failed == nil {
		return x.valid()
	}
	switch {
	case x.failed.Kind == Rejected:
		return Probe{Message: x.failed.Message, HTTPStatus: x.failed.HTTPStatus}, nil // The vendor's, with a reason or without.
	case x.failed.Message == "", retryable(x.failed.Kind), x.failed.Kind == Unexpected:
		return Probe{}, x.failed
	default:
		return Probe{Message: x.failed.Message, HTTPStatus: x.failed.HTTPStatus}, nil
	}
}

// valid reads a success, which is often empty [seen]. One that announces a
// later result is none [spec].
func (x *exchange) valid() (Probe, error) {
	if x.response.Status != http.StatusOK && x.response.Status != http.StatusNoContent {
		return Probe{}, x.unexpected(causeProbePending)
	}
	if isEmpty(x.response) {
		return Probe{Valid: true}, nil
	}
	if !json.Valid(x.response.Body) {
		return Probe{}, x.unexpected(causeMalformed)
	}
	var later struct {
		RequestID json.RawMessage `json:"request_id"`
		Status    any             `json:"status"`
	}
	if json.Unmarshal(x.response.Body, &later) == nil && later.RequestID != nil {
		if status, ok := later.Status.(string); ok && status != "completed" {
			return Probe{}, x.unexpected(causeProbePending)
		}
	}
	return Probe{Valid: true}, nil
}
