package connector

import (
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// reflections find the texts in a response that repeat a secret.
type reflections struct {
	// exact are searched for as they are, and folded in any case.
	exact, folded []string
}

// shortestEncoded is the length from which a text is searched for in any case, and from
// which another form of a secret is. A shorter one is a part of common words.
const shortestEncoded = 8

// reflections are those of one credential: a vendor may send a secret back in another
// form. They are clear of the characters that a reported text is cleared of.
func (d *Definition) reflections(values Values) reflections {
	var r reflections
	for _, text := range d.SecretTexts(values) {
		for _, form := range secret.Forms(text) {
			form = visible(form)
			switch {
			case len(form) >= shortestEncoded:
				r.folded = append(r.folded, secret.Fold(form))
			case form == visible(text) && form != "":
				r.exact = append(r.exact, form)
			}
		}
	}
	return r
}

// WithoutSecrets clears an outcome of the reported texts that repeat a secret of other
// values than those that were sent, such as the ones of the last apply.
func (d *Definition) WithoutSecrets(outcome Outcome, values Values) Outcome {
	secrets := d.reflections(values)
	outcome.Account = outcome.Account.cleaned(secrets)
	if scopes := &outcome.Report.Scopes; scopes.Present {
		scopes.Value = NewScopeList(slices.DeleteFunc(scopes.Value.List(), secrets.isIn)...)
	}
	return outcome
}

// isIn reports whether a text repeats a secret.
func (r reflections) isIn(text string) bool { return slices.Contains(r.marks(text), true) }

// hide replaces what repeats a secret by control characters, which no text has that was
// made visible.
func (r reflections) hide(text string) string {
	shown := []byte(text)
	for i, hidden := range r.marks(text) {
		if hidden {
			shown[i] = 0
		}
	}
	return string(shown)
}

// marks has true for each byte that repeats a secret.
func (r reflections) marks(text string) []bool {
	hidden := make([]bool, len(text))
	secret.Mark(hidden, text, r.exact)
	secret.Mark(hidden, secret.Fold(text), r.folded)
	return hidden
}
