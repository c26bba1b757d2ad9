package connector_test

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

func TestStripeKeyMustNotBeAPublishableOne(t *testing.T) {
	key := field(t, "stripe", "api_key")
	problem := key.CheckValue("pk_hidden-value")
	if !strings.Contains(problem, "publishable") {
		t.Errorf("problem %q", problem)
	}
	wantUnrepeated(t, problem, "pk_hidden-value")
	for _, value := range []string{"sk_example", "rk_example", "example", "examplepk_"} {
		if problem := key.CheckValue(value); problem != "" {
			t.Errorf("%s: %s", value, problem)
		}
	}
}

func TestStripeOrganizationKeyNeedsAContext(t *testing.T) {
	check := definition(t, "stripe").CheckFields
	for key, c := range map[string]struct {
		context string
		want    string
	}{
		"sk_org_hidden-value": {"", "stripe_context"},
		"sk_org_other-value":  {"acct_example", ""},
		"sk_live_example":     {"", ""},
		"rk_live_example":     {"acct_example/acct_other", ""},
		"example":             {"", ""},
	} {
		field, problem := check(connector.Values{"api_key": secret.New(key), "stripe_context": secret.New(c.context)})
		if field != c.want || (problem == "") != (c.want == "") {
			t.Errorf("%s with the context %q: %q %q, want %q", key, c.context, field, problem, c.want)
		}
		wantUnrepeated(t, problem, key)
	}
}

func TestStripeContextIsSentOnlyIfItIsSet(t *testing.T) {
	scheme := definition(t, "stripe").Schemes[0]
	values := connector.Values{"api_key": secret.New("example-key")}
	wantEqual(t, "headers", revealed(scheme.Build(values)), []string{"Bearer example-key"})
	wantEqual(t, "names", scheme.SentNames(values), []string{"Authorization"})
	values["stripe_context"] = secret.New("acct_example")
	wantEqual(t, "headers", revealed(scheme.Build(values)), []string{"Bearer example-key", "acct_example", "2025-12-15.clover"})
	wantEqual(t, "names", scheme.SentNames(values), []string{"Authorization", "Stripe-Context"})
}
