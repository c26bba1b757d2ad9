package nexlablock

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestKeyThatCannotBeValidIsRejected before any request, wherever it is set.
func TestKeyThatCannotBeValidIsRejected(t *testing.T) {
	for value, want := range map[string]string{
		"hidden\n":        "U+000A is character 7",
		"\ufeffhidden":    "U+FEFF is character 1",
		`"hidden"`:        "enclosed in quotation marks",
		"Basic hidden":    `must not begin with "Basic", which the provider adds`,
		"bearer hidden":   `must not begin with "Bearer", which the provider adds`,
		"Basically-valid": "",
	} {
		isToken := strings.HasPrefix(value, "bearer")
		block := &Settings{ServiceKey: types.StringValue(value), AccessToken: types.StringNull()}
		variable := envServiceKey
		if isToken {
			block = &Settings{ServiceKey: types.StringNull(), AccessToken: types.StringValue(value)}
			variable = envAccessToken
		}
		for place, settings := range map[string]*Settings{"block": block, "environment": nil} {
			t.Setenv(envServiceKey, "")
			t.Setenv(envAccessToken, "")
			if settings == nil {
				t.Setenv(variable, value)
			}
			var diags diag.Diagnostics
			NewAccess(settings, Options{}, &diags)
			text := ""
			for _, d := range diags {
				text += d.Summary() + ": " + d.Detail()
			}
			if want == "" && text != "" || !strings.Contains(text, want) || strings.Contains(text, "hidden") {
				t.Errorf("%q in the %s: %s, want %s", value, place, text, want)
			}
		}
	}
}
