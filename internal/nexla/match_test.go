package nexla_test

import (
	"reflect"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

// template has a parameter for each name and label.
func template(id int64, namesAndLabels ...string) nexla.Template {
	made := nexla.Template{ID: id, Name: "example_template"}
	for i := 0; i < len(namesAndLabels); i += 2 {
		made.Parameters = append(made.Parameters, nexla.Parameter{Name: namesAndLabels[i], Label: namesAndLabels[i+1]})
	}
	return made
}

type names = map[string]string

var labels = names{"api_token": "API Token (X-AUTH-TOKEN)", "user_email": "User Email"}

func TestMatch(t *testing.T) {
	t.Parallel()
	want := names{"api_token": "p1", "user_email": "p2"}
	for name, c := range map[string]struct {
		template nexla.Template
		override names
		want     names    // nil where it fails.
		says     []string // Parts of the error.
	}{
		"by label":      {template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email"), nil, want, nil},
		"spelled alike": {template(1, "p2", " user email ", "p1", "api token (x-auth-token)"), nil, want, nil},
		"by name":       {template(1, "p1", "Token", "p2", ""), names{"api_token": "p1", "user_email": "p2"}, want, nil},
		"one by name":   {template(1, "p1", "Token", "p2", "User Email"), names{"api_token": "p1"}, want, nil},
		"by name against the label": {
			template(1, "p2", "API Token (X-AUTH-TOKEN)", "p1", "User Email"),
			names{"api_token": "p1", "user_email": "p2"}, want, nil,
		},
		"name that settles a doubt": {
			template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email", "p3", "User Email"),
			names{"user_email": "p2"}, want, nil,
		},
		"name that takes one of two": {
			template(1, "p1", "User Email", "p2", "User Email"), names{"api_token": "p1"}, want, nil,
		},
		"fits none": {
			template(1, "p1", "Token", "p2", "User Email"), nil, nil,
			[]string{
				`no parameter has field "api_token"'s label "API Token (X-AUTH-TOKEN)"`,
				`"p1" (labelled "Token"), "p2" (labelled "User Email")`,
			},
		},
		"fits two": {
			template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email", "p3", "user email"), nil, nil,
			[]string{`parameters "p2", "p3" all have field "user_email"'s label`},
		},
		"one that may stay empty": {
			template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email", "p3", "Tenant"), nil, want, nil,
		},
		"one that is required": {
			requiring(template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email", "p3", "Tenant"), "p3"), nil, nil,
			[]string{`no field fills parameter "p3"`},
		},
		"override to nothing": {
			template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email"), names{"api_token": "p9"}, nil,
			[]string{`field "api_token" is mapped to parameter "p9", which does not exist`},
		},
		"override of nothing": {
			template(1, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email"), names{"token": "p1"}, nil,
			[]string{`there is no field "token", only "api_token", "user_email"`},
		},
		"two of one": {
			template(1, "p1", "x", "p2", "y"), names{"api_token": "p1", "user_email": "p1"}, nil,
			[]string{`fields "api_token" and "user_email" both fill parameter "p1"`},
		},
		"no parameters": {template(1), nil, nil, []string{"Parameters found: none"}},
		"controls are quoted": {
			template(1, "p\x1b[31m", "\u202e"), nil, nil, []string{`"p\x1b[31m" (labelled "\u202e")`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := nexla.Match(c.template, labels, c.override)
			if (err == nil) != (c.want != nil) || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
			for _, part := range c.says {
				if err != nil && !contains(err.Error(), part) {
					t.Errorf("%v does not say %s", err, part)
				}
			}
		})
	}
}

// requiring marks a parameter of a template as required.
func requiring(template nexla.Template, name string) nexla.Template {
	for i := range template.Parameters {
		template.Parameters[i].Required = template.Parameters[i].Name == name
	}
	return template
}

func TestNoLabelMatchesNothing(t *testing.T) {
	t.Parallel()
	if got, err := nexla.Match(template(1, "p1", " "), names{"api_key": ""}, nil); err == nil {
		t.Errorf("got %v", got)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	good := func(id int64) nexla.Template {
		return template(id, "p1", "API Token (X-AUTH-TOKEN)", "p2", "User Email")
	}
	other := func(id int64) nexla.Template { return template(id, "p3", "Key") }
	for name, c := range map[string]struct {
		templates []nexla.Template
		id        int64
		want      int64 // 0 where it fails.
		says      []string
	}{
		"the only one":                      {[]nexla.Template{good(1)}, 0, 1, nil},
		"by id":                             {[]nexla.Template{good(1), good(2)}, 2, 2, nil},
		"the one that matches":              {[]nexla.Template{other(1), good(2), other(3)}, 0, 2, nil},
		"the only one does not match":       {[]nexla.Template{other(1)}, 0, 0, []string{`"p3" (labelled "Key")`}},
		"by id, and it does not match":      {[]nexla.Template{good(1), other(2)}, 2, 0, []string{`"p3" (labelled "Key")`}},
		"by an id that is not there":        {[]nexla.Template{good(1)}, 9, 0, []string{"no template 9", `there are 1 ("example_template")`}},
		"two match":                         {[]nexla.Template{good(1), good(2)}, 0, 0, []string{`there are 1 ("example_template"), 2 ("example_template")`}},
		"none of two matches":               {[]nexla.Template{other(1), other(2)}, 0, 0, []string{"none of", "there are"}},
		"there are none":                    {nil, 0, 0, []string{"has no templates"}},
		"there are none, and one requested": {nil, 1, 0, []string{"has no templates"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, chosen, err := nexla.Vendor{Name: "precoro_api", Templates: c.templates}.Choose(c.id, labels, nil)
			if got.ID != c.want || (err == nil) != (c.want != 0) {
				t.Errorf("template %d, %v; want %d", got.ID, err, c.want)
			}
			if err == nil && !reflect.DeepEqual(chosen, names{"api_token": "p1", "user_email": "p2"}) {
				t.Errorf("chosen %v", chosen)
			}
			for _, part := range c.says {
				if err != nil && !contains(err.Error(), part) {
					t.Errorf("%v does not say %s", err, part)
				}
			}
		})
	}
}
