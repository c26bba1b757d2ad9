package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
)

// issuedToken is an access token, and the credential that it was issued for.
type issuedToken struct {
	credential string
	expires    time.Time // Zero for a token without a known end.
}

// isTokenPath reports whether a path is that of the token endpoint. Fields that are
// in it, such as a tenant, may have any value.
func isTokenPath(t *transcripts.Transcript, path string) bool {
	if t.Token == nil {
		return false
	}
	pattern := regexp.QuoteMeta(t.Token.Path)
	for _, field := range t.Fields {
		pattern = strings.ReplaceAll(pattern, regexp.QuoteMeta(field.Value), "[^/]+")
	}
	return regexp.MustCompile("^" + pattern + "$").MatchString(path)
}

// replayToken is the token endpoint: it issues a new token to a valid client, and
// no token ends another one. It is strict about the form of the request.
func (v *Vendor) replayToken(t *transcripts.Transcript, c call) response {
	if c.method != http.MethodPost {
		return message(http.StatusMethodNotAllowed, "Method not allowed").with("Allow", http.MethodPost)
	}
	form, err := url.ParseQuery(string(c.body))
	isForm := strings.HasPrefix(c.header.Get("Content-Type"), "application/x-www-form-urlencoded")
	switch {
	case len(c.header) == 0: // A fault wants the rejection.
		return v.exchangeOf(t, transcripts.TokenRejected, "")
	case err != nil, !isForm, len(c.query) > 0, c.header.Get("Accept") != "application/json":
		return jsonResponse(http.StatusBadRequest, object{"error": "invalid_request"})
	case !slices.Equal(slices.Sorted(maps.Keys(form)), slices.Sorted(maps.Keys(t.Token.Form))):
		return jsonResponse(http.StatusBadRequest, object{"error": "invalid_request"})
	}
	for _, issued := range v.issued() {
		if isClient(t, c, form, strings.Split(issued, "\x00")) {
			return v.issueToken(t, issued, c.now)
		}
	}
	return v.exchangeOf(t, transcripts.TokenRejected, "")
}

// isClient compares a token request with the transcript's, in which the fields of
// another credential stand.
func isClient(t *transcripts.Transcript, c call, form url.Values, values []string) bool {
	filled := func(text string) string {
		for i, field := range t.Fields {
			text = strings.ReplaceAll(text, field.Value, values[i])
		}
		return text
	}
	if c.path != filled(t.Token.Path) {
		return false
	}
	for name := range t.Token.Form {
		if form.Get(name) != filled(t.Token.Form.Get(name)) {
			return false
		}
	}
	for _, header := range t.Token.Headers {
		want, got := parts(header.Value), parts(c.header.Get(header.Name))
		if len(want) != len(got) {
			return false
		}
		for i := range want {
			decoded, err := url.QueryUnescape(got[i])
			if err != nil || decoded != filled(want[i]) {
				return false
			}
		}
	}
	return true
}

// issueToken responds with a token that was never issued before.
func (v *Vendor) issueToken(t *transcripts.Transcript, credential string, now time.Time) response {
	issued, _ := t.WithRole(transcripts.Token, "")
	var body struct {
		Seconds json.Number `json:"expires_in"`
	}
	_ = json.Unmarshal(issued.Body, &body)

	v.mu.Lock()
	defer v.mu.Unlock()
	token := fmt.Sprintf("%s-%d", t.AccessToken(), len(v.tokens)+1)
	of := issuedToken{credential: credential}
	if seconds, err := body.Seconds.Float64(); err == nil {
		of.expires = now.Add(time.Duration(seconds * float64(time.Second)))
	}
	v.tokens[token] = of
	a := responseOf(issued)
	a.body = []byte(strings.ReplaceAll(string(a.body), t.AccessToken(), token))
	return a
}

// Tokens lists the access tokens that were issued so far.
func (v *Vendor) Tokens() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Sorted(maps.Keys(v.tokens))
}

// EndTokens ends every token that was issued so far, as some vendors do when an
// administrator revokes them. The credential stays valid.
func (v *Vendor) EndTokens() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for token := range v.tokens {
		v.tokens[token] = issuedToken{}
	}
}

// Endpoints are the addresses of the vendor by the names that the provider's endpoints
// have: one, or two if the vendor issues tokens at another host.
func (v *Vendor) Endpoints() map[string]string {
	endpoints := map[string]string{v.Name(): v.BaseURL()}
	if v.kind.tokenHost {
		endpoints[v.Name()+"_token"] = v.BaseURL()
	}
	return endpoints
}

// TokenPath is the path of the vendor's token endpoint for the demo credential;
// empty if there is none.
func (v *Vendor) TokenPath() string { return v.kind.tokenPath }

// bearers lists what requests can carry: the values of each valid credential and,
// if requests carry tokens, a token of it that has not expired.
func (v *Vendor) bearers(t *transcripts.Transcript, now time.Time) [][]string {
	valid := v.issued()
	var all [][]string
	for _, credential := range valid {
		values := strings.Split(credential, "\x00")
		if t.Token == nil {
			all = append(all, values)
			continue
		}
		v.mu.Lock()
		for token, of := range v.tokens {
			if of.credential == credential && (of.expires.IsZero() || now.Before(of.expires)) {
				all = append(all, append(slices.Clone(values), token))
			}
		}
		v.mu.Unlock()
	}
	return all
}
