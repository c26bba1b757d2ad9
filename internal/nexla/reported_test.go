package nexla_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

func TestReportedFieldsAreThoseThatAreNotSecured(t *testing.T) {
	t.Parallel()
	template := nexla.Template{Parameters: []nexla.Parameter{{Name: "x_auth_token", Secured: true}, {Name: "user_email_address"}, {Name: "account"}}}
	parameters := map[string]string{"api_token": "x_auth_token", "user_email": "user_email_address", "account": "account", "other": "no_parameter"}
	for name, c := range map[string]struct {
		config string
		want   map[string]string
	}{
		"not sent":         {``, nil},
		"null":             {`"template_config":null,`, nil},
		"empty":            {`"template_config":{},`, nil},
		"a list":           {`"template_config":[1],`, nil},
		"a text":           {`"template_config":"hidden-example",`, nil},
		"not a text":       {`"template_config":{"user_email_address":1,"account":{"a":"b"}},`, nil},
		"an empty text":    {`"template_config":{"user_email_address":""},`, nil},
		"one":              {`"template_config":{"user_email_address":"ops@example.com","account":null},`, map[string]string{"user_email": "ops@example.com"}},
		"a secured one":    {`"template_config":{"x_auth_token":"hidden-example","account":"a"},`, map[string]string{"account": "a"}},
		"of no parameter":  {`"template_config":{"no_parameter":"hidden-example"},`, nil},
		"with a line feed": {`"template_config":{"account":"a\nb"},`, nil},
		"with a mark":      {`"template_config":{"account":"\u202Ea"},`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(1, get, respondWith(200, fmt.Sprintf(`{%s"id":30001,"name":"a","vendor":{"id":1234,"name":"precoro_api"}}`, c.config)))
			credential, err := f.client().Get(t.Context(), 30001)
			wantNone(t, err)
			if got := credential.ReportedFields(template, parameters); !maps.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
