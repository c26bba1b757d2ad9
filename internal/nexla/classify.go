package nexla

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// isHTML reports whether a response is a web page: a gateway's, a login's or a
// firewall's, and not Nexla's. An empty body is none, whatever its type says:
// Nexla's own 401, 403 and 404 are empty [seen].
func isHTML(response transport.Response) bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(response.Body, []byte("\ufeff")))
	if len(text) == 0 {
		return false
	}
	return text[0] == '<' || strings.Contains(strings.ToLower(response.Header.Get("Content-Type")), "html")
}

// isEmpty reports whether there is nothing to decode.
func isEmpty(response transport.Response) bool { return len(bytes.TrimSpace(response.Body)) == 0 }

// classify returns the error that a response's status means for a request, and nil
// for a success. A status in HTML is not believed: a proxy's 404 must not look like
// a credential that is gone, nor a firewall's 403 like a rejection.
func (r *request) classify(response transport.Response) *Error {
	status := response.Status
	failed := &Error{Operation: r.operation, HTTPStatus: status}
	switch {
	case status >= 500, status == http.StatusRequestTimeout:
		failed.Kind = Unavailable
	case status == http.StatusTooManyRequests:
		failed.Kind = RateLimited
	case status < 200:
		failed.Kind, failed.Cause = Unexpected, causeStatus
	case status >= 300 && status < 400:
		failed.Kind, failed.Cause = Unexpected, causeRedirect
	case isHTML(response):
		failed.Kind, failed.Cause = Unexpected, causeHTML
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusUnauthorized:
		failed.Kind = Rejected
	case status == http.StatusForbidden:
		failed.Kind = Forbidden
	case status == http.StatusNotFound && r.named && (isEmpty(response) || r.probe):
		// Nexla's own 404 has no body [seen]. That of a probe may be the vendor's.
		failed.Kind = NotFound
	case status == http.StatusNotFound && isEmpty(response):
		failed.Kind, failed.Cause = Unexpected, causeNoRoute
	case status == http.StatusNotFound:
		// The route itself, or something in front of Nexla: the URL is not the API's.
		failed.Kind, failed.Cause = Unexpected, causeForeign404
	case status >= 400:
		failed.Kind = Invalid
	default:
		failed.Kind, failed.Cause = Unexpected, causeStatus
	}
	return failed
}

// retryable reports whether the same request may get another response later.
func retryable(kind Kind) bool { return kind == RateLimited || kind == Unavailable }

// contentNetworkStatus is the first of the statuses with which a content network reports
// that it has no response, such as 524.
const contentNetworkStatus = 520

// mayHaveTakenEffect reports whether a status leaves open if a change was made: a gateway
// without a response reports its own state and not that of the server behind it, and a
// 1xx is not a result.
func mayHaveTakenEffect(status int) bool {
	return status < 200 || status == http.StatusBadGateway || status == http.StatusGatewayTimeout || status >= contentNetworkStatus
}

// reason finds Nexla's own words in a body: "message", "error_description" or
// "error", whichever is first and has any. What has no such shape has no words.
func reason(response transport.Response) string {
	var said struct {
		Message     any `json:"message"`
		Description any `json:"error_description"`
		Error       any `json:"error"`
	}
	if isHTML(response) || json.Unmarshal(response.Body, &said) != nil {
		return ""
	}
	for _, part := range []any{said.Message, said.Description, said.Error} {
		if text, ok := part.(string); ok && strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

// endCause says why a context is over.
func endCause(ctx context.Context) string {
	if errors.Is(ctx.Err(), context.Canceled) {
		return causeInterrupted
	}
	return transport.CauseTimeBudget
}
