package secret

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortestSpaced is how long a form must be, so that it is recognized with white space
// in it. A shorter one may be two words of a sentence.
const shortestSpaced = 8

// Mark sets the bytes of a text that one of the forms covers, also where occurrences
// overlap, or where the text is wrapped or grouped by white space. No form is empty, and
// hidden is as long as the text.
func Mark(hidden []bool, text string, forms []string) {
	for _, form := range forms {
		mark(text, form, func(first, last int) { hide(hidden, first, last) })
	}
	if !strings.ContainsFunc(text, unicode.IsSpace) {
		return
	}
	joined, positions := withoutSpace(text)
	for _, form := range forms {
		if strings.ContainsFunc(form, unicode.IsSpace) {
			form, _ = withoutSpace(form)
		}
		if len(form) >= shortestSpaced {
			mark(joined, form, func(first, last int) { hide(hidden, positions[first], positions[last]) })
		}
	}
}

// mark calls found with the first and the last byte of each occurrence.
func mark(text, form string, found func(first, last int)) {
	for from := 0; ; {
		at := strings.Index(text[from:], form)
		if at < 0 {
			return
		}
		found(from+at, from+at+len(form)-1)
		from += at + 1
	}
}

func hide(hidden []bool, first, last int) {
	for i := first; i <= last; i++ {
		hidden[i] = true
	}
}

// withoutSpace removes the white space from a text, which may not be UTF-8, and returns
// where each byte was.
func withoutSpace(text string) (joined string, positions []int) {
	kept := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		for end := i + size; i < end; i++ {
			if !unicode.IsSpace(r) {
				kept, positions = append(kept, text[i]), append(positions, i)
			}
		}
	}
	return string(kept), positions
}
