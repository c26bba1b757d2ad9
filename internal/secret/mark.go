package secret

import "strings"

// Mark sets the bytes of a text that one of the forms covers, also where occurrences
// overlap. No form is empty, and hidden is as long as the text.
func Mark(hidden []bool, text string, forms []string) {
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
}
