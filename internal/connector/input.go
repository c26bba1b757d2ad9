package connector

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckValue returns what is wrong with a field's value, in words that do not repeat
// it, or "". Vendors publish neither lengths nor alphabets of keys, so that it rejects
// only values that are certainly wrong: what a header cannot contain, what copying and
// masking leave behind, and a prefix that the scheme adds itself.
func (f Field) CheckValue(value string) string {
	if f.Tenant {
		return f.checkTenant(value)
	}
	if value == "" {
		return "must not be empty"
	}
	if f.Parts == nil { // The parts are checked one by one.
		if problem := checkCharacters(value); problem != "" {
			return problem
		}
	}
	for _, prefix := range f.prefixes {
		if len(value) >= len(prefix) && strings.EqualFold(value[:len(prefix)], prefix) {
			return fmt.Sprintf("must not begin with %q, which the provider adds", strings.TrimSpace(prefix))
		}
	}
	if f.Check != nil {
		return f.Check(value)
	}
	return ""
}

// SentBehind is the same field, whose value a header has behind a word, such as "Bearer ".
func (f Field) SentBehind(prefix string) Field {
	f.prefixes = append(slices.Clone(f.prefixes), prefix)
	return f
}

// CheckHeaderText returns what is wrong with the value of a header that is not
// secret, or "". Quotation marks and the like may belong there.
func CheckHeaderText(value string) string {
	switch {
	case value == "":
		return "must not be empty"
	case strings.TrimSpace(value) != value:
		return "must not begin or end with white space"
	case strings.ContainsFunc(value, unicode.IsControl):
		return "must not contain control characters, such as line breaks"
	}
	for i, r := range []rune(value) {
		if isInvisible(r) {
			return fmt.Sprintf("must not contain format characters, which are invisible: U+%04X is character %d", r, i+1)
		}
	}
	return ""
}

// isInvisible reports whether a character is in Unicode to format a text, and shows nothing.
func isInvisible(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) }

// checkCharacters rejects characters that no value may contain, with the code point and
// its position, counted in characters from 1.
func checkCharacters(value string) string {
	if !utf8.ValidString(value) {
		return "must be text in UTF-8"
	}
	characters := []rune(value)
	end := utf8.RuneCountInString(strings.TrimRightFunc(value, unicode.IsSpace)) // where white space at the end begins
	for i, r := range characters {
		var what string
		switch {
		case unicode.IsSpace(r) && i == 0:
			what = "white space at its beginning"
		case i == end:
			what = "white space at its end; a copied line break is the usual cause"
		case unicode.IsControl(r):
			what = "control characters, such as line breaks"
		case isInvisible(r):
			what = "format characters, which are invisible; some editors and shells put a byte order mark there"
		case unicode.IsSpace(r) && r != ' ':
			what = "other spaces than U+0020"
		case unicode.Is(unicode.Pi, r), unicode.Is(unicode.Pf, r), strings.ContainsRune("„‚", r):
			what = "typographic quotation marks, which word processors put there"
		case r == '…':
			what = "an ellipsis: the value was shortened when it was copied"
		case strings.ContainsRune("•●∙◦⬤∗＊", r):
			what = "mask characters: the value was masked when it was copied"
		default:
			continue
		}
		return fmt.Sprintf("must not contain %s: U+%04X is character %d", what, r, i+1)
	}
	switch first, last := characters[0], characters[len(characters)-1]; {
	case strings.Trim(value, "*") == "":
		return "must not consist of asterisks: the value was masked when it was copied"
	case len(characters) > 1 && first == last && strings.ContainsRune("\"'`", first):
		return fmt.Sprintf("must not be enclosed in quotation marks: U+%04X is the first and the last character", first)
	}
	return ""
}

// Prepare fills in what follows from other parts of a definition.
func (d *Definition) Prepare() *Definition {
	for i, field := range d.Fields {
		if field.Tenant {
			d.Fields[i].tenantExample = d.tenantExample(field)
		}
		for _, scheme := range d.Schemes {
			for _, rule := range scheme.Headers {
				before, _, found := strings.Cut(rule.Form, "{"+field.Name+"}")
				word, _, hasWord := strings.Cut(before, " ")
				if found && hasWord && word != "" {
					d.Fields[i].prefixes = append(d.Fields[i].prefixes, word+" ")
				}
			}
		}
	}
	return d
}
