package sandbox

import (
	"net/http"
	"testing"
)

// TestOptionalFieldIsPartOfTheCredential: a credential with an optional field is
// another one than the same credential without it.
func TestOptionalFieldIsPartOfTheCredential(t *testing.T) {
	v := newSandbox(t, Config{RouteWindow: -1}).Vendor("stripe")
	demo, organization := "Bearer "+v.Demo()["api_key"], "Bearer sandbox-organization-key-not-a-secret"
	v.Issue(map[string]string{"api_key": "sandbox-organization-key-not-a-secret", "stripe_context": "acct_sandboxone"})
	for name, c := range map[string]struct {
		headers []string
		want    int
	}{
		"without a field":          {[]string{"Authorization", demo}, http.StatusOK},
		"with a field too many":    {[]string{"Authorization", demo, "Stripe-Context", "acct_sandboxone"}, http.StatusUnauthorized},
		"with its field":           {[]string{"Authorization", organization, "Stripe-Context", "acct_sandboxone"}, http.StatusOK},
		"without its field":        {[]string{"Authorization", organization}, http.StatusUnauthorized},
		"with the field of others": {[]string{"Authorization", organization, "Stripe-Context", "acct_sandboxtwo"}, http.StatusUnauthorized},
	} {
		if got := get(t, v.BaseURL()+"/balance", c.headers...); got.status != c.want {
			t.Errorf("%s: %d, want %d", name, got.status, c.want)
		}
	}
	if _, set := v.CreateKey()["stripe_context"]; set {
		t.Error("a new credential has an optional field")
	}
	if err := v.kind.checkFields(map[string]string{"stripe_context": "acct_sandboxone"}); err == nil {
		t.Error("an optional field alone is a credential")
	}
}
