package secret

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"
)

// Forms lists the texts that give a text away: the text itself, and as a URL, HTML, JSON,
// base64 or hexadecimal digits contain it.
func Forms(text string) []string {
	quoted, _ := json.Marshal(text) //nolint:errchkjson // A string can be marshaled.
	escaped := html.EscapeString(text)
	forms := []string{
		text, url.QueryEscape(text), url.PathEscape(text), escaped, strings.ReplaceAll(escaped, "&#34;", "&quot;"), strings.Trim(string(quoted), `"`),
	}
	digits := hex.EncodeToString([]byte(text))
	forms = append(forms, digits, strings.ToUpper(digits))
	forms = append(forms, base64Forms(text)...)
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
