package sandbox

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Fault is one way to fail: a name from the closed list of Faults, and an
// argument where that fault takes one.
type Fault struct {
	Name     string
	Argument string
}

// String is the form that ParseFault takes.
func (f Fault) String() string {
	if f.Argument == "" {
		return f.Name
	}
	return f.Name + "=" + f.Argument
}

// FaultInfo describes one fault for people.
type FaultInfo struct {
	Name     string // Such as "rate_limited".
	Argument string // What the argument means, empty where there is none.
	Reason   string // What happens and why it matters, one sentence.
}

// Faults lists every fault that there is.
func Faults() []FaultInfo {
	var list []FaultInfo
	for _, kind := range faultKinds() {
		list = append(list, kind.FaultInfo)
	}
	return list
}

// ParseFault reads "name" or "name=argument". Its error says what would be right.
func ParseFault(text string) (Fault, error) {
	name, argument, _ := strings.Cut(text, "=")
	f := Fault{Name: name, Argument: argument}
	if _, err := f.kind(); err != nil {
		return Fault{}, err
	}
	return f, nil
}

// faultKind is a fault's description with what it does on the wire. The list of
// kinds is the only one, so that names, documentation and behavior agree.
type faultKind struct {
	FaultInfo
	check func(argument string) error // nil where no argument is taken.
	act   func(x *exchange, argument string)
}

// kind looks up the fault and checks its argument.
func (f Fault) kind() (faultKind, error) {
	var names []string
	for _, kind := range faultKinds() {
		if kind.Name != f.Name {
			names = append(names, kind.Name)
			continue
		}
		if kind.check == nil {
			if f.Argument != "" {
				return faultKind{}, fmt.Errorf("the fault %s takes no argument", f.Name)
			}
			return kind, nil
		}
		if err := kind.check(f.Argument); err != nil {
			return faultKind{}, fmt.Errorf("the fault %s: %w", f.Name, err)
		}
		return kind, nil
	}
	return faultKind{}, fmt.Errorf("unknown fault %q: there are %s", f.Name, strings.Join(names, ", "))
}

// act fails one request. Break and its kin have checked the fault.
func (f Fault) act(x *exchange) {
	kind, err := f.kind()
	if err != nil {
		panic(err.Error())
	}
	kind.act(x, f.Argument)
}

