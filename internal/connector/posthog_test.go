package connector_test

import (
	"strings"
	"testing"
)

func TestPostHogKeyMustNotBeAProjects(t *testing.T) {
	key := field(t, "posthog", "api_key")
	for _, value := range []string{"phc_hidden-value", "phs_hidden-value"} {
		problem := key.CheckValue(value)
		if !strings.Contains(problem, "project") {
			t.Errorf("%s: problem %q", value, problem)
		}
		wantUnrepeated(t, problem, value)
	}
	for _, value := range []string{"phx_example", "example", "examplephc_"} {
		if problem := key.CheckValue(value); problem != "" {
			t.Errorf("%s: %s", value, problem)
		}
	}
}
