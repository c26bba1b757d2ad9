package nexla

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Kind says what sort of failure it was.
type Kind int

const (
	// Rejected means that the service key or the access token is not accepted, or there is none.
	Rejected Kind = iota
	// Forbidden means that the session is good, and this is not allowed to it.
	Forbidden
	// NotFound means that there is no credential or vendor of that id or name.
	NotFound
	// Invalid means any other 4xx.
	Invalid
	// RateLimited means a 429, after the retries.
	RateLimited
	// Unavailable means no connection, no response in time, or a 5xx, after the retries.
	Unavailable
	// Unexpected means a response that is not Nexla's or not understood, such as
	// HTML, a redirect or JSON of another shape.
	Unexpected
	// ResponseLost means that it is not known whether a change was made.
	ResponseLost
)

// Error is a call that failed. It carries no secret.
type Error struct {
	Kind Kind
	// Operation is what was tried, such as "read credential 30388".
	Operation string
	Host      string
	// HTTPStatus is 0 if there was no response.
	HTTPStatus int
	// Message is Nexla's own, cleaned and redacted; may be "".
	Message string
	// Cause says what went wrong where there was no usable response.
	Cause string
	// MayHaveChanged is set if an update may have been carried out although the kind does
	// not say so: an earlier attempt was, or the credential could not be read afterwards.
	MayHaveChanged bool
	// URLSource is that of the client's [Options].
	URLSource string
	// KeySource is that of the client's [Options], if Nexla rejected the session.
	KeySource string
}

// Error implements error.
func (e *Error) Error() string {
	text := "could not " + e.Operation + " at " + e.Host
	if e.HTTPStatus != 0 {
		text += fmt.Sprintf(": HTTP %d", e.HTTPStatus)
		if name := http.StatusText(e.HTTPStatus); name != "" {
			text += " " + name
		}
	}
	if e.Cause != "" {
		text += ": " + e.Cause
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// WithoutMessage returns the error without a message of Nexla's, for a caller who does
// not know what must be redacted from it.
func WithoutMessage(err error) error {
	failed, isError := errors.AsType[*Error](err)
	if !isError {
		return err
	}
	own := *failed
	own.Message = ""
	return &own
}

// Interrupted reports whether the user ended the operation.
func (e *Error) Interrupted() bool { return e.Cause == causeInterrupted }

// IsNotFound reports whether an error means that there is no such credential or
// vendor.
func IsNotFound(err error) bool {
	return isKind(err, NotFound)
}

// isKind reports whether an error is of that kind.
func isKind(err error, kind Kind) bool {
	failed, ok := errors.AsType[*Error](err)
	return ok && failed.Kind == kind
}

// ExistsError is a credential that was not made because there is one already.
type ExistsError struct {
	Name, VendorName string
	IDs              []int64
}

// Error implements error.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("Nexla already holds a credential named %q of vendor %q: %s", e.Name, e.VendorName, joinIDs(e.IDs))
}

// InUseError is a credential that cannot be deleted because something uses it.
type InUseError struct {
	ID int64
	// DataSources and DataSinks are the ids of what uses it. Both may be empty:
	// other things can use a credential too [seen].
	DataSources, DataSinks []int64
	// Message is Nexla's own, cleaned and redacted; may be "".
	Message string
}

// Error implements error.
func (e *InUseError) Error() string {
	text := fmt.Sprintf("credential %d is in use", e.ID)
	if len(e.DataSources) > 0 {
		text += ", by data sources " + joinIDs(e.DataSources)
	}
	if len(e.DataSinks) > 0 {
		text += ", by data sinks " + joinIDs(e.DataSinks)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

func joinIDs(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = fmt.Sprint(id)
	}
	return strings.Join(texts, ", ")
}

// The causes beside those of package transport.
const (
	causeInterrupted = "it was interrupted"
	causeNoSession   = "there is neither a service key nor an access token"
	causeURL         = "the API's URL cannot be used"
	causeRedirect    = "the response is a redirect, which is not followed"
	causeHTML        = "the response is a web page and not the API's"
	causeMalformed   = "the response is not of the shape that was expected"
	causeEmpty       = "the response is empty"
	causeForeign404  = "the 404 is not Nexla's own, which has no body"
	causeNoRoute     = "the API does not have this path at this address"
	causeNoAPI       = "the 404 does not mean that Nexla does not have it, because the API cannot be read at this address"
	causeStatus      = "the response has a status that was not expected"
)

// asError returns a copy of an error, which the caller may change: the callers of a
// flight share its error.
func asError(err error, operation string) *Error {
	if failed, ok := errors.AsType[*Error](err); ok {
		own := *failed
		return &own
	}
	return &Error{Kind: Unexpected, Operation: operation, Cause: causeMalformed}
}

// failure returns an error of one operation.
func (c *Client) failure(kind Kind, operation, cause string) *Error {
	return &Error{Kind: kind, Operation: operation, Host: c.host, URLSource: c.options.URLSource, Cause: cause}
}

// ended returns the error of an operation whose context has ended.
func (c *Client) ended(ctx context.Context, operation string) error {
	return c.failure(Unavailable, operation, endCause(ctx))
}
