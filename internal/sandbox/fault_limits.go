package sandbox

import (
	"encoding/binary"
	"net/http"
	"strings"
	"time"
)

// This file has the faults that require a limit in the client: they send more
// of something than anybody can use, or invite to repeat without end.

// actStalledBody sends the beginning of every response, and nothing more.
func actStalledBody(x *exchange, _ string) {
	x.w.Header().Set("Content-Type", "application/json")
	x.begin(http.StatusOK)
	_, _ = x.w.Write([]byte(`{"data":[`))
	x.flush()
	actTimeout(x, "")
}

// hugeHeader is the size of the header, in bytes. A client that has no limit of
// its own reads it to the end and gets a valid response.
const hugeHeader = 320 << 10

func actHugeHeader(x *exchange, _ string) {
	x.w.Header().Set("X-Huge", strings.Repeat("x", hugeHeader))
	x.send(textResponse(http.StatusOK, "application/json", `{"unexpected":true}`))
}

// actInformationalFlood continues until the client disconnects. net/http reports that
// by the end of the request's context only: WriteHeader returns no error.
func actInformationalFlood(x *exchange, _ string) {
	// Large ones come to any limit on their sum sooner, and cost less to parse.
	x.w.Header().Set("Link", "</"+strings.Repeat("x", 8<<10)+">; rel=preload")
	for x.sandbox.pause(x.r.Context(), time.Millisecond) {
		x.w.WriteHeader(http.StatusEarlyHints)
	}
	breakOff()
}

// goAway is the frame of RFC 9113, section 6.8: eight bytes of the type 7, for
// the connection as a whole. The last stream that was or might be processed is
// 0, and the error code 0 too, so that nothing is wrong and nothing was done.
var goAway = func() []byte {
	frame := []byte{0, 0, 8, 7, 0}
	frame = binary.BigEndian.AppendUint32(frame, 0) // The stream of the frame.
	frame = binary.BigEndian.AppendUint32(frame, 0) // The last stream.
	return binary.BigEndian.AppendUint32(frame, 0)  // No error.
}()

// actGoAway writes beside net/http, which would finish what has begun. Frames
// do not mix: this connection has no other pending response in a test of it.
func actGoAway(x *exchange, _ string) {
	c := connectionOf(x.r)
	if c == nil || c.encrypted == nil || x.r.ProtoMajor != 2 {
		x.resetConnection()
	}
	// What has to come first on a connection, the server's settings, may still
	// be in its buffer; give it the moment.
	x.sandbox.pause(x.r.Context(), 20*time.Millisecond)
	_, _ = c.encrypted.Write(goAway)
	_ = c.encrypted.Close()
	breakOff()
}
