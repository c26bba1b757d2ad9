package sandbox

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// This file has the faults that need more than a response: they break off, never
// end, or go below HTTP. Over HTTP/2 many requests share a connection, so there
// a break is a reset of the stream only (http.ErrAbortHandler).

// breakOff ends the exchange without a proper end of the response.
func breakOff() { panic(http.ErrAbortHandler) }

// flush sends what was written, if the client is still there to take it.
func (x *exchange) flush() bool {
	return http.NewResponseController(x.w).Flush() == nil
}

// resetConnection resets the TCP connection of an HTTP/1.1 request.
func (x *exchange) resetConnection() {
	if c := connectionOf(x.r); c != nil && x.r.ProtoMajor == 1 {
		c.reset()
	}
	breakOff()
}

func actReset(x *exchange, _ string) { x.resetConnection() }

func actResetAfterHeaders(x *exchange, _ string) {
	x.w.Header().Set("Content-Type", "application/json")
	x.begin(http.StatusOK)
	x.flush()
	// A reset overtakes what the client has not yet read; give it the moment.
	x.sandbox.pause(x.r.Context(), 20*time.Millisecond)
	x.resetConnection()
}

func actTimeout(x *exchange, _ string) {
	select {
	case <-x.r.Context().Done():
	case <-x.sandbox.closed:
	}
	breakOff()
}

func actDrip(x *exchange, _ string) {
	x.w.Header().Set("Content-Type", "application/json")
	x.begin(http.StatusOK)
	// White space after the opening is valid JSON, however much of it comes.
	opening := `{"data":[`
	for i := 0; ; i++ {
		next := byte(' ')
		if i < len(opening) {
			next = opening[i]
		}
		if _, err := x.w.Write([]byte{next}); err != nil || !x.flush() {
			breakOff()
		}
		if !x.sandbox.pause(x.r.Context(), time.Second) {
			breakOff()
		}
	}
}

func actTruncated(x *exchange, _ string) {
	x.w.Header().Set("Content-Type", "application/json")
	x.w.Header().Set("Content-Length", "512")
	x.begin(http.StatusOK)
	_, _ = x.w.Write([]byte(`{"data":[{"id":1},{"id":2`))
	x.flush()
	breakOff()
}

func actMalformedHTTP(x *exchange, _ string) {
	x.writeRaw("this is not an HTTP response\r\n\r\n")
}

// writeRaw takes the connection over, writes, and closes it. Without a
// connection of its own (HTTP/2) the exchange is broken off.
func (x *exchange) writeRaw(text string) {
	c, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		breakOff()
	}
	_, _ = c.Write([]byte(text))
	_ = c.Close()
}

// actLateResponse sends an unsolicited response some milliseconds after
// the one that was, on the same connection: it is the vendor's acceptance.
func actLateResponse(x *exchange, _ string) {
	a, late := x.rejection(), x.healthy()
	c, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.send(a) // HTTP/2 numbers its responses: there is nothing to mistake.
		return
	}
	x.sandbox.log.recordStatus(x.entry, a.status)
	write := func(a response) {
		_, _ = fmt.Fprintf(c, "HTTP/1.1 %d Example\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", a.status, a.header["Content-Type"], len(a.body), a.body)
	}
	write(a)
	x.sandbox.pause(x.r.Context(), 10*time.Millisecond)
	write(late)
	x.sandbox.pause(x.r.Context(), 200*time.Millisecond)
	_ = c.Close()
}

// actSwitchingProtocols keeps the connection open behind a 101, as a server does
// that waits for the other protocol.
func actSwitchingProtocols(x *exchange, _ string) {
	c, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.send(response{status: http.StatusNotImplemented}) // There is no 101 in HTTP/2.
		return
	}
	x.sandbox.log.recordStatus(x.entry, http.StatusSwitchingProtocols)
	_, _ = c.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: example\r\n\r\n"))
	select {
	case <-x.sandbox.closed:
	case <-time.After(time.Minute):
	}
	_ = c.Close()
}

func actHuge(x *exchange, _ string) {
	x.w.Header().Set("Content-Type", "application/json")
	x.begin(http.StatusOK)
	block := bytes.Repeat([]byte(`{"id":1,"name":"`+strings.Repeat("x", 1000)+`"},`), 64)
	_, err := x.w.Write([]byte(`{"data":[`))
	for err == nil {
		_, err = x.w.Write(block)
	}
	breakOff()
}

