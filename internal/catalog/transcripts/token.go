package transcripts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// TokenRequest is the POST that exchanges the credential for an access token, as it
// goes over the wire. It is written as the section "exchange SCHEME": the lines request
// and, if the API has another host, host; headers; an empty line; the form.
type TokenRequest struct {
	// Scheme is the scheme whose headers carry the token.
	Scheme string
	// BaseURL is that of the token endpoint; empty for that of the API.
	BaseURL string
	Path    string
	Headers []Field
	Form    url.Values
}

// The roles of the responses of the token endpoint.
const (
	// Token is the response to a valid client. Its access_token is that of the headers.
	Token Role = "token"
	// TokenRejected is the response to any other client.
	TokenRejected Role = "token-rejected"
)

// AccessToken is the token that the headers of the transcript carry; empty if they
// carry the credential itself.
func (t *Transcript) AccessToken() string {
	var body struct {
		Token string `json:"access_token"`
	}
	if e, found := t.WithRole(Token, ""); found {
		_ = json.Unmarshal(e.Body, &body)
	}
	return body.Token
}

// TokenScope is the scope that the token endpoint reports; empty if it reports none.
func (t *Transcript) TokenScope() string {
	var body struct {
		Scope string `json:"scope"`
	}
	if e, found := t.WithRole(Token, ""); found {
		_ = json.Unmarshal(e.Body, &body)
	}
	return body.Scope
}

// IsTokenExchange reports whether an exchange is one with the token endpoint.
func (t *Transcript) IsTokenExchange(e Exchange) bool {
	return t.Token != nil && e.Path == t.Token.Path
}

// Wire are the fields that requests can carry, with their values, and behind them
// the access token, which has no name.
func (t *Transcript) Wire() []Field {
	wire := slices.Concat(t.Fields, t.Optional)
	if token := t.AccessToken(); token != "" {
		wire = append(wire, Field{Value: token})
	}
	return wire
}

func readTokenRequest(scheme string, file txtar.File) (*TokenRequest, error) {
	head, body, _ := bytes.Cut(file.Data, []byte("\n\n"))
	lines, err := pairs(head)
	if err != nil {
		return nil, err
	}
	request := &TokenRequest{Scheme: scheme}
	for _, line := range lines {
		switch line.Name {
		case "request":
			method, path, _ := strings.Cut(line.Value, " ")
			if method != "POST" || !strings.HasPrefix(path, "/") {
				return nil, fmt.Errorf("the request %q is not of the form POST /path", line.Value)
			}
			request.Path = path
		case "host":
			request.BaseURL = line.Value
		default:
			request.Headers = append(request.Headers, line)
		}
	}
	request.Form, err = url.ParseQuery(strings.TrimSpace(string(body)))
	return request, err
}
