package nexla

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

const (
	// messageLimit is how many characters of a message are shown.
	messageLimit = 255
	// readLimit is how many bytes of one are looked at.
	readLimit = 16 << 10
	// secretLimit is the shortest secret that is searched for: shorter ones
	// are parts of common words.
	secretLimit = 4

	redacted = "[redacted]"
)

// clean makes a text of Nexla's fit to be shown: without control characters,
// without secrets, and cut to [messageLimit]. Those of the session are always
// searched for, and the given ones beside them.
func (c *Client) clean(text string, secrets []secret.Value) string {
	forms := c.forms(secrets)
	// The clearing comes first, because it can put a secret together again, and
	// the cut last, because it can leave the greater part of one.
	text = redact(visible(text), forms)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > messageLimit {
		text = strings.TrimSpace(string(runes[:messageLimit]))
	}
	return text
}

// forms are the texts that give away a secret: those of the session, and the given ones.
func (c *Client) forms(secrets []secret.Value) []string {
	c.session.mu.Lock()
	secrets = slices.Concat(secrets, c.session.seen)
	c.session.mu.Unlock()
	secrets = append(secrets, c.options.ServiceKey, c.options.AccessToken)
	var forms []string
	for _, secret := range secrets {
		forms = append(forms, formsOf(secret.Reveal())...)
	}
	return forms
}

// redactText prepares a text of Nexla's for state and diagnostics, as clean does, and
// keeps its white space: a name is compared with that of the configuration.
func (c *Client) redactText(text string) string {
	text = redact(visible(text), c.forms(c.sentValues()))
	if runes := []rune(text); len(runes) > messageLimit {
		text = string(runes[:messageLimit])
	}
	return text
}

// visible removes control and format characters, such as those that change the
// direction of writing, and bytes that are no characters.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp), r == unicode.ReplacementChar:
			return -1
		default:
			return r
		}
	}, text)
}

// redact replaces every occurrence of a form, also of those that overlap.
func redact(text string, forms []string) string {
	shown := len(text)
	if len(text) > readLimit {
		text = text[:readLimit]
		// A form may have lost its end there.
		longest := 0
		for _, form := range forms {
			longest = max(longest, len(form))
		}
		shown = max(0, readLimit-longest)
	}
	hidden := make([]bool, len(text))
	for _, form := range forms {
		for from := 0; ; {
			at := strings.Index(text[from:], form)
			if at < 0 {
				break
			}
			for i := from + at; i < from+at+len(form); i++ {
				hidden[i] = true
			}
			from += at + 1
		}
	}
	var b strings.Builder
	for i := range shown {
		switch {
		case !hidden[i]:
			b.WriteByte(text[i])
		case i == 0 || !hidden[i-1]:
			b.WriteString(redacted)
		}
	}
	return strings.ToValidUTF8(b.String(), "")
}

// formsOf lists the texts that give a secret away: itself, and as URL, HTML,
// JSON or base64 has it.
func formsOf(secret string) []string {
	if len(secret) < secretLimit {
		return nil
	}
	var forms []string
	for _, plain := range []string{secret, strings.TrimSpace(secret), strings.Join(strings.Fields(visible(secret)), " "), visible(secret)} {
		if len(plain) < secretLimit {
			continue
		}
		quoted, _ := json.Marshal(plain) //nolint:errchkjson // A string can be marshalled.
		forms = append(forms, plain, url.QueryEscape(plain), url.PathEscape(plain), html.EscapeString(plain), strings.Trim(string(quoted), `"`))
		forms = append(forms, strings.ReplaceAll(html.EscapeString(plain), "&#34;", "&quot;"))
		forms = append(forms, base64Forms(plain)...)
	}
	for _, form := range slices.Clone(forms) {
		if strings.Contains(form, "%") {
			forms = append(forms, lowerEscapes(form))
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// base64Forms are what any base64 that contains the secret contains, wherever
// in it the secret begins: it may stand behind a user's name and a colon. The
// characters at the edges hold bits of what is beside it and are left out.
func base64Forms(secret string) []string {
	var forms []string
	for before := range 3 {
		padded := []byte(strings.Repeat("\x00", before) + secret)
		first := (before*8 + 5) / 6
		last := len(padded) * 8 / 6
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			whole := encoding.EncodeToString(padded)
			forms = append(forms, whole[first:last])
			if before == 0 {
				forms = append(forms, whole)
			}
		}
	}
	return forms
}

// lowerEscapes spells the percent escapes of a text in lower case.
func lowerEscapes(text string) string {
	spelled := []byte(text)
	for i := 0; i+2 < len(spelled); i++ {
		if spelled[i] == '%' {
			copy(spelled[i+1:i+3], strings.ToLower(string(spelled[i+1:i+3])))
		}
	}
	return string(spelled)
}
