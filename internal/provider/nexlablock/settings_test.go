package nexlablock

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
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

// TestUnreachableNexlaNamesWhereItsURLIsSet: the variable was named although the block has
// api_url, which takes precedence.
func TestUnreachableNexlaNamesWhereItsURLIsSet(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	wrong := server.URL + "/wrong" // A 404 that is not Nexla's own.
	defer server.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, c := range map[string]struct{ url, want string }{
		"not understood": {wrong, "\n\nCheck "},
		"not reached":    {gone.URL, "check the network and "},
	} {
		for source, block := range map[string]*Settings{
			"api_url in the provider's nexla block.": {APIURL: types.StringValue(c.url), ServiceKey: types.StringValue("example-key")},
			envURL + ".":                             {ServiceKey: types.StringValue("example-key")},
		} {
			t.Setenv(envURL, c.url)
			var diags diag.Diagnostics
			access := NewAccess(block, Options{}, &diags)
			_, err := access.client.Get(t.Context(), 1)
			var failed *nexla.Error
			if !errors.As(err, &failed) {
				t.Fatal(err, diags)
			}
			if text := failedDetail(failed); !strings.HasSuffix(text, c.want+source) {
				t.Errorf("%s, with %s: %s", name, source, text)
			}
		}
	}
}
