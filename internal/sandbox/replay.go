package sandbox

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
)

// replayed is a vendor that responds as its transcript says.
func replayed(t *transcripts.Transcript) vendorKind {
	kind := vendorKind{
		name:     t.Connector,
		fields:   slices.Concat(t.FieldNames(), t.OptionalNames()),
		optional: t.OptionalNames(),
		demo:     t.Credential(),
		oneKey:   t.OneKey,
		tile:     tileOf(t),
		response: func(v *Vendor, c call) response { return v.replay(t, c) },
	}
	if len(t.Schemes) > 1 {
		kind.schemes, kind.taken = t.SchemeNames(), t.Taken
	}
	if t.Token != nil {
		kind.tokenHost = t.Token.BaseURL != ""
		kind.tokenPath, kind.demoToken, kind.methods = t.Token.Path, t.AccessToken(), []string{http.MethodPost}
	}
	isAuthorization := func(header transcripts.Field) bool { return header.Name == "Authorization" }
	for _, scheme := range t.Schemes {
		inAuthorization := slices.ContainsFunc(scheme.Headers, isAuthorization)
		for _, header := range scheme.Headers {
			switch {
			case isAuthorization(header) || !carriesField(t, header):
			case inAuthorization:
				kind.beside = append(kind.beside, header.Name)
			default:
				kind.headers = append(kind.headers, header.Name)
			}
		}
	}
	for _, e := range t.Exchanges {
		if e.Role == transcripts.Accepted && e.Method != http.MethodGet && !slices.Contains(kind.methods, e.Method) {
			kind.methods = append(kind.methods, e.Method)
		}
	}
	if adapt, special := adaptations[t.Connector]; special {
		kind.response = adapt(kind.response)
	}
	return kind
}

// adaptations are what a transcript cannot say of a vendor.
var adaptations = map[string]func(func(*Vendor, call) response) func(*Vendor, call) response{
	"precoro": adaptPrecoro,
}

// tileOf numbers the parameters against their order, for clients that count on
// the one and are shown the other.
func tileOf(t *transcripts.Transcript) nexlaTile {
	tile := nexlaTile{name: t.Nexla.Name, display: t.Nexla.Title}
	for i, p := range t.Nexla.Parameters {
		tile.parameters = append(tile.parameters, NexlaParameter{
			Name: p.Name, DisplayName: p.Label, Field: p.Field, Order: len(t.Nexla.Parameters) - i, Secured: p.Secured,
		})
	}
	return tile
}

// replay finds the exchange that the transcript has for a request.
func (v *Vendor) replay(t *transcripts.Transcript, c call) response {
	if isTokenPath(t, c.path) {
		return v.replayToken(t, c)
	}
	key, sent := v.identify(t, c.header, c.now)
	switch {
	case len(c.header) == 0: // A fault wants the rejection.
		return v.exchangeOf(t, transcripts.Rejected, c.path)
	case !sent:
		if e, found := t.WithRole(transcripts.Unauthenticated, c.path); found {
			return responseOf(e)
		}
		return v.exchangeOf(t, transcripts.Rejected, c.path)
	case key == "":
		return v.exchangeOf(t, transcripts.Rejected, c.path)
	}
	if e, found := t.WithRole(transcripts.Unversioned, c.path); found && !isVersioned(t, c.header) {
		return responseOf(e)
	}
	if t.Rate.Requests > 0 {
		if wait := v.countRequest(key, c.now, rate{t.Rate.Requests, t.Rate.Period}); wait > 0 {
			return timed(v.exchangeOf(t, transcripts.Limited, c.path), c.now, wait)
		}
	}
	e, found := t.WithRole(transcripts.Accepted, c.path)
	switch {
	case !found:
		return v.exchangeOf(t, transcripts.Unknown, c.path)
	case e.Method != c.method:
		return message(http.StatusMethodNotAllowed, "Method not allowed").with("Allow", e.Method)
	default:
		return v.reporting(key, responseOf(e))
	}
}

// exchangeOf is the response of a role, or a common one if the transcript has none.
func (v *Vendor) exchangeOf(t *transcripts.Transcript, role transcripts.Role, path string) response {
	if e, found := t.WithRole(role, path); found {
		return responseOf(e)
	}
	status := map[transcripts.Role]int{
		transcripts.Rejected: http.StatusUnauthorized, transcripts.Limited: http.StatusTooManyRequests, transcripts.Unknown: http.StatusNotFound,
	}[role]
	return message(status, http.StatusText(status))
}

func responseOf(e transcripts.Exchange) response {
	a := response{status: e.Status, body: e.Body}
	for name := range e.Header {
		a = a.with(name, e.Header.Get(name))
	}
	return a
}

