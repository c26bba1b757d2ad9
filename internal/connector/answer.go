package connector

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"unicode"
)

// Answer is a vendor's complete answer to a probe.
type Answer struct {
	// Probe is what was asked.
	Probe Probe
	// Status is the HTTP status code.
	Status int
	// ContentType is the header of that name.
	ContentType string
	// Body is the decompressed body. It may carry the secret back and must not be kept.
	Body []byte
	// Values are the fields that were sent.
	Values Values
}

// Judge says what an answer means: the vendor's own rules, and afterwards what
// holds for all. An account text that repeats a secret is dropped, because
// vendors reflect input and the account is kept in state.
func (d *Definition) Judge(answer Answer) Outcome {
	outcome := d.Classify(answer)
	if outcome.Status == Verified {
		outcome.Account = outcome.Account.cleaned(d.SecretTexts(answer.Values))
	}
	return outcome
}

// byStatus is what a status code means where the vendor is not known to mean
// something else. A 403 that is not a firewall's is a refusal only where
// forbidden says so.
func (a Answer) byStatus(forbidden Status) Outcome {
	switch {
	case a.Status == http.StatusUnauthorized:
		return rejected(ReasonInvalidCredential)
	case a.Status == http.StatusForbidden && a.isMarkup():
		return inconclusive(ReasonBlocked)
	case a.Status == http.StatusForbidden:
		return Outcome{Status: forbidden, Reason: ReasonForbidden}
	case a.Status == http.StatusNotFound, a.Status == http.StatusGone:
		return routeOnly(ReasonUnexpectedResponse)
	case a.Status == http.StatusTooManyRequests:
		return inconclusive(ReasonRateLimited)
	case a.Status >= 300 && a.Status < 400:
		return inconclusive(ReasonRedirected)
	case a.Status >= 500:
		return inconclusive(ReasonServerError)
	default:
		return inconclusive(ReasonUnexpectedResponse)
	}
}

// isMarkup tells whether the body is HTML or XML, as web firewalls, proxies and
// content networks send it, and no vendor's API does.
func (a Answer) isMarkup() bool {
	return strings.Contains(strings.ToLower(a.ContentType), "html") ||
		bytes.HasPrefix(bytes.TrimLeft(a.Body, " \t\r\n\ufeff"), []byte("<"))
}

// isBrokenJSON tells whether a body is not the JSON that it is said to be: it
// broke off, or somebody else has sent it.
func (a Answer) isBrokenJSON() bool {
	return len(a.Body) > 0 && strings.Contains(strings.ToLower(a.ContentType), "json") && !json.Valid(a.Body)
}

// decode reads the JSON body and ignores what target does not name, because
// vendors add fields.
func (a Answer) decode(target any) bool {
	return json.Unmarshal(a.Body, target) == nil
}

// text returns a JSON string or number as text, and "" for anything else.
// Vendors change ids between the two.
func text(raw json.RawMessage) string {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return ""
	}
	switch value := value.(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	default:
		return ""
	}
}

// identifier returns an id as text, and "" for what names nobody: zero, or
// nothing that can be read.
func identifier(raw json.RawMessage) string {
	id := text(raw)
	readable := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	if id == "0" || !strings.ContainsFunc(id, readable) {
		return ""
	}
	return id
}

// isArray tells whether raw is a JSON array.
func isArray(raw json.RawMessage) bool {
	trimmed := bytes.TrimSpace(raw)
	return len(trimmed) > 0 && trimmed[0] == '['
}

// cleaned cuts every text, clears it of control characters, and drops what
// repeats a secret.
func (a Account) cleaned(secrets []string) Account {
	clean := func(value string) string {
		value = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == unicode.ReplacementChar {
				return -1
			}
			return r
		}, value)
		// After the clearing, which can put a secret together again, and before
		// the cut, which can leave the greater part of one.
		for _, secret := range secrets {
			if strings.Contains(value, secret) {
				return ""
			}
		}
		value = strings.TrimSpace(value)
		if runes := []rune(value); len(runes) > accountTextLimit {
			value = strings.TrimSpace(string(runes[:accountTextLimit]))
		}
		return value
	}
	return Account{
		ID:           clean(a.ID),
		Name:         clean(a.Name),
		Email:        clean(a.Email),
		Role:         clean(a.Role),
		Organization: clean(a.Organization),
	}
}
