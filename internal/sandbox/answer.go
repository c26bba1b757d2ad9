package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// call is what a vendor's behaviour sees of a request: plain values, so that the
// behavior is a function from a call to a response.
type call struct {
	method string
	path   string // Without the vendor's prefix.
	query  url.Values
	header http.Header
	body   []byte // Of a POST, to vendors that take one.
	now    time.Time
}

// answer is a complete response.
type answer struct {
	status int
	header map[string]string
	body   []byte
}

// with adds a header to a response.
func (a answer) with(name, value string) answer {
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

// jsonAnswer encodes as the vendors do, without Go's escapes for HTML: one of
// Customerly's messages has angle brackets in it.
func jsonAnswer(status int, value any) answer {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic("a sandbox response cannot be encoded: " + err.Error())
	}
	return answer{status: status, body: bytes.TrimSuffix(body.Bytes(), []byte("\n"))}.
		with("Content-Type", "application/json")
}

// message is the error body that most of the vendors use.
func message(status int, text string) answer {
	return jsonAnswer(status, object{"message": text})
}

// textAnswer has a body that is sent as it is.
func textAnswer(status int, contentType, body string) answer {
	return answer{status: status, body: []byte(body)}.with("Content-Type", contentType)
}

// wholeSeconds rounds a wait up, and to one at least: zero would invite the
// client to retry before the limit has ended.
func wholeSeconds(wait time.Duration) string {
	return strconv.Itoa(max(1, int((wait+time.Second-1)/time.Second)))
}