func faultKinds() []faultKind {
	plain := func(name, reason string, act func(*exchange, string)) faultKind {
		return faultKind{FaultInfo: FaultInfo{Name: name, Reason: reason}, act: act}
	}
	taking := func(name, argument, reason string, check func(string) error, act func(*exchange, string)) faultKind {
		return faultKind{FaultInfo: FaultInfo{Name: name, Argument: argument, Reason: reason}, check: check, act: act}
	}
	return []faultKind{
		plain("reset", "The connection is reset before any byte of a response, as by a failing proxy.", actReset),
		plain("reset_after_headers", "Status 200 and headers arrive, then a reset: a good status is no proof.", actResetAfterHeaders),
		plain("timeout", "The request is read and gets no response: only the client's own limit ends it.", actTimeout),
		plain("drip", "Status 200, then one byte a second without end: every read succeeds, but the response never ends.", actDrip),
		plain("stalled_body", "Status 200 and the beginning of a body, then nothing: a client that limits only the wait for headers waits forever.", actStalledBody),
		plain("truncated", "Status 200 and a body shorter than its Content-Length, then the connection closes.", actTruncated),
		plain("malformed", "Status 200 with JSON that breaks off, which must not be accepted.",
			sending(textResponse(http.StatusOK, "application/json", `{"data":[{"id":1},`))),
		plain("unsolicited", "The vendor's rejection, followed by a second, unsolicited response that repeats every header value: clients tend to log surplus bytes.", actUnsolicited),
		plain("late_response", "The vendor's rejection, and its acceptance 10 ms later on the same connection: the next request there would read it as its own.", actLateResponse),
		plain("switching_protocols", "Status 101, and the connection stays open: its body never ends, and no context ends it.", actSwitchingProtocols),
		plain("malformed_http", "Bytes that are not an HTTP response, as from another service on the port.", actMalformedHTTP),
		plain("wrong_shape", "Status 200 with valid JSON without the vendor's proof.",
			sending(textResponse(http.StatusOK, "application/json", `{"unexpected":true}`))),
		plain("error_member", "Status 200 with an error member beside an access token, as some token endpoints report errors: neither a token nor a rejection.",
			sending(jsonResponse(http.StatusOK, object{
				"access_token": "sandbox-token-beside-an-error", "token_type": "Bearer", "error": "temporarily_unavailable",
			}))),
		plain("html", "Status 200 with an HTML page, as from a captive portal or a login page.",
			sending(htmlResponse(http.StatusOK, "Welcome", "Please sign in."))),
		plain("empty", "Status 200 without a body: a 200 alone is inconclusive.",
			sending(textResponse(http.StatusOK, "application/json", ""))),
		plain("null", "Status 200 with the JSON value null, which decodes without an error into nothing.",
			sending(textResponse(http.StatusOK, "application/json", "null"))),
		plain("huge", "Status 200 and a body without end that looks like valid JSON: a client that reads all of it runs out of memory.", actHuge),
		plain("huge_header", "Status 200 and a header of 320 KiB before a valid body: a limit on the body does not cover it.", actHugeHeader),
		plain("informational_flood", "Status 103 again and again without a final response: each is a complete message, so a limit per message never applies.", actInformationalFlood),
		plain("goaway", "HTTP/2's GOAWAY instead of a response, as by a load balancer before it stops: the client may retry at once, and some do so without end. A reset over HTTP/1.1.", actGoAway),
		plain("gzip_bomb", "Status 200, small on the wire and 256 MiB unpacked: a limit must count unpacked bytes.", actGzipBomb),
		taking("redirect", "a URL, or a status from 300 to 399 and a URL",
			"Status 302, or the one given, to the URL: a credential must not be forwarded.", checkRedirect,
			func(x *exchange, argument string) {
				status, url := splitRedirect(argument)
				x.send(message(status, "Moved").with("Location", url))
			}),
		plain("server_error", "Status 500 with a body that is not about the credential: inconclusive.",
			sending(message(http.StatusInternalServerError, "Internal server error"))),
		taking("status", "a status, 200 to 599", "Any status with a small JSON body, for statuses without a fault of their own.", checkStatus,
			func(x *exchange, status string) {
				code, _ := strconv.Atoi(status)
				x.send(message(code, "The sandbox is set to respond with "+status))
			}),
		taking("unavailable", "Retry-After, none when absent", "Status 503, as in maintenance.", anyArgument,
			func(x *exchange, retryAfter string) {
				x.send(message(http.StatusServiceUnavailable, "Service unavailable").retryAfter(retryAfter))
			}),
		taking("rate_limited", "Retry-After as it is, none when absent",
			"Status 429, whose Retry-After can be seconds, a date, negative, garbage or a day.", anyArgument,
			func(x *exchange, retryAfter string) {
				x.send(message(http.StatusTooManyRequests, "Too many requests").retryAfter(retryAfter))
			}),
		plain("rejected", "The vendor's own rejection, as to a wrong credential.",
			func(x *exchange, _ string) { x.send(x.rejection()) }),
		plain("forbidden", "Status 403 in JSON with a message, which for some vendors is a rejection and for some a missing permission.",
			sending(message(http.StatusForbidden, "Forbidden"))),
		plain("forbidden_foreign", "Status 403 in JSON that no vendor sends, as from a policy engine: it has not seen the credential.",
			sending(jsonResponse(http.StatusForbidden, object{"reason": "denied by policy", "request": "0000-example"}))),
		plain("forbidden_text", "Status 403 in plain text, as content networks and service meshes send it.",
			sending(textResponse(http.StatusForbidden, "text/plain", "error code: 1010"))),
		plain("forbidden_empty", "Status 403 without a body, as load balancers send it.",
			sending(response{status: http.StatusForbidden})),
		taking("forbidden_limit", "Retry-After, none when absent",
			"Status 403 with the vendor's rejection as its body and an exhausted X-RateLimit-Remaining: a rate limit, not a rejection.", anyArgument,
			func(x *exchange, retryAfter string) { x.send(limiting(x, http.StatusForbidden).retryAfter(retryAfter)) }),
		taking("unauthorized_limit", "Retry-After, none when absent",
			"The same with status 401.", anyArgument,
			func(x *exchange, retryAfter string) {
				x.send(limiting(x, http.StatusUnauthorized).retryAfter(retryAfter))
			}),
		plain("payment_required", "Status 402 with the vendor's rejection as its body: the account is closed or unpaid, and the credential may be valid.",
			func(x *exchange, _ string) {
				a := x.rejection()
				a.status = http.StatusPaymentRequired
				x.send(a)
			}),
		plain("mislabelled", "The vendor's response labelled as text/html, as PHP does by default: the content counts.",
			func(x *exchange, _ string) { x.send(x.healthy().with("Content-Type", "text/html; charset=UTF-8")) }),
		plain("byte_order_mark", "The vendor's response behind a byte order mark, as some frameworks send it.",
			func(x *exchange, _ string) {
				a := x.healthy()
				a.body = append([]byte("\ufeff"), a.body...)
				x.send(a)
			}),
		plain("forbidden_html", "Status 403 in HTML, as a web application firewall sends it: it has not seen the credential.",
			sending(htmlResponse(http.StatusForbidden, "Request blocked", "The request was blocked. Incident 0000-example."))),
		plain("unauthorized_html", "Status 401 in HTML, as content networks send it: they have not seen the credential.",
			sending(htmlResponse(http.StatusUnauthorized, "401 Authorization Required", "Authorization required."))),
		plain("unauthorized_gateway", "Status 401 with the vendor's rejection as its body and a WWW-Authenticate for another kind of credential: a gateway requires its own.",
			func(x *exchange, _ string) {
				a := x.rejection().with("WWW-Authenticate", "Negotiate")
				a.status = http.StatusUnauthorized
				x.send(a)
			}),
		plain("echo", "The vendor's rejection whose body, X-Echo header and reason phrase repeat every header value, the Authorization "+
			"decoded too: a vendor that reflects the secret.", actEcho),
		taking("hourly_limit", "seconds to wait, 3600 when absent",
			"Precoro's 429 for the hour: the wait is in the body and applies to every route.", checkSeconds,
			actPrecoroLimit("Hourly limiter", 3600, 1500)),
		taking("daily_limit", "seconds to wait, 86400 when absent",
			"Precoro's 429 for the day: no client can wait that long.", checkSeconds,
			actPrecoroLimit("Daily limiter", 86400, 3000)),
		plain("key_error", "ReSci's 400 with a message about the key: a rejection despite its status.",
			sending(message(http.StatusBadRequest, "Invalid API key"))),
	}
}

