package secret_test

import (
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// TestFormsAreThoseOfCommonLibraries: what a vendor sends back went through its own
// library, and often through a second one.
func TestFormsAreThoseOfCommonLibraries(t *testing.T) {
	const hidden = `hid"den/<wörd>'&1`
	forms := secret.Forms(hidden)
	for library, form := range map[string]string{
		"none":                    hidden,
		"JSON of Go":              `hid\"den/\u003cwörd\u003e'\u00261`,
		"JSON of JavaScript":      `hid\"den/<wörd>'&1`,
		"JSON of Python":          `hid\"den/<w\u00f6rd>'&1`,
		"JSON of PHP":             `hid\"den\/<w\u00f6rd>'&1`,
		"JSON of PHP, in Unicode": `hid\"den\/<wörd>'&1`,
		"HTML of Go":              `hid&#34;den/&lt;wörd&gt;&#39;&amp;1`,
		"HTML of Ruby":            `hid&quot;den/&lt;wörd&gt;&#39;&amp;1`,
		"HTML of Python":          `hid&quot;den/&lt;wörd&gt;&#x27;&amp;1`,
		"HTML of Java":            `hid&quot;den/&lt;wörd&gt;'&amp;1`,
		"XML":                     `hid&quot;den/&lt;wörd&gt;&apos;&amp;1`,
		"URL":                     `hid%22den%2F%3Cw%C3%B6rd%3E%27%261`,
		"URL in lower case":       `hid%22den%2f%3cw%c3%b6rd%3e%27%261`,
		"hexadecimal digits":      `6869642264656e2f3c77c3b672643e272631`,
		"hexadecimal, upper case": `6869642264656E2F3C77C3B672643E272631`,
		"base64":                  `aGlkImRlbi88d8O2cmQ+JyYx`,
		"base64 of URLs":          `aGlkImRlbi88d8O2cmQ-JyYx`,
		"reverse order":           `1&'>dröw</ned"dih`,
	} {
		if !slices.Contains(forms, form) {
			t.Errorf("the form of %s is missing: %s", library, form)
		}
	}
	if short := secret.Forms("nimda"); slices.Contains(short, "admin") {
		t.Error("a short text has a form that is a common word")
	}
	forms = secret.Forms("hid den/+(1)!")
	for library, form := range map[string]string{
		"Go":                "hid+den%2F%2B%281%29%21",
		"Go, path":          "hid%20den%2F+%281%29%21",
		"PHP and Ruby":      "hid%20den%2F%2B%281%29%21",
		"JavaScript":        "hid%20den%2F%2B(1)!",
		"Python":            "hid%20den/%2B%281%29%21",
		"Python, lower hex": "hid%20den/%2b%281%29%21",
	} {
		if !slices.Contains(forms, form) {
			t.Errorf("the form in a URL of %s is missing: %s", library, form)
		}
	}
	if beyond := secret.Forms("key😀"); !slices.Contains(beyond, `key\ud83d\ude00`) {
		t.Errorf("a character beyond 16 bits has no form in ASCII: %q", beyond)
	}
}

// TestFormsHaveWhatServersMakeOfOtherCharacters: servers normalize a text, or read the
// bytes of a header as ISO 8859-1 or ASCII.
func TestFormsHaveWhatServersMakeOfOtherCharacters(t *testing.T) {
	forms := secret.Forms("hidden-wörd")
	for server, form := range map[string]string{
		"decomposed":                  "hidden-wo\u0308rd",
		"ISO 8859-1":                  "hidden-wÃ¶rd",
		"ISO 8859-1, as JSON":         `hidden-w\u00c3\u00b6rd`,
		"ASCII by character":          "hidden-w?rd",
		"ASCII by byte":               "hidden-w??rd",
		"without the other character": "hidden-wrd",
	} {
		if !slices.Contains(forms, form) {
			t.Errorf("the form of %s is missing: %q", server, form)
		}
	}
	if composed := secret.Forms("hidden-wo\u0308rd"); !slices.Contains(composed, "hidden-wörd") {
		t.Errorf("the composed form is missing: %q", composed)
	}
	for _, text := range []string{"пароль", "kurz-ö"} {
		if forms := secret.Forms(text); slices.Contains(forms, "") || slices.Contains(forms, "kurz-") || slices.Contains(forms, "??????") {
			t.Errorf("%q has a form that is in any text: %q", text, forms)
		}
	}
	if folded := secret.Fold("AbCß-ÄZ\xff"); folded != "abcß-Äz\xff" {
		t.Errorf("folded to %q", folded)
	}
}