// timed fills in how long the limit lasts: {seconds} and {date} in a header.
func timed(a response, now time.Time, wait time.Duration) response {
	// A date has no fractions: the second after the limit is the first that is surely free.
	free := now.Add(wait).Truncate(time.Second).Add(time.Second)
	fill := strings.NewReplacer("{seconds}", wholeSeconds(wait), "{date}", free.UTC().Format(http.TimeFormat))
	for name, value := range a.header {
		a = a.with(name, fill.Replace(value))
	}
	return a
}

// identify finds the valid credential that a request carries. Nothing is sent if
// no scheme that the vendor reads has all of its headers in the request.
func (v *Vendor) identify(t *transcripts.Transcript, header http.Header, now time.Time) (key string, sent bool) {
	for _, scheme := range t.Schemes {
		if v.kind.taken != nil && !v.takes(scheme.Name) || !hasHeaders(t, scheme, header) {
			continue
		}
		sent = true
		for _, values := range v.bearers(t, now) {
			if matches(t, scheme, header, values) {
				return credentialKey(values[:len(v.kind.fields)]...), true
			}
		}
	}
	return "", sent
}

// issued lists the valid credentials.
func (v *Vendor) issued() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var valid []string
	for credential, isValid := range v.credentials {
		if isValid {
			valid = append(valid, credential)
		}
	}
	return valid
}

// carriesField reports whether a header of the transcript carries a part of the
// credential. A vendor does not need the others.
func carriesField(t *transcripts.Transcript, header transcripts.Field) bool {
	text := strings.Join(parts(header.Value), " ")
	return slices.ContainsFunc(t.Wire(), func(field transcripts.Field) bool { return strings.Contains(text, field.Value) })
}

// isVersioned reports whether a request has the headers of a scheme that carry no field,
// which name the version of the API. Any version will do; in Accept, it follows the
// vendor's media type.
func isVersioned(t *transcripts.Transcript, header http.Header) bool {
	return slices.ContainsFunc(t.Schemes, func(scheme transcripts.Scheme) bool {
		return !slices.ContainsFunc(scheme.Headers, func(wire transcripts.Field) bool {
			if carriesField(t, wire) {
				return false
			}
			mediaType, _, _ := strings.Cut(wire.Value, ".v")
			got := header.Get(wire.Name)
			return got == "" || wire.Name == "Accept" && !strings.HasPrefix(got, mediaType)
		})
	})
}

// parts are a header's value, or the word Basic, user name and password.
func parts(value string) []string {
	if encoded, isBasic := strings.CutPrefix(value, "Basic "); isBasic {
		if pair, err := base64.StdEncoding.DecodeString(encoded); err == nil {
			user, password, _ := strings.Cut(string(pair), ":")
			return []string{"Basic", user, password}
		}
	}
	return []string{value}
}

// hasHeaders reports whether a request has the headers of a scheme, with the
// words before the credential that the scheme puts there.
func hasHeaders(t *transcripts.Transcript, scheme transcripts.Scheme, header http.Header) bool {
	for _, wire := range scheme.Headers {
		if !carriesField(t, wire) {
			continue
		}
		word, _, hasWord := strings.Cut(wire.Value, " ")
		got := header.Get(wire.Name)
		if got == "" || hasWord && !strings.HasPrefix(got, word+" ") {
			return false
		}
	}
	return true
}

// matches compares a request with the transcript's headers, in which the fields
// of another credential stand. The header of an optional field that the
// credential is without must be absent.
func matches(t *transcripts.Transcript, scheme transcripts.Scheme, header http.Header, values []string) bool {
	wanted := slices.Clone(scheme.Headers)
	for i, field := range t.Optional {
		if values[len(t.Fields)+i] != "" {
			wanted = append(wanted, scheme.With[field.Name]...)
			continue
		}
		for _, wire := range scheme.With[field.Name] {
			if carriesField(t, wire) && header.Get(wire.Name) != "" {
				return false
			}
		}
	}
	for _, wire := range wanted {
		if !carriesField(t, wire) {
			continue
		}
		want, got := parts(wire.Value), parts(header.Get(wire.Name))
		if len(want) != len(got) {
			return false
		}
		for i := range want {
			filled := want[i]
			for j, field := range t.Wire() {
				filled = strings.ReplaceAll(filled, field.Value, values[j])
			}
			// A password without a field is any text, but not an empty one.
			isFiller := len(want) == 3 && i == 2 && filled != "" && filled == want[i] && !slices.Contains(values, filled)
			if got[i] != filled && (!isFiller || got[i] == "") {
				return false
			}
		}
	}
	return true
}
