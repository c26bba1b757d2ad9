package nexla

import (
	"iter"
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

// forms returns the texts that give a secret away: those that are searched for as they
// are, and those in any case, in lower case. They are made once for each secret, because
// every text of Nexla's is searched for all. Package fmt prints no variable of a function.
type forms func() (exact, folded []string)

// clean makes a text of Nexla's fit to be shown: without control characters,
// without secrets, and cut to [messageLimit]. Those that were sent or received before
// are always searched for, and the given ones beside them.
func (c *Client) clean(text string, given ...forms) string {
	// The clearing comes first, because it can put a secret together again, and
	// the cut last, because it can leave the greater part of one.
	text = redact(visible(text), slices.Concat(c.keyForms(), c.secretForms(), given))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > messageLimit {
		text = strings.TrimSpace(string(runes[:messageLimit]))
	}
	return text
}

// keyForms are those of the service key and the session.
func (c *Client) keyForms() []forms {
	c.session.mu.Lock()
	defer c.session.mu.Unlock()
	return append(slices.Clone(c.session.seen), c.keys...)
}

// redactText prepares a text of Nexla's for state and diagnostics, as clean does, and
// keeps its white space: a name is compared with that of the configuration.
func (c *Client) redactText(text string) string {
	text = c.Redacted(visible(text))
	if runes := []rune(text); len(runes) > messageLimit {
		text = string(runes[:messageLimit])
	}
	return text
}

// Redacted returns an error of [Vendor.Choose] as it can be shown. A vendor is read once,
// maybe before a secret is known, and its parameters have the names that Nexla sent.
func (c *Client) Redacted(text string) string {
	return redact(text, slices.Concat(c.keyForms(), c.secretForms()))
}

// repeatsSecret reports whether a text must be redacted.
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
func redact(text string, all []forms) string {
	shown := len(text)
	if len(text) > readLimit {
		text = text[:readLimit]
		// A form may have lost its end there.
		longest := 0
		for _, of := range all {
			for _, form := range slices.Concat(of()) {
				longest = max(longest, len(form))
			}
		}
		shown = max(0, readLimit-longest)
	}
	hidden := make([]bool, len(text))
	folded := secret.Fold(text)
	for _, of := range all {
		exact, inAnyCase := of()
		secret.Mark(hidden, text, exact)
		secret.Mark(hidden, folded, inAnyCase)
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
func formsOf(value secret.Value) forms {
	var texts []string
	plain := value.Reveal()
	for _, spelling := range []string{plain, strings.TrimSpace(plain), strings.Join(strings.Fields(visible(plain)), " "), visible(plain)} {
		if len(spelling) < secretLimit {
			continue
		}
		for _, form := range secret.Forms(spelling) {
			texts = append(texts, form, visible(form))
		}
	}
	slices.Sort(texts)
	var exact, folded []string
	for _, text := range slices.Compact(texts) {
		switch {
		case len(text) >= foldLimit:
			folded = append(folded, secret.Fold(text))
		case len(text) >= secretLimit:
			exact = append(exact, text)
		}
	}
	return func() ([]string, []string) { return exact, folded }
}

// allFormsOf are the forms of several secrets.
func allFormsOf(values iter.Seq[secret.Value]) []forms {
	var all []forms
	for value := range values {
		all = append(all, formsOf(value))
	}
	return all
}