// limiting is the vendor's rejection with another status and no request left.
func limiting(x *exchange, status int) response {
	a := x.rejection().with("X-RateLimit-Limit", "100").with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "60")
	a.status = status
	return a
}

func sending(a response) func(*exchange, string) {
	return func(x *exchange, _ string) { x.send(a) }
}

func htmlResponse(status int, title, text string) response {
	return textResponse(status, "text/html; charset=utf-8",
		"<!DOCTYPE html>\n<html><head><title>"+title+"</title></head><body><h1>"+title+"</h1><p>"+text+"</p></body></html>\n")
}

// retryAfter adds the header unless the value is empty.
func (a response) retryAfter(value string) response {
	if value == "" {
		return a
	}
	return a.with("Retry-After", value)
}

// actPrecoroLimit responds in Precoro's form [doc]; the text of the error is [guess].
func actPrecoroLimit(limiter string, seconds, limit int) func(*exchange, string) {
	return func(x *exchange, argument string) {
		wait := seconds
		if argument != "" {
			wait, _ = strconv.Atoi(argument)
		}
		freeAt := x.sandbox.now().Add(time.Duration(wait) * time.Second)
		x.send(precoroLimit("Too many requests", limiter, freeAt, limit))
	}
}

func anyArgument(string) error { return nil }

// splitRedirect reads "URL" or "status URL".
func splitRedirect(argument string) (status int, url string) {
	first, rest, _ := strings.Cut(argument, " ")
	if code, err := strconv.Atoi(first); err == nil {
		return code, rest
	}
	return http.StatusFound, argument
}

func checkRedirect(argument string) error {
	if status, url := splitRedirect(argument); url == "" || status < 300 || status > 399 {
		return fmt.Errorf("needs a URL, or a status from 300 to 399 and a URL, as its argument, not %q", argument)
	}
	return nil
}

func checkStatus(argument string) error {
	if code, err := strconv.Atoi(argument); err != nil || code < 200 || code > 599 {
		return fmt.Errorf("needs a status from 200 to 599 as its argument, not %q", argument)
	}
	return nil
}

func checkSeconds(argument string) error {
	if argument == "" {
		return nil
	}
	if seconds, err := strconv.Atoi(argument); err != nil || seconds < 0 {
		return fmt.Errorf("needs a number of seconds as its argument, not %q", argument)
	}
	return nil
}
