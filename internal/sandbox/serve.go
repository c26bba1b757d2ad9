package sandbox

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// largestBody is how much of a request to a vendor is read, in bytes.
const largestBody = 1 << 16

// exchange is one request to a vendor, or to Nexla, and its response. A
// healthy vendor only ever calls send; faults also use the connection below.
type exchange struct {
	sandbox *Sandbox
	w       http.ResponseWriter
	r       *http.Request
	path    string
	entry   *Request
	vendor  *Vendor // nil for Nexla.
}

// healthy is what the vendor responds to this request without a fault.
func (x *exchange) healthy() response {
	// A body that breaks off has no response either.
	body, _ := io.ReadAll(io.LimitReader(x.r.Body, largestBody))
	return x.respondTo(x.r.Header, body)
}

// rejection is what the vendor responds to this request with a wrong credential.
func (x *exchange) rejection() response { return x.respondTo(http.Header{}, nil) }

func (x *exchange) respondTo(header http.Header, body []byte) response {
	if x.vendor == nil {
		return message(http.StatusUnauthorized, "Unauthorized")
	}
	return x.vendor.kind.response(x.vendor, call{
		method: x.r.Method,
		body:   body,
		path:   x.path,
		query:  x.r.URL.Query(),
		header: header,
		now:    x.sandbox.now(),
	})
}

// serve is the handler of the one listener: the control API, and a path prefix
// per vendor and for Nexla. It does without http.ServeMux, which would clean a path or
// redirect it where a vendor would simply not know it.
func (s *Sandbox) serve(w http.ResponseWriter, r *http.Request) {
	names := headerNames(r) // Always, so that the tap lets go of the values.
	if strings.HasPrefix(r.URL.Path, controlPrefix) {
		s.serveControl(w, r)
		return
	}

	name, path := s.route(r.URL.Path)
	x := &exchange{sandbox: s, w: w, r: r, path: path}
	x.entry = s.log.add(Request{
		Vendor: name, Method: r.Method, Path: path, Query: r.URL.RawQuery,
		HeaderNames: names, UserAgent: r.UserAgent(),
		At: s.now(), RemoteAddr: r.RemoteAddr, Proto: r.Proto,
	})

	if !s.pause(r.Context(), s.config.Latency) {
		panic(http.ErrAbortHandler)
	}
	switch name {
	case "":
		x.send(message(http.StatusNotFound, "No vendor of the sandbox has this path prefix"))
	case nexlaName:
		s.nexla.serve(x)
	default:
		s.Vendor(name).serve(x)
	}
}

// route splits a path into the name of its vendor or of Nexla, empty where it is
// neither's, and the path as that one sees it.
func (s *Sandbox) route(path string) (name, rest string) {
	name, rest, _ = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if s.breakable(name) == nil {
		return "", path
	}
	return name, "/" + rest
}

// serve responds as the vendor does. Two schemes at once are rejected before a
// fault is looked up, so that no fault can hide this error of the client.
func (v *Vendor) serve(x *exchange) {
	x.vendor = v
	if schemesSent(x.r.Header, v.kind.beside...) > 1 {
		x.send(message(http.StatusBadRequest, "More than one credential scheme in one request"))
		return
	}
	if fault, broken := v.nextFault(x.path); broken {
		fault.act(x)
		return
	}
	if allowed := append([]string{http.MethodGet}, v.kind.methods...); !slices.Contains(allowed, x.r.Method) {
		x.send(message(http.StatusMethodNotAllowed, "Method not allowed").with("Allow", strings.Join(allowed, ", ")))
		return
	}
	x.send(x.healthy())
}

// schemeHeaders are the headers that carry credentials, grouped by scheme: the
// one that everybody reads, and those that vendors have of their own. A header
// that two vendors have is in the group of the first.
var schemeHeaders = func() [][]string {
	groups := [][]string{{"Authorization"}}
	known := map[string]bool{"Authorization": true}
	for _, kind := range append(vendorKinds(), acme()) {
		var group []string
		for _, name := range kind.headers {
			if name := http.CanonicalHeaderKey(name); !known[name] {
				known[name] = true
				group = append(group, name)
			}
		}
		groups = append(groups, group)
	}
	return groups
}()

// schemesSent counts the credential schemes in a request, except for the headers
// that are none at this vendor. A header that comes
// twice counts twice, because a server may read either.
func schemesSent(header http.Header, except ...string) int {
	isExcept := func(name string) bool {
		return slices.ContainsFunc(except, func(other string) bool { return strings.EqualFold(other, name) })
	}
	count := 0
	for _, names := range schemeHeaders {
		times := 0
		for _, name := range names {
			if isExcept(name) {
				continue
			}
			times = max(times, len(header.Values(name)))
		}
		count += times
	}
	return count
}

// send writes a complete response.
func (x *exchange) send(a response) {
	for name, value := range a.header {
		x.w.Header().Set(name, value)
	}
	x.begin(a.status)
	// The client may have disconnected.
	_, _ = x.w.Write(a.body)
}

// begin records the status and then sends the headers.
func (x *exchange) begin(status int) {
	x.sandbox.log.recordStatus(x.entry, status)
	x.w.WriteHeader(status)
}

// pause waits, and reports whether client and sandbox are still there.
func (s *Sandbox) pause(ctx context.Context, wait time.Duration) bool {
	if wait <= 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	case <-s.closed:
		return false
	}
}
