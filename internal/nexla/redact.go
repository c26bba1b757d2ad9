package nexla

import (
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
	// foldLimit is the shortest form that is searched for in any case.
	foldLimit = 8

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
	for _, value := range secrets {
		forms = append(forms, formsOf(value.Reveal())...)
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

// repeatsSecret reports whether a text has to be redacted.
func (c *Client) repeatsSecret(text string) bool { return c.redactText(text) != text }

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
	folded := secret.Fold(text)
	for _, form := range forms {
		in := text
		if len(form) >= foldLimit {
			in, form = folded, secret.Fold(form)
		}
		for from := 0; ; {
			at := strings.Index(in[from:], form)
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

// formsOf lists the texts that give a secret away: itself as it is and as a text of
// Nexla's would be cleaned, and the forms of [secret.Forms], which are cleaned too.
func formsOf(value string) []string {
	var forms []string
	for _, plain := range []string{value, strings.TrimSpace(value), strings.Join(strings.Fields(visible(value)), " "), visible(value)} {
		if len(plain) >= secretLimit {
			forms = append(forms, secret.Forms(plain)...)
		}
	}
	for _, form := range slices.Clone(forms) {
		if seen := visible(form); seen != form && len(seen) >= secretLimit {
			forms = append(forms, seen)
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}
