package connector_test

import (
	"strings"
	"testing"
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
