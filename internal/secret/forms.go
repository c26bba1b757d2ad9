package secret

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Forms lists the texts that give a text away: the text itself, what servers make of
// characters that are not ASCII, as a URL, HTML, JSON, base64 or hexadecimal digits
// contain it, and in reverse order.
func Forms(text string) []string {
	var forms []string
	for _, spelling := range spellings(text) {
		forms = append(forms, formsOf(spelling)...)
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// shortestRemainder is how many characters a text must have besides those that are not
// ASCII, so that it is recognized without them.
const shortestRemainder = 8

// shortestBackwards is how many characters a text must have, so that it is recognized in
// reverse order.
const shortestBackwards = 8

// spellings are a text, its Unicode normal forms, and what a server has that reads it as
// ISO 8859-1, as the bytes of a header are read, or as ASCII.
func spellings(text string) []string {
	if !strings.ContainsFunc(text, isNotASCII) {
		return []string{text}
	}
	texts := []string{text, norm.NFC.String(text), norm.NFD.String(text)}
	for _, normal := range slices.Clone(texts) {
		bytes := make([]rune, 0, len(normal))
		for _, b := range []byte(normal) {
			bytes = append(bytes, rune(b))
		}
		texts = append(texts, string(bytes))
		if len(without(normal, "")) < shortestRemainder {
			continue
		}
		texts = append(texts, without(normal, ""), without(normal, "?"), without(string(bytes), "?"))
	}
	return texts
}

func isNotASCII(r rune) bool { return r >= utf8.RuneSelf }

// without replaces the characters that are not ASCII.
func without(text, replacement string) string {
	var ascii strings.Builder
	for _, r := range text {
		if isNotASCII(r) {
			ascii.WriteString(replacement)
			continue
		}
		ascii.WriteRune(r)
	}
	return ascii.String()
}

// Fold returns a text with the ASCII letters in lower case, and of the same length, even
// if it is not UTF-8. Servers and databases change the case of identifiers.
func Fold(text string) string {
	folded := []byte(text)
	for i, b := range folded {
		if 'A' <= b && b <= 'Z' {
			folded[i] = b + 'a' - 'A'
		}
	}
	return string(folded)
}

// formsOf are the forms of one spelling.
func formsOf(text string) []string {
	forms := slices.Concat([]string{text}, urlForms(text), htmlForms(text), jsonForms(text))
	digits := hex.EncodeToString([]byte(text))
	forms = append(forms, digits, strings.ToUpper(digits))
	forms = append(forms, base64Forms(text)...)
	if backwards := []rune(text); len(backwards) >= shortestBackwards {
		slices.Reverse(backwards)
		forms = append(forms, string(backwards))
	}
	for _, form := range slices.Clone(forms) {
		if strings.Contains(form, "%") {
			forms = append(forms, lowerEscapes(form))
		}
	}
	return forms
}

// urlForms are the text in a URL. Libraries differ in how they escape a space, and in
// whether they escape a slash and what RFC 2396 calls marks.
func urlForms(text string) []string {
	query := url.QueryEscape(text)
	component := strings.ReplaceAll(query, "+", "%20")
	marks := strings.NewReplacer("%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")
	return []string{query, url.PathEscape(text), component, marks.Replace(component), strings.ReplaceAll(component, "%2F", "/")}
}

// htmlForms are the text as HTML, with the names and numbers that libraries use for quotes.
func htmlForms(text string) []string {
	escaped := html.EscapeString(text)
	named := strings.ReplaceAll(escaped, "&#34;", "&quot;")
	return []string{escaped, named, strings.ReplaceAll(named, "&#39;", "&#x27;"), strings.ReplaceAll(named, "&#39;", "&apos;"), strings.ReplaceAll(named, "&#39;", "'")}
}

// jsonForms are the text in a JSON string. Libraries differ in whether they escape a slash,
// the characters of HTML, and everything but ASCII.
func jsonForms(text string) []string {
	quoted, _ := json.Marshal(text) //nolint:errchkjson // A string can be marshaled.
	escaped := string(quoted[1 : len(quoted)-1])
	plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(escaped)
	var ascii strings.Builder
	for _, unit := range utf16.Encode([]rune(plain)) {
		if unit < utf8.RuneSelf {
			ascii.WriteByte(byte(unit))
			continue
		}
		fmt.Fprintf(&ascii, `\u%04x`, unit)
	}
	var forms []string
	for _, form := range []string{escaped, plain, ascii.String()} {
		forms = append(forms, form, strings.ReplaceAll(form, "/", `\/`))
	}
	return forms
}

// base64Forms are what any base64 that contains the secret contains, wherever
// in it the secret begins: it may stand behind a user's name and a colon. The
// characters at the edges hold bits of what is beside it and are left out.
func base64Forms(text string) []string {
	var forms []string
	for before := range 3 {
		padded := []byte(strings.Repeat("\x00", before) + text)
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
