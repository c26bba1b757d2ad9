package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

const acmeName = "acme"

// acme is a vendor that no connector knows, for custom credentials. It takes its
// key in three header forms and rejects in three ways, as vendors do.
func acme() vendorKind {
	return vendorKind{
		name:     acmeName,
		fields:   []string{"api_key"},
		demo:     map[string]string{"api_key": "sandbox-acme-key-not-a-secret"},
		methods:  []string{http.MethodHead, http.MethodPost},
		response: acmeResponse,
	}
}

// acmeRate is what acme would document.
var acmeRate = rate{requests: 5, period: time.Second}

// acmeUser is the user name beside the key in HTTP Basic.
const acmeUser = "integrations@example.com"

// Requests to /v2 need the version of the API in a header, as those of some vendors do.
const (
	acmeVersionHeader = "X-Acme-Version"
	acmeVersion       = "2026-11-01"
)

func acmeResponse(v *Vendor, c call) response {
	key := acmeKey(c.header)
	known := key != "" && v.valid(key)
	switch {
	case c.path == "/v1/session": // Always 200: only the body differs.
		return jsonResponse(http.StatusOK, object{"active": known})
	case !known && c.path == "/v1/legacy":
		return jsonResponse(http.StatusInternalServerError, acmeError("The token was not found"))
	case !known:
		return jsonResponse(http.StatusUnauthorized, acmeError("The token is not known"))
	}
	if wait := v.countRequest(key, c.now, acmeRate); wait > 0 {
		return jsonResponse(http.StatusTooManyRequests, acmeError("Too many requests")).with("Retry-After", wholeSeconds(wait))
	}
	switch {
	case c.path == "/graphql" && c.method == http.MethodPost:
		return acmeQueryResponse(c)
	case c.path == "/v1/admin":
		return jsonResponse(http.StatusForbidden, acmeError("The token has no right to this"))
	case c.path == "/v2/me" && c.header.Get(acmeVersionHeader) != acmeVersion:
		return jsonResponse(http.StatusBadRequest, acmeError("The version is missing"))
	case c.path == "/v1/me" || c.path == "/v1/legacy" || c.path == "/v2/me":
		return v.reporting(key, jsonResponse(http.StatusOK, object{
			"account": object{"id": 90071992547409931, "name": "Sandbox Integration", "email": acmeUser},
			"role":    "admin",
			"org":     object{"name": "Example Organization"},
		}))
	default:
		return jsonResponse(http.StatusNotFound, acmeError("Not found"))
	}
}

func acmeError(text string) object { return object{"error": object{"message": text}} }

// acmeKey reads the key from whichever header carries it.
func acmeKey(header http.Header) string {
	request := &http.Request{Header: header}
	if user, key, ok := request.BasicAuth(); ok && user == acmeUser {
		return key
	}
	if key, found := strings.CutPrefix(header.Get("Authorization"), "Bearer "); found {
		return key
	}
	return header.Get("X-Api-Key")
}

// acmeQueryResponse responds in the form of GraphQL, errors included.
func acmeQueryResponse(c call) response {
	var body struct {
		Query string `json:"query"`
	}
	if json.NewDecoder(bytes.NewReader(c.body)).Decode(&body) != nil || body.Query == "" || c.header.Get("Content-Type") != "application/json" {
		return jsonResponse(http.StatusBadRequest, object{"errors": []object{{"message": "There is no query"}}})
	}
	return jsonResponse(http.StatusOK, object{"data": object{"viewer": object{"id": "viewer-1", "email": acmeUser}}})
}