// gzipBombBlocks is how many MiB the bomb unpacks to, besides a few bytes.
const gzipBombBlocks = 256

// gzipBomb is one gzip member (RFC 1952), since not every client reads a file of
// several. A MiB of one letter that follows another packs to the same bytes each
// time, so that two are packed and the second is repeated: a start in
// milliseconds, where packing all of it takes seconds.
var gzipBomb = sync.OnceValue(func() []byte {
	var packed bytes.Buffer
	// The level is valid, and writes to a buffer do not fail.
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	pack := func(p []byte) []byte {
		packed.Reset()
		_, _ = w.Write(p)
		_ = w.Flush()
		return bytes.Clone(packed.Bytes())
	}
	opening, block, closing := []byte(`{"data":["`), bytes.Repeat([]byte("x"), 1<<20), []byte(`"]}`)

	bomb := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff} // Deflate, no name, no time, any system.
	bomb = append(bomb, pack(opening)...)
	bomb = append(bomb, pack(block)...)
	bomb = append(bomb, bytes.Repeat(pack(block), gzipBombBlocks-1)...)
	bomb = append(bomb, pack(closing)...)
	packed.Reset()
	_ = w.Close() // The block that says that it is the last.
	bomb = append(bomb, packed.Bytes()...)

	checksum := crc32.ChecksumIEEE(opening)
	for range gzipBombBlocks {
		checksum = crc32.Update(checksum, crc32.IEEETable, block)
	}
	checksum = crc32.Update(checksum, crc32.IEEETable, closing)
	bomb = binary.LittleEndian.AppendUint32(bomb, checksum)
	return binary.LittleEndian.AppendUint32(bomb, uint32(len(opening)+gzipBombBlocks*len(block)+len(closing)))
})

func actGzipBomb(x *exchange, _ string) {
	a := response{status: http.StatusOK, body: gzipBomb()}
	x.send(a.with("Content-Type", "application/json").with("Content-Encoding", "gzip").
		with("Content-Length", strconv.Itoa(len(a.body))))
}

// actEcho goes below net/http for the sake of the reason phrase, which a handler
// cannot choose. HTTP/2 has none.
func actEcho(x *exchange, _ string) {
	echoed := strings.Join(echoedValues(x.r), "; ")
	a := x.rejection().with("X-Echo", echoed)
	a.body = withMember(a.body, "echo", echoed)
	if x.r.ProtoMajor != 1 {
		x.send(a)
		return
	}
	x.sandbox.log.recordStatus(x.entry, a.status)
	x.writeRaw(fmt.Sprintf("HTTP/1.1 %d Rejected %s\r\nContent-Type: %s\r\nX-Echo: %s\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s",
		a.status, echoed, a.header["Content-Type"], echoed, strconv.Itoa(len(a.body)), a.body))
}

// actUnsolicited goes below net/http, which would not send two responses.
func actUnsolicited(x *exchange, _ string) {
	a := x.rejection()
	x.sandbox.log.recordStatus(x.entry, a.status)
	x.writeRaw(fmt.Sprintf("HTTP/1.1 %d Rejected\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%sHTTP/1.1 200 %s\r\n\r\n",
		a.status, a.header["Content-Type"], len(a.body), a.body, strings.Join(echoedValues(x.r), "; ")))
}

// withMember puts a member before those of a JSON object.
func withMember(body []byte, name, value string) []byte {
	return fmt.Appendf(nil, "{%q:%s,%s", name, jsonResponse(0, value).body, bytes.TrimPrefix(bytes.TrimSpace(body), []byte("{")))
}

// echoedValues are all header values of a request, what is encoded in those of
// Authorization, and the values of a form, in a stable order and fit for a header line.
func echoedValues(r *http.Request) []string {
	var values []string
	if r.ParseForm() == nil {
		for _, sent := range r.PostForm {
			values = append(values, sent...)
		}
	}
	for name, sent := range r.Header {
		values = append(values, sent...)
		if name != "Authorization" {
			continue
		}
		for _, value := range sent {
			_, encoded, _ := strings.Cut(value, " ")
			if decoded, err := base64.StdEncoding.DecodeString(encoded); err == nil {
				values = append(values, string(decoded))
			}
		}
	}
	for i, value := range values {
		values[i] = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f {
				return ' '
			}
			return r
		}, value)
	}
	slices.Sort(values)
	return values
}
