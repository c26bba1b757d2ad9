package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// The control API changes a running sandbox from outside its process:
//
//	GET  /_sandbox/requests  the recorded requests
//	POST /_sandbox/revoke    {"vendor": "precoro", "fields": {...}} or {"vendor": "precoro", "number": 1} for
//	                         the first created credential; the demo credential without fields and number
//	POST /_sandbox/restore   the same
//	POST /_sandbox/create    {"vendor": "precoro"}; returns the number and the fields of the new credential
//	POST /_sandbox/accepted  {"vendor": "precoro"}; returns whether the demo credential and each created one is accepted
//	POST /_sandbox/break     {"vendor": "paymo", "fault": "rate_limited=3", "path": "/me", "next": 2}; path or next may be absent
//	POST /_sandbox/mend      {"vendor": "paymo"}; break and mend also take "nexla"
//	POST /_sandbox/report    {"vendor": "github", "report": {"X-OAuth-Scopes": "repo"}}; changes what the vendor reports about a
//	                         credential, which is named as for revoke: headers, and members of the JSON body
//	POST /_sandbox/take      {"vendor": "paymo", "schemes": ["api_key", "basic"]}
//
// Its responses are JSON, errors are {"error": "..."}. A page in a browser must not
// reach it: what comes with an Origin header, or for a host that is not a
// loopback name, is rejected.
const controlPrefix = "/_sandbox/"

// controlHeader marks the responses of the control API, so that the client can
// distinguish a sandbox from another service at the address.
const controlHeader = "X-Connector-Sandbox"

// command is the body of every POST.
type command struct {
	Vendor  string            `json:"vendor"`
	Fields  map[string]string `json:"fields,omitempty"`
	Number  int               `json:"number,omitempty"`
	Fault   string            `json:"fault,omitempty"`
	Path    string            `json:"path,omitempty"`
	Next    int               `json:"next,omitempty"`
	Schemes []string          `json:"schemes,omitempty"`
	Report  map[string]any    `json:"report,omitempty"`
}

func (s *Sandbox) serveControl(w http.ResponseWriter, r *http.Request) {
	a := s.controlResponse(r).with(controlHeader, "control")
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

func (s *Sandbox) controlResponse(r *http.Request) response {
	if r.Header.Get("Origin") != "" || !isLoopbackHost(r.Host) {
		return controlError(http.StatusForbidden, errors.New("the control API is not for browsers"))
	}
	verb := strings.TrimPrefix(r.URL.Path, controlPrefix)
	if verb == "requests" {
		if r.Method != http.MethodGet {
			return controlError(http.StatusMethodNotAllowed, errors.New("requests are read with GET")).with("Allow", "GET")
		}
		return jsonResponse(http.StatusOK, s.Requests())
	}

	carryOut, known := map[string]func(*Vendor, command) error{
		"revoke":  func(v *Vendor, cmd command) error { return v.applyValidity(cmd, false) },
		"restore": func(v *Vendor, cmd command) error { return v.applyValidity(cmd, true) },
		"take":    (*Vendor).applyTake,
		"report":  (*Vendor).applyReport,
	}[verb]
	breakOrMend, breaks := map[string]func(breakable, command) error{
		"break": applyBreak,
		"mend":  func(b breakable, _ command) error { b.Mend(); return nil },
	}[verb]
	if !known && !breaks && verb != "create" && verb != "accepted" {
		return controlError(http.StatusNotFound, fmt.Errorf("the control API has no %q", verb))
	}
	if r.Method != http.MethodPost {
		return controlError(http.StatusMethodNotAllowed, errors.New("changes are made with POST")).with("Allow", "POST")
	}
	var cmd command
	decoder := json.NewDecoder(io.LimitReader(r.Body, 64<<10))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&cmd); err != nil {
		return controlError(http.StatusBadRequest, errors.New("the body is not the JSON object that the control API takes"))
	}
	check := CheckVendor
	if breaks {
		check = CheckBreakable
	}
	err := check(cmd.Vendor)
	switch {
	case err != nil:
	case verb == "create":
		return jsonResponse(http.StatusOK, s.Vendor(cmd.Vendor).create())
	case verb == "accepted":
		return jsonResponse(http.StatusOK, s.Vendor(cmd.Vendor).accepted())
	case breaks:
		err = breakOrMend(s.breakable(cmd.Vendor), cmd)
	default:
		err = carryOut(s.Vendor(cmd.Vendor), cmd)
	}
	if err != nil {
		return controlError(http.StatusBadRequest, err)
	}
	return jsonResponse(http.StatusOK, object{})
}

// isLoopbackHost takes a Host header, with or without a port. A name that a page
// has rebound to loopback fails it.
func isLoopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	return isLoopback(host)
}

func controlError(status int, err error) response {
	return jsonResponse(status, object{"error": err.Error()})
}

// commandFields returns the credential of a command, the demo one by default.
func (v *Vendor) commandFields(cmd command) (fields map[string]string, err error) {
	fields = cmd.Fields
	if len(fields) == 0 {
		if fields, err = v.credential(cmd.Number); err != nil {
			return nil, err
		}
	}
	return fields, v.kind.checkFields(fields)
}

// applyValidity revokes or restores the credential of a command.
func (v *Vendor) applyValidity(cmd command, valid bool) error {
	fields, err := v.commandFields(cmd)
	if err != nil {
		return err
	}
	v.setValid(fields, valid)
	return nil
}

func applyBreak(b breakable, cmd command) error {
	f, err := ParseFault(cmd.Fault)
	switch {
	case err != nil:
		return err
	case cmd.Next < 0 || cmd.Next > 1000:
		return errors.New("next must be a number from 1 to 1000")
	case cmd.Next > 0 && cmd.Path != "":
		return errors.New("path and next exclude each other")
	case cmd.Next > 0:
		b.BreakNext(cmd.Next, f)
	case cmd.Path != "":
		b.BreakPath(cmd.Path, f)
	default:
		b.Break(f)
	}
	return nil
}

func (v *Vendor) applyTake(cmd command) error {
	if err := v.kind.checkSchemes(cmd.Schemes); err != nil {
		return err
	}
	v.Take(cmd.Schemes...)
	return nil
}
