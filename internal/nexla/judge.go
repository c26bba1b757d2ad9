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

// answer is what came back of one attempt.
type answer struct {
	status      int
	header      http.Header
	body        []byte
	contentType string
}

// html tells whether an answer is a web page: a gateway's, a login's or a
// firewall's, and not Nexla's. An empty body is none, whatever its type says:
// Nexla's own 401, 403 and 404 are empty [seen].
func (a answer) html() bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(a.body, []byte("\ufeff")))
	if len(text) == 0 {
		return false
	}
	return text[0] == '<' || strings.Contains(strings.ToLower(a.contentType), "html")
}

// empty tells whether there is nothing to decode.
func (a answer) empty() bool { return len(bytes.TrimSpace(a.body)) == 0 }

// judge says what an answer's status means for a request, and returns nil for
// a success. A status in HTML is not believed: a proxy's 404 must not look like
// a credential that is gone, nor a firewall's 403 like a refusal.
func (r *request) judge(a answer) *Error {
	failed := &Error{Operation: r.operation, HTTPStatus: a.status}
	switch {
	case a.status >= 500, a.status == http.StatusRequestTimeout:
		failed.Kind = Unavailable
	case a.status == http.StatusTooManyRequests:
		failed.Kind = RateLimited
	case a.status < 200:
		failed.Kind, failed.Cause = Unexpected, causeStatus
	case a.status >= 300 && a.status < 400:
		failed.Kind, failed.Cause = Unexpected, causeRedirect
	case a.html():
		failed.Kind, failed.Cause = Unexpected, causeHTML
	case a.status >= 200 && a.status < 300:
		return nil
	case a.status == http.StatusUnauthorized:
		failed.Kind = Refused
	case a.status == http.StatusForbidden:
		failed.Kind = Forbidden
	case a.status == http.StatusNotFound && r.named && (a.empty() || r.probe):
		// Nexla's own 404 has no body [seen]. That of a probe may be the vendor's.
		failed.Kind = NotFound
	case a.status == http.StatusNotFound:
		// The route itself, or something in front of Nexla: the URL is not the API's.
		failed.Kind, failed.Cause = Unexpected, causeForeign404
	case a.status >= 400:
		failed.Kind = Invalid
	default:
		failed.Kind, failed.Cause = Unexpected, causeStatus
	}
	return failed
}

// retryable tells whether the same request may get another answer later.
func retryable(kind Kind) bool { return kind == RateLimited || kind == Unavailable }

// inDoubt tells whether a status leaves open if a change was made: a gateway
// that got no answer says so for itself and not for what is behind it.
func inDoubt(status int) bool {
	return status == http.StatusBadGateway || status == http.StatusGatewayTimeout
}

// reason finds Nexla's own words in a body: "message", "error_description" or
// "error", whichever is first and has any. What has no such shape has no words.
func reason(a answer) string {
	var said struct {
		Message     any `json:"message"`
		Description any `json:"error_description"`
		Error       any `json:"error"`
	}
	if a.html() || json.Unmarshal(a.body, &said) != nil {
		return ""
	}
	for _, part := range []any{said.Message, said.Description, said.Error} {
		if text, ok := part.(string); ok && strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

// explain says why there was no usable answer.
func explain(ctx context.Context, err error) (kind Kind, cause string, permanent bool) {
	failure := transport.Explain(ctx, err)
	if errors.Is(ctx.Err(), context.Canceled) {
		return Unavailable, causeInterrupted, true
	}
	if failure.Kind == transport.Unusable {
		return Unexpected, failure.Cause, true
	}
	return Unavailable, failure.Cause, failure.Permanent
}

// endCause says why a context is over.
func endCause(ctx context.Context) string {
	_, cause, _ := explain(ctx, ctx.Err())
	return cause
}
