package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// call is what a vendor's behavior sees of a request: plain values, so that the
// behavior is a function from a call to a response.
type call struct {
	method string
	path   string // Without the vendor's prefix.
	query  url.Values
	header http.Header
	body   []byte // Of a POST, to vendors that take one.
	now    time.Time
}

// response is a complete response.
type response struct {
	status int
	header map[string]string
	body   []byte
}

// with adds a header to a response.
func (a response) with(name, value string) response {
	name = http.CanonicalHeaderKey(name)
	header := map[string]string{name: value}
	for n, v := range a.header {
		if n != name {
			header[n] = v
		}
	}
	a.header = header
	return a
}

// object is a JSON object whose member order does not matter.
type object = map[string]any

// jsonResponse encodes as the vendors do, without Go's escapes for HTML: one of
// Customerly's messages has angle brackets in it.
func jsonResponse(status int, value any) response {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic("a sandbox response cannot be encoded: " + err.Error())
	}
	return response{status: status, body: bytes.TrimSuffix(body.Bytes(), []byte("\n"))}.
		with("Content-Type", "application/json")
}

// message is the error body that most of the vendors use.
func message(status int, text string) response {
	return jsonResponse(status, object{"message": text})
}

// textResponse has a body that is sent as it is.
func textResponse(status int, contentType, body string) response {
	return response{status: status, body: []byte(body)}.with("Content-Type", contentType)
}

// wholeSeconds rounds a wait up, and to one at least: zero would invite the
// client to retry before the limit has ended.
func wholeSeconds(wait time.Duration) string {
	return strconv.Itoa(max(1, int((wait+time.Second-1)/time.Second)))
}
