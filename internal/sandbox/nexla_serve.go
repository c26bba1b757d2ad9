package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// nexlaMediaType is what every request has to accept [spec].
const nexlaMediaType = "application/vnd.nexla.api.v1+json"

// nexlaBodyLimit bounds a request's body, in bytes.
const nexlaBodyLimit = 256 << 10

// nexlaCall is what the behavior sees of a request that has a session.
type nexlaCall struct {
	call
	method string
	body   []byte
}

// serve responds as Nexla does. As with the vendors no fault hides a request
// with two credentials.
func (n *Nexla) serve(x *exchange) {
	if schemesSent(x.r.Header) > 1 {
		x.send(message(http.StatusBadRequest, "More than one credential scheme in one request"))
		return
	}
	body := x.readBody()
	if fault, broken := n.nextFault(x.path); broken {
		fault.act(x)
		return
	}
	c := nexlaCall{
		call:   call{path: x.path, query: x.r.URL.Query(), header: x.r.Header, now: n.sandbox.now()},
		method: x.r.Method,
		body:   body,
	}
	token, bearer := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	switch {
	case len(body) > nexlaBodyLimit:
		x.send(message(http.StatusRequestEntityTooLarge, "The body is too long"))
	case !acceptsNexla(c.header):
		x.send(message(http.StatusNotAcceptable, "Accept must be "+nexlaMediaType)) // The status is [guess].
	case c.path == "/token":
		x.send(n.exchangeKey(c, x.r))
	case !bearer || !n.sessionOpen(token, c.now):
		x.send(response{status: http.StatusUnauthorized}) // With an empty body [seen].
	default:
		n.serveInSession(x, c)
	}
}

// serveInSession responds, or loses the response if that is set.
func (n *Nexla) serveInSession(x *exchange, c nexlaCall) {
	var loss nexlaLoss
	lost := false
	if !strings.HasSuffix(c.path, "/accessors") {
		loss, lost = n.nextLoss(c.method)
	}
	if lost && !loss.applied {
		loss.act(x)
	}
	a := n.response(c)
	if lost {
		loss.act(x)
	}
	x.send(a)
}

// act loses the response. It does not return.
func (l nexlaLoss) act(x *exchange) {
	if l.hangs {
		actTimeout(x, "")
	}
	x.resetConnection()
}

// response finds the handler of a path and a method. An unknown one is a 404 and
// not 405, which means "in use" here.
func (n *Nexla) response(c nexlaCall) response {
	notFound := response{status: http.StatusNotFound}
	rest, one := strings.CutPrefix(c.path, "/data_credentials/")
	number, part, _ := strings.Cut(rest, "/")
	id, err := strconv.Atoi(number)
	if one && err != nil {
		return notFound
	}
	if one {
		c.path = "/data_credentials/{id}/" + part
	}
	known := map[string]func() response{
		"GET /vendors":                            func() response { return n.showVendors(c) },
		"GET /data_credentials":                   func() response { return n.list(c) },
		"POST /data_credentials":                  func() response { return n.create(c) },
		"GET /data_credentials/{id}/":             func() response { return n.show(c, id) },
		"PUT /data_credentials/{id}/":             func() response { return n.update(c, id) },
		"DELETE /data_credentials/{id}/":          func() response { return n.remove(id) },
		"GET /data_credentials/{id}/probe":        func() response { return n.probe(c, id) },
		"GET /data_credentials/{id}/accessors":    func() response { return n.accessors(c, id) },
		"POST /data_credentials/{id}/accessors":   func() response { return n.accessors(c, id) },
		"PUT /data_credentials/{id}/accessors":    func() response { return n.accessors(c, id) },
		"DELETE /data_credentials/{id}/accessors": func() response { return n.accessors(c, id) },
	}[c.method+" "+c.path]
	if known == nil {
		return notFound
	}
	return known()
}

// exchangeKey is POST /token: the service key for a session [spec][sdk].
func (n *Nexla) exchangeKey(c nexlaCall, r *http.Request) response {
	key, basic := strings.CutPrefix(c.header.Get("Authorization"), "Basic ")
	decoded, err := base64.StdEncoding.DecodeString(key)
	var rejected bool
	n.change(func() { rejected = n.keyRejected })
	switch {
	case c.method != http.MethodPost:
		return response{status: http.StatusNotFound}
	case len(c.body) > 0 || r.ContentLength != 0 || (r.ProtoMajor == 1 && r.Header.Get("Content-Length") == ""):
		return message(http.StatusLengthRequired, "Content-Length must be 0") // The status is [guess].
	case !basic || key == "" || (err == nil && strings.Contains(string(decoded), ":")):
		// The service key goes as it is. Real servers also know users with a
		// password; this one has none, so that no client encodes by mistake.
		return message(http.StatusBadRequest, "Invalid header format") // [seen]
	case rejected || key != n.ServiceKey():
		return response{status: http.StatusUnauthorized}
	}
	token, life := n.openSession(c.now)
	return jsonResponse(http.StatusOK, object{
		"access_token": token,
		"token_type":   "Bearer",
		"expires_in":   int(life / time.Second),
		"user":         nexlaUser(nexlaOwnerID, nexlaOwnerEmail),
		"org":          object{"id": nexlaOrgID, "name": "Sandbox Organisation"},
		// An unrequested secret that no client may store or log [spec].
		"org_membership": object{"api_key": "sandbox-nexla-member-key-not-a-secret", "status": "ACTIVE"},
	})
}

func acceptsNexla(header http.Header) bool {
	for _, value := range header.Values("Accept") {
		for accepted := range strings.SplitSeq(value, ",") {
			if strings.TrimSpace(accepted) == nexlaMediaType {
				return true
			}
		}
	}
	return false
}

// readBody reads a body, up to a byte more than the limit, and records its keys.
func (x *exchange) readBody() []byte {
	body, err := io.ReadAll(io.LimitReader(x.r.Body, nexlaBodyLimit+1))
	if err != nil {
		breakOff()
	}
	if c := connectionOf(x.r); c != nil && c.tap != nil && x.r.ContentLength == int64(len(body)) {
		c.tap.skip(len(body))
	}
	var sent map[string]json.RawMessage
	if json.Unmarshal(body, &sent) == nil && len(sent) > 0 {
		x.sandbox.log.sawBody(x.entry, slices.Sorted(maps.Keys(sent)))
	}
	return body
}

// checkQuery returns a rejection if a request has a parameter that its route
// does not know. A real server is likely to ignore it [guess], which hides a
// filter that filters nothing.
func (c nexlaCall) checkQuery(known ...string) (rejection response, rejected bool) {
	for name := range c.query {
		if !slices.Contains(known, name) {
			return message(http.StatusBadRequest, "Unknown query parameter "+strconv.Quote(name)), true
		}
	}
	return response{}, false
}
